import type { CommandReply, Controller, Refusal, Session } from "../../sim/port.ts";
import type { CommandKind } from "../../vehicle/command.ts";

/** An acceleration and a road-wheel angle, written in place. */
export interface AccelSteer {
  readonly kind: "accel-steer";
  readonly lateral: "road-wheel";
  accelMps2: number;
  roadWheelRad: number;
}

/** The reply of a built-in controller and the command in it: one of each for a whole run. */
export interface BuiltinReply extends CommandReply {
  tick: number;
  readonly command: AccelSteer;
}

export function newReply(): BuiltinReply {
  const command: AccelSteer = { kind: "accel-steer", lateral: "road-wheel", accelMps2: 0, roadWheelRad: 0 };
  return { kind: "command", tick: 0, command, mode: "engaged", debug: [] };
}

/** A controller in the simulator's own process: it answers at once and holds nothing open. */
export function builtin(name: string, open: () => Session): Controller {
  const kinds: readonly CommandKind[] = ["accel-steer"];
  return { name: `builtin:${name}`, build: "", kinds, sync: true, open, close: () => Promise.resolve() };
}

/** What `end` does where there is nothing to do. */
export function endNothing(): void {}

/** Says no to a scenario before it begins. */
export function refusal(message: string): Refusal {
  return { kind: "fault", fault: { code: "RDV_SCENARIO_UNSUPPORTED", message, tick: -1 } };
}
