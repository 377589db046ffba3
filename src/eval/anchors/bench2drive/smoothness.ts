/**
 * Tells: which share of its drive the ego drove smoothly, as Bench2Drive counts it.
 * Formula: share of the segments of 20 samples at 10 Hz that are within all of nuPlan's bounds: longitudinal and lateral acceleration of the
 *   box centre, rate of the acceleration's size and of the longitudinal one, "yaw acceleration" and yaw rate, each filtered over 7 samples by
 *   a parabola within its segment. What is left at the end is dropped; a drive of 20 samples or fewer is one segment. Series: none.
 * Unit: ratio, 0 to 1.
 * Source: Thinklab-SJTU/Bench2Drive@087f74f, tools/efficiency_smoothness_benchmark.py. Its yaw "acceleration" is the smoothed yaw rate, and
 *   it unwraps that rate as if it were an angle; both are kept.
 * Not applicable: the run has fewer than 3 samples at 10 Hz.
 */
import { unwrapRad } from "../../../core/angle.ts";
import { cos, hypot, sin } from "../../../core/dmath.ts";
import { type History, keepHistory } from "../../history.ts";
import { sampledRows } from "../../maths/nuplan-motion.ts";
import { STEP_SEC } from "../../maths/sample-rate.ts";
import { type SmoothingSpec, smoothed } from "../../maths/savitzky-golay.ts";
import type { Episode, Metric } from "../../metric.ts";

/** per_step, window_size, and nuPlan's bounds. */
const SEGMENT_SAMPLES = 20;
const VALUE: SmoothingSpec = { window: 7, order: 2, derivative: 0 };
const RATE: SmoothingSpec = { window: 7, order: 2, derivative: 1 };
const MAX_LON_MPS2 = 2.4;
const MIN_LON_MPS2 = -4.05;
const LAT_MPS2 = 4.89;
const JERK_MPS3 = 8.37;
const LON_JERK_MPS3 = 4.13;
const YAW_ACCEL_RADPS2 = 1.93;
const YAW_RATE_RADPS = 0.95;

/** Samples of a drive, at 10 Hz. */
export interface SmoothnessInput {
  readonly lonAccelMps2: Float64Array;
  readonly latAccelMps2: Float64Array;
  readonly yawRateRadps: Float64Array;
}

/** Whether all samples of a segment are within the bounds, strictly; null where there are too few of them. */
export function isSmooth({ lonAccelMps2, latAccelMps2, yawRateRadps }: SmoothnessInput): boolean | null {
  const rate = Float64Array.from(yawRateRadps);
  unwrapRad(rate);
  const lon = smoothed(lonAccelMps2, VALUE, STEP_SEC);
  const lat = smoothed(latAccelMps2, VALUE, STEP_SEC);
  const size = smoothed(
    lonAccelMps2.map((a, i) => hypot(a, latAccelMps2[i] as number)),
    VALUE,
    STEP_SEC,
  );
  const yawRate = smoothed(rate, VALUE, STEP_SEC);
  if (!lon || !lat || !size || !yawRate) return null;
  const jerk = smoothed(size, RATE, STEP_SEC) as Float64Array;
  const lonJerk = smoothed(lon, RATE, STEP_SEC) as Float64Array;
  return (
    lon.every((a) => a > MIN_LON_MPS2 && a < MAX_LON_MPS2) &&
    lat.every((a) => Math.abs(a) < LAT_MPS2) &&
    jerk.every((j) => Math.abs(j) < JERK_MPS3) &&
    lonJerk.every((j) => Math.abs(j) < LON_JERK_MPS3) &&
    yawRate.every((w) => Math.abs(w) < YAW_ACCEL_RADPS2 && Math.abs(w) < YAW_RATE_RADPS)
  );
}

export const smoothness: Metric<History> = {
  id: "bench2drive.smoothness",
  title: "share of smooth segments, Bench2Drive",
  definition: "bench2drive.smoothness@087f",
  dimension: "comfort",
  unit: "ratio",
  better: "higher",
  class: "post",
  attribution: "count",
  limit: 1,
  params: {
    maxLonMps2: MAX_LON_MPS2,
    minLonMps2: MIN_LON_MPS2,
    latMps2: LAT_MPS2,
    jerkMps3: JERK_MPS3,
    lonJerkMps3: LON_JERK_MPS3,
    yawAccelRadps2: YAW_ACCEL_RADPS2,
    yawRateRadps: YAW_RATE_RADPS,
    segmentSec: SEGMENT_SAMPLES * STEP_SEC,
  },
  init: (_header, _subjectIndex, scene) => keepHistory(scene.history),
  step: (_acc, _previous, _now, out) => out.none(),
  finish(history) {
    const rows = sampledRows(history);
    const size = rows.length <= SEGMENT_SAMPLES ? rows.length : SEGMENT_SAMPLES;
    const episodes: Episode[] = [];
    let segments = 0;
    for (let from = 0; size > 0 && from + size <= rows.length; from += size) {
      const segment = rows.subarray(from, from + size);
      const within = isSmooth(inputOf(history, segment));
      if (within === null) break;
      segments++;
      if (!within) episodes.push(episodeOf(history, segment));
    }
    if (segments === 0) return { kind: "not-applicable", reason: "the run has fewer than 3 samples at 10 Hz", vacuous: false };
    const value = (segments - episodes.length) / segments;
    return { kind: "value", value, atTick: episodes[0]?.worstTick ?? null, actorId: null, episodes };
  },
  sentence: (e) => `the ego was not smooth from ${e.fromSec.toFixed(2)} s to ${e.toSec.toFixed(2)} s`,
};

/** The motion of the box centre at some rows, in its body. */
function inputOf(h: History, rows: Int32Array): SmoothnessInput {
  const lonAccelMps2 = new Float64Array(rows.length);
  const latAccelMps2 = new Float64Array(rows.length);
  const yawRateRadps = new Float64Array(rows.length);
  rows.forEach((row, i) => {
    const at = row * h.actorCount + h.subjectIndex;
    const yaw = h.yawRad[at] as number;
    const [c, s] = [cos(yaw), sin(yaw)];
    const [ax, ay] = [h.axMps2[at] as number, h.ayMps2[at] as number];
    lonAccelMps2[i] = ax * c + ay * s;
    latAccelMps2[i] = ay * c - ax * s;
    yawRateRadps[i] = h.yawRateRadps[at] as number;
  });
  return { lonAccelMps2, latAccelMps2, yawRateRadps };
}

function episodeOf(h: History, rows: Int32Array): Episode {
  const fromTick = h.tick[rows[0] as number] as number;
  const toTick = h.tick[rows.at(-1) as number] as number;
  return { fromTick, toTick, worstTick: fromTick, actorId: null, value: 0, limit: 1, severity: 1, label: "" };
}
