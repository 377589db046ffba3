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
import { W_F } from "../maths/iso2631.ts";
import type { Metric } from "../metric.ts";
import { newRide, type Ride, updateRide } from "../ride.ts";

interface Acc {
  readonly geometry: TickGeometry;
  readonly dtSec: number;
  readonly ride: Ride;
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
    ride: newRide(W_F, header.dtSec),
    sum: 0,
    lastTick: -1,
  }),
  step(acc, _previous, now, out) {
    updateRide(acc.ride, acc.geometry);
    const { weightedLonMps2: x, weightedLatMps2: y } = acc.ride;
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
