/**
 * One controller in real time: observations go out and are not waited for; commands, and where a real car is, are taken when they come.
 * The clock of the controller is asked for by Pings before the first tick. docs/real-time.md has the rules.
 */
import type { CommandReply, Fault, Observation, Ready, Refusal, RunEnd, RunStart } from "../sim/port.ts";
import { appendFrame, type FrameTape } from "../trace/frame-tape.ts";
import type { VehicleState } from "../vehicle/model.ts";
import { blinded } from "./blind.ts";
import { Connection } from "./connection.ts";
import type { Broken, Report } from "./decode.ts";
import { addReply, addSent, type Digest, digestHex, newDigest } from "./digest.ts";
import { createObservationEncoder, encodeEnd, encodeFault, encodeObservation, type ObservationEncoder, prepareEncoder } from "./encode.ts";
import { frameOf, HEADER_BYTES } from "./frame.ts";
import type { Peer } from "./handshake.ts";
import type { Link, LinkUser } from "./link.ts";
import { ackMissed, dropped, ended, paced, pinged, type SessionState, sessionOf, started } from "./protocol.ts";
import type { RunDigests } from "./run-digests.ts";
import { startOf } from "./wishes.ts";

/** What is known of a run in real time beside its ticks. */
export interface PacedSessionStats {
  /** Wall clock from sending an observation to its command's arrival, ms, one a command, late ones too. */
  readonly latencyMs: readonly number[];
  /** Commands that came after their instant. */
  readonly lateCount: number;
  /** Commands that a newer one overtook before the next instant: they never took effect. */
  readonly overtakenCount: number;
  readonly warnings: readonly string[];
  readonly digests: RunDigests | null;
  /** As in SessionStats. */
  readonly residentBytes: number | null;
  /** Of a real car's controller: its clock less ours, and the round trip of the Ping that told it; null without one. */
  readonly clock: { readonly offsetMs: number; readonly roundTripMs: number } | null;
}

/** A report, and when it was measured on the clock of this process. */
export interface DatedReport {
  readonly state: VehicleState;
  readonly measuredMs: number;
}

interface Come {
  readonly command: CommandReply | null;
  readonly report: DatedReport | null;
  readonly fault: Fault | null;
}

const PINGS = 8;
const NS_PER_MS = 1e6;

type Told = "ready" | "ack" | "pong" | "report" | "late" | "fault";

export class PacedSession implements LinkUser {
  readonly #link: Link;
  #connection: Connection | null = null;
  #state: SessionState | null = null;
  #index = 0;
  #encoder: ObservationEncoder = createObservationEncoder(1);
  #resolve: ((told: Told) => void) | null = null;
  #awaited: Told = "ready";
  #every = 1;
  tick = -1;
  frames: FrameTape | null = null;
  #fault: Promise<Fault> | null = null;
  #isStopped = false;
  #command: CommandReply | null = null;
  #report: DatedReport | null = null;
  readonly #sentMs = new Map<number, number>();
  #latencyMs: number[] = [];
  #lateCount = 0;
  #overtakenCount = 0;
  #warnings: string[] = [];
  #toController: Digest = newDigest();
  #toHarness: Digest = newDigest();
  #digests: RunDigests | null = null;
  #residentBytes: number | null = null;
  #pingMs = 0;
  #clock: { offsetMs: number; roundTripMs: number } | null = null;

  constructor(link: Link) {
    this.#link = link;
  }

