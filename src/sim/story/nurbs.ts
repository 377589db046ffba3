/**
 * Plane NURBS curves by arc length. de Boor's algorithm on homogeneous coordinates (Piegl and Tiller, The NURBS Book, 2nd ed., 4.1 and 4.3):
 * the two points of the last but one level give both the point and the derivative. Arc length by a table of integrated lengths, then Newton.
 */
import { G1, G2, G3, G4, G5, W1, W2, W3 } from "../../road/opendrive/gauss.ts";

/** Plain data. Knot k is valid over `[knots[degree], knots[count]]`, the domain of the curve. */
export interface NurbsCurve {
  readonly degree: number;
  readonly knots: Float64Array;
  /** w x, w y, w of each control point. */
  readonly weighted: Float64Array;
  /** Borders of the parts of the domain: parameter and arc length from the start. */
  readonly borders: Float64Array;
  readonly arcM: Float64Array;
}

/** A point of the curve, written by `nurbsPoint`: the derivative is by the parameter. */
export interface NurbsPoint {
  xM: number;
  yM: number;
  dx: number;
  dy: number;
}

/** The degree has no use beyond this; it bounds the work of one point. */
const MAX_NURBS_ORDER = 24;
/** Parts of each span between two knots: the five-point rule on them is exact to rounding for curves that do not fold. */
export const NURBS_PARTS = 64;
const NEWTON_STEPS = 12;
/** Of a step, what its number may be short of. */
const SAME_STEP = 1e-6;

const WORK = new Float64Array(3 * MAX_NURBS_ORDER);
const POINT: NurbsPoint = { xM: 0, yM: 0, dx: 0, dy: 0 };

/** What is wrong with order and knots for so many control points (ASAM OpenSCENARIO XML 1.3, Nurbs); null: nothing. */
export function nurbsFault(order: number, count: number, knots: readonly number[]): string | null {
  if (!Number.isInteger(order) || order < 2 || order > MAX_NURBS_ORDER) return `an order from 2 to ${MAX_NURBS_ORDER}, found ${order}`;
  if (count < order) return `${order} control points or more, found ${count}`;
  if (knots.length !== count + order) return `${count + order} knots, found ${knots.length}`;
  for (let i = 0; i < knots.length; i++) {
    if (!Number.isFinite(knots[i]!) || (i > 0 && knots[i]! < knots[i - 1]!))
      return `knots that do not decrease, found ${knots[i]} as number ${i + 1}`;
  }
  return knots[count]! > knots[order - 1]! ? null : "knots that span more than one point";
}

/** The curve; order and knots as `nurbsFault` wants them, weights positive. */
export function nurbsOf(
  order: number,
  knots: readonly number[],
  xM: readonly number[],
  yM: readonly number[],
  weights: readonly number[],
): NurbsCurve {
  const weighted = new Float64Array(3 * xM.length);
  for (let i = 0; i < xM.length; i++) {
    weighted[3 * i] = weights[i]! * xM[i]!;
    weighted[3 * i + 1] = weights[i]! * yM[i]!;
    weighted[3 * i + 2] = weights[i]!;
  }
  const degree = order - 1;
  const bordersList: number[] = [knots[degree]!];
  for (let k = degree; k < xM.length; k++) {
    const from = knots[k]!;
    const to = knots[k + 1]!;
    if (to <= from) continue;
    for (let part = 1; part <= NURBS_PARTS; part++) bordersList.push(part === NURBS_PARTS ? to : from + ((to - from) * part) / NURBS_PARTS);
  }
  const borders = Float64Array.from(bordersList);
  const curve: NurbsCurve = { degree, knots: Float64Array.from(knots), weighted, borders, arcM: new Float64Array(borders.length) };
  for (let i = 1; i < borders.length; i++) curve.arcM[i] = curve.arcM[i - 1]! + partLengthM(curve, borders[i - 1]!, borders[i]!);
  return curve;
}

/** Length of the whole curve, m. */
export function nurbsLengthM(curve: NurbsCurve): number {
  return curve.arcM[curve.arcM.length - 1]!;
}

/** The point and derivative at parameter `u`, held within the domain. */
export function nurbsPoint(curve: NurbsCurve, u: number, out: NurbsPoint): void {
  const { degree, knots, weighted } = curve;
  const count = weighted.length / 3;
  const at = Math.min(knots[count]!, Math.max(knots[degree]!, u));
  const span = spanOf(knots, degree, count, at);
  for (let j = 0; j < 3 * (degree + 1); j++) WORK[j] = weighted[3 * (span - degree) + j]!;
  for (let level = 1; level < degree; level++) {
    for (let j = degree; j >= level; j--) {
      const low = knots[span - degree + j]!;
      const share = (at - low) / (knots[span + 1 + j - level]! - low);
      for (let c = 0; c < 3; c++) WORK[3 * j + c] = (1 - share) * WORK[3 * j - 3 + c]! + share * WORK[3 * j + c]!;
    }
  }
  blendLast(curve, span, at, out);
}

