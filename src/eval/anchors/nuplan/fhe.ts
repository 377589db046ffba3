/**
 * Tells: the final heading error of plans against what the recorded driver did, as nuPlan counts it.
 * Formula: mean over the plans in force once a second and over horizons of 3, 5 and 8 s of the turn between both at the horizon. Score: max(0, 1 - value / 0.8 rad).
 *   Series: none.
 * Unit: rad; never negative.
 * Source: motional/nuplan-devkit@e9241677, nuplan/planning/metrics/evaluation_metrics/common/planner_expert_final_heading_error_within_bound.py.
 * Not applicable: no plans are known, there is no recorded driver, none of both reaches 8 s ahead, or the subject is not the ego.
 */
import type { Metric } from "../../metric.ts";
import { FRAME_SEC, meanOver, type OpenLoopAcc, openLoopMetric } from "../../open-loop.ts";

/** The error that costs the whole score. */
const ERROR_RAD = 0.8;

/** nuPlan's score of the mean error. */
export function fheScore(errorRad: number): number {
  return Math.max(0, 1 - errorRad / ERROR_RAD);
}

export const fhe: Metric<OpenLoopAcc> = {
  ...openLoopMetric((frames) => meanOver(frames, ({ finalRad }) => finalRad)),
  id: "nuplan.fhe",
  title: "final heading error of plans, nuPlan",
  definition: "nuplan.fhe@e924",
  unit: "rad",
  limit: null,
  params: { errorRad: ERROR_RAD, frameSec: FRAME_SEC },
  sentence: (e) => `plans were ${e.value.toFixed(2)} rad off the recorded driver on average, worst at ${e.atSec.toFixed(1)} s`,
};
