import { wrapRad } from "../../../core/angle.ts";
import { atan, atan2 } from "../../../core/dmath.ts";
import { type Course, nearestPoint } from "./course.ts";

/** States of the error system: offset to the left, its rate, heading error, its rate, speed error. Inputs: steering angle, acceleration. */
const N = 5;
const MAX_ITERATIONS = 150;
const ENOUGH = 0.01;

/** The step before, and what this one found; the first has errors of 0. */
export interface LqrStep {
  offsetM: number;
  headingRad: number;
  pointIndex: number;
  accelMps2: number;
  roadWheelRad: number;
}

const A = new Float64Array(N * N);
const X = new Float64Array(N * N);
const NEXT = new Float64Array(N * N);
const XA = new Float64Array(N * N);
const GAIN = new Float64Array(2 * N);
const ERROR = new Float64Array(N);

/**
 * Steering and speed by a linear quadratic regulator on the kinematic error system of the course's nearest point (Snider 2009,
 * CMU-RI-TR-09-08), all weights 1:
 *   e' = e + de dt, de' = v th, th' = th + dth dt, dth' = v/l delta, dv' = dv + a dt
 *   delta = atan(l curvature) + u1, a = u2, u = -K (e, de, th, dth, dv)
 * The pose is of the rear axle in W. Reads every column of the course; writes `step`. Angles are not limited.
 */
export function lqr(
  course: Course,
  xM: number,
  yM: number,
  yawRad: number,
  mps: number,
  wheelbaseM: number,
  dtSec: number,
  step: LqrStep,
): void {
  const point = nearestPoint(course, xM, yM);
  const offsetM = offsetLeftM(course, point, xM, yM);
  const headingRad = wrapRad(yawRad - course.yawRad[point]!);
  solveGain(mps, wheelbaseM, dtSec);
  ERROR[0] = offsetM;
  ERROR[1] = (offsetM - step.offsetM) / dtSec;
  ERROR[2] = headingRad;
  ERROR[3] = (headingRad - step.headingRad) / dtSec;
  ERROR[4] = mps - course.speedMps[point]!;
  step.roadWheelRad = atan(wheelbaseM * course.curvaturePerM[point]!) + wrapRad(-dotGain(0));
  step.accelMps2 = -dotGain(1);
  step.offsetM = offsetM;
  step.headingRad = headingRad;
  step.pointIndex = point;
}

/** Distance to a point of the course; its sign says on which side of the course the car is, left positive. */
function offsetLeftM(course: Course, point: number, xM: number, yM: number): number {
  const dx = course.xM[point]! - xM;
  const dy = course.yM[point]! - yM;
  const distanceM = Math.sqrt(dx * dx + dy * dy);
  return wrapRad(course.yawRad[point]! - atan2(dy, dx)) < 0 ? -distanceM : distanceM;
}

function dotGain(row: number): number {
  let sum = 0;
  for (let i = 0; i < N; i++) sum += GAIN[row * N + i]! * ERROR[i]!;
  return sum;
}

/**
 * K of the discrete Riccati equation, X = A'XA - A'XB (1 + B'XB)^-1 B'XA + 1, iterated from 1 until no entry moves by 0.01.
 * B has two entries: the angle turns the heading rate by v/l, the acceleration changes the speed by dt.
 */
function solveGain(mps: number, wheelbaseM: number, dtSec: number): void {
  A.fill(0);
  A[0] = 1;
  A[1] = dtSec;
  A[N + 2] = mps;
  A[2 * N + 2] = 1;
  A[2 * N + 3] = dtSec;
  A[4 * N + 4] = 1;
  const turn = mps / wheelbaseM;
  X.fill(0);
  for (let i = 0; i < N; i++) X[i * N + i] = 1;
  for (let k = 0; k < MAX_ITERATIONS; k++) {
    gainOf(turn, dtSec);
    if (riccatiStep(turn, dtSec) < ENOUGH) break;
    X.set(NEXT);
  }
  X.set(NEXT);
  gainOf(turn, dtSec);
}

/** Writes XA = X A and GAIN = (1 + B'XB)^-1 B'XA. */
function gainOf(turn: number, dtSec: number): void {
  for (let i = 0; i < N; i++) {
    for (let j = 0; j < N; j++) {
      let sum = 0;
      for (let k = 0; k < N; k++) sum += X[i * N + k]! * A[k * N + j]!;
      XA[i * N + j] = sum;
    }
  }
  const p = 1 + turn * turn * X[3 * N + 3]!;
  const q = turn * dtSec * X[3 * N + 4]!;
  const r = 1 + dtSec * dtSec * X[4 * N + 4]!;
  const det = p * r - q * q;
  for (let j = 0; j < N; j++) {
    const steering = turn * XA[3 * N + j]!;
    const speed = dtSec * XA[4 * N + j]!;
    GAIN[j] = (r * steering - q * speed) / det;
    GAIN[N + j] = (p * speed - q * steering) / det;
  }
}

/** Writes NEXT = A'XA - (B'XA)' GAIN + 1; how far the entry moved that moved most. */
function riccatiStep(turn: number, dtSec: number): number {
  let moved = 0;
  for (let i = 0; i < N; i++) {
    for (let j = 0; j < N; j++) {
      let sum = i === j ? 1 : 0;
      for (let k = 0; k < N; k++) sum += A[k * N + i]! * XA[k * N + j]!;
      sum -= turn * XA[3 * N + i]! * GAIN[j]! + dtSec * XA[4 * N + i]! * GAIN[N + j]!;
      moved = Math.max(moved, Math.abs(sum - X[i * N + j]!));
      NEXT[i * N + j] = sum;
    }
  }
  return moved;
}
