/**
 * Tells: how hard the subject would have had to brake at most not to run into the road user ahead.
 * Formula: max over ticks of max(dv^2 / (2 d) - a_l, 0) to the lead (eval/lead.ts), dv = v_l - v, also where the gap opens (upstream's
 *   defect: dv is squared whatever its sign). Series: the value of the tick.
 * Unit: m/s^2; 0 or positive.
 * Source: CommonRoad/commonroad-crime@6898f6a, measure/acceleration/a_long_req.py; DRAC = -a_long,req.
 * Not applicable: no road user was ever ahead in the subject's path.
 */
import { upstreamLongReqMps2 } from "../../maths/following.ts";
import { worstOfLead } from "../../lead-metric.ts";
import type { Metric } from "../../metric.ts";
import type { WorstAcc } from "../../worst.ts";

/** Comfortable stopping deceleration of AASHTO's road design; 5 and 6 m/s^2 are in use for emergency braking. */
const LIMIT_MPS2 = 3.4;

export const crimeDrac: Metric<WorstAcc<null>> = worstOfLead({
  id: "crime.drac",
  title: "largest deceleration needed by CriMe",
  definition: "crime.drac@6898",
  unit: "m/s2",
  better: "lower",
  limit: LIMIT_MPS2,
  params: { limitMps2: LIMIT_MPS2 },
  of: (f) => -upstreamLongReqMps2(f.gapM, f.vMps, f.leadVMps, f.leadAMps2),
  sentence: (e) =>
    `not to run into ${e.who}, a deceleration of ${e.value.toFixed(2)} m/s2 was needed at ${e.atSec.toFixed(2)} s; up to ${e.limit.toFixed(2)} m/s2 costs nothing`,
});
