import { describe, expect, test } from "vitest";
import { gaussianAt, nextGaussian, nextUniform, randomStream, streamIdOf } from "../../../src/core/random.ts";
import {
  basicInterval,
  bcaInterval,
  groupedUnits,
  jackknife,
  meanEstimate,
  quantile,
  resampledMeans,
  singleUnits,
} from "../../../src/eval/statistics/bootstrap.ts";
import { pairedDifference, studentT, wilcoxon } from "../../../src/eval/statistics/paired.ts";

test("a quantile lies between order statistics", () => {
  expect(quantile([1, 2, 4], 0.5)).toBe(2);
  expect(quantile([1, 2, 4], 0.75)).toBe(3);
  expect(quantile([1, 2, 4], 1)).toBe(4);
  expect(quantile([7], 0.3)).toBe(7);
  expect(() => quantile([], 0.5)).toThrow(RangeError);
});

describe("the interval of a mean", () => {
  const values = [1, 4, 2, 8, 5, 7, 1, 3];

  test("is the same for the same name, and another for another", () => {
    expect(meanEstimate(singleUnits(values), 0.95, "a")).toEqual(meanEstimate(singleUnits(values), 0.95, "a"));
    expect(meanEstimate(singleUnits(values), 0.95, "a")).not.toEqual(meanEstimate(singleUnits(values), 0.95, "b"));
  });

  test("moves and grows with the values", () => {
    const one = meanEstimate(singleUnits(values), 0.95, "a").interval;
    const other = meanEstimate(singleUnits(values.map((v) => 3 * v + 10)), 0.95, "a").interval;
    expect(other?.low).toBeCloseTo(3 * (one?.low ?? 0) + 10, 9);
    expect(other?.high).toBeCloseTo(3 * (one?.high ?? 0) + 10, 9);
  });

  test("is the value itself where all are equal", () => {
    const { mean, interval } = meanEstimate(singleUnits([0.1, 0.1, 0.1]), 0.95, "a");
    expect({ mean, interval }).toEqual({ mean: 0.1, interval: { low: 0.1, high: 0.1, method: "constant", z0: 0, acceleration: 0 } });
  });

  test("is not there for a single unit", () => {
    expect(meanEstimate(singleUnits([5]), 0.95, "a")).toEqual({ mean: 5, interval: null, unitCount: 1 });
    expect(meanEstimate(groupedUnits([5, 6], ["s", "s"]), 0.95, "a").interval).toBeNull();
  });

  test("is the percentile interval where all resamples lie on one side", () => {
    const interval = bcaInterval([2, 3, 4], 1, [1, 2], 0.9);
    expect(interval).toEqual({ low: 2.1, high: 3.9, method: "percentile", z0: 0, acceleration: 0 });
  });

  test("has no acceleration without spread of the jackknife", () => {
    expect(bcaInterval([1, 2, 3], 2, [2, 2], 0.9)).toMatchObject({ method: "bca", acceleration: 0 });
  });

  test("is mirrored at the estimate in its basic form", () => {
    expect(basicInterval([1, 2, 5], 2, 1)).toEqual({ low: -1, high: 3 });
  });

  test("weighs groups by what they hold", () => {
    const units = groupedUnits([1, 3, 10], ["a", "a", "b"]);
    expect(jackknife(units)).toEqual({ mean: 14 / 3, without: Float64Array.of(10, 2) });
    // Either group twice, or both: three means.
    expect(new Set(resampledMeans(units, 500, "x"))).toEqual(new Set([2, 14 / 3, 10]));
  });
});

/** Share of samples whose interval holds the true mean. */
function covered(
  samples: number,
  draw: (i: number) => number[],
  mean: number,
  interval: (values: number[], i: number) => { low: number; high: number },
): number {
  let hits = 0;
  for (let i = 0; i < samples; i++) {
    const { low, high } = interval(draw(i), i);
    if (low <= mean && mean <= high) hits++;
  }
  return hits / samples;
}

describe("covers as often as it says", () => {
  test("Student's t, for normal values: 95 % within three standard errors", () => {
    const stream = randomStream(3, "t");
    const share = covered(
      4000,
      () => Array.from({ length: 8 }, () => nextGaussian(stream)),
      0,
      (values) => {
        const { t } = studentT(values, values.reduce((s, v) => s + v, 0) / values.length, 0.95);
        return t ?? { low: 0, high: 0 };
      },
    );
    expect(Math.abs(share - 0.95)).toBeLessThan(0.0104);
  });

  test("BCa, for 40 skewed values: nearer to 95 % than the percentile interval of few values would be", () => {
    const stream = randomStream(4, "bca");
    const share = covered(
      300,
      () => Array.from({ length: 40 }, () => -Math.log(1 - nextUniform(stream))),
      1,
      (values, i) => {
        const { mean, without } = jackknife(singleUnits(values));
        return bcaInterval(resampledMeans(singleUnits(values), 800, `sample ${i}`), mean, without, 0.95);
      },
    );
    expect(share).toBeGreaterThan(0.89);
    expect(share).toBeLessThan(0.985);
  });
});

describe("paired differences", () => {
  test("Wilcoxon's ranks by hand: ties share ranks, zeros are dropped", () => {
    // |d|: 1, 2, 2, 3 -> ranks 1, 2.5, 2.5, 4; positive: 1 + 2.5 = 3.5; the rest 6.5.
    const { wilcoxonW, wilcoxonP } = wilcoxon([1, 0, 2, -2, -3]);
    expect(wilcoxonW).toBe(3.5);
    // z = (3.5 - 5)/sqrt(7.5 - 6/48) = -0.5523
    expect(wilcoxonP).toBeCloseTo(0.5807, 3);
    expect(wilcoxon([0, 0])).toEqual({ wilcoxonW: 0, wilcoxonP: 1 });
  });

  test("its p is below 5 % in about 5 % of samples without a difference", () => {
    const id = streamIdOf("wilcoxon");
    let hits = 0;
    for (let i = 0; i < 2000; i++) {
      if (wilcoxon(Array.from({ length: 25 }, (_, j) => gaussianAt(1, id, i * 25 + j))).wilcoxonP < 0.05) hits++;
    }
    expect(Math.abs(hits / 2000 - 0.05)).toBeLessThan(0.016);
  });

  test("change their sign with the sides", () => {
    const forth = pairedDifference([1, 4, -2, 7], 0.95, "a");
    const back = pairedDifference([-1, -4, 2, -7], 0.95, "a");
    expect(back.mean).toBe(-forth.mean);
    expect(back.t?.low).toBeCloseTo(-(forth.t?.high ?? 0), 12);
    expect(back.tP).toBeCloseTo(forth.tP ?? 0, 14);
    expect(back.wilcoxonP).toBe(forth.wilcoxonP);
  });

  test("beyond a limit take Student's interval in place of the bootstrap's", () => {
    const { bca, t } = pairedDifference([1, 4, -2, 7], 0.95, "a", 3);
    expect(bca).toMatchObject({ method: "t", low: expect.closeTo(t?.low ?? 0, 9), high: expect.closeTo(t?.high ?? 0, 9) });
    expect(pairedDifference([1, 4, -2, 7], 0.95, "a", 4).bca).toMatchObject({ method: "bca" });
  });

  test("of one pair have no interval; equal ones have no p", () => {
    expect(pairedDifference([2], 0.95, "a")).toMatchObject({ t: null, bca: null, tP: null, mean: 2 });
    expect(pairedDifference([2, 2], 0.95, "a")).toMatchObject({ t: { low: 2, high: 2 }, tP: null, bca: { method: "constant" } });
  });
});
