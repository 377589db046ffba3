import type { ErrorCode } from "../core/errors.ts";
import type { CommandReply, DrivingMode } from "../sim/port.ts";
import { type ActuatorCommand, type Command, type CommandKind, MAX_TRAJECTORY_POINTS, trajectoryProblem } from "../vehicle/command.ts";
import { DEBUG_BLOB_BYTES, DEBUG_SCALARS, NAME_CHARACTERS } from "./limits.ts";
import type { VehicleState } from "../vehicle/model.ts";
import { stateProblem } from "../vehicle/plausible.ts";
import { printable, type WireCommand, type WireReport, type WireToHarness, wire } from "./wire.ts";
import protobuf from "protobufjs/minimal.js";

/** What is wrong with a message, before it is known to which run it belongs. */
export interface Broken {
  readonly code: ErrorCode;
  readonly message: string;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** One reply and one command of each shape, written in place for every answer of a connection. */
export interface CommandSlot {
  readonly reply: Writable<CommandReply>;
  readonly longitudinal: { readonly kind: "longitudinal"; accelMps2: number };
  readonly roadWheel: { readonly kind: "accel-steer"; accelMps2: number; readonly lateral: "road-wheel"; roadWheelRad: number };
  readonly curvature: { readonly kind: "accel-steer"; accelMps2: number; readonly lateral: "curvature"; curvaturePerM: number };
  readonly actuator: Writable<ActuatorCommand>;
  /** The controller's own measure of its work for this reply, ns; -1 where it gave none. */
  computeNs: number;
  /** The command limited the steering rate, which the vehicle model does by itself. */
  rateIgnored: boolean;
}

const NONE: Command = { kind: "none" };
const NO_DEBUG: CommandReply["debug"] = [];

export function createCommandSlot(): CommandSlot {
  return {
    reply: { kind: "command", tick: 0, command: NONE, mode: "engaged", debug: NO_DEBUG },
    longitudinal: { kind: "longitudinal", accelMps2: 0 },
    roadWheel: { kind: "accel-steer", accelMps2: 0, lateral: "road-wheel", roadWheelRad: 0 },
    curvature: { kind: "accel-steer", accelMps2: 0, lateral: "curvature", curvaturePerM: 0 },
    actuator: { kind: "actuator", throttleRatio: 0, brakeRatio: 0, steeringWheelRad: 0, gear: "forward", handBrake: false },
    computeNs: -1,
    rateIgnored: false,
  };
}

/** Decodes one envelope lying in a buffer. Bytes that are no envelope (tags, lengths, depth, UTF-8) give BAD_FRAME. */
export function decodeEnvelope(buffer: Buffer, start: number, end: number): WireToHarness | Broken {
  const reader = protobuf.Reader.create(buffer);
  reader.pos = start;
  try {
    return wire.ToHarness.decode(reader, end - start);
  } catch (error) {
    return { code: "RDV_BAD_FRAME", message: `a frame of ${end - start} bytes is not a valid envelope: ${(error as Error).message}` };
  }
}

/**
 * Checks a command and writes it into `slot.reply`. Returns what is wrong, or null.
 * Protobuf lets NaN and infinity pass, so every number is checked here. Large numbers are legal: the vehicle's limits clamp them.
 */
export function readCommand(c: WireCommand, awaitedTick: number, kinds: readonly CommandKind[], slot: CommandSlot): Broken | null {
  if (c.tick !== awaitedTick) {
    const code = c.tick < awaitedTick ? "RDV_DUPLICATE_COMMAND" : "RDV_WRONG_TICK";
    return { code, message: `a command for tick ${c.tick} came while tick ${awaitedTick} was awaited` };
  }
  const command = readKind(c, kinds, slot);
  if (typeof command === "string") return { code: "RDV_INVALID_COMMAND", message: command };
  const problem = readDebug(c, slot);
  if (problem !== null) return { code: "RDV_INVALID_COMMAND", message: problem };
  const reply = slot.reply;
  reply.tick = c.tick;
  reply.command = command;
  reply.mode = modeOf(c.mode);
  slot.computeNs = c.computeNs ?? -1;
  return null;
}

/** The command in its slot, or what is wrong with it. */
/** A report of the real car, and when it was measured on the controller's clock. */
export interface Report {
  readonly state: VehicleState;
  readonly controllerMonoNs: number;
}

/** Checks a report of the real car, every number of it. */
export function readReport(r: WireReport): Report | Broken {
  const e = r.ego ?? {};
  const state: VehicleState = {
    xM: e.xM ?? 0,
    yM: e.yM ?? 0,
    yawRad: e.yawRad ?? 0,
    vLonMps: e.vxMps ?? 0,
    vLatMps: e.vyMps ?? 0,
    yawRateRadps: e.yawRateRadps ?? 0,
    aLonMps2: e.axMps2 ?? 0,
    aLatMps2: e.ayMps2 ?? 0,
    roadWheelRad: e.roadWheelAngleRad ?? 0,
  };
  const problem = (r.ego ?? null) === null ? "it has no ego" : stateProblem(state);
  if (problem !== null) return { code: "RDV_INVALID_COMMAND", message: `a vehicle report is not valid: ${problem}` };
  return { state, controllerMonoNs: r.controllerMonoNs ?? 0 };
}

function readKind(c: WireCommand, kinds: readonly CommandKind[], slot: CommandSlot): Command | string {
  if (c.accelSteer !== null) return kinds.includes("accel-steer") ? readAccelSteer(c.accelSteer, slot) : notAgreed("accel-steer", kinds);
  if (c.longitudinal !== null) {
    if (!kinds.includes("longitudinal")) return notAgreed("longitudinal", kinds);
    const accelMps2 = c.longitudinal.accelMps2 ?? 0;
    if (!Number.isFinite(accelMps2)) return notFinite("longitudinal.accel_mps2", accelMps2);
    slot.longitudinal.accelMps2 = accelMps2;
    return slot.longitudinal;
  }
  if (c.none !== null) return kinds.includes("none") ? NONE : notAgreed("none", kinds);
  if (c.trajectory !== null) return kinds.includes("trajectory") ? readTrajectory(c.trajectory) : notAgreed("trajectory", kinds);
  if (c.actuator !== null) return kinds.includes("actuator") ? readActuator(c.actuator, slot) : notAgreed("actuator", kinds);
  return "the command is of no kind";
}

function readAccelSteer(a: NonNullable<WireCommand["accelSteer"]>, slot: CommandSlot): Command | string {
  const accelMps2 = a.accelMps2 ?? 0;
  if (!Number.isFinite(accelMps2)) return notFinite("accel_steer.accel_mps2", accelMps2);
  const rate = a.roadWheelRateRadps ?? null;
  if (rate !== null && !(Number.isFinite(rate) && rate > 0)) return `accel_steer.road_wheel_rate_radps is ${rate}, not a positive number`;
  slot.rateIgnored = rate !== null;
  const roadWheelRad = a.roadWheelAngleRad ?? null;
  if (roadWheelRad !== null) {
    if (!Number.isFinite(roadWheelRad)) return notFinite("accel_steer.road_wheel_angle_rad", roadWheelRad);
    slot.roadWheel.accelMps2 = accelMps2;
    slot.roadWheel.roadWheelRad = roadWheelRad;
    return slot.roadWheel;
  }
  const curvaturePerM = a.curvaturePerM ?? null;
  if (curvaturePerM === null) return "accel_steer has neither road_wheel_angle_rad nor curvature_per_m";
  if (!Number.isFinite(curvaturePerM)) return notFinite("accel_steer.curvature_per_m", curvaturePerM);
  slot.curvature.accelMps2 = accelMps2;
  slot.curvature.curvaturePerM = curvaturePerM;
  return slot.curvature;
}

function readActuator(a: NonNullable<WireCommand["actuator"]>, slot: CommandSlot): Command | string {
  const { actuator } = slot;
  actuator.throttleRatio = a.throttle ?? 0;
  actuator.brakeRatio = a.brake ?? 0;
  actuator.steeringWheelRad = a.steeringWheelAngleRad ?? 0;
  actuator.gear = a.gear === 0 ? "neutral" : "forward";
  actuator.handBrake = a.handBrake ?? false;
  if (!Number.isFinite(actuator.throttleRatio)) return notFinite("actuator.throttle", actuator.throttleRatio);
  if (!Number.isFinite(actuator.brakeRatio)) return notFinite("actuator.brake", actuator.brakeRatio);
  if (!Number.isFinite(actuator.steeringWheelRad)) return notFinite("actuator.steering_wheel_angle_rad", actuator.steeringWheelRad);
  if ((a.gear ?? 1) < 0) return `actuator.gear is ${a.gear}; the car drives forwards only`;
  return actuator;
}

const FRAMES = [null, "map", "ego-at-tick"] as const;

function readTrajectory(t: NonNullable<WireCommand["trajectory"]>): Command | string {
  const wirePoints = t.points ?? [];
  if (wirePoints.length > MAX_TRAJECTORY_POINTS) return `trajectory: ${wirePoints.length} points, more than ${MAX_TRAJECTORY_POINTS}`;
  const frame = FRAMES[t.frame ?? 0] ?? null;
  if (frame === null) return `trajectory.frame is ${t.frame ?? 0}, which is none`;
  const points = wirePoints.map((p) => ({
    tNs: p.tNs ?? 0,
    xM: p.xM ?? 0,
    yM: p.yM ?? 0,
    yawRad: p.yawRad ?? 0,
    vMps: p.vMps ?? null,
    accelMps2: p.accelMps2 ?? null,
    curvaturePerM: p.curvaturePerM ?? null,
  }));
  const problem = trajectoryProblem(points);
  return problem === null ? { kind: "trajectory", frame, points } : `trajectory: ${problem}`;
}

/** Debug data: its limits, and its scalars into the reply. Returns what is wrong, or null. */
function readDebug(c: WireCommand, slot: CommandSlot): string | null {
  if (c.debugBlob.length > DEBUG_BLOB_BYTES) return `debug_blob has ${c.debugBlob.length} bytes, more than ${DEBUG_BLOB_BYTES}`;
  const scalars = c.debugScalars;
  slot.reply.debug = NO_DEBUG;
  if (scalars.length === 0) return null;
  if (scalars.length > DEBUG_SCALARS) return `debug_scalars has ${scalars.length} entries, more than ${DEBUG_SCALARS}`;
  for (const s of scalars)
    if (!Number.isFinite(s.value ?? 0)) return notFinite(`debug_scalars ${printable(s.name ?? "", NAME_CHARACTERS)}`, s.value ?? 0);
  slot.reply.debug = scalars.map((s) => ({ name: printable(s.name ?? "", NAME_CHARACTERS), value: s.value ?? 0 }));
  return null;
}

/** What a mode of the wire means; one that is not said, or not known, is read as engaged. */
export function modeOf(mode: number): DrivingMode {
  switch (mode) {
    case 2:
      return "takeover-request";
    case 3:
      return "minimum-risk";
    case 4:
      return "disengaged";
    default:
      return "engaged";
  }
}

function notAgreed(kind: string, kinds: readonly CommandKind[]): string {
  return `the command is of kind ${kind}; agreed on: ${kinds.join(", ")}`;
}

function notFinite(field: string, value: number): string {
  return `${field} is ${value}, not a finite number`;
}
