/**
 * Tells: how much of the braking it has the ego would have needed at most not to run into the road user ahead.
 * Formula: max over ticks of drac / b, drac as in metrics/drac.ts, of the tick; b the smaller of the vehicle's largest deceleration and
 *   what the tyres hold on this road, friction x 9.81 m/s^2. Series: the same of the tick, absent without a lead or while touching it.
 * Unit: ratio; never negative; from 1 on braking alone does not avoid contact.
 * Source: brake threat number, Brannstrom, Sjoberg and Coelingh 2008 (metrics.md section 3.2), with the capability of this vehicle in
 *   place of a constant.
 * Not applicable: no road user was ever ahead in the subject's path, or the subject is not the ego: only its brakes are known.
 */
import { worstOfLead } from "../lead-metric.ts";
import type { Metric } from "../metric.ts";
import type { WorstAcc } from "../worst.ts";
import { neededDecelMps2 } from "./drac.ts";

const GRAVITY_MPS2 = 9.81;
/** Comfortable braking of AASHTO, 3.4 m/s^2, of the 11.5 m/s^2 of CommonRoad's vehicles (metrics.md section 5). */
const LIMIT_RATIO = 0.3;

export const btn: Metric<WorstAcc<null>> = worstOfLead({
  id: "btn",
  title: "largest brake threat number",
  definition: "redrive.btn@1",
  unit: "ratio",
  better: "lower",
  limit: LIMIT_RATIO,
  params: { gravityMps2: GRAVITY_MPS2, limitRatio: LIMIT_RATIO },
  lacks: (_header, isEgo) => (isEgo ? null : "only the ego's brakes are known"),
  of: (f, { header }) => {
    const brakingMps2 = Math.min(header.limits.maxDecelMps2, GRAVITY_MPS2 * header.frictionRatio);
    return neededDecelMps2(f.gapM, f.vMps, f.leadVMps, f.leadAMps2) / brakingMps2;
  },
  sentence: (e) =>
    `not to run into ${e.who}, ${e.value.toFixed(2)} of full braking was needed at ${e.atSec.toFixed(2)} s; up to ${e.limit.toFixed(2)} costs nothing`,
});
