import { buildMap } from "../../../src/road/opendrive/map.ts";
import type { OpenDriveMap } from "../../../src/road/opendrive/model.ts";
import type { ActionRun } from "../../../src/sim/story/action-run.ts";
import { beginStep, nowSec } from "../../../src/sim/story/entity-step.ts";
import { updateFlags } from "../../../src/sim/story/flags.ts";
import { moveEntities } from "../../../src/sim/story/motion.ts";
import { newState } from "../../../src/sim/story/new-state.ts";
import { putAt } from "../../../src/sim/story/place-actions.ts";
import type { PlannedAction } from "../../../src/sim/story/plan.ts";
import { planStory } from "../../../src/sim/story/plan-story.ts";
import type { EntitySpec, PositionSpec, StorySpec } from "../../../src/sim/story/spec.ts";
import type { StoryOptions, StoryWorld } from "../../../src/sim/story/state.ts";

/** Worlds without a storyboard, in which a test plays single actions. */

export function carOf(name: string, parts: Partial<EntitySpec> = {}): EntitySpec {
  return {
    name,
    kind: "vehicle",
    category: "car",
    box: { lengthM: 5, widthM: 2, heightM: 1.5, centerXM: 1.4, centerYM: 0, centerZM: 0.75 },
    massKg: 1500,
    ability: { maxSpeedMps: 70, maxAccelMps2: 10, maxDecelMps2: 10, maxAccelRateMps3: Infinity, maxDecelRateMps3: Infinity },
    axles: { frontXM: 3, rearXM: 0, maxSteeringRad: 0.5, trackWidthM: 1.6, wheelDiameterM: 0.6 },
    hitch: null,
    coupler: null,
    trailer: null,
    controllers: [],
    properties: [],
    ...parts,
  };
}

export function storyOf(parts: Partial<StorySpec> = {}): StorySpec {
  return {
    mapPath: null,
    entities: [carOf("A"), carOf("B")],
    selections: [],
    variables: [],
    parameters: [],
    signalControllers: [],
    init: { global: [], privates: [] },
    stories: [],
    stop: null,
    minorVersion: 3,
    ...parts,
  };
}

export function worldOf(source: OpenDriveMap | null, spec: Partial<StorySpec> = {}, options: Partial<StoryOptions> = {}): StoryWorld {
  const map = source === null ? null : buildMap(source);
  const plan = planStory(storyOf(spec), map);
  const all: StoryOptions = { dtSec: 0.1, timing: "subtick", seed: 1, external: [], controllersOff: false, ...options };
  return { plan, map, options: all, state: newState(plan, all) };
}

/** Puts an entity somewhere at a speed, before the first tick. */
export function put(world: StoryWorld, index: number, position: PositionSpec, speedMps: number): void {
  putAt(world, index, position, 0);
  const entity = world.state.entities[index]!;
  entity.speedMps = speedMps;
  beginStep(entity, 0);
  entity.step.isBroken = true;
  moveEntities(world, 0);
  updateFlags(world);
}

export const ON_LANE: PositionSpec = { kind: "lane", road: "1", lane: "-1", sM: 10, offsetM: 0, orientation: null };
export const AT_ORIGIN: PositionSpec = { kind: "world", xM: 0, yM: 0, zM: null, hRad: 0, pRad: null, rRad: null };

export function actionOf(actor: number, spec: PlannedAction["spec"], index = 0): PlannedAction {
  return { index, element: 0, actor, isInit: false, onlyWhenTriggering: false, spec, route: -1, trajectory: -1 };
}

/** Start and step of one kind of action. */
export interface Played<R> {
  readonly start: (world: StoryWorld, action: PlannedAction, fromSec: number) => R;
  readonly step: (world: StoryWorld, action: PlannedAction, run: R, fromSec: number, toSec: number) => number;
}

/** One action under way in a test's hands. */
export interface Play {
  tick: () => number;
}

/** Begins an action at `fromSec`, in the tick that the state is at. Each `tick` runs it over one tick; it returns the instant at which it ended, or NaN. */
export function play<R>(world: StoryWorld, kind: Played<R>, action: PlannedAction, fromSec: number): Play {
  let run: R | null = null;
  let endSec = Number.NaN;
  return {
    tick: () => {
      const at = nowSec(world);
      const to = at + world.options.dtSec;
      let from = at;
      if (run === null && fromSec < to - 1e-12) {
        run = kind.start(world, action, fromSec);
        from = fromSec;
        claim(world, action, run);
      }
      if (run !== null && Number.isNaN(endSec)) endSec = kind.step(world, action, run, from, to);
      world.state.tick += 1;
      moveEntities(world, world.options.dtSec);
      updateFlags(world);
      return endSec;
    },
  };
}

function claim<R>(world: StoryWorld, action: PlannedAction, run: R): void {
  world.state.runs[action.index] = run as ActionRun;
  const kind = action.spec.kind;
  const isSide = kind === "lane-change" || kind === "lane-offset" || kind === "lateral-distance";
  if (isSide) world.state.entities[action.actor]!.latOwner = action.index;
  else world.state.entities[action.actor]!.longOwner = action.index;
}
