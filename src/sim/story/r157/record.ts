/** What an R157 controller of a story sees, is set to and keeps from tick to tick: plain data, hashed with the state. */
import type { ReactionState } from "../../../vehicle/r157/shared.ts";

/** What another seems to be doing. */
export type Action = "none" | "cut-in" | "cut-out" | "deceleration";

/** One other as the controller sees it; `entity` -1: nobody. */
export interface Sight {
  entity: number;
  isVehicle: boolean;
  isPedestrian: boolean;
  /** From the own lane to its lane, in the numbers of its road. */
  dLane: number;
  /** Free way ahead and to the side; 0 where the boxes are beside, or behind, each other. */
  aheadM: number;
  sideM: number;
  /** How fast these shrink. */
  closingMps: number;
  nearingMps: number;
  /** To collision and to where it is now; Infinity where it is no slower. */
  collisionSec: number;
  headwaySec: number;
  /** Along the way the controller's entity goes. */
  speedMps: number;
  accelMps2: number;
  tM: number;
  isToLeft: boolean;
  action: Action;
}

/** Nobody. */
export function emptySight(): Sight {
  return {
    entity: -1,
    isVehicle: false,
    isPedestrian: false,
    dLane: 0,
    aheadM: Infinity,
    sideM: Infinity,
    closingMps: 0,
    nearingMps: 0,
    collisionSec: Infinity,
    headwaySec: Infinity,
    speedMps: 0,
    accelMps2: 0,
    tM: 0,
    isToLeft: false,
    action: "none",
  };
}

/** Copies all of it. */
export function copySight(from: Sight, to: Sight): void {
  Object.assign(to, from);
}

export type R157Model = "ReferenceDriver" | "Regulation" | "RSS" | "FSM";

export interface R157Settings {
  readonly model: R157Model;
  /** It follows whoever is ahead and comes back to its set speed; else it only ever brakes. */
  readonly isCruising: boolean;
  /** Once it brakes for a danger it brakes to a stand. */
  readonly isFullStop: boolean;
  /** It reacts to what it has perceived, however far away. */
  readonly isAlwaysReacting: boolean;
  /** What of a cut-in it has to see before it perceives it: a time, or a way to the side. */
  readonly perceives: "time" | "way";
  /** How long it looks at a pedestrian. */
  readonly pedestrianSec: number;
  /** Way to the side that is a cut-in, from where it began; NaN: the wandering of UN R157. */
  readonly sideTriggerM: number;
  /** Room at the sides of the own front in which another may end or begin and still cover it. */
  readonly overlapM: number;
  readonly brakeMps2: number;
  readonly emergencyMps2: number;
  /** Below this the emergency brake comes in; 0 without one. */
  readonly emergencySec: number;
}

export interface R157Memory {
  readonly law: "r157";
  readonly settings: R157Settings;
  /** Speed at its activation; NaN before its first tick. */
  setMps: number;
  /** At which it was moved over the tick before. */
  movedMps: number;
  accelMps2: number;
  isCritical: boolean;
  isEmergency: boolean;
  phase: "idle" | "perceives" | "reacts" | "brakes";
  /** What it last saw somebody begin; "none" again once that is over. */
  scenario: Action;
  timerSec: number;
  /** t of a vehicle that cuts in where it was first noticed. */
  noticedTM: number;
  /** Whom it has in view. */
  readonly focus: Sight;
  /** Who is coming nearer from the side: by entity, t where that began, and the way from there that is a cut-in. */
  readonly nearing: { entity: number; fromTM: number; roomM: number }[];
  readonly reaction: ReactionState;
}
