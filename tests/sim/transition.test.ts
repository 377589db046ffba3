import { describe, expect, test } from "vitest";
import {
  distanceAfterM,
  durationOfDistanceSec,
  durationOfRateSec,
  SHAPES,
  shapeBend,
  shapeIntegral,
  shapeRate,
  shapeValue,
} from "../../src/sim/transition.ts";

const SMOOTH = ["linear", "sinusoidal", "cubic"].map((name) => SHAPES.indexOf(name as (typeof SHAPES)[number]));
const [LINEAR, SINUSOIDAL, CUBIC] = SMOOTH as [number, number, number];
const STEP = SHAPES.indexOf("step");

describe("shapes of a transition", () => {
  test("begin at 0, end at 1, are halfway at half time", () => {
    for (const shape of SMOOTH) {
      expect(shapeValue(shape, 0)).toBe(0);
      expect(shapeValue(shape, 0.5)).toBeCloseTo(0.5, 15);
      expect(shapeValue(shape, 1)).toBe(1);
      expect(shapeValue(shape, 7)).toBe(1);
    }
    expect(shapeValue(STEP, 0)).toBe(1);
  });

  test("a quarter of the way by hand", () => {
    expect(shapeValue(LINEAR, 0.25)).toBe(0.25);
    expect(shapeValue(SINUSOIDAL, 0.25)).toBeCloseTo((1 - Math.SQRT1_2) / 2, 15);
    expect(shapeValue(CUBIC, 0.25)).toBeCloseTo(0.0625 * 2.5, 15);
  });

  test("rate, bend and integral are the derivatives and the integral of the value", () => {
    const h = 1e-5;
    for (const shape of SMOOTH) {
      for (const u of [0.1, 0.37, 0.5, 0.83]) {
        expect(shapeRate(shape, u)).toBeCloseTo((shapeValue(shape, u + h) - shapeValue(shape, u - h)) / (2 * h), 8);
        expect(shapeBend(shape, u)).toBeCloseTo((shapeRate(shape, u + h) - shapeRate(shape, u - h)) / (2 * h), 8);
        expect(shapeValue(shape, u)).toBeCloseTo((shapeIntegral(shape, u + h) - shapeIntegral(shape, u - h)) / (2 * h), 8);
      }
    }
  });

  test("a rate is the peak rate: at half time exactly that rate is reached", () => {
    // From 20 to 32 at 3: linear 4 s, sinusoidal 2 pi s, cubic 6 s.
    expect(durationOfRateSec(LINEAR, 12, 3)).toBe(4);
    expect(durationOfRateSec(SINUSOIDAL, 12, 3)).toBeCloseTo(2 * Math.PI, 14);
    expect(durationOfRateSec(CUBIC, 12, 3)).toBe(6);
    for (const shape of SMOOTH) {
      const over = durationOfRateSec(shape, -12, 3);
      expect((-12 / over) * shapeRate(shape, 0.5)).toBeCloseTo(-3, 14);
    }
    expect(durationOfRateSec(STEP, 12, 3)).toBe(0);
  });

  test("over a distance the change takes two distances over the sum of the speeds, and covers just that distance", () => {
    expect(durationOfDistanceSec(0, 10, 50)).toBe(10);
    expect(durationOfDistanceSec(30, 10, 40)).toBe(2);
    expect(durationOfDistanceSec(0, 0, 40)).toBe(0);
    for (const shape of SMOOTH) expect(distanceAfterM(shape, 30, -20, 2, 2)).toBeCloseTo(40, 13);
  });

  test("distance goes on at the new speed after the change", () => {
    for (const shape of SMOOTH) expect(distanceAfterM(shape, 10, 4, 3, 5)).toBeCloseTo(36 + 28, 13);
    expect(distanceAfterM(STEP, 10, 4, 0, 5)).toBe(70);
    // Linear by hand: 10 * 1 + 4 / 3 * 1 / 2.
    expect(distanceAfterM(LINEAR, 10, 4, 3, 1)).toBeCloseTo(10 + 2 / 3, 14);
  });
});
