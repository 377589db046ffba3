import { describe, expect, test } from "vitest";
import { angleRadAt, bracketAt, heldAt, lastAtOrBefore, linearAt, requireIncreasing } from "../../src/core/interp.ts";
import { nextInt, nextUniform, randomStream } from "../../src/core/random.ts";

const TIMES = Float64Array.of(0, 1, 2, 10, 11);
const VALUES = Float64Array.of(5, 7, 3, 3, 4);

describe("lastAtOrBefore", () => {
  test.each([
    [-0.1, -1],
    [0, 0],
    [0.9, 0],
    [1, 1],
    [9.99, 2],
    [10, 3],
    [11, 4],
    [99, 4],
    [NaN, -1],
    [-Infinity, -1],
    [Infinity, 4],
  ])("at %d: %d, whatever the hint", (time, index) => {
    for (let hint = -2; hint <= 7; hint++) expect(lastAtOrBefore(TIMES, time, hint)).toBe(index);
  });

  test("series of no and of one sample", () => {
    expect(lastAtOrBefore(new Float64Array(0), 1, 0)).toBe(-1);
    expect(lastAtOrBefore(Float64Array.of(3), 2, 0)).toBe(-1);
    expect(lastAtOrBefore(Float64Array.of(3), 3, 0)).toBe(0);
  });

  test("agrees with a plain scan on random series, times and hints", () => {
    const stream = randomStream(1, "interp");
    for (let round = 0; round < 200; round++) {
      const times = new Float64Array(1 + nextInt(stream, 30));
      for (let i = 0, t = 0; i < times.length; i++) times[i] = t += 0.01 + nextUniform(stream);
      for (let i = 0; i < 50; i++) {
        const time = i % 3 === 0 ? times[nextInt(stream, times.length)]! : nextUniform(stream) * 20;
        let expected = -1;
        while (expected + 1 < times.length && times[expected + 1]! <= time) expected++;
        expect(lastAtOrBefore(times, time, nextInt(stream, 35) - 2)).toBe(expected);
      }
    }
  });
});

describe("linear values", () => {
  test("lie on the line between two samples, and are the samples' own at their times", () => {
    expect(linearAt(TIMES, VALUES, bracketAt(TIMES, 0.25, 1, 0), 0.25)).toBe(5.5);
    expect(linearAt(TIMES, VALUES, bracketAt(TIMES, 1.5, 1, 0), 1.5)).toBe(5);
    TIMES.forEach((time, i) => expect(linearAt(TIMES, VALUES, bracketAt(TIMES, time, 1, 0), time)).toBe(VALUES[i]));
  });

  test("exist neither outside the series nor past the gap limit", () => {
    expect(bracketAt(TIMES, -0.001, 100, 0)).toBe(-1);
    expect(bracketAt(TIMES, 11.001, 100, 0)).toBe(-1);
    expect(bracketAt(TIMES, NaN, 100, 0)).toBe(-1);
    expect(bracketAt(TIMES, 5, 7.9, 0)).toBe(-1);
    expect(bracketAt(TIMES, 5, 8, 0)).toBe(2);
  });

  test("a sample at its own time needs no neighbour", () => {
    expect(bracketAt(TIMES, 2, 0, 0)).toBe(2);
    expect(bracketAt(TIMES, 10, 0.5, 0)).toBe(3);
  });
});

describe("held values", () => {
  test.each([
    [0, 0.5, 0],
    [2.5, 0.5, 2],
    [2.6, 0.5, -1],
    [9.9, 0.5, -1],
    [11.5, 0.5, 4],
    [12, 0.5, -1],
    [-1, 99, -1],
    [NaN, 99, -1],
  ])("at %d with maximum age %d: %d", (time, maxAge, index) => {
    expect(heldAt(TIMES, time, maxAge, 0)).toBe(index);
  });
});

describe("angles", () => {
  test("go the shorter way, across the seam at pi, wrapped or not", () => {
    const times = Float64Array.of(0, 1);
    const across = Float64Array.of(3, -3);
    expect(angleRadAt(times, across, 0, 0)).toBe(3);
    expect(angleRadAt(times, across, 0, 0.25)).toBeCloseTo(3 + (2 * Math.PI - 6) / 4, 14);
    expect(angleRadAt(times, across, 0, 0.75)).toBeCloseTo(-3 - (2 * Math.PI - 6) / 4, 14);
    expect(angleRadAt(times, Float64Array.of(6 * Math.PI + 0.2, 0.4), 0, 0.5)).toBeCloseTo(0.3, 14);
    expect(angleRadAt(times, Float64Array.of(7, 8), 0, 0)).toBeCloseTo(7 - 2 * Math.PI, 14);
  });
});

test("times that do not increase are refused, with the place", () => {
  expect(() => requireIncreasing(Float64Array.of(0, 1, 1))).toThrow("time 2 (1) is not after time 1 (1)");
  expect(() => requireIncreasing(Float64Array.of(0, 2, 1))).toThrow(RangeError);
  expect(() => requireIncreasing(Float64Array.of(0, NaN))).toThrow("time 1 is not finite: NaN");
  expect(() => requireIncreasing(Float64Array.of(Infinity))).toThrow(RangeError);
  requireIncreasing(TIMES);
  requireIncreasing(new Float64Array(0));
});
