/** Where something lies beside a trajectory: the foot of the perpendicular, in s and t of the curve. */
import { cos, sin } from "../../core/dmath.ts";
import type { TrajectoryRun } from "./follow-trajectory.ts";
import { type NurbsCurve, NURBS_PARTS, type NurbsPoint, nurbsArcM, nurbsPoint } from "./nurbs.ts";
import type { StoryWorld } from "./state.ts";
import { curvePoint, type Piece, type Trajectory } from "./trajectory.ts";

/** A place beside a trajectory, written by `besideTrajectory`. */
export interface BesideTrajectory {
  /** Arc length; before the start negative and beyond the end more than its length, along the tangent there. */
  sM: number;
  /** To the left of where the curve goes. */
  tM: number;
  tangentRad: number;
}

const POINT = { xM: 0, yM: 0, tangentRad: 0, curvaturePerM: 0 };

/** The trajectory that an entity follows now; null for none. */
export function followedBy(world: StoryWorld, index: number): TrajectoryRun | null {
  const owner = world.state.entities[index]?.latOwner ?? -1;
  const run = owner >= 0 ? world.state.runs[owner] : null;
  return run?.kind === "follow-trajectory" ? (run as TrajectoryRun) : null;
}

/** Where a point lies beside a trajectory. */
export function besideTrajectory(trajectory: Trajectory, xM: number, yM: number, out: BesideTrajectory): void {
  const sM = nearestSM(trajectory, xM, yM);
  curvePoint(trajectory, sM, POINT);
  const c = cos(POINT.tangentRad);
  const s = sin(POINT.tangentRad);
  const dx = xM - POINT.xM;
  const dy = yM - POINT.yM;
  // Zero but at the ends, where the curve goes on straight.
  const isAtEnd = !trajectory.isClosed && (sM < EDGE_M || sM > trajectory.lengthM - EDGE_M);
  out.sM = isAtEnd ? sM + dx * c + dy * s : sM;
  out.tM = dy * c - dx * s;
  out.tangentRad = POINT.tangentRad;
}

const EDGE_M = 1e-6;

/** A way along a trajectory; along a closed one the shorter of the two ways round. */
export function shortWayM({ isClosed, lengthM }: Trajectory, wayM: number): number {
  return isClosed && lengthM > 0 ? wayM - lengthM * Math.round(wayM / lengthM) : wayM;
}

// ---- the nearest point ----

/** The point that is looked for, and the nearest one found so far: its slot (`Marks.slot`: arc length, or parameter of a NURBS). */
const GOAL = { xM: 0, yM: 0, slot: 0, gapM2: 0 };
const NURBS_POINT: NurbsPoint = { xM: 0, yM: 0, dx: 0, dy: 0 };

/**
 * Arc length of the point of the trajectory that is nearest, the first of several. Exact on straight pieces. Of a curve only those parts are searched
 * that are not too far away for their length, each for the one place where it comes no nearer: parts are too short to come near twice.
 */
export function nearestSM(trajectory: Trajectory, xM: number, yM: number): number {
  const { nurbs, pieces, lengthM } = trajectory;
  GOAL.xM = xM;
  GOAL.yM = yM;
  GOAL.gapM2 = Infinity;
  if (nurbs !== null) {
    const last = nurbs.borders.length - 1;
    searchBorders(trajectory, nurbs, 0, last, gapAtM(trajectory, nurbs.borders[0]!), gapAtM(trajectory, nurbs.borders[last]!));
    return nurbsArcM(nurbs, GOAL.slot);
  }
  for (const piece of pieces) note(piece.startM, piece.xM - xM, piece.yM - yM);
  gapAtM(trajectory, lengthM);
  for (const piece of pieces) searchPiece(trajectory, piece);
  return GOAL.slot;
}

/** Takes a point for the nearest if it is: given from the goal. */
function note(slot: number, dx: number, dy: number): void {
  const gapM2 = dx * dx + dy * dy;
  if (gapM2 > GOAL.gapM2 || (gapM2 === GOAL.gapM2 && slot >= GOAL.slot)) return;
  GOAL.gapM2 = gapM2;
  GOAL.slot = slot;
}

/** Whether all of a stretch is further away than what is found, given the distances of its two ends. */
function isTooFar(fromM: number, toM: number, lengthM: number): boolean {
  const leastM = 0.5 * (fromM + toM - lengthM);
  return leastM > 0 && leastM * leastM > GOAL.gapM2;
}

