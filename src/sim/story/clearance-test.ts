import { emptyRoadDistance, roadDistance } from "../../road/opendrive/distance.ts";
import type { RoadMap } from "../../road/opendrive/map.ts";
import { isDrivingType } from "../../road/opendrive/lanes.ts";
import { drivesAlong, laneTypeAt } from "../../road/opendrive/point.ts";
import { cos, sin } from "../../core/dmath.ts";
import { laneStepped } from "./lane-count.ts";
import { entitySpecOf } from "./entity-spec.ts";
import type { PlannedCondition } from "./plan.ts";
import type { EntityTestSpec } from "./spec.ts";
import type { EntityState, StoryWorld } from "./state.ts";

const ROAD = emptyRoadDistance();
/** Sought further than it matters, as `roadDistance` finds what is less than its bound. */
const BEYOND_M = 1;
/** No road has more lanes than this beside one. */
const MOST_LANES = 30;

/**
 * Whether no entity asked for (where none is named: no other at all) is in the lanes asked for, from `backwardM` behind to `forwardM` ahead of
 * the entity; where no range of lanes is given, in any lane. Where there is no lane of those asked for, there is no room in one. Lanes of oncoming
 * traffic count only with `oppositeLanes`. Distances are those along the road, between origins or, freespace, between boxes
 * (ASAM OpenSCENARIO XML 1.3, RelativeClearanceCondition).
 */
export function clearanceTest(
  world: StoryWorld,
  planned: PlannedCondition,
  test: Extract<EntityTestSpec, { kind: "relative-clearance" }>,
  entity: number,
): boolean {
  if (!hasLane(world, test, entity)) return false;
  if (planned.otherEntities.length > 0) {
    for (const other of planned.otherEntities) if (isInTheWay(world, test, entity, other)) return false;
    return true;
  }
  for (let other = 0; other < world.state.entities.length; other++) if (isInTheWay(world, test, entity, other)) return false;
  return true;
}

/** Whether a lane for traffic is in one of the ranges, where the entity is. */
function hasLane(world: StoryWorld, test: Extract<EntityTestSpec, { kind: "relative-clearance" }>, self: number): boolean {
  const entity = world.state.entities[self] as EntityState;
  const { road, sM, lane } = entity.place;
  if (test.lanes.length === 0 || world.map === null || road < 0) return true;
  const facing = entity.isAgainst ? -1 : 1;
  const isAlong = drivesAlong(world.map, road, lane, sM);
  for (const { fromLane, toLane } of test.lanes) {
    const last = Math.min(MOST_LANES, toLane ?? MOST_LANES);
    for (let lanes = Math.max(-MOST_LANES, fromLane ?? -MOST_LANES); lanes <= last; lanes++) {
      const other = laneStepped(lane, facing * lanes);
      if (!isDrivingType(laneTypeAt(world.map, road, sM, other) ?? "none")) continue;
      if (test.oppositeLanes || drivesAlong(world.map, road, other, sM) === isAlong) return true;
    }
  }
  return false;
}

function isInTheWay(
  world: StoryWorld,
  test: Extract<EntityTestSpec, { kind: "relative-clearance" }>,
  self: number,
  other: number,
): boolean {
  const a = world.state.entities[self] as EntityState;
  const b = world.state.entities[other];
  if (self === other || b === undefined || !b.isPresent || world.map === null) return false;
  const sameWay = cos(a.hRad - b.hRad) >= 0;
  if (!test.oppositeLanes && isOppositeLane(world.map, a, b)) return false;
  let reachM = 0;
  let shiftM = 0;
  if (test.isFreespace) {
    shiftM = (sameWay ? 1 : -1) * entitySpecOf(world, other).box.centerXM - entitySpecOf(world, self).box.centerXM;
    reachM = halfLengthM(world, self, a.relativeHRad) + halfLengthM(world, other, b.relativeHRad);
  }
  const farthestM = Math.max(test.forwardM, test.backwardM) + reachM + Math.abs(shiftM) + BEYOND_M;
  roadDistance(world.map, a.place, b.place, farthestM, ROAD);
  if (!ROAD.found) return false;
  const facing = a.isAgainst ? -1 : 1;
  if (!isInLanes(test, facing * ROAD.dLane)) return false;
  const centersM = facing * ROAD.dsM + shiftM;
  return centersM - reachM <= test.forwardM && centersM + reachM >= -test.backwardM;
}

/** Whether traffic in the lane of `b` drives against that in the lane of `a`; on another road, whether `b` faces the other way. */
function isOppositeLane(map: RoadMap, a: EntityState, b: EntityState): boolean {
  if (a.place.road !== b.place.road) return cos(a.hRad - b.hRad) < 0;
  return drivesAlong(map, a.place.road, a.place.lane, a.place.sM) !== drivesAlong(map, b.place.road, b.place.lane, b.place.sM);
}

/** Half of what the box takes up along the road. */
function halfLengthM(world: StoryWorld, index: number, turnRad: number): number {
  const { box } = entitySpecOf(world, index);
  return 0.5 * (box.lengthM * Math.abs(cos(turnRad)) + box.widthM * Math.abs(sin(turnRad)));
}

/** Lanes count from the own one, positive to the left of the way it faces. */
function isInLanes(test: Extract<EntityTestSpec, { kind: "relative-clearance" }>, lanes: number): boolean {
  if (test.lanes.length === 0) return true;
  for (const { fromLane, toLane } of test.lanes) {
    if (lanes >= (fromLane ?? Number.NEGATIVE_INFINITY) && lanes <= (toLane ?? Number.POSITIVE_INFINITY)) return true;
  }
  return false;
}
