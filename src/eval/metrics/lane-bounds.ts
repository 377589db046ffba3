/**
 * Tells: how near the ego came to what a lane keeping system may do across the road, or how far beyond.
 * Formula: max over ticks of the larger of |a|/3 m/s2 and |mean rate of a over 0.5 s|/5 m/s3, a the acceleration across the body.
 *   Series: that ratio.
 * Unit: ratio; up to 1 is within the bounds.
 * Source: ISO 11270 and UN R79 (lane keeping assistance) (recalled).
 * Not applicable: no tick was scored.
 */
import type { TickGeometry } from "../geometry.ts";
import type { Metric } from "../metric.ts";
import { newPeak, notePeak, type Peak, peakResult } from "../peak.ts";
import { newRateWindow, pushSample, type RateWindow } from "../rate-window.ts";

const LAT_ACCEL_MPS2 = 3;
const LAT_JERK_MPS3 = 5;
const WINDOW_SEC = 0.5;
const LIMIT_RATIO = 1;

interface Acc {
  readonly geometry: TickGeometry;
  readonly peak: Peak;
  readonly window: RateWindow;
}

export const laneBounds: Metric<Acc> = {
  id: "lane-bounds",
  title: "lateral motion against the bounds of lane keeping (ISO 11270)",
  definition: "redrive.lane-bounds@1",
  dimension: "comfort",
  unit: "ratio",
  better: "lower",
  class: "window",
  attribution: "worst",
  limit: LIMIT_RATIO,
  params: { latAccelMps2: LAT_ACCEL_MPS2, latJerkMps3: LAT_JERK_MPS3, windowSec: WINDOW_SEC, limitRatio: LIMIT_RATIO },
  init: (header, _subjectIndex, scene) => ({
    geometry: scene.geometry,
    peak: newPeak(scene.geometry, header.dtSec, LIMIT_RATIO),
    window: newRateWindow(WINDOW_SEC, header.dtSec),
  }),
  step(acc, _previous, now, out) {
    const a = acc.geometry.aLatMps2;
    const byJerk = pushSample(acc.window, now.tick, a) ? Math.abs(acc.window.rate) / LAT_JERK_MPS3 : 0;
    const ratio = Math.max(Math.abs(a) / LAT_ACCEL_MPS2, byJerk);
    out.value(ratio);
    notePeak(acc.peak, now.tick, ratio);
  },
  finish: (acc) => peakResult(acc.peak, "no tick was scored"),
  sentence: (e) => `the lateral motion reached ${(100 * e.value).toFixed(0)} % of the bound of lane keeping at ${e.atSec.toFixed(2)} s`,
};
