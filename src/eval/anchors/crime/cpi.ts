/**
 * Tells: how likely, in the mean, braking would not have been enough for the road user ahead.
 * Formula: mean over ticks with a lead of P(DRAC > MADR), DRAC = -min(a_l - dv^2 / (2 d), 0) while closing or while the lead brakes,
 *   MADR normal with mean 8.45 and deviation 1.40, cut off to [4.23, 12.68] m/s^2. Series: the probability of the tick.
 * Unit: ratio.
 * Source: CommonRoad/commonroad-crime@6898f6a, measure/index/cpi.py (Cunto and Saccomanno 2007).
 * Not applicable: no road user was ever ahead in the subject's path.
 */
import { totalOfLead } from "../../lead-metric.ts";
import { longReqMps2 } from "../../maths/following.ts";
import { normalBelow } from "../../statistics/special.ts";
import type { Metric } from "../../metric.ts";
import type { TotalAcc } from "../../total.ts";

/** CriMe: the largest deceleration that can be had is normal with this mean and deviation, cut off at these bounds. */
const MEAN_MPS2 = 8.45;
const DEVIATION_MPS2 = 1.4;
const LOW_MPS2 = 4.23;
const HIGH_MPS2 = 12.68;

export const crimeCpi: Metric<TotalAcc<null>> = totalOfLead({
  id: "crime.cpi",
  title: "crash potential index",
  definition: "crime.cpi@6898",
  unit: "ratio",
  better: "lower",
  limit: 0,
  params: { meanMps2: MEAN_MPS2, deviationMps2: DEVIATION_MPS2, lowMps2: LOW_MPS2, highMps2: HIGH_MPS2 },
  attribution: "sum",
  isMean: true,
  of: (f, at) => {
    at.has = true;
    at.value = tooHardRatio(-longReqMps2(f.gapM, f.vMps, f.leadVMps, f.leadAMps2));
    at.addedValue = at.value;
  },
  sentence: (e) => `braking for ${e.who} might not have been enough from ${e.fromSec.toFixed(2)} s to ${e.toSec.toFixed(2)} s`,
});

/** Probability that a deceleration is more than can be had. */
export function tooHardRatio(decelMps2: number): number {
  if (decelMps2 <= LOW_MPS2) return 0;
  if (decelMps2 >= HIGH_MPS2) return 1;
  const below = (x: number): number => normalBelow((x - MEAN_MPS2) / DEVIATION_MPS2);
  const least = below(LOW_MPS2);
  return (below(decelMps2) - least) / (below(HIGH_MPS2) - least);
}
