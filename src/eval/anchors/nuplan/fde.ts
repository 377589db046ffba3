/**
 * Tells: the final displacement of plans against what the recorded driver did, as nuPlan counts it.
 * Formula: mean over the plans in force once a second and over horizons of 3, 5 and 8 s of the distance of the box centres at the horizon. Score: max(0, 1 - value / 8 m).
 *   Series: none.
 * Unit: m; never negative.
 * Source: motional/nuplan-devkit@e9241677, nuplan/planning/metrics/evaluation_metrics/common/planner_expert_final_l2_error_within_bound.py.
 * Not applicable: no plans are known, there is no recorded driver, none of both reaches 8 s ahead, or the subject is not the ego.
 */
import type { Metric } from "../../metric.ts";
import { FRAME_SEC, meanOver, type OpenLoopAcc, openLoopMetric } from "../../open-loop.ts";

/** The error that costs the whole score. */
const ERROR_M = 8;

/** nuPlan's score of the mean error. */
export function fdeScore(errorM: number): number {
  return Math.max(0, 1 - errorM / ERROR_M);
}

export const fde: Metric<OpenLoopAcc> = {
  ...openLoopMetric((frames) => meanOver(frames, ({ finalM }) => finalM)),
  id: "nuplan.fde",
  title: "final displacement of plans, nuPlan",
  definition: "nuplan.fde@e924",
  unit: "m",
  limit: null,
  params: { errorM: ERROR_M, frameSec: FRAME_SEC },
  sentence: (e) => `plans were ${e.value.toFixed(2)} m off the recorded driver on average, worst at ${e.atSec.toFixed(1)} s`,
};
