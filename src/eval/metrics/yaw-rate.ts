/**
 * Tells: how fast the subject turns at most.
 * Formula: max over ticks of |r|; series: r.
 * Unit: rad/s; series positive to the left, value never negative.
 * Source: bound of motional/nuplan-devkit@e9241677, nuplan/planning/metrics/utils/state_extractors.py.
 * Not applicable: no tick was scored.
 */
import type { Metric } from "../metric.ts";
import { newPeak, notePeak, type Peak, peakResult, peakSentence } from "../peak.ts";

/** nuPlan max_abs_yaw_rate, nuplan-devkit simulation_metric/low_level/ego_yaw_rate_statistics.yaml. */
const LIMIT_RADPS = 0.95;

export const yawRate: Metric<Peak> = {
  id: "yaw-rate",
  title: "largest yaw rate",
  definition: "redrive.yaw-rate@1",
  dimension: "comfort",
  unit: "rad/s",
  better: "lower",
  class: "tick",
  attribution: "worst",
  limit: LIMIT_RADPS,
  params: { limitRadps: LIMIT_RADPS },
  init: (header, _subjectIndex, scene) => newPeak(scene.geometry, header.dtSec, LIMIT_RADPS),
  step(acc, _previous, now, out) {
    const r = acc.geometry.yawRateRadps;
    out.value(r);
    notePeak(acc, now.tick, Math.abs(r));
  },
  finish: (acc) => peakResult(acc, "no tick was scored"),
  sentence: (e) => peakSentence("yaw rate", "rad/s", e),
};
