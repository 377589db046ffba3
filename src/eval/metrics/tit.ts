/**
 * Tells: how long and how far the subject was too close in time to touching another road user, had both gone on as they were.
 * Formula: sum of dt (1.5 s - TTC) over the ticks with TTC <= 1.5 s, TTC as min-ttc: of true boxes, against every road user.
 *   Series: 1.5 s - TTC at such a tick, else 0, absent while no other road user is in the world.
 * Unit: s^2, the series s; never negative.
 * Source: time integrated time to collision, Minderhoud and Bovy 2001; the threshold is SSAM's of a conflict (recalled).
 * Not applicable: no other road user was in the world.
 */
import { updateEarliest } from "../earliest.ts";
import { titSec2 } from "../maths/exposure.ts";
import type { Metric } from "../metric.ts";
import { type TotalAcc, totalMetric } from "../total.ts";

const LIMIT_SEC = 1.5;

export const tit: Metric<TotalAcc<null>> = totalMetric<null>({
  id: "tit",
  title: "time integral of a low time to collision",
  definition: "redrive.tit@1",
  unit: "s2",
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
    at.value = Math.max(0, LIMIT_SEC - earliest.sec);
    at.addedValue = titSec2(earliest.sec, LIMIT_SEC, at.header.dtSec);
    at.slot = earliest.slot;
  },
  reason: "no other road user was in the world",
  sentence: (e) =>
    `time to collision with ${e.who} was below ${e.limit.toFixed(1)} s from ${e.fromSec.toFixed(2)} s to ${e.toSec.toFixed(2)} s`,
});
