/**
 * Tells: how much motion sickness the ride gives: the motion sickness dose value.
 * Formula: MSDV = sqrt(sum of (a_wx^2 + a_wy^2) dt), the accelerations along and across the body weighted by W_f (maths/iso2631.ts).
 *   Series: the value up to each tick.
 * Unit: m/s1.5; MSDV/3 is about the share in percent of unadapted adults who would vomit.
 * Source: ISO 2631-1:1997, clause 9 and annex D (recalled), which speak of the vertical alone; that the same weighting holds along and
 *   across is ours, as is usual for road vehicles. Measured at the ego's rear axle.
 * Not applicable: no tick was scored.
 */
import type { TickGeometry } from "../geometry.ts";
import { newWeightingFilter, settle, W_F, weighted, type WeightingFilter } from "../maths/iso2631.ts";
import type { Metric } from "../metric.ts";

interface Acc {
  readonly geometry: TickGeometry;
  readonly dtSec: number;
  readonly x: WeightingFilter;
  readonly y: WeightingFilter;
  sum: number;
  lastTick: number;
}

export const msdv: Metric<Acc> = {
  id: "msdv",
  title: "motion sickness dose (ISO 2631-1 MSDV)",
  definition: "redrive.msdv@1",
  dimension: "comfort",
  unit: "m/s1.5",
  better: "lower",
  class: "tick",
  attribution: "worst",
  limit: null,
  params: {},
  init: (header, _subjectIndex, scene) => ({
    geometry: scene.geometry,
    dtSec: header.dtSec,
    x: newWeightingFilter(W_F, header.dtSec),
    y: newWeightingFilter(W_F, header.dtSec),
    sum: 0,
    lastTick: -1,
  }),
  step(acc, _previous, now, out) {
    const { aLonMps2, aLatMps2 } = acc.geometry;
    if (acc.lastTick < 0) {
      settle(acc.x, aLonMps2);
      settle(acc.y, aLatMps2);
    }
    const x = weighted(acc.x, aLonMps2);
    const y = weighted(acc.y, aLatMps2);
    acc.sum += (x * x + y * y) * acc.dtSec;
    acc.lastTick = now.tick;
    out.value(Math.sqrt(acc.sum));
  },
  finish(acc) {
    if (acc.lastTick < 0) return { kind: "not-applicable", reason: "no tick was scored", vacuous: false };
    return { kind: "value", value: Math.sqrt(acc.sum), atTick: acc.lastTick, actorId: null, episodes: [] };
  },
  sentence: (e) => `the motion sickness dose is ${e.value.toFixed(2)} m/s1.5, about ${(e.value / 3).toFixed(1)} % of people would vomit`,
};
