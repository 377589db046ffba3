/**
 * `FollowRouteController` of the files: it sees to it that the entity is in the lane from which its route goes on, by lane changes; the default
 * controller drives. Constants: docs/decisions/0013-drivers-of-files.md.
 */
import { findRoute } from "../../../road/opendrive/find-route.ts";
import type { RoadMap } from "../../../road/opendrive/map.ts";
import { drivesAlong, laneWidthM } from "../../../road/opendrive/point.ts";
import { nowSec } from "../entity-step.ts";
import { placeOnMap } from "../positions.ts";
import { roadsOf } from "../route.ts";
import type { ControllerSpec } from "../spec.ts";
import type { ControllerState, EntityState, StoryWorld } from "../state.ts";
import { beginChange, goOnChanging, noChange } from "./lane-change.ts";
import { laneAheadOf, lanesOfWay } from "./lanes-of-way.ts";
import type { FollowRouteMemory, LaneStop } from "./memory.ts";
import { flagProperty, numberProperty } from "./properties.ts";

const LEAST_GAP_M = 10;
const CHANGE_SEC = 5;
/** A lane change begins so long before the place where it is wanted, at the speed there is, but never nearer than this. */
const NEAREST_M = 25;
const NARROWEST_M = 0.5;

/** What it keeps, from the properties `minDistForCollision`, `laneChangeTime` and `testMode`. */
export function newFollowRoute(controller: ControllerSpec): FollowRouteMemory {
  return {
    law: "follow-route",
    leastGapM: numberProperty(controller, "minDistForCollision") ?? LEAST_GAP_M,
    changeSec: numberProperty(controller, "laneChangeTime") ?? CHANGE_SEC,
    standsAtEnd: flagProperty(controller, "testMode", false),
    route: -1,
    waypoints: [],
    waypointIndex: 0,
    stops: [],
    stopIndex: 0,
    lastRoad: -1,
    lastLane: 0,
    change: noChange(),
  };
}

/** Looks at the state of the tick that ends at `endSec` and shifts the entity over it where it changes lanes. */
export function guideByRoute(world: StoryWorld, index: number, controller: ControllerState, endSec: number): void {
  const entity = world.state.entities[index]!;
  const memory = controller.memory as FollowRouteMemory;
  if (world.map === null || entity.guide.road < 0 || entity.step.isPosed) return;
  if (entity.route !== memory.route) {
    takeRoute(world, index, memory);
    return;
  }
  if (memory.route < 0) return;
  if (!decide(world, index, memory)) {
    controller.lateral = false;
    if (memory.standsAtEnd) stand(entity);
    return;
  }
  goOnChanging(world, entity, memory.change, memory.changeSec, endSec);
  memory.lastRoad = entity.guide.road;
  memory.lastLane = entity.guide.lane;
}

/** Another route: it is looked at from the next tick on. */
function takeRoute(world: StoryWorld, index: number, memory: FollowRouteMemory): void {
  const { route } = world.state.entities[index]!;
  memory.route = route;
  const spec = route < 0 ? null : world.plan.routes[route]!.spec;
  const goal = route < 0 ? null : world.plan.routes[route]!.goal;
  memory.waypoints = (spec?.waypoints ?? []).map(({ strategy, position }) => ({
    strategy,
    place: { ...placeOnMap(world, position, index).place },
  }));
  if (goal !== null) memory.waypoints = [{ strategy: "shortest", place: { ...placeOnMap(world, goal, index).place } }];
  memory.waypointIndex = 0;
  memory.stops = [];
}

