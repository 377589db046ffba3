/**
 * From a controller's reply to the ego's motion: accept, delay, clamp, hold, and turn the command in force into a vehicle command each tick.
 *
 *   none          the ego stays on its recording as long as it has never left it; otherwise it coasts: no acceleration, wheels straight
 *   longitudinal  the acceleration as commanded; the harness steers along the route, else the recorded path (follow.ts)
 *   accel-steer   both as commanded; a curvature becomes the road-wheel angle atan(wheelbase * curvature), rolling without slip
 *   actuator      the pedals as the powertrain map has them at each tick's speed; the steering wheel over the steering ratio
 *   trajectory    what the reference tracker asks for at each tick (tracker.ts)
 *
 * In real time a reply may be missing, and the command in force is held; after too many of them the harness stops the car. Where a real car
 * stands in the ego's place, commands are recorded and nothing else.
 */
import { atan } from "../core/dmath.ts";
import type { ErrorCode } from "../core/errors.ts";
import type { Pose } from "../core/frames.ts";
import { type ActuatorCommand, COMMAND_KINDS, type Command, trajectoryProblem, type VehicleCommand } from "../vehicle/command.ts";
import type { RoadInput, VehicleLimits } from "../vehicle/model.ts";
import { stateProblem } from "../vehicle/plausible.ts";
import { pedalAccelMps2 } from "../vehicle/powertrain.ts";
import { initUnderWay } from "../vehicle/start.ts";
import { followRad } from "./follow.ts";
import type { CommandReply, DrivingMode, Fault, PacedReply, RunEnd } from "./port.ts";
import { followRecording, isRecorded, seeRecording } from "./recording.ts";
import { aimAt, moveReported, seeReported } from "./reported.ts";
import {
  ACCEL,
  ACCEPTED,
  APPLIED,
  BRAKE,
  CLAMPED,
  COMMAND_COLUMNS,
  CURVATURE,
  DRIVEN,
  DUE_TICK,
  FOLLOWED_SEGMENT,
  FRICTION,
  FROM_TICK,
  HAND_BRAKE_FLAG,
  HELD,
  IN_FLIGHT,
  IN_FORCE,
  KIND,
  MODE,
  NEUTRAL_FLAG,
  ON_RECORDING,
  ON_STORY,
  PEDAL_FLAGS,
  REPORTED,
  TAKEOVER_TICK,
  THROTTLE,
  USES_CURVATURE,
  WHEEL,
  WRECK,
  type WorldState,
} from "./state.ts";
import { leaveStory, seeStaged } from "./staged.ts";
import { trackTrajectory } from "./tracker.ts";
import { storeTrajectory } from "./trajectories.ts";
import type { WorldModel } from "./world.ts";

const NONE = 0;
const LONGITUDINAL = 1;
const ACTUATOR = 3;
const TRAJECTORY = 4;

/** How long a driver may take after a transition demand (UN R157, 5.4: no minimum risk manoeuvre earlier). */
const TAKEOVER_SEC = 10;
/** As for a condition of standstill. */
const STANDING_MPS = 0.01;
/** Of the stop by the harness: the most that UN R157 asks of a minimum risk manoeuvre. */
const SAFE_STOP_MPS2 = 4;
const SAFE_STOP: Command = { kind: "longitudinal", accelMps2: -SAFE_STOP_MPS2 };

const COMMAND: VehicleCommand = { accelMps2: 0, roadWheelRad: 0 };
const ROAD: RoadInput = { slopeRad: 0, bankRad: 0, frictionRatio: 1 };

// ---- the reply ----

/**
 * Takes the reply to the observation of this tick into the state. Its end of the run where it ends one: the controller hands over, the
 * reply is not a valid answer (another tick, not finite, no known kind), which is the controller's fault, or a stop by the harness is over.
 */
