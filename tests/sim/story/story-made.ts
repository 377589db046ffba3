/** Small stories for tests: entities on a plane without roads, and the actions under test run by hand over single ticks. */
import { beginStep, nowSec } from "../../../src/sim/story/entity-step.ts";
import { moveEntities } from "../../../src/sim/story/motion.ts";
import { newState } from "../../../src/sim/story/new-state.ts";
import type { PlannedAction } from "../../../src/sim/story/plan.ts";
import { planStory } from "../../../src/sim/story/plan-story.ts";
import type { EntitySpec, PositionSpec, PrivateActionSpec, ShapeSpec, StorySpec } from "../../../src/sim/story/spec.ts";
import type { StoryWorld } from "../../../src/sim/story/state.ts";
import type { RoadMap } from "../../../src/road/opendrive/map.ts";

/** A passenger car of 4 m by 2 m. */
export function carSpec(name: string, more: Partial<EntitySpec> = {}): EntitySpec {
  return {
    name,
    kind: "vehicle",
    category: "car",
    box: { lengthM: 4, widthM: 2, heightM: 1.5, centerXM: 1.4, centerYM: 0, centerZM: 0.75 },
    massKg: null,
    ability: {
      maxSpeedMps: 60,
      maxAccelMps2: 10,
      maxDecelMps2: 10,
      maxAccelRateMps3: Number.POSITIVE_INFINITY,
      maxDecelRateMps3: Number.POSITIVE_INFINITY,
    },
    axles: { frontXM: 2.8, rearXM: 0, maxSteeringRad: 0.5, trackWidthM: 1.7, wheelDiameterM: 0.6 },
    hitch: null,
    coupler: null,
    trailer: null,
    controllers: [],
    properties: [],
    ...more,
  };
}

/** A story of init actions alone: each entity with its own. */
export function storySpec(
  entities: readonly EntitySpec[],
  actions: Readonly<Record<string, readonly PrivateActionSpec[]>> = {},
): StorySpec {
  return {
    mapPath: null,
    entities,
    selections: [],
    variables: [],
    parameters: [],
    signalControllers: [],
    init: { global: [], privates: Object.entries(actions).map(([entity, list]) => ({ entity, actions: list })) },
    stories: [],
    stop: null,
    minorVersion: 3,
  };
}

/** A place on the middle of a lane. */
export function inLane(lane: number, sM: number, road = "1"): PositionSpec {
  return { kind: "lane", road, lane: String(lane), sM, offsetM: 0, orientation: null };
}

/** A speed from the action's instant on. */
export function speedAtOnce(valueMps: number): PrivateActionSpec {
  const dynamics = { shape: "step", dimension: "time", value: 0, followingMode: null } as const;
  return { kind: "speed", dynamics, target: { kind: "absolute", valueMps } };
}

export function worldOf(spec: StorySpec, timing: "subtick" | "tick" = "subtick", dtSec = 0.1, map: RoadMap | null = null): StoryWorld {
  const plan = planStory(spec, map);
  const options = { dtSec, timing, seed: 1, external: [], controllersOff: false };
  const world: StoryWorld = { plan, map, options, state: newState(plan, options) };
  for (const entity of world.state.entities) entity.isPresent = true;
  return world;
}

/** The planned action of that number. */
export function actionOf(world: StoryWorld, index: number): PlannedAction {
  const action = world.plan.actions[index];
  if (action === undefined) throw new Error(`no action ${index}`);
  return action;
}

/** Sets an entity's pose and speed as if it had been so before. */
export function put(world: StoryWorld, index: number, xM: number, yM: number, hRad: number, speedMps: number): void {
  const entity = world.state.entities[index]!;
  Object.assign(entity, { xM, yM, hRad, speedMps });
  beginStep(entity, nowSec(world));
}

/** One tick: what `act` does over [from, to], then everyone moves. */
export function tickWith(world: StoryWorld, act: (fromSec: number, toSec: number) => void): void {
  const fromSec = nowSec(world);
  act(fromSec, fromSec + world.options.dtSec);
  world.state.tick += 1;
  moveEntities(world, world.options.dtSec);
}

export function worldPosition(xM: number, yM: number, hRad: number | null = null): PositionSpec {
  return { kind: "world", xM, yM, zM: null, hRad, pRad: null, rRad: null };
}

export function polylineShape(points: readonly PositionSpec[], times: readonly number[] = []): ShapeSpec {
  return { kind: "polyline", vertices: points.map((position, i) => ({ timeSec: times[i] ?? null, position })) };
}
