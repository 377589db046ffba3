/** The world of a story: its entities as road users, the car under test among them. */
import type { RoadMap } from "../../road/opendrive/map.ts";
import { emptyRoadPoint, pointAt, speedLimitMpsAt } from "../../road/opendrive/point.ts";
import { stopSignLines } from "../../road/opendrive/stop-signs.ts";
import { emptyTravelled, type JunctionChoice, travel } from "../../road/opendrive/travel.ts";
import { roadLineOf } from "../../road/line.ts";
import type { RoadLine, RoadNetwork } from "../../road/network.ts";
import { newStory } from "../../sim/story/play.ts";
import type { EntityState } from "../../sim/story/state.ts";
import type { ActorModel, WorldModel } from "../../sim/world.ts";
import { vehicleModel } from "../../vehicle/models.ts";
import type { StartMotion } from "../../vehicle/start.ts";
import type { ScenarioSpec, WorldSpec } from "../spec.ts";
import { hashOf, specHash } from "./canonical.ts";
import { endsOf, sensorsOf } from "./rules.ts";
import { classOf, footprintOf } from "./story-entities.ts";

/** A map that has been read, and the lanes made of it. */
export interface LoadedMap {
  readonly map: RoadMap;
  readonly network: RoadNetwork;
  /** Of the file. */
  readonly contentHash: string;
}

/** The ego's route goes on as far as it can come until the run's last tick, where the road does; at most so far. Its points lie so far apart. */
const LONGEST_ROUTE_M = 20_000;
const ROUTE_STEP_M = 2;
/** Points nearer to one another are one. */
const NEAR_M = 1e-3;
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
  // Where everybody is at the start, for what must be known before the run: the ego's route and start.
  const first = newStory(story, map, { dtSec, timing, seed, external: [], controllersOff });
  const params = spec.ego.vehicle;
  const start = first.state.entities[egoEntity]!;
  const speedLimitMps =
    map === null || start.place.road < 0 ? null : speedLimitMpsAt(map, start.place.road, start.place.sM, start.place.lane);
  const fastMps = Math.max(SPEED_MPS, speedLimitMps ?? 0, start.speedMps);
  const route = map === null ? null : routeAhead(map, start, Math.min(LONGEST_ROUTE_M, spec.ends.maxSec * fastMps));
  const actors = actorsOf(spec, world, egoEntity);
  const road = loaded?.network ?? NO_ROAD;
  const { slopeRad, bankRad } = spec.environment;
  // As the init actions of the file leave them; what later actions make of friction, the ego's tyres feel then.
  const { frictionRatio, visibilityM } = first.state.environment;
  return {
    dtSec,
    seed,
    timing,
    road,
    environment: { frictionRatio, slopeRad, bankRad },
    ego: {
      vehicle: vehicleModel(params.model),
      params,
      start: startOf(start),
      startsOnRecording: false,
      route,
      goal: null,
      recorded: null,
      recordedInputs: null,
    },
    actors,
    egoIndex: 0,
    signals: [],
    storyboard: { events: [], stop: [] },
    story: { spec: story, map, egoEntity, controllersOff },
    sensors: sensorsOf({ ...spec, environment: { ...spec.environment, visibilityM } }),
    ends: endsOf(spec, null, false),
    observationEvery: spec.observationEvery,
    actuationDelayTicks: Math.round(spec.actuationDelaySec / dtSec),
    firstControlledTick: 0,
    readPast: null,
    header: {
      traceVersion: 1,
      scenarioId: spec.scenarioId,
      variantId: spec.variantId,
      parameters: spec.parameters,
      dtSec,
      seed,
      observationEvery: spec.observationEvery,
      egoIndex: 0,
      actors: actors.map((a) => a.header),
      signals: [],
      stopLines: map === null ? [] : stopSignLines(map),
      wheelbaseM: params.cgToFrontAxleM + params.cgToRearAxleM,
      limits: params.limits,
      road,
      route,
      goal: null,
      recorded: null,
      frictionRatio,
      speedLimitMps,
      hashes: { spec: specHash(spec), drive: loaded?.contentHash ?? "", vehicle: hashOf(params) },
    },
  };
}

/** The ego is slot 0; the others follow in the order of the file. */
function actorsOf(spec: ScenarioSpec, { story }: Extract<WorldSpec, { kind: "story" }>, egoEntity: number): ActorModel[] {
  const ego = story.entities[egoEntity]!;
  const { footprint } = spec.ego.vehicle;
  const actors: ActorModel[] = [{ header: { id: 0, name: ego.name, cls: classOf(ego), motion: "ego", footprint }, motion: "ego" }];
  for (const [entity, e] of story.entities.entries()) {
    if (entity === egoEntity) continue;
    const header = { id: actors.length, name: e.name, cls: classOf(e), motion: "scripted", footprint: footprintOf(e) } as const;
    actors.push({ header, motion: "story", entity });
  }
  return actors;
}

function startOf(e: EntityState): StartMotion {
  const pose = { xM: e.xM, yM: e.yM, yawRad: e.hRad };
  return { pose, vLonMps: e.speedMps, yawRateRadps: 0, accelMps2: 0, roadWheelRad: 0 };
}

/**
 * The centre of the lanes ahead of the ego: along the route that its init actions assign, straight on elsewhere. null where it is on no road or
 * stands at its end.
 */
function routeAhead(map: RoadMap, start: EntityState, farM: number): RoadLine | null {
  if (start.place.road < 0) return null;
  const way = emptyTravelled();
  const point = emptyRoadPoint();
  Object.assign(way.place, start.place, { offsetM: 0, tM: start.place.tM - start.place.offsetM });
  way.isAgainst = start.isAgainst;
  let left = start.routeRoads;
  const xs: number[] = [];
  const ys: number[] = [];
  for (let s = 0; s <= farM; s += ROUTE_STEP_M) {
    pointAt(map, way.place.road, way.place.sM, way.place.tM, point);
    xs.push(point.xM);
    ys.push(point.yM);
    // Where the road ends, its end is the last point, unless the one before lies there.
    if (way.leftM > 0) break;
    const choose: JunctionChoice = left.length === 0 ? { kind: "straight" } : { kind: "route", roads: left };
    if (travel(map, way.place, way.isAgainst, ROUTE_STEP_M, choose, way) !== "ok" && way.leftM >= ROUTE_STEP_M - NEAR_M) break;
    left = roadsAhead(left, way.place.road);
  }
  return roadLineOf(xs, ys);
}

/** A route without the roads that have been driven: a route may come through one road twice. */
function roadsAhead(roads: number[], road: number): number[] {
  const at = roads.indexOf(road);
  return at <= 0 ? roads : roads.slice(at);
}
