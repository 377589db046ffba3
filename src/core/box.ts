/**
 * Oriented rectangles on the ground, in W: contact, gap, first time of contact. Sine and cosine of the yaw are kept by the caller.
 *
 * Contact of edges or corners counts as overlap. No function allocates. Separating axes: two convex shapes are apart exactly when one
 * edge normal separates them (Gottschalk, Lin and Manocha 1996); between two rectangles only four normals exist, two each.
 */
import type { Footprint } from "./frames.ts";

/** A rectangle: its centre in W, the direction of its front, and half its size. Reuse one object and `setBox` it in loops. */
export interface Box {
  xM: number;
  yM: number;
  cosYaw: number;
  sinYaw: number;
  halfLengthM: number;
  halfWidthM: number;
}

/** A box of no size at the origin. */
export function emptyBox(): Box {
  return { xM: 0, yM: 0, cosYaw: 1, sinYaw: 0, halfLengthM: 0, halfWidthM: 0 };
}

/** Writes a box from its centre, direction and full size. */
export function setBox(out: Box, xM: number, yM: number, cosYaw: number, sinYaw: number, lengthM: number, widthM: number): void {
  out.xM = xM;
  out.yM = yM;
  out.cosYaw = cosYaw;
  out.sinYaw = sinYaw;
  out.halfLengthM = 0.5 * lengthM;
  out.halfWidthM = 0.5 * widthM;
}

// ---- from the origin of B to the box centre and back: the only users of rearM ----

/** How far the box centre lies ahead of the origin of B. */
function centreAheadM(footprint: Footprint): number {
  return 0.5 * footprint.lengthM - footprint.rearM;
}

/** Writes the box centre of a body whose origin of B (the ego's rear-axle centre) is at (xM, yM). */
export function boxCentreOf(
  xM: number,
  yM: number,
  cosYaw: number,
  sinYaw: number,
  footprint: Footprint,
  out: { xM: number; yM: number },
): void {
  const ahead = centreAheadM(footprint);
  out.xM = xM + ahead * cosYaw;
  out.yM = yM + ahead * sinYaw;
}

/** Inverse of `boxCentreOf`: writes the origin of B of a body whose box centre is at (xM, yM). */
export function bodyOriginOf(
  xM: number,
  yM: number,
  cosYaw: number,
  sinYaw: number,
  footprint: Footprint,
  out: { xM: number; yM: number },
): void {
  const ahead = centreAheadM(footprint);
  out.xM = xM - ahead * cosYaw;
  out.yM = yM - ahead * sinYaw;
}

// ---- two boxes ----

/** Whether the boxes share at least one point. */
export function boxesOverlap(a: Box, b: Box): boolean {
  const dx = b.xM - a.xM;
  const dy = b.yM - a.yM;
  const c = Math.abs(a.cosYaw * b.cosYaw + a.sinYaw * b.sinYaw);
  const s = Math.abs(a.cosYaw * b.sinYaw - a.sinYaw * b.cosYaw);
  if (Math.abs(dx * a.cosYaw + dy * a.sinYaw) > a.halfLengthM + (b.halfLengthM * c + b.halfWidthM * s)) return false;
  if (Math.abs(dy * a.cosYaw - dx * a.sinYaw) > a.halfWidthM + (b.halfLengthM * s + b.halfWidthM * c)) return false;
  if (Math.abs(dx * b.cosYaw + dy * b.sinYaw) > b.halfLengthM + (a.halfLengthM * c + a.halfWidthM * s)) return false;
  return Math.abs(dy * b.cosYaw - dx * b.sinYaw) <= b.halfWidthM + (a.halfLengthM * s + a.halfWidthM * c);
}

/** Shortest distance between the boxes; 0 where they overlap. */
export function boxGapM(a: Box, b: Box): number {
  return Math.max(0, boxSignedDistanceM(a, b));
}

