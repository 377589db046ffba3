/**
 * Tells: the cost SM2 of the drive.
 * Formula: 50 A + 50 SA + 50 SR + L + 50 O (maths/commonroad-costs.ts), by Simpson's rule over samples a tenth of a second apart.
 *   Series: none.
 * Unit: cost.
 * Source: CommonRoad/commonroad-drivability-checker@49190b9, commonroad_dc/costs/evaluation.py, partial_cost_functions.py. For an even number of
 *   samples the integral is that of SciPy up to 1.10.
 * Not applicable: fewer than 3 samples, or the ego does not begin on a driving lane, or the subject is not the ego.
 */
import { commonroadCost, type CostAcc } from "../../commonroad-cost.ts";
import type { Metric } from "../../metric.ts";

export const sm2: Metric<CostAcc> = commonroadCost({
  id: "commonroad.sm2",
  title: "SM2",
  definition: "commonroad.sm2@4919",
  dimension: "comfort",
  weights: { A: 50, SA: 50, SR: 50, L: 1, O: 50 },
});
