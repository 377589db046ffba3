/**
 * Motion along a path as functions of time: speed and offset follow transitions that began at known instants, so that the place at a tick
 * does not depend on the ticks before it. Speed is ground speed along the path; beside a bent path, at t to its left, s advances by
 * v / (1 - curvature t).
 */
import { curvaturePerMAt, type Polyline } from "../core/polyline.ts";
import type { PathState } from "./state.ts";
import { distanceAfterM, LINEAR, STEP, shapeBend, shapeRate, shapeValue } from "./transition.ts";
import type { PathStart, SpeedProfile } from "./world.ts";

/** Least 1 - curvature t: an offset beyond nine tenths of the bend's radius has no meaning on this path. */
const MIN_STRETCH = 0.1;

/** Puts a road user at the start of its path at an instant. */
export function enterPath(path: PathState, p: number, start: PathStart, profile: SpeedProfile | null, tSec: number): void {
  path.sM[p] = start.sM;
  path.segment[p] = 0;
  path.lane[p] = start.lane;
  path.laneTM[p] = 0;
  path.lawAction[p] = -1;
  holdSpeed(path, p, start.speedMps, tSec);
  if (profile !== null && profile.tSec.length > 0) joinProfile(path, p, profile, tSec);
  path.vMps[p] = speedAtMps(path, p, tSec);
  path.aMps2[p] = accelAtMps2(path, p, tSec);
  path.sideShape[p] = STEP;
  path.sideFromSec[p] = tSec;
  path.sideT0M[p] = start.tM;
  path.sideDtM[p] = 0;
  path.sideOverSec[p] = 0;
  path.sideAction[p] = -1;
}

// ---- along the path ----

/** Begins a change of speed at an instant not after now; way already made since then is made good at the next tick. */
export function changeSpeed(path: PathState, p: number, shape: number, dvMps: number, overSec: number, fromSec: number): void {
  const v0 = speedAtMps(path, p, fromSec);
  const done = path.lawDoneM[p]! - wayAtM(path, p, fromSec);
  setLaw(path, p, shape, fromSec, v0, dvMps, overSec, done);
  path.profileIndex[p] = -1;
}

/** Earliest instant from which the present law can be left. */
export function lawStartSec(path: PathState, p: number): number {
  return path.lawFromSec[p]!;
}

/** Constant acceleration from now, but not through standstill, and not backwards from it. */
export function accelerate(path: PathState, p: number, accelMps2: number, nowSec: number, dtSec: number): void {
  const v = path.vMps[p]!;
  const next = v + accelMps2 * dtSec;
  const stops = v > 0 ? next < 0 : v < 0 ? next > 0 : next < 0;
  if (stops) setLaw(path, p, LINEAR, nowSec, v, -v, -v / accelMps2, 0);
  else setLaw(path, p, LINEAR, nowSec, v, next - v, dtSec, 0);
}

/** Speed at an instant not before the law's start. */
export function speedAtMps(path: PathState, p: number, tSec: number): number {
  const over = path.lawOverSec[p]!;
  const u = over > 0 ? (tSec - path.lawFromSec[p]!) / over : 1;
  return path.lawV0Mps[p]! + path.lawDvMps[p]! * shapeValue(path.lawShape[p]!, u);
}

function accelAtMps2(path: PathState, p: number, tSec: number): number {
  const over = path.lawOverSec[p]!;
  return over > 0 ? (path.lawDvMps[p]! / over) * shapeRate(path.lawShape[p]!, (tSec - path.lawFromSec[p]!) / over) : 0;
}

/** Way since the law's start. */
function wayAtM(path: PathState, p: number, tSec: number): number {
  return distanceAfterM(path.lawShape[p]!, path.lawV0Mps[p]!, path.lawDvMps[p]!, path.lawOverSec[p]!, tSec - path.lawFromSec[p]!);
}

