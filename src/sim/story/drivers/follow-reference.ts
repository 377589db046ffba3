/**
 * `FollowReferenceController` of the files: keeps beside another entity, as on a spring along its own heading, and steers onto that one's line by
 * Stanley's law (Hoffmann et al., Autonomous automobile trajectory tracking for off-road driving, ACC 2007). Without an entity it would follow a
 * ghost, which is refused. Constants: docs/decisions/0013-drivers-of-files.md.
 */
import { turnRad } from "../../../core/angle.ts";
import { atan, atan2, cos, sin } from "../../../core/dmath.ts";
import { entitySpecOf } from "../entity-spec.ts";
import { refusal } from "../refusal.ts";
import type { ControllerSpec, EntitySpec } from "../spec.ts";
import type { ControllerState, StoryWorld } from "../state.ts";
import type { FollowReferenceMemory } from "./memory.ts";
import { newPlainCar, roll, setWheel } from "./plain-car.ts";
import { entityNamed, numberProperty, textProperty } from "./properties.ts";

/** A faster turn of the reference is no curve of its path. */
const MAX_TURN_RADPS = 0.5;
const STILL_MPS = 1e-6;

/** What it keeps, from its properties. @throws InputError without `referenceEntity`. */
export function newFollowReference(controller: ControllerSpec, body: EntitySpec): FollowReferenceMemory {
  const reference = textProperty(controller, "referenceEntity") ?? "";
  if (reference === "") {
    throw refusal(
      "FollowReferenceController",
      "the property referenceEntity",
      "none, which asks for a ghost",
      "a ghost, the entity itself driven ahead of it, is not built",
    );
  }
  return {
    law: "follow-reference",
    reference,
    crossTrackPerSec: numberProperty(controller, "stanleyCrossTrackErrorGain") ?? 1,
    stabilizerMps: numberProperty(controller, "stanleySpeedStabilizer") ?? 1,
    headingRatio: numberProperty(controller, "stanleyHeadingGain") ?? 1,
    curvatureRatio: numberProperty(controller, "stanleyCurvatureGain") ?? 1,
    springPerSec: Math.sqrt(numberProperty(controller, "speedControlStiffness") ?? 1),
    car: newPlainCar(body),
  };
}

/** One tick of entity `index` up to `endSec`. */
export function driveAfterReference(world: StoryWorld, index: number, controller: ControllerState, endSec: number): void {
  const entity = world.state.entities[index]!;
  const spec = entitySpecOf(world, index);
  const memory = controller.memory as FollowReferenceMemory;
  const reference = entityNamed(world, memory.reference);
  const wheelbaseM = spec.axles?.frontXM ?? 0;
  const { hRad, speedMps } = entity;
  // Seen from the front axle, from the origin when backing: how far its line is to the left.
  const axleM = speedMps >= 0 ? wheelbaseM : 0;
  const dx = entity.xM + axleM * cos(hRad) - reference.xM;
  const dy = entity.yM + axleM * sin(hRad) - reference.yM;
  const leftM = dx * sin(reference.hRad) - dy * cos(reference.hRad);
  const aheadM = (reference.xM - entity.xM) * cos(hRad) + (reference.yM - entity.yM) * sin(hRad);
  const turnedRad = turnRad(hRad, reference.hRad) * (speedMps < 0 ? -1 : 1);
  const turnRadps = Math.max(-MAX_TURN_RADPS, Math.min(MAX_TURN_RADPS, reference.yawRateRadps));
  const curvePerM = turnRadps / (Math.abs(reference.speedMps) < STILL_MPS ? STILL_MPS : reference.speedMps);
  const wheelRad =
    memory.headingRatio * turnedRad +
    atan2(memory.crossTrackPerSec * leftM, memory.stabilizerMps + speedMps) +
    memory.curvatureRatio * atan(curvePerM * wheelbaseM);
  const accelMps2 = springMps2(memory.springPerSec, aheadM, reference.speedMps - speedMps);
  const mostMps = spec.ability?.maxSpeedMps ?? Infinity;
  const drivenMps = Math.max(-mostMps, Math.min(mostMps, speedMps + accelMps2 * world.options.dtSec));
  setWheel(memory.car, drivenMps, wheelRad);
  roll(world, index, memory.car, drivenMps, endSec);
}

/** Critically damped: w^2 x + 2 w v. */
export function springMps2(springPerSec: number, aheadM: number, fasterMps: number): number {
  return springPerSec * (springPerSec * aheadM + 2 * fasterMps);
}
