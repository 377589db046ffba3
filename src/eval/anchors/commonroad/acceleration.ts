/**
 * Tells: how hard the ego accelerated and braked over the drive.
 * Formula: integral of a^2, a the differences of the velocity (maths/commonroad-costs.ts), by Simpson's rule over samples a tenth
 *   of a second apart. Series: none.
 * Unit: cost.
 * Source: CommonRoad/commonroad-drivability-checker@49190b9, commonroad_dc/costs/evaluation.py, partial_cost_functions.py. For an even number of
 *   samples the integral is that of SciPy up to 1.10.
 * Not applicable: fewer than 3 samples, or the subject is not the ego.
 */
import { commonroadCost, type CostAcc } from "../../commonroad-cost.ts";
import type { Metric } from "../../metric.ts";

export const acceleration: Metric<CostAcc> = commonroadCost({
  id: "commonroad.acceleration",
  title: "A: acceleration",
  definition: "commonroad.acceleration@4919",
  dimension: "comfort",
  weights: { A: 1 },
});
