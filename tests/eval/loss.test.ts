import { describe, expect, test } from "vitest";
import { apportion, splitOverFactors } from "../../src/eval/loss.ts";

const sum = (parts: readonly number[]): number => parts.reduce((a, b) => a + b, 0);

describe("apportion", () => {
  test("gives the largest remainders what rounding left", () => {
    expect(apportion(10, [1, 1, 1])).toEqual([4, 3, 3]); // equal remainders: the earlier
    expect(apportion(10, [5.9, 3.5, 0.6])).toEqual([6, 3, 1]); // remainders 0.9, 0.5, 0.6
    expect(apportion(0, [1, 2])).toEqual([0, 0]);
    expect(apportion(3, [0, 1, 0])).toEqual([0, 3, 0]);
  });

  test("parts always sum to the whole and are never negative", () => {
    for (const shares of [
      [1e-300, 1],
      [1, 1e-17, 1e-17],
      [1 / 3, 1 / 3, 1 / 3],
      [0.1, 0.2, 0.3, 0.4],
      [1e300, 1e299],
    ]) {
      for (const units of [1, 2, 7, 1e8, 99_999_999]) {
        const parts = apportion(units, shares);
        expect(sum(parts)).toBe(units);
        expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
      }
    }
  });

  test("a loss without anyone to bear it is our bug", () => {
    expect(() => apportion(1, [0, 0])).toThrow(RangeError);
    expect(() => apportion(1, [])).toThrow(RangeError);
  });
});

describe("splitOverFactors", () => {
  test("splits by logarithm: a half and a quarter share 1 to 2", () => {
    // 100 x 1/2 x 1/4 = 12.5 points, 87.5 lost
    expect(splitOverFactors(87_500_000, [0.5, 0.25, 1])).toEqual([
      { microPoints: 29_166_667, isMasked: false },
      { microPoints: 58_333_333, isMasked: false },
      { microPoints: 0, isMasked: false },
    ]);
  });

  test("factors of 0 share all of it and mask the rest", () => {
    expect(splitOverFactors(100, [0, 0.5, 0, 1])).toEqual([
      { microPoints: 50, isMasked: false },
      { microPoints: 0, isMasked: true },
      { microPoints: 50, isMasked: false },
      { microPoints: 0, isMasked: false },
    ]);
  });
});
