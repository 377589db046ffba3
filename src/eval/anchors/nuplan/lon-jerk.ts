/**
 * Tells: the largest longitudinal jerk of the ego, as nuPlan filters it.
 * Formula: max over samples of |da_lon/dt|, at 10 Hz, filtered as maths/comfort-series.ts; within its bound where every sample is strictly below it. Series: none.
 * Unit: m/s^3; never negative.
 * Source: motional/nuplan-devkit@e9241677, nuplan/planning/metrics/utils/state_extractors.py:113-300; bound: max_abs_lon_jerk, ego_lon_jerk_statistics.yaml.
 * Not applicable: the run has fewer than 4 samples at 10 Hz.
 */
import type { Metric } from "../../metric.ts";
import { type ComfortBound, comfortPart, type HistoryAcc } from "../../maths/nuplan-bounds.ts";

export const LON_JERK_BOUND: ComfortBound = {
  name: "lon-jerk",
  quantity: "longitudinal jerk",
  unit: "m/s3",
  unitText: "m/s3",
  bound: 4.13,
  boundName: "boundMps3",
  series: "lonJerkMps3",
  side: 0,
};

export const lonJerk: Metric<HistoryAcc> = {
  ...comfortPart(LON_JERK_BOUND),
  id: "nuplan.lon-jerk",
  definition: "nuplan.lon-jerk@e924",
};