  async start(s: RunStart): Promise<Ready | Refusal> {
    this.#index = await this.#link.enter(this, true);
    this.#reset(s);
    let isReady = false;
    try {
      const connection = await this.#link.connect();
      if (!(connection instanceof Connection)) return { kind: "fault", fault: connection };
      const fault = await this.#startOn(connection, s);
      if (fault !== null) return { kind: "fault", fault };
      isReady = true;
      const report = this.#takeReport();
      const ready = { kind: "ready", observationEvery: this.#every } as const;
      return report === null ? ready : { ...ready, report: report.state };
    } finally {
      if (!isReady) this.#detach();
    }
  }

  async #startOn(connection: Connection, s: RunStart): Promise<Fault | null> {
    if (this.#fault !== null) return this.#fault;
    const peer = this.#link.peer as Peer;
    const { readyTimeoutMs } = this.#link.times;
    this.#connection = connection;
    this.#state = sessionOf(connection.protocol, this.#index);
    this.#encoder = createObservationEncoder(this.#index);
    const told = this.#link.blind ? blinded(s) : s;
    prepareEncoder(this.#encoder, told, peer);
    const { frame, observationEvery, warnings } = startOf(this.#index, told, peer, 0);
    this.#every = observationEvery;
    this.#warnings.push(...warnings);
    if (frame.length > peer.maxFrameBytes) {
      return this.#link.fault(
        "RDV_SCENARIO_UNSUPPORTED",
        `ScenarioStart has ${frame.length} bytes; the controller takes ${peer.maxFrameBytes}`,
        -1,
      );
    }
    started(this.#state);
    this.#send(frame);
    const wasReady = await this.#told("ready", readyTimeoutMs, "be ready for ScenarioStart");
    if (wasReady !== null || !peer.vehicleInTheLoop) return wasReady;
    const failed = await this.#askClock(connection);
    if (failed !== null) return failed;
    return this.#report !== null ? null : this.#told("report", readyTimeoutMs, "report where its car is");
  }

  /** Of several Pings the one with the least round trip tells most: the offset is uncertain by half of it. */
  async #askClock(connection: Connection): Promise<Fault | null> {
    this.#clock = null;
    for (let nonce = 1; nonce <= PINGS; nonce++) {
      pinged(connection.protocol, nonce);
      this.#pingMs = performance.now();
      connection.send(frameOf({ ping: { nonce, harnessMonoNs: Math.round(this.#pingMs * NS_PER_MS) } }));
      const failed = await this.#told("pong", this.#link.times.ackTimeoutMs || this.#link.times.readyTimeoutMs, "answer a Ping");
      if (failed !== null) return failed;
    }
    return null;
  }

  /** Sends an observation. Its answer must have come when `take` is called next; later it is late. */
  ask(o: Observation): void {
    const connection = this.#connection;
    if (connection === null || this.#state === null || this.#fault !== null || this.#isStopped) return;
    this.tick = o.tick;
    const frame = encodeObservation(this.#encoder, o);
    const limit = (this.#link.peer as Peer).maxFrameBytes;
    if (frame.length > limit) {
      const message = `an observation has ${frame.length} bytes; the controller takes ${limit}`;
      this.#fault = Promise.resolve(this.#link.fault("RDV_FRAME_TOO_LARGE", message, o.tick));
      return;
    }
    paced(this.#state, o.tick, this.#every);
    this.#sentMs.set(o.tick, performance.now());
    this.#send(frame);
  }

  /** What has come since it was last looked at; a promise only where the connection has broken, and why is still being found out. */
  take(): Come | Promise<Come> {
    if (this.#fault !== null) return this.#fault.then((fault) => ({ command: null, report: null, fault }));
    const command = this.#command;
    this.#command = null;
    return { command, report: this.#takeReport(), fault: null };
  }

  /** Tells the controller, by a Fault that ends its scenario only, that the harness stops the car and listens no longer. */
  stop(fault: Fault): void {
    this.#isStopped = true;
    if (this.#connection === null || this.#state === null) return;
    dropped(this.#state);
    this.#send(encodeFault(this.#index, fault, fault.tick, false));
  }

  async end(r: RunEnd): Promise<void> {
    const connection = this.#connection;
    if (connection !== null && this.#state !== null && this.#fault === null) {
      ended(this.#state);
      this.#send(encodeEnd(this.#index, r));
      const { ackTimeoutMs } = this.#link.times;
      const told = await this.#wait("ack", ackTimeoutMs);
      if (told === "late") {
        ackMissed(this.#state);
        this.warned(`the controller did not acknowledge the end of the run within ${ackTimeoutMs} ms`);
        // It may be stuck for good: the next run gets a fresh one.
        if (r.reason === "controller-timeout") connection.fail({ code: "RDV_CONTROLLER_TIMEOUT", message: r.detail }, this.#index);
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

  stats(): PacedSessionStats {
    return {
      latencyMs: this.#latencyMs,
      lateCount: this.#lateCount,
      overtakenCount: this.#overtakenCount,
      warnings: this.#warnings,
      digests: this.#digests,
      residentBytes: this.#residentBytes,
      clock: this.#clock,
    };
  }

  // What the connection tells (LinkUser).

  ready(): void {
    this.#tell("ready");
  }

  commanded(buffer: Buffer, start: number, end: number): void {
    const { slot } = this.#state as SessionState;
    const { tick } = slot.reply;
    this.#latencyMs.push(performance.now() - (this.#sentMs.get(tick) ?? Number.NaN));
    for (const sent of this.#sentMs.keys()) if (sent <= tick) this.#sentMs.delete(sent);
    if (tick < this.tick) this.#lateCount += 1;
    if (this.#command !== null) this.#overtakenCount += 1;
    this.#command = slot.reply;
    addReply(this.#toHarness, slot.reply);
    this.#keepCome(buffer, start, end);
  }

  reported(report: Report, buffer: Buffer, start: number, end: number): void {
    // Before its clock is known it is as old as its way here.
    const measuredMs = this.#clock === null ? performance.now() : report.controllerMonoNs / NS_PER_MS - this.#clock.offsetMs;
    this.#report = { state: report.state, measuredMs };
    this.#keepCome(buffer, start, end);
    this.#tell("report");
  }

  ponged(controllerMonoNs: number): void {
    const nowMs = performance.now();
    const roundTripMs = nowMs - this.#pingMs;
    if (this.#clock === null || roundTripMs < this.#clock.roundTripMs) {
      this.#clock = { roundTripMs, offsetMs: controllerMonoNs / NS_PER_MS - (this.#pingMs + nowMs) / 2 };
    }
    this.#tell("pong");
  }

  acknowledged(): void {
    this.#tell("ack");
  }

  warned(text: string): void {
    this.#warnings.push(text);
  }

  failed(broken: Broken): void {
    this.over(Promise.resolve(this.#link.fault(broken.code, broken.message, this.tick)));
  }

  over(fault: Promise<Fault>): void {
    this.#fault = fault;
    void fault.then(() => this.#finish("fault"));
  }

  #takeReport(): DatedReport | null {
    const report = this.#report;
    this.#report = null;
    return report;
  }

  /** Waits for a word of the controller; the fault where it does not come in time, or something else breaks. */
  async #told(awaited: Told, withinMs: number, what: string): Promise<Fault | null> {
    const told = await this.#wait(awaited, withinMs);
    if (told === awaited) return null;
    if (told === "late") {
      const message = `the controller did not ${what} within ${withinMs} ms`;
      (this.#connection as Connection).fail({ code: "RDV_CONTROLLER_TIMEOUT", message }, this.#index);
    }
    return this.#fault ?? this.#link.fault("RDV_DISCONNECTED", "no controller is connected", this.tick);
  }

  async #wait(awaited: Told, withinMs: number): Promise<Told> {
    if (this.#fault !== null) return "fault";
    this.#awaited = awaited;
    const timer = withinMs > 0 ? setTimeout(() => this.#finish("late"), withinMs) : undefined;
    const told = await new Promise<Told>((resolve) => {
      this.#resolve = resolve;
    });
    clearTimeout(timer);
    return told;
  }

  #tell(told: Told): void {
    if (told === this.#awaited) this.#finish(told);
  }

  #finish(told: Told): void {
    const resolve = this.#resolve;
    this.#resolve = null;
    resolve?.(told);
  }

  #send(frame: Buffer): void {
    this.#connection?.send(frame);
    addSent(this.#toController, frame, HEADER_BYTES);
    if (this.frames !== null) appendFrame(this.frames, "to-controller", Math.max(0, this.tick), frame, HEADER_BYTES, frame.length);
  }

  #keepCome(buffer: Buffer, start: number, end: number): void {
    if (this.frames !== null) appendFrame(this.frames, "to-harness", Math.max(0, this.tick), buffer, start, end);
  }

  #detach(): void {
    this.#connection = null;
    this.#link.leave(this.#index);
    this.#index = 0;
  }

  #reset(s: RunStart): void {
    this.tick = -1;
    this.#every = s.observationEvery;
    this.#fault = null;
    this.#isStopped = false;
    this.#command = null;
    this.#report = null;
    this.#sentMs.clear();
    this.#latencyMs = [];
    this.#lateCount = 0;
    this.#overtakenCount = 0;
    this.#warnings = [];
    this.#toController = newDigest();
    this.#toHarness = newDigest();
    this.#digests = null;
    this.#residentBytes = null;
    this.#clock = null;
  }
}
