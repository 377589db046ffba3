/**
 * Tells: how far off the centre of its lane the subject drove for 2 s on end, outside junctions.
 * Formula: max over windows of 2 s of the least |d| within the window; d the distance of the box centre from the centre line of the lane
 *   under it. A change of lane, a junction and the end of the road begin a new window. Series: d.
 * Unit: m; series positive to the left, value never negative.
 * Source: limit and duration of autonomousvision/navsim@0a380a9 (v2.2), pdm_scorer.py, _calculate_lane_keeping; theirs is 0 or 1, looks at
 *   the route's centre line and goes on counting after an intersection.
 * Not applicable: the subject was never on a driving lane outside junctions for 2 s.
 */
import { isInJunction } from "../ego-area.ts";
import { updateLanes } from "../lanes.ts";
import type { Metric } from "../metric.ts";
import { newPeak, notePeak, type Peak, peakResult } from "../peak.ts";
import type { Scene } from "../scene.ts";
import { clearLeast, newWindowLeast, pushLeast, type WindowLeast } from "../window-least.ts";

/** NAVSIM lane_keeping_deviation_limit, lane_keeping_horizon_window. */
const LIMIT_M = 0.5;
const WINDOW_SEC = 2;

interface Acc {
  readonly scene: Scene;
  readonly peak: Peak;
  readonly window: WindowLeast;
  lane: number;
}

export const laneKeeping: Metric<Acc> = {
  id: "lane-keeping",
  title: "distance from the lane's centre held for 2 s",
  definition: "redrive.lane-keeping@1",
  dimension: "rules",
  unit: "m",
  better: "lower",
  class: "window",
  attribution: "worst",
  limit: LIMIT_M,
  params: { limitM: LIMIT_M, windowSec: WINDOW_SEC },
  init: (header, _subjectIndex, scene) => ({
    scene,
    peak: newPeak(scene.geometry, header.dtSec, LIMIT_M),
    window: newWindowLeast(Math.max(1, Math.round(WINDOW_SEC / header.dtSec))),
    lane: -1,
  }),
  step(acc, previous, now, out) {
    const { lanes, geometry } = acc.scene;
    updateLanes(lanes, geometry);
    if (previous === null || lanes.lane !== acc.lane) clearLeast(acc.window);
    acc.lane = lanes.lane;
    if (lanes.lane < 0 || isInJunction(lanes.lookup, geometry.box.xM, geometry.box.yM)) {
      clearLeast(acc.window);
      out.none();
      return;
    }
    out.value(lanes.place.tM);
    if (pushLeast(acc.window, Math.abs(lanes.place.tM))) notePeak(acc.peak, now.tick, acc.window.least);
  },
  finish: (acc) => peakResult(acc.peak, "the subject was never on a driving lane outside junctions for 2 s"),
  sentence: (e) =>
    `the ego drove ${e.value.toFixed(2)} m or more off the centre of its lane for ${WINDOW_SEC} s before ${e.atSec.toFixed(2)} s; the limit is ${e.limit.toFixed(2)} m`,
};
