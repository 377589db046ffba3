import { type Broken, type CommandSlot, createCommandSlot, decodeEnvelope, type Report, readCommand, readReport } from "./decode.ts";
import { createFrameReader, type FrameProblem, type FrameReader, frameOf, MAGIC, readFrames } from "./frame.ts";
import { judgeHello, type Peer, type Terms, welcomeOf } from "./handshake.ts";
import { FRAME_BYTES, HELLO_FRAME_BYTES, MESSAGE_CHARACTERS, STRAY_FRAMES } from "./limits.ts";
import { faultCode, printable, type WireToHarness } from "./wire.ts";

/** The session of a frame that concerns the whole connection; scenarios run on sessions 1, 2, ... */
export const CONNECTION = 0;

/** Where a connection stands. `magic` and `hello`: handshake. `open`: scenarios may run. `closed`: nothing is read any more. */
export type Phase = "magic" | "hello" | "open" | "closed";

/**
 * Where a session stands. `idle`: between two runs. `starting`: ScenarioReady is awaited. `held`: in a run, virtual time moves, nothing is
 * awaited. `asking`: a Command is awaited. `pacing`: in real time, Commands are taken when they come. `ending`: ScenarioEndAck is awaited.
 */
export type SessionPhase = "idle" | "starting" | "held" | "asking" | "pacing" | "ending";

/** One of the scenarios that a connection may carry at once, each in its own lockstep. */
export interface SessionState {
  /** As on the wire: 1 and above. */
  readonly index: number;
  /** Its last command. */
  readonly slot: CommandSlot;
  phase: SessionPhase;
  /** Tick of the last observation of the run; -1 before the first. */
  tick: number;
  /** Real time only: tick of the last observation that was answered; -1 before the first. */
  answeredTick: number;
  /** Real time only: an observation each so many ticks. */
  observationEvery: number;
  /** ScenarioEnds whose Ack has not come: it may still come, late. */
  owedAcks: number;
}

/** The protocol on one connection, without any socket: bytes in, events out. Plain data. */
export interface Protocol {
  readonly terms: Terms;
  readonly frames: FrameReader;
  /** As many as both sides agreed on, session n at n - 1; empty before Welcome. */
  readonly sessions: SessionState[];
  phase: Phase;
  magicSeen: number;
  peer: Peer | null;
  /** Frames nobody asked for. */
  strayCount: number;
  /** Of the Ping that waits for its Pong; 0 for none. */
  pingId: number;
}

/** What came of the bytes, told in their order. */
export interface ProtocolEvents {
  send(frame: Buffer): void;
  welcomed(peer: Peer): void;
  ready(session: number): void;
  /** The command is in the session's `slot.reply`, and is the envelope that lies in `buffer`; both are borrowed. */
  commanded(session: number, buffer: Buffer, start: number, end: number): void;
  /** Real time only: where the real car is. The envelope is borrowed, as of a command. */
  reported?(session: number, report: Report, buffer: Buffer, start: number, end: number): void;
  /** Real time only: the controller's clock, in answer to a Ping of this connection. */
  ponged?(pingId: number, controllerMonoNs: number): void;
  /** The controller's own figures; empty for most. */
  acknowledged(session: number, metrics: ReadonlyMap<string, number>): void;
  warned(text: string): void;
  left(reason: string): void;
  /** `session` is the one whose controller broke it, or CONNECTION; `fatal`: the connection cannot go on, otherwise only the run cannot. */
  broke(broken: Broken, session: number, fatal: boolean): void;
}

