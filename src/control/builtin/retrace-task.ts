import { turnRad } from "../../core/angle.ts";
import { atan, cos, sin } from "../../core/dmath.ts";
import type { RunStart } from "../../sim/port.ts";
import type { EgoModel, WorldModel } from "../../sim/world.ts";
import type { RecordedPath } from "../../trace/tick.ts";
import type { VehicleCommand } from "../../vehicle/command.ts";
import { initUnderWay } from "../../vehicle/start.ts";
import type { RoadInput, VehicleModel, VehicleParams, VehicleState } from "../../vehicle/model.ts";

/** What is to be followed, with which car, from which state on. Decision i acts on the `every` ticks from `takeoverTick + i * every`. */
export interface RetraceTask {
  readonly vehicle: VehicleModel;
  readonly params: VehicleParams;
  readonly road: RoadInput;
  readonly dtSec: number;
  readonly every: number;
  /** The first tick on which a command acts. */
  readonly takeoverTick: number;
  readonly decisionCount: number;
  /** The car's inner state at the take-over. */
  readonly startInner: Float64Array;
  /** Box centre to be reached at tick `takeoverTick + k`, W. */
  readonly centreXM: Float64Array;
  readonly centreYM: Float64Array;
  /** From the rear axle forward to the box centre. */
  readonly centreM: number;
  readonly recorded: RecordedPath;
}

/** The task a run sets, or why there is none. */
export function retraceTask(s: RunStart): RetraceTask | string {
  const { world } = s;
  const { ego } = world;
  const { recorded } = ego;
  if (recorded === null) return "the scenario has no recorded path of the ego to retrace";
  const every = s.observationEvery;
  const firstDecision = Math.ceil(s.firstControlledTick / every) * every;
  const takeoverTick = firstDecision + s.actuationDelayTicks;
  const last = recorded.valid.lastIndexOf(1);
  const gap = recorded.valid.indexOf(0, takeoverTick);
  if (last <= takeoverTick) return `the recorded path ends before tick ${takeoverTick}, where driving begins`;
  if (gap >= 0 && gap < last) return `the recorded path has a gap at tick ${gap}`;
  const centreM = ego.params.footprint.lengthM / 2 - ego.params.footprint.rearM;
  const ticks = last - takeoverTick;
  const centreXM = new Float64Array(ticks + 1);
  const centreYM = new Float64Array(ticks + 1);
  for (let k = 0; k <= ticks; k++) {
    const yaw = recorded.yawRad[takeoverTick + k]!;
    centreXM[k] = recorded.xM[takeoverTick + k]! + centreM * cos(yaw);
    centreYM[k] = recorded.yM[takeoverTick + k]! + centreM * sin(yaw);
  }
  const { slopeRad, bankRad, frictionRatio } = world.environment;
  return {
    vehicle: ego.vehicle,
    params: ego.params,
    road: { slopeRad, bankRad, frictionRatio },
    dtSec: s.dtSec,
    every,
    takeoverTick,
    decisionCount: Math.ceil(ticks / every),
    startInner: stateAtTakeover(world, recorded, takeoverTick),
    centreXM,
    centreYM,
    centreM,
    recorded,
  };
}

/**
 * The car where the first command finds it, as the simulator leads it there: along its recording, its actuators at what the recording
 * says of pedals and wheels; or rolling from its start without a command, where that is not the recording's.
 */
function stateAtTakeover(world: WorldModel, recorded: RecordedPath, takeoverTick: number): Float64Array {
  const { ego, dtSec, environment } = world;
  const { vehicle, params } = ego;
  const x = new Float64Array(vehicle.stateSize(params, dtSec));
  const isLed = world.firstControlledTick > 0 || ego.startsOnRecording;
  initUnderWay(vehicle, params, ego.start, environment, dtSec, x);
  const command: VehicleCommand = { accelMps2: 0, roadWheelRad: 0 };
  for (let k = 0; k < takeoverTick; k++) {
    if (isLed) recordedCommand(ego, recorded, k, dtSec, command);
    vehicle.step(params, x, command, environment, dtSec, x);
    if (!isLed) continue;
    const pose = { xM: recorded.xM[k + 1]!, yM: recorded.yM[k + 1]!, yawRad: recorded.yawRad[k + 1]! };
    vehicle.place(params, x, pose, recorded.vLonMps[k + 1]!, yawRateRadps(recorded, k + 1, dtSec));
  }
  return x;
}

/** The recorded inputs at a tick, or what the recorded motion says of them. */
function recordedCommand(ego: EgoModel, recorded: RecordedPath, k: number, dtSec: number, out: VehicleCommand): void {
  const { recordedInputs: inputs, params } = ego;
  if (inputs !== null && inputs.valid[k] === 1) {
    out.accelMps2 = inputs.accelMps2[k]!;
    out.roadWheelRad = inputs.roadWheelRad[k]!;
    return;
  }
  const [from, to] = ticksBeside(recorded, k);
  const v = recorded.vLonMps[k]!;
  const wheelbaseM = params.cgToFrontAxleM + params.cgToRearAxleM;
  out.accelMps2 = to === from ? 0 : (recorded.vLonMps[to]! - recorded.vLonMps[from]!) / ((to - from) * dtSec);
  out.roadWheelRad = Math.abs(v) < 1 ? 0 : atan((wheelbaseM * yawRateRadps(recorded, k, dtSec)) / v);
}

function yawRateRadps(recorded: RecordedPath, k: number, dtSec: number): number {
  const [from, to] = ticksBeside(recorded, k);
  return to === from ? 0 : turnRad(recorded.yawRad[from]!, recorded.yawRad[to]!) / ((to - from) * dtSec);
}

function ticksBeside({ valid }: RecordedPath, k: number): [number, number] {
  return [valid[k - 1] === 1 ? k - 1 : k, valid[k + 1] === 1 ? k + 1 : k];
}

export function newVehicleState(): VehicleState {
  return { xM: 0, yM: 0, yawRad: 0, vLonMps: 0, vLatMps: 0, yawRateRadps: 0, aLonMps2: 0, aLatMps2: 0, roadWheelRad: 0 };
}
