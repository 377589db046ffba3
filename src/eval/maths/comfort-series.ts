import { unwrapRad } from "../../core/angle.ts";
import { roundedTo } from "./rounding.ts";
import { type SmoothingSpec, smoothed } from "./savitzky-golay.ts";

/** Motion sampled at equal times. */
export interface SampledMotion {
  readonly dtSec: number;
  /** Along and across the body. */
  readonly lonAccelMps2: Float64Array;
  readonly latAccelMps2: Float64Array;
  /** Size of the acceleration; of which point is the caller's definition. */
  readonly accelMps2: Float64Array;
  readonly yawRad: Float64Array;
}

/** nuPlan's series of a motion, as long as the motion. */
export interface ComfortSeries {
  readonly lonAccelMps2: Float64Array;
  readonly latAccelMps2: Float64Array;
  /** Size of the acceleration, smoothed. */
  readonly accelMps2: Float64Array;
  /** Rate of that size; blind to a turn of the acceleration. */
  readonly jerkMps3: Float64Array;
  readonly lonJerkMps3: Float64Array;
  readonly latJerkMps3: Float64Array;
  readonly yawRateRadps: Float64Array;
  readonly yawAccelRadps2: Float64Array;
}

/**
 * Filters of motional/nuplan-devkit@e9241677, nuplan/planning/metrics/utils/state_extractors.py: acceleration over at most 8 samples, jerk
 * over at most 15 of the smoothed acceleration, yaw over 5 whatever window its caller names. Every series is rounded to 8 decimals.
 */
const ACCEL: SmoothingSpec = { window: 8, order: 2, derivative: 0 };
const JERK: SmoothingSpec = { window: 15, order: 2, derivative: 1 };
const YAW_RATE: SmoothingSpec = { window: 5, order: 2, derivative: 1 };
const YAW_ACCEL_WINDOW = 5;
const DECIMALS = 8;

/** nuPlan fits yaw acceleration with a cubic, NAVSIM's comparison of two plans with a parabola. */
export const NUPLAN_YAW_ACCEL_ORDER = 3;
export const NAVSIM_YAW_ACCEL_ORDER = 2;

/** null where there are too few samples for one of the filters: fewer than 4, or 3 with a parabola. */
export function comfortSeries(motion: SampledMotion, yawAccelOrder: number): ComfortSeries | null {
  const { dtSec } = motion;
  const yaw = Float64Array.from(motion.yawRad);
  unwrapRad(yaw);
  const yawAccel: SmoothingSpec = { window: YAW_ACCEL_WINDOW, order: yawAccelOrder, derivative: 2 };
  const yawAccelRadps2 = filtered(yaw, yawAccel, dtSec);
  const yawRateRadps = filtered(yaw, YAW_RATE, dtSec);
  const lonAccelMps2 = filtered(motion.lonAccelMps2, ACCEL, dtSec);
  const latAccelMps2 = filtered(motion.latAccelMps2, ACCEL, dtSec);
  const accelMps2 = filtered(motion.accelMps2, ACCEL, dtSec);
  if (!yawAccelRadps2 || !yawRateRadps || !lonAccelMps2 || !latAccelMps2 || !accelMps2) return null;
  const jerkMps3 = filtered(accelMps2, JERK, dtSec);
  const lonJerkMps3 = filtered(lonAccelMps2, JERK, dtSec);
  const latJerkMps3 = filtered(latAccelMps2, JERK, dtSec);
  if (!jerkMps3 || !lonJerkMps3 || !latJerkMps3) return null;
  return { lonAccelMps2, latAccelMps2, accelMps2, jerkMps3, lonJerkMps3, latJerkMps3, yawRateRadps, yawAccelRadps2 };
}

function filtered(values: Float64Array, spec: SmoothingSpec, dtSec: number): Float64Array | null {
  return smoothed(values, spec, dtSec)?.map((v) => roundedTo(v, DECIMALS)) ?? null;
}
