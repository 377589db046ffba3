/**
 * Tells: how hard the subject would have had to brake at most to keep a time gap of 2 s to the road user ahead.
 * Formula: max over ticks of 3 (v - v_l)^2 / (2 (d - v_l t_s)) to the lead (eval/lead.ts), t_s = 2 s; as coded, with the factor 3 that
 *   the catalogue does not have, and negative where the gap is below v_l t_s already. Series: the value of the tick.
 * Unit: m/s^2.
 * Source: CommonRoad/commonroad-crime@6898f6a, measure/acceleration/dst.py (Schubert, Schulze and Wanielik 2010, equation 17).
 * Not applicable: no road user was ever ahead in the subject's path.
 */
import { worstOfLead } from "../../lead-metric.ts";
import type { Metric } from "../../metric.ts";
import type { WorstAcc } from "../../worst.ts";

/** CriMe safety_time. */
const SAFETY_SEC = 2;
/** Hupfer: 1, 2, 4 and 6 m/s^2 part the levels of danger. */
const LIMIT_MPS2 = 6;

export const crimeDst: Metric<WorstAcc<null>> = worstOfLead({
  id: "crime.dst",
  title: "largest deceleration to safety time",
  definition: "crime.dst@6898",
  unit: "m/s2",
  better: "lower",
  limit: LIMIT_MPS2,
  params: { safetySec: SAFETY_SEC, limitMps2: LIMIT_MPS2 },
  of: (f) => dstMps2(f.gapM, f.vMps, f.leadVMps, SAFETY_SEC),
  sentence: (e) =>
    `to keep the safety time behind ${e.who}, a deceleration of ${e.value.toFixed(2)} m/s2 was needed at ${e.atSec.toFixed(2)} s; beyond ${e.limit.toFixed(0)} m/s2 is dangerous`,
});

/** Deceleration to safety time as CriMe codes it; null where its denominator is 0. */
export function dstMps2(gapM: number, vMps: number, leadVMps: number, safetySec: number): number | null {
  const left = gapM - leadVMps * safetySec;
  return left === 0 ? null : (3 * (vMps - leadVMps) * (vMps - leadVMps)) / (2 * left);
}
