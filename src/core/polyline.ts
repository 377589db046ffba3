/**
 * Polylines in W with arc length: s runs along the line from its first point, t is the distance to its left.
 * Both ends go on straight, so that every point of the plane has an s and a t; s below 0 or above `lengthM` lies beyond an end.
 *
 * Look-ups allocate nothing and take a hint, any segment index, best that of the previous look-up.
 */
import { unwrapRad, wrapRad } from "./angle.ts";
import { atan2 } from "./dmath.ts";
import { lastAtOrBefore } from "./interp.ts";

/** n points and the n - 1 segments between them; frozen after `polylineOf`. */
export interface Polyline {
  /** Number of points. */
  readonly count: number;
  readonly lengthM: number;
  // per point
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  /** Arc length from the first point. */
  readonly sM: Float64Array;
  /** Yaw of the circle through a point and its two neighbours; an end has the yaw of its segment. Whole turns are unwrapped. */
  readonly pointYawRad: Float64Array;
  /** Turn at the point over the mean length of its two segments, left positive; an end has its neighbour's. */
  readonly curvaturePerM: Float64Array;
  // per segment
  readonly tangentX: Float64Array;
  readonly tangentY: Float64Array;
  readonly yawRad: Float64Array;
}

/** A place on a polyline, written by `placeAt`. */
export interface LinePlace {
  xM: number;
  yM: number;
  yawRad: number;
  segment: number;
}

/** A point's coordinates along a polyline, written by `project` and `projectNear`. */
export interface LineProjection {
  sM: number;
  tM: number;
  /** Distance to the nearest point of the line itself, without its continuations. */
  distanceM: number;
  segment: number;
}

/**
 * The polyline through the points (xM[i], yM[i]), which are copied.
 * RangeError for fewer than 2 points, different counts, a coordinate or length that is not finite, or two successive points that coincide.
 */
export function polylineOf(xM: ArrayLike<number>, yM: ArrayLike<number>): Polyline {
  const count = xM.length;
  if (count < 2 || yM.length !== count) throw new RangeError(`a polyline needs 2 points or more, found ${count} x and ${yM.length} y`);
  const line = {
    count,
    lengthM: 0,
    xM: Float64Array.from(xM),
    yM: Float64Array.from(yM),
    sM: new Float64Array(count),
    pointYawRad: new Float64Array(count),
    curvaturePerM: new Float64Array(count),
    tangentX: new Float64Array(count - 1),
    tangentY: new Float64Array(count - 1),
    yawRad: new Float64Array(count - 1),
  };
  measureSegments(line);
  measurePoints(line);
  line.lengthM = line.sM[count - 1]!;
  return line;
}

/** Fills sM, tangents and yaw. */
function measureSegments(line: Polyline): void {
  for (let i = 0; i + 1 < line.count; i++) {
    const dx = line.xM[i + 1]! - line.xM[i]!;
    const dy = line.yM[i + 1]! - line.yM[i]!;
    const length = Math.sqrt(dx * dx + dy * dy);
    line.sM[i + 1] = line.sM[i]! + length;
    if (!Number.isFinite(line.sM[i + 1]!)) throw new RangeError(`points ${i} and ${i + 1} of a polyline are not finitely far apart`);
    if (!(line.sM[i + 1]! > line.sM[i]!)) throw new RangeError(`points ${i} and ${i + 1} of a polyline coincide`);
    line.tangentX[i] = dx / length;
    line.tangentY[i] = dy / length;
    line.yawRad[i] = atan2(dy, dx);
  }
}

/** Fills pointYawRad and curvaturePerM. */
function measurePoints(line: Polyline): void {
  const { count, sM, tangentX, tangentY, pointYawRad, curvaturePerM } = line;
  const yawRad = line.yawRad.slice();
  unwrapRad(yawRad);
  pointYawRad[0] = yawRad[0]!;
  pointYawRad[count - 1] = yawRad[count - 2]!;
  for (let i = 1; i + 1 < count; i++) {
    const before = sM[i]! - sM[i - 1]!;
    const span = sM[i + 1]! - sM[i - 1]!;
    pointYawRad[i] = yawRad[i - 1]! + (yawRad[i]! - yawRad[i - 1]!) * (before / span);
    // For the turn phi, |tangent change| = 2 sin(phi / 2): on a circle with equal chords exactly its curvature, and finite at a reversal.
    const changeX = tangentX[i]! - tangentX[i - 1]!;
    const changeY = tangentY[i]! - tangentY[i - 1]!;
    const isLeft = tangentX[i - 1]! * tangentY[i]! - tangentY[i - 1]! * tangentX[i]! >= 0;
    const turn = 2 * Math.sqrt(changeX * changeX + changeY * changeY);
    curvaturePerM[i] = (isLeft ? turn : -turn) / span;
  }
  if (count > 2) {
    curvaturePerM[0] = curvaturePerM[1]!;
    curvaturePerM[count - 1] = curvaturePerM[count - 2]!;
  }
}

// ---- from s, t to x, y ----

