/**
 * Tells: how large the acceleration required along and across the path was at most.
 * Formula: max over ticks of sqrt(a_long,req^2 + a_lat,req^2) to the lead (eval/lead.ts); a_long,req = min(a_l - dv^2 / (2 d), 0) while
 *   closing or while the lead brakes, else 0; a_lat,req as crime.a-lat-req. Series: the value of the tick.
 * Unit: m/s^2; 0 or positive.
 * Source: CommonRoad/commonroad-crime@6898f6a, measure/acceleration/a_req.py, with the corrected parts (metrics.md section 11).
 * Not applicable: no road user was ever ahead in the subject's path.
 */
import { accelTtcSec, latReqMps2, longReqMps2 } from "../../maths/following.ts";
import { worstOfLead } from "../../lead-metric.ts";
import type { Metric } from "../../metric.ts";
import type { WorstAcc } from "../../worst.ts";

/** Comfortable stopping deceleration of AASHTO's road design. */
const LIMIT_MPS2 = 3.4;

export const crimeAReq: Metric<WorstAcc<null>> = worstOfLead({
  id: "crime.a-req",
  title: "largest acceleration required",
  definition: "crime.a-req@6898",
  unit: "m/s2",
  better: "lower",
  limit: LIMIT_MPS2,
  params: { limitMps2: LIMIT_MPS2 },
  of: (f) => {
    const ttc = accelTtcSec(f.gapM, f.vMps, f.leadVMps, f.aMps2, f.leadAMps2);
    const lat = latReqMps2(ttc, f.acrossM, f.dvLatMps, f.leadLatAMps2, f.reachAcrossM);
    const lon = longReqMps2(f.gapM, f.vMps, f.leadVMps, f.leadAMps2);
    return Math.sqrt(lon * lon + lat * lat);
  },
  sentence: (e) =>
    `not to run into ${e.who}, an acceleration of ${e.value.toFixed(2)} m/s2 was needed at ${e.atSec.toFixed(2)} s; up to ${e.limit.toFixed(2)} m/s2 costs nothing`,
});
