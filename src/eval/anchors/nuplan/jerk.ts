/**
 * Tells: the largest jerk of the ego, as nuPlan filters it.
 * Formula: max over samples of |d|a|/dt|, at 10 Hz, filtered as maths/comfort-series.ts; within its bound where every sample is strictly below it. Series: none.
 * Unit: m/s^3; never negative.
 * Source: motional/nuplan-devkit@e9241677, nuplan/planning/metrics/utils/state_extractors.py:113-300; bound: max_abs_mag_jerk, ego_jerk_statistics.yaml.
 * Not applicable: the run has fewer than 4 samples at 10 Hz.
 */
import type { Metric } from "../../metric.ts";
import { type ComfortBound, comfortPart, type HistoryAcc } from "../../maths/nuplan-bounds.ts";

export const JERK_BOUND: ComfortBound = {
  name: "jerk",
  quantity: "jerk",
  unit: "m/s3",
  unitText: "m/s3",
  bound: 8.37,
  boundName: "boundMps3",
  series: "jerkMps3",
  side: 0,
};

export const jerk: Metric<HistoryAcc> = {
  ...comfortPart(JERK_BOUND),
  id: "nuplan.jerk",
  definition: "nuplan.jerk@e924",
};
