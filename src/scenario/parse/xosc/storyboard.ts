import type { ActSpec, EventSpec, InitSpec, ManeuverGroupSpec, StoryPartSpec, UserActionSpec } from "../../../sim/story/spec.ts";
import { entryOf } from "./catalogs.ts";
import { globalAction, userAction } from "./global-actions.ts";
import { declare } from "./parameters.ts";
import { privateActions } from "./private-actions.ts";
import {
  type At,
  child,
  children,
  everyChild,
  flag,
  integer,
  integerOr,
  members,
  need,
  placeOf,
  report,
  text,
  textOrNull,
  word,
} from "./reading.ts";
import { trigger } from "./triggers.ts";

type ManeuverSpec = ManeuverGroupSpec["maneuvers"][number];
type NamedAction = EventSpec["actions"][number];

/** What happens before the story begins. A selection stands for each of its members. */
export function initOf(at: At): InitSpec {
  const actions = need(at, "Actions");
  const global = children(actions, "GlobalAction").flatMap((a) => globalAction(a) ?? []);
  const privates = children(actions, "Private").flatMap((p) => {
    const list = children(p, "PrivateAction").flatMap(privateActions);
    return members(p).map((name) => ({ entity: name, actions: list }));
  });
  return { global, privates };
}

export function storyOf(at: At): StoryPartSpec {
  const inside = { ...at, scope: declare(at, new Map()) };
  const acts = distinct(children(inside, "Act")).map(act);
  return { name: nameOf(inside), acts };
}

/** Names of elements may not hold the mark between the names of a path. */
function nameOf(at: At): string {
  const name = text(at, "name");
  if (name.includes("::")) report(at, placeOf(at, "name"), "RDV_SCENARIO_CHOICE", 'a name without "::"', JSON.stringify(name.slice(0, 60)));
  return name;
}

/** Elements of one kind beside each other; one of the same name can be run, but a reference cannot tell them apart. */
function distinct(list: readonly At[]): readonly At[] {
  const seen = new Set<string>();
  for (const at of list) {
    const name = textOrNull(at, "name") ?? "";
    const expected = `each ${at.node.name} beside others by a name of its own`;
    if (seen.has(name))
      report(at, placeOf(at, "name"), "RDV_SCENARIO_DUPLICATE", expected, JSON.stringify(name.slice(0, 60)), "", "warning");
    seen.add(name);
  }
  return list;
}

function act(at: At): ActSpec {
  return {
    name: nameOf(at),
    groups: distinct(children(at, "ManeuverGroup")).map(group),
    start: trigger(at, "StartTrigger"),
    stop: trigger(at, "StopTrigger"),
  };
}

function group(at: At): ManeuverGroupSpec {
  const actors = need(at, "Actors");
  const fromCatalog = children(at, "CatalogReference").flatMap((c) => entryOf(c, ["Maneuver"], maneuver) ?? []);
  return {
    name: nameOf(at),
    maxExecutions: integer(at, "maximumExecutionCount", "unsignedInt"),
    actors: [...new Set(children(actors, "EntityRef").flatMap((e) => members(e)))],
    selectTriggeringEntities: flag(actors, "selectTriggeringEntities"),
    maneuvers: [...fromCatalog, ...distinct(children(at, "Maneuver")).map((m) => maneuver({ ...m, scope: declare(m, new Map()) }))],
  };
}

function maneuver(at: At): ManeuverSpec {
  return { name: nameOf(at), events: distinct(children(at, "Event")).map(event) };
}

/** `override` is what version 1.2 on call `overwrite`. */
function event(at: At): EventSpec {
  const priority = word<"overwrite" | "override" | "parallel" | "skip">(at, "priority", "Priority", "parallel");
  return {
    name: nameOf(at),
    priority: priority === "override" ? "overwrite" : priority,
    maxExecutions: integerOr(at, "maximumExecutionCount", 1, "unsignedInt"),
    start: trigger(at, "StartTrigger"),
    actions: distinct(children(at, "Action")).flatMap(action),
  };
}

function action(at: At): NamedAction[] {
  const name = nameOf(at);
  const [what] = everyChild(at);
  if (what === undefined) return [{ name, action: nothing(at) }];
  if (what.node.name === "UserDefinedAction") return [{ name, action: userAction(what) }];
  if (what.node.name === "GlobalAction") {
    const global = globalAction(what);
    return global === null ? [] : [{ name, action: global }];
  }
  const list: NamedAction[] = privateActions(what).map((a) => ({ name, action: a }));
  if (list.length > 0 || child(what, "AppearanceAction") === null) return list;
  return [{ name, action: { kind: "user-defined", type: "AnimationAction", content: "" } }];
}

/** The schemas before 1.3 let an action be empty; it is done at once. */
function nothing(at: At): UserActionSpec {
  const severity = at.build.minor < 3 ? "warning" : "error";
  const expected = "exactly one of GlobalAction, UserDefinedAction, PrivateAction in Action";
  report(at, at.node, "RDV_SCENARIO_MISSING", expected, "nothing", "", severity);
  return { kind: "user-defined", type: "", content: "" };
}
