import {
  type Encounter,
  gapM,
  HARD_BRAKE_MPS2,
  HUMAN_JERK_MPS3,
  HUMAN_REACTION_SEC,
  isAhead,
  isBeside,
  type ReferenceDriver,
} from "./shared.ts";

/** Brakes for who is in its way and no farther than this in time, s. */
const TTC_SEC = 2;

/**
 * The competent and careful human driver (UN R157, Annex 4, Appendix 3): once the other is in its way and the time to collision is
 * 2 s or less it lifts its foot (0.4 m/s^2) for 0.75 s, then brakes at 0.774 g, growing at 12.65 m/s^3.
 * The recorded rows take the time to collision by its absolute value: a driver slower than one close ahead goes on braking.
 */
export const carefulHuman: ReferenceDriver = {
  reactionSec: HUMAN_REACTION_SEC,
  liftOffMps2: 0.4,
  jerkMps3: HUMAN_JERK_MPS3,
  wantedMps2: (e: Encounter): number => {
    if (!isBeside(e, 0) || !isAhead(e)) return 0;
    return Math.abs(gapM(e) / (e.egoMps - e.otherMps)) <= TTC_SEC ? HARD_BRAKE_MPS2 : 0;
  },
};
