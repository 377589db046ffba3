import { type Encounter, gapM, HARD_BRAKE_MPS2, HUMAN_JERK_MPS3, HUMAN_REACTION_SEC, isAhead, type ReferenceDriver } from "./shared.ts";

const RHO_SEC = HUMAN_REACTION_SEC;
const ACCEL_MPS2 = 3;
const BRAKE_MPS2 = 6;
const LATERAL_MPS2 = 1;
const LATERAL_ROOM_M = 0.3;

/**
 * The least safe way behind one that brakes, m (metrics.md section 3.3, same direction). Not clamped at 0, as the recorded rows have it:
 * beside one that drives away it is safe to stop braking.
 */
export function longitudinalM(egoMps: number, otherMps: number): number {
  const fastMps = egoMps + ACCEL_MPS2 * RHO_SEC;
  const ownM = egoMps * RHO_SEC + 0.5 * ACCEL_MPS2 * RHO_SEC * RHO_SEC + (fastMps * fastMps) / (2 * BRAKE_MPS2);
  return ownM - (otherMps * otherMps) / (2 * BRAKE_MPS2);
}

/** How far one that moves sideways at `mps` still comes near: it accelerates there for rho, then brakes. */
function sidewaysM(mps: number): number {
  const fastMps = mps + LATERAL_MPS2 * RHO_SEC;
  const brakingM = fastMps > 0 ? (fastMps * fastMps) / (2 * LATERAL_MPS2) : 0;
  return mps * RHO_SEC + 0.5 * LATERAL_MPS2 * RHO_SEC * RHO_SEC + brakingM;
}

/** The least safe room to the side, m (metrics.md section 3.3, lateral); the ego keeps its lane. */
function lateralM(closingMps: number): number {
  return Math.max(0, sidewaysM(closingMps) + sidewaysM(0) + LATERAL_ROOM_M);
}

/** A driver that keeps the safe distances of RSS: it brakes as the careful human does while both axes are unsafe. */
export const rss: ReferenceDriver = {
  reactionSec: HUMAN_REACTION_SEC,
  liftOffMps2: 0,
  jerkMps3: HUMAN_JERK_MPS3,
  risk: null,
  wantedMps2: (e: Encounter): number => {
    if (!isAhead(e)) return 0;
    const isUnsafe = gapM(e) < longitudinalM(e.egoMps, e.otherMps) && e.sideGapM < lateralM(e.closingMps);
    return isUnsafe ? HARD_BRAKE_MPS2 : 0;
  },
};