export function accept(model: WorldModel, state: WorldState, reply: Exclude<PacedReply, { readonly kind: "fault" }>): RunEnd | null {
  const { tick } = state;
  if (reply.kind === "stop") return stopEgo(model, state, reply.fault);
  if (reply.report !== undefined) {
    const wrong = state.ego.driveNumbers[MODE] === REPORTED ? stateProblem(reply.report) : "the run began without a car";
    if (wrong !== null) return faultEnd("RDV_INVALID_COMMAND", `a vehicle report at tick ${tick} is not valid: ${wrong}`, tick);
    aimAt(state, reply.report, model.observationEvery);
  }
  return reply.kind === "held" ? null : acceptCommand(model, state, reply);
}

function acceptCommand(model: WorldModel, state: WorldState, reply: CommandReply): RunEnd | null {
  const { tick } = state;
  const isLate = reply.lateFrom !== undefined;
  if (reply.tick > tick) return faultEnd("RDV_WRONG_TICK", `answered tick ${reply.tick} at tick ${tick}`, tick);
  if (reply.tick < tick && !isLate) return faultEnd("RDV_DUPLICATE_COMMAND", `answered tick ${reply.tick} again at tick ${tick}`, tick);
  const wrong = wrongNumber(reply.command);
  if (wrong !== null) return faultEnd("RDV_INVALID_COMMAND", `the command of tick ${reply.tick} is not valid: ${wrong}`, tick);
  const given = handedOver(model, state, reply.mode);
  if (given !== null) return { reason: "disengaged", tick, detail: given, fault: null };
  writeAccepted(model, state, reply.command, reply.tick);
  if (tick >= model.firstControlledTick) putInFlight(model, state, reply.command, reply.lateFrom ?? state.ego.seen);
  return null;
}

/** Brakes on the path until the car stands, then ends the run. There is nothing to stop where the car is on its recording, or a real one. */
function stopEgo(model: WorldModel, state: WorldState, fault: Fault): RunEnd | null {
  const { seen, driveNumbers, commandRows } = state.ego;
  const isOurs = driveNumbers[MODE] !== REPORTED && state.tick >= model.firstControlledTick;
  if (!isOurs || Math.abs(seen.vLonMps) < STANDING_MPS) return endOfFault(fault, state.tick);
  writeAccepted(model, state, SAFE_STOP, commandRows[ACCEPTED + FROM_TICK]!);
  putInFlight(model, state, SAFE_STOP, seen);
  return null;
}

/**
 * Why the controller drives no longer, or null: it gave up, its driver took over, or its minimum risk manoeuvre is over. Runs the clock of
 * the take-over. docs/decisions/0006-driving-modes.md has the reasons.
 */
function handedOver(model: WorldModel, state: WorldState, mode: DrivingMode): string | null {
  const { commandRows, seen } = state.ego;
  if (mode === "disengaged") return "the controller gave up driving";
  if (state.tick < model.firstControlledTick) return null;
  if (mode !== "takeover-request") commandRows[ACCEPTED + TAKEOVER_TICK] = -1;
  else if (commandRows[ACCEPTED + TAKEOVER_TICK] === -1) commandRows[ACCEPTED + TAKEOVER_TICK] = state.tick;
  else if (state.tick - commandRows[ACCEPTED + TAKEOVER_TICK]! >= Math.round(TAKEOVER_SEC / model.dtSec)) {
    return `the driver took over ${TAKEOVER_SEC} s after the controller's request`;
  }
  const stands = Math.abs(seen.vLonMps) < STANDING_MPS;
  return mode === "minimum-risk" && stands ? "the controller's minimum risk manoeuvre brought the car to a stand" : null;
}

/** The end of a run by the controller's fault. */
export function endOfFault(fault: Fault, tick: number): RunEnd {
  const reason = fault.code === "RDV_CONTROLLER_TIMEOUT" ? "controller-timeout" : "controller-fault";
  return { reason, tick, detail: fault.message, fault };
}

function faultEnd(code: ErrorCode, message: string, tick: number): RunEnd {
  return endOfFault({ code, message, tick }, tick);
}

