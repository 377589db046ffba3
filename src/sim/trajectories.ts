/**
 * Accepted trajectories in the state: each in a slot of a buffer that a run has from its first trajectory on. A slot is written once, when
 * its command is accepted; the state's hash has a digest of it in the command's row, so that the buffer itself need not be read each tick.
 */
import { turnRad } from "../core/angle.ts";
import { cos, sin } from "../core/dmath.ts";
import { hashFinish, hashFloat64s, hashStart } from "../core/hash.ts";
import type { Pose } from "../core/frames.ts";
import { COMMAND_KINDS, type TrajectoryCommand } from "../vehicle/command.ts";
import {
  COMMAND_COLUMNS,
  COUNT,
  DIGEST_HI,
  DIGEST_LO,
  DUE_TICK,
  type EgoState,
  FROM_TICK,
  IN_FLIGHT,
  IN_FORCE,
  KIND,
  SLOT_SHIFT,
  type WorldState,
} from "./state.ts";
import type { WorldModel } from "./world.ts";

// columns of a point
export const T_NS = 0;
export const X = 1;
export const Y = 2;
export const YAW = 3;
export const SPEED = 4;
export const ACCEL = 5;
export const CURVATURE = 6;
export const POINT_COLUMNS = 7;
/** Points of a slot to begin with; doubled until the longest trajectory of the run fits. */
const FIRST_POINTS = 32;

/** Points nearer than this say nothing about a curvature. */
const MIN_WAY_M = 0.1;
const TRAJECTORY = COMMAND_KINDS.indexOf("trajectory");

/** Where the slot of the trajectory in a row of commands begins. Between acceptance and the end of its effect no other takes that slot. */
export function trajectoryStart(model: WorldModel, ego: EgoState, row: number): number {
  return (ego.trajectoryPoints.length / slotCount(model)) * slotOf(model, ego, row);
}

function slotOf(model: WorldModel, { commandRows }: EgoState, row: number): number {
  const natural = Math.floor(commandRows[row + FROM_TICK]! / model.observationEvery);
  return (natural + commandRows[row + SLOT_SHIFT]!) % slotCount(model);
}

/** Gives a new trajectory a slot: its natural one, which is free in lockstep; a held command may still be in that, so else the next. */
function takeSlot(model: WorldModel, state: WorldState, row: number): void {
  const { commandRows } = state.ego;
  commandRows[row + SLOT_SHIFT] = 0;
  while (isTaken(model, state, row)) commandRows[row + SLOT_SHIFT]! += 1;
}

function isTaken(model: WorldModel, state: WorldState, row: number): boolean {
  const { commandRows } = state.ego;
  const slot = slotOf(model, state.ego, row);
  for (let other = IN_FORCE; other < commandRows.length; other += COMMAND_COLUMNS) {
    if (other === row || (other !== IN_FORCE && other < IN_FLIGHT) || commandRows[other + KIND] !== TRAJECTORY) continue;
    if (other !== IN_FORCE && commandRows[other + DUE_TICK]! < state.tick) continue;
    if (slotOf(model, state.ego, other) === slot) return true;
  }
  return false;
}

function slotCount(model: WorldModel): number {
  return Math.floor(model.actuationDelayTicks / model.observationEvery) + 2;
}

/**
 * Stores a trajectory accepted at this tick: in W, what its points leave out worked out, and noted in its row of commands.
 * @param at where the ego was at the tick answered.
 */
export function storeTrajectory(model: WorldModel, state: WorldState, row: number, command: TrajectoryCommand, at: Pose): void {
  const { ego } = state;
  makeRoom(model, ego, command.points.length * POINT_COLUMNS);
  const points = ego.trajectoryPoints;
  takeSlot(model, state, row);
  const from = trajectoryStart(model, ego, row);
  const to = from + command.points.length * POINT_COLUMNS;
  writePoses(at, command, points, from);
  writeSpeeds(command, points, from, to);
  writeBends(command, points, from, to);
  const chain = hashStart("redrive.trajectory.1");
  hashFloat64s(chain, points, from, to);
  hashFinish(chain);
  ego.commandRows[row + COUNT] = command.points.length;
  ego.commandRows[row + DIGEST_LO] = chain.lo;
  ego.commandRows[row + DIGEST_HI] = chain.hi;
}