/** False where it is at the end of its route, or has none that leads on. */
function decide(world: StoryWorld, index: number, memory: FollowRouteMemory): boolean {
  const entity = world.state.entities[index]!;
  const map = world.map!;
  if (memory.stops.length === 0 && !planWay(world, entity, memory)) return false;
  const next = memory.stops[memory.stopIndex];
  if (next === undefined) return false;
  if (entity.guide.road === next.road) {
    const nearM = Math.max(memory.changeSec * entity.speedMps, NEAREST_M);
    const isNear = Math.abs(entity.guide.sM - next.sM) < nearM;
    if (isNear && laneAheadOf(map, entity.guide, next.sM) !== next.lane && mayChange(world, index, memory, next.lane)) {
      beginChange(world, entity, memory.change, next.lane, nowSec(world) - world.options.dtSec, entity.guide);
    }
  }
  const passed = statusOf(map, entity, memory, next);
  if (passed === "missed") return isStillOpen(map, entity, memory, next) || planWay(world, entity, memory);
  if (passed === "ahead") return true;
  memory.stopIndex += 1;
  if (next.road !== memory.stops.at(-1)!.road || memory.waypointIndex + 1 >= memory.waypoints.length) return true;
  memory.waypointIndex += 1;
  return planWay(world, entity, memory);
}

/** Whether the lane of a stop that is passed still lies beside: the stop is moved on to here. At the goal it is too late. */
function isStillOpen(map: RoadMap, { guide }: EntityState, memory: FollowRouteMemory, next: LaneStop): boolean {
  const isThere = guide.road === next.road && !Number.isNaN(laneWidthM(map, guide.road, guide.sM, next.lane));
  if (!isThere || memory.stopIndex === memory.stops.length - 1) return false;
  next.sM = guide.sM;
  return true;
}

/** The way from here to the next waypoint that is on another road, by the lanes to be in. */
function planWay(world: StoryWorld, entity: EntityState, memory: FollowRouteMemory): boolean {
  if (memory.waypoints[memory.waypointIndex]?.place.road === entity.guide.road) memory.waypointIndex += 1;
  const to = memory.waypoints[memory.waypointIndex];
  if (to === undefined) return false;
  const legs = findRoute(world.map!, entity.guide, to.place, to.strategy, world.options.seed);
  if (legs === null) return false;
  memory.stops = lanesOfWay(world.map!, legs, to.place);
  memory.stopIndex = 0;
  entity.routeRoads.splice(0, entity.routeRoads.length, ...roadsOf(legs));
  return true;
}

type Status = "ahead" | "passed" | "missed";

function statusOf(map: RoadMap, { guide }: EntityState, memory: FollowRouteMemory, next: LaneStop): Status {
  if (guide.road === next.road) {
    const isAlong = drivesAlong(map, guide.road, guide.lane, guide.sM);
    if (isAlong ? guide.sM <= next.sM : guide.sM >= next.sM) return "ahead";
    return guide.lane === next.lane ? "passed" : "missed";
  }
  if (memory.lastRoad !== next.road) return "ahead";
  return memory.lastLane === next.lane ? "passed" : "missed";
}

/** The lane is there, wide enough, and nobody in another lane of this side is near. */
function mayChange(world: StoryWorld, index: number, memory: FollowRouteMemory, lane: number): boolean {
  const { entities } = world.state;
  const self = entities[index]!;
  const widthM = laneWidthM(world.map!, self.guide.road, self.guide.sM, lane);
  if (!Number.isNaN(memory.change.fromSec) || self.latOwner >= 0 || Number.isNaN(widthM)) return false;
  if (memory.leastGapM <= 0) return true;
  if (widthM < NARROWEST_M) return false;
  for (let j = 0; j < entities.length; j++) {
    const { isPresent, place, xM, yM } = entities[j]!;
    if (j === index || !isPresent || place.road !== self.guide.road || place.lane === self.guide.lane) continue;
    if (Math.sign(place.lane) !== Math.sign(self.guide.lane)) continue;
    const dx = xM - self.xM;
    const dy = yM - self.yM;
    if (dx * dx + dy * dy < memory.leastGapM * memory.leastGapM) return false;
  }
  return true;
}

/** It stands at the end of the tick; until then all see it as it is. */
function stand({ step }: EntityState): void {
  step.speedMps = 0;
  step.wayM = 0;
}
