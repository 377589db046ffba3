import { describe, expect, test } from "vitest";
import { nextUniform, randomStream } from "../../../src/core/random.ts";
import { BINOMIAL_INTERVALS, clopperPearson, exactUpper, type Interval, jeffreys, wilson } from "../../../src/eval/statistics/binomial.ts";
import { exposureRequired, variantsMissing } from "../../../src/eval/statistics/exposure.ts";
import { holm } from "../../../src/eval/statistics/holm.ts";
import { mcnemarExact } from "../../../src/eval/statistics/mcnemar.ts";

/** Probability that the interval of a binomial count holds the true rate: exact, by summing over all counts. */
function coverage(interval: (k: number, n: number, c: number) => Interval, p: number, n: number, c: number): number {
  let mass = (1 - p) ** n;
  let covered = 0;
  for (let k = 0; k <= n; k++) {
    const { low, high } = interval(k, n, c);
    if (low <= p && p <= high) covered += mass;
    mass *= ((n - k) / (k + 1)) * (p / (1 - p));
  }
  return covered;
}

const RATES = [0.01, 0.04, 0.1, 0.23, 0.5, 0.8, 0.97];

describe("intervals of a rate", () => {
  test("the exact one covers at least as often as it says, at every rate", () => {
    for (const p of RATES) expect(coverage(clopperPearson, p, 40, 0.95)).toBeGreaterThanOrEqual(0.95);
  });

  test("Wilson's with continuity correction does too, here", () => {
    for (const p of RATES) expect(coverage(BINOMIAL_INTERVALS["wilson-cc"] ?? wilson, p, 40, 0.95)).toBeGreaterThanOrEqual(0.95);
  });

  test("Wilson's and Jeffreys' cover as often as they say on average over the rates, and are shorter", () => {
    for (const interval of [wilson, jeffreys]) {
      let sum = 0;
      for (let i = 1; i < 200; i++) sum += coverage(interval, i / 200, 40, 0.95) / 199;
      expect(sum).toBeGreaterThan(0.94);
      expect(sum).toBeLessThan(0.96);
      const exact = clopperPearson(4, 40, 0.95);
      const { low, high } = interval(4, 40, 0.95);
      expect(high - low).toBeLessThan(exact.high - exact.low);
    }
  });

  test("the one-sided bound is exceeded no more often than it says", () => {
    const oneSided = (k: number, n: number, c: number): Interval => ({ low: 0, high: exactUpper(k, n, c) });
    for (const p of RATES) expect(coverage(oneSided, p, 40, 0.95)).toBeGreaterThanOrEqual(0.95);
  });

  test("no failure in 100 leaves about 3 in 100", () => expect(exactUpper(0, 100, 0.95)).toBeCloseTo(1 - 0.05 ** 0.01, 12));

  test.each(Object.entries(BINOMIAL_INTERVALS))("%s is mirrored when passes and failures change places", (_name, interval) => {
    for (const k of [0, 1, 7, 20]) {
      const one = interval(k, 20, 0.9);
      const other = interval(20 - k, 20, 0.9);
      expect(one.low).toBeCloseTo(1 - other.high, 12);
      expect(one.high).toBeCloseTo(1 - other.low, 12);
      expect(one.low).toBeLessThanOrEqual(k / 20);
      expect(one.high).toBeGreaterThanOrEqual(k / 20);
    }
  });
});

describe("exposure", () => {
  test("one failure at 95 % is the root of (1 + m) exp(-m) = 0.05 over the rate", () => {
    const m = exposureRequired(0.95, 0.001, 1) * 0.001;
    expect((1 + m) * Math.exp(-m)).toBeCloseTo(0.05, 12);
  });

  test("what is missing counts down to nothing", () => {
    expect(variantsMissing(0.95, 0.01, 0, 0)).toBe(300); // 2.9957 / 0.01
    expect(variantsMissing(0.95, 0.01, 0, 250)).toBe(50);
    expect(variantsMissing(0.95, 0.01, 0, 400)).toBe(0);
  });
});

test("McNemar's exact p is twice the tail of a fair coin", () => {
  expect(mcnemarExact(0, 0)).toBe(1);
  expect(mcnemarExact(5, 5)).toBe(1);
  expect(mcnemarExact(0, 6)).toBeCloseTo(2 / 64, 14);
  expect(mcnemarExact(2, 1)).toBeCloseTo(1, 12); // 2 * (1 + 3)/8
});

describe("Holm's correction", () => {
  test("multiplies the least p by the count, and never lets a greater p overtake", () => {
    expect(holm([0.04, 0.01, 0.03])).toEqual([0.06, 0.03, 0.06]);
    expect(holm([0.9, 0.8])).toEqual([1, 1]);
    expect(holm([])).toEqual([]);
  });

  test("rejects anything at all in at most 5 % of families without an effect", () => {
    const stream = randomStream(1, "holm");
    let wrong = 0;
    const families = 4000;
    for (let i = 0; i < families; i++) if (Math.min(...holm(Array.from({ length: 10 }, () => nextUniform(stream)))) < 0.05) wrong++;
    expect(wrong / families).toBeLessThan(0.06); // three standard errors above 0.05
    expect(wrong / families).toBeGreaterThan(0.03);
  });
});
