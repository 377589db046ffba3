/**
 * Tells: how fast the wheels were turned over the drive.
 * Formula: integral of (d delta/dt)^2, delta the road-wheel angle (maths/commonroad-costs.ts), by Simpson's rule over samples a
 *   tenth of a second apart. Series: none.
 * Unit: cost.
 * Source: CommonRoad/commonroad-drivability-checker@49190b9, commonroad_dc/costs/evaluation.py, partial_cost_functions.py. For an even number of
 *   samples the integral is that of SciPy up to 1.10.
 * Not applicable: fewer than 3 samples, or the subject is not the ego.
 */
import { commonroadCost, type CostAcc } from "../../commonroad-cost.ts";
import type { Metric } from "../../metric.ts";

export const steeringRate: Metric<CostAcc> = commonroadCost({
  id: "commonroad.steering-rate",
  title: "SR: steering rate",
  definition: "commonroad.steering-rate@4919",
  dimension: "comfort",
  weights: { SR: 1 },
});
