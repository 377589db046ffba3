/**
 * Tells: how far beside the recorded driver's line the ego drove at most.
 * Formula: max over ticks of |e|, e the distance of the rear axle to the left of the nearest point of the recorded line, whenever the
 *   recorded driver was there. Series: e, absent beyond the ends of the line and beside gaps of the recording.
 * Unit: m; series positive to the left, value never negative.
 * Source: ours; nuPlan's expert comparison (nuplan/planning/metrics/utils/expert_comparisons.py:12-78) measures at the same tick instead.
 * Not applicable: no recording, the ego was never beside the recorded line, or the subject is not the ego.
 */
import type { RecordedPath } from "../../trace/tick.ts";
import type { Metric } from "../metric.ts";
import { newPeak, notePeak, type Peak, peakResult } from "../peak.ts";
import { type RecordedScene, updateRecorded } from "../recorded.ts";

interface Acc {
  readonly peak: Peak;
  readonly recorded: RecordedScene;
  readonly path: RecordedPath | null;
}

export const crossTrack: Metric<Acc> = {
  id: "cross-track",
  title: "largest distance from the recorded line",
  definition: "redrive.cross-track@1",
  dimension: "human-likeness",
  unit: "m",
  better: "lower",
  class: "tick",
  attribution: "worst",
  limit: null,
  params: {},
  init: (header, _subjectIndex, scene) => ({
    peak: newPeak(scene.geometry, header.dtSec, Infinity),
    recorded: scene.recorded,
    path: scene.recorded.line === null ? null : header.recorded,
  }),
  step(acc, _previous, now, out) {
    const { recorded, path } = acc;
    if (path !== null) updateRecorded(recorded, acc.peak.geometry, path);
    if (path === null || !recorded.isBeside) {
      out.none();
      return;
    }
    out.value(recorded.crossTrackM);
    notePeak(acc.peak, now.tick, Math.abs(recorded.crossTrackM));
  },
  finish: (acc) => peakResult(acc.peak, "the ego was never beside a recorded driver's line"),
  sentence: (e) => `the ego was ${e.value.toFixed(2)} m beside the recorded line at ${e.atSec.toFixed(2)} s`,
};
