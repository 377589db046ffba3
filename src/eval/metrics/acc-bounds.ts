/**
 * Tells: how near the ego came to what adaptive cruise control may do along the road, or how far beyond.
 * Formula: max over ticks of the largest of a/2 m/s2; -mean(a) over 2 s / d(v); -rate of a over 1 s / j(v). a is the acceleration along
 *   the body, v the speed; d falls evenly from 5 m/s2 at 5 m/s to 3.5 at 20 m/s, j from 5 m/s3 to 2.5. Series: that ratio.
 * Unit: ratio; up to 1 is within the bounds.
 * Source: ISO 15622 (adaptive cruise control) and ISO 22179 (full speed range) (recalled): acceleration, mean automatic deceleration,
 *   mean negative jerk. They bind an assistance system; a driver who has to brake harder may.
 * Not applicable: no tick was scored.
 */
import { closedEpisodes, type EpisodeLog, newEpisodeLog, noteBreak } from "../episodes.ts";
import type { TickGeometry } from "../geometry.ts";
import { limitAt, type SpeedBound } from "../maths/speed-bounds.ts";
import type { Metric } from "../metric.ts";
import { newRateWindow, pushSample, type RateWindow } from "../rate-window.ts";

const MAX_ACCEL_MPS2 = 2;
const SLOW_MPS = 5;
const FAST_MPS = 20;
const SLOW_DECEL_MPS2 = 5;
const FAST_DECEL_MPS2 = 3.5;
const SLOW_JERK_MPS3 = 5;
const FAST_JERK_MPS3 = 2.5;
const DECEL_WINDOW_SEC = 2;
const JERK_WINDOW_SEC = 1;
const LIMIT_RATIO = 1;
const DECEL: SpeedBound = { fromMps: SLOW_MPS, toMps: FAST_MPS, slowLimit: SLOW_DECEL_MPS2, fastLimit: FAST_DECEL_MPS2 };
const JERK: SpeedBound = { fromMps: SLOW_MPS, toMps: FAST_MPS, slowLimit: SLOW_JERK_MPS3, fastLimit: FAST_JERK_MPS3 };

interface Acc {
  readonly geometry: TickGeometry;
  readonly dtSec: number;
  /** Of the integral of a: its mean rate is the mean of a. */
  readonly speed: RateWindow;
  readonly accel: RateWindow;
  readonly log: EpisodeLog;
  gainedMps: number;
  ratio: number;
  what: string;
  mostRatio: number;
  mostTick: number;
}

export const accBounds: Metric<Acc> = {
  id: "acc-bounds",
  title: "accelerations against the bounds of cruise control (ISO 15622)",
  definition: "redrive.acc-bounds@1",
  dimension: "comfort",
  unit: "ratio",
  better: "lower",
  class: "window",
  attribution: "worst",
  limit: LIMIT_RATIO,
  params: {
    maxAccelMps2: MAX_ACCEL_MPS2,
    slowMps: SLOW_MPS,
    fastMps: FAST_MPS,
    slowDecelMps2: SLOW_DECEL_MPS2,
    fastDecelMps2: FAST_DECEL_MPS2,
    slowJerkMps3: SLOW_JERK_MPS3,
    fastJerkMps3: FAST_JERK_MPS3,
    decelWindowSec: DECEL_WINDOW_SEC,
    jerkWindowSec: JERK_WINDOW_SEC,
    limitRatio: LIMIT_RATIO,
  },
  init: (header, _subjectIndex, scene) => ({
    geometry: scene.geometry,
    dtSec: header.dtSec,
    speed: newRateWindow(DECEL_WINDOW_SEC, header.dtSec),
    accel: newRateWindow(JERK_WINDOW_SEC, header.dtSec),
    log: newEpisodeLog(LIMIT_RATIO, header.dtSec),
    gainedMps: 0,
    ratio: 0,
    what: "",
    mostRatio: 0,
    mostTick: -1,
  }),
  step(acc, _previous, now, out) {
    const { aLonMps2, speedMps } = acc.geometry;
    acc.ratio = 0;
    acc.what = "acceleration";
    noteRatio(acc, aLonMps2 / MAX_ACCEL_MPS2, "acceleration");
    if (pushSample(acc.speed, now.tick, acc.gainedMps)) noteRatio(acc, -acc.speed.rate / limitAt(DECEL, speedMps), "deceleration");
    if (pushSample(acc.accel, now.tick, aLonMps2)) noteRatio(acc, -acc.accel.rate / limitAt(JERK, speedMps), "jerk");
    acc.gainedMps += aLonMps2 * acc.dtSec;
    out.value(acc.ratio);
    if (acc.mostTick < 0 || acc.ratio > acc.mostRatio) {
      acc.mostRatio = acc.ratio;
      acc.mostTick = now.tick;
    }
    const beyond = acc.ratio - LIMIT_RATIO;
    if (beyond > 0) noteBreak(acc.log, now.tick, -1, acc.ratio, beyond, beyond * acc.dtSec, acc.what);
  },
  finish(acc) {
    if (acc.mostTick < 0) return { kind: "not-applicable", reason: "no tick was scored", vacuous: false };
    return { kind: "value", value: acc.mostRatio, atTick: acc.mostTick, actorId: null, episodes: closedEpisodes(acc.log) };
  },
  sentence: (e) => `the ${e.label} reached ${(100 * e.value).toFixed(0)} % of the bound of cruise control at ${e.atSec.toFixed(2)} s`,
};

function noteRatio(acc: Acc, ratio: number, what: string): void {
  if (ratio <= acc.ratio) return;
  acc.ratio = ratio;
  acc.what = what;
}
