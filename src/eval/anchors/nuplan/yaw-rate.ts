/**
 * Tells: the largest yaw rate of the ego, as nuPlan filters it.
 * Formula: max over samples of |d(yaw)/dt|, at 10 Hz, filtered as maths/comfort-series.ts; within its bound where every sample is strictly below it. Series: none.
 * Unit: rad/s; never negative.
 * Source: motional/nuplan-devkit@e9241677, nuplan/planning/metrics/utils/state_extractors.py:113-300; bound: max_abs_yaw_rate, ego_yaw_rate_statistics.yaml.
 * Not applicable: the run has fewer than 4 samples at 10 Hz.
 */
import type { Metric } from "../../metric.ts";
import { type ComfortBound, comfortPart, type HistoryAcc } from "../../maths/nuplan-bounds.ts";

export const YAW_RATE_BOUND: ComfortBound = {
  name: "yaw-rate",
  quantity: "yaw rate",
  unit: "rad/s",
  unitText: "rad/s",
  bound: 0.95,
  boundName: "boundRadps",
  series: "yawRateRadps",
  side: 0,
};

export const yawRate: Metric<HistoryAcc> = {
  ...comfortPart(YAW_RATE_BOUND),
  id: "nuplan.yaw-rate",
  definition: "nuplan.yaw-rate@e924",
};
