import { type Encounter, gapM, isAhead, isBeside, type ReferenceDriver } from "./shared.ts";

const BRAKE_MPS2 = 6;
const REACTION_SEC = 0.35;
/** One step of sampling, added to the limit of the regulation. */
const SAMPLING_SEC = 0.1;
/** Nearer to the side than this, the other intrudes, m. */
const INTRUSION_M = 0.5;

/**
 * The system that UN R157 asks for at least: it brakes at 6 m/s^2, 0.35 s after the time to collision with an intruder has come down to
 * v_rel / (2 * 6 m/s^2) + 0.35 s (5.2.5.2). The recorded rows take the time to collision by its absolute value.
 */
export const reg157: ReferenceDriver = {
  reactionSec: REACTION_SEC,
  liftOffMps2: 0,
  jerkMps3: Infinity,
  wantedMps2: (e: Encounter): number => {
    if (!isBeside(e, INTRUSION_M) || !isAhead(e)) return 0;
    const closingMps = e.egoMps - e.otherMps;
    const limitSec = closingMps / (2 * BRAKE_MPS2) + REACTION_SEC + SAMPLING_SEC;
    return Math.abs(gapM(e) / closingMps) <= limitSec ? BRAKE_MPS2 : 0;
  },
};
