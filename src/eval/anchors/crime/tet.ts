/**
 * Tells: how long the time to collision to the road user ahead was too low.
 * Formula: sum of dt over the ticks with TTC <= 2 s, TTC as crime.ttc. Series: 1 at such a tick, else 0, absent without a lead.
 * Unit: s; never negative.
 * Source: CommonRoad/commonroad-crime@6898f6a, measure/time/tet.py, tau 2 s.
 * Not applicable: no road user was ever ahead in the subject's path.
 */
import { totalOfLead } from "../../lead-metric.ts";
import { tetSec } from "../../maths/exposure.ts";
import { accelTtcSec } from "../../maths/following.ts";
import type { Metric } from "../../metric.ts";
import type { TotalAcc } from "../../total.ts";

/** CriMe tau. */
const LIMIT_SEC = 2;

export const crimeTet: Metric<TotalAcc<null>> = totalOfLead({
  id: "crime.tet",
  title: "time exposed to a low time to collision",
  definition: "crime.tet@6898",
  unit: "s",
  better: "lower",
  limit: LIMIT_SEC,
  params: { limitSec: LIMIT_SEC },
  attribution: "sum",
  of: (f, at) => {
    const ttc = accelTtcSec(f.gapM, f.vMps, f.leadVMps, f.aMps2, f.leadAMps2);
    at.has = true;
    at.addedValue = tetSec(ttc, LIMIT_SEC, at.header.dtSec);
    at.value = at.addedValue > 0 ? 1 : 0;
  },
  sentence: (e) =>
    `time to collision with ${e.who} was at most ${e.limit.toFixed(1)} s from ${e.fromSec.toFixed(2)} s to ${e.toSec.toFixed(2)} s`,
});
