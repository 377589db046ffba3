/**
 * nuPlan's way from the scores of scenarios to one (motional/nuplan-devkit@e9241677, nuplan/planning/metrics/aggregator/
 * weighted_average_metric_aggregator.py:88-215).
 */

/** The scores of a type of scenario: their mean and how many. */
export interface TypeScore {
  readonly type: string;
  readonly count: number;
  readonly mean: number;
}

/** Mean by type, in the order of first appearance. */
export function typeScores(scored: readonly { readonly type: string; readonly score: number }[]): TypeScore[] {
  const byType = new Map<string, number[]>();
  for (const { type, score } of scored) {
    const scores = byType.get(type) ?? [];
    scores.push(score);
    byType.set(type, scores);
  }
  return [...byType].map(([type, scores]) => ({ type, count: scores.length, mean: scores.reduce((a, b) => a + b, 0) / scores.length }));
}

/** Each type's mean by its count, over all; null without any. */
export function finalScore(types: readonly TypeScore[]): number | null {
  let sum = 0;
  let count = 0;
  for (const t of types) {
    sum += t.mean * t.count;
    count += t.count;
  }
  return count === 0 ? null : sum / count;
}
