/**
 * Tells: how abruptly the acceleration changes at most, whatever its direction.
 * Formula: max over ticks of |j|, j = sqrt(j_lon^2 + j_lat^2), j_i(t) = (a_i(t) - a_i(t - T)) / T, T = 1 s; series: |j|.
 * Unit: m/s^3; never negative.
 * Source: bound of motional/nuplan-devkit@e9241677, nuplan/planning/metrics/utils/state_extractors.py; theirs is the rate of |a|,
 *   which is blind to a turn of the acceleration; window ours.
 * Not applicable: the run is shorter than the window.
 */
import type { Metric } from "../metric.ts";
import { newPeak, notePeak, type Peak, peakResult, peakSentence } from "../peak.ts";
import { newRateWindow, pushSample, type RateWindow } from "../rate-window.ts";

/** nuPlan max_abs_mag_jerk, nuplan-devkit simulation_metric/low_level/ego_jerk_statistics.yaml. */
const LIMIT_MPS3 = 8.37;
/** As for longitudinal jerk. */
const WINDOW_SEC = 1;

interface Acc {
  readonly peak: Peak;
  readonly lon: RateWindow;
  readonly lat: RateWindow;
}

export const jerk: Metric<Acc> = {
  id: "jerk",
  title: "largest jerk",
  definition: "redrive.jerk@1",
  dimension: "comfort",
  unit: "m/s3",
  better: "lower",
  class: "window",
  attribution: "worst",
  limit: LIMIT_MPS3,
  params: { limitMps3: LIMIT_MPS3, windowSec: WINDOW_SEC },
  init: (header, _subjectIndex, scene) => ({
    peak: newPeak(scene.geometry, header.dtSec, LIMIT_MPS3),
    lon: newRateWindow(WINDOW_SEC, header.dtSec),
    lat: newRateWindow(WINDOW_SEC, header.dtSec),
  }),
  step(acc, _previous, now, out) {
    const { geometry } = acc.peak;
    const isFull = pushSample(acc.lon, now.tick, geometry.aLonMps2);
    pushSample(acc.lat, now.tick, geometry.aLatMps2);
    if (!isFull) {
      out.none();
      return;
    }
    const magnitude = Math.sqrt(acc.lon.rate * acc.lon.rate + acc.lat.rate * acc.lat.rate);
    out.value(magnitude);
    notePeak(acc.peak, now.tick, magnitude);
  },
  finish: (acc) => peakResult(acc.peak, "the run is shorter than the window of 1 s"),
  sentence: (e) => peakSentence("jerk", "m/s3", e),
};