function searchPiece(trajectory: Trajectory, { startM, lengthM, xM, yM, cosH, sinH, spiral }: Piece): void {
  const dx = GOAL.xM - xM;
  const dy = GOAL.yM - yM;
  const aheadM = cosH * dx + sinH * dy;
  const leftM = cosH * dy - sinH * dx;
  if (spiral.startPerM === 0 && spiral.stepPerM === 0) {
    const footM = Math.min(lengthM - INSIDE * lengthM, Math.max(0, aheadM));
    note(startM + footM, aheadM - footM, leftM);
    return;
  }
  const { count, numbers, partM } = spiral;
  for (let i = 0; i < count; i++) note(startM + i * partM, numbers[4 * i]! - aheadM, numbers[4 * i + 1]! - leftM);
  for (let i = 0; i < count; i++) {
    const px = numbers[4 * i]! - aheadM;
    const py = numbers[4 * i + 1]! - leftM;
    const gapM = Math.sqrt(px * px + py * py);
    // The far end is nearer than this by no more than its length.
    if (!isTooFar(gapM, gapM - partM, partM)) searchPart(trajectory, startM + i * partM, startM + (i + 1) * partM);
  }
}

/** Parts of the table of a NURBS that are searched together: an eighth of a span between two knots. */
const SPAN_SHARE = NURBS_PARTS / 8;

/** Searches a NURBS from border to border, whose distances are known: by halves, the nearer one first. */
function searchBorders(trajectory: Trajectory, nurbs: NurbsCurve, from: number, to: number, fromM: number, toM: number): void {
  const { borders, arcM } = nurbs;
  if (isTooFar(fromM, toM, arcM[to]! - arcM[from]!)) return;
  if (to - from <= SPAN_SHARE) {
    searchPart(trajectory, borders[from]!, borders[to]!);
    return;
  }
  const middle = from + SPAN_SHARE * Math.floor((to - from) / (2 * SPAN_SHARE));
  const middleM = gapAtM(trajectory, borders[middle]!);
  if (fromM <= toM) searchBorders(trajectory, nurbs, from, middle, fromM, middleM);
  searchBorders(trajectory, nurbs, middle, to, middleM, toM);
  if (fromM > toM) searchBorders(trajectory, nurbs, from, middle, fromM, middleM);
}

/** So much within the ends of a part, at which the curve may turn or begin anew elsewhere, it is that of the part. */
const INSIDE = 1e-10;
const MOST_STEPS = 60;
/** About the centre of an arc all of it is as near, but for rounding: no part comes nearer by more than this share of the distance. */
const SAME = 1e-12;

/** Finds where a part stops coming nearer: regula falsi on the rate at which it does, halving the side that stays (the Illinois rule). */
function searchPart(trajectory: Trajectory, from: number, to: number): void {
  let low = from + INSIDE * (to - from);
  let high = to - INSIDE * (to - from);
  let lowRate = rateAt(trajectory, low);
  note(low, POINT.xM - GOAL.xM, POINT.yM - GOAL.yM);
  let highRate = rateAt(trajectory, high);
  note(high, POINT.xM - GOAL.xM, POINT.yM - GOAL.yM);
  if (!(lowRate < 0 && highRate > 0) || (high - low) * (highRate - lowRate) <= SAME * GOAL.gapM2) return;
  let slot = low;
  for (let i = 0; i < MOST_STEPS && high - low > 1e-13 * (Math.abs(low) + Math.abs(high)); i++) {
    slot = low + ((high - low) * lowRate) / (lowRate - highRate);
    const rate = rateAt(trajectory, slot);
    if (rate === 0) break;
    if (rate < 0) {
      low = slot;
      lowRate = rate;
      highRate *= 0.5;
    } else {
      high = slot;
      highRate = rate;
      lowRate *= 0.5;
    }
  }
  gapAtM(trajectory, slot);
}

/** Distance of the point at a slot, m; it is taken for the nearest if it is. */
function gapAtM(trajectory: Trajectory, slot: number): number {
  rateAt(trajectory, slot);
  const dx = POINT.xM - GOAL.xM;
  const dy = POINT.yM - GOAL.yM;
  note(slot, dx, dy);
  return Math.sqrt(dx * dx + dy * dy);
}

/** How fast the point at a slot goes away from the goal, times their distance; the point itself is left in `POINT`. */
function rateAt(trajectory: Trajectory, slot: number): number {
  if (trajectory.nurbs === null) {
    curvePoint(trajectory, slot, POINT);
    return (POINT.xM - GOAL.xM) * cos(POINT.tangentRad) + (POINT.yM - GOAL.yM) * sin(POINT.tangentRad);
  }
  nurbsPoint(trajectory.nurbs, slot, NURBS_POINT);
  POINT.xM = NURBS_POINT.xM;
  POINT.yM = NURBS_POINT.yM;
  return (POINT.xM - GOAL.xM) * NURBS_POINT.dx + (POINT.yM - GOAL.yM) * NURBS_POINT.dy;
}
