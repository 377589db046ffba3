import type { ActionRun } from "../../../src/sim/story/action-run.ts";
import { type ActionKinds, beginBoard, tickBoard } from "../../../src/sim/story/board-tick.ts";
import { rowOf } from "../../../src/sim/story/element-log.ts";
import { newState } from "../../../src/sim/story/new-state.ts";
import { planStory } from "../../../src/sim/story/plan-story.ts";
import type {
  ActSpec,
  ConditionSpec,
  EntityTestSpec,
  EventSpec,
  ManeuverGroupSpec,
  StorySpec,
  TriggerSpec,
  ValueTestSpec,
} from "../../../src/sim/story/spec.ts";
import type { StoryOptions, StoryWorld } from "../../../src/sim/story/state.ts";
import { carOf, storyOf } from "./motion-world.ts";

/**
 * Storyboards on a plane without roads, with actions that do nothing but last: an override of the throttle by N lasts N s (0: done at once), and
 * rules the channel that its `control` names. What entities do is written into the state by the test.
 */

type Action = EventSpec["actions"][number];

export function lasting(name: string, sec: number, control: "brake" | "throttle" | "steering-wheel" = "throttle"): Action {
  return { name, action: { kind: "override", controls: [{ control, isActive: true, value: sec }] } };
}

/** A change of speed over a time; it asks for nothing but the speed. */
export function speeding(name: string, sec: number): Action {
  const dynamics = { shape: "linear", dimension: "time", value: sec, followingMode: null } as const;
  return { name, action: { kind: "speed", dynamics, target: { kind: "absolute", valueMps: 0 } } };
}

export function setting(name: string, variable: string, value: string): Action {
  return { name, action: { kind: "set-variable", name: variable, value } };
}

export function valueTest(test: ValueTestSpec, parts: Partial<ConditionSpec> = {}): ConditionSpec {
  return { name: "c", edge: "none", delaySec: 0, test: { by: "value", test }, ...parts };
}

export function entityTestOf(
  test: EntityTestSpec,
  parts: Partial<ConditionSpec> = {},
  entities = ["ego"],
  rule: "all" | "any" = "any",
): ConditionSpec {
  return { name: "c", edge: "none", delaySec: 0, test: { by: "entity", entities, rule, test }, ...parts };
}

/** Time of the story not before that. */
export function after(valueSec: number, parts: Partial<ConditionSpec> = {}): ConditionSpec {
  return valueTest({ kind: "simulation-time", rule: "greaterOrEqual", valueSec }, parts);
}

export function when(...group: ConditionSpec[]): TriggerSpec {
  return { groups: [group] };
}

export function eventOf(name: string, actions: readonly Action[], start: TriggerSpec | null, parts: Partial<EventSpec> = {}): EventSpec {
  return { name, priority: "parallel", maxExecutions: 1, start, actions, ...parts };
}

/** One maneuver "m" of the ego with these events. */
export function groupOf(name: string, events: readonly EventSpec[], parts: Partial<ManeuverGroupSpec> = {}): ManeuverGroupSpec {
  return { name, maxExecutions: 1, actors: ["ego"], selectTriggeringEntities: false, maneuvers: [{ name: "m", events }], ...parts };
}

export function actOf(name: string, groups: readonly ManeuverGroupSpec[], parts: Partial<ActSpec> = {}): ActSpec {
  return { name, groups, start: null, stop: null, ...parts };
}

/** A story "s" with one act "a" and one group "g". */
export function specOf(events: readonly EventSpec[], parts: Partial<StorySpec> = {}): StorySpec {
  return storyOf({
    entities: [carOf("ego"), carOf("other")],
    variables: [{ name: "v", type: "double", value: "0" }],
    stories: [{ name: "s", acts: [actOf("a", [groupOf("g", events)])] }],
    ...parts,
  });
}

interface LastingRun extends ActionRun {
  readonly endSec: number;
}

export const LASTING: ActionKinds = {
  start(world, action, atSec): LastingRun | null {
    const { spec } = action;
    if (spec.kind === "set-variable") {
      world.state.variables[world.plan.variableIndex.get(spec.name) ?? -1] = spec.value;
      return null;
    }
    if (spec.kind === "speed") return { kind: "speed", endSec: atSec + spec.dynamics.value };
    const sec = spec.kind === "override" ? (spec.controls[0]?.value ?? 0) : 0;
    return sec === 0 ? null : { kind: spec.kind, endSec: atSec + sec };
  },
  runToSec(_world, _action, run, _fromSec, toSec) {
    const { endSec } = run as LastingRun;
    return endSec <= toSec + 1e-9 ? endSec : Number.NaN;
  },
  isReady: () => true,
  isRunLast: () => false,
  areInConflict(started, running) {
    if (started.kind !== "override" || running.kind !== "override") return false;
    return started.controls[0]?.control === running.controls[0]?.control;
  },
};

export function worldOf(spec: StorySpec, options: Partial<StoryOptions> = {}): StoryWorld {
  const plan = planStory(spec, null);
  const all: StoryOptions = { dtSec: 0.1, timing: "tick", seed: 1, external: [], controllersOff: false, ...options };
  const world: StoryWorld = { plan, map: null, options: all, state: newState(plan, all) };
  for (const entity of world.state.entities) entity.isPresent = true;
  return world;
}

type Move = (world: StoryWorld, atSec: number) => void;

/** Plays a story from its beginning up to a time; `move` writes what entities do at each instant. */
export function playTo(world: StoryWorld, endSec: number, move: Move = () => {}, kinds: ActionKinds = LASTING): void {
  beginBoard(world, kinds);
  move(world, 0);
  tickBoard(world, kinds, 0, 0);
  goOn(world, endSec, move, kinds);
}

/** Plays a story on. */
export function goOn(world: StoryWorld, endSec: number, move: Move, kinds: ActionKinds = LASTING): void {
  const { state, options } = world;
  while (!state.isStopped && state.tick * options.dtSec <= endSec + 1e-9) {
    const atSec = state.tick * options.dtSec;
    move(world, atSec);
    tickBoard(world, kinds, atSec, (state.tick + 1) * options.dtSec);
    state.tick += 1;
  }
}

/** What happened: `0.100 event start`, one line a change of an element. */
export function changes(world: StoryWorld): string[] {
  return world.state.log.flatMap((event) => {
    const row = rowOf(world.plan, event);
    return row.kind === "state"
      ? [`${row.tSec.toFixed(3)} ${row.what} ${row.transition.replace("Transition", "")} ${row.to.replace("State", "")}`]
      : [];
  });
}

/** Changes of one element. */
export function changesOf(world: StoryWorld, name: string): string[] {
  return changes(world).filter((line) => line.split(" ")[1] === name);
}
