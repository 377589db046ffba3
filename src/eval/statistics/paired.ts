import type { Interval } from "./binomial.ts";
import { type BootstrapInterval, meanEstimate, singleUnits } from "./bootstrap.ts";
import { normalBelow, tCritical, tTwoSided } from "./special.ts";

/** What pairs of values say of B - A. */
export interface PairedDifference {
  readonly count: number;
  readonly mean: number;
  /** null with fewer than two pairs. */
  readonly t: Interval | null;
  readonly bca: BootstrapInterval | null;
  /** Two-sided; null with fewer than two pairs or without spread. */
  readonly tP: number | null;
  readonly wilcoxonW: number;
  readonly wilcoxonP: number;
}

/** The differences b[i] - a[i] at confidence c; beyond `limit` of them Student's t stands in for the bootstrap. RangeError without pairs. */
export function pairedDifference(differences: readonly number[], c: number, streamName: string, limit?: number): PairedDifference {
  const { mean, interval } = meanEstimate(singleUnits(differences), c, streamName, limit);
  return { count: differences.length, mean, bca: interval, ...studentT(differences, mean, c), ...wilcoxon(differences) };
}

/** Student's t interval of the mean and the p of mean 0. */
export function studentT(
  differences: readonly number[],
  mean: number,
  c: number,
): { readonly t: Interval | null; readonly tP: number | null } {
  const n = differences.length;
  if (n < 2) return { t: null, tP: null };
  let squares = 0;
  for (const d of differences) squares += (d - mean) * (d - mean);
  const standardError = Math.sqrt(squares / (n - 1) / n);
  const half = standardError === 0 ? 0 : tCritical(c, n - 1) * standardError;
  return { t: { low: mean - half, high: mean + half }, tP: standardError === 0 ? null : tTwoSided(mean / standardError, n - 1) };
}

/**
 * Wilcoxon's signed-rank test (1945): zero differences dropped, mean ranks, the normal approximation corrected for ties, without
 * continuity correction, two-sided. p is 1 where every difference is 0.
 */
export function wilcoxon(differences: readonly number[]): { readonly wilcoxonW: number; readonly wilcoxonP: number } {
  const sorted = differences.filter((d) => d !== 0).toSorted((x, y) => Math.abs(x) - Math.abs(y));
  const n = sorted.length;
  if (n === 0) return { wilcoxonW: 0, wilcoxonP: 1 };
  let positive = 0;
  let ties = 0;
  for (let from = 0; from < n; ) {
    let to = from + 1;
    while (to < n && Math.abs(sorted[to] as number) === Math.abs(sorted[from] as number)) to++;
    const rank = (from + 1 + to) / 2;
    for (let i = from; i < to; i++) if ((sorted[i] as number) > 0) positive += rank;
    const tied = to - from;
    ties += tied * tied * tied - tied;
    from = to;
  }
  const W = Math.min(positive, (n * (n + 1)) / 2 - positive);
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - ties / 48;
  const z = (W - (n * (n + 1)) / 4) / Math.sqrt(variance);
  return { wilcoxonW: W, wilcoxonP: Math.min(1, 2 * normalBelow(-Math.abs(z))) };
}
