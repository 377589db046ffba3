/**
 * Tells: how much the ego drove over the speed limit, as nuPlan counts it.
 * Formula: sum over samples of max(0, v - limit) dt / T at 10 Hz, v at the box centre; n samples over a time T of n - 1 intervals. The
 *   limit is that of the lane under the box centre; in a junction the largest of the lanes before and after it. Without a lane, or where
 *   one of these has no limit, nothing is over. Score: max(0, 1 - value / 2.23 m/s). Series: max(0, v - limit).
 * Unit: m/s, averaged over the run; never negative.
 * Source: motional/nuplan-devkit@e9241677, nuplan/planning/metrics/evaluation_metrics/common/speed_limit_compliance.py:179-203.
 * Not applicable: the road has no driving lanes.
 */
import { hypot } from "../../../core/dmath.ts";
import type { Lane } from "../../../road/network.ts";
import { closedEpisodes, type EpisodeLog, newEpisodeLog, noteBreak } from "../../episodes.ts";
import { updateLanes } from "../../lanes.ts";
import type { Metric } from "../../metric.ts";
import type { Scene } from "../../scene.ts";
import { isSample, newSampleClock, type SampleClock, STEP_SEC } from "../../maths/sample-rate.ts";

/** max_overspeed_value_threshold: so much all the time costs the whole score. */
const OVERSPEED_MPS = 2.23;

/** Mean speed over the limit of samples at equal times; n of them over n - 1 intervals. 0 for one sample. */
export function meanOverspeedMps(sumMps: number, samples: number): number {
  return samples < 2 ? 0 : sumMps / (samples - 1);
}

/** nuPlan's score of the mean speed over the limit. */
export function speedLimitScore(overMps: number, allowedMps: number = OVERSPEED_MPS): number {
  return Math.max(0, 1 - overMps / Math.max(allowedMps, 1e-3));
}

interface Acc {
  readonly scene: Scene;
  readonly clock: SampleClock;
  readonly log: EpisodeLog;
  samples: number;
  sumMps: number;
  worstMps: number;
  worstTick: number;
}

export const speedLimit: Metric<Acc> = {
  id: "nuplan.speed-limit",
  title: "mean speed over the limit, nuPlan",
  definition: "nuplan.speed-limit@e924",
  dimension: "rules",
  unit: "m/s",
  better: "lower",
  class: "tick",
  attribution: "sum",
  limit: 0,
  params: { overspeedMps: OVERSPEED_MPS, stepSec: STEP_SEC },
  init: (header, _subjectIndex, scene) => ({
    scene,
    clock: newSampleClock(header.dtSec),
    log: newEpisodeLog(0, header.dtSec),
    samples: 0,
    sumMps: 0,
    worstMps: 0,
    worstTick: -1,
  }),
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
    acc.samples++;
    const limitMps = limitMpsOf(lanes.lookup.network.lanes, lanes.lane, lanes.routeLimitMps);
    const over = limitMps <= 0 ? 0 : Math.max(0, hypot(geometry.vxMps, geometry.vyMps) - limitMps);
    out.value(over);
    if (over === 0) return;
    acc.sumMps += over;
    noteBreak(acc.log, now.tick, -1, over, over, over * acc.clock.stepSec, "");
    if (over > acc.worstMps) {
      acc.worstMps = over;
      acc.worstTick = now.tick;
    }
  },
  finish(acc) {
    if (acc.samples === 0) return { kind: "not-applicable", reason: "the road has no driving lanes", vacuous: false };
    const value = meanOverspeedMps(acc.sumMps, acc.samples);
    return { kind: "value", value, atTick: acc.worstTick < 0 ? null : acc.worstTick, actorId: null, episodes: closedEpisodes(acc.log) };
  },
  sentence: (e) =>
    `up to ${e.value.toFixed(2)} m/s over the speed limit from ${e.fromSec.toFixed(2)} s to ${e.toSec.toFixed(2)} s, worst at ${e.atSec.toFixed(2)} s`,
};

/** The limit that holds on a lane; 0 where there is no lane or a limit is unknown. */
function limitMpsOf(lanes: readonly Lane[], index: number, otherwiseMps: number): number {
  const lane = lanes[index];
  if (lane === undefined) return 0;
  if (lane.inJunction !== true) return lane.speedLimitMps ?? otherwiseMps;
  let largest = 0;
  for (const next of lane.successors) {
    const limit = lanes[next]?.speedLimitMps ?? otherwiseMps;
    if (limit <= 0) return 0;
    largest = Math.max(largest, limit);
  }
  for (const before of lane.predecessors) {
    const limit = lanes[before]?.speedLimitMps ?? otherwiseMps;
    if (limit <= 0) return 0;
    largest = Math.max(largest, limit);
  }
  return largest;
}
