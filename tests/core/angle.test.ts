import { describe, expect, test } from "vitest";
import { turnRad, unwrapRad, wrapRad } from "../../src/core/angle.ts";

const PI = Math.PI;

describe("wrapRad", () => {
  test.each([
    [0, 0],
    [-0, -0],
    [PI, PI],
    [-PI, PI],
    [1.5 * PI, -0.5 * PI],
    [-1.5 * PI, 0.5 * PI],
    [2 * PI, 0],
    [3 * PI, PI],
    [-3 * PI, PI],
    [1e-300, 1e-300],
    [-3.1415926535897927, -3.1415926535897927],
    [-3.1415926535897936, 3.1415926535897927],
    [Infinity, NaN],
    [-Infinity, NaN],
    [NaN, NaN],
  ])("%d becomes %d", (angle, wrapped) => {
    expect(wrapRad(angle)).toBe(wrapped);
  });

  test("stays in (-pi, pi] and moves by whole turns only", () => {
    for (let i = -4000; i <= 4000; i++) {
      const angle = i * 0.137;
      const wrapped = wrapRad(angle);
      expect(wrapped > -PI && wrapped <= PI).toBe(true);
      const turns = (angle - wrapped) / (2 * PI);
      expect(Math.abs(turns - Math.round(turns))).toBeLessThan(1e-12);
    }
  });
});

describe("turnRad", () => {
  test.each([
    [0, 1, 1],
    [1, 0, -1],
    [3, -3, 2 * PI - 6],
    [-3, 3, 6 - 2 * PI],
    [0, PI, PI],
    [PI, 0, PI],
  ])("from %d to %d is %d", (from, to, turn) => {
    expect(turnRad(from, to)).toBeCloseTo(turn, 15);
  });
});

describe("unwrapRad", () => {
  test("a car that circles twice, seen through wrapped angles", () => {
    const true1 = Float64Array.from({ length: 130 }, (_, i) => i * 0.1);
    const series = true1.map(wrapRad);
    unwrapRad(series);
    for (let i = 0; i < series.length; i++) expect(series[i]).toBeCloseTo(true1[i]!, 13);
  });

  test("clockwise as well, and errors do not add up over 100,000 samples", () => {
    const series = Float64Array.from({ length: 100_000 }, (_, i) => wrapRad(-i * 0.5));
    unwrapRad(series);
    expect(Math.abs(series[99_999]! + 99_999 * 0.5)).toBeLessThan(1e-10);
  });

  test("half a turn is taken as positive; a NaN spoils what follows, not what was before", () => {
    const half = Float64Array.of(0, -PI);
    unwrapRad(half);
    expect(half[1]).toBe(PI);
    const broken = Float64Array.of(0, 1, NaN, 1);
    unwrapRad(broken);
    expect([...broken]).toEqual([0, 1, NaN, NaN]);
  });
});
