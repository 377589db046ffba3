import { type Broken, type CommandSlot, createCommandSlot, decodeEnvelope, readCommand } from "./decode.ts";
import { createFrameReader, type FrameProblem, type FrameReader, frameOf, MAGIC, readFrames } from "./frame.ts";
import { judgeHello, type Peer, type Terms, welcomeOf } from "./handshake.ts";
import { FRAME_BYTES, HELLO_FRAME_BYTES, MESSAGE_CHARACTERS, STRAY_FRAMES } from "./limits.ts";
import { faultCode, printable, type WireToHarness } from "./wire.ts";

/** The one session of a connection. */
export const SESSION = 1;

/**
 * Where a connection stands. `magic` and `hello`: handshake. `idle`: between two runs. `starting`: ScenarioReady is awaited.
 * `held`: in a run, virtual time moves, nothing is awaited. `asking`: a Command is awaited. `ending`: ScenarioEndAck is awaited.
 * `closed`: nothing is read any more.
 */
export type Phase = "magic" | "hello" | "idle" | "starting" | "held" | "asking" | "ending" | "closed";

/** The protocol on one connection, without any socket: bytes in, events out. Plain data. */
export interface Protocol {
  readonly terms: Terms;
  readonly frames: FrameReader;
  readonly slot: CommandSlot;
  phase: Phase;
  magicSeen: number;
  peer: Peer | null;
  /** Tick of the last observation of the run; -1 before the first. */
  tick: number;
  /** Frames nobody asked for. */
  strayCount: number;
  /** ScenarioEnds whose Ack has not come: it may still come, late. */
  owedAcks: number;
}

/** What came of the bytes, told in their order. */
export interface ProtocolEvents {
  send(frame: Buffer): void;
  welcomed(peer: Peer): void;
  ready(): void;
  /** The command is in `protocol.slot.reply`. */
  commanded(): void;
  /** The controller's own figures; empty for most. */
  acknowledged(metrics: ReadonlyMap<string, number>): void;
  warned(text: string): void;
  left(reason: string): void;
  /** `fatal`: the connection cannot go on; otherwise only the run cannot. */
  broke(broken: Broken, fatal: boolean): void;
}

export function createProtocol(terms: Terms): Protocol {
  return {
    terms,
    frames: createFrameReader(HELLO_FRAME_BYTES),
    slot: createCommandSlot(),
    phase: "magic",
    magicSeen: 0,
    peer: null,
    tick: -1,
    strayCount: 0,
    owedAcks: 0,
  };
}

/** Feeds bytes of the controller. In phase `closed` they are dropped unread. */
export function receive(p: Protocol, chunk: Buffer, events: ProtocolEvents): void {
  let at = 0;
  if (p.phase === "magic") {
    at = readMagic(p, chunk, events);
    if (p.magicSeen < MAGIC.length) return;
  }
  if (p.phase === "closed") return;
  const problem = readFrames(p.frames, chunk, at, (buffer, start, end) => {
    onFrame(p, buffer, start, end, events);
    return p.phase !== "closed";
  });
  if (problem !== null) breakOff(p, frameBroken(problem, p.peer !== null), events);
}

/** A ScenarioStart was sent. */
export function started(p: Protocol): void {
  p.phase = "starting";
  p.tick = -1;
}

/** An Observation of this tick was sent. */
export function asked(p: Protocol, tick: number): void {
  p.phase = "asking";
  p.tick = tick;
}

/** A ScenarioEnd was sent. */
export function ended(p: Protocol): void {
  p.phase = "ending";
  p.owedAcks++;
}

/** The time for the Ack is over: the connection goes on without it. */
export function ackMissed(p: Protocol): void {
  p.phase = "idle";
}

function readMagic(p: Protocol, chunk: Buffer, events: ProtocolEvents): number {
  let at = 0;
  while (p.magicSeen < MAGIC.length && at < chunk.length) {
    if (chunk[at++] !== MAGIC[p.magicSeen++]) {
      breakOff(p, { code: "RDV_BAD_MAGIC", message: "the connection did not begin with REDRIVE1; is this a redrive controller?" }, events);
      return at;
    }
  }
  if (p.magicSeen === MAGIC.length) {
    p.phase = "hello";
    events.send(MAGIC);
  }
  return at;
}

function frameBroken(problem: FrameProblem, welcomed: boolean): Broken {
  if (problem.kind === "empty") return { code: "RDV_BAD_FRAME", message: "a frame of length 0" };
  const when = welcomed ? "" : " before Welcome";
  const message = `a frame of ${problem.frameBytes} bytes; at most ${problem.limitBytes} are taken${when}`;
  return { code: "RDV_FRAME_TOO_LARGE", message };
}

function breakOff(p: Protocol, broken: Broken, events: ProtocolEvents): void {
  p.phase = "closed";
  events.broke(broken, true);
}

function unexpected(p: Protocol, what: string, events: ProtocolEvents): void {
  breakOff(p, { code: "RDV_UNEXPECTED_MESSAGE", message: `${what} came while ${AWAITED[p.phase]}` }, events);
}

const AWAITED: Record<Phase, string> = {
  magic: "the magic was awaited",
  hello: "Hello was awaited",
  idle: "no scenario was running",
  starting: "ScenarioReady was awaited",
  held: "nothing was awaited",
  asking: "a Command was awaited",
  ending: "ScenarioEndAck was awaited",
  closed: "the connection was closing",
};

