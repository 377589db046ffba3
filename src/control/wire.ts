/**
 * The generated protocol code, and the tables between its numbers and the words used elsewhere.
 * Every other file reaches the generated code through here.
 */
// First: the generated code looks at the setting when it loads.
import "../trace/plain-integers.ts";
import protobuf from "protobufjs/minimal.js";
import type { ErrorCode } from "../core/errors.ts";
import type { CommandKind } from "../vehicle/command.ts";
import { redrive } from "./control.pb.js";

// Fields of a later minor version are skipped, not kept.
protobuf.Reader.discardUnknown = true;

export const wire: typeof redrive.control.v1 = redrive.control.v1;
export type WireHello = redrive.control.v1.Hello;
export type WireReport = redrive.control.v1.VehicleReport.$Properties;
export type WireCommand = redrive.control.v1.Command;
export type WireToHarness = redrive.control.v1.ToHarness;
export type WireToController = redrive.control.v1.ToController.$Properties;
export type WireObservation = redrive.control.v1.Observation.$Properties;
export type WireTrafficLight = redrive.control.v1.TrafficLight.$Properties;
export type WireScenarioStart = redrive.control.v1.ScenarioStart.$Properties;
export type WireRoute = redrive.control.v1.Route.$Properties;
export type WireLane = redrive.control.v1.Lane.$Properties;

/** An envelope to the controller, read back from its recording. Throws where the bytes are none. */
export function sentEnvelope(bytes: Uint8Array): WireToController {
  return wire.ToController.decode(bytes);
}

/** The version spoken here. */
export const VERSION = { major: 1, minor: 0 } as const;

const FAULT_NUMBERS: Partial<Record<ErrorCode, number>> = {
  RDV_BAD_MAGIC: 1,
  RDV_BAD_FRAME: 2,
  RDV_FRAME_TOO_LARGE: 3,
  RDV_UNSUPPORTED_VERSION: 4,
  RDV_UNAUTHENTICATED: 5,
  RDV_NO_COMMON_COMMAND_KIND: 6,
  RDV_HANDSHAKE_TIMEOUT: 7,
  RDV_UNEXPECTED_MESSAGE: 20,
  RDV_UNKNOWN_SESSION: 21,
  RDV_WRONG_TICK: 22,
  RDV_DUPLICATE_COMMAND: 23,
  RDV_INVALID_COMMAND: 24,
  RDV_CONTROLLER_TIMEOUT: 25,
  RDV_CONTROLLER_INTERNAL: 26,
  RDV_INTERNAL: 27,
  RDV_SCENARIO_UNSUPPORTED: 28,
  RDV_DISCONNECTED: 29,
  RDV_GOODBYE: 30,
};
const HARNESS_INTERNAL = 27;

/** `FAULT_CODE_*` of a code; the harness's own fault for codes that have no place on the wire. */
export function faultNumber(code: ErrorCode): number {
  return FAULT_NUMBERS[code] ?? HARNESS_INTERNAL;
}

/** `RDV_*` of a `FAULT_CODE_*`; null for numbers that are not known. */
export function faultCode(number: number): ErrorCode | null {
  for (const [code, n] of Object.entries(FAULT_NUMBERS)) if (n === number) return code as ErrorCode;
  return null;
}

const KIND_NUMBERS: Record<CommandKind, number> = { none: 1, "accel-steer": 2, actuator: 3, trajectory: 4, longitudinal: 5 };

/** `COMMAND_KIND_*` of a kind. */
export function kindNumber(kind: CommandKind): number {
  return KIND_NUMBERS[kind];
}

/** The kinds of `offered` that stand in a controller's list of `COMMAND_KIND_*`. */
export function commonKinds(offered: readonly CommandKind[], numbers: readonly number[]): CommandKind[] {
  return offered.filter((kind) => numbers.includes(KIND_NUMBERS[kind]));
}

const KIND_NAMES = ["unspecified", "none", "accel-steer", "actuator", "trajectory", "longitudinal"];

/** Names of `COMMAND_KIND_*` numbers, for messages. */
export function kindNames(numbers: readonly number[]): string {
  return numbers.length === 0 ? "nothing" : numbers.map((n) => KIND_NAMES[n] ?? `kind ${n}`).join(", ");
}

// Controls, invisible format characters (bidirectional overrides among them), line and paragraph separators: they could move the
// cursor or reorder a line.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** A controller's text made safe to print: control characters as \u{..}, cut after `maxCharacters`. */
export function printable(text: string, maxCharacters: number): string {
  const cut = text.length > maxCharacters ? `${text.slice(0, maxCharacters)}...` : text;
  return cut.replace(UNPRINTABLE, (c) => `\\u{${(c.codePointAt(0) as number).toString(16)}}`);
}
