/**
 * Tells: the largest lateral acceleration of the ego, as nuPlan filters it.
 * Formula: max over samples of |a_lat|, at 10 Hz, filtered as maths/comfort-series.ts; within its bound where every sample is strictly below it. Series: none.
 * Unit: m/s^2; never negative.
 * Source: motional/nuplan-devkit@e9241677, nuplan/planning/metrics/utils/state_extractors.py:113-300; bound: max_abs_lat_accel, ego_lat_acceleration_statistics.yaml.
 * Not applicable: the run has fewer than 4 samples at 10 Hz.
 */
import type { Metric } from "../../metric.ts";
import { type ComfortBound, comfortPart, type HistoryAcc } from "../../maths/nuplan-bounds.ts";

export const LAT_ACCEL_BOUND: ComfortBound = {
  name: "lat-accel",
  quantity: "lateral acceleration",
  unit: "m/s2",
  unitText: "m/s2",
  bound: 4.89,
  boundName: "boundMps2",
  series: "latAccelMps2",
  side: 0,
};

export const latAccel: Metric<HistoryAcc> = {
  ...comfortPart(LAT_ACCEL_BOUND),
  id: "nuplan.lat-accel",
  definition: "nuplan.lat-accel@e924",
};
