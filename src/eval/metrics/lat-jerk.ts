/**
 * Tells: how abruptly the sideways push changes at most.
 * Formula: max over ticks of |j_lat|, j_lat(t) = (a_lat(t) - a_lat(t - T)) / T, T = 0.5 s; series: j_lat.
 * Unit: m/s^3; series positive to the left, value never negative.
 * Source: ISO 11270 and UN R79, as recalled and not read in their text; nuPlan has no such bound (nuplan-devkit#392).
 * Not applicable: the run is shorter than the window.
 */
import type { Metric } from "../metric.ts";
import { newPeak, notePeak, type Peak, peakResult, peakSentence } from "../peak.ts";
import { newRateWindow, pushSample, type RateWindow } from "../rate-window.ts";

/** ISO 11270: 5 m/s^3 (recalled). */
const LIMIT_MPS3 = 5;
/** ISO 11270: mean over 0.5 s (recalled). */
const WINDOW_SEC = 0.5;

interface Acc {
  readonly peak: Peak;
  readonly window: RateWindow;
}

export const latJerk: Metric<Acc> = {
  id: "lat-jerk",
  title: "largest lateral jerk",
  definition: "redrive.lat-jerk@1",
  dimension: "comfort",
  unit: "m/s3",
  better: "lower",
  class: "window",
  attribution: "worst",
  limit: LIMIT_MPS3,
  params: { limitMps3: LIMIT_MPS3, windowSec: WINDOW_SEC },
  init: (header, _subjectIndex, scene) => ({
    peak: newPeak(scene.geometry, header.dtSec, LIMIT_MPS3),
    window: newRateWindow(WINDOW_SEC, header.dtSec),
  }),
  step(acc, _previous, now, out) {
    if (!pushSample(acc.window, now.tick, acc.peak.geometry.aLatMps2)) {
      out.none();
      return;
    }
    out.value(acc.window.rate);
    notePeak(acc.peak, now.tick, Math.abs(acc.window.rate));
  },
  finish: (acc) => peakResult(acc.peak, "the run is shorter than the window of 0.5 s"),
  sentence: (e) => peakSentence("lateral jerk", "m/s3", e),
};
