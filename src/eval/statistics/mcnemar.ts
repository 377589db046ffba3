import { betaBelow } from "./special.ts";

/**
 * Exact two-sided p of McNemar's test: b pairs where only A failed, c where only B did; under no difference each of them is a fair coin.
 * Without such a pair p is 1 (McNemar 1947; binomial form).
 */
export function mcnemarExact(b: number, c: number): number {
  const n = b + c;
  const k = Math.min(b, c);
  if (2 * k >= n) return 1;
  // P(X <= k) for X ~ Binomial(n, 1/2) is I_{1/2}(n - k, k + 1).
  return Math.min(1, 2 * betaBelow(0.5, n - k, k + 1));
}
