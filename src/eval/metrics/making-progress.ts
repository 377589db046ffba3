/**
 * Tells: whether the ego got on at all; a gate.
 * Formula: the ratio of `progress` at the last tick. Series: none.
 * Unit: ratio, 0 to 1.
 * Source: motional/nuplan-devkit@e9241677, evaluation_metrics/common/ego_is_making_progress.py:53-56.
 * Not applicable: where `progress` is not.
 */
import type { Metric } from "../metric.ts";
import { FLOOR_M, FREE_HEADWAY_SEC, type ProgressMeter, updateProgress } from "../progress-meter.ts";
import type { Scene } from "../scene.ts";
import { progressResult } from "./progress.ts";

/** nuPlan min_progress_threshold: below it the ego makes no progress. */
const LIMIT_RATIO = 0.2;

interface Acc {
  readonly scene: Scene;
  readonly meter: ProgressMeter;
  lastTick: number;
}

export const makingProgress: Metric<Acc> = {
  id: "making-progress",
  title: "making progress",
  definition: "redrive.making-progress@1",
  dimension: "progress",
  unit: "ratio",
  better: "higher",
  class: "tick",
  attribution: "worst",
  limit: LIMIT_RATIO,
  params: { limitRatio: LIMIT_RATIO, floorM: FLOOR_M, freeHeadwaySec: FREE_HEADWAY_SEC },
  init: (_header, _subjectIndex, scene) => ({ scene, meter: scene.progress, lastTick: 0 }),
  step(acc, _previous, now, out) {
    updateProgress(acc.meter, acc.scene.geometry, acc.scene.lead, acc.scene.lanes, now);
    acc.lastTick = now.tick;
    out.none();
  },
  finish: (acc) => progressResult(acc.meter, acc.lastTick),
  sentence: (e) =>
    `the ego made only ${(100 * e.value).toFixed(1)} % of the expected progress; ${(100 * e.limit).toFixed(0)} % is the least`,
};
