/**
 * Tells: how long the subject was close in time to touching another road user, had both gone on as they were.
 * Formula: sum of dt over the ticks with TTC <= 1.5 s, TTC as min-ttc: of true boxes, against every road user. Series: 1 at such a tick,
 *   else 0, absent while no other road user is in the world.
 * Unit: s; never negative.
 * Source: time exposed time to collision, Minderhoud and Bovy 2001; the threshold is SSAM's of a conflict (recalled).
 * Not applicable: no other road user was in the world.
 */
import { updateEarliest } from "../earliest.ts";
import { tetSec } from "../maths/exposure.ts";
import type { Metric } from "../metric.ts";
import { type TotalAcc, totalMetric } from "../total.ts";

const LIMIT_SEC = 1.5;

export const tet: Metric<TotalAcc<null>> = totalMetric<null>({
  id: "tet",
  title: "time exposed to a low time to collision",
  definition: "redrive.tet@1",
  unit: "s",
  better: "lower",
  limit: LIMIT_SEC,
  params: { limitSec: LIMIT_SEC },
  attribution: "sum",
  begin: () => null,
  measure(at, _state, now) {
    const { earliest, geometry } = at.scene;
    if (geometry.otherCount === 0) return;
    updateEarliest(earliest, geometry, now);
    at.has = true;
    at.addedValue = tetSec(earliest.sec, LIMIT_SEC, at.header.dtSec);
    at.value = at.addedValue > 0 ? 1 : 0;
    at.slot = earliest.slot;
  },
  reason: "no other road user was in the world",
  sentence: (e) =>
    `time to collision with ${e.who} was at most ${e.limit.toFixed(1)} s from ${e.fromSec.toFixed(2)} s to ${e.toSec.toFixed(2)} s`,
});
