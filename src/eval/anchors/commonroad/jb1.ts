/**
 * Tells: how long the drive took.
 * Formula: T, the time from the first sample to the last; samples are a tenth of a second apart. Series: none.
 * Unit: cost.
 * Source: CommonRoad/commonroad-drivability-checker@49190b9, commonroad_dc/costs/evaluation.py, partial_cost_functions.py. For an even number of
 *   samples the integral is that of SciPy up to 1.10.
 * Not applicable: fewer than 3 samples, or the subject is not the ego.
 */
import { commonroadCost, type CostAcc } from "../../commonroad-cost.ts";
import type { Metric } from "../../metric.ts";

export const jb1: Metric<CostAcc> = commonroadCost({
  id: "commonroad.jb1",
  title: "JB1: time",
  definition: "commonroad.jb1@4919",
  dimension: "progress",
  weights: { T: 1 },
});
