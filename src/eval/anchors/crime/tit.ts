/**
 * Tells: how long and how far the time to collision to the road user ahead was too low.
 * Formula: sum of dt (tau - TTC) over the ticks with TTC <= tau = 2 s, TTC as crime.ttc. Series: tau - TTC, or 0, absent without a lead.
 * Unit: s^2; the series s.
 * Source: CommonRoad/commonroad-crime@6898f6a, measure/time/tit.py, tau 2 s.
 * Not applicable: no road user was ever ahead in the subject's path.
 */
import { totalOfLead } from "../../lead-metric.ts";
import { titSec2 } from "../../maths/exposure.ts";
import { accelTtcSec } from "../../maths/following.ts";
import type { Metric } from "../../metric.ts";
import type { TotalAcc } from "../../total.ts";

/** CriMe tau. */
const LIMIT_SEC = 2;

export const crimeTit: Metric<TotalAcc<null>> = totalOfLead({
  id: "crime.tit",
  title: "time integral of a low time to collision",
  definition: "crime.tit@6898",
  unit: "s2",
  better: "lower",
  limit: LIMIT_SEC,
  params: { limitSec: LIMIT_SEC },
  attribution: "sum",
  of: (f, at) => {
    const ttc = accelTtcSec(f.gapM, f.vMps, f.leadVMps, f.aMps2, f.leadAMps2);
    at.has = true;
    at.value = ttc <= LIMIT_SEC ? LIMIT_SEC - ttc : 0;
    at.addedValue = titSec2(ttc, LIMIT_SEC, at.header.dtSec);
  },
  sentence: (e) =>
    `time to collision with ${e.who} was below ${e.limit.toFixed(1)} s from ${e.fromSec.toFixed(2)} s to ${e.toSec.toFixed(2)} s`,
});
