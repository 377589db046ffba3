import { G1, G2, G3, G4, G5, W1, W2, W3 } from "./gauss.ts";
import type { LocalPoint } from "./spiral.ts";

type Four = readonly [number, number, number, number];

/**
 * A curve u(p), v(p) of two cubics, asked by its arc length. The parameter of a paramPoly3 is not the arc length (ASAM OpenDRIVE 9.6: only
 * its range is), so s is found from p by a table of integrated lengths and Newton's method on the exact integral.
 */
export interface ParamCurve {
  /** Coefficients of u(p) and v(p), from the constant one up. */
  readonly uNumbers: Float64Array;
  readonly vNumbers: Float64Array;
  /** Arc length of the curve over the length the file states. */
  readonly stretchRatio: number;
  readonly count: number;
  /** The parameter at the borders of the parts: one more than parts. */
  readonly borderSlot: Float64Array;
  /** Arc length from the start to each border. */
  readonly arcM: Float64Array;
  /** Growth of the parameter per m of arc length at each border; 0 where the curve stands still. */
  readonly paceRatio: Float64Array;
}

/** Halvings of the parameter's range: 128 parts, as each part is two halves; reached only about a cusp. */
const MAX_HALVINGS = 6;
/** What halving a part may change of its length, as a share of it. */
const ACCURACY = 1e-13;
const COS_PART = 0.8775825618903728; // cos 0.5, as the parts of a spiral
const MAX_STEPS = 20;

/**
 * The curve of a paramPoly3: the parameter from 0 to `p`, laid out over `lengthM` so that
 * joints stay closed where the file's length is a little off.
 */
export function paramCurveOf(u: Four, v: Four, p: number, lengthM: number): ParamCurve {
  const curve = curveOver(u, v, p);
  const totalM = curve.arcM[curve.count]!;
  return { ...curve, stretchRatio: lengthM > 0 ? totalM / lengthM : 1 };
}

/** The curve of a poly3 v(u): as long as the file says, at most to u = `lengthM` since no curve is shorter than its chord. */
export function polyCurveOf(v: Four, lengthM: number): ParamCurve {
  return { ...curveOver([0, 1, 0, 0], v, lengthM), stretchRatio: 1 };
}

/** The point at a distance from the start, within the curve's ends. */
export function paramPoint(curve: ParamCurve, alongM: number, out: LocalPoint): void {
  const p = parameterAt(curve, alongM * curve.stretchRatio);
  const { uNumbers: u, vNumbers: v } = curve;
  const du = u[1]! + p * (2 * u[2]! + p * 3 * u[3]!);
  const dv = v[1]! + p * (2 * v[2]! + p * 3 * v[3]!);
  const speed = Math.sqrt(du * du + dv * dv);
  out.xM = u[0]! + p * (u[1]! + p * (u[2]! + p * u[3]!));
  out.yM = v[0]! + p * (v[1]! + p * (v[2]! + p * v[3]!));
  // At a cusp there is no direction: the frame's own.
  out.cosH = speed > 0 ? du / speed : 1;
  out.sinH = speed > 0 ? dv / speed : 0;
  const bend = du * (2 * v[2]! + 6 * v[3]! * p) - dv * (2 * u[2]! + 6 * u[3]! * p);
  out.curvaturePerM = speed > 0 ? bend / (speed * speed * speed) : 0;
}

/** The parameter at an arc length: Newton from the cubic that has the part's ends and its slopes there. */
function parameterAt(curve: ParamCurve, arcM: number): number {
  const { borderSlot, arcM: table, count } = curve;
  let low = 0;
  let high = count;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (table[middle]! <= arcM) low = middle;
    else high = middle;
  }
  const from = borderSlot[low]!;
  const to = borderSlot[low + 1]!;
  const partM = table[low + 1]! - table[low]!;
  const restM = arcM - table[low]!;
  if (!(partM > 0) || restM <= 0) return from;
  if (restM >= partM) return to;
  let p = from + firstGuess(curve, low, restM / partM);
  for (let i = 0; i < MAX_STEPS; i++) {
    const step = (arcOver(curve.uNumbers, curve.vNumbers, from, p) - restM) / speedAt(curve.uNumbers, curve.vNumbers, p);
    const next = Math.min(to, Math.max(from, p - step));
    const moved = Math.abs(next - p);
    p = next;
    // Newton doubles the digits: the step after this one would be near rounding.
    if (!(moved > 1e-6 * (to - from))) break;
  }
  return p;
}