/** The gap, or, where the boxes overlap, minus the shortest shift that would part them. */
export function boxSignedDistanceM(a: Box, b: Box): number {
  const dx = b.xM - a.xM;
  const dy = b.yM - a.yM;
  const c = a.cosYaw * b.cosYaw + a.sinYaw * b.sinYaw;
  const s = a.cosYaw * b.sinYaw - a.sinYaw * b.cosYaw;
  const cSize = Math.abs(c);
  const sSize = Math.abs(s);
  // b's centre seen from a, and a's seen from b
  const bLon = dx * a.cosYaw + dy * a.sinYaw;
  const bLat = dy * a.cosYaw - dx * a.sinYaw;
  const aLon = -(dx * b.cosYaw + dy * b.sinYaw);
  const aLat = -(dy * b.cosYaw - dx * b.sinYaw);
  const apart = Math.max(
    Math.abs(bLon) - (a.halfLengthM + (b.halfLengthM * cSize + b.halfWidthM * sSize)),
    Math.abs(bLat) - (a.halfWidthM + (b.halfLengthM * sSize + b.halfWidthM * cSize)),
    Math.abs(aLon) - (b.halfLengthM + (a.halfLengthM * cSize + a.halfWidthM * sSize)),
    Math.abs(aLat) - (b.halfWidthM + (a.halfLengthM * sSize + a.halfWidthM * cSize)),
  );
  if (apart <= 0) return apart;
  // The nearest points of two rectangles apart include a corner of one.
  return Math.sqrt(Math.min(nearestCornerM2(a, b, bLon, bLat, c, s), nearestCornerM2(b, a, aLon, aLat, c, -s)));
}

/** Least squared distance from a box to the corners of another, whose centre and direction are given in the box's own frame. */
function nearestCornerM2(box: Box, other: Box, lon: number, lat: number, c: number, s: number): number {
  const aheadLon = other.halfLengthM * c;
  const aheadLat = other.halfLengthM * s;
  const leftLon = -other.halfWidthM * s;
  const leftLat = other.halfWidthM * c;
  return Math.min(
    outsideM2(box, lon + (aheadLon + leftLon), lat + (aheadLat + leftLat)),
    outsideM2(box, lon + (aheadLon - leftLon), lat + (aheadLat - leftLat)),
    outsideM2(box, lon - (aheadLon - leftLon), lat - (aheadLat - leftLat)),
    outsideM2(box, lon - (aheadLon + leftLon), lat - (aheadLat + leftLat)),
  );
}

/** Squared distance from a box to a point given in the box's own frame; 0 inside. */
function outsideM2(box: Box, lon: number, lat: number): number {
  const overLon = Math.max(0, Math.abs(lon) - box.halfLengthM);
  const overLat = Math.max(0, Math.abs(lat) - box.halfWidthM);
  return overLon * overLon + overLat * overLat;
}

// ---- two moving boxes ----

/** First and last instant at which no axis tried so far separates the boxes. */
const WINDOW_SEC = new Float64Array(2);

/**
 * First time in [0, horizonSec] at which the boxes share a point, each keeping its velocity (in W) and its direction.
 * Infinity where there is none. Exact: on each axis they touch during one interval, and they touch while all four intervals hold.
 */
export function sweptContactSec(
  a: Box,
  aVxMps: number,
  aVyMps: number,
  b: Box,
  bVxMps: number,
  bVyMps: number,
  horizonSec: number,
): number {
  const dx = b.xM - a.xM;
  const dy = b.yM - a.yM;
  const vx = bVxMps - aVxMps;
  const vy = bVyMps - aVyMps;
  const { cosYaw: ca, sinYaw: sa, halfLengthM: la, halfWidthM: wa } = a;
  const { cosYaw: cb, sinYaw: sb, halfLengthM: lb, halfWidthM: wb } = b;
  const c = Math.abs(ca * cb + sa * sb);
  const s = Math.abs(ca * sb - sa * cb);
  WINDOW_SEC[0] = 0;
  WINDOW_SEC[1] = horizonSec;
  const touches =
    meetsOnAxis(dx * ca + dy * sa, vx * ca + vy * sa, la + (lb * c + wb * s)) &&
    meetsOnAxis(dy * ca - dx * sa, vy * ca - vx * sa, wa + (lb * s + wb * c)) &&
    meetsOnAxis(dx * cb + dy * sb, vx * cb + vy * sb, lb + (la * c + wa * s)) &&
    meetsOnAxis(dy * cb - dx * sb, vy * cb - vx * sb, wb + (la * s + wa * c));
  return touches ? WINDOW_SEC[0]! : Infinity;
}

