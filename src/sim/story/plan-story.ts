/** From what a file says to what a story runs on: `planStory` and what it refuses. */
import { InputError } from "../../core/errors.ts";
import type { RoadMap } from "../../road/opendrive/map.ts";
import { initOrderOf } from "./init-order.ts";
import { planCondition } from "./plan-conditions.ts";
import { entityOf, refuse } from "./plan-draft.ts";
import type { Draft } from "./plan-draft.ts";
import { isSelfContained } from "./self-contained.ts";
import { LEAST_PHASE_SEC, signalGroupsOf } from "./signal-controllers.ts";
import type { ActionSpec, ElementKind, PlannedElement, StoryPlan } from "./plan.ts";
import type { ActSpec, EventSpec, ManeuverGroupSpec, StorySpec, TriggerSpec } from "./spec.ts";
import { trajectoryFaults } from "./trajectory-faults.ts";

/**
 * Names to indices, elements flattened. Throws `InputError` with every name that refers to nothing and every test or action that is not
 * supported; `file` is what the problems name.
 */
export function planStory(spec: StorySpec, map: RoadMap | null, file = ""): StoryPlan {
  const draft: Draft = {
    spec,
    problems: [],
    elements: [],
    triggers: [],
    conditions: [],
    actions: [],
    routes: [],
    trajectories: [],
    entityIndex: indexOf(spec.entities),
    variableIndex: indexOf(spec.variables),
    parameterIndex: indexOf(spec.parameters),
    controllerIndex: indexOf(spec.signalControllers),
    waiting: [],
  };
  const signalGroups = signalGroupsOf(map, spec.signalControllers);
  checkSignals(draft, signalGroups);
  const root = addElement(draft, "storyboard", "storyBoard", "", -1, { stop: spec.stop });
  planInit(draft, root);
  for (const story of spec.stories) {
    const index = addElement(draft, "story", story.name, story.name, root, {});
    for (const act of story.acts) planAct(draft, act, index, story.name);
  }
  for (const { trigger, spec: groups, path } of draft.waiting) planTrigger(draft, trigger, groups, path);
  if (draft.problems.length > 0) throw new InputError(draft.problems.map((problem) => ({ ...problem, file })));
  const { waiting: _, problems: __, ...lists } = draft;
  const ofActor = Map.groupBy(lists.actions.keys(), (index) => lists.actions[index]!.actor);
  return {
    ...lists,
    map,
    signalGroups,
    entities: spec.entities,
    triggeredElements: draft.elements.filter(({ kind }) => TRIGGERED.includes(kind)).map(({ index }) => index),
    upwardElements: upwardsOf(draft.elements),
    actionsOfActor: spec.entities.map((_, entity) => ofActor.get(entity) ?? []),
    initActions: initOrderOf(lists.actions, (entity) => spec.entities[entity]?.name ?? ""),
  };
}

/** A state of all signals of a controller needs a controller of the map; phases take no time, or some that a run can count. */
function checkSignals(draft: Draft, groups: StoryPlan["signalGroups"]): void {
  for (const [i, { name, phases }] of draft.spec.signalControllers.entries()) {
    const path = `TrafficSignalController ${name}`;
    for (const { name: phase, durationSec } of phases) {
      if (durationSec === 0 || durationSec >= LEAST_PHASE_SEC) continue;
      refuse(draft, "RDV_SCENARIO_RANGE", `${path} ${phase}`, `a duration of 0 or at least ${LEAST_PHASE_SEC} s`, String(durationSec));
    }
    if (groups[i] !== undefined || !phases.some(({ states }) => states.some(({ signal }) => signal === null))) continue;
    refuse(draft, "RDV_SCENARIO_REFERENCE", path, "the id of a signal controller of the map, for a TrafficSignalGroupState", name);
  }
}

function indexOf(named: readonly { readonly name: string }[]): ReadonlyMap<string, number> {
  return new Map(named.map(({ name }, index) => [name, index]));
}

interface ElementDetails {
  readonly start?: TriggerSpec | null;
  readonly stop?: TriggerSpec | null;
  readonly maxExecutions?: number;
  readonly priority?: EventSpec["priority"];
  readonly followsEnds?: boolean;
  readonly action?: number;
}

