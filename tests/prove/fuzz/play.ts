import { ERRORS } from "../../../src/core/errors.ts";
import type { CommandReply } from "../../../src/sim/port.ts";
import type { Terms } from "../../../src/control/handshake.ts";
import { FRAME_BYTES } from "../../../src/control/limits.ts";
import {
  ackMissed,
  asked,
  createProtocol,
  ended,
  type Protocol,
  type ProtocolEvents,
  receive,
  sessionOf,
  started,
} from "../../../src/control/protocol.ts";
import { COMMAND_KINDS } from "../../../src/vehicle/command.ts";
import type { Case } from "./case.ts";
import { TICKS, TOKEN } from "./conversation.ts";

/** Several, so that the sessions' states are told apart; the harness drives the first. */
const SESSIONS = 3;
const TERMS: Terms = { token: TOKEN, kinds: COMMAND_KINDS, sessions: SESSIONS, harnessBuild: "redrive test", runId: "fuzz" };
const MESSAGE_LIMIT = 5000;

type Action = "start" | "ask" | "end" | "none";

/** What a case came to: a fault's code, "left" after a Goodbye, "accepted" where the connection stands; and how many commands were taken. */
export interface Outcome {
  readonly end: string;
  readonly commands: number;
}

/**
 * Feeds a case to the protocol as a harness would that answers each message: start, then a few observations, then the end, again and
 * again. Throws where the protocol breaks one of its own laws.
 */
export function play(c: Case): Outcome {
  const harness = createHarness();
  for (const chunk of c.chunks) {
    harness.feed(chunk);
    if (harness.protocol.frames.body !== null) {
      const held = harness.protocol.frames.body.length;
      law(held <= FRAME_BYTES, `an unfinished frame of ${held} bytes is held`);
    }
  }
  // After the end nothing may happen any more, whatever comes.
  const isOver = harness.end !== "accepted";
  if (isOver) harness.feed(Buffer.from([1, 0, 0, 0, 0]));
  law(isOver === (harness.protocol.phase === "closed"), `ended as ${harness.end} in phase ${harness.protocol.phase}`);
  return { end: harness.end, commands: harness.commands };
}

interface Harness {
  readonly protocol: Protocol;
  readonly end: string;
  readonly commands: number;
  feed(chunk: Buffer): void;
}

function createHarness(): Harness {
  const protocol = createProtocol(TERMS);
  const state = { end: "accepted", commands: 0, next: "none" as Action };
  const open = (what: string): void => law(state.end === "accepted", `${what} came after the end (${state.end})`);
  const events: ProtocolEvents = {
    send: (frame) => law(frame.length < 4096, `an answer of ${frame.length} bytes`),
    welcomed: (peer) => {
      open("welcomed");
      law(peer.kinds.length > 0 && peer.name.length <= 2000, "a peer without kinds, or with a name without end");
      state.next = "start";
    },
    ready: () => {
      open("ready");
      state.next = "ask";
    },
    commanded: () => {
      open("commanded");
      const { slot, tick } = sessionOf(protocol, 1);
      checkReply(slot.reply, tick);
      state.commands++;
      state.next = tick + 1 < TICKS ? "ask" : "end";
    },
    acknowledged: (_session, metrics) => {
      open("acknowledged");
      for (const value of metrics.values()) law(Number.isFinite(value), `a metric of ${value}`);
      state.next = "start";
    },
    warned: (text) => law(text.length < MESSAGE_LIMIT, "a warning without end"),
    left: (reason) => {
      open("left");
      law(reason.length < 10_000, "a reason without end");
      state.end = "left";
    },
    broke: (broken, _session, fatal) => {
      open("broke");
      law(ERRORS[broken.code].kind === "fault", `${broken.code} is not a controller's fault`);
      law(broken.message.length > 0 && broken.message.length < 12_000, `a message of ${broken.message.length} characters`);
      if (fatal) state.end = broken.code;
      else state.next = "end";
    },
  };
  return {
    protocol,
    get end() {
      return state.end;
    },
    get commands() {
      return state.commands;
    },
    feed(chunk) {
      receive(protocol, chunk, events);
      const action = state.next;
      state.next = "none";
      if (state.end === "accepted") act(protocol, action);
    },
  };
}

/** What a harness does next, once the bytes that led to it are read. */
function act(protocol: Protocol, action: Action): void {
  if (action === "none") return;
  const session = sessionOf(protocol, 1);
  if (action === "start") started(session);
  else if (action === "ask") asked(session, session.tick + 1);
  else {
    // A run that ends in a fault while its start was awaited is not waited for.
    const wasStarting = session.tick < 0;
    ended(session);
    if (wasStarting) ackMissed(session);
  }
}

function checkReply(reply: CommandReply, tick: number): void {
  law(reply.tick === tick, `a command for tick ${reply.tick} was taken at tick ${tick}`);
  law(COMMAND_KINDS.includes(reply.command.kind), `a command of kind ${reply.command.kind} was taken`);
  checkNumbers(reply.command, reply.command.kind);
  law(reply.debug.length <= 256, `${reply.debug.length} debug scalars`);
  for (const { value } of reply.debug) law(Number.isFinite(value), `a debug scalar of ${value}`);
}

/** Every number of a command, at any depth. */
function checkNumbers(value: unknown, name: string): void {
  if (typeof value === "number") law(Number.isFinite(value), `${name} is ${value}`);
  else if (typeof value === "object" && value !== null)
    for (const [key, inner] of Object.entries(value)) checkNumbers(inner, `${name}.${key}`);
}

function law(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}
