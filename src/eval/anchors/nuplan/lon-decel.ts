/**
 * Tells: the largest deceleration of the ego, as nuPlan filters it.
 * Formula: max over samples of -a_lon, at 10 Hz, filtered as maths/comfort-series.ts; within its bound where every sample is strictly below it. Series: none.
 * Unit: m/s^2; negative where the ego only sped up.
 * Source: motional/nuplan-devkit@e9241677, nuplan/planning/metrics/utils/state_extractors.py:113-300; bound: min_lon_accel, ego_lon_acceleration_statistics.yaml.
 * Not applicable: the run has fewer than 4 samples at 10 Hz.
 */
import type { Metric } from "../../metric.ts";
import { type ComfortBound, comfortPart, type HistoryAcc } from "../../maths/nuplan-bounds.ts";

export const LON_DECEL_BOUND: ComfortBound = {
  name: "lon-decel",
  quantity: "deceleration",
  unit: "m/s2",
  unitText: "m/s2",
  bound: 4.05,
  boundName: "boundMps2",
  series: "lonAccelMps2",
  side: -1,
};

export const lonDecel: Metric<HistoryAcc> = {
  ...comfortPart(LON_DECEL_BOUND),
  id: "nuplan.lon-decel",
  definition: "nuplan.lon-decel@e924",
};
