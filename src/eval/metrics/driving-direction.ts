/**
 * Tells: how far the subject went against the direction of its lane within one second at most; a gate.
 * Formula: max over ticks of max(0, -(p(t) - p(t - 1 s))), p the metres gained so far along the lane under the box centre; nothing is
 *   gained off the lanes and at the tick at which the lane changes; at the start, since the first tick. Series: the same of the tick.
 * Unit: m; never negative.
 * Source: motional/nuplan-devkit@e9241677, evaluation_metrics/common/driving_direction_compliance.py:60-150; ours is a window of exactly
 *   one second, n samples and n - 1 intervals, where theirs holds one interval more. Where lanes cross, the one in the subject's
 *   direction counts.
 * Not applicable: the subject was never on a driving lane.
 */
import { updateLanes } from "../lanes.ts";
import type { Metric } from "../metric.ts";
import { newPeak, notePeak, type Peak, peakResult } from "../peak.ts";
import type { Scene } from "../scene.ts";

/** nuPlan driving_direction_compliance_threshold: up to here all is well. */
const LIMIT_M = 2;
/** nuPlan time_horizon. */
const WINDOW_SEC = 1;

interface Acc {
  readonly scene: Scene;
  readonly peak: Peak;
  /** Metres gained so far at the last ticks of one window. */
  readonly ring: Float64Array;
  at: number;
  filled: number;
  gainedM: number;
  lastLane: number;
  lastSM: number;
  sawLane: boolean;
}

export const drivingDirection: Metric<Acc> = {
  id: "driving-direction",
  title: "longest way against the lane's direction within 1 s",
  definition: "redrive.driving-direction@1",
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
    ring: new Float64Array(Math.max(1, Math.round(WINDOW_SEC / header.dtSec))),
    at: 0,
    filled: 0,
    gainedM: 0,
    lastLane: -1,
    lastSM: 0,
    sawLane: false,
  }),
  step(acc, _previous, now, out) {
    const { lanes, geometry } = acc.scene;
    updateLanes(lanes, geometry);
    if (lanes.lane >= 0) acc.sawLane = true;
    if (lanes.lane >= 0 && lanes.lane === acc.lastLane) acc.gainedM += lanes.sM - acc.lastSM;
    acc.lastLane = lanes.lane;
    acc.lastSM = lanes.sM;
    const backM = Math.max(0, -gainedInWindowM(acc));
    if (!acc.sawLane) {
      out.none();
      return;
    }
    out.value(backM);
    notePeak(acc.peak, now.tick, backM);
  },
  finish: (acc) => peakResult(acc.peak, "the subject was never on a driving lane"),
  sentence: (e) =>
    `the ego went ${e.value.toFixed(1)} m against the direction of its lane in the second before ${e.atSec.toFixed(2)} s; ${e.limit.toFixed(0)} m are allowed`,
};

/** Pushes the metres gained so far and returns those of the window that ends now. */
function gainedInWindowM(acc: Acc): number {
  const { ring } = acc;
  const isFull = acc.filled === ring.length;
  const oldestM = acc.filled === 0 ? acc.gainedM : (ring[isFull ? acc.at : 0] as number);
  ring[acc.at] = acc.gainedM;
  acc.at = acc.at + 1 === ring.length ? 0 : acc.at + 1;
  if (!isFull) acc.filled++;
  return acc.gainedM - oldestM;
}