/** Cuts the window to the times with |distance + speed t| <= reach; whether any is left. */
function meetsOnAxis(distanceM: number, speedMps: number, reachM: number): boolean {
  if (speedMps === 0) return Math.abs(distanceM) <= reachM;
  const size = Math.abs(speedMps);
  const distance = speedMps > 0 ? distanceM : -distanceM;
  const enterSec = (-reachM - distance) / size;
  const leaveSec = (reachM - distance) / size;
  if (enterSec > WINDOW_SEC[0]!) WINDOW_SEC[0] = enterSec;
  if (leaveSec < WINDOW_SEC[1]!) WINDOW_SEC[1] = leaveSec;
  return WINDOW_SEC[0]! <= WINDOW_SEC[1]!;
}

// ---- a box and points or segments ----

/** Writes the corners as x, y pairs from out[at]: front left, rear left, rear right, front right. */
export function boxCorners(box: Box, out: Float64Array, at: number): void {
  const aheadX = box.halfLengthM * box.cosYaw;
  const aheadY = box.halfLengthM * box.sinYaw;
  const leftX = -box.halfWidthM * box.sinYaw;
  const leftY = box.halfWidthM * box.cosYaw;
  out[at] = box.xM + aheadX + leftX;
  out[at + 1] = box.yM + aheadY + leftY;
  out[at + 2] = box.xM - aheadX + leftX;
  out[at + 3] = box.yM - aheadY + leftY;
  out[at + 4] = box.xM - aheadX - leftX;
  out[at + 5] = box.yM - aheadY - leftY;
  out[at + 6] = box.xM + aheadX - leftX;
  out[at + 7] = box.yM + aheadY - leftY;
}

/** Position of a world point along the box's axis, from its centre forward. */
function lonOf(box: Box, xM: number, yM: number): number {
  return (xM - box.xM) * box.cosYaw + (yM - box.yM) * box.sinYaw;
}

/** Position of a world point across the box's axis, from its centre to the left. */
function latOf(box: Box, xM: number, yM: number): number {
  return (yM - box.yM) * box.cosYaw - (xM - box.xM) * box.sinYaw;
}

/** Whether the point lies in the box or on its edge. */
export function boxContains(box: Box, xM: number, yM: number): boolean {
  return Math.abs(lonOf(box, xM, yM)) <= box.halfLengthM && Math.abs(latOf(box, xM, yM)) <= box.halfWidthM;
}

/** Distance from the box to a point; 0 inside. */
export function pointGapM(box: Box, xM: number, yM: number): number {
  return Math.sqrt(outsideM2(box, lonOf(box, xM, yM), latOf(box, xM, yM)));
}

export type BoxSide = "front" | "left" | "rear" | "right";

/** The side a point lies on, inside or outside: the plane is cut along the two diagonals, which count as front or rear. */
export function boxSideOf(box: Box, xM: number, yM: number): BoxSide {
  const lon = lonOf(box, xM, yM);
  const lat = latOf(box, xM, yM);
  if (Math.abs(lon) * box.halfWidthM >= Math.abs(lat) * box.halfLengthM) return lon >= 0 ? "front" : "rear";
  return lat > 0 ? "left" : "right";
}

/** Whether the segment from (x1M, y1M) to (x2M, y2M) shares a point with the box. */
export function segmentTouchesBox(x1M: number, y1M: number, x2M: number, y2M: number, box: Box): boolean {
  const lon1 = lonOf(box, x1M, y1M);
  const lat1 = latOf(box, x1M, y1M);
  const lonMiddle = 0.5 * (lon1 + lonOf(box, x2M, y2M));
  const latMiddle = 0.5 * (lat1 + latOf(box, x2M, y2M));
  const lonReach = lon1 - lonMiddle;
  const latReach = lat1 - latMiddle;
  // Separating axes: the box's two normals, and the segment's own.
  if (Math.abs(lonMiddle) > box.halfLengthM + Math.abs(lonReach)) return false;
  if (Math.abs(latMiddle) > box.halfWidthM + Math.abs(latReach)) return false;
  const across = Math.abs(lonMiddle * latReach - latMiddle * lonReach);
  return across <= box.halfLengthM * Math.abs(latReach) + box.halfWidthM * Math.abs(lonReach);
}

/** Whether the front edge of `a`, from its left to its right corner, shares a point with `b`. */
export function frontEdgeTouches(a: Box, b: Box): boolean {
  const frontX = a.xM + a.halfLengthM * a.cosYaw;
  const frontY = a.yM + a.halfLengthM * a.sinYaw;
  const leftX = -a.halfWidthM * a.sinYaw;
  const leftY = a.halfWidthM * a.cosYaw;
  return segmentTouchesBox(frontX + leftX, frontY + leftY, frontX - leftX, frontY - leftY, b);
}
