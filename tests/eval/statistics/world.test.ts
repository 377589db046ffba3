import { describe, expect, test } from "vitest";
import type { Point } from "../../../src/eval/statistics/axes.ts";
import { importanceSampling } from "../../../src/eval/statistics/rare.ts";
import { normalBelow } from "../../../src/eval/statistics/special.ts";
import { type Distribution, parseDistribution, worldWeights } from "../../../src/eval/statistics/world.ts";

function read(text: string): Distribution {
  const distribution = parseDistribution(text);
  if (distribution === null) throw new Error(text);
  return distribution;
}

const points = (values: readonly (number | string)[], fails: (x: number) => boolean = () => false): Point[] =>
  values.map((x, i) => ({ variantId: `v${i}`, parameters: [{ name: "gapM", value: String(x) }], isPass: !fails(Number(x)), score: 0 }));

describe("a distribution", () => {
  test.each(["normal(20,5)", "uniform(10, 30)", "lognormal(20,0.3)", "exponential(5,10)"])(
    "%s: the density is the slope of the share",
    (text) => {
      const { below, density } = read(text);
      for (const x of [11, 18.5, 24, 29]) expect((below(x + 1e-4) - below(x - 1e-4)) / 2e-4).toBeCloseTo(density(x), 6);
      expect(below(-1e9)).toBeCloseTo(0, 12);
      expect(below(1e9)).toBeCloseTo(1, 12);
    },
  );

  test("lies where its numbers say", () => {
    expect(read("normal(20,5)").below(20)).toBeCloseTo(0.5, 12);
    expect(read("lognormal(20,0.3)").below(20)).toBeCloseTo(0.5, 12);
    expect(read("uniform(10,30)").below(15)).toBe(0.25);
    expect(read("exponential(5,10)").below(15)).toBeCloseTo(1 - Math.exp(-1), 12);
  });

  test.each([
    "normal(20)",
    "normal(20,0)",
    "uniform(3,3)",
    "lognormal(-1,2)",
    "normal(a,b)",
    "cauchy(0,1)",
    "toString(1,2)",
    "",
    "normal(1,2)x",
  ])("%j is none", (text) => expect(parseDistribution(text)).toBeNull());
});

describe("weights", () => {
  test("of a whole grid average to 1, and give the world's probability of each value's surroundings", () => {
    const weights = worldWeights(points([10, 20, 30]), [{ name: "gapM", world: read("uniform(10,30)"), drawn: null }]);
    // 10 stands for 10..15, 20 for 15..25, 30 for 25..30; each was drawn a third of the time.
    expect(weights.map((w) => w / 3)).toEqual([0.25, 0.5, 0.25].map((p) => expect.closeTo(p, 12)));
    expect(weights.reduce((sum, w) => sum + w, 0) / 3).toBeCloseTo(1, 12);
  });

  test("of a fine grid turn a sweep into the rate of the world", () => {
    const grid = points(
      Array.from({ length: 401 }, (_, i) => i / 10),
      (x) => x < 10,
    );
    const weights = worldWeights(grid, [{ name: "gapM", world: read("normal(20,5)"), drawn: null }]);
    const { rate } = importanceSampling(
      weights,
      grid.map((p) => !p.isPass),
    );
    expect(rate).toBeCloseTo(normalBelow((9.95 - 20) / 5), 12); // the last that fails is 9.9, which stands for what is below 9.95
  });

  test("of drawn values are the ratio of the densities", () => {
    const axis = { name: "gapM", world: read("normal(20,5)"), drawn: read("uniform(0,40)") };
    expect(worldWeights(points([20]), [axis])[0]).toBeCloseTo(40 / (5 * Math.sqrt(2 * Math.PI)), 12);
    expect(() => worldWeights(points([41]), [axis])).toThrow(/cannot have been drawn/);
  });

  test("of two parameters multiply; what is no number is refused", () => {
    const axis = { name: "gapM", world: read("uniform(10,30)"), drawn: null };
    expect(worldWeights(points([10, 20, 30]), [axis, axis])[1]).toBeCloseTo(2.25, 12);
    expect(() => worldWeights(points(["near"]), [axis])).toThrow(RangeError);
    expect(() => worldWeights(points([1]), [{ ...axis, name: "speedMps" }])).toThrow(RangeError);
  });
});
