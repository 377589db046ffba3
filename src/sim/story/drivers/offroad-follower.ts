/**
 * `OffroadFollower` of the files: steers straight for another entity, whatever roads there are, and keeps its distance. Constants:
 * docs/decisions/0013-drivers-of-files.md.
 */
import { wrapRad } from "../../../core/angle.ts";
import { atan2 } from "../../../core/dmath.ts";
import { isDrivingType } from "../../../road/opendrive/lanes.ts";
import { laneTypeAt, speedLimitMpsAt } from "../../../road/opendrive/point.ts";
import { entitySpecOf } from "../entity-spec.ts";
import type { ControllerSpec, EntitySpec } from "../spec.ts";
import type { ControllerState, EntityState, StoryWorld } from "../state.ts";
import type { OffroadFollowerMemory } from "./memory.ts";
import { newPlainCar, pedalled, roll, steer } from "./plain-car.ts";
import { entityNamed, numberProperty, textProperty } from "./properties.ts";

const DISTANCE_M = 20;
const STEERING_RADPS = 4;
/** Of the pedal per metre too far and per m/s too slow. */
const PEDAL_PER_M = 0.5;
/** So much over the speed limit it catches up. */
const OVER_LIMIT = 1.2;
/** Limits where the map states none: on roads of one lane a side, of more, and off the roads. */
const ONE_LANE_MPS = 60 / 3.6;
const MORE_LANES_MPS = 120 / 3.6;
const NO_ROAD_MPS = 70 / 3.6;

/** What it keeps, from the properties `followEntity`, `targetDistance` and `steeringRate`. */
export function newOffroadFollower(controller: ControllerSpec, body: EntitySpec): OffroadFollowerMemory {
  return {
    law: "offroad-follower",
    followed: textProperty(controller, "followEntity"),
    distanceM: numberProperty(controller, "targetDistance") ?? DISTANCE_M,
    steeringRadps: numberProperty(controller, "steeringRate") ?? STEERING_RADPS,
    car: newPlainCar(body),
  };
}

/** One tick of entity `index` up to `endSec`. */
export function driveOffroad(world: StoryWorld, index: number, controller: ControllerState, endSec: number): void {
  const memory = controller.memory as OffroadFollowerMemory;
  if (memory.followed === null) return;
  const entity = world.state.entities[index]!;
  const spec = entitySpecOf(world, index);
  const { dtSec } = world.options;
  const followed = entityNamed(world, memory.followed);
  const dx = followed.xM - entity.xM;
  const dy = followed.yM - entity.yM;
  const tooFarM = Math.sqrt(dx * dx + dy * dy) - memory.distanceM;
  const pedalRatio = PEDAL_PER_M * (tooFarM - (entity.speedMps - followed.speedMps));
  const afterMps = pedalled(memory.car, spec, entity.speedMps, Math.max(-1, Math.min(1, pedalRatio)), dtSec);
  const mostMps = Math.min(OVER_LIMIT * limitMps(world, entity), spec.ability?.maxSpeedMps ?? Infinity);
  const speedMps = Math.max(-mostMps, Math.min(mostMps, afterMps));
  const asideRad = wrapRad(atan2(dy, dx) - entity.hRad);
  steer(memory.car, speedMps, Math.max(-1, Math.min(1, asideRad)), memory.steeringRadps, dtSec);
  roll(world, index, memory.car, speedMps, endSec);
}

function limitMps({ map }: StoryWorld, { place }: EntityState): number {
  if (map === null || place.road < 0) return NO_ROAD_MPS;
  const limit = speedLimitMpsAt(map, place.road, place.sM, place.lane);
  if (limit !== null) return limit;
  const outwards = place.lane > 0 ? 1 : -1;
  let lanes = 0;
  for (let lane = outwards; ; lane += outwards) {
    const type = laneTypeAt(map, place.road, place.sM, lane);
    if (type === null) return lanes > 1 ? MORE_LANES_MPS : ONE_LANE_MPS;
    if (isDrivingType(type)) lanes += 1;
  }
}
