import { type Encounter, gapM, HUMAN_JERK_MPS3, HUMAN_REACTION_SEC, isAhead, isBeside, type ReferenceDriver } from "./shared.ts";

const RHO_SEC = HUMAN_REACTION_SEC;
/** Comfortable and hardest braking of the ego, hardest of the one ahead. */
const COMFORT_MPS2 = 4;
const HARDEST_MPS2 = 6;
const OTHER_MPS2 = 7;
const MARGIN_M = 2;
/** The other is in the way in time where it arrives at the side within so much of the ego's having passed. */
const LATERAL_MARGIN_SEC = 0.1;

/** What both fuzzy values are made from, for those who say how they were measured. */
export const FUZZY_PARAMS: Readonly<Record<string, number>> = {
  reactionSec: RHO_SEC,
  comfortMps2: COMFORT_MPS2,
  hardestMps2: HARDEST_MPS2,
  otherMps2: OTHER_MPS2,
  marginM: MARGIN_M,
};

/**
 * Proactive fuzzy safety (metrics.md section 3.2), 0 safe to 1 unsafe: would the ego still stop if the one ahead braked hard?
 * `freeM` is from bumper to bumper.
 */
export function proactiveRatio(freeM: number, egoMps: number, otherMps: number): number {
  const otherM = (otherMps * otherMps) / (2 * OTHER_MPS2);
  const unsafeM = egoMps * RHO_SEC + (egoMps * egoMps) / (2 * HARDEST_MPS2) - otherM;
  return between(freeM - MARGIN_M, safeGapM(egoMps, otherMps) - MARGIN_M, unsafeM);
}

/** Free way from bumper to bumper from which on the proactive one is safe, m. */
export function safeGapM(egoMps: number, otherMps: number): number {
  const otherM = (otherMps * otherMps) / (2 * OTHER_MPS2);
  return egoMps * RHO_SEC + (egoMps * egoMps) / (2 * COMFORT_MPS2) - otherM + MARGIN_M + MARGIN_M;
}

/**
 * Critical fuzzy safety (metrics.md section 3.2), 0 safe to 1 unsafe: does the ego come down to the speed of the one ahead, who keeps it?
 * `egoMps2` is the ego's present acceleration.
 */
export function criticalRatio(freeM: number, egoMps: number, otherMps: number, egoMps2: number): number {
  if (egoMps <= otherMps) return 0;
  const accel = Math.max(egoMps2, -COMFORT_MPS2);
  const laterMps = egoMps + RHO_SEC * accel;
  const closingMps = egoMps - otherMps;
  if (laterMps < otherMps) return freeM < (closingMps * closingMps) / Math.abs(2 * accel) ? 1 : 0;
  const reactingM = (egoMps + 0.5 * accel * RHO_SEC - otherMps) * RHO_SEC;
  const stillMps = laterMps - otherMps;
  const safeM = reactingM + (stillMps * stillMps) / (2 * COMFORT_MPS2);
  const unsafeM = reactingM + (stillMps * stillMps) / (2 * HARDEST_MPS2);
  return between(freeM, safeM, unsafeM);
}

/** 0 above the safe distance, 1 below the unsafe one, linear in between. */
function between(distanceM: number, safeM: number, unsafeM: number): number {
  if (distanceM >= safeM) return 0;
  if (distanceM <= unsafeM) return 1;
  return (safeM - distanceM) / (safeM - unsafeM);
}

/** Whether the other reaches the ego's side before the ego has wholly passed it, both going on as they do. */
function comesInTime(e: Encounter): boolean {
  if (isBeside(e, 0)) return true;
  const passesSec = (gapM(e) + e.egoLengthM + e.otherLengthM) / (e.egoMps - e.otherMps);
  return e.closingMps > 0 && e.sideGapM / e.closingMps < passesSec + LATERAL_MARGIN_SEC;
}

/** The fuzzy safety model (Mattas et al. 2020): it brakes early and gently, up to 6 m/s^2 where it must. */
export const fsm: ReferenceDriver = {
  reactionSec: RHO_SEC,
  liftOffMps2: 0,
  jerkMps3: HUMAN_JERK_MPS3,
  risk: null,
  wantedMps2: (e: Encounter): number => {
    if (!isAhead(e) || !comesInTime(e)) return 0;
    const gap = gapM(e);
    const critical = criticalRatio(gap, e.egoMps, e.otherMps, e.egoMps2);
    if (critical > 0) return COMFORT_MPS2 + critical * (HARDEST_MPS2 - COMFORT_MPS2);
    return COMFORT_MPS2 * proactiveRatio(gap, e.egoMps, e.otherMps);
  },
};
