import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { driveShareRatio, pedalAccelMps2 } from "../../src/vehicle/powertrain.ts";

const LIMITS = { maxRoadWheelRad: 0.5, maxRoadWheelRateRadps: 1, maxAccelMps2: 3, maxDecelMps2: 8 };
const accel = (throttle: number, brake: number, v: number, hand = false): number => pedalAccelMps2(LIMITS, throttle, brake, hand, v);

describe("the powertrain map", () => {
  test.each([
    [1, 0, 0, 3],
    [0.5, 0, 10, 1.5],
    [1, 0, 12.5, 2.5], // half-way from 1 to 2/3
    [1, 0, 20, 1.5],
    [0.4, 0, 35, 0.35], // half-way from 1/3 to 1/4
    [1, 0, 100, 0.5],
    [0, 0.25, 20, -2],
    [0, 1, 0, -8],
    [0.5, 0.125, 5, 0.5],
    [0, 0, 30, 0],
  ])("throttle %d, brake %d at %d m/s give %d m/s^2", (throttle, brake, v, expected) => {
    expect(accel(throttle, brake, v)).toBeCloseTo(expected, 12);
  });

  test("the hand brake adds 1.5 m/s^2, and brakes act against the motion", () => {
    expect(accel(0, 0, 10, true)).toBe(-1.5);
    expect(accel(0, 1, 10, true)).toBe(-9.5);
    expect(accel(0, 0.5, -2)).toBe(4);
  });

  test("samples constant power above 10 m/s, within the chord of the table", () => {
    for (const v of [10, 15, 20, 30, 40, 60]) expect(driveShareRatio(v)).toBeCloseTo(10 / v, 15);
    for (let v = 10; v <= 60; v += 0.25) {
      expect(driveShareRatio(v) * v).toBeGreaterThanOrEqual(10 - 1e-9);
      expect(driveShareRatio(v) * v).toBeLessThan(10.5);
    }
  });

  test("is monotone: in the throttle, in the brake, and in the speed", () => {
    const pedal = fc.double({ min: 0, max: 1, noNaN: true });
    const speed = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(pedal, pedal, pedal, speed, speed, (a, b, other, v, w) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(accel(high, other, v)).toBeGreaterThanOrEqual(accel(low, other, v));
        expect(accel(other, high, v)).toBeLessThanOrEqual(accel(other, low, v));
        expect(accel(other, 0, Math.max(v, w))).toBeLessThanOrEqual(accel(other, 0, Math.min(v, w)));
      }),
    );
  });
});
