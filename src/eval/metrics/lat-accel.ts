/**
 * Tells: how hard the subject is pushed sideways at most.
 * Formula: max over ticks of |a_lat|, the centripetal acceleration at the rear axle of the ego, at the box centre of another; series: a_lat.
 * Unit: m/s^2; series positive to the left, value never negative.
 * Source: bound of motional/nuplan-devkit@e9241677, nuplan/planning/metrics/utils/state_extractors.py.
 * Not applicable: no tick was scored.
 */
import type { Metric } from "../metric.ts";
import { newPeak, notePeak, type Peak, peakResult, peakSentence } from "../peak.ts";

/** nuPlan max_abs_lat_accel, nuplan-devkit simulation_metric/low_level/ego_lat_acceleration_statistics.yaml. */
const LIMIT_MPS2 = 4.89;

export const latAccel: Metric<Peak> = {
  id: "lat-accel",
  title: "largest lateral acceleration",
  definition: "redrive.lat-accel@1",
  dimension: "comfort",
  unit: "m/s2",
  better: "lower",
  class: "tick",
  attribution: "worst",
  limit: LIMIT_MPS2,
  params: { limitMps2: LIMIT_MPS2 },
  init: (header, _subjectIndex, scene) => newPeak(scene.geometry, header.dtSec, LIMIT_MPS2),
  step(acc, _previous, now, out) {
    const a = acc.geometry.aLatMps2;
    out.value(a);
    notePeak(acc, now.tick, Math.abs(a));
  },
  finish: (acc) => peakResult(acc, "no tick was scored"),
  sentence: (e) => peakSentence("lateral acceleration", "m/s2", e),
};
