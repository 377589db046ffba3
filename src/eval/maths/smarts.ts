import { hypot } from "../../core/dmath.ts";

/** Costs of SMARTS (huawei-noah/SMARTS@c113dd7, smarts/env/gymnasium/wrappers/metric/costs.py), at its step of a tenth of a second. */

/** sqrt(0.9^2 + 0.9^2): comfortable jerk. */
export const JERK_MAX_MPS3: number = Math.sqrt(0.9 * 0.9 + 0.9 * 0.9);
/** sqrt(2.0^2 + 1.47^2): comfortable acceleration. */
export const ACCEL_MAX_MPS2: number = Math.sqrt(2 * 2 + 1.47 * 1.47);
/** A step beyond a bound counts for so many: 3 s. */
export const PENALTY_STEPS = 30;
/** Shorter steps are jitter of the place. */
const MIN_STEP_M = 0.1;
const NONE_YET = 1e9;

/** What the comfort cost remembers. */
export interface ComfortSteps {
  readonly stepSec: number;
  /** Places so far. */
  count: number;
  xM: number;
  yM: number;
  // the last steps, the newest first
  readonly stepM: Float64Array;
  /** Steps since a bound was exceeded, 0 at that step. */
  sinceTicks: number;
  /** Steps that count as uncomfortable. */
  uncomfortableTicks: number;
}

export function newComfortSteps(stepSec: number): ComfortSteps {
  return { stepSec, count: 0, xM: 0, yM: 0, stepM: new Float64Array(3), sinceTicks: NONE_YET, uncomfortableTicks: 0 };
}

/**
 * Takes the next place; gives the larger of jerk and acceleration over their bounds. Both are signed, upstream's defect: braking is free.
 */
export function pushComfort(c: ComfortSteps, xM: number, yM: number): number {
  const { stepM, stepSec } = c;
  if (c.count > 0) {
    stepM[2] = stepM[1] as number;
    stepM[1] = stepM[0] as number;
    stepM[0] = hypot(xM - c.xM, yM - c.yM);
  }
  c.xM = xM;
  c.yM = yM;
  c.count++;
  const [s0, s1, s2] = [stepM[0] as number, stepM[1] as number, stepM[2] as number];
  const hasAccel = c.count >= 3 && s0 > MIN_STEP_M && s1 > MIN_STEP_M;
  const accel = hasAccel ? (s0 - s1) / (stepSec * stepSec) : 0;
  const hasJerk = hasAccel && c.count >= 4 && s2 > MIN_STEP_M;
  const jerk = hasJerk ? (accel - (s1 - s2) / (stepSec * stepSec)) / stepSec : 0;
  const share = Math.max(jerk / JERK_MAX_MPS3, accel / ACCEL_MAX_MPS2);
  c.sinceTicks = share > 1 ? 0 : c.sinceTicks + 1;
  if (c.sinceTicks < PENALTY_STEPS) c.uncomfortableTicks++;
  return share;
}

/** Share of uncomfortable steps, with the steps after the end for which the last of them still counts. */
export function comfortCost(c: ComfortSteps): number {
  const after = Math.max(0, PENALTY_STEPS - 1 - c.sinceTicks);
  return (c.uncomfortableTicks + after) / (c.count + PENALTY_STEPS);
}
