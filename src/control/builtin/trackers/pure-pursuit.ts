import { atan, atan2, sin } from "../../../core/dmath.ts";
import { type Course, nearestPoint } from "./course.ts";

export interface PurePursuitGains {
  readonly wheelbaseM: number;
  /** The look-ahead distance is `aheadM + aheadSec * v`. */
  readonly aheadM: number;
  readonly aheadSec: number;
  readonly maxRoadWheelRad: number;
}

/** What a step found: the point aimed at, never behind the one before, and the road-wheel angle to the left. */
export interface PurePursuitStep {
  pointIndex: number;
  roadWheelRad: number;
}

/**
 * Pure pursuit (Coulter 1992, CMU-RI-TR-92-01), at the rear axle: delta = atan(2 l sin(alpha) / L), alpha the bearing of the first point of
 * the course that is the look-ahead distance L away. Reads the course's points only; the pose is of the rear axle in W.
 * Writes `step`, whose `pointIndex` is that of the step before, 0 or more.
 */
export function purePursuit(
  course: Course,
  xM: number,
  yM: number,
  yawRad: number,
  mps: number,
  gains: PurePursuitGains,
  step: PurePursuitStep,
): void {
  const aheadM = gains.aheadM + gains.aheadSec * mps;
  step.pointIndex = Math.max(step.pointIndex, pointAhead(course, xM, yM, aheadM));
  const alpha = atan2(course.yM[step.pointIndex]! - yM, course.xM[step.pointIndex]! - xM) - yawRad;
  const wanted = atan((2 * gains.wheelbaseM * sin(alpha)) / aheadM);
  step.roadWheelRad = Math.max(-gains.maxRoadWheelRad, Math.min(gains.maxRoadWheelRad, wanted));
}

/** From the nearest point on, the first that is at least so far away, or the last of the course. */
function pointAhead(course: Course, xM: number, yM: number, aheadM: number): number {
  let i = nearestPoint(course, xM, yM);
  const last = course.xM.length - 1;
  while (i < last && distanceM(course, i, xM, yM) < aheadM) i += 1;
  return i;
}

function distanceM(course: Course, i: number, xM: number, yM: number): number {
  const dx = xM - course.xM[i]!;
  const dy = yM - course.yM[i]!;
  return Math.sqrt(dx * dx + dy * dy);
}