/** The last level of de Boor: its two points, blended, are the point; their difference is the derivative. */
function blendLast(curve: NurbsCurve, span: number, at: number, out: NurbsPoint): void {
  const { degree, knots } = curve;
  const last = 3 * degree;
  const low = knots[span]!;
  const range = knots[span + 1]! - low;
  const share = (at - low) / range;
  const w = (1 - share) * WORK[last - 1]! + share * WORK[last + 2]!;
  out.xM = ((1 - share) * WORK[last - 3]! + share * WORK[last]!) / w;
  out.yM = ((1 - share) * WORK[last - 2]! + share * WORK[last + 1]!) / w;
  const scale = degree / range;
  const dw = scale * (WORK[last + 2]! - WORK[last - 1]!);
  out.dx = (scale * (WORK[last]! - WORK[last - 3]!) - dw * out.xM) / w;
  out.dy = (scale * (WORK[last + 1]! - WORK[last - 2]!) - dw * out.yM) / w;
}

/** The knot span, of more than a point, that holds `u`. */
function spanOf(knots: Float64Array, degree: number, count: number, u: number): number {
  let low = degree;
  let high = count;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (knots[middle]! <= u) low = middle;
    else high = middle;
  }
  while (low > degree && knots[low + 1]! <= knots[low]!) low--;
  return low;
}

/** Arc length between two parameters of one part. */
function partLengthM(curve: NurbsCurve, from: number, to: number): number {
  const range = to - from;
  const outer = W1 * (rateM(curve, from + G1 * range) + rateM(curve, from + G5 * range));
  const inner = W2 * (rateM(curve, from + G2 * range) + rateM(curve, from + G4 * range));
  return range * (outer + inner + W3 * rateM(curve, from + G3 * range));
}

function rateM(curve: NurbsCurve, u: number): number {
  nurbsPoint(curve, u, POINT);
  return Math.sqrt(POINT.dx * POINT.dx + POINT.dy * POINT.dy);
}

/** Arc length from the start to parameter `u`, m. */
export function nurbsArcM(curve: NurbsCurve, u: number): number {
  const part = partOf(curve.borders, u);
  return curve.arcM[part]! + partLengthM(curve, curve.borders[part]!, u);
}

/** The parameter at an arc length within the curve: Newton on the integral, held within its part of the table. */
export function nurbsParameter(curve: NurbsCurve, sM: number): number {
  const { borders, arcM } = curve;
  const part = partOf(arcM, sM);
  const from = borders[part]!;
  const to = borders[part + 1]!;
  const lengthM = arcM[part + 1]! - arcM[part]!;
  if (!(lengthM > 0)) return from;
  let u = from + ((to - from) * Math.min(lengthM, Math.max(0, sM - arcM[part]!))) / lengthM;
  for (let i = 0; i < NEWTON_STEPS; i++) {
    const missingM = sM - arcM[part]! - partLengthM(curve, from, u);
    const rate = rateM(curve, u);
    if (!(rate > 0) || Math.abs(missingM) <= 1e-13 * (1 + Math.abs(sM))) break;
    u = Math.min(to, Math.max(from, u + missingM / rate));
  }
  return u;
}

/** The last part that begins at or before `value`, and is not the end itself. */
function partOf(borders: Float64Array, value: number): number {
  let low = 0;
  let high = borders.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (borders[middle]! <= value) low = middle;
    else high = middle;
  }
  return low;
}

/** The parameter where control point `i` weighs most on the curve: where its B-spline is greatest. */
export function nurbsPeak(curve: NurbsCurve, i: number): number {
  const { degree, knots, weighted } = curve;
  const count = weighted.length / 3;
  if (i === 0) return knots[degree]!;
  if (i === count - 1) return knots[count]!;
  let low = Math.max(knots[degree]!, knots[i]!);
  let high = Math.min(knots[count]!, knots[i + degree + 1]!);
  // A B-spline rises to one peak and falls from it.
  for (let step = 0; step < 80; step++) {
    const a = low + (high - low) / 3;
    const b = high - (high - low) / 3;
    if (basisAt(knots, degree, count, i, a) < basisAt(knots, degree, count, i, b)) low = a;
    else high = b;
  }
  return 0.5 * (low + high);
}

/** Value of the B-spline of control point `i` (de Boor on a row of zeros and one 1). */
function basisAt(knots: Float64Array, degree: number, count: number, i: number, u: number): number {
  const span = spanOf(knots, degree, count, u);
  if (i < span - degree || i > span) return 0;
  for (let j = 0; j <= degree; j++) WORK[j] = span - degree + j === i ? 1 : 0;
  for (let level = 1; level <= degree; level++) {
    for (let j = degree; j >= level; j--) {
      const low = knots[span - degree + j]!;
      const share = (u - low) / (knots[span + 1 + j - level]! - low);
      WORK[j] = (1 - share) * WORK[j - 1]! + share * WORK[j]!;
    }
  }
  return WORK[degree]!;
}

/** Of so many even steps over the domain, the parameter of the last one at or before that where control point `i` weighs most. */
export function nurbsPeakStep(curve: NurbsCurve, i: number, steps: number): number {
  const { degree, knots, weighted } = curve;
  const first = knots[degree]!;
  const range = knots[weighted.length / 3]! - first;
  return first + (Math.floor(((nurbsPeak(curve, i) - first) / range) * steps + SAME_STEP) * range) / steps;
}
