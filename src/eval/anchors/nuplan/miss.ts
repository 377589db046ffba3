/**
 * Tells: how often plans missed what the recorded driver did, as nuPlan counts it; a gate.
 * Formula: max over horizons of 3, 5 and 8 s of the share of plans in force once a second whose largest distance up to the horizon is above
 *   6, 8 and 16 m. Score: 1 at 0.3 and below, else 0. Series: none.
 * Unit: ratio, 0 to 1.
 * Source: motional/nuplan-devkit@e9241677, nuplan/planning/metrics/evaluation_metrics/common/planner_miss_rate_within_bound.py.
 * Not applicable: no plans are known, there is no recorded driver, none of both reaches 8 s ahead, or the subject is not the ego.
 */
import type { Metric } from "../../metric.ts";
import { FRAME_SEC, type FrameErrors, HORIZONS_SEC, type OpenLoopAcc, openLoopMetric } from "../../open-loop.ts";

/** max_displacement_threshold by horizon, max_miss_rate_threshold. */
const MISSED_M: readonly number[] = [6, 8, 16];
const LIMIT_RATIO = 0.3;

/** nuPlan's score of the miss rate: 1 or 0. */
export function missScore(ratio: number): number {
  return ratio <= LIMIT_RATIO ? 1 : 0;
}

export const miss: Metric<OpenLoopAcc> = {
  ...openLoopMetric(worstRate),
  id: "nuplan.miss",
  title: "miss rate of plans, nuPlan",
  definition: "nuplan.miss@e924",
  unit: "ratio",
  limit: LIMIT_RATIO,
  params: { missed3SecM: 6, missed5SecM: 8, missed8SecM: 16, limitRatio: LIMIT_RATIO, frameSec: FRAME_SEC },
  sentence: (e) => `${(100 * e.value).toFixed(0)} % of the plans missed the recorded driver; ${(100 * e.limit).toFixed(0)} % may`,
};

function worstRate(frames: readonly FrameErrors[]): { value: number; atTick: number | null } {
  const missed = HORIZONS_SEC.map((_, i) => frames.filter(({ largestM }) => (largestM[i] as number) > (MISSED_M[i] as number)));
  const worst = missed.toSorted((a, b) => b.length - a.length)[0] ?? [];
  return { value: worst.length / frames.length, atTick: worst[0]?.tick ?? null };
}
