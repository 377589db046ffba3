import { turnRad } from "../core/angle.ts";

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
  const last = times.length - 1;
  if (!(tSec >= (times[0] as number) && tSec <= (times[last] as number))) return false;
  let i = 0;
  while (i < last - 1 && (times[i + 1] as number) <= tSec) i++;
  const from = times[i] as number;
  const share = (tSec - from) / ((times[i + 1] as number) - from);
  out.xM = (xM[i] as number) + share * ((xM[i + 1] as number) - (xM[i] as number));
  out.yM = (yM[i] as number) + share * ((yM[i + 1] as number) - (yM[i] as number));
  out.yawRad = (yawRad[i] as number) + share * turnRad(yawRad[i] as number, yawRad[i + 1] as number);
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
