import { hypot } from "../../core/dmath.ts";
import { comfortSeries, NAVSIM_YAW_ACCEL_ORDER, type SampledMotion } from "./comfort-series.ts";

/** Root mean square of the differences of two plans over the same times. */
export interface PlanDifference {
  readonly accelMps2: number;
  readonly jerkMps3: number;
  readonly yawRateRadps: number;
  readonly yawAccelRadps2: number;
}

/** Source: autonomousvision/navsim@0a380a9, pdm_planner/scoring/pdm_comfort_metrics.py:36-39. */
export const PLAN_BOUNDS: PlanDifference = { accelMps2: 0.7, jerkMps3: 0.5, yawRateRadps: 0.1, yawAccelRadps2: 0.1 };

/** null where the plans share fewer than 3 samples. Source: the same file, :410-470. */
export function planDifference(current: SampledMotion, previous: SampledMotion): PlanDifference | null {
  const [a, b] = [comfortSeries(current, NAVSIM_YAW_ACCEL_ORDER), comfortSeries(previous, NAVSIM_YAW_ACCEL_ORDER)];
  if (a === null || b === null) return null;
  return {
    accelMps2: rootMeanSquare(a.accelMps2, b.accelMps2),
    jerkMps3: rootMeanSquare(a.jerkMps3, b.jerkMps3),
    yawRateRadps: rootMeanSquare(a.yawRateRadps, b.yawRateRadps),
    yawAccelRadps2: rootMeanSquare(a.yawAccelRadps2, b.yawAccelRadps2),
  };
}

/** A difference equal to its bound is still within. */
export function isAlike(d: PlanDifference, bounds: PlanDifference = PLAN_BOUNDS): boolean {
  return (
    d.accelMps2 <= bounds.accelMps2 &&
    d.jerkMps3 <= bounds.jerkMps3 &&
    d.yawRateRadps <= bounds.yawRateRadps &&
    d.yawAccelRadps2 <= bounds.yawAccelRadps2
  );
}

/** A plan's motion from its accelerations along and across the body. */
export function motionOf(lonAccelMps2: Float64Array, latAccelMps2: Float64Array, yawRad: Float64Array, dtSec: number): SampledMotion {
  const accelMps2 = lonAccelMps2.map((a, i) => hypot(a, latAccelMps2[i] as number));
  return { dtSec, lonAccelMps2, latAccelMps2, accelMps2, yawRad };
}

function rootMeanSquare(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    const d = (a[i] as number) - (b[i] as number);
    sum += d * d;
  }
  return Math.sqrt(sum / a.length);
}