function addElement(draft: Draft, kind: ElementKind, name: string, path: string, parent: number, details: ElementDetails): number {
  const index = draft.elements.length;
  draft.elements.push({
    index,
    kind,
    name,
    path,
    parent,
    children: [],
    startTrigger: addTrigger(draft, index, details.start ?? null, false, path),
    stopTrigger: addTrigger(draft, index, details.stop ?? null, true, path),
    maxExecutions: details.maxExecutions ?? 1,
    priority: details.priority ?? "parallel",
    followsEnds: details.followsEnds ?? false,
    action: details.action ?? -1,
  });
  const children = draft.elements[parent]?.children as number[] | undefined;
  children?.push(index);
  return index;
}

function addTrigger(draft: Draft, element: number, spec: TriggerSpec | null, isStop: boolean, path: string): number {
  if (spec === null) return -1;
  const index = draft.triggers.length;
  draft.triggers.push({ element, isStop, groups: [] });
  draft.waiting.push({ trigger: index, spec, path });
  return index;
}

function planTrigger(draft: Draft, trigger: number, spec: TriggerSpec, path: string): void {
  const groups = draft.triggers[trigger]?.groups as number[][] | undefined;
  spec.groups.forEach((group, at) => {
    groups?.push(
      group.map((condition) => {
        const index = draft.conditions.length;
        draft.conditions.push(planCondition(draft, { index, trigger, group: at }, condition, path === "" ? "Storyboard" : path));
        return index;
      }),
    );
  });
}

function planInit(draft: Draft, root: number): void {
  for (const action of draft.spec.init.global)
    addAction(draft, action, { parent: root, actor: -1, name: `Init ${partOf(action)}`, path: "Init" });
  for (const { entity, actions } of draft.spec.init.privates) {
    const actor = entityOf(draft, entity, "Init");
    for (const action of actions) addAction(draft, action, { parent: root, actor, name: `Init ${entity} ${partOf(action)}`, path: "Init" });
  }
}

function planAct(draft: Draft, act: ActSpec, story: number, storyPath: string): void {
  const path = `${storyPath}::${act.name}`;
  const index = addElement(draft, "act", act.name, path, story, {
    start: act.start,
    stop: act.stop,
    followsEnds: act.start !== null && isOfElements(act.start),
  });
  for (const group of act.groups) planGroup(draft, group, index, path);
}

function planGroup(draft: Draft, group: ManeuverGroupSpec, act: number, actPath: string): void {
  const path = `${actPath}::${group.name}`;
  const index = addElement(draft, "maneuverGroup", group.name, path, act, { maxExecutions: group.maxExecutions });
  const actors = group.actors.map((actor) => entityOf(draft, actor, path));
  for (const maneuver of group.maneuvers) {
    const maneuverPath = `${path}::${maneuver.name}`;
    const parent = addElement(draft, "maneuver", maneuver.name, maneuverPath, index, {});
    for (const event of maneuver.events) planEvent(draft, event, parent, maneuverPath, actors, group.selectTriggeringEntities);
  }
}

function planEvent(
  draft: Draft,
  event: EventSpec,
  maneuver: number,
  maneuverPath: string,
  actors: readonly number[],
  selects: boolean,
): void {
  const path = `${maneuverPath}::${event.name}`;
  const { start, maxExecutions, priority } = event;
  const followsEnds = (start === null || isOfElements(start)) && event.actions.every(({ action }) => isSelfContained(action));
  const parent = addElement(draft, "event", event.name, path, maneuver, { start, maxExecutions, priority, followsEnds });
  const others = selects ? triggeringOf(draft, event.start, path).filter((entity) => !actors.includes(entity)) : [];
  for (const { name, action } of event.actions) {
    if (isEmpty(action)) continue;
    const place = { parent, name, path: `${path}::${name}` };
    if (isGlobal(action)) addAction(draft, action, { ...place, actor: -1 });
    else {
      for (const actor of actors) addAction(draft, action, { ...place, actor });
      for (const actor of others) addAction(draft, action, { ...place, actor, onlyWhenTriggering: true });
    }
  }
}

/** Whether a trigger has conditions, all of them on states of elements. */
function isOfElements(trigger: TriggerSpec): boolean {
  const tests = trigger.groups.flat().map(({ test }) => test);
  return tests.length > 0 && tests.every((test) => test.by === "value" && test.test.kind === "element-state");
}

/** Entities that can make a trigger true, each once. */
function triggeringOf(draft: Draft, trigger: TriggerSpec | null, path: string): number[] {
  const names = new Set<string>();
  for (const { test } of (trigger?.groups ?? []).flat()) if (test.by === "entity") for (const entity of test.entities) names.add(entity);
  return [...names].map((name) => entityOf(draft, name, path));
}

