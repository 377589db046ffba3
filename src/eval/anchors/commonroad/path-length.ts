/**
 * Tells: how long the ego's way was.
 * Formula: integral of v (maths/commonroad-costs.ts), by Simpson's rule over samples a tenth of a second apart. Series: none.
 * Unit: cost.
 * Source: CommonRoad/commonroad-drivability-checker@49190b9, commonroad_dc/costs/evaluation.py, partial_cost_functions.py. For an even number of
 *   samples the integral is that of SciPy up to 1.10.
 * Not applicable: fewer than 3 samples, or the subject is not the ego.
 */
import { commonroadCost, type CostAcc } from "../../commonroad-cost.ts";
import type { Metric } from "../../metric.ts";

export const pathLength: Metric<CostAcc> = commonroadCost({
  id: "commonroad.path-length",
  title: "L: path length",
  definition: "commonroad.path-length@4919",
  dimension: "progress",
  weights: { L: 1 },
});
