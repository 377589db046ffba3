/**
 * What the four reference drivers of UN R157 share (metrics.md section 3.4): how they see one road user, how they react, how hard they brake.
 * They are defined at steps of 0.1 s. They only ever brake; the lateral path is not theirs.
 */

/** One road user as a reference driver sees it, along (s) and across (t) the ego's route; s is of box centres. */
export interface Encounter {
  egoSM: number;
  egoMps: number;
  /** Over the step before. */
  egoMps2: number;
  egoLengthM: number;
  otherSM: number;
  otherMps: number;
  otherLengthM: number;
  /** Acceleration of the other along the route; below 0 it brakes. */
  otherMps2: number;
  /** It has been in the way since it was first seen, or has braked there: no cut-in, but one that the ego follows. */
  isLead: boolean;
  /** From side to side; 0 or less where one is in the way of the other. */
  sideGapM: number;
  /** Speed of the other across the route, positive towards the ego. */
  closingMps: number;
}

/** A driver model: what an encounter asks of it, and how it answers. */
export interface ReferenceDriver {
  /** From the first danger to the brake, s. */
  readonly reactionSec: number;
  /** Deceleration during the reaction: the foot leaves the pedal, m/s^2. */
  readonly liftOffMps2: number;
  /** How fast the deceleration grows, m/s^3. */
  readonly jerkMps3: number;
  /** The deceleration an encounter asks for, m/s^2; 0 where it is safe. */
  readonly wantedMps2: (e: Encounter) => number;
  /** What it has to perceive first. Null: it perceives at once. */
  readonly risk: Risk | null;
}

/** A danger that a driver is aware of only after it has looked at it for a while. */
export interface Risk {
  readonly perceptionSec: number;
  /** The deceleration an encounter asks for once it is perceived, m/s^2; 0 where there is no risk. */
  readonly wantedMps2: (e: Encounter) => number;
}

/** What a driver remembers from step to step. */
export interface ReactionState {
  /** It has been in danger; from then on it does not accelerate again. */
  reacts: boolean;
  /** Still to look at a risk before it is perceived. */
  lookSec: number;
  waitSec: number;
  decelMps2: number;
}

/** Braking of a careful human, m/s^2: 0.774 of the standard 9.81 (UN R157, Annex 4, Appendix 3). */
export const HARD_BRAKE_MPS2: number = 0.774 * 9.81;
export const HUMAN_JERK_MPS3 = 12.65;
export const HUMAN_REACTION_SEC = 0.75;
/** One step of sampling: a limit may have been crossed so long ago. */
export const SAMPLING_SEC = 0.1;
/** A car that loses speed faster than by the foot off the pedal brakes, m/s^2. */
const LIFT_OFF_MPS2 = 0.4;
/** Kept from the one ahead even at a stand, m (UN R157, 5.2.3.3). */
const LEAST_GAP_M = 2;
/** How fast a driver that was never in danger comes back to its speed, m/s^2. */
const CRUISE_MPS2 = 1;
/** Less than this is left of a time by rounding only, s. */
const NO_TIME_SEC = 1e-9;
/** Positions across the road differ by less than this by rounding only, m. */
const NO_WIDTH_M = 1e-6;

export function newEncounter(): Encounter {
  return {
    egoSM: 0,
    egoMps: 0,
    egoMps2: 0,
    egoLengthM: 0,
    otherSM: 0,
    otherMps: 0,
    otherLengthM: 0,
    otherMps2: 0,
    isLead: false,
    sideGapM: 0,
    closingMps: 0,
  };
}

export function newReaction(driver: ReferenceDriver): ReactionState {
  return { reacts: false, lookSec: driver.risk?.perceptionSec ?? 0, waitSec: driver.reactionSec, decelMps2: 0 };
}

/** Free way from the ego's front to the other's rear, m; negative where they are beside each other. */
export function gapM(e: Encounter): number {
  return e.otherSM - 0.5 * e.otherLengthM - (e.egoSM + 0.5 * e.egoLengthM);
}