interface ActionPlace {
  readonly parent: number;
  readonly actor: number;
  readonly name: string;
  readonly path: string;
  readonly onlyWhenTriggering?: boolean;
}

function addAction(draft: Draft, spec: ActionSpec, place: ActionPlace): void {
  const index = draft.actions.length;
  const isInit = place.parent === 0;
  const path = place.path === "Init" ? place.name : place.path;
  if (spec.kind === "user-defined") refuse(draft, "RDV_SCENARIO_WORLD", path, "a supported action", `UserDefinedAction ${spec.type}`);
  const element = addElement(draft, isInit ? "init" : "action", place.name, path, place.parent, { action: index });
  let route = -1;
  let trajectory = -1;
  if (spec.kind === "assign-route" || spec.kind === "acquire-position" || spec.kind === "random-route") {
    route = draft.routes.length;
    const goal = spec.kind === "acquire-position" ? spec.position : null;
    draft.routes.push({ action: index, spec: spec.kind === "assign-route" ? spec.route : null, goal });
  } else if (spec.kind === "follow-trajectory") {
    trajectory = draft.trajectories.length;
    draft.trajectories.push(spec.trajectory);
    const faults = trajectoryFaults(spec.trajectory);
    for (const { expected, found } of faults)
      refuse(draft, "RDV_SCENARIO_RANGE", `${path}: trajectory ${spec.trajectory.name}`, expected, found);
    if (spec.timing !== null && !(spec.timing.scale > 0))
      refuse(draft, "RDV_SCENARIO_RANGE", `${path}: Timing`, "a scale above 0", String(spec.timing.scale));
  }
  const onlyWhenTriggering = place.onlyWhenTriggering ?? false;
  draft.actions.push({
    index,
    element,
    actor: place.actor,
    isInit,
    onlyWhenTriggering,
    spec,
    route,
    trajectory,
  });
}

/** An action without anything in it, which files have to mark an instant: it is over at once and leaves no trace. */
function isEmpty(action: ActionSpec): boolean {
  return action.kind === "user-defined" && action.type === "" && action.content === "";
}

function isGlobal(action: ActionSpec): boolean {
  return partOf(action) in GLOBAL_PARTS;
}

/** The element of the standard right under GlobalAction. */
const GLOBAL_PARTS = {
  EnvironmentAction: 1,
  EntityAction: 1,
  ParameterAction: 1,
  VariableAction: 1,
  InfrastructureAction: 1,
  TrafficAction: 1,
};

/** Names of the elements right under PrivateAction and GlobalAction, by kind of action. */
const PARTS: Readonly<Record<ActionSpec["kind"], string>> = {
  speed: "LongitudinalAction",
  "speed-profile": "LongitudinalAction",
  "longitudinal-distance": "LongitudinalAction",
  "lane-change": "LateralAction",
  "lane-offset": "LateralAction",
  "lateral-distance": "LateralAction",
  visibility: "VisibilityAction",
  synchronize: "SynchronizeAction",
  "activate-controller": "ControllerAction",
  "assign-controller": "ControllerAction",
  override: "ControllerAction",
  teleport: "TeleportAction",
  "assign-route": "RoutingAction",
  "follow-trajectory": "RoutingAction",
  "acquire-position": "RoutingAction",
  "random-route": "RoutingAction",
  light: "AppearanceAction",
  "connect-trailer": "TrailerAction",
  "disconnect-trailer": "TrailerAction",
  environment: "EnvironmentAction",
  "add-entity": "EntityAction",
  "delete-entity": "EntityAction",
  "set-parameter": "ParameterAction",
  "modify-parameter": "ParameterAction",
  "set-variable": "VariableAction",
  "modify-variable": "VariableAction",
  "signal-state": "InfrastructureAction",
  "signal-phase": "InfrastructureAction",
  "traffic-source": "TrafficAction",
  "traffic-sink": "TrafficAction",
  "traffic-swarm": "TrafficAction",
  "traffic-area": "TrafficAction",
  "traffic-stop": "TrafficAction",
  "user-defined": "UserDefinedAction",
};

function partOf(action: ActionSpec): string {
  return PARTS[action.kind];
}

/** Kinds of elements that wait: for a trigger, or (maneuver groups) to be run again. */
const TRIGGERED: readonly ElementKind[] = ["act", "maneuverGroup", "event"];

function upwardsOf(elements: readonly PlannedElement[]): number[] {
  const order: number[] = [];
  const visit = (index: number): void => {
    for (const child of elements[index]?.children ?? []) visit(child);
    order.push(index);
  };
  visit(0);
  return order;
}
