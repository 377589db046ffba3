import {
  type Encounter,
  gapM,
  HARD_BRAKE_MPS2,
  HUMAN_JERK_MPS3,
  HUMAN_REACTION_SEC,
  isAhead,
  isBeside,
  isLeadTooNear,
  type ReferenceDriver,
  SAMPLING_SEC,
} from "./shared.ts";

/** Brakes for who is in its way and no farther than this in time, s. */
const TTC_SEC = 2;
/** A lead that brakes harder than this is a risk at once, m/s^2. */
const RISK_MPS2 = 5;
const PERCEPTION_SEC = 0.4;
/** A brake that grows evenly to its full force stops no earlier than the full one half that time later. */
const HALF_GROWTH_SEC = (0.5 * HARD_BRAKE_MPS2) / HUMAN_JERK_MPS3;
const DELAY_SEC: number = PERCEPTION_SEC + HUMAN_REACTION_SEC + HALF_GROWTH_SEC + SAMPLING_SEC;

/**
 * The competent and careful human driver (UN R157, Annex 4, Appendix 3): once the other is in its way and the time to collision is
 * 2 s or less it lifts its foot (0.4 m/s^2) for 0.75 s, then brakes at 0.774 g, growing at 12.65 m/s^3.
 * The recorded rows take the time to collision by its absolute value: a driver slower than one close ahead goes on braking.
 *
 * A lead in its lane it perceives as a risk 0.4 s after that brakes harder than 5 m/s^2, or after this driver would no longer keep 2 m
 * from it by perceiving, reacting and braking; then it reacts in the same way.
 */
export const carefulHuman: ReferenceDriver = {
  reactionSec: HUMAN_REACTION_SEC,
  liftOffMps2: 0.4,
  jerkMps3: HUMAN_JERK_MPS3,
  wantedMps2: (e: Encounter): number => {
    if (!isBeside(e, 0) || !isAhead(e)) return 0;
    return Math.abs(gapM(e) / (e.egoMps - e.otherMps)) <= TTC_SEC ? HARD_BRAKE_MPS2 : 0;
  },
  risk: {
    perceptionSec: PERCEPTION_SEC,
    wantedMps2: (e: Encounter): number => {
      if (!isBeside(e, 0) || !isAhead(e)) return 0;
      return -e.otherMps2 > RISK_MPS2 || isLeadTooNear(e, DELAY_SEC, HARD_BRAKE_MPS2) ? HARD_BRAKE_MPS2 : 0;
    },
  },
};