/** Index of the segment at s; the first or last one beyond the ends. */
export function segmentAt(line: Polyline, sM: number, hint: number): number {
  if (!(sM > 0)) return 0;
  return sM < line.lengthM ? lastAtOrBefore(line.sM, sM, hint) : line.count - 2;
}

/** Writes the place at (s, t); its yaw is that of the segment. */
export function placeAt(line: Polyline, sM: number, tM: number, hint: number, out: LinePlace): void {
  const i = segmentAt(line, sM, hint);
  const along = sM - line.sM[i]!;
  out.xM = line.xM[i]! + along * line.tangentX[i]! - tM * line.tangentY[i]!;
  out.yM = line.yM[i]! + along * line.tangentY[i]! + tM * line.tangentX[i]!;
  out.yawRad = line.yawRad[i]!;
  out.segment = i;
}

/** Yaw at s without the steps of the segments: linear between the yaws of the points; in (-pi, pi]. */
export function smoothYawRadAt(line: Polyline, sM: number, hint: number): number {
  const i = segmentAt(line, sM, hint);
  return wrapRad(betweenPoints(line, line.pointYawRad, i, Math.min(Math.max(sM, 0), line.lengthM)));
}

/** Curvature at s: linear between the points, left positive; 0 beyond the ends, where the line goes on straight. */
export function curvaturePerMAt(line: Polyline, sM: number, hint: number): number {
  if (!(sM >= 0 && sM <= line.lengthM)) return 0;
  return betweenPoints(line, line.curvaturePerM, segmentAt(line, sM, hint), sM);
}

function betweenPoints(line: Polyline, values: Float64Array, i: number, sM: number): number {
  const from = line.sM[i]!;
  return values[i]! + (values[i + 1]! - values[i]!) * ((sM - from) / (line.sM[i + 1]! - from));
}

// ---- from x, y to s, t ----

/** Segments searched to each side of a hint: a car at 50 m/s moves 0.5 m a tick, a few segments of any line. */
const REACH = 8;

/** Writes the coordinates of the line's nearest point; the first one along the line where several are. Visits every segment. */
export function project(line: Polyline, xM: number, yM: number, out: LineProjection): void {
  projectOnto(line, nearestSegment(line, xM, yM, 0, line.count - 2), xM, yM, out);
}

/**
 * The same near a segment: the nearest point within a few segments of the hint, so that a line that crosses itself is followed on the
 * pass one is on. Where that point is on the outermost segment searched, or the hint lies off the line, all segments are searched.
 */
export function projectNear(line: Polyline, xM: number, yM: number, hint: number, out: LineProjection): void {
  const from = Math.max(0, hint - REACH);
  const to = Math.min(line.count - 2, hint + REACH);
  const found = nearestSegment(line, xM, yM, from, to);
  if (found > from && found < to) projectOnto(line, found, xM, yM, out);
  else project(line, xM, yM, out);
}

/** Index of the first segment among from ... to that comes nearest to the point. */
function nearestSegment(line: Polyline, xM: number, yM: number, from: number, to: number): number {
  let nearest = from;
  let least = Infinity;
  for (let i = from; i <= to; i++) {
    const dx = xM - line.xM[i]!;
    const dy = yM - line.yM[i]!;
    const tx = line.tangentX[i]!;
    const ty = line.tangentY[i]!;
    const over = overshootM(line, i, dx * tx + dy * ty);
    const across = tx * dy - ty * dx;
    const square = over * over + across * across;
    if (square < least) {
      least = square;
      nearest = i;
    }
  }
  return nearest;
}

/** How far a position along a segment lies beyond its ends: negative before, positive after, 0 between. */
function overshootM(line: Polyline, segment: number, alongM: number): number {
  if (alongM < 0) return alongM;
  return Math.max(0, alongM - (line.sM[segment + 1]! - line.sM[segment]!));
}

function projectOnto(line: Polyline, segment: number, xM: number, yM: number, out: LineProjection): void {
  const dx = xM - line.xM[segment]!;
  const dy = yM - line.yM[segment]!;
  const tx = line.tangentX[segment]!;
  const ty = line.tangentY[segment]!;
  const along = dx * tx + dy * ty;
  const across = tx * dy - ty * dx;
  const over = overshootM(line, segment, along);
  const distance = Math.sqrt(over * over + across * across);
  const next = over < 0 ? segment - 1 : segment + 1;
  const isAtBend = over !== 0 && next >= 0 && next <= line.count - 2;
  out.segment = segment;
  out.distanceM = distance;
  out.sM = line.sM[segment]! + (isAtBend ? along - over : along);
  if (!isAtBend) {
    out.tM = across;
    return;
  }
  // The nearest point is a bend seen from outside: its side is that of the direction halfway through the turn.
  const bend = over < 0 ? segment : segment + 1;
  const middleX = tx + line.tangentX[next]!;
  const middleY = ty + line.tangentY[next]!;
  const isLeft = middleX * (yM - line.yM[bend]!) - middleY * (xM - line.xM[bend]!) >= 0;
  out.tM = isLeft ? distance : -distance;
}
