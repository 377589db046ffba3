/**
 * Tells: how much the ride shakes a seated person: the total value of the frequency-weighted acceleration.
 * Formula: a_v = k sqrt(a_wx^2 + a_wy^2), a_wx and a_wy the root mean squares over the run of the accelerations along and across the body,
 *   each weighted by W_d (maths/iso2631.ts); k = 1 (comfort, on the seat). Series: the same with the running mean over 1 s, exponential;
 *   episodes are the stretches in which it is beyond the limit.
 * Unit: m/s2; below 0.315 not uncomfortable, 0.5 to 1 fairly uncomfortable, above 2 extremely.
 * Source: ISO 2631-1:1997, 6.1, 6.3.1, 6.5, annexes A and C.2.3 (recalled). Measured where the motion is known, at the ego's rear axle
 *   instead of on the seat, and without the vertical, which a planar world has not.
 * Not applicable: no tick was scored.
 */
import { exp } from "../../core/dmath.ts";
import { closedEpisodes, type EpisodeLog, newEpisodeLog, noteBreak } from "../episodes.ts";
import type { TickGeometry } from "../geometry.ts";
import { W_D } from "../maths/iso2631.ts";
import type { Metric } from "../metric.ts";
import { newRide, type Ride, updateRide } from "../ride.ts";

/** ISO 2631-1 annex C.2.3: below it a ride is not uncomfortable. */
const LIMIT_MPS2 = 0.315;
/** Integration time of the running root mean square, 6.3.1. */
const RUNNING_SEC = 1;
/** Multiplying factor of x and y for comfort on the seat. */
const K_RATIO = 1;

interface Acc {
  readonly geometry: TickGeometry;
  readonly dtSec: number;
  readonly ride: Ride;
  readonly log: EpisodeLog;
  /** Share of the running mean that one tick leaves. */
  readonly keepRatio: number;
  ticks: number;
  sum: number;
  running: number;
  mostMps2: number;
  mostTick: number;
}

export const weightedAccel: Metric<Acc> = {
  id: "weighted-accel",
  title: "frequency-weighted acceleration (ISO 2631-1 a_v)",
  definition: "redrive.weighted-accel@1",
  dimension: "comfort",
  unit: "m/s2",
  better: "lower",
  class: "tick",
  attribution: "sum",
  limit: LIMIT_MPS2,
  params: { limitMps2: LIMIT_MPS2, runningSec: RUNNING_SEC, kRatio: K_RATIO },
  init: (header, _subjectIndex, scene) => ({
    geometry: scene.geometry,
    dtSec: header.dtSec,
    ride: newRide(W_D, header.dtSec),
    log: newEpisodeLog(LIMIT_MPS2, header.dtSec),
    keepRatio: exp(-header.dtSec / RUNNING_SEC),
    ticks: 0,
    sum: 0,
    running: 0,
    mostMps2: 0,
    mostTick: -1,
  }),
  step(acc, _previous, now, out) {
    updateRide(acc.ride, acc.geometry);
    const { weightedLonMps2: x, weightedLatMps2: y } = acc.ride;
    const square = K_RATIO * K_RATIO * (x * x + y * y);
    acc.ticks++;
    acc.sum += square;
    acc.running = acc.keepRatio * acc.running + (1 - acc.keepRatio) * square;
    const value = Math.sqrt(acc.running);
    out.value(value);
    if (acc.mostTick < 0 || value > acc.mostMps2) {
      acc.mostMps2 = value;
      acc.mostTick = now.tick;
    }
    const beyond = value - LIMIT_MPS2;
    if (beyond > 0) noteBreak(acc.log, now.tick, -1, value, beyond, beyond * acc.dtSec, "");
  },
  finish(acc) {
    if (acc.ticks === 0) return { kind: "not-applicable", reason: "no tick was scored", vacuous: false };
    const value = Math.sqrt(acc.sum / acc.ticks);
    return { kind: "value", value, atTick: acc.mostTick, actorId: null, episodes: closedEpisodes(acc.log) };
  },
  sentence: (e) =>
    `the weighted acceleration over 1 s reached ${e.value.toFixed(2)} m/s2 at ${e.atSec.toFixed(2)} s; below ${e.limit.toFixed(3)} m/s2 a ride is not uncomfortable`,
};
