/**
 * Tells: how much of full braking the subject would have needed at most not to run into the road user ahead.
 * Formula: max over ticks of crime.drac / 11.5 m/s^2. Series: the value of the tick.
 * Unit: ratio; 1 and above cannot be braked for.
 * Source: CommonRoad/commonroad-crime@6898f6a, measure/index/btn.py, a_lon_max 11.5 m/s^2.
 * Not applicable: no road user was ever ahead in the subject's path.
 */
import { upstreamLongReqMps2 } from "../../maths/following.ts";
import { worstOfLead } from "../../lead-metric.ts";
import type { Metric } from "../../metric.ts";
import type { WorstAcc } from "../../worst.ts";

/** CriMe a_lon_max. */
const BRAKING_MPS2 = 11.5;
/** From there on braking alone cannot avoid contact. */
const LIMIT_RATIO = 1;

export const crimeBtn: Metric<WorstAcc<null>> = worstOfLead({
  id: "crime.btn",
  title: "largest brake threat number by CriMe",
  definition: "crime.btn@6898",
  unit: "ratio",
  better: "lower",
  limit: LIMIT_RATIO,
  params: { brakingMps2: BRAKING_MPS2, limitRatio: LIMIT_RATIO },
  of: (f) => -upstreamLongReqMps2(f.gapM, f.vMps, f.leadVMps, f.leadAMps2) / BRAKING_MPS2,
  sentence: (e) =>
    `not to run into ${e.who}, ${e.value.toFixed(2)} times full braking was needed at ${e.atSec.toFixed(2)} s; beyond ${e.limit.toFixed(0)} braking is not enough`,
});
