/** The world of a story: its entities as road users, the car under test among them. */
import type { RoadMap } from "../../road/opendrive/map.ts";
import { speedLimitMpsAt } from "../../road/opendrive/point.ts";
import { stopSignLines } from "../../road/opendrive/stop-signs.ts";
import type { RoadNetwork } from "../../road/network.ts";
import type { StoryPlan } from "../../sim/story/plan.ts";
import { newStory } from "../../sim/story/play.ts";
import type { EntityState, StoryOptions, StoryWorld } from "../../sim/story/state.ts";
import type { ActorModel, SensorModel, WorldModel } from "../../sim/world.ts";
import type { TraceHeader } from "../../trace/tick.ts";
import { vehicleModel } from "../../vehicle/models.ts";
import type { StartMotion } from "../../vehicle/start.ts";
import type { ScenarioSpec, WorldSpec } from "../spec.ts";
import { hashOf, specHash } from "./canonical.ts";
import { endsOf, sensorsOf } from "./rules.ts";
import { storyActors } from "./story-actors.ts";
import { routeAhead } from "./story-route.ts";
import { type StorySignals, storySignals } from "./story-signals.ts";

/** A map that has been read, and the lanes made of it. */
export interface LoadedMap {
  readonly map: RoadMap;
  readonly network: RoadNetwork;
  /** Of the file. */
  readonly contentHash: string;
}

/** The ego's route goes on as far as it can come until the run's last tick, where the road does; at most so far. */
const LONGEST_ROUTE_M = 20_000;
/** Taken where neither the road nor the ego's start is faster. */
const SPEED_MPS = 40;
const NO_ROAD: RoadNetwork = { source: "none", lanes: [] };

/** @param loaded the map that the story names; null where it names none. */
export function storyWorld(spec: ScenarioSpec, world: Extract<WorldSpec, { kind: "story" }>, loaded: LoadedMap | null): WorldModel {
  const { story, controllersOff } = world;
  const egoEntity = story.entities.findIndex((e) => e.name === world.ego);
  if (egoEntity < 0) throw new Error("a story whose ego is no entity was let through");
  const map = loaded?.map ?? null;
  const { dtSec, timing, seed } = spec;
  const ends = endsOf(spec, null, false);
  const options: StoryOptions = { dtSec, timing, seed, external: [], controllersOff, longestSec: ends.maxTicks * dtSec };
  // Where everybody is at the start, for what must be known before the run: the ego's route and start.
  const first = newStory(story, map, options);
  const start = first.state.entities[egoEntity]!;
  const params = spec.ego.vehicle;
  const actors = storyActors(first, egoEntity, params.footprint);
  const { shown, notes, ...lights } = storySignals(first.plan, map);
  const header = headerOf(spec, loaded, first, start, actors, lights);
  const { slopeRad, bankRad } = spec.environment;
  return {
    dtSec,
    seed,
    timing,
    road: header.road,
    // As the init actions of the file leave it; what later actions make of friction, the ego's tyres feel then.
    environment: { frictionRatio: header.frictionRatio, slopeRad, bankRad },
    ego: {
      vehicle: vehicleModel(params.model),
      params,
      start: startOf(start),
      startsOnRecording: false,
      route: header.route,
      goal: null,
      recorded: null,
      recordedInputs: null,
    },
    actors,
    egoIndex: 0,
    signals: lights.signals,
    storyboard: { events: [], stop: [] },
    story: { spec: story, map, egoEntity, options, shown, notes: [...notes, ...unseenNotes(first.plan)] },
    sensors: perceptionOf(spec, first, actors.length),
    ends,
    observationEvery: spec.observationEvery,
    actuationDelayTicks: Math.round(spec.actuationDelaySec / dtSec),
    firstControlledTick: 0,
    readPast: null,
    header,
  };
}

function headerOf(
  spec: ScenarioSpec,
  loaded: LoadedMap | null,
  first: StoryWorld,
  start: EntityState,
  actors: readonly ActorModel[],
  lights: Pick<StorySignals, "signals" | "stopLines">,
): TraceHeader {
  const map = loaded?.map ?? null;
  const params = spec.ego.vehicle;
  const speedLimitMps =
    map === null || start.place.road < 0 ? null : speedLimitMpsAt(map, start.place.road, start.place.sM, start.place.lane);
  const fastMps = Math.max(SPEED_MPS, speedLimitMps ?? 0, start.speedMps);
  return {
    traceVersion: 1,
    scenarioId: spec.scenarioId,
    variantId: spec.variantId,
    parameters: spec.parameters,
    dtSec: spec.dtSec,
    seed: spec.seed,
    observationEvery: spec.observationEvery,
    egoIndex: 0,
    actors: actors.map((a) => a.header),
    signals: lights.signals.map(({ id }) => ({ id })),
    stopLines: [...(map === null ? [] : stopSignLines(map)), ...lights.stopLines],
    wheelbaseM: params.cgToFrontAxleM + params.cgToRearAxleM,
    limits: params.limits,
    road: loaded?.network ?? NO_ROAD,
    route: map === null ? null : routeAhead(map, start, Math.min(LONGEST_ROUTE_M, spec.ends.maxSec * fastMps)),
    goal: null,
    recorded: null,
    frictionRatio: first.state.environment.frictionRatio,
    speedLimitMps,
    hashes: { spec: specHash(spec), drive: loaded?.contentHash ?? "", vehicle: hashOf(params) },
  };
}

/** A VisibilityAction with `traffic="false"`, told once. */
function unseenNotes({ actions }: StoryPlan): string[] {
  return actions.some(({ spec }) => spec.kind === "visibility" && !spec.traffic)
    ? ['VisibilityAction: traffic="false" has no effect, drivers of the file see everyone']
    : [];
}

/** Visibility as the init actions of the file leave it; made traffic counts among those that can be told of. */
function perceptionOf(spec: ScenarioSpec, first: StoryWorld, actorCount: number): SensorModel {
  const { visibilityM } = first.state.environment;
  const made = actorCount - first.plan.entities.length;
  const { maxObjects } = spec.sensors;
  return sensorsOf({
    ...spec,
    environment: { ...spec.environment, visibilityM },
    sensors: { ...spec.sensors, maxObjects: maxObjects + made },
  });
}

function startOf(e: EntityState): StartMotion {
  const pose = { xM: e.xM, yM: e.yM, yawRad: e.hRad };
  return { pose, vLonMps: e.speedMps, yawRateRadps: 0, accelMps2: 0, roadWheelRad: 0 };
}
