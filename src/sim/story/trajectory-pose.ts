/**
 * Pose of an entity on a trajectory. Position and tangent are the curve's; where a polyline states orientations they are taken over between its
 * vertices by one of three rules (ASAM OpenSCENARIO XML 1.3, 6.9 says that a trajectory can state them, and leaves open what is in between).
 */
import { PI, turnRad, wrapRad } from "../../core/angle.ts";
import { type CurvePoint, curvePoint, heldM, type Marks, type Trajectory } from "./trajectory.ts";

/**
 * - `corner`: the orientation of a vertex holds up to the next one; about a vertex it turns evenly over 2 m on both sides, less where segments are
 *   short. For following mode `position`.
 * - `segment`: it turns evenly from vertex to vertex. For following mode `follow`.
 * - `none`: it jumps at vertices.
 */
export type Blending = "corner" | "segment" | "none";

/** Half of the stretch about a vertex over which the orientation turns. */
const CORNER_M = 2;
const HALF_PI = 1.5707963267948966;

/** Written by `trajectoryPose`. z, pitch and roll NaN: as the road lies. */
export interface TrajectoryPose extends CurvePoint {
  zM: number;
  hRad: number;
  pRad: number;
  rRad: number;
  /** 1: it heads along the tangent, less than a right angle off; -1: against it. */
  facing: 1 | -1;
}

export function emptyTrajectoryPose(): TrajectoryPose {
  return { xM: 0, yM: 0, tangentRad: 0, curvaturePerM: 0, zM: Number.NaN, hRad: 0, pRad: Number.NaN, rRad: Number.NaN, facing: 1 };
}

/**
 * The pose at arc length s. `isTurned`: an entity that drives backwards from the start has its back to where it goes, so that headings which
 * the file does not state are turned by pi.
 */
export function trajectoryPose(trajectory: Trajectory, sM: number, blending: Blending, isTurned: boolean, out: TrajectoryPose): void {
  curvePoint(trajectory, sM, out);
  out.zM = Number.NaN;
  out.pRad = Number.NaN;
  out.rRad = Number.NaN;
  out.facing = isTurned ? -1 : 1;
  out.hRad = isTurned ? wrapRad(out.tangentRad + PI) : out.tangentRad;
  const { marks } = trajectory;
  if (marks.hRad.length === 0) return;
  const at = heldM(trajectory, sM);
  const i = segmentAt(marks, at);
  if (marks.isHeadingGiven[i] === 1) out.facing = Math.abs(turnRad(out.tangentRad, marks.hRad[i]!)) > HALF_PI ? -1 : 1;
  out.hRad = angleAt(marks, marks.hRad, at, i, blending, isTurned);
  out.pRad = angleAt(marks, marks.pRad, at, i, blending, false);
  out.rRad = angleAt(marks, marks.rRad, at, i, blending, false);
  if (marks.isZGiven[i] === 1) out.zM = marks.zM[i]! + shareAt(marks, at, i) * (marks.zM[i + 1]! - marks.zM[i]!);
}

/** The last segment with a length that begins at or before s; the last of all beyond. */
function segmentAt(marks: Marks, sM: number): number {
  let i = 0;
  for (let j = 0; j + 1 < marks.count; j++) {
    if (marks.sM[j]! > sM) break;
    if (marks.sM[j + 1]! > marks.sM[j]!) i = j;
  }
  return i;
}

/** How far along the segment, 0 to 1. */
function shareAt(marks: Marks, sM: number, i: number): number {
  const lengthM = marks.sM[i + 1]! - marks.sM[i]!;
  return lengthM > 0 ? (sM - marks.sM[i]!) / lengthM : 1;
}

/** An angle at s in segment `i`; NaN where the road says it. */
function angleAt(marks: Marks, angles: Float64Array, sM: number, i: number, blending: Blending, isTurned: boolean): number {
  const own = statedRad(marks, angles, i, isTurned);
  if (Number.isNaN(own) || blending === "none") return own;
  if (blending === "segment") return between(own, statedRad(marks, angles, i + 1, isTurned), shareAt(marks, sM, i));
  const sinceM = sM - marks.sM[i]!;
  const before = neighbour(marks, i, -1);
  const startM = before < 0 ? 0 : cornerM(marks, before, i);
  if (sinceM < startM) return between(orLevel(statedRad(marks, angles, before, isTurned)), own, 0.5 + (0.5 * sinceM) / startM);
  const untilM = marks.sM[i + 1]! - sM;
  const after = neighbour(marks, i, 1);
  if (after < 0) return lastCorner(marks, angles, own, i, untilM);
  const endM = cornerM(marks, i, after);
  if (untilM < endM) return between(own, orLevel(statedRad(marks, angles, after, isTurned)), 0.5 - (0.5 * untilM) / endM);
  return own;
}

/** Towards the last vertex the whole turn to what it states is made before it: there is no way beyond. */
function lastCorner(marks: Marks, angles: Float64Array, own: number, i: number, untilM: number): number {
  const last = marks.count - 1;
  const isStated = angles === marks.hRad ? marks.isHeadingGiven[last] === 1 : !Number.isNaN(angles[last]!);
  const endM = Math.min(CORNER_M, 0.5 * (marks.sM[i + 1]! - marks.sM[i]!));
  if (!isStated || untilM >= endM) return own;
  return between(own, angles[last]!, 1 - untilM / endM);
}

/** Half of the stretch over which the orientation turns between two segments that follow each other. */
function cornerM(marks: Marks, before: number, after: number): number {
  const beforeM = marks.sM[before + 1]! - marks.sM[before]!;
  const afterM = marks.sM[after + 1]! - marks.sM[after]!;
  return Math.min(CORNER_M, 0.5 * beforeM, 0.5 * afterM);
}

/** The next segment with a length in a direction; -1 for none. */
function neighbour(marks: Marks, i: number, step: 1 | -1): number {
  for (let j = i + step; j >= 0 && j + 1 < marks.count; j += step) if (marks.sM[j + 1]! > marks.sM[j]!) return j;
  return -1;
}

function statedRad(marks: Marks, angles: Float64Array, i: number, isTurned: boolean): number {
  const angle = angles[i]!;
  return isTurned && angles === marks.hRad && marks.isHeadingGiven[i] === 0 ? angle + PI : angle;
}

/** What the road says is unknown here: a turn from or to it counts as from or to level. */
function orLevel(angleRad: number): number {
  return Number.isNaN(angleRad) ? 0 : angleRad;
}

function between(fromRad: number, toRad: number, share: number): number {
  return Number.isNaN(toRad) ? fromRad : wrapRad(fromRad + share * turnRad(fromRad, toRad));
}
