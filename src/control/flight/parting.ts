import { type Frame, frameAt, type FrameTape } from "../../trace/frame-tape.ts";
import { modeOf } from "../decode.ts";
import { MESSAGE_CHARACTERS } from "../limits.ts";
import { printable, wire } from "../wire.ts";
import { type FieldDifference, messageDifference, type SameNumber, type ToldValue } from "./message-difference.ts";

/** Where the frames of two runs of one scenario part, and whose doing it is. */
export interface Parting extends FieldDifference {
  /** `harness`: what was sent differs although every answer before was equal. `controller`: an answer differs after equal frames. */
  readonly who: "harness" | "controller";
  readonly tick: number;
}

/** What does not drive, or may differ between equal runs. */
const NOT_OF_ANSWERS: ReadonlySet<string> = new Set(["session", "command.compute_ns", "command.debug_scalars", "command.debug_blob"]);
const NOT_OF_SENT: ReadonlySet<string> = new Set(["session", "batch_more"]);
/** A fault's text may name times and addresses. */
const NOT_OF_FAULTS: ReadonlySet<string> = new Set([...NOT_OF_SENT, "scenario_end.detail"]);
const CONTROLLER_FAULT = 10;
const CONTROLLER_TIMEOUT = 11;
const ENGAGED = 1;

/**
 * Walks the frames of two runs side by side, bits compared, to the first that differs; null where they are equal as far as both go. Session
 * numbers, batch hints, debug data and the controller's own clock do not count. Throws where a frame is no message of its kind.
 */
export function firstParting(a: FrameTape, b: FrameTape): Parting | null {
  const count = Math.min(a.count, b.count);
  for (let i = 0; i < count; i++) {
    const one = frameAt(a, i);
    const two = frameAt(b, i);
    const { tick } = one;
    if (one.direction !== two.direction) return unanswered(tick, one);
    if (Buffer.compare(one.bytes, two.bytes) === 0) continue;
    const found = one.direction === "to-controller" ? ofSent(one, two) : answerDifference(one.bytes, two.bytes, Object.is);
    if (found !== null) return { who: one.direction === "to-controller" ? "harness" : "controller", tick, ...found };
  }
  const longer = a.count > count ? a : b;
  if (longer.count === count || a.dropped + b.dropped > 0) return null;
  const next = frameAt(longer, count);
  if (next.direction !== "to-harness") return null;
  return { who: "controller", tick: next.tick, field: "command", ...(longer === a ? ANSWERED_IN_A : ANSWERED_IN_B) };
}

const ANSWERED_IN_A = { a: "valid", b: null };
const ANSWERED_IN_B = { a: null, b: "valid" };

/** One run has an answer where the other was ended: there was none, or none that is valid. */
function unanswered(tick: number, one: Frame): Parting {
  return { who: "controller", tick, field: "command", ...(one.direction === "to-harness" ? ANSWERED_IN_A : ANSWERED_IN_B) };
}

function ofSent(one: Frame, two: Frame): FieldDifference | null {
  const a = wire.ToController.decode(one.bytes);
  const b = wire.ToController.decode(two.bytes);
  const reason = a.scenarioEnd?.reason ?? 0;
  const isFault = reason === CONTROLLER_FAULT || reason === CONTROLLER_TIMEOUT;
  return messageDifference(a, b, { ignored: isFault ? NOT_OF_FAULTS : NOT_OF_SENT, isSame: Object.is });
}

/** The first field in which two envelopes of a controller differ in what drives. Throws where the bytes are none. */
export function answerDifference(a: Uint8Array, b: Uint8Array, isSame: SameNumber): FieldDifference | null {
  return messageDifference(understood(a), understood(b), { ignored: NOT_OF_ANSWERS, isSame });
}

/** Numbers of a command that are no amounts: no tolerance makes one into another. */
const NAMES_AND_PLACES = /(?:^|\.)(?:tick|mode|gear|frame)$/;

/** Whether two numbers differ by no more than `limit`, in the unit of their field. */
export function within(limit: number): SameNumber {
  return (a, b, field) => a === b || (!NAMES_AND_PLACES.test(field) && Math.abs(a - b) <= limit);
}

/** What is read alike is made alike: an engaged mode that is not said, a forward gear, a hand brake that is off. */
function understood(bytes: Uint8Array): object {
  const message = wire.ToHarness.decode(bytes);
  const { command } = message;
  if (command === null) return message;
  if (modeOf(command.mode) === "engaged") command.mode = ENGAGED;
  const { actuator } = command;
  if (actuator !== null) {
    if ((actuator.gear ?? 1) > 0) actuator.gear = 1;
    actuator.handBrake ??= false;
  }
  return message;
}

/** A value as it stands in a sentence. */
export function valueText(value: ToldValue): string {
  if (value === null) return "absent";
  return Object.is(value, -0) ? "-0" : printable(String(value), MESSAGE_CHARACTERS);
}
