/**
 * Tells: how hard the subject would have had to steer at most to pass beside the road user ahead.
 * Formula: max over ticks of the smaller of what passing it to the left and to the right needs: a_l + 2 dv_lat / TTC +
 *   2 / TTC^2 (dy +- (w + w_l)/2), with the lateral acceleration, relative velocity and offset of the lead (eval/lead.ts), extents across
 *   the path and TTC as crime.ttc; 0 where it is not on course to run into the lead. Series: the value of the tick.
 * Unit: m/s^2; 0 or positive.
 * Source: CommonRoad/commonroad-crime@6898f6a, measure/acceleration/a_lat_req.py (Jansson 2005, section 5.3.8), corrected: upstream measures the
 *   offset from the subject to itself, and has a bracket in the wrong place.
 * Not applicable: no road user was ever ahead in the subject's path.
 */
import { accelTtcSec, latReqMps2 } from "../../maths/following.ts";
import { worstOfLead } from "../../lead-metric.ts";
import type { Metric } from "../../metric.ts";
import type { WorstAcc } from "../../worst.ts";

/** As for braking (catalogue of criticality metrics). */
const LIMIT_MPS2 = 3.4;

export const crimeALatReq: Metric<WorstAcc<null>> = worstOfLead({
  id: "crime.a-lat-req",
  title: "largest lateral acceleration required",
  definition: "crime.a-lat-req@6898",
  unit: "m/s2",
  better: "lower",
  limit: LIMIT_MPS2,
  params: { limitMps2: LIMIT_MPS2 },
  of: (f) => {
    const ttc = accelTtcSec(f.gapM, f.vMps, f.leadVMps, f.aMps2, f.leadAMps2);
    return latReqMps2(ttc, f.acrossM, f.dvLatMps, f.leadLatAMps2, f.reachAcrossM);
  },
  sentence: (e) =>
    `to pass beside ${e.who}, a lateral acceleration of ${e.value.toFixed(2)} m/s2 was needed at ${e.atSec.toFixed(2)} s; up to ${e.limit.toFixed(2)} m/s2 costs nothing`,
});
