import { wrapRad } from "../../../core/angle.ts";
import { atan2, cos, sin } from "../../../core/dmath.ts";
import { type Course, nearestPoint } from "./course.ts";

/** What a step found: the point steered by, never behind the one before, and the road-wheel angle to the left, not limited. */
export interface StanleyStep {
  pointIndex: number;
  roadWheelRad: number;
}

/**
 * The Stanley controller (Hoffmann, Tomlin, Montemerlo, Thrun 2007, doi 10.1109/ACC.2007.4282788), at the front axle:
 *   delta = (yaw of the course - yaw) + atan(k e / v), e the way from the front axle to the course, positive to the left.
 * The pose is of the rear axle in W; `perSec` is k. Writes `step`, whose `pointIndex` is that of the step before, 0 or more.
 * The angle is clamped by whoever drives: at low speed it comes near a right angle.
 */
export function stanley(
  course: Course,
  xM: number,
  yM: number,
  yawRad: number,
  mps: number,
  wheelbaseM: number,
  perSec: number,
  step: StanleyStep,
): void {
  const frontX = xM + wheelbaseM * cos(yawRad);
  const frontY = yM + wheelbaseM * sin(yawRad);
  const nearest = nearestPoint(course, frontX, frontY);
  const dx = course.xM[nearest]! - frontX;
  const dy = course.yM[nearest]! - frontY;
  const leftM = dy * cos(yawRad) - dx * sin(yawRad);
  step.pointIndex = Math.max(step.pointIndex, nearest);
  step.roadWheelRad = wrapRad(course.yawRad[step.pointIndex]! - yawRad) + atan2(perSec * leftM, mps);
}
