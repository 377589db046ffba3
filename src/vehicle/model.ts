import type { Footprint, Pose } from "../core/frames.ts";
import type { VehicleCommand } from "./command.ts";

/** What can be seen of a vehicle, at its rear-axle centre. Written in place each tick. */
export interface VehicleState {
  /** W, rear-axle centre. */
  xM: number;
  yM: number;
  yawRad: number;
  /** B, at the rear-axle centre. */
  vLonMps: number;
  vLatMps: number;
  yawRateRadps: number;
  /** Rate of change of vLonMps. */
  aLonMps2: number;
  /** Centripetal: the lateral acceleration an accelerometer on the rear axle reads on a flat road. */
  aLatMps2: number;
  /** Road-wheel angle after the actuators, as the car itself reads it: without a steering bias. Positive to the left. */
  roadWheelRad: number;
}

/** The road under the vehicle over one tick. */
export interface RoadInput {
  /** Positive uphill. */
  slopeRad: number;
  /** Positive when the left side is higher. */
  bankRad: number;
  /** Scales the tyres' friction; 1 is the vehicle file's own value. */
  frictionRatio: number;
}

/** What a controller may ask of this vehicle at most; commands beyond are clamped and marked. */
export interface VehicleLimits {
  readonly maxRoadWheelRad: number;
  readonly maxRoadWheelRateRadps: number;
  readonly maxAccelMps2: number;
  /** Positive. */
  readonly maxDecelMps2: number;
}

/**
 * Dead time, gain, lag and faults of one actuator channel: command -> dead time -> gain -> limits -> dead band -> lag and rate -> bias.
 * docs/decisions/0004-virtual-car.md has the equations.
 */
export interface ActuatorParams {
  /** Added to what the car does, not to the reading: rad for steering (else 0), m/s^2 for acceleration (else 0). */
  readonly biasRad: number;
  readonly biasMps2: number;
  /** Effect over command; 1 is a channel that does as it is told. */
  readonly gainRatio: number;
  /** Acts as the nearest whole number of ticks. */
  readonly deadTimeSec: number;
  readonly lagSec: number;
  /** Steering only (else 0): errors below it have no effect. */
  readonly deadBandRad: number;
}

/** One vehicle, from a versioned file in which each number names its source. */
export interface VehicleParams {
  readonly id: string;
  readonly version: number;
  readonly model: VehicleModelId;
  readonly footprint: Footprint;
  readonly massKg: number;
  readonly yawInertiaKgm2: number;
  /** lf and lr of the equations; their sum is the wheelbase. */
  readonly cgToFrontAxleM: number;
  readonly cgToRearAxleM: number;
  readonly cgHeightM: number;
  /** Cf and Cr: both tyres of an axle together. */
  readonly frontStiffnessNprad: number;
  readonly rearStiffnessNprad: number;
  /** mu at frictionRatio 1. */
  readonly frictionRatio: number;
  /** Steering-wheel angle over road-wheel angle. */
  readonly steeringRatio: number;
  /** F0, F1, F2 of m v' = ... - (F0 + F1 v + F2 v^2). */
  readonly resistance0N: number;
  readonly resistance1Npmps: number;
  readonly resistance2Npmps2: number;
  readonly limits: VehicleLimits;
  readonly steering: ActuatorParams;
  readonly acceleration: ActuatorParams;
}

export type VehicleModelId = "kinematic" | "single-track" | "point-mass";

/**
 * One interface for the whole ladder of models (vehicle.md section 2).
 * The inner state (dead-time queues included) is one flat array: a snapshot is a copy, the hash reads it as it is.
 */
export interface VehicleModel {
  readonly id: VehicleModelId;
  /** Length of the inner state for these parameters and this tick length. */
  stateSize(p: VehicleParams, dtSec: number): number;
  /** Fills `out` with the vehicle standing or rolling straight at a pose (rear axle, W) and speed, actuators at rest. */
  init(p: VehicleParams, pose: Pose, vLonMps: number, dtSec: number, out: Float64Array): void;
  /**
   * Sets pose (rear axle, W), speed and yaw rate, as at the start of a fidelity window or where a recording hands over.
   * What the actuators hold stays as it is; the sideslip is that of steady cornering. Models whose yaw rate follows from the steering ignore it.
   */
  place(p: VehicleParams, x: Float64Array, pose: Pose, vLonMps: number, yawRateRadps: number): void;
  /** One tick with the command held over it; `x` and `out` may be the same array. `dtSec` is that of `init`. */
  step(p: VehicleParams, x: Float64Array, cmd: VehicleCommand, road: RoadInput, dtSec: number, out: Float64Array): void;
  observe(p: VehicleParams, x: Float64Array, out: VehicleState): void;
}