/** Widens all slots where this many numbers do not fit; those in flight keep theirs. */
function makeRoom(model: WorldModel, ego: EgoState, length: number): void {
  const slots = slotCount(model);
  const stride = ego.trajectoryPoints.length / slots;
  if (length <= stride) return;
  let wider = Math.max(stride, FIRST_POINTS * POINT_COLUMNS);
  while (wider < length) wider *= 2;
  const points = new Float64Array(wider * slots);
  for (let i = 0; i < slots; i++) points.set(ego.trajectoryPoints.subarray(i * stride, (i + 1) * stride), i * wider);
  ego.trajectoryPoints = points;
}

function writePoses(ego: Pose, command: TrajectoryCommand, points: Float64Array, from: number): void {
  const isLocal = command.frame === "ego-at-tick";
  const c = isLocal ? cos(ego.yawRad) : 1;
  const s = isLocal ? sin(ego.yawRad) : 0;
  let at = from;
  for (const p of command.points) {
    points[at + T_NS] = p.tNs;
    points[at + X] = isLocal ? ego.xM + (c * p.xM - s * p.yM) : p.xM;
    points[at + Y] = isLocal ? ego.yM + (s * p.xM + c * p.yM) : p.yM;
    points[at + YAW] = isLocal ? ego.yawRad + p.yawRad : p.yawRad;
    at += POINT_COLUMNS;
  }
}

/** Speeds; where none is given, of the way between the neighbours along the heading; at both ends as the next two ways let expect. */
function writeSpeeds(command: TrajectoryCommand, points: Float64Array, from: number, to: number): void {
  const last = to - POINT_COLUMNS;
  let at = from;
  for (const p of command.points) {
    const before = Math.max(from, at - POINT_COLUMNS);
    const after = Math.min(last, at + POINT_COLUMNS);
    let speed = p.vMps ?? meanSpeedMps(points, before, at, after);
    if (p.vMps === null && to - from > 2 * POINT_COLUMNS) {
      if (at === from) speed = Math.max(0, 2 * speed - meanSpeedMps(points, at, after, after + POINT_COLUMNS));
      if (at === last) speed = Math.max(0, 2 * speed - meanSpeedMps(points, before - POINT_COLUMNS, before, at));
    }
    points[at + SPEED] = speed;
    at += POINT_COLUMNS;
  }
}

function meanSpeedMps(points: Float64Array, before: number, at: number, after: number): number {
  return (wayM(points, before, at, after) * 1e9) / (points[after + T_NS]! - points[before + T_NS]!);
}

/** Accelerations and curvatures; where none is given, from the speeds, headings and ways of the neighbours. */
function writeBends(command: TrajectoryCommand, points: Float64Array, from: number, to: number): void {
  let at = from;
  for (const p of command.points) {
    const before = Math.max(from, at - POINT_COLUMNS);
    const after = Math.min(to - POINT_COLUMNS, at + POINT_COLUMNS);
    const overNs = points[after + T_NS]! - points[before + T_NS]!;
    points[at + ACCEL] = p.accelMps2 ?? ((points[after + SPEED]! - points[before + SPEED]!) * 1e9) / overNs;
    const way = wayM(points, before, at, after);
    const turned = way < MIN_WAY_M ? 0 : turnRad(points[before + YAW]!, points[after + YAW]!) / way;
    points[at + CURVATURE] = p.curvaturePerM ?? turned;
    at += POINT_COLUMNS;
  }
}

function wayM(points: Float64Array, before: number, at: number, after: number): number {
  const dx = points[after + X]! - points[before + X]!;
  const dy = points[after + Y]! - points[before + Y]!;
  return Math.max(0, dx * cos(points[at + YAW]!) + dy * sin(points[at + YAW]!));
}
