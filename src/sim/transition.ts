/**
 * How a value changes from one number to another: shape f(u) with u in [0, 1], f(0) = 0, f(1) = 1, and what follows from it in closed form.
 *
 *   linear      f = u                         integral u^2 / 2
 *   sinusoidal  f = (1 - cos(pi u)) / 2       integral (u - sin(pi u) / pi) / 2
 *   cubic       f = u^2 (3 - 2 u)             integral u^3 - u^4 / 2
 *   step        at once
 *
 * All but the step have the integral 1/2 at u = 1: a change from a to b over time P covers P (a + b) / 2, whatever its shape.
 * Shapes and peak rates: scenarios.md section 2.
 */
import { PI } from "../core/angle.ts";
import { cos, sin } from "../core/dmath.ts";
import type { TransitionShape } from "./storyboard-model.ts";

/** The index is the number kept in the state. */
export const SHAPES: readonly TransitionShape[] = ["linear", "sinusoidal", "cubic", "step"];
export const LINEAR = 0;
const SINUSOIDAL = 1;
const CUBIC = 2;
export const STEP = 3;

/** f at u, which is held to [0, 1]. */
export function shapeValue(shape: number, u: number): number {
  if (u >= 1 || shape === STEP) return 1;
  if (u <= 0) return 0;
  if (shape === LINEAR) return u;
  if (shape === SINUSOIDAL) return 0.5 * (1 - cos(PI * u));
  return u * u * (3 - 2 * u);
}

/** Integral of f from 0 to u in [0, 1]. */
export function shapeIntegral(shape: number, u: number): number {
  if (shape === LINEAR) return 0.5 * u * u;
  if (shape === SINUSOIDAL) return 0.5 * (u - sin(PI * u) / PI);
  if (shape === CUBIC) return u * u * u * (1 - 0.5 * u);
  return u;
}

/** First derivative of f; 0 outside [0, 1). */
export function shapeRate(shape: number, u: number): number {
  if (u < 0 || u >= 1 || shape === STEP) return 0;
  if (shape === LINEAR) return 1;
  if (shape === SINUSOIDAL) return 0.5 * PI * sin(PI * u);
  return 6 * u * (1 - u);
}

/** Second derivative of f; 0 outside [0, 1). */
export function shapeBend(shape: number, u: number): number {
  if (u < 0 || u >= 1) return 0;
  if (shape === SINUSOIDAL) return 0.5 * PI * PI * cos(PI * u);
  return shape === CUBIC ? 6 - 12 * u : 0;
}

/** Time a change by `delta` takes if its fastest moment has the rate `peakRate`: P = peak of f' times abs(delta) / peakRate. */
export function durationOfRateSec(shape: number, delta: number, peakRate: number): number {
  const peak = shape === SINUSOIDAL ? 0.5 * PI : shape === CUBIC ? 1.5 : 1;
  return shape === STEP ? 0 : (peak * Math.abs(delta)) / peakRate;
}

/**
 * Time a change from v0 to v1 takes if it covers `distanceM`: 2 d / (v0 + v1). The shape is that over time, as in esmini.
 * 0 where the two cancel and no time would cover the distance.
 */
export function durationOfDistanceSec(v0Mps: number, v1Mps: number, distanceM: number): number {
  const sum = Math.abs(v0Mps + v1Mps);
  return sum > 0 ? (2 * distanceM) / sum : 0;
}

/** Distance covered in `tSec` from the start of a change of speed from v0 by dv over P, then at the new speed. Exact. */
export function distanceAfterM(shape: number, v0Mps: number, dvMps: number, overSec: number, tSec: number): number {
  if (dvMps === 0) return v0Mps * tSec;
  if (tSec >= overSec || shape === STEP) {
    const reached = shape === STEP ? 0 : v0Mps * overSec + 0.5 * dvMps * overSec;
    const rest = shape === STEP ? tSec : tSec - overSec;
    return reached + (v0Mps + dvMps) * rest;
  }
  return v0Mps * tSec + dvMps * overSec * shapeIntegral(shape, tSec / overSec);
}
