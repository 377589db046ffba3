/**
 * Tells: how close in time the subject came to the road user ahead, had both kept their accelerations.
 * Formula: min over ticks of the time at which the gap d to the lead (eval/lead.ts) is used up, with dv = v_l - v and da = a_l - a:
 *   -d / dv where dv < 0 and |da| <= 0.1 m/s^2; -dv / da - sqrt(dv^2 - 2 d da) / da where dv < 0, or dv >= 0 > da; else none.
 *   Series: the time of the tick, absent where there is none.
 * Unit: s; never negative.
 * Source: CommonRoad/commonroad-crime@6898f6a, measure/time/ttc.py:61-131 (Jansson 2005, equation 5.26). Velocities are projected on the path at each
 *   one's own place; upstream multiplies them by the cosine of the lane's direction in W.
 * Not applicable: the subject was never on course to run into a road user ahead of it.
 */
import { accelTtcSec } from "../../maths/following.ts";
import { worstOfLead } from "../../lead-metric.ts";
import type { Metric } from "../../metric.ts";
import type { WorstAcc } from "../../worst.ts";

/** CriMe tau; 1, 1.22, 1.5 and 3 s are in use too. */
const LIMIT_SEC = 2;

export const crimeTtc: Metric<WorstAcc<null>> = worstOfLead({
  id: "crime.ttc",
  title: "least time to collision at constant acceleration",
  definition: "crime.ttc@6898",
  unit: "s",
  better: "higher",
  limit: LIMIT_SEC,
  params: { limitSec: LIMIT_SEC },
  of: (f) => {
    const sec = accelTtcSec(f.gapM, f.vMps, f.leadVMps, f.aMps2, f.leadAMps2);
    return sec === Infinity ? null : sec;
  },
  reason: "the subject was never on course to run into a road user ahead of it",
  sentence: (e) =>
    `time to collision with ${e.who} at constant acceleration fell to ${e.value.toFixed(2)} s at ${e.atSec.toFixed(2)} s; ${e.limit.toFixed(2)} s or more costs nothing`,
});
