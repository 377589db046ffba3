/** NAVSIM v2.2's way from sub-scores to a score (autonomousvision/navsim@0a380a9). */
import { exp } from "../../core/dmath.ts";

/** weighted_metrics of pdm_scorer.py; without extended comfort they sum to 14. */
export const EPDMS_WEIGHTS = { progress: 5, ttc: 5, laneKeeping: 2, historyComfort: 2, extendedComfort: 2 } as const;
/** progress_distance_threshold: where nobody gets farther, progress says nothing. */
export const LEAST_PROGRESS_M = 5;
/** scene_aggregator.py: variance of the weights of the second stage, m^2; and the sum of weights that counts as none. */
export const STAGE_VARIANCE_M2 = 0.1;
const NO_WEIGHT = 1e-8;

/** Progress of each proposal over that of the best admissible one: the largest of progress x multiplier. All 1 where that is at most 5 m. */
export function normalisedProgress(
  progressM: readonly number[],
  multipliers: readonly number[],
  leastM: number = LEAST_PROGRESS_M,
): number[] {
  let best = 0;
  progressM.forEach((metres, i) => {
    best = Math.max(best, metres * (multipliers[i] as number));
  });
  return progressM.map((metres) => (best > leastM ? Math.min(1, Math.max(0, metres / best)) : 1));
}

/** What counts of a sub-score where the recorded human has one: 1 where the human has exactly 0. For recorded scenes alone. */
export function humanFiltered(value: number, human: number): number {
  return human === 0 ? 1 : value;
}

/** Weights of the second stage's scenes by where they start, seen from where the first stage ended; equal where all are far off. */
export function stageWeights(distancesM: readonly number[], varianceM2: number = STAGE_VARIANCE_M2): number[] {
  const near = distancesM.map((d) => exp(-(d * d) / (2 * varianceM2)));
  const sum = near.reduce((a, b) => a + b, 0);
  return near.map((w) => (sum <= NO_WEIGHT ? 1 / near.length : w / sum));
}

/** The score of both stages: the first one's times the weighted mean of the second. */
export function twoStageScore(first: number, second: readonly number[], weights: readonly number[]): { second: number; combined: number } {
  let mean = 0;
  second.forEach((score, i) => {
    mean += score * (weights[i] as number);
  });
  return { second: mean, combined: first * mean };
}
