/**
 * Tells: how abruptly acceleration and braking change at most.
 * Formula: max over ticks of |j_lon|, j_lon(t) = (a_lon(t) - a_lon(t - T)) / T, T = 1 s; series: j_lon.
 * Unit: m/s^3; series positive when a_lon grows, value never negative.
 * Source: bound of motional/nuplan-devkit@e9241677, nuplan/planning/metrics/utils/state_extractors.py; window ours.
 * Not applicable: the run is shorter than the window.
 */
import type { Metric } from "../metric.ts";
import { newPeak, notePeak, type Peak, peakResult, peakSentence } from "../peak.ts";
import { newRateWindow, pushSample, type RateWindow } from "../rate-window.ts";

/** nuPlan max_abs_lon_jerk, nuplan-devkit simulation_metric/low_level/ego_lon_jerk_statistics.yaml. */
const LIMIT_MPS3 = 4.13;
/**
 * Ours: nuPlan takes the slope of a parabola fitted over 15 samples at 10 Hz (1.4 s).
 * A step of acceleration gives 1.0 x step per second here, 1.07 x there.
 */
const WINDOW_SEC = 1;

interface Acc {
  readonly peak: Peak;
  readonly window: RateWindow;
}

export const lonJerk: Metric<Acc> = {
  id: "lon-jerk",
  title: "largest longitudinal jerk",
  definition: "redrive.lon-jerk@1",
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
    if (!pushSample(acc.window, now.tick, acc.peak.geometry.aLonMps2)) {
      out.none();
      return;
    }
    out.value(acc.window.rate);
    notePeak(acc.peak, now.tick, Math.abs(acc.window.rate));
  },
  finish: (acc) => peakResult(acc.peak, "the run is shorter than the window of 1 s"),
  sentence: (e) => peakSentence("longitudinal jerk", "m/s3", e),
};