export function createProtocol(terms: Terms): Protocol {
  return {
    terms,
    frames: createFrameReader(HELLO_FRAME_BYTES),
    sessions: [],
    phase: "magic",
    magicSeen: 0,
    peer: null,
    strayCount: 0,
    pingId: 0,
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
  if (problem !== null) breakOff(p, frameBroken(problem, p.peer !== null), CONNECTION, events);
}

/** Session `index` (from 1) of a connection that is open; throws RangeError for one that was not agreed on. */
export function sessionOf(p: Protocol, index: number): SessionState {
  const session = p.sessions[index - 1];
  if (session === undefined) throw new RangeError(`session ${index} of ${p.sessions.length}`);
  return session;
}

/** A ScenarioStart was sent. */
export function started(s: SessionState): void {
  s.phase = "starting";
  s.tick = -1;
  s.answeredTick = -1;
}

/** An Observation of this tick was sent. */
export function asked(s: SessionState, tick: number): void {
  s.phase = "asking";
  s.tick = tick;
}

/** An Observation of this tick was sent and is not waited for; one is sent each so many ticks. */
export function paced(s: SessionState, tick: number, observationEvery: number): void {
  s.phase = "pacing";
  s.tick = tick;
  s.observationEvery = observationEvery;
}

/** In real time, the harness listens no longer: what still comes is dropped. */
export function dropped(s: SessionState): void {
  s.phase = "held";
}

/** A Ping was sent. */
export function pinged(p: Protocol, pingId: number): void {
  p.pingId = pingId;
}

/** A ScenarioEnd was sent. */
export function ended(s: SessionState): void {
  s.phase = "ending";
  s.owedAcks++;
}

/** The time for the Ack is over: the connection goes on without it. */
export function ackMissed(s: SessionState): void {
  s.phase = "idle";
}

function readMagic(p: Protocol, chunk: Buffer, events: ProtocolEvents): number {
  let at = 0;
  while (p.magicSeen < MAGIC.length && at < chunk.length) {
    if (chunk[at++] !== MAGIC[p.magicSeen++]) {
      breakOff(
        p,
        { code: "RDV_BAD_MAGIC", message: "the connection did not begin with REDRIVE1; is this a redrive controller?" },
        CONNECTION,
        events,
      );
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

function breakOff(p: Protocol, broken: Broken, session: number, events: ProtocolEvents): void {
  p.phase = "closed";
  events.broke(broken, session, true);
}

/** A message that the connection, in the state that `awaited` describes, has no place for. */
function unexpected(p: Protocol, what: string, awaited: string, session: number, events: ProtocolEvents): void {
  breakOff(p, { code: "RDV_UNEXPECTED_MESSAGE", message: `${what} came while ${awaited}` }, session, events);
}

const AWAITED: Record<SessionPhase, string> = {
  idle: "no scenario was running",
  starting: "ScenarioReady was awaited",
  held: "nothing was awaited",
  asking: "a Command was awaited",
  pacing: "Commands were awaited",
  ending: "ScenarioEndAck was awaited",
};

/** What the sessions wait for: of the one that runs, or of all. */
function awaitedBy(p: Protocol): string {
  const running = p.sessions.filter((s) => s.phase !== "idle");
  return running.length > 1 ? `${running.length} scenarios were running` : AWAITED[running[0]?.phase ?? "idle"];
}

function onFrame(p: Protocol, buffer: Buffer, start: number, end: number, events: ProtocolEvents): void {
  const m = decodeEnvelope(buffer, start, end);
  if ("code" in m) return breakOff(p, m, CONNECTION, events);
  if (p.peer === null) return onFirst(p, m, events);
  if (m.command !== null || m.scenarioReady !== null || m.scenarioEndAck !== null) {
    const session = p.sessions[m.session - 1];
    if (session === undefined) return unknownSession(p, m.session, events);
    if (m.command !== null) return onCommand(p, session, m.command, buffer, start, end, events);
    return m.scenarioReady !== null ? onReady(p, session, events) : onAck(p, session, m.scenarioEndAck ?? {}, events);
  }
  if (m.pong !== null) onPong(p, m.pong, events);
  else if (m.goodbye !== null) onGoodbye(p, m.goodbye.reason ?? "", events);
  else if (m.fault !== null) onFault(p, m.session, m.fault, events);
  else if (m.hello !== null) unexpected(p, "a second Hello", awaitedBy(p), CONNECTION, events);
  else if (m.vehicleReport !== null) onReport(p, m.vehicleReport, buffer, start, end, events);
  else breakOff(p, { code: "RDV_BAD_FRAME", message: "an envelope without a body that this version knows" }, CONNECTION, events);
}

function unknownSession(p: Protocol, index: number, events: ProtocolEvents): void {
  const known = p.sessions.length === 1 ? "only session 1 runs" : `only sessions 1 to ${p.sessions.length} run`;
  breakOff(p, { code: "RDV_UNKNOWN_SESSION", message: `a scenario message on session ${index}; ${known}` }, CONNECTION, events);
}

/** Before Welcome only Hello counts; a Fault or Goodbye says why the controller does not go on. */
function onFirst(p: Protocol, m: WireToHarness, events: ProtocolEvents): void {
  if (m.fault !== null) return onFault(p, CONNECTION, m.fault, events);
  if (m.goodbye !== null) return onGoodbye(p, m.goodbye.reason ?? "", events);
  if (m.hello === null) return unexpected(p, `${m.body ?? "an empty envelope"}`, "Hello was awaited", CONNECTION, events);
  const verdict = judgeHello(m.hello, p.terms);
  if (verdict.kind === "rejected") return breakOff(p, verdict, CONNECTION, events);
  const { peer } = verdict;
  p.peer = peer;
  p.frames.limitBytes = FRAME_BYTES;
  p.phase = "open";
  for (let index = 1; index <= peer.sessions; index++) p.sessions.push(newSession(index));
  events.send(frameOf(welcomeOf(peer, p.terms)));
  for (const warning of peer.warnings) events.warned(warning);
  events.welcomed(peer);
}

function newSession(index: number): SessionState {
  return { index, slot: createCommandSlot(), phase: "idle", tick: -1, answeredTick: -1, observationEvery: 1, owedAcks: 0 };
}

function onReady(p: Protocol, s: SessionState, events: ProtocolEvents): void {
  if (s.phase !== "starting") return unexpected(p, "ScenarioReady", AWAITED[s.phase], s.index, events);
  s.phase = "held";
  events.ready(s.index);
}

function onCommand(
  p: Protocol,
  s: SessionState,
  command: NonNullable<WireToHarness["command"]>,
  buffer: Buffer,
  start: number,
  end: number,
  events: ProtocolEvents,
): void {
  if (p.terms.pacing === "realtime") return onPacedCommand(p, s, command, buffer, start, end, events);
  if (s.phase === "held" && s.tick >= 0) {
    const code = command.tick > s.tick ? "RDV_WRONG_TICK" : "RDV_DUPLICATE_COMMAND";
    return breakOff(p, { code, message: `a command for tick ${command.tick} came while nothing was awaited` }, s.index, events);
  }
  if (s.phase !== "asking") return unexpected(p, "a Command", AWAITED[s.phase], s.index, events);
  const broken = readCommand(command, s.tick, p.peer?.kinds ?? [], s.slot);
  // A command that is wrong in itself ends the run; one for another tick means that the two sides no longer agree on anything.
  if (broken !== null && broken.code !== "RDV_INVALID_COMMAND") return breakOff(p, broken, s.index, events);
  s.phase = "held";
  if (broken === null) events.commanded(s.index, buffer, start, end);
  else events.broke(broken, s.index, false);
}

/**
 * A Command that was not waited for: of any observation since the last one answered. A command that comes after the end of its run was on
 * its way, and is dropped.
 */
function onPacedCommand(
  p: Protocol,
  s: SessionState,
  command: NonNullable<WireToHarness["command"]>,
  buffer: Buffer,
  start: number,
  end: number,
  events: ProtocolEvents,
): void {
  if (s.phase !== "pacing") return;
  const { tick } = command;
  if (tick > s.tick || tick % s.observationEvery !== 0) {
    return breakOff(p, { code: "RDV_WRONG_TICK", message: `a command for tick ${tick}, which has not been observed` }, s.index, events);
  }
  if (tick <= s.answeredTick) {
    const message = `a command for tick ${tick} came after the one for tick ${s.answeredTick}`;
    return breakOff(p, { code: "RDV_DUPLICATE_COMMAND", message }, s.index, events);
  }
  const broken = readCommand(command, tick, p.peer?.kinds ?? [], s.slot);
  if (broken !== null) {
    s.phase = "held";
    return events.broke(broken, s.index, false);
  }
  s.answeredTick = tick;
  events.commanded(s.index, buffer, start, end);
}

/** Where the real car is: taken from ScenarioStart to ScenarioEnd, dropped between two runs. */
function onReport(
  p: Protocol,
  wireReport: NonNullable<WireToHarness["vehicleReport"]>,
  buffer: Buffer,
  start: number,
  end: number,
  events: ProtocolEvents,
): void {
  if (p.terms.pacing !== "realtime") {
    return unexpected(p, "VehicleReport, which lockstep does not have,", awaitedBy(p), CONNECTION, events);
  }
  if (p.peer?.vehicleInTheLoop !== true) {
    return unexpected(p, "VehicleReport without the capability vehicle_in_the_loop", awaitedBy(p), CONNECTION, events);
  }
  const s = sessionOf(p, 1);
  if (s.phase === "idle" || s.phase === "ending") return undefined;
  const report = readReport(wireReport);
  if (!("code" in report)) return events.reported?.(s.index, report, buffer, start, end);
  s.phase = "held";
  return events.broke(report, s.index, false);
}

/** Of the Ping that waits for it; another one nobody asked for. */
function onPong(p: Protocol, pong: NonNullable<WireToHarness["pong"]>, events: ProtocolEvents): void {
  const nonce = pong.nonce ?? 0;
  if (p.pingId === 0 || nonce !== p.pingId) return onStray(p, events);
  p.pingId = 0;
  return events.ponged?.(nonce, pong.controllerMonoNs ?? 0);
}

function onAck(p: Protocol, s: SessionState, ack: { readonly metrics?: Record<string, number> | null }, events: ProtocolEvents): void {
  if (s.owedAcks === 0) return unexpected(p, "ScenarioEndAck", AWAITED[s.phase], s.index, events);
  s.owedAcks--;
  // A late one, of a run that was given up waiting for.
  if (s.phase !== "ending" || s.owedAcks > 0) return;
  s.phase = "idle";
  const metrics = new Map<string, number>();
  for (const [name, value] of Object.entries(ack.metrics ?? {}))
    if (Number.isFinite(value)) metrics.set(printable(name, MESSAGE_CHARACTERS), value);
  events.acknowledged(s.index, metrics);
}

function onStray(p: Protocol, events: ProtocolEvents): void {
  p.strayCount++;
  if (p.strayCount === 1) events.warned("the controller sent a Pong that nobody asked for; it was ignored");
  if (p.strayCount <= STRAY_FRAMES) return;
  breakOff(p, { code: "RDV_UNEXPECTED_MESSAGE", message: `more than ${STRAY_FRAMES} frames that nobody asked for` }, CONNECTION, events);
}

function onGoodbye(p: Protocol, reason: string, events: ProtocolEvents): void {
  p.phase = "closed";
  events.left(printable(reason, MESSAGE_CHARACTERS));
}

/** The controller's own fault: of one session, or of all where it names none that runs. */
function onFault(p: Protocol, index: number, fault: NonNullable<WireToHarness["fault"]>, events: ProtocolEvents): void {
  const theirs = faultCode(fault.code ?? 0);
  const text = printable(fault.message ?? "", MESSAGE_CHARACTERS) || "no message";
  const code = theirs === "RDV_SCENARIO_UNSUPPORTED" ? theirs : "RDV_CONTROLLER_INTERNAL";
  const message = `the controller reported: ${text}`;
  const session = p.sessions[index - 1];
  if (fault.fatal === true || p.peer === null) return breakOff(p, { code, message }, session?.index ?? CONNECTION, events);
  for (const s of session === undefined ? p.sessions : [session])
    if (s.phase === "starting" || s.phase === "asking" || s.phase === "pacing") s.phase = "held";
  events.broke({ code, message }, session?.index ?? CONNECTION, false);
}
