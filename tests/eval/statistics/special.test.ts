import { describe, expect, test } from "vitest";
import {
  betaBelow,
  betaQuantile,
  chiSquaredQuantile,
  gammaAbove,
  gammaBelow,
  gammaQuantile,
  logGamma,
  normalBelow,
  normalQuantile,
  shareOfEach,
  tCritical,
  tTwoSided,
} from "../../../src/eval/statistics/special.ts";

/** Equal up to a share of the expected value. */
function near(found: number, expected: number, relative = 1e-12): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));
}

test("gamma of whole numbers is a factorial, and gamma of a half the root of pi", () => {
  let factorial = 1;
  for (let n = 1; n <= 20; n++) {
    near(Math.exp(logGamma(n + 1)), (factorial *= n));
  }
  near(Math.exp(logGamma(0.5)), Math.sqrt(Math.PI));
  near(logGamma(1e-8), -Math.log(1e-8), 1e-8);
});

describe("the incomplete beta function", () => {
  test("is a power where one parameter is 1", () => {
    for (const x of [1e-9, 0.1, 0.5, 0.9]) {
      near(betaBelow(x, 7, 1), x ** 7);
      near(1 - betaBelow(x, 1, 7), (1 - x) ** 7, 1e-9);
    }
  });

  test("is the binomial sum for whole parameters", () => {
    // P(X >= 3) of 5 trials at 0.3: 10 * 0.027 * 0.49 + 5 * 0.0081 * 0.7 + 0.00243.
    near(betaBelow(0.3, 3, 3), 0.1323 + 0.02835 + 0.00243);
  });

  test("is one half in the middle of a symmetric one, however narrow", () => {
    for (const a of [0.5, 1, 30, 5000]) near(betaBelow(0.5, a, a), 0.5, 1e-10);
  });

  test("is the arcsine law for a = b = 1/2", () => {
    for (const x of [0.01, 0.3, 0.77]) near(betaBelow(x, 0.5, 0.5), (2 / Math.PI) * Math.asin(Math.sqrt(x)));
  });

  test("comes back from its quantile", () => {
    for (const [a, b] of [
      [1, 1],
      [0.5, 10_000.5],
      [3, 998],
      [400, 7],
      [5000, 5000],
    ] as const) {
      for (const p of [1e-6, 0.025, 0.5, 0.975]) near(betaBelow(betaQuantile(p, a, b), a, b), p, 1e-9);
    }
  });
});

describe("the incomplete gamma function", () => {
  test("is the exponential law for a = 1, on both sides", () => {
    for (const x of [1e-6, 0.5, 1.9, 2.1, 30]) {
      near(gammaBelow(1, x), -Math.expm1(-x));
      near(gammaAbove(1, x), Math.exp(-x), 1e-10);
    }
  });

  test("comes back from its quantile", () => {
    for (const a of [0.5, 1, 3.5, 200]) for (const p of [1e-6, 0.05, 0.95]) near(gammaBelow(a, gammaQuantile(p, a)), p, 1e-10);
  });

  test("gives chi-squared with two degrees of freedom in closed form", () => {
    near(chiSquaredQuantile(0.95, 2), -2 * Math.log(0.05));
  });
});

describe("the normal distribution", () => {
  test("has the published shares and quantiles", () => {
    near(normalBelow(1), 0.8413447460685429);
    near(normalBelow(-5), 2.866515718791939e-7, 1e-11);
    near(normalQuantile(0.975), 1.959963984540054);
    near(normalQuantile(1e-10), -6.361340902404056, 1e-11);
    expect(normalQuantile(0.5)).toBeCloseTo(0, 14);
  });

  test("comes back from its quantile in both tails", () => {
    for (const p of [1e-12, 1e-4, 0.3, 0.7, 0.9999]) near(normalBelow(normalQuantile(p)), p, 1e-10);
  });
});

describe("Student's t", () => {
  test("with one degree of freedom is Cauchy's, with two it has a closed form", () => {
    near(tTwoSided(3, 1), 1 - (2 / Math.PI) * Math.atan(3));
    near(tTwoSided(3, 2), 1 - 3 / Math.sqrt(11));
  });

  test("has the published critical values", () => {
    near(tCritical(0.95, 1), 12.706204736432095, 1e-10);
    near(tCritical(0.95, 19), 2.093024054408263, 1e-10);
  });

  test("becomes normal", () => near(tCritical(0.95, 1e6), 1.959963984540054, 1e-5));
});

test("what each of many may fail with", () => near(1 - (1 - shareOfEach(0.95, 59)) ** 59, 0.95));
