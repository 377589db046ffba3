import { angleRadAt, bracketAt, linearAt } from "../core/interp.ts";

/** One plan that a controller gave out: timed poses of the rear axle, W. At least two points, times strictly increasing. */
export interface Plan {
  /** Of the observation that it answered. */
  readonly tick: number;
  /** Since the start of the run. */
  readonly tSec: Float64Array;
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly yawRad: Float64Array;
}

/** Where a plan wants the rear axle to be. */
export interface PlannedPose {
  xM: number;
  yM: number;
  yawRad: number;
}

/** What makes a metric of plans not applicable. */
export const NO_PLANS = "no plans are known: the controller gave no trajectories, or the trace keeps no frames of it";

/** Writes the pose at a time, linear between points, turning the shorter way; false, and nothing written, outside the plan. */
export function planPoseAt(plan: Plan, tSec: number, out: PlannedPose): boolean {
  const { tSec: times, xM, yM, yawRad } = plan;
  const i = bracketAt(times, tSec, Infinity, -1);
  if (i < 0) return false;
  out.xM = linearAt(times, xM, i, tSec);
  out.yM = linearAt(times, yM, i, tSec);
  out.yawRad = angleRadAt(times, yawRad, i, tSec);
  return true;
}

/** The last plan that answers a tick at or before this one; null where there is none. Plans stand in the order of ticks. */
export function planInForce(plans: readonly Plan[], tick: number): Plan | null {
  let low = 0;
  let high = plans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((plans[middle] as Plan).tick <= tick) low = middle + 1;
    else high = middle;
  }
  return plans[low - 1] ?? null;
}
