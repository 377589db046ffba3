/**
 * The car under the drivers of scenario files that steer: a bicycle whose origin lies 0.15 of its length before the point that rolls without
 * slip, with a wheel that returns by itself. Constants and order of the steps: docs/decisions/0013-drivers-of-files.md.
 */
import { PI } from "../../../core/angle.ts";
import { atan, cos, sin, tan } from "../../../core/dmath.ts";
import { emptyTravelled, travel } from "../../../road/opendrive/travel.ts";
import { entitySpecOf } from "../entity-spec.ts";
import { junctionChoice } from "../junction-choice.ts";
import { copyPlace } from "../placing.ts";
import { refusal } from "../refusal.ts";
import type { EntitySpec } from "../spec.ts";
import type { StoryWorld } from "../state.ts";
import type { PlainCar } from "./memory.ts";

const ORIGIN_SHARE = 0.15;
const MAX_SPEED_MPS = 70;
const MAX_WHEEL_RAD = PI / 3;
/** By which the wheel returns, 1/s. */
const RETURN_PER_SEC = 4;
/** Steering is less by 1 + 0.005 v^2. */
const STIFFENING = 0.005;
/** Taken off the speed each tick that no pedal is pressed. */
const DRAG_SHARE = 0.001;
const PRESSED = 1e-6;
/** Where a file gives no limits of the vehicle, m/s^2. */
const USUAL_LIMIT_MPS2 = 20;
const OUT = emptyTravelled();

/** Of a driver who has just been activated. @throws InputError for a vehicle without length, on which no such car could turn. */
export function newPlainCar({ name, box }: EntitySpec): PlainCar {
  if (box.lengthM > 0) return { wheelRad: 0, isHeld: false };
  const found = `a length of ${String(box.lengthM)} m`;
  throw refusal(name, "a bounding box with a length, for a driver who steers", found, "state the Dimensions of its BoundingBox");
}

/** Speed after a tick: `pedalRatio` from -1, all of the brake, to 1. */
export function pedalled(car: PlainCar, spec: EntitySpec, speedMps: number, pedalRatio: number, dtSec: number): number {
  if (car.isHeld) {
    if (pedalRatio > -PRESSED) car.isHeld = false;
    return speedMps;
  }
  const limitMps2 = pedalRatio < 0 ? spec.ability?.maxDecelMps2 : spec.ability?.maxAccelMps2;
  const after = speedMps + pedalRatio * dtSec * (limitMps2 === undefined || limitMps2 === Infinity ? USUAL_LIMIT_MPS2 : limitMps2);
  if (speedMps > 0 && after < 0) {
    car.isHeld = true;
    return 0;
  }
  const rolling = Math.abs(pedalRatio) < PRESSED ? after * (1 - DRAG_SHARE) : after;
  return Math.max(-MAX_SPEED_MPS, Math.min(MAX_SPEED_MPS, rolling));
}

/** Turns the wheel: `steeringRatio` from -1 to 1 (to the left) of `rateRadps`. */
export function steer(car: PlainCar, speedMps: number, steeringRatio: number, rateRadps: number, dtSec: number): void {
  const share = 1 / (1 + STIFFENING * speedMps * speedMps);
  setWheel(car, speedMps, (car.wheelRad + share * rateRadps * steeringRatio * dtSec) * (1 - RETURN_PER_SEC * dtSec));
}

/** Sets the wheel, as far as it turns at a speed. */
export function setWheel(car: PlainCar, speedMps: number, wheelRad: number): void {
  const mostRad = MAX_WHEEL_RAD / (1 + STIFFENING * speedMps * speedMps);
  car.wheelRad = Math.max(-mostRad, Math.min(mostRad, wheelRad));
}

/**
 * Rolls on over the tick that ends at `endSec`: the pose that the entity takes. Where its road ends it is looked for on the road that its lane goes
 * on into: in a junction several lie there.
 */
export function roll(world: StoryWorld, index: number, car: PlainCar, speedMps: number, endSec: number): void {
  const entity = world.state.entities[index]!;
  const spec = entitySpecOf(world, index);
  const { dtSec } = world.options;
  if (world.map !== null && entity.guide.road >= 0) {
    travel(world.map, entity.place, entity.isAgainst, speedMps * dtSec, junctionChoice(world, index), OUT);
    if (OUT.place.road !== entity.place.road) copyPlace(OUT.place, entity.step.onto);
  }
  const slipRad = atan(ORIGIN_SHARE * tan(car.wheelRad));
  const { step } = entity;
  const { pose } = step;
  pose.xM = entity.xM + dtSec * speedMps * cos(entity.hRad + slipRad);
  pose.yM = entity.yM + dtSec * speedMps * sin(entity.hRad + slipRad);
  pose.hRad = entity.hRad + (dtSec * speedMps * sin(slipRad)) / (ORIGIN_SHARE * spec.box.lengthM);
  pose.zM = Number.NaN;
  pose.pRad = Number.NaN;
  pose.rRad = Number.NaN;
  step.isPosed = true;
  step.poseSec = endSec;
  step.speedMps = speedMps;
  step.untilSec = endSec;
}
