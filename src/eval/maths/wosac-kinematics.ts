import { turnRad } from "../../core/angle.ts";
import { hypot } from "../../core/dmath.ts";

/**
 * Speeds and accelerations of Waymo's sim agents: central differences of places sampled at one rate. The speeds of a sample are known with
 * the sample after it, its accelerations with the second one after it.
 * Source: waymo-research/waymo-open-dataset@99a4cb3, sim_agents_metrics/trajectory_features.py.
 */
export interface Kinematics {
  readonly stepSec: number;
  /** Samples in a row so far; at most 5 matter. */
  count: number;
  // the last three places, the newest last
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly yawRad: Float64Array;
  // the last three speeds, the newest last: that of the sample before the last place
  readonly speedMps: Float64Array;
  readonly turnRadps: Float64Array;
}

export function newKinematics(stepSec: number): Kinematics {
  const three = (): Float64Array => new Float64Array(3);
  return { stepSec, count: 0, xM: three(), yM: three(), yawRad: three(), speedMps: three(), turnRadps: three() };
}

/** Takes the next sample; `follows` is false where one is missing before it. */
export function pushPlace(k: Kinematics, xM: number, yM: number, yawRad: number, follows: boolean): void {
  k.count = follows ? k.count + 1 : 1;
  shift(k.xM, xM);
  shift(k.yM, yM);
  shift(k.yawRad, yawRad);
  if (k.count < 3) return;
  const spanSec = 2 * k.stepSec;
  shift(k.speedMps, hypot(xM - (k.xM[0] as number), yM - (k.yM[0] as number)) / spanSec);
  shift(k.turnRadps, turnRad(k.yawRad[0] as number, yawRad) / spanSec);
}

function shift(values: Float64Array, value: number): void {
  values[0] = values[1] as number;
  values[1] = values[2] as number;
  values[2] = value;
}

/** Whether the speeds of the sample before the last are known, and whether the accelerations of the one before that are. */
export const hasSpeeds = (k: Kinematics): boolean => k.count >= 3;
export const hasAccels = (k: Kinematics): boolean => k.count >= 5;

export const linearSpeedMps = (k: Kinematics): number => k.speedMps[2] as number;
export const angularSpeedRadps = (k: Kinematics): number => k.turnRadps[2] as number;
export const linearAccelMps2 = (k: Kinematics): number => ((k.speedMps[2] as number) - (k.speedMps[0] as number)) / (2 * k.stepSec);
export const angularAccelRadps2 = (k: Kinematics): number => ((k.turnRadps[2] as number) - (k.turnRadps[0] as number)) / (2 * k.stepSec);
