/**
 * Tells: whether the ego kept to the centre line outside intersections, as NAVSIM counts it.
 * Formula: 0 as soon as |d| > 0.5 m at ceil(2 s / dt) samples in a row, else 1; d the distance of the box centre from the route at 10 Hz.
 *   Samples in an intersection are passed over, without starting the count again. Series: the
 *   same up to each sample.
 * Unit: ratio, 0 or 1.
 * Source: autonomousvision/navsim@0a380a9 (v2.2), pdm_planner/scoring/pdm_scorer.py, _calculate_lane_keeping.
 * Not applicable: there is no route, or the subject is not the ego.
 */
import { isInJunction } from "../../ego-area.ts";
import { updateLead } from "../../lead.ts";
import type { Metric } from "../../metric.ts";
import type { Scene } from "../../scene.ts";
import { isSample, newSampleClock, type SampleClock, STEP_SEC } from "../../maths/sample-rate.ts";

/** lane_keeping_deviation_limit, lane_keeping_horizon_window. */
const LIMIT_M = 0.5;
const WINDOW_SEC = 2;

/** Samples in a row beyond the limit that fail. */
export function failingSamples(windowSec: number, stepSec: number): number {
  // A quotient that is whole up to rounding is whole.
  return Math.ceil(windowSec / stepSec - 1e-9);
}

/** How many samples in a row were beyond the limit up to this one. */
export function exceedsInARow(beforeCount: number, distanceM: number, inIntersection: boolean, limitM: number = LIMIT_M): number {
  if (inIntersection) return beforeCount;
  return distanceM > limitM ? beforeCount + 1 : 0;
}

interface Acc {
  readonly scene: Scene;
  readonly clock: SampleClock;
  readonly needed: number;
  samples: number;
  inARow: number;
  /** Tick at which the count was reached; -1 where it never was. */
  failedTick: number;
  failedFromTick: number;
}

export const laneKeeping: Metric<Acc> = {
  id: "navsim.lane-keeping",
  title: "lane keeping, NAVSIM",
  definition: "navsim.lane-keeping@0a38",
  dimension: "rules",
  unit: "ratio",
  better: "higher",
  class: "tick",
  attribution: "worst",
  limit: 1,
  params: { limitM: LIMIT_M, windowSec: WINDOW_SEC, stepSec: STEP_SEC },
  init(header, _subjectIndex, scene) {
    const clock = newSampleClock(header.dtSec);
    return {
      scene,
      clock,
      needed: failingSamples(WINDOW_SEC, clock.stepSec),
      samples: 0,
      inARow: 0,
      failedTick: -1,
      failedFromTick: 0,
    };
  },
  step(acc, _previous, now, out) {
    const { lead, geometry } = acc.scene;
    if (lead.route === null) {
      out.none();
      return;
    }
    updateLead(lead, geometry, now);
    if (!isSample(acc.clock, now.tick)) {
      out.none();
      return;
    }
    acc.samples++;
    const distance = Math.abs(lead.tM);
    if (acc.failedTick < 0) countSample(acc, now.tick, distance);
    out.value(acc.failedTick < 0 ? 1 : 0);
  },
  finish(acc) {
    if (acc.samples === 0) return { kind: "not-applicable", reason: "the ego has no route", vacuous: false };
    if (acc.failedTick < 0) return { kind: "value", value: 1, atTick: null, actorId: null, episodes: [] };
    const { failedFromTick: fromTick, failedTick: toTick } = acc;
    const episode = { fromTick, toTick, worstTick: toTick, actorId: null, value: 0, limit: 1, severity: 1, label: "" };
    return { kind: "value", value: 0, atTick: toTick, actorId: null, episodes: [episode] };
  },
  sentence: (e) =>
    `the ego was more than ${LIMIT_M} m off the centre line for ${WINDOW_SEC} s outside intersections, until ${e.atSec.toFixed(2)} s`,
};

function countSample(acc: Acc, tick: number, distanceM: number): void {
  const { lanes, geometry } = acc.scene;
  acc.inARow = exceedsInARow(acc.inARow, distanceM, isInJunction(lanes.lookup, geometry.box.xM, geometry.box.yM));
  if (acc.inARow === 1) acc.failedFromTick = tick;
  if (acc.inARow >= acc.needed) acc.failedTick = tick;
}