/** What is wrong with a command's numbers, or null. */
function wrongNumber(command: Command): string | null {
  const { kind } = command;
  if (kind === "none") return null;
  if (kind === "actuator") return wrongPedals(command);
  if (kind === "trajectory") return trajectoryProblem(command.points);
  if (kind !== "longitudinal" && kind !== "accel-steer") return `no such kind: ${String(kind)}`;
  if (!Number.isFinite(command.accelMps2)) return `accelMps2 is ${command.accelMps2}`;
  if (kind === "longitudinal") return null;
  if (command.lateral === "road-wheel") return Number.isFinite(command.roadWheelRad) ? null : `roadWheelRad is ${command.roadWheelRad}`;
  return Number.isFinite(command.curvaturePerM) ? null : `curvaturePerM is ${command.curvaturePerM}`;
}

function wrongPedals(command: ActuatorCommand): string | null {
  const { throttleRatio, brakeRatio, steeringWheelRad } = command;
  if (!Number.isFinite(throttleRatio)) return `throttleRatio is ${throttleRatio}`;
  if (!Number.isFinite(brakeRatio)) return `brakeRatio is ${brakeRatio}`;
  return Number.isFinite(steeringWheelRad) ? null : `steeringWheelRad is ${steeringWheelRad}`;
}

function writeAccepted(model: WorldModel, state: WorldState, command: Command, fromTick: number): void {
  const { commandRows } = state.ego;
  const usesCurvature = command.kind === "accel-steer" && command.lateral === "curvature";
  commandRows[ACCEPTED + FROM_TICK] = fromTick;
  commandRows[ACCEPTED + KIND] = COMMAND_KINDS.indexOf(command.kind);
  commandRows[ACCEPTED + ACCEL] = wantedAccel(model, state, command);
  commandRows[ACCEPTED + WHEEL] = wantedWheel(model, command);
  commandRows[ACCEPTED + CURVATURE] = usesCurvature ? command.curvaturePerM : 0;
  commandRows[ACCEPTED + USES_CURVATURE] = usesCurvature ? 1 : 0;
}

function wantedAccel(model: WorldModel, state: WorldState, command: Command): number {
  if (command.kind === "none" || command.kind === "trajectory") return 0;
  if (command.kind !== "actuator") return command.accelMps2;
  const throttle = command.gear === "neutral" ? 0 : command.throttleRatio;
  return pedalAccelMps2(model.ego.params.limits, throttle, command.brakeRatio, command.handBrake, state.ego.seen.vLonMps);
}

function wantedWheel(model: WorldModel, command: Command): number {
  if (command.kind === "actuator") return command.steeringWheelRad / model.ego.params.steeringRatio;
  return command.kind === "accel-steer" && command.lateral === "road-wheel" ? command.roadWheelRad : 0;
}

/** Clamps the accepted command to what the vehicle takes, and sends it off; it acts from its due tick on. `at`: the ego at the tick answered. */
function putInFlight(model: WorldModel, state: WorldState, command: Command, at: Pose): void {
  const { commandRows } = state.ego;
  const { limits } = model.ego.params;
  const due = state.tick + model.actuationDelayTicks;
  const row = IN_FLIGHT + COMMAND_COLUMNS * (due % (model.actuationDelayTicks + 1));
  const accel = commandRows[ACCEPTED + ACCEL]!;
  const curvature = commandRows[ACCEPTED + CURVATURE]!;
  const usesCurvature = commandRows[ACCEPTED + USES_CURVATURE] === 1;
  const wheel = usesCurvature ? atan(state.plan.wheelbaseM * curvature) : commandRows[ACCEPTED + WHEEL]!;
  const accelTaken = clampedAccel(limits, accel);
  const wheelTaken = clampedWheel(limits, wheel);
  commandRows[row + FROM_TICK] = commandRows[ACCEPTED + FROM_TICK]!;
  commandRows[row + KIND] = commandRows[ACCEPTED + KIND]!;
  commandRows[row + ACCEL] = accelTaken;
  commandRows[row + WHEEL] = wheelTaken;
  commandRows[row + CLAMPED] = accelTaken !== accel || wheelTaken !== wheel ? 1 : 0;
  commandRows[row + DUE_TICK] = due;
  if (command.kind === "trajectory") storeTrajectory(model, state, row, command, at);
  if (command.kind === "actuator") writePedals(commandRows, row, command, wheelTaken !== wheel);
}

