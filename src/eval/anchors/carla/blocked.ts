/**
 * Tells: how long the ego stood still on end, as CARLA counts it; CARLA ends the run after 180 s.
 * Formula: longest time on end at less than 0.1 m/s. Series: the time so far.
 * Unit: s; never negative.
 * Source: carla-simulator/scenario_runner@94ff3b8a, atomic_criteria.py:416; leaderboard@a87a341, route_scenario.py.
 * Not applicable: no tick was scored.
 */
import type { TickGeometry } from "../../geometry.ts";
import type { Metric } from "../../metric.ts";
import { newPeak, notePeak, type Peak, peakResult } from "../../peak.ts";

/** min_speed, max_time of ActorBlockedTest. */
const STANDING_MPS = 0.1;
const LIMIT_SEC = 180;

interface Acc {
  readonly geometry: TickGeometry;
  readonly peak: Peak;
  readonly dtSec: number;
  ticks: number;
}

export const blocked: Metric<Acc> = {
  id: "carla.blocked",
  title: "longest stand, CARLA",
  definition: "carla.blocked@94ff",
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
  sentence: (e) =>
    `the ego stood for ${e.value.toFixed(1)} s until ${e.atSec.toFixed(2)} s; CARLA ends the run after ${e.limit.toFixed(0)} s`,
};
