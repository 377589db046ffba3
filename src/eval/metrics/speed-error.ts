/**
 * Tells: how far the ego's speed was from the recorded driver's at the same time at most.
 * Formula: max over ticks of |v - v_rec|, both along the body at the rear axle, at the same tick. Series: v - v_rec, absent where the
 *   recording has no value.
 * Unit: m/s; series positive where the ego is faster, value never negative.
 * Source: ours.
 * Not applicable: no recording at any tick of the run, or the subject is not the ego.
 */
import type { RecordedPath } from "../../trace/tick.ts";
import type { Metric } from "../metric.ts";
import { newPeak, notePeak, type Peak, peakResult } from "../peak.ts";

interface Acc {
  readonly peak: Peak;
  readonly path: RecordedPath | null;
}

export const speedError: Metric<Acc> = {
  id: "speed-error",
  title: "largest speed error against the recorded driver",
  definition: "redrive.speed-error@1",
  dimension: "human-likeness",
  unit: "m/s",
  better: "lower",
  class: "tick",
  attribution: "worst",
  limit: null,
  params: {},
  init: (header, _subjectIndex, scene) => ({
    peak: newPeak(scene.geometry, header.dtSec, Infinity),
    path: scene.geometry.isEgo ? header.recorded : null,
  }),
  step(acc, _previous, now, out) {
    const { path } = acc;
    if (path === null || now.tick >= path.valid.length || path.valid[now.tick] === 0) {
      out.none();
      return;
    }
    const error = acc.peak.geometry.vLonMps - (path.vLonMps[now.tick] as number);
    out.value(error);
    notePeak(acc.peak, now.tick, Math.abs(error));
  },
  finish: (acc) => peakResult(acc.peak, "no tick of the run has a recorded speed of the ego"),
  sentence: (e) => `the ego's speed was ${e.value.toFixed(2)} m/s off the recorded one at ${e.atSec.toFixed(2)} s`,
};
