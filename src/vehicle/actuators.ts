/**
 * The actuator chain of one channel: dead time, gain, limits, dead band, first-order lag with rate limit.
 *
 * The lag is not integrated step by step: over a tick its input is held, and then
 *   u' = sat((gap beyond the dead band) / lag, rate)
 * has an exact solution. So the chain is the same at every tick length, and stable for any lag, also 0.
 * Form of the chain: Autoware `sim_model_delay_steer_acc_geared`, vehicle.md section 3.
 */
import { exp } from "../core/dmath.ts";
import type { ActuatorParams } from "./model.ts";

/** Ticks by which the dead time delays a command. */
export function deadTimeTicks(channel: ActuatorParams, dtSec: number): number {
  return Math.round(channel.deadTimeSec / dtSec);
}

/** Slots of the state that the queue of a dead time takes: one for its position, one for each command under way. */
export function queueSize(channel: ActuatorParams, dtSec: number): number {
  return 1 + deadTimeTicks(channel, dtSec);
}

/** Puts the command of this tick into the queue at `at` of the state, and takes out the one whose dead time is over. */
export function passDeadTime(state: Float64Array, at: number, ticks: number, command: number): number {
  if (ticks === 0) return command;
  const position = state[at]!;
  const slot = at + 1 + position;
  const due = state[slot]!;
  state[slot] = command;
  state[at] = position + 1 === ticks ? 0 : position + 1;
  return due;
}

/**
 * Where an actuator at `value` stands after `tSec`, its target held: it approaches with a first-order lag, no faster than `rate`,
 * and does not move while the target lies within the dead band. Exact.
 */
export function approach(value: number, target: number, deadBand: number, lagSec: number, rate: number, tSec: number): number {
  const error = target - value;
  const gap = Math.abs(error) - deadBand;
  if (gap <= 0) return value;
  const rest = deadBand + restOfGap(gap, lagSec, rate, tSec);
  return error > 0 ? target - rest : target + rest;
}

/** What is left of a gap after `t`: it shrinks at `rate` until the lag alone is slower, then exponentially. */
function restOfGap(gap: number, lag: number, rate: number, t: number): number {
  if (lag === 0) return Math.max(0, gap - rate * t);
  const knee = rate * lag;
  if (gap <= knee) return gap * exp(-t / lag);
  const tKnee = (gap - knee) / rate;
  return t <= tKnee ? gap - rate * t : knee * exp((tKnee - t) / lag);
}