/** Hermite's cubic for the parameter by arc length over a part, at a share of its length; its slopes are one over the speeds. */
function firstGuess(curve: ParamCurve, part: number, share: number): number {
  const { borderSlot, arcM, paceRatio } = curve;
  const step = borderSlot[part + 1]! - borderSlot[part]!;
  const lengthM = arcM[part + 1]! - arcM[part]!;
  const begins = paceRatio[part]! * lengthM;
  const ends = paceRatio[part + 1]! * lengthM;
  const rest = 1 - share;
  return share * share * (3 - 2 * share) * step + share * rest * (rest * begins - share * ends);
}

function curveOver(u: Four, v: Four, range: number): Omit<ParamCurve, "stretchRatio"> {
  const coefficients = { uNumbers: Float64Array.from(u), vNumbers: Float64Array.from(v) };
  const borders = [0];
  const arcs = [0];
  const { uNumbers, vNumbers } = coefficients;
  addParts(uNumbers, vNumbers, 0, range, arcOver(uNumbers, vNumbers, 0, range), MAX_HALVINGS, borders, arcs);
  const pace = (p: number): number => {
    const speed = speedAt(coefficients.uNumbers, coefficients.vNumbers, p);
    return speed > 0 ? 1 / speed : 0;
  };
  const borderSlot = Float64Array.from(borders);
  return {
    ...coefficients,
    count: borders.length - 1,
    borderSlot,
    arcM: Float64Array.from(arcs),
    paceRatio: Float64Array.from(borders, pace),
  };
}

/** Halves a part, `whole` long, until its two halves add up to it and it turns little, and appends what is left. */
function addParts(
  u: Float64Array,
  v: Float64Array,
  from: number,
  to: number,
  whole: number,
  left: number,
  borders: number[],
  arcs: number[],
): void {
  const middle = 0.5 * (from + to);
  const first = arcOver(u, v, from, middle);
  const second = arcOver(u, v, middle, to);
  const isExact = Math.abs(first + second - whole) <= ACCURACY * Math.abs(whole);
  if (left === 0 || (isExact && turnsLittle(u, v, from, middle) && turnsLittle(u, v, middle, to))) {
    const before = arcs[arcs.length - 1]!;
    borders.push(middle, to);
    arcs.push(before + first, before + first + second);
    return;
  }
  addParts(u, v, from, middle, first, left - 1, borders, arcs);
  addParts(u, v, middle, to, second, left - 1, borders, arcs);
}

function turnsLittle(u: Float64Array, v: Float64Array, from: number, to: number): boolean {
  const u1 = slope(u, from);
  const v1 = slope(v, from);
  const u2 = slope(u, to);
  const v2 = slope(v, to);
  return u1 * u2 + v1 * v2 >= COS_PART * Math.sqrt((u1 * u1 + v1 * v1) * (u2 * u2 + v2 * v2));
}

/** Length of the curve between two parameters by five points of quadrature. */
function arcOver(u: Float64Array, v: Float64Array, from: number, to: number): number {
  const d = to - from;
  const ends = speedAt(u, v, from + G1 * d) + speedAt(u, v, from + G5 * d);
  const inner = speedAt(u, v, from + G2 * d) + speedAt(u, v, from + G4 * d);
  return d * (W1 * ends + W2 * inner + W3 * speedAt(u, v, from + G3 * d));
}

function speedAt(u: Float64Array, v: Float64Array, p: number): number {
  const du = slope(u, p);
  const dv = slope(v, p);
  return Math.sqrt(du * du + dv * dv);
}

function slope(c: Float64Array, p: number): number {
  return c[1]! + p * (2 * c[2]! + p * 3 * c[3]!);
}
