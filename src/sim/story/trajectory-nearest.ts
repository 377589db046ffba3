/** Where something lies beside a trajectory: the foot of the perpendicular, in s and t of the curve. */
import { cos, sin } from "../../core/dmath.ts";
import type { TrajectoryRun } from "./follow-trajectory.ts";
import type { StoryWorld } from "./state.ts";
import { curvePoint, type Trajectory } from "./trajectory.ts";

/** A place beside a trajectory, written by `besideTrajectory`. */
export interface BesideTrajectory {
  /** Arc length; before the start negative and beyond the end more than its length, along the tangent there. */
  sM: number;
  /** To the left of where the curve goes. */
  tM: number;
  tangentRad: number;
}

const POINT = { xM: 0, yM: 0, tangentRad: 0, curvaturePerM: 0 };
/** Points of a curve that are looked at before the nearest of them is made exact. */
const LOOKS = 1000;

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

/** Arc length of the point of the trajectory that is nearest: the best of many, then a golden section about it. */
export function nearestSM(trajectory: Trajectory, xM: number, yM: number): number {
  const { lengthM } = trajectory;
  const stepM = lengthM / LOOKS;
  let nearest = 0;
  for (let i = 1; i <= LOOKS; i++) if (gapM2(trajectory, i * stepM, xM, yM) < gapM2(trajectory, nearest, xM, yM)) nearest = i * stepM;
  let low = Math.max(0, nearest - stepM);
  let high = Math.min(lengthM, nearest + stepM);
  for (let i = 0; i < 60; i++) {
    const a = low + (high - low) * 0.381966011250105;
    const b = high - (high - low) * 0.381966011250105;
    if (gapM2(trajectory, a, xM, yM) <= gapM2(trajectory, b, xM, yM)) high = b;
    else low = a;
  }
  return 0.5 * (low + high);
}

/** Squared distance of the point at s. */
function gapM2(trajectory: Trajectory, sM: number, xM: number, yM: number): number {
  curvePoint(trajectory, sM, POINT);
  const dx = POINT.xM - xM;
  const dy = POINT.yM - yM;
  return dx * dx + dy * dy;
}
