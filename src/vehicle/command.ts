/** What a controller may ask for, what became of it, and what finally enters the vehicle model. */

export type CommandKind = "none" | "longitudinal" | "accel-steer";

/**
 * A controller's wish for [k, k + 1). Borrowed: a producer may reuse the object, whoever keeps it copies it.
 * `none`: observe only, the ego follows its recording. `longitudinal`: the harness keeps the lateral path.
 * Acceleration along body x, positive forward. Road-wheel angle and curvature positive to the left.
 */
export type Command =
  | { readonly kind: "none" }
  | { readonly kind: "longitudinal"; readonly accelMps2: number }
  | { readonly kind: "accel-steer"; readonly accelMps2: number; readonly lateral: "road-wheel"; readonly roadWheelRad: number }
  | { readonly kind: "accel-steer"; readonly accelMps2: number; readonly lateral: "curvature"; readonly curvaturePerM: number };

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
