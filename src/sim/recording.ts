/** The ego on its recorded path: warm-up before the controller takes over, and open loop. */
import { turnRad } from "../core/angle.ts";
import { atan } from "../core/dmath.ts";
import type { Pose } from "../core/frames.ts";
import type { RecordedPath } from "../trace/tick.ts";
import type { VehicleCommand } from "../vehicle/command.ts";
import type { RoadInput, VehicleState } from "../vehicle/model.ts";
import type { WorldState } from "./state.ts";
import type { RecordedInputs, WorldModel } from "./world.ts";

/** Below this speed the recorded yaw rate says nothing about the wheels' angle. */
const STEERING_MPS = 1;

const POSE = { xM: 0, yM: 0, yawRad: 0 };
const COMMAND: VehicleCommand = { accelMps2: 0, roadWheelRad: 0 };

/** Whether the recording has the ego's pose at this tick. */
export function isRecorded(recorded: RecordedPath | null, tick: number): recorded is RecordedPath {
  return recorded !== null && tick < recorded.valid.length && recorded.valid[tick] === 1;
}

/** The recorded pose at a tick; borrowed until the next call. */
function recordedPose(recorded: RecordedPath, tick: number): Pose {
  POSE.xM = recorded.xM[tick]!;
  POSE.yM = recorded.yM[tick]!;
  POSE.yawRad = recorded.yawRad[tick]!;
  return POSE;
}

/**
 * From tick k to k + 1 along the recording. The vehicle model is led along with the recorded inputs, so that its actuators hold what the
 * recorded driver's did when the controller takes over.
 */
export function followRecording(model: WorldModel, state: WorldState, recorded: RecordedPath, road: RoadInput): void {
  const { vehicle, params } = model.ego;
  const { inner, seen } = state.ego;
  const k = state.tick;
  const inputs = model.ego.recordedInputs;
  const hasInputs = inputs !== null && k < inputs.valid.length && inputs.valid[k] === 1;
  COMMAND.accelMps2 = hasInputs ? inputs.accelMps2[k]! : seen.aLonMps2;
  COMMAND.roadWheelRad = hasInputs ? inputs.roadWheelRad[k]! : seen.roadWheelRad;
  vehicle.step(params, inner, COMMAND, road, model.dtSec, inner);
  const rate = rateBetween(recorded, k + 1, model.dtSec, yawChange);
  vehicle.place(params, inner, recordedPose(recorded, k + 1), recorded.vLonMps[k + 1]!, rate);
}

/** What can be seen of the ego at a recorded tick: the recording itself and its rates of change, not the vehicle model. */
export function seeRecording(
  recorded: RecordedPath,
  inputs: RecordedInputs | null,
  tick: number,
  dtSec: number,
  wheelbaseM: number,
  out: VehicleState,
): void {
  out.xM = recorded.xM[tick]!;
  out.yM = recorded.yM[tick]!;
  out.yawRad = recorded.yawRad[tick]!;
  out.vLonMps = recorded.vLonMps[tick]!;
  out.vLatMps = 0;
  out.yawRateRadps = rateBetween(recorded, tick, dtSec, yawChange);
  out.aLonMps2 = rateBetween(recorded, tick, dtSec, speedChange);
  out.aLatMps2 = out.vLonMps * out.yawRateRadps;
  out.roadWheelRad = wheelAngle(inputs, wheelbaseM, tick, out);
}

function wheelAngle(inputs: RecordedInputs | null, wheelbaseM: number, tick: number, seen: VehicleState): number {
  if (inputs !== null && tick < inputs.valid.length && inputs.valid[tick] === 1) return inputs.roadWheelRad[tick]!;
  return Math.abs(seen.vLonMps) < STEERING_MPS ? 0 : atan((wheelbaseM * seen.yawRateRadps) / seen.vLonMps);
}

/** Rate of change at a tick from the ticks beside it, as many of the two as are recorded. */
function rateBetween(
  recorded: RecordedPath,
  tick: number,
  dtSec: number,
  change: (recorded: RecordedPath, from: number, to: number) => number,
): number {
  const from = tick > 0 && isRecorded(recorded, tick - 1) ? tick - 1 : tick;
  const to = isRecorded(recorded, tick + 1) ? tick + 1 : tick;
  return to === from ? 0 : change(recorded, from, to) / ((to - from) * dtSec);
}

function yawChange(recorded: RecordedPath, from: number, to: number): number {
  return turnRad(recorded.yawRad[from]!, recorded.yawRad[to]!);
}

function speedChange(recorded: RecordedPath, from: number, to: number): number {
  return recorded.vLonMps[to]! - recorded.vLonMps[from]!;
}
