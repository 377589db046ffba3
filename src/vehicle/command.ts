/** What a controller may ask for, what became of it, and what finally enters the vehicle model. */

/** Every kind, in an order that states and stored records rely on: the index is the number kept. */
export const COMMAND_KINDS = ["none", "longitudinal", "accel-steer", "actuator"] as const;
export type CommandKind = (typeof COMMAND_KINDS)[number];

/**
 * A controller's wish for [k, k + 1). Borrowed: a producer may reuse the object, whoever keeps it copies it.
 * `none`: observe only, the ego follows its recording. `longitudinal`: the harness keeps the lateral path.
 * `actuator`: pedals from 0 to 1, through powertrain.ts, and the steering wheel; in neutral the throttle has no effect.
 * Acceleration along body x, positive forward. Angles and curvature positive to the left.
 */
export type Command =
  | { readonly kind: "none" }
  | { readonly kind: "longitudinal"; readonly accelMps2: number }
  | { readonly kind: "accel-steer"; readonly accelMps2: number; readonly lateral: "road-wheel"; readonly roadWheelRad: number }
  | { readonly kind: "accel-steer"; readonly accelMps2: number; readonly lateral: "curvature"; readonly curvaturePerM: number }
  | ActuatorCommand;

export interface ActuatorCommand {
  readonly kind: "actuator";
  readonly throttleRatio: number;
  readonly brakeRatio: number;
  readonly steeringWheelRad: number;
  readonly gear: "forward" | "neutral";
  readonly handBrake: boolean;
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
