import type { Fault } from "../../sim/port.ts";
import { frameAt, type FrameTape } from "../../trace/frame-tape.ts";
import { Connection } from "../connection.ts";
import { HEADER_BYTES } from "../frame.ts";
import { Link, type LinkUser, type SocketOptions } from "../link.ts";
import { asked, ended, type SessionState, sessionOf, started } from "../protocol.ts";
import { wire } from "../wire.ts";
import type { ToldValue } from "./message-difference.ts";
import { answerDifference, within } from "./parting.ts";

/** The first command that differs from the recorded one. */
export interface ReplayDifference {
  readonly tick: number;
  readonly field: string;
  readonly recorded: ToldValue;
  readonly now: ToldValue;
}

/** What came of showing a recording to a controller. */
export interface Replayed {
  readonly controller: { readonly name: string; readonly build: string };
  readonly observationCount: number;
  /** Answers that were compared: the last observation of a run that a fault ended has no recorded one. */
  readonly comparedCount: number;
  readonly equalCount: number;
  readonly first: ReplayDifference | null;
  /** How the controller failed, with the tick; null where it answered everything. */
  readonly fault: Fault | null;
  /** What the controller asks for now and the recording does not hold. */
  readonly warnings: readonly string[];
  /** Wall clock: until the controller was connected, and from ScenarioStart to the last answer. */
  readonly connectMs: number;
  readonly replayMs: number;
}

/** A recording taken apart: what is to be sent, in order, and the recorded command of each tick. Bytes are borrowed from the tape. */
export interface Recording {
  readonly sent: readonly Sent[];
  readonly answers: ReadonlyMap<number, Uint8Array>;
}

interface Sent {
  readonly kind: "start" | "observation" | "end";
  readonly tick: number;
  readonly bytes: Uint8Array;
  /** What a start tells beyond what every controller is told. */
  readonly hasMap: boolean;
  readonly hasRoute: boolean;
}

/** Throws RangeError where a frame is no message of its kind, or nothing in it was ever observed. */
export function recordingOf(frames: FrameTape): Recording {
  const sent: Sent[] = [];
  const answers = new Map<number, Uint8Array>();
  for (let i = 0; i < frames.count; i++) {
    const { direction, bytes } = frameAt(frames, i);
    try {
      if (direction === "to-controller") sent.push(...sentOf(bytes));
      else for (const tick of answeredTicks(bytes)) answers.set(tick, bytes);
    } catch (error) {
      throw new RangeError(`frame ${i} is no message: ${(error as Error).message}`);
    }
  }
  if (sent[0]?.kind !== "start" || sent[1]?.kind !== "observation")
    throw new RangeError("frames that begin without a start and an observation");
  return { sent, answers };
}

function sentOf(bytes: Uint8Array): Sent[] {
  const { scenarioStart, observation, scenarioEnd } = wire.ToController.decode(bytes);
  const hasMap = (scenarioStart?.map ?? null) !== null;
  const hasRoute = (scenarioStart?.route ?? null) !== null;
  if (scenarioStart !== null) return [{ kind: "start", tick: -1, bytes, hasMap, hasRoute }];
  if (observation !== null) return [{ kind: "observation", tick: observation.tick, bytes, hasMap, hasRoute }];
  return scenarioEnd === null ? [] : [{ kind: "end", tick: -1, bytes, hasMap, hasRoute }];
}

function answeredTicks(bytes: Uint8Array): number[] {
  const { command } = wire.ToHarness.decode(bytes);
  return command === null ? [] : [command.tick];
}

/** What a session of the connection says next. */
type Heard = "ready" | "commanded" | "acknowledged" | "late" | Fault;

/**
 * Shows the recorded observations of one run to a freshly started controller, one at a time in lockstep, and compares its commands with
 * those recorded; no simulator takes part. Debug data and the controller's own clock do not count.
 * @param limit largest difference of two numbers, in the unit of each, that still counts as none.
 * Throws RDV_USAGE where the command line cannot be split and RDV_PORT where nothing can be listened on.
 */
export async function replayRecording(recording: Recording, options: SocketOptions, limit: number): Promise<Replayed> {
  const link = new Link(options);
  try {
    return await replayOver(link, recording, limit);
  } finally {
    await link.close();
  }
}

type Tally = { -readonly [K in "observationCount" | "comparedCount" | "equalCount" | "first" | "fault"]: Replayed[K] } & {
  readonly warnings: string[];
};

async function replayOver(link: Link, recording: Recording, limit: number): Promise<Replayed> {
  const beforeMs = performance.now();
  const player = new Player(link);
  const index = await link.enter(player, true);
  const connection = await link.connect();
  const connectedMs = performance.now();
  const tally: Tally = { observationCount: 0, comparedCount: 0, equalCount: 0, first: null, fault: null, warnings: [] };
  if (connection instanceof Connection) {
    player.attach(connection, index);
    for (const sent of recording.sent) {
      tally.fault = await showFrame(player, sent, recording, tally, limit);
      if (tally.fault !== null) break;
    }
  } else tally.fault = connection;
  const endMs = performance.now();
  link.leave(index);
  const controller = { name: link.peer?.name ?? link.commandName, build: link.peer?.build ?? "" };
  return { ...tally, controller, connectMs: connectedMs - beforeMs, replayMs: endMs - connectedMs };
}

