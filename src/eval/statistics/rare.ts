/** Estimates of rare failure rates from runs that were not drawn as the world draws them. */

/** A rate from weighted runs. */
export interface ImportanceEstimate {
  /** mean(w 1[fail]); unbiased. */
  readonly rate: number;
  /** Of the rate, with n - 1. */
  readonly standardError: number;
  /** Standard error over rate; null where nothing failed. */
  readonly relativeError: number | null;
  /** (sum w)^2 / sum w^2: as many equally weighted runs would say as much of the world as these do. */
  readonly effectiveSize: number;
  /** sum(w 1[fail]) / sum(w): for weights known up to a factor only. */
  readonly selfNormalised: number;
  readonly warnings: readonly string[];
}

const LEAST_EFFECTIVE_SIZE = 100;
const LARGEST_RELATIVE_ERROR = 0.3;

/**
 * Importance sampling: `weights` are p/q of each run, the world's density over the one drawn from (Rubinstein and Kroese 2016, section 5.6).
 * RangeError unless there are two runs or more and every weight is finite and not negative.
 */
export function importanceSampling(weights: readonly number[], isFailure: readonly boolean[]): ImportanceEstimate {
  const n = weights.length;
  if (n < 2 || isFailure.length !== n) throw new RangeError(`importance sampling needs two runs or more, found ${n}`);
  let sum = 0;
  let squares = 0;
  let failed = 0;
  for (const [i, w] of weights.entries()) {
    if (!Number.isFinite(w) || w < 0) throw new RangeError(`a weight must be finite and not negative, found ${w}`);
    sum += w;
    squares += w * w;
    if (isFailure[i] === true) failed += w;
  }
  const rate = failed / n;
  let spread = 0;
  for (const [i, w] of weights.entries()) spread += squareOf((isFailure[i] === true ? w : 0) - rate);
  const standardError = Math.sqrt(spread / (n - 1) / n);
  const effectiveSize = squares === 0 ? 0 : (sum * sum) / squares;
  const relativeError = rate === 0 ? null : standardError / rate;
  return {
    rate,
    standardError,
    relativeError,
    effectiveSize,
    selfNormalised: sum === 0 ? 0 : failed / sum,
    warnings: warningsOf(effectiveSize, relativeError),
  };
}

function warningsOf(effectiveSize: number, relativeError: number | null): string[] {
  const warnings: string[] = [];
  if (effectiveSize < LEAST_EFFECTIVE_SIZE)
    warnings.push(`the runs weigh as much as ${effectiveSize.toFixed(1)} drawn from the world, fewer than ${LEAST_EFFECTIVE_SIZE}`);
  if (relativeError === null) warnings.push("no run failed: the rate is not known to be 0");
  else if (relativeError > LARGEST_RELATIVE_ERROR)
    warnings.push(`the standard error is ${(100 * relativeError).toFixed(0)} % of the rate, more than ${100 * LARGEST_RELATIVE_ERROR} %`);
  return warnings;
}

/** A rate as the product of conditional ones. */
export interface SubsetEstimate {
  readonly rate: number;
  /** Standard deviation over mean; Infinity where a level never failed. */
  readonly variation: number;
  /** With gamma = 0 the runs of a level count as independent: the true variation is larger. */
  readonly isLowerBound: boolean;
}

/**
 * Subset simulation (Au and Beck 2001): p = product p_i, cov^2 = sum (1 - p_i)/(p_i N) (1 + gamma).
 * @param p conditional probability of each level given the one before, in (0, 1].
 * @param n runs a level. @param gamma correlation of the runs within a level.
 */
export function subsetSimulation(p: readonly number[], n: number, gamma: number): SubsetEstimate {
  let rate = 1;
  let squared = 0;
  for (const level of p) {
    rate *= level;
    squared += ((1 - level) / (level * n)) * (1 + gamma);
  }
  return { rate, variation: Math.sqrt(squared), isLowerBound: gamma === 0 };
}

function squareOf(x: number): number {
  return x * x;
}
