/**
 * Tells: how much of the hardest steering the subject would have needed at most to pass beside the road user ahead.
 * Formula: max over ticks of crime.a-lat-req / 8 m/s^2. Series: the value of the tick.
 * Unit: ratio; 1 and above cannot be steered around.
 * Source: CommonRoad/commonroad-crime@6898f6a, measure/index/stn.py, a_lat_max 8 m/s^2.
 * Not applicable: no road user was ever ahead in the subject's path.
 */
import { accelTtcSec, latReqMps2 } from "../../maths/following.ts";
import { worstOfLead } from "../../lead-metric.ts";
import type { Metric } from "../../metric.ts";
import type { WorstAcc } from "../../worst.ts";

/** CriMe a_lat_max. */
const STEERING_MPS2 = 8;
/** From there on steering alone cannot avoid contact. */
const LIMIT_RATIO = 1;

export const crimeStn: Metric<WorstAcc<null>> = worstOfLead({
  id: "crime.stn",
  title: "largest steer threat number by CriMe",
  definition: "crime.stn@6898",
  unit: "ratio",
  better: "lower",
  limit: LIMIT_RATIO,
  params: { steeringMps2: STEERING_MPS2, limitRatio: LIMIT_RATIO },
  of: (f) => {
    const ttc = accelTtcSec(f.gapM, f.vMps, f.leadVMps, f.aMps2, f.leadAMps2);
    return latReqMps2(ttc, f.acrossM, f.dvLatMps, f.leadLatAMps2, f.reachAcrossM) / STEERING_MPS2;
  },
  sentence: (e) =>
    `to pass beside ${e.who}, ${e.value.toFixed(2)} times the hardest steering was needed at ${e.atSec.toFixed(2)} s; beyond ${e.limit.toFixed(0)} steering is not enough`,
});