/** What a pedal does depends on the speed at the time, so the pedals fly; neutral is no throttle. */
function writePedals(commandRows: Float64Array, row: number, command: ActuatorCommand, wheelClamped: boolean): void {
  const throttle = command.gear === "neutral" ? 0 : command.throttleRatio;
  const throttleTaken = Math.max(0, Math.min(1, throttle));
  const brakeTaken = Math.max(0, Math.min(1, command.brakeRatio));
  commandRows[row + THROTTLE] = throttleTaken;
  commandRows[row + BRAKE] = brakeTaken;
  commandRows[row + PEDAL_FLAGS] = (command.handBrake ? HAND_BRAKE_FLAG : 0) + (command.gear === "neutral" ? NEUTRAL_FLAG : 0);
  commandRows[row + CLAMPED] = wheelClamped || throttleTaken !== throttle || brakeTaken !== command.brakeRatio ? 1 : 0;
}

function clampedAccel(limits: VehicleLimits, accelMps2: number): number {
  return Math.max(-limits.maxDecelMps2, Math.min(limits.maxAccelMps2, accelMps2));
}

function clampedWheel(limits: VehicleLimits, roadWheelRad: number): number {
  return Math.max(-limits.maxRoadWheelRad, Math.min(limits.maxRoadWheelRad, roadWheelRad));
}

// ---- the tick ----

/** Puts the ego at its start, with no command in force. */
export function startEgo(model: WorldModel, state: WorldState): void {
  const { ego } = model;
  const { inner, driveNumbers, commandRows } = state.ego;
  for (let row = 0; row < commandRows.length; row += COMMAND_COLUMNS) {
    commandRows[row + FROM_TICK] = -1;
    commandRows[row + DUE_TICK] = -1;
  }
  driveNumbers[FOLLOWED_SEGMENT] = -1;
  driveNumbers[MODE] = startMode(model);
  setRoad(model, state);
  initUnderWay(ego.vehicle, ego.params, ego.start, ROAD, model.dtSec, inner);
  seeEgo(model, state);
}

function startMode(model: WorldModel): number {
  if (model.story !== null) return ON_STORY;
  return model.firstControlledTick > 0 || model.ego.startsOnRecording ? ON_RECORDING : DRIVEN;
}

function setRoad(model: WorldModel, state: WorldState): void {
  ROAD.slopeRad = model.environment.slopeRad;
  ROAD.bankRad = model.environment.bankRad;
  ROAD.frictionRatio = state.runNumbers[FRICTION]!;
}

/** Moves the ego from tick k to k + 1, unless it is a free body. */
export function driveEgo(model: WorldModel, state: WorldState): void {
  const { commandRows, driveNumbers } = state.ego;
  takeDue(model, state);
  if (driveNumbers[MODE] === WRECK || driveNumbers[MODE] === REPORTED) {
    writeApplied(commandRows, NONE, 0, 0, 0);
    if (driveNumbers[MODE] === REPORTED) moveReported(state);
    return;
  }
  setRoad(model, state);
  const { recorded } = model.ego;
  const isFree = commandRows[IN_FORCE + KIND] === NONE;
  if (driveNumbers[MODE] === ON_RECORDING && isFree && isRecorded(recorded, state.tick + 1)) {
    writeApplied(commandRows, NONE, 0, 0, 0);
    followRecording(model, state, recorded, ROAD);
    return;
  }
  if (driveNumbers[MODE] === ON_STORY) {
    if (isFree) return writeApplied(commandRows, NONE, 0, 0, 0);
    leaveStory(model, state, ROAD);
  }
  driveNumbers[MODE] = DRIVEN;
  obeyCommand(model, state);
  model.ego.vehicle.step(model.ego.params, state.ego.inner, COMMAND, ROAD, model.dtSec, state.ego.inner);
}

