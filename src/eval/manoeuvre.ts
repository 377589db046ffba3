import { type Box, emptyBox, setBox } from "../core/box.ts";
import { atan2, cos, sin } from "../core/dmath.ts";
import { firstContact, isOffRoad, startsOnRoad, touchedBy } from "./first-contact.ts";
import type { MetricResult } from "./metric.ts";
import { isThere, type Replay, setReplayBox, valueAtRow } from "./replay.ts";

/**
 * What else the subject could have done: a point mass that leaves the drive at some row and brakes, accelerates or steers as hard as it
 * can, among the others as they really went on, and after the end of the run with the velocities they had last (Tamke, Dang and Breuel 2011; constants of CommonRoad/commonroad-crime@6898f6a,
 * data_structure/configuration.py, utility/simulation.py, vehicle 2 of CommonRoad).
 */
export type Manoeuvre = "brake" | "kick-down" | "steer-left" | "steer-right";

/** What the tyres and the engine give, and what is taken of it. */
export const ACCEL_MPS2 = 11.5;
const SWITCH_MPS = 7.319;
const MOST_MPS = 50.8;
export const CUT_MPS2 = 8;
export const JERK_MPS3 = 25;
/** Sideways shift of an evasion, and the most it turns: an eighth of a circle. */
const SHIFT_M = 0.8;
const MAX_TURN_RAD: number = Math.PI / 4;
/** So long after the end of the run a manoeuvre is still followed: by then it has stopped from 20 m/s. */
const BEYOND_SEC = 3;
/** Slower, nobody steers. */
export const STANDING_MPS = 0.1;

export const MANOEUVRE_PARAMS: Readonly<Record<string, number>> = {
  accelMps2: ACCEL_MPS2,
  switchMps: SWITCH_MPS,
  mostMps: MOST_MPS,
  cutMps2: CUT_MPS2,
  jerkMps3: JERK_MPS3,
  shiftM: SHIFT_M,
  maxTurnRad: MAX_TURN_RAD,
  beyondSec: BEYOND_SEC,
  standingMps: STANDING_MPS,
};

/** The largest latest time of some manoeuvres, from the first row of the run; not applicable where there was nothing to avoid. */
export function latestManoeuvre(r: Replay, manoeuvres: readonly Manoeuvre[]): MetricResult {
  const contact = firstContact(r);
  if (contact.row < 0) return { kind: "not-applicable", reason: "the subject neither collided nor left the road", vacuous: true };
  const row = Math.max(...manoeuvres.map((manoeuvre) => latestRow(r, manoeuvre, contact.row)));
  if (row < 0) return { kind: "not-applicable", reason: "at no tick would it have avoided the collision", vacuous: false };
  return valueAtRow(r, row * r.stepSec, row, contact.slot);
}

/** The last row at which the manoeuvre still avoids any contact to the end of the run, by halving; -1 where none does. */
function latestRow(r: Replay, manoeuvre: Manoeuvre, contactRow: number): number {
  let low = 0;
  let high = contactRow;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (avoids(r, manoeuvre, middle)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

interface Point {
  xM: number;
  yM: number;
  /** Direction of motion, and that of the drive where the manoeuvre began. */
  yawRad: number;
  readonly startYawRad: number;
  speedMps: number;
  aLonMps2: number;
  aLatMps2: number;
  readonly box: Box;
}

function avoids(r: Replay, manoeuvre: Manoeuvre, fromRow: number): boolean {
  if (!isThere(r, fromRow, r.subjectIndex)) return false;
  const p = startAt(r, fromRow);
  const hasRoad = startsOnRoad(r);
  const evasionRows = Math.ceil(Math.sqrt((4 * SHIFT_M) / available(p.speedMps)) / (2 * r.stepSec));
  const end = r.rows + Math.round(BEYOND_SEC / r.stepSec);
  for (let row = fromRow + 1; row < end; row++) {
    move(p, manoeuvre, Math.floor((row - fromRow - 1) / evasionRows), r.stepSec);
    if (touchedBy(r, row, p.box) >= 0 || (hasRoad && isOffRoad(r, p.box))) return false;
  }
  return true;
}

function startAt(r: Replay, row: number): Point {
  const at = row * r.actorCount + r.subjectIndex;
  const kept = r.keptRow[row] as number;
  const vx = r.vxMps[at] as number;
  const vy = r.vyMps[at] as number;
  const speedMps = Math.sqrt(vx * vx + vy * vy);
  const yawRad = speedMps < STANDING_MPS ? atan2(r.sinYaw[at] as number, r.cosYaw[at] as number) : atan2(vy, vx);
  const box = emptyBox();
  setReplayBox(box, r, row, r.subjectIndex);
  const { aLonMps2, aLatMps2 } = r.history.subject;
  return {
    xM: r.xM[at] as number,
    yM: r.yM[at] as number,
    yawRad,
    startYawRad: yawRad,
    speedMps,
    aLonMps2: aLonMps2[kept] as number,
    aLatMps2: aLatMps2[kept] as number,
    box,
  };
}

/** What the engine gives at a speed, cut to what is taken of it. */
function available(speedMps: number): number {
  return Math.min(CUT_MPS2, speedMps > SWITCH_MPS ? (ACCEL_MPS2 * SWITCH_MPS) / speedMps : ACCEL_MPS2);
}

/** One row on. @param stage of an evasion: 0 out, 1 back, then straight on. */
function move(p: Point, manoeuvre: Manoeuvre, stage: number, dtSec: number): void {
  const steers = manoeuvre === "steer-left" || manoeuvre === "steer-right";
  const wantedLon = steers ? 0 : manoeuvre === "brake" ? -CUT_MPS2 : available(p.speedMps);
  const side = manoeuvre === "steer-left" ? 1 : -1;
  const wantedLat = !steers || stage > 1 || p.speedMps < STANDING_MPS ? 0 : (stage === 0 ? side : -side) * available(p.speedMps);
  p.aLonMps2 = within(wantedLon, p.aLonMps2 - JERK_MPS3 * dtSec, p.aLonMps2 + JERK_MPS3 * dtSec);
  p.aLatMps2 = within(wantedLat, p.aLatMps2 - JERK_MPS3 * dtSec, p.aLatMps2 + JERK_MPS3 * dtSec);
  const before = p.speedMps;
  p.speedMps = within(before + p.aLonMps2 * dtSec, 0, MOST_MPS);
  if (p.speedMps >= STANDING_MPS) {
    const turned = p.yawRad + (p.aLatMps2 / p.speedMps) * dtSec;
    // After the evasion the subject goes on as it was headed before.
    const isDone = steers && stage > 1;
    p.yawRad = isDone ? p.startYawRad : within(turned, p.startYawRad - MAX_TURN_RAD, p.startYawRad + MAX_TURN_RAD);
  }
  const byM = 0.5 * (before + p.speedMps) * dtSec;
  const c = cos(p.yawRad);
  const s = sin(p.yawRad);
  p.xM += byM * c;
  p.yM += byM * s;
  setBox(p.box, p.xM, p.yM, c, s, 2 * p.box.halfLengthM, 2 * p.box.halfWidthM);
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
