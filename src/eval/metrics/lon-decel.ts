/**
 * Tells: how hard the subject brakes at most.
 * Formula: max over ticks of max(0, -a_lon); a_lon at the rear axle of the ego, at the box centre of another; series: -a_lon.
 * Unit: m/s^2; series positive when slowing down, value never negative.
 * Source: bound of motional/nuplan-devkit@e9241677, nuplan/planning/metrics/utils/state_extractors.py;
 *   theirs is of a signal smoothed over 0.8 s, ours of the acceleration itself.
 * Not applicable: no tick was scored.
 */
import type { Metric } from "../metric.ts";
import { newPeak, notePeak, type Peak, peakResult, peakSentence } from "../peak.ts";

/** nuPlan min_lon_accel with its sign turned, nuplan-devkit simulation_metric/low_level/ego_lon_acceleration_statistics.yaml. */
const LIMIT_MPS2 = 4.05;

export const lonDecel: Metric<Peak> = {
  id: "lon-decel",
  title: "largest deceleration",
  definition: "redrive.lon-decel@1",
  dimension: "comfort",
  unit: "m/s2",
  better: "lower",
  class: "tick",
  attribution: "worst",
  limit: LIMIT_MPS2,
  params: { limitMps2: LIMIT_MPS2 },
  init: (header, _subjectIndex, scene) => newPeak(scene.geometry, header.dtSec, LIMIT_MPS2),
  step(acc, _previous, now, out) {
    const decel = 0 - acc.geometry.aLonMps2;
    out.value(decel);
    notePeak(acc, now.tick, Math.max(0, decel));
  },
  finish: (acc) => peakResult(acc, "no tick was scored"),
  sentence: (e) => peakSentence("deceleration", "m/s2", e),
};
