/**
 * Tells: how large an acceleration the easier way out of running into the road user ahead needed at most.
 * Formula: max over ticks of the smaller of braking and steering: the deceleration of metrics/drac.ts and the lateral acceleration of
 *   metrics/stn.ts, of the tick. Series: the same of the tick, absent without a lead or while touching it.
 * Unit: m/s^2; never negative.
 * Source: required acceleration, Jansson 2005 section 5.3; the catalogue of criticality metrics takes the root of the sum of the squares
 *   of both parts, which asks for two ways out at once.
 * Not applicable: no road user was ever ahead in the subject's path.
 */
import { worstOfLead } from "../lead-metric.ts";
import { latReqMps2, stopAwareTtcSec } from "../maths/following.ts";
import type { Metric } from "../metric.ts";
import type { WorstAcc } from "../worst.ts";
import { neededDecelMps2 } from "./drac.ts";

/** Comfortable stopping deceleration of AASHTO's road design (metrics.md section 3.2). */
const LIMIT_MPS2 = 3.4;

export const aReq: Metric<WorstAcc<null>> = worstOfLead({
  id: "a-req",
  title: "largest acceleration required",
  definition: "redrive.a-req@1",
  unit: "m/s2",
  better: "lower",
  limit: LIMIT_MPS2,
  params: { limitMps2: LIMIT_MPS2 },
  of: (f) => {
    const ttc = stopAwareTtcSec(f.gapM, f.vMps, f.leadVMps, 0, f.leadAMps2);
    const lat = latReqMps2(ttc, f.acrossM, f.dvLatMps, f.leadLatAMps2, f.reachAcrossM);
    return Math.min(lat, neededDecelMps2(f.gapM, f.vMps, f.leadVMps, f.leadAMps2));
  },
  sentence: (e) =>
    `not to run into ${e.who}, an acceleration of ${e.value.toFixed(2)} m/s2 was needed at ${e.atSec.toFixed(2)} s; up to ${e.limit.toFixed(2)} m/s2 costs nothing`,
});
