import { type Encounter, gapM, isAhead, isBeside, isLeadTooNear, type ReferenceDriver, SAMPLING_SEC } from "./shared.ts";

/** The braking that the regulation counts on. */
export const BRAKE_MPS2 = 6;
const REACTION_SEC = 0.35;
/** Nearer to the side than this, the other intrudes, m. */
const INTRUSION_M = 0.5;

/** Time to collision with an intruder below which a collision need not be avoided any more, s (5.2.5.2). `closingMps` is how fast the gap shrinks. */
export function criticalSec(closingMps: number): number {
  return closingMps / (2 * BRAKE_MPS2) + REACTION_SEC;
}

/**
 * The system that UN R157 asks for at least: it brakes at 6 m/s^2, 0.35 s after the time to collision with an intruder has come down to
 * v_rel / (2 * 6 m/s^2) + 0.35 s (5.2.5.2). The recorded rows take the time to collision by its absolute value.
 * A lead that brakes must not be hit either (5.2.5.1): the same delay and braking have to keep 2 m from it, which is the same limit where
 * it does not brake.
 */
export const reg157: ReferenceDriver = {
  reactionSec: REACTION_SEC,
  liftOffMps2: 0,
  jerkMps3: Infinity,
  risk: null,
  wantedMps2: (e: Encounter): number => {
    if (!isBeside(e, INTRUSION_M) || !isAhead(e)) return 0;
    const closingMps = e.egoMps - e.otherMps;
    const isClose =
      Math.abs(gapM(e) / closingMps) <= criticalSec(closingMps) + SAMPLING_SEC || isLeadTooNear(e, REACTION_SEC + SAMPLING_SEC, BRAKE_MPS2);
    return isClose ? BRAKE_MPS2 : 0;
  },
};
