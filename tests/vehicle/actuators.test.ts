import { describe, expect, test } from "vitest";
import { approach, deadTimeTicks, passDeadTime, queueSize } from "../../src/vehicle/actuators.ts";
import { DIRECT } from "./support.ts";

describe("dead time", () => {
  test("is the nearest whole number of ticks", () => {
    expect(deadTimeTicks({ ...DIRECT, deadTimeSec: 0.24 }, 0.01)).toBe(24);
    expect(deadTimeTicks({ ...DIRECT, deadTimeSec: 0.014 }, 0.01)).toBe(1);
    expect(deadTimeTicks({ ...DIRECT, deadTimeSec: 0.004 }, 0.01)).toBe(0);
    expect(queueSize({ ...DIRECT, deadTimeSec: 0.24 }, 0.01)).toBe(25);
  });

  test("a command comes out as many ticks later, in order", () => {
    const state = new Float64Array(4);
    const out = [1, 2, 3, 4, 5, 6, 7].map((command) => passDeadTime(state, 0, 3, command));
    expect(out).toEqual([0, 0, 0, 1, 2, 3, 4]);
  });

  test("none lets the command through and touches nothing", () => {
    const state = new Float64Array(1);
    expect(passDeadTime(state, 0, 0, 5)).toBe(5);
    expect(state[0]).toBe(0);
  });
});

describe("lag", () => {
  const lag = (value: number, target: number, tSec: number): number => approach(value, target, 0, 0.2, Infinity, tSec);

  test("covers 1 - 1/e of the way in one time constant", () => {
    expect(lag(1, 3, 0.2)).toBeCloseTo(1 + 2 * (1 - 1 / Math.E), 12);
    expect(lag(3, 1, 0.2)).toBeCloseTo(3 - 2 * (1 - 1 / Math.E), 12);
  });

  test("two halves are one whole: the result does not depend on the tick length", () => {
    for (const rate of [Infinity, 0.5, 3]) {
      const whole = approach(0, 1, 0.05, 0.1, rate, 0.4);
      const halves = approach(approach(0, 1, 0.05, 0.1, rate, 0.2), 1, 0.05, 0.1, rate, 0.2);
      expect(halves).toBeCloseTo(whole, 14);
    }
  });

  test("of zero is there at once, or as fast as the rate allows", () => {
    expect(approach(0, 1, 0, 0, Infinity, 0.01)).toBe(1);
    expect(approach(0, 1, 0, 0, 0.5, 0.01)).toBeCloseTo(0.005, 15);
    expect(approach(0, 1, 0, 0, 0.5, 5)).toBe(1);
  });

  test("under a rate limit runs straight until the lag alone is slower", () => {
    // Gap 1, lag 0.1 s, rate 2 /s: straight to gap 0.2 at t = 0.4 s, then exponential.
    expect(approach(0, 1, 0, 0.1, 2, 0.3)).toBeCloseTo(0.6, 14);
    expect(approach(0, 1, 0, 0.1, 2, 0.4)).toBeCloseTo(0.8, 14);
    expect(approach(0, 1, 0, 0.1, 2, 0.5)).toBeCloseTo(1 - 0.2 / Math.E, 12);
  });

  test("never passes the target", () => {
    expect(approach(0, 1, 0, 0.1, Infinity, 100)).toBe(1);
    expect(approach(0, -1, 0, 0.1, Infinity, 100)).toBe(-1);
  });
});

test("an error within the dead band has no effect, a larger one is followed up to the band", () => {
  expect(approach(0.1, 0.12, 0.03, 0.1, 1, 10)).toBe(0.1);
  expect(approach(0.1, 0.08, 0.03, 0.1, 1, 10)).toBe(0.1);
  expect(approach(0, 0.2, 0.03, 0.1, 1, 100)).toBeCloseTo(0.17, 12);
  expect(approach(0, -0.2, 0.03, 0.1, 1, 100)).toBeCloseTo(-0.17, 12);
});
