/**
 * Tells: the cost SM3 of the drive.
 * Formula: 50 A + 50 SA + 50 SR + 20 V + 50 O; V is 0, as upstream where the goal has no speed: goals have none here
 *   (maths/commonroad-costs.ts), by Simpson's rule over samples a tenth of a second apart. Series: none.
 * Unit: cost.
 * Source: CommonRoad/commonroad-drivability-checker@49190b9, commonroad_dc/costs/evaluation.py, partial_cost_functions.py. For an even number of
 *   samples the integral is that of SciPy up to 1.10.
 * Not applicable: fewer than 3 samples, or the ego does not begin on a driving lane, or the subject is not the ego.
 */
import { commonroadCost, type CostAcc } from "../../commonroad-cost.ts";
import type { Metric } from "../../metric.ts";

export const sm3: Metric<CostAcc> = commonroadCost({
  id: "commonroad.sm3",
  title: "SM3",
  definition: "commonroad.sm3@4919",
  dimension: "comfort",
  weights: { A: 50, SA: 50, SR: 50, V: 20, O: 50 },
});
