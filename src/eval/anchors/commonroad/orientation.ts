/**
 * Tells: how far the ego's heading was off its lane's direction over the drive.
 * Formula: integral of dpsi^2, dpsi the heading less the direction of the lane under the box centre, of the last lane where there
 *   is none (maths/commonroad-costs.ts), by Simpson's rule over samples a tenth of a second apart. Series: none.
 * Unit: cost.
 * Source: CommonRoad/commonroad-drivability-checker@49190b9, commonroad_dc/costs/evaluation.py, partial_cost_functions.py. For an even number of
 *   samples the integral is that of SciPy up to 1.10.
 * Not applicable: fewer than 3 samples, or the ego does not begin on a driving lane, or the subject is not the ego.
 */
import { commonroadCost, type CostAcc } from "../../commonroad-cost.ts";
import type { Metric } from "../../metric.ts";

export const orientation: Metric<CostAcc> = commonroadCost({
  id: "commonroad.orientation",
  title: "O: orientation",
  definition: "commonroad.orientation@4919",
  dimension: "human-likeness",
  weights: { O: 1 },
});
