/**
 * Tells: how far a corner of the ego left the drivable area at most, as NAVSIM counts it; a gate.
 * Formula: max over samples at 10 Hz and corners of the distance to the nearest driving lane, 0 on one. Score: 0 where it is above 0, else 1.
 *   Series: the same of the sample.
 * Unit: m; never negative.
 * Source: autonomousvision/navsim@0a380a9 (v2.2), pdm_scorer.py, _calculate_drivable_area_compliance; the driving lanes stand for the map's
 *   drivable area, which holds car parks too.
 * Not applicable: the road has no driving lanes.
 */
import { farthestCornerM, updateLanes } from "../../lanes.ts";
import { STEP_SEC, ticksAStep } from "../../maths/nuplan-rate.ts";
import type { Metric } from "../../metric.ts";
import { newPeak, notePeak, type Peak, peakResult } from "../../peak.ts";
import type { Scene } from "../../scene.ts";

interface Acc {
  readonly scene: Scene;
  readonly peak: Peak;
  readonly everyTicks: number;
  startTick: number;
}

export const drivableArea: Metric<Acc> = {
  id: "navsim.drivable-area",
  title: "largest distance of a corner off the drivable area, NAVSIM",
  definition: "navsim.drivable-area@0a38",
  dimension: "rules",
  unit: "m",
  better: "lower",
  class: "tick",
  attribution: "worst",
  limit: 0,
  params: { stepSec: STEP_SEC },
  init: (header, _subjectIndex, scene) => ({
    scene,
    peak: newPeak(scene.geometry, header.dtSec, 0),
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
  sentence: (e) => `a corner was ${e.value.toFixed(2)} m off the drivable area at ${e.atSec.toFixed(2)} s; none may be off at all`,
};
