import { describe, expect, test } from "vitest";
import { nextGaussian, nextUniform, randomStream } from "../../../src/core/random.ts";
import { type RankedController, type Response, rankControllers } from "../../../src/eval/statistics/ranking.ts";

/** Scores of controllers by ability on variants by difficulty, in logits. */
function field(abilities: Readonly<Record<string, number>>, difficulties: readonly number[], noise = 0): Response[] {
  const stream = randomStream(1, "field");
  return Object.entries(abilities).flatMap(([controller, ability]) =>
    difficulties.map((d, i) => {
      const score = 100 / (1 + Math.exp(d - ability - noise * nextGaussian(stream)));
      return { controller, variantId: `v${i}`, score };
    }),
  );
}

const DIFFICULTIES = Array.from({ length: 40 }, (_, i) => -2 + i / 10);

const rank = (responses: readonly Response[], c = 0.95): RankedController[] => rankControllers(responses, c);

describe("a ranking", () => {
  test("of complete runs goes by the mean, and expects what was scored", () => {
    const ranked = rank(field({ b: 0, c: -1, a: 1 }, DIFFICULTIES));
    expect(ranked.map((r) => [r.rank, r.controller, r.isTied])).toEqual([
      [1, "a", false],
      [2, "b", false],
      [3, "c", false],
    ]);
    for (const { adjustedScore, meanScore } of ranked) expect(adjustedScore).toBeCloseTo(meanScore, 0);
    expect(ranked[1]?.behind?.low).toBeGreaterThan(0);
  });

  test("does not favour who was scored on the easy variants only", () => {
    // b is the better one everywhere, but drove the harder half only; a plain mean puts a first.
    const all = field({ a: 0, b: 0.7 }, DIFFICULTIES, 0.1);
    const some = all.filter((r) => r.controller === "a" || Number(r.variantId.slice(1)) >= 20);
    const [first, second] = rank(some);
    expect(first?.controller).toBe("b");
    expect(first?.meanScore).toBeLessThan(second?.meanScore ?? 0);
    expect(first?.adjustedScore).toBeGreaterThan(second?.adjustedScore ?? 0);
  });

  test("of equals is a tie", () => {
    const ranked = rank(field({ a: 0, b: 0.01, c: -2 }, DIFFICULTIES, 0.5));
    expect(ranked.map((r) => r.rank)).toEqual([1, 1, 3]);
    expect(ranked[1]?.isTied).toBe(true);
  });

  test("is as sure of a difference as it is asked to be", () => {
    const rows = (controller: string, scores: readonly number[]): Response[] =>
      scores.map((score, i) => ({ controller, variantId: `v${i}`, score }));
    // Differences 1, 2, 3 and 4: 2.5, with a standard error of 0.6455 and three degrees of freedom.
    const responses = [...rows("a", [51, 62, 73, 84]), ...rows("b", [50, 60, 70, 80])];
    expect(rank(responses)[1]?.behind).toEqual({
      low: expect.closeTo(2.5 - 3.1824 * 0.6455, 3),
      high: expect.closeTo(2.5 + 3.1824 * 0.6455, 3),
    });
    expect(rank(responses, 0.999)[1]).toMatchObject({ rank: 1, isTied: true });
  });

  test("without a common variant nothing tells two apart", () => {
    const [, second] = rank([
      { controller: "a", variantId: "1", score: 90 },
      { controller: "b", variantId: "2", score: 10 },
    ]);
    expect(second).toMatchObject({ rank: 1, isTied: true, behind: null });
  });

  test("stays finite where everything passes or fails", () => {
    const ranked = rank(
      ["a", "b"].flatMap((controller) =>
        ["1", "2", "3"].map((variantId) => ({ controller, variantId, score: controller === "a" ? 100 : 0 })),
      ),
    );
    expect(ranked.map((r) => r.controller)).toEqual(["a", "b"]);
    for (const { adjustedScore } of ranked) expect(Number.isFinite(adjustedScore)).toBe(true);
  });

  test("does not hang on the order of the runs, and finds the abilities that made them", () => {
    const stream = randomStream(2, "order");
    const abilities = { a: 1.5, b: 0.5, c: -0.5, d: -1.5 };
    const some = field(abilities, DIFFICULTIES, 0.2).filter(() => nextUniform(stream) < 0.6);
    const ranked = rank(some);
    expect(ranked.map((r) => r.controller)).toEqual(["a", "b", "c", "d"]);
    for (const [i, r] of rank(some.toReversed()).entries()) {
      expect(r.controller).toBe(ranked[i]?.controller);
      expect(r.adjustedScore).toBeCloseTo(ranked[i]?.adjustedScore ?? 0, 6);
    }
    for (const { controller, adjustedScore } of ranked) {
      const whole = DIFFICULTIES.map((d) => 100 / (1 + Math.exp(d - abilities[controller as "a"])));
      expect(Math.abs(adjustedScore - whole.reduce((s, x) => s + x, 0) / 40)).toBeLessThan(3);
    }
  });
});
