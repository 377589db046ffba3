/**
 * Tells: how much the subject drove over the speed limit.
 * Formula: sum over intervals of max(0, v - limit) dt / T, T the time of all intervals; v the size of the velocity and the limit at the
 *   end of each interval: that of the lane under the box centre, else of the route; without any, nothing is over. Series: max(0, v -
 *   limit), absent where no limit is known.
 * Unit: m/s, averaged over the run; never negative.
 * Source: motional/nuplan-devkit@e9241677, evaluation_metrics/common/speed_limit_compliance.py:179-203; ours has n - 1 intervals for n
 *   ticks where theirs sums n, and takes the lane in the subject's direction where theirs takes the largest limit around.
 * Not applicable: no speed limit was known at any tick.
 */
import { closedEpisodes, type EpisodeLog, newEpisodeLog, noteBreak } from "../episodes.ts";
import { updateLanes } from "../lanes.ts";
import type { Metric } from "../metric.ts";
import type { Scene } from "../scene.ts";

interface Acc {
  readonly scene: Scene;
  readonly dtSec: number;
  readonly log: EpisodeLog;
  sawLimit: boolean;
  intervals: number;
  overM: number;
  worstMps: number;
  worstTick: number;
}

export const speedLimit: Metric<Acc> = {
  id: "speed-limit",
  title: "mean speed over the limit",
  definition: "redrive.speed-limit@1",
  dimension: "rules",
  unit: "m/s",
  better: "lower",
  class: "tick",
  attribution: "sum",
  limit: 0,
  params: {},
  init: (header, _subjectIndex, scene) => ({
    scene,
    dtSec: header.dtSec,
    log: newEpisodeLog(0, header.dtSec),
    sawLimit: false,
    intervals: 0,
    overM: 0,
    worstMps: 0,
    worstTick: -1,
  }),
  step(acc, previous, now, out) {
    const { lanes, geometry } = acc.scene;
    updateLanes(lanes, geometry);
    if (previous !== null) acc.intervals++;
    if (lanes.limitMps <= 0) {
      out.none();
      return;
    }
    acc.sawLimit = true;
    const over = Math.max(0, geometry.speedMps - lanes.limitMps);
    out.value(over);
    if (previous === null || over === 0) return;
    acc.overM += over * acc.dtSec;
    noteBreak(acc.log, now.tick, -1, over, over, over * acc.dtSec, "");
    if (over > acc.worstMps) {
      acc.worstMps = over;
      acc.worstTick = now.tick;
    }
  },
  finish(acc) {
    if (!acc.sawLimit) return { kind: "not-applicable", reason: "no speed limit was known", vacuous: false };
    const value = acc.intervals === 0 ? 0 : acc.overM / (acc.intervals * acc.dtSec);
    return { kind: "value", value, atTick: acc.worstTick < 0 ? null : acc.worstTick, actorId: null, episodes: closedEpisodes(acc.log) };
  },
  sentence: (e) =>
    `up to ${e.value.toFixed(2)} m/s over the speed limit from ${e.fromSec.toFixed(2)} s to ${e.toSec.toFixed(2)} s, worst at ${e.atSec.toFixed(2)} s`,
};
