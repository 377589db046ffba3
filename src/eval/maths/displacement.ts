import { wrapRad } from "../../core/angle.ts";
import { hypot } from "../../core/dmath.ts";

/** Poses at the same times, W. */
export interface Poses {
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly yawRad: Float64Array;
}

/**
 * Distance between two drivers at each of the same times: (hypot(dx, dy) + w |dyaw|) * d^k.
 * Source: motional/nuplan-devkit@e9241677, nuplan/planning/metrics/utils/expert_comparisons.py:12-78.
 */
export function displacementErrorsM(ego: Poses, expert: Poses, headingWeightMPerRad: number, discountRatio: number): Float64Array {
  const turns = headingErrorsRad(ego, expert);
  let discount = 1;
  return turns.map((turn, k) => {
    const dx = (ego.xM[k] as number) - (expert.xM[k] as number);
    const dy = (ego.yM[k] as number) - (expert.yM[k] as number);
    const error = discount * (hypot(dx, dy) + headingWeightMPerRad * turn);
    discount *= discountRatio;
    return error;
  });
}

/** Size of the turn between two drivers at each of the same times, at most half a turn. */
export function headingErrorsRad(ego: Poses, expert: Poses): Float64Array {
  return ego.yawRad.map((yaw, k) => Math.abs(wrapRad(yaw - (expert.yawRad[k] as number))));
}

export function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const v of values) sum += v;
  return sum / values.length;
}

export function largestOf(values: Float64Array): number {
  let largest = values[0] as number;
  for (const v of values) largest = Math.max(largest, v);
  return largest;
}
