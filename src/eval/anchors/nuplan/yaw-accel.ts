/**
 * Tells: the largest yaw acceleration of the ego, as nuPlan filters it.
 * Formula: max over samples of |d2(yaw)/dt2|, at 10 Hz, filtered as maths/comfort-series.ts; within its bound where every sample is strictly below it. Series: none.
 * Unit: rad/s^2; never negative.
 * Source: motional/nuplan-devkit@e9241677, nuplan/planning/metrics/utils/state_extractors.py:113-300; bound: max_abs_yaw_accel, ego_yaw_acceleration_statistics.yaml.
 * Not applicable: the run has fewer than 4 samples at 10 Hz.
 */
import type { Metric } from "../../metric.ts";
import { type ComfortBound, comfortPart, type HistoryAcc } from "../../maths/nuplan-bounds.ts";

export const YAW_ACCEL_BOUND: ComfortBound = {
  name: "yaw-accel",
  quantity: "yaw acceleration",
  unit: "rad/s2",
  unitText: "rad/s2",
  bound: 1.93,
  boundName: "boundRadps2",
  series: "yawAccelRadps2",
  side: 0,
};

export const yawAccel: Metric<HistoryAcc> = {
  ...comfortPart(YAW_ACCEL_BOUND),
  id: "nuplan.yaw-accel",
  definition: "nuplan.yaw-accel@e924",
};
