/**
 * Tells: how much the ride shakes a seated person, with weight on single jolts: the vibration dose value.
 * Formula: VDV = (sum of (a_wx^4 + a_wy^4) dt)^(1/4), the accelerations along and across the body weighted by W_d (maths/iso2631.ts).
 *   Series: the value up to each tick.
 * Unit: m/s1.75.
 * Source: ISO 2631-1:1997, 6.3.2 (recalled); of both axes the fourth root of the summed fourth powers. Measured at the ego's rear axle.
 * Not applicable: no tick was scored.
 */
import type { TickGeometry } from "../geometry.ts";
import { W_D } from "../maths/iso2631.ts";
import type { Metric } from "../metric.ts";
import { newRide, type Ride, updateRide } from "../ride.ts";

interface Acc {
  readonly geometry: TickGeometry;
  readonly dtSec: number;
  readonly ride: Ride;
  sum: number;
  most: number;
  mostTick: number;
}

export const vdv: Metric<Acc> = {
  id: "vdv",
  title: "vibration dose (ISO 2631-1 VDV)",
  definition: "redrive.vdv@1",
  dimension: "comfort",
  unit: "m/s1.75",
  better: "lower",
  class: "tick",
  attribution: "worst",
  limit: null,
  params: {},
  init: (header, _subjectIndex, scene) => ({
    geometry: scene.geometry,
    dtSec: header.dtSec,
    ride: newRide(W_D, header.dtSec),
    sum: 0,
    most: -1,
    mostTick: -1,
  }),
  step(acc, _previous, now, out) {
    updateRide(acc.ride, acc.geometry);
    const { weightedLonMps2: x, weightedLatMps2: y } = acc.ride;
    const added = x * x * x * x + y * y * y * y;
    acc.sum += added * acc.dtSec;
    if (added > acc.most) {
      acc.most = added;
      acc.mostTick = now.tick;
    }
    out.value(Math.sqrt(Math.sqrt(acc.sum)));
  },
  finish(acc) {
    if (acc.mostTick < 0) return { kind: "not-applicable", reason: "no tick was scored", vacuous: false };
    return { kind: "value", value: Math.sqrt(Math.sqrt(acc.sum)), atTick: acc.mostTick, actorId: null, episodes: [] };
  },
  sentence: (e) => `the vibration dose is ${e.value.toFixed(2)} m/s1.75, most of it at ${e.atSec.toFixed(2)} s`,
};
