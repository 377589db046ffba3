import { describe, expect, test } from "vitest";
import { arrivalAt, openArrivalAt } from "../../../src/sim/story/arrival.ts";

function at(D: number, T: number, v0: number, v1: number, t: number) {
  const out = { wayM: 0, speedMps: 0 };
  arrivalAt(D, T, v0, v1, t, out);
  return out;
}

describe("arriving in time at a speed", () => {
  test("from a stand over 100 m in 10 s to 10 m/s: even acceleration would bring 50 m, so it is faster on the way", () => {
    // E = 50, d = 10: A = (100 + sqrt(10000 + 10000)) / 100 = 1 + sqrt 2; the first part lasts (10 + 10 / A) / 2.
    const A = 1 + Math.SQRT2;
    const first = 5 + 5 / A;
    expect(at(100, 10, 0, 10, 1).speedMps).toBeCloseTo(A, 12);
    expect(at(100, 10, 0, 10, first).speedMps).toBeCloseTo(A * first, 12);
    expect(at(100, 10, 0, 10, 9).speedMps).toBeCloseTo(10 + A, 12);
    expect(at(100, 10, 0, 10, 10)).toEqual({ wayM: 100, speedMps: 10 });
  });

  test("where even acceleration fits, it is even", () => {
    expect(at(75, 10, 5, 10, 4)).toEqual({ wayM: expect.closeTo(24, 12), speedMps: expect.closeTo(7, 12) });
    expect(at(75, 10, 10, 5, 4)).toEqual({ wayM: expect.closeTo(36, 12), speedMps: expect.closeTo(8, 12) });
    expect(at(50, 10, 5, 5, 4)).toEqual({ wayM: expect.closeTo(20, 12), speedMps: expect.closeTo(5, 12) });
  });

  test("with much time it stands on the way and sets off at its end", () => {
    // To 2 m/s over 1 m from a stand: a = 2, in the last second.
    expect(at(1, 10, 0, 2, 8.9)).toEqual({ wayM: 0, speedMps: 0 });
    expect(at(1, 10, 0, 2, 9.5)).toEqual({ wayM: expect.closeTo(0.25, 12), speedMps: expect.closeTo(1, 12) });
    // From 2 m/s over 4 m to 2 m/s: a = 1, standing from 2 s to 8 s at 2 m.
    expect(at(4, 10, 2, 2, 5)).toEqual({ wayM: 2, speedMps: 0 });
  });

  test("way and speed are continuous, and the speed is the derivative of the way", () => {
    for (const [D, T, v0, v1] of [
      [100, 10, 0, 10],
      [20, 10, 4, 3],
      [4, 10, 2, 2],
      [60, 5, 15, 2],
    ] as const) {
      for (let i = 1; i < 200; i++) {
        const t = (T * i) / 200;
        const slope = (at(D, T, v0, v1, t + 1e-6).wayM - at(D, T, v0, v1, t - 1e-6).wayM) / 2e-6;
        expect(slope).toBeCloseTo(at(D, T, v0, v1, t).speedMps, 4);
        expect(at(D, T, v0, v1, t).speedMps).toBeGreaterThanOrEqual(0);
      }
      expect(at(D, T, v0, v1, 0)).toEqual({ wayM: expect.closeTo(0, 12), speedMps: expect.closeTo(v0, 12) });
      expect(at(D, T, v0, v1, T)).toEqual({ wayM: expect.closeTo(D, 12), speedMps: expect.closeTo(v1, 12) });
    }
  });

  test("planned anew on the way it is the same drive", () => {
    const half = at(100, 10, 3, 8, 3);
    const again = at(100 - half.wayM, 7, half.speedMps, 8, 4);
    expect(half.wayM + again.wayM).toBeCloseTo(at(100, 10, 3, 8, 7).wayM, 10);
    expect(again.speedMps).toBeCloseTo(at(100, 10, 3, 8, 7).speedMps, 10);
  });

  test("no way left: the final speed", () => {
    expect(at(0, 3, 5, 4, 2)).toEqual({ wayM: 8, speedMps: 4 });
  });
});

test("with the final speed left open the acceleration is even, or it brakes to a stand", () => {
  const out = { wayM: 0, speedMps: 0 };
  openArrivalAt(75, 10, 5, 4, out);
  expect(out).toEqual({ wayM: expect.closeTo(24, 12), speedMps: expect.closeTo(7, 12) });
  openArrivalAt(10, 10, 5, 2, out);
  expect(out).toEqual({ wayM: expect.closeTo(7.5, 12), speedMps: expect.closeTo(2.5, 12) });
  openArrivalAt(10, 10, 5, 9, out);
  expect(out).toEqual({ wayM: expect.closeTo(10, 12), speedMps: 0 });
});
