/**
 * Tells: how far the ego was from where the recorded driver was at the end.
 * Formula: distance of the ego's rear axle from the recorded one at the last tick at which there is a recording. Series: the distance at
 *   each tick, absent where the recording has no value.
 * Unit: m; never negative.
 * Source: final displacement error against the replayed human (metrics.md section 3.8).
 * Not applicable: no recording at any tick of the run, or the subject is not the ego.
 */
import { logDistanceM, newLogDistance, type LogDistance } from "../log-distance.ts";
import type { Metric } from "../metric.ts";

interface Acc {
  readonly log: LogDistance;
  lastM: number;
  lastTick: number;
}

export const fde: Metric<Acc> = {
  id: "fde",
  title: "distance from the recorded driver at the end",
  definition: "redrive.fde@1",
  dimension: "human-likeness",
  unit: "m",
  better: "lower",
  class: "tick",
  attribution: "worst",
  limit: null,
  params: {},
  init: (header, _subjectIndex, scene) => ({ log: newLogDistance(header, scene), lastM: 0, lastTick: -1 }),
  step(acc, _previous, now, out) {
    const distance = logDistanceM(acc.log, now.tick);
    if (distance < 0) {
      out.none();
      return;
    }
    out.value(distance);
    acc.lastM = distance;
    acc.lastTick = now.tick;
  },
  finish(acc) {
    if (acc.lastTick < 0) return { kind: "not-applicable", reason: "no tick of the run has a recorded place of the ego", vacuous: false };
    return { kind: "value", value: acc.lastM, atTick: acc.lastTick, actorId: null, episodes: [] };
  },
  sentence: (e) => `the ego was ${e.value.toFixed(2)} m from the recorded driver at the end, ${e.atSec.toFixed(2)} s`,
};
