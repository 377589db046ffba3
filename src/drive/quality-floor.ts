import { cos, sin } from "../core/dmath.ts";
import type { Drive } from "./drive.ts";
import type { FloorError, Spread } from "./quality-report.ts";
import { type Grid, gridOf, percentile } from "./signal.ts";

const STEP_SEC = 0.02;
const HORIZONS_SEC = [1, 2, 5, 10];
/** Windows begin this far apart; they overlap. */
const WINDOW_EVERY_SEC = 0.5;
/** Longer recordings are judged by their first hour. */
const MAX_POINTS = 180_000;

interface Motion {
  readonly x: Grid;
  readonly y: Grid;
  readonly yaw: Grid;
  readonly v: Grid;
  readonly yawRate: Grid;
}

interface Correction {
  readonly speedScale: number;
  readonly yawBiasRadps: number;
}

/**
 * Dead reckoning against the recorded pose: from the pose at the window's start, x' = v cos(yaw), y' = v sin(yaw), yaw' = r, with the
 * measured v and r, midpoint rule at 20 ms. Empty where the recording lacks pose, speed or yaw rate, or is too short.
 */
export function floorErrors(drive: Drive): FloorError[] {
  const { xM, yM, yawRad, vLonMps, yawRateRadps } = drive.ego;
  if (xM === undefined || yM === undefined || yawRad === undefined || vLonMps === undefined || yawRateRadps === undefined) return [];
  const count = Math.min(MAX_POINTS, Math.floor(drive.durationNs / 1e9 / STEP_SEC) + 1);
  const [x, y, yaw, v, yawRate] = [xM, yM, yawRad, vLonMps, yawRateRadps].map((channel) => gridOf(channel, STEP_SEC, count)) as [
    ...[Grid, Grid, Grid, Grid, Grid],
  ];
  const motion = { x, y, yaw, v, yawRate };
  const half = count >> 1;
  const correction = correctionOf(motion, half);
  if (correction === null) return [];
  return HORIZONS_SEC.flatMap((horizonSec) => {
    const raw = errorsOf(motion, half, horizonSec, { speedScale: 1, yawBiasRadps: 0 });
    const corrected = errorsOf(motion, half, horizonSec, correction);
    if (raw.length === 0) return [];
    return [{ horizonSec, windowCount: raw.length, raw: spreadOf(raw), corrected: spreadOf(corrected) }];
  });
}

/** Distance by position over distance by speed, and mean excess of the yaw rate, before point `end`; null where nothing is known there. */
function correctionOf(m: Motion, end: number): Correction | null {
  let bySpeedM = 0;
  let byPositionM = 0;
  let excessRad = 0;
  let steps = 0;
  for (let k = 1; k < end; k++) {
    if (!isKnown(m, k) || !isKnown(m, k - 1)) continue;
    const dx = m.x.value[k]! - m.x.value[k - 1]!;
    const dy = m.y.value[k]! - m.y.value[k - 1]!;
    byPositionM += Math.sqrt(dx * dx + dy * dy);
    bySpeedM += ((m.v.value[k - 1]! + m.v.value[k]!) / 2) * STEP_SEC;
    excessRad += ((m.yawRate.value[k - 1]! + m.yawRate.value[k]!) / 2) * STEP_SEC - (m.yaw.value[k]! - m.yaw.value[k - 1]!);
    steps++;
  }
  if (steps === 0 || bySpeedM <= 0) return null;
  return { speedScale: byPositionM / bySpeedM, yawBiasRadps: excessRad / (steps * STEP_SEC) };
}

function isKnown(m: Motion, k: number): boolean {
  return (m.x.valid[k]! & m.y.valid[k]! & m.yaw.valid[k]! & m.v.valid[k]! & m.yawRate.valid[k]!) === 1;
}

interface WindowError {
  readonly positionM: number;
  readonly acrossM: number;
}

function errorsOf(m: Motion, start: number, horizonSec: number, correction: Correction): WindowError[] {
  const errors: WindowError[] = [];
  const length = Math.round(horizonSec / STEP_SEC);
  const every = Math.round(WINDOW_EVERY_SEC / STEP_SEC);
  for (let from = start; from + length < m.x.value.length; from += every) {
    const error = reckon(m, from, from + length, correction);
    if (error !== null) errors.push(error);
  }
  return errors;
}

/** Error at the window's end, whole and across the recorded yaw; null where something is unknown on the way. */
function reckon(m: Motion, from: number, to: number, c: Correction): WindowError | null {
  let x = m.x.value[from]!;
  let y = m.y.value[from]!;
  let yaw = m.yaw.value[from]!;
  for (let k = from; k < to; k++) {
    if (!isKnown(m, k) || !isKnown(m, k + 1)) return null;
    const v = ((m.v.value[k]! + m.v.value[k + 1]!) / 2) * c.speedScale;
    const r = (m.yawRate.value[k]! + m.yawRate.value[k + 1]!) / 2 - c.yawBiasRadps;
    x += v * cos(yaw + (r * STEP_SEC) / 2) * STEP_SEC;
    y += v * sin(yaw + (r * STEP_SEC) / 2) * STEP_SEC;
    yaw += r * STEP_SEC;
  }
  const dx = x - m.x.value[to]!;
  const dy = y - m.y.value[to]!;
  const end = m.yaw.value[to]!;
  return { positionM: Math.sqrt(dx * dx + dy * dy), acrossM: Math.abs(dy * cos(end) - dx * sin(end)) };
}

function spreadOf(errors: readonly WindowError[]): Spread {
  const position = errors.map((error) => error.positionM);
  const across = errors.map((error) => error.acrossM);
  return {
    positionP50M: percentile(position, 0.5) ?? 0,
    positionP90M: percentile(position, 0.9) ?? 0,
    acrossP50M: percentile(across, 0.5) ?? 0,
    acrossP90M: percentile(across, 0.9) ?? 0,
  };
}
