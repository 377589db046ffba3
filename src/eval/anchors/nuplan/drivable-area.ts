/**
 * Tells: how far a corner of the ego left the drivable area at most, as nuPlan counts it; a gate.
 * Formula: max over samples at 10 Hz and corners of the distance to the nearest driving lane, 0 on one. Score: 0 at 0.3 m and beyond, else
 *   1. Series: the same of the sample.
 * Unit: m; never negative.
 * Source: motional/nuplan-devkit@e9241677, nuplan/planning/metrics/evaluation_metrics/common/drivable_area_compliance.py:46-118; the
 *   driving lanes stand for the map's drivable area, which holds car parks too.
 * Not applicable: the road has no driving lanes.
 */
import { farthestCornerM, updateLanes } from "../../lanes.ts";
import type { Metric } from "../../metric.ts";
import { newPeak, notePeak, type Peak, peakResult } from "../../peak.ts";
import type { Scene } from "../../scene.ts";
import { STEP_SEC, ticksAStep } from "../../maths/nuplan-rate.ts";

/** max_violation_threshold. */
const LIMIT_M = 0.3;

/** nuPlan's score of the farthest corner: a corner exactly at the threshold is far. */
export function drivableAreaScore(offM: number): number {
  return offM >= LIMIT_M ? 0 : 1;
}

interface Acc {
  readonly scene: Scene;
  readonly peak: Peak;
  readonly everyTicks: number;
  startTick: number;
}

export const drivableArea: Metric<Acc> = {
  id: "nuplan.drivable-area",
  title: "largest distance of a corner off the drivable area, nuPlan",
  definition: "nuplan.drivable-area@e924",
  dimension: "rules",
  unit: "m",
  better: "lower",
  class: "tick",
  attribution: "worst",
  limit: LIMIT_M,
  params: { limitM: LIMIT_M, stepSec: STEP_SEC },
  init: (header, _subjectIndex, scene) => ({
    scene,
    peak: newPeak(scene.geometry, header.dtSec, LIMIT_M),
    everyTicks: ticksAStep(header.dtSec),
    startTick: 0,
  }),
  step(acc, _previous, now, out) {
    const { lanes, geometry } = acc.scene;
    // Every tick, so that the lane that is kept does not depend on the rate.
    updateLanes(lanes, geometry);
    if (acc.peak.count === 0) acc.startTick = now.tick;
    if (!lanes.lookup.hasDriving || (now.tick - acc.startTick) % acc.everyTicks !== 0) {
      out.none();
      return;
    }
    const off = farthestCornerM(lanes, geometry);
    out.value(off);
    notePeak(acc.peak, now.tick, off);
  },
  finish: (acc) => peakResult(acc.peak, "the road has no driving lanes"),
  sentence: (e) =>
    `a corner was ${e.value.toFixed(2)} m off the drivable area at ${e.atSec.toFixed(2)} s; the limit is ${e.limit.toFixed(2)} m`,
};
