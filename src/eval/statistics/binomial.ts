import { betaQuantile, normalQuantile, shareOfEach } from "./special.ts";

/** Both ends belong to it. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** What k of n independent trials say of the rate behind them, at confidence c. All need n >= 1: without a trial there is no rate. */
export type BinomialInterval = (k: number, n: number, c: number) => Interval;

/** Exact: never covers less than c (Clopper and Pearson 1934). */
export function clopperPearson(k: number, n: number, c: number): Interval {
  const half = (1 - c) / 2;
  return {
    low: k === 0 ? 0 : k === n ? 1 - shareOfEach(1 - half, n) : betaQuantile(half, k, n - k + 1),
    high: k === n ? 1 : k === 0 ? shareOfEach(1 - half, n) : betaQuantile(1 - half, k + 1, n - k),
  };
}

/** The rates that a normal test does not reject (Wilson 1927): covers c on average, less at some rates. */
export function wilson(k: number, n: number, c: number): Interval {
  const z = normalQuantile((1 + c) / 2);
  const centre = (2 * k + z * z) / (2 * (n + z * z));
  const half = (z / (2 * (n + z * z))) * Math.sqrt((4 * k * (n - k)) / n + z * z);
  return { low: k === 0 ? 0 : centre - half, high: k === n ? 1 : centre + half };
}

/** Wilson's interval with continuity correction (Newcombe 1998, method 4). */
export function wilsonCorrected(k: number, n: number, c: number): Interval {
  const z = normalQuantile((1 + c) / 2);
  const p = k / n;
  const q = 1 - p;
  const centre = (2 * k + z * z) / (2 * (n + z * z));
  const half = (sign: 1 | -1): number => (1 + z * Math.sqrt(z * z + sign * 2 - 1 / n + 4 * p * (n * q - sign))) / (2 * (n + z * z));
  return {
    low: k === 0 ? 0 : Math.max(0, centre - half(-1)),
    high: k === n ? 1 : Math.min(1, centre + half(1)),
  };
}

/** Equal tails of the posterior under Jeffreys' prior Beta(1/2, 1/2), drawn to the edge where no or every trial failed (Brown, Cai, DasGupta 2001). */
export function jeffreys(k: number, n: number, c: number): Interval {
  const half = (1 - c) / 2;
  return {
    low: k === 0 ? 0 : betaQuantile(half, k + 0.5, n - k + 0.5),
    high: k === n ? 1 : betaQuantile(1 - half, k + 0.5, n - k + 0.5),
  };
}

/** The highest rate that k of n does not exclude at confidence c, one-sided and exact; 1 - (1-c)^(1/n), about 3/n at 95 %, where k is 0. */
export function exactUpper(k: number, n: number, c: number): number {
  if (k === n) return 1;
  return k === 0 ? shareOfEach(c, n) : betaQuantile(c, k + 1, n - k);
}

/** The intervals that can be asked for by name. */
export const BINOMIAL_INTERVALS: Readonly<Record<string, BinomialInterval>> = {
  "clopper-pearson": clopperPearson,
  wilson,
  "wilson-cc": wilsonCorrected,
  jeffreys,
};
