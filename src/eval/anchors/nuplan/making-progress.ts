/**
 * Tells: whether the ego got on at all, as nuPlan counts it; a gate.
 * Formula: the ratio of nuplan.progress. Score: 1 at 0.2 and above, else 0. Series: none.
 * Unit: ratio, 0 to 1.
 * Source: motional/nuplan-devkit@e9241677, nuplan/planning/metrics/evaluation_metrics/common/ego_is_making_progress.py:53-56.
 * Not applicable: where nuplan.progress is not.
 */
import type { Metric } from "../../metric.ts";
import { FLOOR_M, updateProgress } from "../../progress-meter.ts";
import { expertProgress, type ProgressAcc } from "./progress.ts";

/** min_progress_threshold. */
const LIMIT_RATIO = 0.2;

/** nuPlan's score of the progress ratio: 1 or 0. */
export function makingProgressScore(ratio: number, leastRatio: number = LIMIT_RATIO): number {
  return ratio >= leastRatio ? 1 : 0;
}

export const makingProgress: Metric<ProgressAcc> = {
  id: "nuplan.making-progress",
  title: "making progress, nuPlan",
  definition: "nuplan.making-progress@e924",
  dimension: "progress",
  unit: "ratio",
  better: "higher",
  class: "tick",
  attribution: "worst",
  limit: LIMIT_RATIO,
  params: { limitRatio: LIMIT_RATIO, scoreProgressM: FLOOR_M },
  init: (_header, _subjectIndex, scene) => ({ scene, meter: scene.progress, lastTick: 0 }),
  step(acc, _previous, now, out) {
    const { scene, meter } = acc;
    if (meter.kind === "recorded") updateProgress(meter, scene.geometry, scene.lead, scene.lanes, now);
    acc.lastTick = now.tick;
    out.none();
  },
  finish: (acc) => expertProgress(acc),
  sentence: (e) =>
    `the ego made only ${(100 * e.value).toFixed(1)} % of the recorded driver's progress; ${(100 * e.limit).toFixed(0)} % is the least`,
};
