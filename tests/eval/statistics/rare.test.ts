import { describe, expect, test } from "vitest";
import { gaussianAt, streamIdOf } from "../../../src/core/random.ts";
import { importanceSampling, subsetSimulation } from "../../../src/eval/statistics/rare.ts";
import { normalBelow } from "../../../src/eval/statistics/special.ts";
import { cvar10 } from "../../../src/eval/statistics/tail.ts";

const ONES = Array.from({ length: 500 }, () => 1);

describe("importance sampling", () => {
  test("with equal weights is the share of failures with its usual error", () => {
    const isFailure = Array.from({ length: 200 }, (_, i) => i < 20);
    const estimate = importanceSampling(
      Array.from(isFailure, () => 1),
      isFailure,
    );
    expect(estimate.rate).toBeCloseTo(0.1, 15);
    expect(estimate.standardError).toBeCloseTo(Math.sqrt((0.1 * 0.9) / 199), 12);
    expect(estimate).toMatchObject({ effectiveSize: 200, warnings: [] });
    expect(estimate.selfNormalised).toBeCloseTo(0.1, 15);
  });

  test("weighs by hand: weights 2, 1, 1 of which the first failed", () => {
    const { rate, effectiveSize, selfNormalised, warnings } = importanceSampling([2, 1, 1], [true, false, false]);
    expect([rate, effectiveSize, selfNormalised]).toEqual([2 / 3, 16 / 6, 0.5]);
    expect(warnings).toHaveLength(2); // few, and unsure
  });

  test("without a failure says so instead of claiming a rate of 0", () => {
    const { rate, relativeError, warnings } = importanceSampling(
      ONES,
      ONES.map(() => false),
    );
    expect([rate, relativeError]).toEqual([0, null]);
    expect(warnings).toEqual(["no run failed: the rate is not known to be 0"]);
  });

  test.each([[[1]], [[1, Number.NaN]], [[1, -1]]])("refuses %j", (weights) => {
    expect(() =>
      importanceSampling(
        weights,
        weights.map(() => true),
      ),
    ).toThrow(RangeError);
  });

  test("its error covers the truth as often as a normal error should: a rate of 1 in 740 from 1000 runs", () => {
    const id = streamIdOf("rare");
    const truth = normalBelow(-3);
    let covered = 0;
    const studies = 400;
    for (let s = 0; s < studies; s++) {
      const xs = Array.from({ length: 1000 }, (_, i) => 3 + gaussianAt(1, id, s * 1000 + i));
      const estimate = importanceSampling(
        xs.map((x) => Math.exp(4.5 - 3 * x)),
        xs.map((x) => x > 3),
      );
      if (Math.abs(estimate.rate - truth) <= 1.96 * estimate.standardError) covered++;
    }
    expect(covered / studies).toBeGreaterThan(0.915);
    expect(covered / studies).toBeLessThan(0.985);
  });
});

test("subset simulation multiplies; independent runs are a lower bound of the error", () => {
  const independent = subsetSimulation([0.5, 0.5], 100, 0);
  expect(independent).toEqual({ rate: 0.25, variation: Math.sqrt(0.02), isLowerBound: true });
  expect(subsetSimulation([0.5, 0.5], 100, 3)).toEqual({ rate: 0.25, variation: Math.sqrt(0.08), isLowerBound: false });
});

test("the worst tenth, of one at least", () => {
  expect(cvar10([50, 10, 90])).toBe(10);
  expect(cvar10(Array.from({ length: 25 }, (_, i) => i))).toBe(0.5);
  expect(() => cvar10([])).toThrow(RangeError);
});
