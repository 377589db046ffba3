import { log } from "../core/dmath.ts";

/** Points are counted in millionths, so that sums are exact (metrics.md section 7). */
export const MICRO_A_POINT = 1_000_000;
export const FULL_MICRO_POINTS: number = 100 * MICRO_A_POINT;

/**
 * Splits a whole number of microPoints in proportion to the shares by largest remainder; the parts are whole and sum to `microPoints` exactly.
 * Equal remainders go to the earlier entry, so callers pass entries in the order of their tie break.
 * @param shares not negative; a share of 0 gets nothing. At least one is above 0 unless `microPoints` is 0.
 */
export function apportion(microPoints: number, shares: readonly number[]): number[] {
  let sum = 0;
  for (const share of shares) sum += share;
  if (microPoints === 0) return shares.map(() => 0);
  if (!(sum > 0)) throw new RangeError(`${microPoints} microPoints cannot be split over shares that sum to ${sum}`);
  const parts: number[] = [];
  const order: { readonly index: number; readonly remainder: number }[] = [];
  let rest = microPoints;
  for (const [index, share] of shares.entries()) {
    const exact = (microPoints * share) / sum;
    // A share so close to the whole that rounding makes it larger must not take more than there is.
    const part = Math.min(Math.floor(exact), rest);
    parts.push(part);
    rest -= part;
    if (share > 0) order.push({ index, remainder: exact - part });
  }
  order.sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (let k = 0; rest > 0; k = (k + 1) % order.length, rest--) {
    const { index } = order[k] as { readonly index: number };
    parts[index] = (parts[index] as number) + 1;
  }
  return parts;
}

/** What one factor of the score, a gate or the soft mean, lost. */
export interface FactorLoss {
  readonly microPoints: number;
  /** A factor of 0 elsewhere hides what this one, below 1, would have lost. */
  readonly isMasked: boolean;
}

/**
 * Splits the loss of a product over its factors by their logarithms; where factors are 0, these share it equally and the others get
 * nothing (metrics.md section 7, rule 2).
 * @param factors 0 to 1, in the order of the tie break.
 */
export function splitOverFactors(microPoints: number, factors: readonly number[]): FactorLoss[] {
  const zeros = factors.filter((f) => f === 0).length;
  const shares = factors.map((f) => (zeros > 0 ? (f === 0 ? 1 : 0) : 0 - log(f)));
  const parts = apportion(microPoints, shares);
  return factors.map((f, i) => ({ microPoints: parts[i] as number, isMasked: zeros > 0 && f > 0 && f < 1 }));
}
