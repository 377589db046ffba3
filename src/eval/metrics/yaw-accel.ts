/**
 * Tells: how abruptly turning changes at most.
 * Formula: max over ticks of |dr/dt|, dr/dt(t) = (r(t) - r(t - T)) / T, T = 0.4 s; series: dr/dt.
 * Unit: rad/s^2; series positive to the left, value never negative.
 * Source: bound of motional/nuplan-devkit@e9241677, nuplan/planning/metrics/utils/state_extractors.py; window: the span of its five samples at 10 Hz.
 * Not applicable: the run is shorter than the window.
 */
import type { Metric } from "../metric.ts";
import { newPeak, notePeak, type Peak, peakResult, peakSentence } from "../peak.ts";
import { newRateWindow, pushSample, type RateWindow } from "../rate-window.ts";

/** nuPlan max_abs_yaw_accel, nuplan-devkit simulation_metric/low_level/ego_yaw_acceleration_statistics.yaml. */
const LIMIT_RADPS2 = 1.93;
/** The span of nuPlan's five samples at 10 Hz. */
const WINDOW_SEC = 0.4;

interface Acc {
  readonly peak: Peak;
  readonly window: RateWindow;
}

export const yawAccel: Metric<Acc> = {
  id: "yaw-accel",
  title: "largest yaw acceleration",
  definition: "redrive.yaw-accel@1",
  dimension: "comfort",
  unit: "rad/s2",
  better: "lower",
  class: "window",
  attribution: "worst",
  limit: LIMIT_RADPS2,
  params: { limitRadps2: LIMIT_RADPS2, windowSec: WINDOW_SEC },
  init: (header, _subjectIndex, scene) => ({
    peak: newPeak(scene.geometry, header.dtSec, LIMIT_RADPS2),
    window: newRateWindow(WINDOW_SEC, header.dtSec),
  }),
  step(acc, _previous, now, out) {
    if (!pushSample(acc.window, now.tick, acc.peak.geometry.yawRateRadps)) {
      out.none();
      return;
    }
    out.value(acc.window.rate);
    notePeak(acc.peak, now.tick, Math.abs(acc.window.rate));
  },
  finish: (acc) => peakResult(acc.peak, "the run is shorter than the window of 0.4 s"),
  sentence: (e) => peakSentence("yaw acceleration", "rad/s2", e),
};
