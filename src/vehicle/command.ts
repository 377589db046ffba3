/** What a controller may ask for, what became of it, and what finally enters the vehicle model. */

/** Every kind, in an order that states and stored records rely on: the index is the number kept. */
export const COMMAND_KINDS = ["none", "longitudinal", "accel-steer", "actuator", "trajectory"] as const;
export type CommandKind = (typeof COMMAND_KINDS)[number];

/**
 * A controller's wish for [k, k + 1). Borrowed: a producer may reuse the object, whoever keeps it copies it.
 * `none`: observe only, the ego follows its recording. `longitudinal`: the harness keeps the lateral path.
 * `actuator`: pedals from 0 to 1, through powertrain.ts, and the steering wheel; in neutral the throttle has no effect.
 * `trajectory`: timed poses, followed by the harness's reference tracker (sim/tracker.ts).
 * Acceleration along body x, positive forward. Angles and curvature positive to the left.
 */
export type Command =
  | { readonly kind: "none" }
  | { readonly kind: "longitudinal"; readonly accelMps2: number }
  | { readonly kind: "accel-steer"; readonly accelMps2: number; readonly lateral: "road-wheel"; readonly roadWheelRad: number }
  | { readonly kind: "accel-steer"; readonly accelMps2: number; readonly lateral: "curvature"; readonly curvaturePerM: number }
  | ActuatorCommand
  | TrajectoryCommand;

export interface ActuatorCommand {
  readonly kind: "actuator";
  readonly throttleRatio: number;
  readonly brakeRatio: number;
  readonly steeringWheelRad: number;
  readonly gear: "forward" | "neutral";
  readonly handBrake: boolean;
}

/** Poses of the rear axle, W or the body frame of the car frozen at the tick answered; valid where `trajectoryProblem` finds nothing. */
export interface TrajectoryCommand {
  readonly kind: "trajectory";
  readonly frame: "map" | "ego-at-tick";
  readonly points: readonly TrajectoryPoint[];
}

/** null: the harness works it out from the neighbouring points. */
export interface TrajectoryPoint {
  /** Since the tick answered, integer nanoseconds. */
  readonly tNs: number;
  readonly xM: number;
  readonly yM: number;
  readonly yawRad: number;
  readonly vMps: number | null;
  readonly accelMps2: number | null;
  readonly curvaturePerM: number | null;
}

export const MAX_TRAJECTORY_POINTS = 1024;
/** Of every number of a point, in its unit: no place, speed, acceleration or curvature of a drive is beyond, and no sum of them overflows. */
const MAX_NUMBER = 1e7;

/** What is wrong with the points of a trajectory, or null. */
export function trajectoryProblem(points: readonly TrajectoryPoint[]): string | null {
  if (points.length < 2 || points.length > MAX_TRAJECTORY_POINTS) return `${points.length} points, not 2 to ${MAX_TRAJECTORY_POINTS}`;
  let before = -Infinity;
  for (let i = 0; i < points.length; i++) {
    const p = points[i]!;
    if (!Number.isSafeInteger(p.tNs)) return `point ${i}: t is ${p.tNs} ns, not a whole number below 2^53`;
    if (p.tNs <= before) return `point ${i}: t is ${p.tNs} ns, not after the point before it`;
    before = p.tNs;
    const isUsable =
      isBounded(p.xM) &&
      isBounded(p.yM) &&
      isBounded(p.yawRad) &&
      isBounded(p.vMps ?? 0) &&
      isBounded(p.accelMps2 ?? 0) &&
      isBounded(p.curvaturePerM ?? 0);
    if (!isUsable) return `point ${i}: a number is not finite, or beyond ${MAX_NUMBER}`;
    if ((p.vMps ?? 0) < 0) return `point ${i}: its speed is ${p.vMps} m/s; the car drives forwards only`;
  }
  return before > 0 ? null : `it ends at t ${before} ns; it must reach beyond the tick it answers`;
}

function isBounded(value: number): boolean {
  return value >= -MAX_NUMBER && value <= MAX_NUMBER;
}

/** The command that acted on [k - 1, k), after delay and clamping, before the actuator chain. Written in place each tick. */
export interface AppliedCommand {
  /** Tick of the observation that the command answered; -1 while none has taken effect. */
  fromTick: number;
  kind: CommandKind;
  accelMps2: number;
  roadWheelRad: number;
  /** A limit of the vehicle was met. */
  clamped: boolean;
  /** Real time only: the previous command was held because this one was late. */
  held: boolean;
}

/** The two inputs of a vehicle model's actuator chain over one tick. Written in place each tick. */
export interface VehicleCommand {
  accelMps2: number;
  roadWheelRad: number;
}
