/**
 * Tells: how far the ego's heading was from the recorded driver's at the same place at most.
 * Formula: max over ticks of |wrap(psi - psi_rec)|, psi_rec the recorded heading at the nearest point of the recorded line, linear between
 *   its samples along the shorter way. Series: wrap(psi - psi_rec), absent as for cross-track.
 * Unit: rad; series positive to the left, value never negative.
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

export const headingError: Metric<Acc> = {
  id: "heading-error",
  title: "largest heading error against the recorded driver",
  definition: "redrive.heading-error@1",
  dimension: "human-likeness",
  unit: "rad",
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
    out.value(recorded.headingErrorRad);
    notePeak(acc.peak, now.tick, Math.abs(recorded.headingErrorRad));
  },
  finish: (acc) => peakResult(acc.peak, "the ego was never beside a recorded driver's line"),
  sentence: (e) => `the ego's heading was ${e.value.toFixed(3)} rad off the recorded one at ${e.atSec.toFixed(2)} s`,
};