/** Sends one recorded frame and takes what it wants answered; gives the controller's fault, or null. */
async function showFrame(player: Player, sent: Sent, { answers }: Recording, tally: Tally, limit: number): Promise<Fault | null> {
  if (sent.kind === "start") {
    tally.warnings.push(...player.unmetWishes(sent));
    return player.start(sent);
  }
  if (sent.kind === "end") return player.end(sent);
  tally.observationCount++;
  const fault = await player.ask(sent);
  const recorded = answers.get(sent.tick);
  if (fault !== null || recorded === undefined) return fault;
  tally.comparedCount++;
  const found = answerDifference(recorded, player.answer, within(limit));
  if (found === null) tally.equalCount++;
  else tally.first ??= { tick: sent.tick, field: found.field, recorded: found.a, now: found.b };
  return null;
}

/** One scenario on a session of a link, driven by recorded frames. */
class Player implements LinkUser {
  tick = -1;
  /** The last Command, as it came. */
  answer: Uint8Array = new Uint8Array(0);
  readonly #link: Link;
  #connection: Connection | null = null;
  #session: SessionState | null = null;
  #heard: Heard | null = null;
  #wake: (() => void) | null = null;
  #answers = 0;

  constructor(link: Link) {
    this.#link = link;
  }

  attach(connection: Connection, index: number): void {
    this.#connection = connection;
    this.#session = sessionOf(connection.protocol, index);
  }

  unmetWishes({ hasMap, hasRoute }: Sent): string[] {
    const { peer } = this.#link;
    const unmet = [];
    if (peer?.wantsMap === true && !hasMap) unmet.push("the controller asks for the map, which the recording does not hold");
    if (peer?.wantsRoute === true && !hasRoute) unmet.push("the controller asks for the route, which the recording does not hold");
    return unmet;
  }

  start(frame: Sent): Promise<Fault | null> {
    const { times } = this.#link;
    return this.#send(frame, started, "ready", times.readyTimeoutMs, "the controller was not ready");
  }

  ask(frame: Sent): Promise<Fault | null> {
    const { tick } = frame;
    const { times } = this.#link;
    this.tick = tick;
    const limitMs = this.#answers++ === 0 ? times.firstTickWatchdogMs : times.watchdogMs;
    return this.#send(frame, (session) => asked(session, tick), "commanded", limitMs, `no command for tick ${tick}`);
  }

  /** A missing acknowledgement is no fault of the driving, and a run that is over is none to complain about. */
  async end(frame: Sent): Promise<null> {
    const { times } = this.#link;
    await this.#send(frame, ended, "acknowledged", times.ackTimeoutMs, "no acknowledgement");
    return null;
  }

  async #send(frame: Sent, mark: (s: SessionState) => void, wanted: Heard, limitMs: number, late: string): Promise<Fault | null> {
    const link = this.#link;
    const session = this.#session as SessionState;
    const bytes = framed(frame.bytes, session.index);
    const limitBytes = link.peer?.maxFrameBytes ?? 0;
    if (bytes.length > limitBytes) {
      return link.fault("RDV_FRAME_TOO_LARGE", `a recorded frame has ${bytes.length} bytes; the controller takes ${limitBytes}`, this.tick);
    }
    if (typeof this.#heard === "object" && this.#heard !== null) return this.#heard;
    this.#heard = null;
    mark(session);
    (this.#connection as Connection).send(bytes);
    const heard = await this.#next(limitMs);
    if (heard === wanted) return null;
    if (typeof heard === "object") return heard;
    return link.fault("RDV_CONTROLLER_TIMEOUT", `${late} within ${limitMs} ms`, this.tick);
  }

  async #next(limitMs: number): Promise<Heard> {
    if (this.#heard === null) {
      const timer = limitMs > 0 ? setTimeout(() => this.#say("late"), limitMs) : undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      clearTimeout(timer);
    }
    return this.#heard as unknown as Heard;
  }

  #say(heard: Heard): void {
    this.#heard = heard;
    const wake = this.#wake;
    this.#wake = null;
    wake?.();
  }

  // What the connection tells (LinkUser).

  ready(): void {
    this.#say("ready");
  }

  commanded(buffer: Buffer, start: number, end: number): void {
    this.answer = Uint8Array.prototype.slice.call(buffer, start, end);
    this.#say("commanded");
  }

  acknowledged(): void {
    this.#say("acknowledged");
  }

  warned(): void {}

  failed(broken: { readonly code: Fault["code"]; readonly message: string }): void {
    this.#say(this.#link.fault(broken.code, broken.message, this.tick));
  }

  over(fault: Promise<Fault>): void {
    void fault.then((f) => this.#say(f));
  }
}

const SESSION_TAG = 0x08;
const BATCH_MORE_TAG = 0x10;

/** A recorded envelope as a frame of another session; everything else byte for byte as it was sent. Both numbers are below 128. */
function framed(envelope: Uint8Array, session: number): Buffer {
  let from = 0;
  while (envelope[from] === SESSION_TAG || envelope[from] === BATCH_MORE_TAG) from += 2;
  const frame = Buffer.allocUnsafe(HEADER_BYTES + 2 + envelope.length - from);
  frame.writeUInt32LE(frame.length - HEADER_BYTES, 0);
  frame[HEADER_BYTES] = SESSION_TAG;
  frame[HEADER_BYTES + 1] = session;
  frame.set(envelope.subarray(from), HEADER_BYTES + 2);
  return frame;
}
