/**
 * Tells: how long the subject almost stood still on end, as the random test runner of scenario_simulator_v2 counts it.
 * Formula: longest time on end at less than 0.01 m/s; more than 10 s is an error there. Series: the time so far.
 * Unit: s; never negative.
 * Source: scenario_simulator_v2, random_test_runner/metrics/almost_standstill_metric.hpp.
 * Not applicable: no tick was scored.
 */
import type { TickGeometry } from "../../geometry.ts";
import type { Metric } from "../../metric.ts";
import { newPeak, notePeak, type Peak, peakResult } from "../../peak.ts";

/** Thresholds of speed and of time. */
const STANDING_MPS = 0.01;
const LIMIT_SEC = 10;

interface Acc {
  readonly geometry: TickGeometry;
  readonly peak: Peak;
  readonly dtSec: number;
  ticks: number;
}

export const standstill: Metric<Acc> = {
  id: "ssv2.standstill",
  title: "longest stand by scenario_simulator_v2",
  definition: "ssv2.standstill@2",
  dimension: "progress",
  unit: "s",
  better: "lower",
  class: "tick",
  attribution: "worst",
  limit: LIMIT_SEC,
  params: { standingMps: STANDING_MPS, limitSec: LIMIT_SEC },
  init: (header, _subjectIndex, scene) => ({
    geometry: scene.geometry,
    peak: newPeak(scene.geometry, header.dtSec, LIMIT_SEC),
    dtSec: header.dtSec,
    ticks: -1,
  }),
  step(acc, previous, now, out) {
    const isStanding = acc.geometry.speedMps < STANDING_MPS;
    acc.ticks = isStanding ? (previous === null ? 0 : acc.ticks + 1) : -1;
    const sec = Math.max(0, acc.ticks) * acc.dtSec;
    out.value(sec);
    notePeak(acc.peak, now.tick, sec);
  },
  finish: (acc) => peakResult(acc.peak, "no tick was scored"),
  sentence: (e) => `the ego stood for ${e.value.toFixed(1)} s until ${e.atSec.toFixed(2)} s; ${e.limit.toFixed(0)} s are allowed`,
};
