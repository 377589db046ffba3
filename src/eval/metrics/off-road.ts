/**
 * Tells: how far a corner of the subject left the driving lanes at most; a gate.
 * Formula: max over ticks and corners of the distance to the nearest driving lane, 0 on one. Series: the same of the tick.
 * Unit: m; never negative.
 * Source: motional/nuplan-devkit@e9241677, evaluation_metrics/common/drivable_area_compliance.py:46-118; ours is the union of the driving
 *   lanes where theirs is the map's drivable area.
 * Not applicable: the road has no driving lanes.
 */
import { farthestCornerM, updateLanes } from "../lanes.ts";
import type { Metric } from "../metric.ts";
import { newPeak, notePeak, type Peak, peakResult } from "../peak.ts";
import type { Scene } from "../scene.ts";

/** nuPlan max_violation_threshold: a corner this far outside breaks the rule. */
const LIMIT_M = 0.3;

interface Acc {
  readonly scene: Scene;
  readonly peak: Peak;
}

export const offRoad: Metric<Acc> = {
  id: "off-road",
  title: "largest distance of a corner off the driving lanes",
  definition: "redrive.off-road@1",
  dimension: "rules",
  unit: "m",
  better: "lower",
  class: "tick",
  attribution: "worst",
  limit: LIMIT_M,
  params: { limitM: LIMIT_M },
  init: (header, _subjectIndex, scene) => ({ scene, peak: newPeak(scene.geometry, header.dtSec, LIMIT_M) }),
  step(acc, _previous, now, out) {
    const { lanes, geometry } = acc.scene;
    if (!lanes.lookup.hasDriving) {
      out.none();
      return;
    }
    updateLanes(lanes, geometry);
    const off = farthestCornerM(lanes, geometry);
    out.value(off);
    notePeak(acc.peak, now.tick, off);
  },
  finish: (acc) => peakResult(acc.peak, "the road has no driving lanes"),
  sentence: (e) =>
    `a corner was ${e.value.toFixed(2)} m off the driving lanes at ${e.atSec.toFixed(2)} s; the limit is ${e.limit.toFixed(2)} m`,
};
