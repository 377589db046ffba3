/**
 * From pedals to acceleration, for controllers that move pedals instead of asking for an acceleration.
 *
 *   speed, m/s                              0    10    15    20    30    40    60
 *   full throttle, share of maxAccelMps2    1    1    2/3   1/2   1/3   1/4   1/6     linear between, constant beyond
 *
 *   a = throttle * share(v) * maxAccelMps2 - brake * maxDecelMps2 - (hand brake: 1.5 m/s^2)
 *
 * Full throttle: as much as the tyres and the gearbox take up to 10 m/s, constant power above, a = P / (m v) (Gillespie, Fundamentals of
 * Vehicle Dynamics, 1992, chapter 2); the table samples 10 / v. Pedals act in proportion. 10 m/s is an assumption: the vehicle file names
 * no power. The hand brake is the parking brake's least deceleration at speed in UN R13-H, annex 3, 2.3.6. With no pedal pressed the car
 * coasts: its resistance belongs to the vehicle model. More throttle never gives less acceleration, nor more brake more of it.
 */
import type { VehicleLimits } from "./model.ts";

const SPEEDS_MPS = [0, 10, 15, 20, 30, 40, 60] as const;
const SHARES = [1, 1, 2 / 3, 1 / 2, 1 / 3, 1 / 4, 1 / 6] as const;
const HAND_BRAKE_MPS2 = 1.5;

/** Share of the greatest acceleration that full throttle gives at a speed of either sign. */
export function driveShareRatio(vMps: number): number {
  const v = Math.abs(vMps);
  const last = SPEEDS_MPS.length - 1;
  if (!(v < SPEEDS_MPS[last]!)) return SHARES[last]!;
  let i = 0;
  while (v >= SPEEDS_MPS[i + 1]!) i++;
  const from = SPEEDS_MPS[i]!;
  return SHARES[i]! + ((SHARES[i + 1]! - SHARES[i]!) * (v - from)) / (SPEEDS_MPS[i + 1]! - from);
}

/**
 * Acceleration along body x that the pedals give at a speed, before the actuator chain; both pedals at once add up. Brakes act against the
 * motion. Pedals from 0 to 1; the result can pass `maxDecelMps2` where brake and hand brake do together.
 */
export function pedalAccelMps2(limits: VehicleLimits, throttleRatio: number, brakeRatio: number, handBrake: boolean, vMps: number): number {
  const brakes = brakeRatio * limits.maxDecelMps2 + (handBrake ? HAND_BRAKE_MPS2 : 0);
  const drive = throttleRatio * driveShareRatio(vMps) * limits.maxAccelMps2;
  return vMps < 0 ? drive + brakes : drive - brakes;
}