function onFrame(p: Protocol, buffer: Buffer, start: number, end: number, events: ProtocolEvents): void {
  const m = decodeEnvelope(buffer, start, end);
  if ("code" in m) {
    breakOff(p, m, events);
    return;
  }
  if (p.peer === null) {
    onFirst(p, m, events);
    return;
  }
  const scenario = m.command !== null || m.scenarioReady !== null || m.scenarioEndAck !== null;
  if (scenario && m.session !== SESSION) {
    const message = `a scenario message on session ${m.session}; only session ${SESSION} runs`;
    breakOff(p, { code: "RDV_UNKNOWN_SESSION", message }, events);
    return;
  }
  if (m.command !== null) onCommand(p, m.command, events);
  else if (m.scenarioReady !== null) onReady(p, events);
  else if (m.scenarioEndAck !== null) onAck(p, m.scenarioEndAck, events);
  else if (m.pong !== null) onStray(p, events);
  else if (m.goodbye !== null) onGoodbye(p, m.goodbye.reason ?? "", events);
  else if (m.fault !== null) onFault(p, m.fault, events);
  else if (m.hello !== null) unexpected(p, "a second Hello", events);
  else if (m.vehicleReport !== null) unexpected(p, "VehicleReport, which lockstep does not have,", events);
  else breakOff(p, { code: "RDV_BAD_FRAME", message: "an envelope without a body that this version knows" }, events);
}

/** Before Welcome only Hello counts; a Fault or Goodbye says why the controller does not go on. */
function onFirst(p: Protocol, m: WireToHarness, events: ProtocolEvents): void {
  if (m.fault !== null) return onFault(p, m.fault, events);
  if (m.goodbye !== null) return onGoodbye(p, m.goodbye.reason ?? "", events);
  if (m.hello === null) return unexpected(p, `${m.body ?? "an empty envelope"}`, events);
  const verdict = judgeHello(m.hello, p.terms);
  if (verdict.kind === "rejected") return breakOff(p, verdict, events);
  p.peer = verdict.peer;
  p.frames.limitBytes = FRAME_BYTES;
  p.phase = "idle";
  events.send(frameOf(welcomeOf(verdict.peer, p.terms)));
  for (const warning of verdict.peer.warnings) events.warned(warning);
  events.welcomed(verdict.peer);
}

function onReady(p: Protocol, events: ProtocolEvents): void {
  if (p.phase !== "starting") return unexpected(p, "ScenarioReady", events);
  p.phase = "held";
  events.ready();
}

function onCommand(p: Protocol, command: NonNullable<WireToHarness["command"]>, events: ProtocolEvents): void {
  if (p.phase === "held" && p.tick >= 0) {
    const code = command.tick > p.tick ? "RDV_WRONG_TICK" : "RDV_DUPLICATE_COMMAND";
    return breakOff(p, { code, message: `a command for tick ${command.tick} came while nothing was awaited` }, events);
  }
  if (p.phase !== "asking") return unexpected(p, "a Command", events);
  const broken = readCommand(command, p.tick, p.peer?.kinds ?? [], p.slot);
  if (broken === null) {
    p.phase = "held";
    events.commanded();
    return;
  }
  // A command that is wrong in itself ends the run; one for another tick means that the two sides no longer agree on anything.
  if (broken.code !== "RDV_INVALID_COMMAND") return breakOff(p, broken, events);
  p.phase = "held";
  events.broke(broken, false);
}

function onAck(p: Protocol, ack: NonNullable<WireToHarness["scenarioEndAck"]>, events: ProtocolEvents): void {
  if (p.owedAcks === 0) return unexpected(p, "ScenarioEndAck", events);
  p.owedAcks--;
  // A late one, of a run that was given up waiting for.
  if (p.phase !== "ending" || p.owedAcks > 0) return;
  p.phase = "idle";
  const metrics = new Map<string, number>();
  for (const [name, value] of Object.entries(ack.metrics ?? {}))
    if (Number.isFinite(value)) metrics.set(printable(name, MESSAGE_CHARACTERS), value);
  events.acknowledged(metrics);
}

function onStray(p: Protocol, events: ProtocolEvents): void {
  p.strayCount++;
  if (p.strayCount === 1) events.warned("the controller sent a Pong that nobody asked for; it was ignored");
  if (p.strayCount <= STRAY_FRAMES) return;
  breakOff(p, { code: "RDV_UNEXPECTED_MESSAGE", message: `more than ${STRAY_FRAMES} frames that nobody asked for` }, events);
}

function onGoodbye(p: Protocol, reason: string, events: ProtocolEvents): void {
  p.phase = "closed";
  events.left(printable(reason, MESSAGE_CHARACTERS));
}

function onFault(p: Protocol, fault: NonNullable<WireToHarness["fault"]>, events: ProtocolEvents): void {
  const theirs = faultCode(fault.code ?? 0);
  const text = printable(fault.message ?? "", MESSAGE_CHARACTERS) || "no message";
  const code = theirs === "RDV_SCENARIO_UNSUPPORTED" ? theirs : "RDV_CONTROLLER_INTERNAL";
  const message = `the controller reported: ${text}`;
  if (fault.fatal === true || p.peer === null) return breakOff(p, { code, message }, events);
  if (p.phase === "starting" || p.phase === "asking" || p.phase === "held") p.phase = "held";
  events.broke({ code, message }, false);
}