/** Moves one road user on to an instant, `dtSec` after the last. */
export function advance(path: PathState, p: number, line: Polyline, profile: SpeedProfile | null, tSec: number, dtSec: number): void {
  let way = -path.lawDoneM[p]!;
  while (profile !== null && path.profileIndex[p]! >= 0 && tSec >= path.lawFromSec[p]! + path.lawOverSec[p]!) {
    way += wayAtM(path, p, path.lawFromSec[p]! + path.lawOverSec[p]!);
    leaveProfilePoint(path, p, profile);
  }
  const done = wayAtM(path, p, tSec);
  way += done;
  path.lawDoneM[p] = done;
  path.vMps[p] = speedAtMps(path, p, tSec);
  path.aMps2[p] = accelAtMps2(path, p, tSec);
  const s = path.sM[p]!;
  const curvature = curvaturePerMAt(line, s + 0.5 * way, path.segment[p]!);
  path.sM[p] = curvature === 0 ? s + way : s + way / stretchOf(curvature, sideAtM(path, p, tSec - 0.5 * dtSec));
}

/** 1 - curvature t: way beside the path over way along it. */
export function stretchOf(curvaturePerM: number, tM: number): number {
  return Math.max(MIN_STRETCH, 1 - curvaturePerM * tM);
}

function setLaw(path: PathState, p: number, shape: number, fromSec: number, v0: number, dv: number, overSec: number, doneM: number): void {
  path.lawShape[p] = shape;
  path.lawFromSec[p] = fromSec;
  path.lawV0Mps[p] = v0;
  path.lawDvMps[p] = dv;
  path.lawOverSec[p] = overSec;
  path.lawDoneM[p] = doneM;
}

function holdSpeed(path: PathState, p: number, vMps: number, fromSec: number): void {
  setLaw(path, p, LINEAR, fromSec, vMps, 0, 0, 0);
  path.profileIndex[p] = -1;
}

/** Takes up a profile at an instant: the stretch between two points is one linear law. */
function joinProfile(path: PathState, p: number, profile: SpeedProfile, tSec: number): void {
  const first = profile.tSec[0]!;
  holdSpeed(path, p, profile.vMps[0]!, tSec);
  if (tSec < first) path.lawOverSec[p] = first - tSec;
  path.profileIndex[p] = 0;
  while (path.profileIndex[p]! >= 0 && tSec >= path.lawFromSec[p]! + path.lawOverSec[p]!) leaveProfilePoint(path, p, profile);
  path.lawDoneM[p] = wayAtM(path, p, tSec);
}

/** From the point that the law led to towards the next one; past the last the speed is held. */
function leaveProfilePoint(path: PathState, p: number, profile: SpeedProfile): void {
  const i = path.profileIndex[p]!;
  const from = profile.tSec[i]!;
  const v = profile.vMps[i]!;
  if (i + 1 === profile.tSec.length) {
    holdSpeed(path, p, v, from);
    return;
  }
  setLaw(path, p, LINEAR, from, v, profile.vMps[i + 1]! - v, profile.tSec[i + 1]! - from, 0);
  path.profileIndex[p] = i + 1;
}

// ---- to its side ----

/** Begins a change of offset to `toTM` at an instant not after now. */
export function changeSide(path: PathState, p: number, shape: number, toTM: number, overSec: number, fromSec: number): void {
  const t = sideAtM(path, p, fromSec);
  path.sideShape[p] = shape;
  path.sideFromSec[p] = fromSec;
  path.sideT0M[p] = t;
  path.sideDtM[p] = toTM - t;
  path.sideOverSec[p] = overSec;
}

/** Offset to the left of the path. */
export function sideAtM(path: PathState, p: number, tSec: number): number {
  return path.sideT0M[p]! + path.sideDtM[p]! * shapeValue(path.sideShape[p]!, sideProgress(path, p, tSec));
}

export function sideRateMps(path: PathState, p: number, tSec: number): number {
  const over = path.sideOverSec[p]!;
  return over > 0 ? (path.sideDtM[p]! / over) * shapeRate(path.sideShape[p]!, sideProgress(path, p, tSec)) : 0;
}

export function sideAccelMps2(path: PathState, p: number, tSec: number): number {
  const over = path.sideOverSec[p]!;
  return over > 0 ? (path.sideDtM[p]! / (over * over)) * shapeBend(path.sideShape[p]!, sideProgress(path, p, tSec)) : 0;
}

function sideProgress(path: PathState, p: number, tSec: number): number {
  const over = path.sideOverSec[p]!;
  return over > 0 ? (tSec - path.sideFromSec[p]!) / over : 1;
}