/** Whether the other is within `roomM` of the ego's side, m; 0 asks whether it is in the way. */
export function isBeside(e: Encounter, roomM: number): boolean {
  return e.sideGapM <= roomM + NO_WIDTH_M;
}

/** Whether the other's centre is still ahead of the ego's; one that is passed asks for nothing. */
export function isAhead(e: Encounter): boolean {
  return e.otherSM > e.egoSM;
}

/** Whether the other brakes, and not only rolls out. */
export function isBraking(e: Encounter): boolean {
  return e.otherMps2 < -LIFT_OFF_MPS2;
}

/**
 * Whether a lead comes too near: both going on as they do, the ego for `delaySec` at its speed and then braking to a stand at `brakeMps2`,
 * less than 2 m would be left between them at some time.
 */
export function isLeadTooNear(e: Encounter, delaySec: number, brakeMps2: number): boolean {
  if (!e.isLead) return false;
  const lostM = lostGapM(e.egoMps, e.otherMps, e.otherMps2, delaySec, brakeMps2);
  return lostM > NO_WIDTH_M && gapM(e) <= lostM + LEAST_GAP_M;
}

/**
 * The most by which the gap shrinks, m, where the one ahead goes on with its deceleration to a stand and does not accelerate. The gap is
 * least where both are equally fast before the one ahead stands, else where the ego stands.
 */
export function lostGapM(egoMps: number, otherMps: number, otherMps2: number, delaySec: number, brakeMps2: number): number {
  const slowsMps2 = otherMps > 0 ? Math.max(0, -otherMps2) : 0;
  const otherStandsSec = slowsMps2 > 0 ? otherMps / slowsMps2 : Infinity;
  const levelSec = slowsMps2 < brakeMps2 ? (egoMps - otherMps + brakeMps2 * delaySec) / (brakeMps2 - slowsMps2) : Infinity;
  if (levelSec > otherStandsSec) {
    const ownM = egoMps * delaySec + (egoMps * egoMps) / (2 * brakeMps2);
    return Math.max(0, ownM - 0.5 * otherMps * otherStandsSec);
  }
  if (levelSec <= delaySec) return 0;
  const brakesSec = levelSec - delaySec;
  const ownM = egoMps * levelSec - 0.5 * brakeMps2 * brakesSec * brakesSec;
  return Math.max(0, ownM - (otherMps - 0.5 * slowsMps2 * levelSec) * levelSec);
}

/** What a risk asks for now, m/s^2: nothing until it has been looked at for the time of perception; a driver that reacts is aware. */
export function perceivedMps2(state: ReactionState, riskMps2: number, dtSec: number): number {
  if (!(riskMps2 > 0) || state.reacts || state.lookSec <= NO_TIME_SEC) return riskMps2;
  state.lookSec -= dtSec;
  return 0;
}

/**
 * Speed at the next step, m/s. `wantedMps2` is the greatest deceleration that any encounter asks for, 0 where all are safe.
 * A step that is safe again neither waits nor brakes: the reaction and the growing brake go on at the next danger where they stopped.
 */
export function nextSpeedMps(
  driver: ReferenceDriver,
  state: ReactionState,
  wantedMps2: number,
  egoMps: number,
  cruiseMps: number,
  dtSec: number,
): number {
  if (wantedMps2 > 0) state.reacts = true;
  if (!state.reacts) return egoMps < cruiseMps ? Math.min(cruiseMps, egoMps + CRUISE_MPS2 * dtSec) : egoMps;
  if (!(wantedMps2 > 0)) return egoMps;
  if (state.waitSec > NO_TIME_SEC) {
    state.waitSec -= dtSec;
    state.decelMps2 = driver.liftOffMps2;
  } else {
    state.decelMps2 = Math.min(state.decelMps2 + driver.jerkMps3 * dtSec, wantedMps2, HARD_BRAKE_MPS2);
  }
  return Math.max(egoMps - state.decelMps2 * dtSec, Math.min(egoMps, 0));
}
