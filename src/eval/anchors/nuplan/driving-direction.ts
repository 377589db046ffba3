/**
 * Tells: how far the ego went against the direction of its lane within one second at most, as nuPlan counts it.
 * Formula: |min over samples of the sum of the metres gained along the lane under the box centre at the last n + 1 samples|, n = 1 s over
 *   the time between samples, at 10 Hz; nothing is gained without a lane, at the sample at which the lane changes and at the one after
 *   it. Score: 1 below 2 m, 1/2 below 6 m, else 0. Series: the metres of the window.
 * Unit: m; never negative, the series positive forwards.
 * Source: motional/nuplan-devkit@e9241677, nuplan/planning/metrics/evaluation_metrics/common/driving_direction_compliance.py:60-150.
 * Not applicable: the road has no driving lanes.
 */
import { closedEpisodes, type EpisodeLog, newEpisodeLog, noteBreak } from "../../episodes.ts";
import { updateLanes } from "../../lanes.ts";
import type { Metric } from "../../metric.ts";
import type { Scene } from "../../scene.ts";
import { isSample, newSampleClock, type SampleClock, STEP_SEC, stepsWithin } from "../../maths/sample-rate.ts";

/** driving_direction_compliance_threshold, driving_direction_violation_threshold, time_horizon. */
const LIMIT_M = 2;
const VIOLATION_M = 6;
const HORIZON_SEC = 1;

/** nuPlan's score of the worst way back: 1, 1/2 or 0. */
export function drivingDirectionScore(backM: number, limitM: number = LIMIT_M, violationM: number = VIOLATION_M): number {
  return backM < limitM ? 1 : backM < violationM ? 0.5 : 0;
}

/** The metres gained at the last samples: so many as the horizon has steps, and the present one; one interval more than the horizon. */
export interface HorizonSum {
  readonly ring: Float64Array;
  samples: number;
}

export function newHorizonSum(stepCount: number): HorizonSum {
  return { ring: new Float64Array(stepCount + 1), samples: 0 };
}

/** Takes the metres of one sample; gives those of the window that ends with it. */
export function pushGainedM(h: HorizonSum, gainedM: number): number {
  h.ring[h.samples++ % h.ring.length] = gainedM;
  let sum = 0;
  for (const gained of h.ring) sum += gained;
  return sum;
}

interface Acc {
  readonly scene: Scene;
  readonly clock: SampleClock;
  readonly horizon: HorizonSum;
  readonly log: EpisodeLog;
  lane: number;
  /** Place on that lane at the last sample on it; NaN just after a change. */
  lastSM: number;
  backM: number;
  backTick: number;
}

export const drivingDirection: Metric<Acc> = {
  id: "nuplan.driving-direction",
  title: "longest way against the lane's direction within 1 s, nuPlan",
  definition: "nuplan.driving-direction@e924",
  dimension: "rules",
  unit: "m",
  better: "lower",
  class: "window",
  attribution: "worst",
  limit: LIMIT_M,
  params: { limitM: LIMIT_M, violationM: VIOLATION_M, horizonSec: HORIZON_SEC, stepSec: STEP_SEC },
  init(header, _subjectIndex, scene) {
    const clock = newSampleClock(header.dtSec);
    return {
      scene,
      clock,
      horizon: newHorizonSum(stepsWithin(HORIZON_SEC, clock.stepSec)),
      log: newEpisodeLog(LIMIT_M, header.dtSec),
      lane: -1,
      lastSM: Number.NaN,
      backM: 0,
      backTick: 0,
    };
  },
  step(acc, _previous, now, out) {
    const { lanes, geometry } = acc.scene;
    if (!lanes.lookup.hasDriving) {
      out.none();
      return;
    }
    // Every tick, so that the lane that is kept does not depend on the rate.
    updateLanes(lanes, geometry);
    if (!isSample(acc.clock, now.tick)) {
      out.none();
      return;
    }
    const sum = pushGainedM(acc.horizon, gainedM(acc, lanes.lane, Math.max(0, lanes.sM)));
    out.value(sum);
    const back = -sum;
    if (acc.horizon.samples === 1 || back > acc.backM) {
      acc.backM = Math.max(0, back);
      acc.backTick = now.tick;
    }
    if (back >= LIMIT_M) noteBreak(acc.log, now.tick, -1, back, back - LIMIT_M, (back - LIMIT_M) * acc.clock.stepSec, "");
  },
  finish(acc) {
    if (acc.horizon.samples === 0) return { kind: "not-applicable", reason: "the road has no driving lanes", vacuous: false };
    return { kind: "value", value: acc.backM, atTick: acc.backTick, actorId: null, episodes: closedEpisodes(acc.log) };
  },
  sentence: (e) =>
    `the ego went ${e.value.toFixed(1)} m against the direction of its lane in the second before ${e.atSec.toFixed(2)} s; ${e.limit.toFixed(0)} m are allowed`,
};

/** Metres gained at this sample, and what the next one needs. */
function gainedM(acc: Acc, lane: number, sM: number): number {
  if (lane < 0) return 0;
  // The first sample counts as one on the lane it is on.
  if (acc.horizon.samples > 0 && lane !== acc.lane) {
    acc.lane = lane;
    acc.lastSM = Number.NaN;
    return 0;
  }
  const gained = Number.isNaN(acc.lastSM) || sM === 0 ? 0 : sM - acc.lastSM;
  acc.lane = lane;
  acc.lastSM = sM;
  return gained;
}
