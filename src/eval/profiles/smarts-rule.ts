/** Costs of SMARTS, 0 to 1, lower is better (huawei-noah/SMARTS@c113dd7, smarts/env/gymnasium/wrappers/metric/formula.py). */
export interface SmartsCosts {
  readonly destination: number;
  readonly steps: number;
  readonly obstacles: number;
  readonly jerk: number;
  readonly laneOffset: number;
  readonly speedLimit: number;
  readonly wrongWay: number;
}

/** Shares of the score: a quarter each to way, time, humanness (a mean of three) and rules (a mean of two). */
export const SMARTS_WEIGHTS: SmartsCosts = {
  destination: 1 / 4,
  steps: 1 / 4,
  obstacles: 1 / 12,
  jerk: 1 / 12,
  laneOffset: 1 / 12,
  speedLimit: 1 / 8,
  wrongWay: 1 / 8,
};

export function smartsScore(costs: SmartsCosts): { readonly overall: number; readonly humanness: number; readonly rules: number } {
  const humanness = (costs.obstacles + costs.jerk + costs.laneOffset) / 3;
  const rules = (costs.speedLimit + costs.wrongWay) / 2;
  const overall = 1 - (costs.destination + costs.steps + humanness + rules) / 4;
  return { overall, humanness, rules };
}

/** The mean of scores, each weighted by the difficulty of its scenario; null where there is none. */
export function weightedByDifficulty(runs: readonly { readonly score: number; readonly difficulty: number }[]): number | null {
  const total = runs.reduce((sum, { difficulty }) => sum + difficulty, 0);
  return total === 0 ? null : runs.reduce((sum, { score, difficulty }) => sum + score * difficulty, 0) / total;
}
