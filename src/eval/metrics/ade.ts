/**
 * Tells: how far the ego was from where the recorded driver was at the same time, on average.
 * Formula: mean over ticks of the distance of the ego's rear axle from the recorded one at the same tick. Series: the distance, absent
 *   where the recording has no value.
 * Unit: m; never negative.
 * Source: average displacement error against the replayed human; Waymo's and Waymax's log comparison (metrics.md section 3.8).
 * Not applicable: no recording at any tick of the run, or the subject is not the ego.
 */
import { logDistanceM, newLogDistance, type LogDistance } from "../log-distance.ts";
import type { Metric } from "../metric.ts";

interface Acc {
  readonly log: LogDistance;
  ticks: number;
  sumM: number;
  mostM: number;
  mostTick: number;
}

export const ade: Metric<Acc> = {
  id: "ade",
  title: "mean distance from the recorded driver",
  definition: "redrive.ade@1",
  dimension: "human-likeness",
  unit: "m",
  better: "lower",
  class: "tick",
  attribution: "worst",
  limit: null,
  params: {},
  init: (header, _subjectIndex, scene) => ({ log: newLogDistance(header, scene), ticks: 0, sumM: 0, mostM: -1, mostTick: -1 }),
  step(acc, _previous, now, out) {
    const distance = logDistanceM(acc.log, now.tick);
    if (distance < 0) {
      out.none();
      return;
    }
    out.value(distance);
    acc.ticks++;
    acc.sumM += distance;
    if (distance <= acc.mostM) return;
    acc.mostM = distance;
    acc.mostTick = now.tick;
  },
  finish(acc) {
    if (acc.ticks === 0) return { kind: "not-applicable", reason: "no tick of the run has a recorded place of the ego", vacuous: false };
    return { kind: "value", value: acc.sumM / acc.ticks, atTick: acc.mostTick, actorId: null, episodes: [] };
  },
  sentence: (e) => `the ego was ${e.value.toFixed(2)} m from the recorded driver on average, farthest at ${e.atSec.toFixed(2)} s`,
};
