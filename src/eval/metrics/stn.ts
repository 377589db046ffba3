/**
 * Tells: how much of the sideways grip of the road the subject would have needed at most to pass beside the road user ahead.
 * Formula: max over ticks of a_lat,req / (friction x 9.81 m/s^2). a_lat,req is what passing the lead (eval/lead.ts) needs on the easier
 *   side before the gap is used up: a_l + 2 dv_lat / T + 2 / T^2 (dy +- (w + w_l)/2), with the lateral acceleration, relative velocity and
 *   offset of the lead and the extents of the turned boxes across the path; T the time at which the gap is used up, the subject keeping
 *   its speed and the lead its acceleration until it stands; 0 where it never is. Series: the same of the tick, absent without a lead or while touching it.
 * Unit: ratio; never negative; from 1 on steering alone does not avoid contact.
 * Source: steer threat number, Brannstrom, Sjoberg and Coelingh 2008; lateral acceleration of Jansson 2005 section 5.3.8, with a time to
 *   collision that lets a braking road user stand.
 * Not applicable: no road user was ever ahead in the subject's path.
 */
import { worstOfLead } from "../lead-metric.ts";
import { latReqMps2, stopAwareTtcSec } from "../maths/following.ts";
import type { Metric } from "../metric.ts";
import type { WorstAcc } from "../worst.ts";

const GRAVITY_MPS2 = 9.81;
/** As much of the grip as comfortable braking takes of full braking (metrics.md section 5, BTN). */
const LIMIT_RATIO = 0.3;

export const stn: Metric<WorstAcc<null>> = worstOfLead({
  id: "stn",
  title: "largest steer threat number",
  definition: "redrive.stn@1",
  unit: "ratio",
  better: "lower",
  limit: LIMIT_RATIO,
  params: { gravityMps2: GRAVITY_MPS2, limitRatio: LIMIT_RATIO },
  of: (f, { header }) => {
    const ttc = stopAwareTtcSec(f.gapM, f.vMps, f.leadVMps, 0, f.leadAMps2);
    return latReqMps2(ttc, f.acrossM, f.dvLatMps, f.leadLatAMps2, f.reachAcrossM) / (GRAVITY_MPS2 * header.frictionRatio);
  },
  sentence: (e) =>
    `to pass beside ${e.who}, ${e.value.toFixed(2)} of the road's grip was needed at ${e.atSec.toFixed(2)} s; up to ${e.limit.toFixed(2)} costs nothing`,
});