/** Writes what can be seen of the ego at the state's tick. */
export function seeEgo(model: WorldModel, state: WorldState): void {
  const { recorded, vehicle, params } = model.ego;
  const { seen, driveNumbers, inner } = state.ego;
  if (driveNumbers[MODE] === ON_RECORDING && isRecorded(recorded, state.tick)) {
    seeRecording(recorded, model.ego.recordedInputs, state.tick, model.dtSec, state.plan.wheelbaseM, seen);
  } else if (driveNumbers[MODE] === REPORTED) seeReported(state, seen);
  else if (driveNumbers[MODE] === ON_STORY) seeStaged(model, state, seen);
  else vehicle.observe(params, inner, seen);
}

/** Brings the command that is due at this tick into force; where one should be and has not come, the old one is held. */
function takeDue(model: WorldModel, state: WorldState): void {
  const { commandRows } = state.ego;
  const row = IN_FLIGHT + COMMAND_COLUMNS * (state.tick % (model.actuationDelayTicks + 1));
  if (commandRows[row + DUE_TICK] !== state.tick) {
    const decidedTick = state.tick - model.actuationDelayTicks;
    if (decidedTick >= model.firstControlledTick && decidedTick % model.observationEvery === 0) commandRows[APPLIED + HELD] = 1;
    return;
  }
  commandRows[APPLIED + HELD] = 0;
  for (let i = 0; i < COMMAND_COLUMNS; i++) commandRows[IN_FORCE + i] = commandRows[row + i]!;
}

/** Turns the command in force into the vehicle's own, and notes it as applied. */
function obeyCommand(model: WorldModel, state: WorldState): void {
  const { commandRows } = state.ego;
  const kind = commandRows[IN_FORCE + KIND]!;
  const { limits } = model.ego.params;
  COMMAND.accelMps2 = commandRows[IN_FORCE + ACCEL]!;
  COMMAND.roadWheelRad = commandRows[IN_FORCE + WHEEL]!;
  if (kind === LONGITUDINAL) COMMAND.roadWheelRad = followRad(state, model.ego.params);
  else if (kind === ACTUATOR) COMMAND.accelMps2 = accelOfPedals(limits, state);
  else if (kind === TRAJECTORY) trackTrajectory(model, state, COMMAND);
  const accel = clampedAccel(limits, COMMAND.accelMps2);
  const wheel = clampedWheel(limits, COMMAND.roadWheelRad);
  const clamped = accel !== COMMAND.accelMps2 || wheel !== COMMAND.roadWheelRad ? 1 : commandRows[IN_FORCE + CLAMPED]!;
  COMMAND.accelMps2 = accel;
  COMMAND.roadWheelRad = wheel;
  writeApplied(commandRows, kind, accel, wheel, clamped);
}

function accelOfPedals(limits: VehicleLimits, state: WorldState): number {
  const { commandRows, seen } = state.ego;
  const handBrake = (commandRows[IN_FORCE + PEDAL_FLAGS]! & HAND_BRAKE_FLAG) !== 0;
  return pedalAccelMps2(limits, commandRows[IN_FORCE + THROTTLE]!, commandRows[IN_FORCE + BRAKE]!, handBrake, seen.vLonMps);
}

/** Gear at the state's tick: neutral while a command that asks for it is in force. */
export function gearOf(state: WorldState): ActuatorCommand["gear"] {
  const { commandRows } = state.ego;
  const isNeutral = commandRows[IN_FORCE + KIND] === ACTUATOR && (commandRows[IN_FORCE + PEDAL_FLAGS]! & NEUTRAL_FLAG) !== 0;
  return isNeutral ? "neutral" : "forward";
}

function writeApplied(commandRows: Float64Array, kind: number, accelMps2: number, roadWheelRad: number, clamped: number): void {
  commandRows[APPLIED + FROM_TICK] = commandRows[IN_FORCE + FROM_TICK]!;
  commandRows[APPLIED + KIND] = kind;
  commandRows[APPLIED + ACCEL] = accelMps2;
  commandRows[APPLIED + WHEEL] = roadWheelRad;
  commandRows[APPLIED + CLAMPED] = clamped;
}
