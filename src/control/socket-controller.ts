import type { Controller, Fault, Observation, Ready, Refusal, Reply, RunEnd, RunStart, Session } from "../sim/port.ts";
import { COMMAND_KINDS, type CommandKind } from "../vehicle/command.ts";
import { appendFrame, type FrameTape } from "../trace/frame-tape.ts";
import { blinded } from "./blind.ts";
import { Connection } from "./connection.ts";
import type { Broken } from "./decode.ts";
import { addReply, addSent, type Digest, digestHex, newDigest } from "./digest.ts";
import { createObservationEncoder, encodeEnd, encodeObservation, type ObservationEncoder, prepareEncoder } from "./encode.ts";
import { HEADER_BYTES, setBatchMore } from "./frame.ts";
import type { Peer } from "./handshake.ts";
import { Link, type LinkUser, type SocketOptions } from "./link.ts";
import { PacedSession } from "./paced-session.ts";
import { ackMissed, asked, ended, type SessionState, sessionOf, started } from "./protocol.ts";
import { startOf } from "./wishes.ts";

export type { SocketOptions } from "./link.ts";
import type { RunDigests } from "./run-digests.ts";

/** What is known of a run beside its ticks: wall clock and warnings, never part of a hash. */
export interface SessionStats {
  /** Replies so far in this run. */
  readonly count: number;
  /** Wall clock from sending an observation to having its command checked, ms, one a reply. Borrowed until the next start. */
  readonly latencyMs: Float64Array;
  /** The controller's own measure of its work, ns, one a reply, -1 where it gave none. Borrowed until the next start. */
  readonly computeNs: Float64Array;
  /** What the user should know about this run's controller, in order of arrival. */
  readonly warnings: readonly string[];
  /** Figures the controller gave at the end of the run. */
  readonly metrics: ReadonlyMap<string, number>;
  /** null until the run has ended. */
  readonly digests: RunDigests | null;
  /** Resident memory at the end of the run, of a controller that redrive started (Linux only); null elsewhere and until then. */
  readonly residentBytes: number | null;
  /**
   * The run ended by a fault while others were in flight over the same connection. The fault may be another run's, or come of running
   * them together; run alone, this one gets the verdict that is its own.
   */
  readonly sharedFault: boolean;
}

export interface SocketSession extends Session {
  stats(): SessionStats;
  /** Where the frames of the runs to come are kept; null: nowhere. */
  frames: FrameTape | null;
}

/** How a session of a connection that carries several shares it. */
export interface SessionOptions {
  /** Runs only when no other run is in flight, and keeps others out meanwhile. */
  readonly alone?: boolean;
}

export interface SocketController extends Controller {
  open(options?: SessionOptions): SocketSession;
  /** A session in real time; only where `SocketOptions.pacing` says so. */
  openPaced(): PacedSession;
  /** What the controller said of itself; null before its first handshake. */
  readonly peer: Peer | null;
  /** Bytes of its output beyond those kept in the log file. */
  readonly droppedLogBytes: number;
}

/**
 * A controller in another process, over the protocol of docs/protocol.md. Nothing is started or opened before the first run.
 * One connection drives all runs: open a session, and start it again for each run. Of several sessions so many run at once as
 * `SocketOptions.sessions` and the controller allow; the start of another waits.
 * Throws RDV_USAGE where the command line cannot be split; a run's `start` throws RDV_PORT where nothing can be listened on.
 */
export function socketController(options: SocketOptions): SocketController {
  const link = new Link(options);
  const offered: readonly CommandKind[] = options.kinds ?? COMMAND_KINDS;
  return {
    get name() {
      return link.peer?.name ?? link.commandName;
    },
    get build() {
      return link.peer?.build ?? "";
    },
    get kinds() {
      return link.peer?.kinds ?? offered;
    },
    get peer() {
      return link.peer;
    },
    get droppedLogBytes() {
      return link.droppedLogBytes;
    },
    sync: false,
    open: ({ alone = false } = {}) => new LockstepSession(link, alone),
    openPaced: () => new PacedSession(link),
    close: () => link.close(),
  };
}

