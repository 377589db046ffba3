import { bracketAt, heldAt, lastAtOrBefore, linearAt } from "../core/interp.ts";
import { unwrapRad } from "../core/angle.ts";
import type { Channel } from "./drive.ts";

/** A quantity on an even grid from the recording's start; where `valid` is 0 the value is 0 and means nothing. */
export interface Grid {
  readonly stepSec: number;
  readonly value: Float64Array;
  readonly valid: Uint8Array;
}

/** A channel on a grid, as between its samples; angles are unwrapped along the grid. */
export function gridOf(channel: Channel, stepSec: number, count: number): Grid {
  const { tNs, gapLimitNs, between } = channel;
  const from = between === "angle" ? unwrapped(channel.value) : channel.value;
  const value = new Float64Array(count);
  const valid = new Uint8Array(count);
  for (let k = 0, hint = 0; k < count; k++) {
    const t = Math.round(k * stepSec * 1e9);
    hint = lastAtOrBefore(tNs, t, hint);
    const i = between === "previous" ? heldAt(tNs, t, gapLimitNs, hint) : bracketAt(tNs, t, gapLimitNs, hint);
    if (i < 0) continue;
    valid[k] = 1;
    value[k] = between === "previous" ? from[i]! : linearAt(tNs, from, i, t);
  }
  return { stepSec, value, valid };
}

function unwrapped(anglesRad: Float64Array): Float64Array {
  const out = anglesRad.slice();
  unwrapRad(out);
  return out;
}

/** Rate of change between half a window before and half after each point; valid where both are. */
export function rateOf(grid: Grid, windowSec: number): Grid {
  return windowed(grid, windowSec, (from, to) => (grid.value[to]! - grid.value[from]!) / ((to - from) * grid.stepSec));
}

/** Mean over the same window by the trapezoid rule, so that it matches `rateOf` of its integral. */
export function meanOf(grid: Grid, windowSec: number): Grid {
  const sums = new Float64Array(grid.value.length);
  for (let k = 1; k < sums.length; k++) sums[k] = sums[k - 1]! + (grid.value[k - 1]! + grid.value[k]!) / 2;
  return windowed(grid, windowSec, (from, to) => (sums[to]! - sums[from]!) / (to - from));
}

function windowed(grid: Grid, windowSec: number, of: (from: number, to: number) => number): Grid {
  const half = Math.max(1, Math.round(windowSec / 2 / grid.stepSec));
  const n = grid.value.length;
  const value = new Float64Array(n);
  const valid = new Uint8Array(n);
  const invalidBefore = new Int32Array(n + 1);
  for (let k = 0; k < n; k++) invalidBefore[k + 1] = invalidBefore[k]! + (grid.valid[k] === 1 ? 0 : 1);
  for (let k = half; k + half < n; k++) {
    if (invalidBefore[k + half + 1] !== invalidBefore[k - half]) continue; // a gap inside the window
    valid[k] = 1;
    value[k] = of(k - half, k + half);
  }
  return { stepSec: grid.stepSec, value, valid };
}

/** The product of two quantities, valid where both are. */
export function product(a: Grid, b: Grid): Grid {
  const value = a.value.map((v, k) => v * b.value[k]!);
  return { stepSec: a.stepSec, value, valid: a.valid.map((v, k) => v & b.valid[k]!) };
}

/** The same values, valid only where the mask is valid and not 0 too. */
export function masked(grid: Grid, mask: Grid): Grid {
  return { ...grid, valid: grid.valid.map((v, k) => v & mask.valid[k]! & (mask.value[k]! > 0.5 ? 1 : 0)) };
}

/** y = slope x + intercept by least squares, and Pearson's correlation; null with fewer than 10 points or where x or y does not vary. */
export interface Fit {
  readonly slopeRatio: number;
  readonly interceptValue: number;
  readonly correlationRatio: number;
}

/** Fits y[k + shift] over x[k]. */
export function fitOf(x: Grid, y: Grid, shift = 0): Fit | null {
  let n = 0;
  let meanX = 0;
  let meanY = 0;
  const isUsed = (k: number): boolean => x.valid[k] === 1 && y.valid[k + shift] === 1;
  const from = Math.max(0, -shift);
  const to = Math.min(x.value.length, y.value.length - shift);
  for (let k = from; k < to; k++) {
    if (!isUsed(k)) continue;
    n++;
    meanX += x.value[k]!;
    meanY += y.value[k + shift]!;
  }
  if (n < 10) return null;
  meanX /= n;
  meanY /= n;
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (let k = from; k < to; k++) {
    if (!isUsed(k)) continue;
    const dx = x.value[k]! - meanX;
    const dy = y.value[k + shift]! - meanY;
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  }
  // Below the rounding errors of the sums there is no variation to speak of.
  if (xx <= n * 1e-18 * (1 + meanX * meanX) || yy <= n * 1e-18 * (1 + meanY * meanY)) return null;
  const slope = xy / xx;
  return { slopeRatio: slope, interceptValue: meanY - slope * meanX, correlationRatio: xy / Math.sqrt(xx * yy) };
}

/** How much later the response follows: the shift, up to `maxSec`, at which it correlates best with the cause. */
export interface Lag {
  readonly sec: number;
  readonly correlationRatio: number;
}

/** Null where there is too little to correlate, or the best shift is the longest one tried. */
export function lagOf(cause: Grid, response: Grid, maxSec: number): Lag | null {
  const last = Math.round(maxSec / cause.stepSec);
  let best: Lag | null = null;
  let bestShift = 0;
  for (let shift = 0; shift <= last; shift++) {
    const fit = fitOf(cause, response, shift);
    if (fit === null || (best !== null && fit.correlationRatio <= best.correlationRatio)) continue;
    best = { sec: shift * cause.stepSec, correlationRatio: fit.correlationRatio };
    bestShift = shift;
  }
  return bestShift === last ? null : best;
}

/** The value that a share of the values lies at or below (nearest rank); null for none. */
export function percentile(values: readonly number[], ratio: number): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(ratio * sorted.length) - 1))] ?? null;
}
