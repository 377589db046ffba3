/**
 * Tells: what acceleration the subject would have needed at the worst tick not to run into the road user ahead.
 * Formula: min over ticks of min(a_l - dv^2 / (2 d), 0) to the lead (eval/lead.ts), dv = v_l - v, also where the gap opens (upstream's
 *   defect: dv is squared whatever its sign). Series: the value of the tick.
 * Unit: m/s^2; 0 or negative.
 * Source: CommonRoad/commonroad-crime@6898f6a, measure/acceleration/a_long_req.py, mode 1.
 * Not applicable: no road user was ever ahead in the subject's path.
 */
import { upstreamLongReqMps2 } from "../../maths/following.ts";
import { worstOfLead } from "../../lead-metric.ts";
import type { Metric } from "../../metric.ts";
import type { WorstAcc } from "../../worst.ts";

/** Comfortable stopping deceleration of AASHTO's road design. */
const LIMIT_MPS2 = -3.4;

export const crimeALongReq: Metric<WorstAcc<null>> = worstOfLead({
  id: "crime.a-long-req",
  title: "hardest braking required",
  definition: "crime.a-long-req@6898",
  unit: "m/s2",
  better: "higher",
  limit: LIMIT_MPS2,
  params: { limitMps2: LIMIT_MPS2 },
  of: (f) => upstreamLongReqMps2(f.gapM, f.vMps, f.leadVMps, f.leadAMps2),
  sentence: (e) =>
    `not to run into ${e.who}, an acceleration of ${e.value.toFixed(2)} m/s2 was needed at ${e.atSec.toFixed(2)} s; down to ${e.limit.toFixed(2)} m/s2 costs nothing`,
});