/** What a session waits for, and what it is told. */
type Answer = "ready" | "ack" | "ack-missed" | Reply;

const MIN_LOG = 1024;
const MAX_LOG = 1 << 20;
const NO_METRICS: ReadonlyMap<string, number> = new Map();

class LockstepSession implements SocketSession, LinkUser {
  readonly #link: Link;
  readonly #alone: boolean;
  /** Of the session in use; 0 between two runs. */
  #number = 0;
  #state: SessionState | null = null;
  #encoder: ObservationEncoder = createObservationEncoder(1);
  #isBatched = false;
  #connection: Connection | null = null;
  #resolve: ((answer: Answer) => void) | null = null;
  readonly #wait = (resolve: (answer: Answer) => void): void => {
    this.#resolve = resolve;
  };
  #watchdog: NodeJS.Timeout | null = null;
  /** Of the answer that is awaited; 0: none. */
  #limitMs = 0;
  #sentAtMs = 0;
  tick = -1;
  frames: FrameTape | null = null;
  /** How this run was cut short: known at once, explained a moment later. */
  #fault: Promise<Fault> | null = null;
  #sharedFault = false;
  #toController: Digest = newDigest();
  #toHarness: Digest = newDigest();
  #digests: RunDigests | null = null;
  #residentBytes: number | null = null;
  #count = 0;
  #latencyMs = new Float64Array(MIN_LOG);
  #computeNs = new Float64Array(MIN_LOG);
  #warnings: string[] = [];
  #metrics: ReadonlyMap<string, number> = NO_METRICS;

  constructor(link: Link, alone: boolean) {
    this.#link = link;
    this.#alone = alone;
  }

  async start(s: RunStart): Promise<Ready | Refusal> {
    if (this.#number !== 0) throw new Error("this session is in a run already");
    // Entered before there is a connection: a controller may break the protocol in the same breath as its Hello.
    this.#number = await this.#link.enter(this, this.#alone);
    this.#reset(s);
    let isReady = false;
    try {
      const connection = await this.#link.connect();
      if (!(connection instanceof Connection)) return this.#refusal(connection);
      const outcome = await this.#startOn(connection, s);
      isReady = outcome.kind === "ready";
      return outcome;
    } finally {
      if (!isReady) this.#detach();
    }
  }

  async #startOn(connection: Connection, s: RunStart): Promise<Ready | Refusal> {
    if (this.#fault !== null) return this.#refusal(await this.#fault);
    const peer = this.#link.peer as Peer;
    if (this.#number > peer.sessions) {
      const message = `started again, the controller offers ${peer.sessions} sessions; before, it offered more`;
      return this.#refusal(this.#link.fault("RDV_UNKNOWN_SESSION", message, -1));
    }
    this.#attach(connection);
    const told = this.#link.blind ? blinded(s) : s;
    prepareEncoder(this.#encoder, told, peer);
    const { frame, observationEvery, warnings } = startOf(this.#number, told, peer, this.#link.times.watchdogMs);
    if (frame.length > peer.maxFrameBytes) {
      const message = `ScenarioStart has ${frame.length} bytes; the controller takes ${peer.maxFrameBytes}`;
      return this.#refusal(this.#link.fault("RDV_SCENARIO_UNSUPPORTED", message, -1));
    }
    this.#warnings.push(...warnings);
    started(this.#state as SessionState);
    this.#keepSent(frame);
    connection.send(frame);
    const answer = await this.#answerWithin(this.#link.times.readyTimeoutMs, () => {
      const message = `the controller was not ready within ${this.#link.times.readyTimeoutMs} ms of ScenarioStart`;
      connection.fail({ code: "RDV_CONTROLLER_TIMEOUT", message }, this.#number);
    });
    if (typeof answer === "object" && answer.kind === "fault") return answer;
    return observationEvery === s.observationEvery ? { kind: "ready" } : { kind: "ready", observationEvery };
  }

  #attach(connection: Connection): void {
    const isBatched = connection.protocol.sessions.length > 1;
    const isOther = this.#state?.index !== this.#number || isBatched !== this.#isBatched;
    if (isOther) this.#encoder = createObservationEncoder(this.#number, isBatched);
    this.#isBatched = isBatched;
    this.#connection = connection;
    this.#state = sessionOf(connection.protocol, this.#number);
  }

  #refusal(fault: Fault): Refusal {
    this.#sharedFault ||= this.#link.inFlight > 1;
    return { kind: "fault", fault };
  }

  decide(o: Observation): Reply | Promise<Reply> {
    const connection = this.#connection;
    if (this.#fault !== null || connection === null) return this.#faultReply();
    this.tick = o.tick;
    const frame = encodeObservation(this.#encoder, o);
    const limit = (this.#link.peer as Peer).maxFrameBytes;
    if (frame.length > limit) {
      const message = `an observation has ${frame.length} bytes; the controller takes ${limit}`;
      return { kind: "fault", fault: this.#link.fault("RDV_FRAME_TOO_LARGE", message, o.tick) };
    }
    asked(this.#state as SessionState, o.tick);
    this.#sentAtMs = performance.now();
    if (this.#isBatched) connection.sendBatched(frame);
    else connection.send(frame);
    // Kept as it would be sent alone, which is how it is sent again when a controller is tried against the recording.
    if (this.#isBatched) setBatchMore(frame, 0);
    // While the controller works: what is left to do here costs no time then.
    this.#keepSent(frame);
    this.#armWatchdog();
    return new Promise<Answer>(this.#wait) as Promise<Reply>;
  }

  async end(r: RunEnd): Promise<void> {
    this.#stopWatchdog();
    const connection = this.#connection;
    if (connection !== null && this.#fault === null) {
      const state = this.#state as SessionState;
      const frame = encodeEnd(this.#number, r);
      ended(state);
      this.#keepSent(frame);
      connection.send(frame);
      const { ackTimeoutMs } = this.#link.times;
      const answer = await this.#answerWithin(ackTimeoutMs, () => this.#answer("ack-missed"));
      if (answer === "ack-missed") {
        ackMissed(state);
        this.warned(`the controller did not acknowledge the end of the run within ${ackTimeoutMs} ms`);
      }
    }
    const fault = await this.#fault;
    this.#residentBytes = this.#link.residentBytes();
    if (r.fault === null && fault === null) this.#link.succeeded();
    if (r.fault === null && fault !== null) this.warned(`after the last tick: ${fault.message}`);
    this.#digests = { toController: digestHex(this.#toController), toHarness: digestHex(this.#toHarness) };
    this.#detach();
    await this.#link.afterRun();
  }

  stats(): SessionStats {
    return {
      count: this.#count,
      latencyMs: this.#latencyMs.subarray(0, this.#count),
      computeNs: this.#computeNs.subarray(0, this.#count),
      warnings: this.#warnings,
      metrics: this.#metrics,
      digests: this.#digests,
      residentBytes: this.#residentBytes,
      sharedFault: this.#sharedFault,
    };
  }

  // What the connection tells (LinkUser).

  ready(): void {
    this.#answer("ready");
  }

  commanded(buffer: Buffer, start: number, end: number): void {
    const { slot } = this.#state as SessionState;
    this.#log(performance.now() - this.#sentAtMs, slot.computeNs);
    addReply(this.#toHarness, slot.reply);
    if (this.frames !== null) appendFrame(this.frames, "to-harness", this.tick, buffer, start, end);
    if (this.#count === 1) this.#stopWatchdog(); // the next ones have another limit
    if (slot.rateIgnored) this.#warnOnce("road_wheel_rate_radps of its commands is not used: the vehicle's own rate limit holds");
    this.#answer(slot.reply);
  }

  acknowledged(metrics: ReadonlyMap<string, number>): void {
    this.#metrics = metrics;
    this.#answer("ack");
  }

  warned(text: string): void {
    this.#warnings.push(text);
  }

  failed(broken: Broken): void {
    this.#sharedFault ||= this.#link.inFlight > 1;
    const fault = this.#link.fault(broken.code, broken.message, this.tick);
    if (this.#resolve === null) this.#fault = Promise.resolve(fault);
    else this.#answer({ kind: "fault", fault });
  }

  over(fault: Promise<Fault>): void {
    this.#sharedFault ||= this.#link.inFlight > 1;
    this.#stopWatchdog();
    this.#fault = fault;
    void fault.then((f) => this.#answer({ kind: "fault", fault: f }));
  }

  #detach(): void {
    this.#stopWatchdog();
    this.#connection = null;
    this.#link.leave(this.#number);
    this.#number = 0;
  }

  #keepSent(frame: Buffer): void {
    addSent(this.#toController, frame, HEADER_BYTES);
    if (this.frames !== null) appendFrame(this.frames, "to-controller", Math.max(0, this.tick), frame, HEADER_BYTES, frame.length);
  }

  #answer(answer: Answer): void {
    const resolve = this.#resolve;
    this.#resolve = null;
    resolve?.(answer);
  }

  async #faultReply(): Promise<Reply> {
    const fault = await this.#fault;
    return { kind: "fault", fault: fault ?? this.#link.fault("RDV_DISCONNECTED", "no controller is connected", this.tick) };
  }

  async #answerWithin(ms: number, late: () => void): Promise<Answer> {
    const timer = ms > 0 ? setTimeout(late, ms) : undefined;
    const answer = await new Promise<Answer>(this.#wait);
    clearTimeout(timer);
    return answer;
  }

  /** One timer for many ticks: it looks at the last one sent, and waits for what is left of its time. Cheaper than one a tick. */
  #armWatchdog(): void {
    const { watchdogMs, firstTickWatchdogMs } = this.#link.times;
    this.#limitMs = this.#count === 0 ? firstTickWatchdogMs : watchdogMs;
    if (this.#watchdog === null && this.#limitMs > 0) this.#watchdog = setTimeout(this.#watch, this.#limitMs);
  }

  readonly #watch = (): void => {
    this.#watchdog = null;
    if (this.#state?.phase !== "asking") return; // the next observation sets it again
    const leftMs = this.#sentAtMs + this.#limitMs - performance.now();
    if (leftMs > 0) this.#watchdog = setTimeout(this.#watch, Math.ceil(leftMs));
    // The answer may have arrived while this process was busy: it is read first, and counts.
    else setImmediate(this.#stillLate, this.#limitMs, this.tick);
  };

  readonly #stillLate = (limitMs: number, tick: number): void => {
    const connection = this.#connection;
    if (connection === null || this.#state?.phase !== "asking" || this.tick !== tick) return;
    const unread = connection.unreadBytes;
    const reading = unread === 0 ? "" : `; ${unread} bytes of the observation are still unread`;
    connection.fail(
      { code: "RDV_CONTROLLER_TIMEOUT", message: `no command for tick ${this.tick} within ${limitMs} ms${reading}` },
      this.#number,
    );
  };

  #stopWatchdog(): void {
    if (this.#watchdog !== null) clearTimeout(this.#watchdog);
    this.#watchdog = null;
  }

  #reset(s: RunStart): void {
    this.#fault = null;
    this.#sharedFault = false;
    this.#toController = newDigest();
    this.#toHarness = newDigest();
    this.#digests = null;
    this.#residentBytes = null;
    this.tick = -1;
    this.#count = 0;
    this.#warnings = [];
    this.#metrics = NO_METRICS;
    const replies = Math.min(MAX_LOG, Math.ceil(s.maxTicks / s.observationEvery) + 1);
    if (replies > this.#latencyMs.length) this.#growLog(replies);
  }

  #log(latencyMs: number, computeNs: number): void {
    if (this.#count === this.#latencyMs.length) this.#growLog(2 * this.#count);
    this.#latencyMs[this.#count] = latencyMs;
    this.#computeNs[this.#count++] = computeNs;
  }

  #growLog(length: number): void {
    const latencyMs = new Float64Array(length);
    const computeNs = new Float64Array(length);
    latencyMs.set(this.#latencyMs.subarray(0, this.#count));
    computeNs.set(this.#computeNs.subarray(0, this.#count));
    this.#latencyMs = latencyMs;
    this.#computeNs = computeNs;
  }

  #warnOnce(text: string): void {
    if (!this.#warnings.includes(text)) this.#warnings.push(text);
  }
}
