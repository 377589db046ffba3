import type { Socket } from "node:net";
import type { Broken, Report } from "./decode.ts";
import { encodeFault } from "./encode.ts";
import { frameOf, isMidFrame, setBatchMore } from "./frame.ts";
import type { Peer, Terms } from "./handshake.ts";
import type { Times } from "./limits.ts";
import { CONNECTION, createProtocol, type Protocol, receive } from "./protocol.ts";

/**
 * How a connection came to its end: over a fault of the session named (or CONNECTION), by the controller's Goodbye, by ours, or `lost`:
 * closed or broken by the other side.
 */
export type ConnectionEnd =
  | { readonly kind: "broke"; readonly broken: Broken; readonly session: number }
  | { readonly kind: "left"; readonly reason: string }
  | { readonly kind: "dismissed" }
  | { readonly kind: "lost"; readonly midFrame: boolean; readonly why: string };

/** What a connection tells its owner. After `over` nothing more comes. */
export interface ConnectionEvents {
  welcomed(connection: Connection, peer: Peer): void;
  ready(session: number): void;
  /** The command is in the session's slot; its envelope is borrowed. */
  commanded(session: number, buffer: Buffer, start: number, end: number): void;
  /** Real time only, as in ProtocolEvents. */
  reported?(session: number, report: Report, buffer: Buffer, start: number, end: number): void;
  ponged?(pingId: number, controllerMonoNs: number): void;
  acknowledged(session: number, metrics: ReadonlyMap<string, number>): void;
  warned(text: string): void;
  /** The run of this session, or each run for CONNECTION, cannot go on; the connection can. */
  failed(session: number, broken: Broken): void;
  over(connection: Connection, end: ConnectionEnd): void;
}

// How long the last frame may take to leave; the other side's bytes are read and dropped meanwhile, so that closing does not reset.
const LINGER_MS = 500;

/** One socket speaking the protocol, with its wall-clock limits for the handshake and for single frames. */
export class Connection {
  readonly protocol: Protocol;
  readonly closed: Promise<void>;
  readonly #socket: Socket;
  readonly #events: ConnectionEvents;
  readonly #times: Times;
  #batch: Buffer[] = [];
  #handshakeTimer: NodeJS.Timeout | null = null;
  #frameTimer: NodeJS.Timeout | null = null;
  #linger: NodeJS.Timeout | null = null;
  #over = false;

  constructor(socket: Socket, terms: Terms, times: Times, events: ConnectionEvents) {
    this.protocol = createProtocol(terms);
    this.#socket = socket;
    this.#events = events;
    this.#times = times;
    this.closed = new Promise((resolve) => {
      socket.once("close", () => {
        if (this.#linger !== null) clearTimeout(this.#linger);
        resolve();
      });
    });
    socket.on("data", (chunk: Buffer) => this.#onData(chunk));
    socket.once("end", () => this.#lost("closed its connection"));
    socket.on("error", (error) => this.#lost(`lost its connection (${error.message})`));
    socket.once("close", () => this.#lost("closed its connection"));
    if (times.handshakeTimeoutMs > 0) this.#handshakeTimer = setTimeout(this.#handshakeOver, times.handshakeTimeoutMs);
  }

  /** Queues one frame. At most one Observation a session is outstanding, so a controller that never reads costs so many frames of memory. */
  send(frame: Buffer): void {
    if (!this.#over) this.#socket.write(frame);
  }

  /**
   * Queues an Observation of one of several sessions. Those that become due in one turn leave together, each told how many come behind it:
   * one write for all of them, and a controller that computes in batches knows how many to wait for.
   */
  sendBatched(frame: Buffer): void {
    if (this.#batch.push(frame) === 1) process.nextTick(this.#flush);
  }

  readonly #flush = (): void => {
    const batch = this.#batch;
    this.#batch = [];
    for (const [i, frame] of batch.entries()) setBatchMore(frame, batch.length - 1 - i);
    if (!this.#over) this.#socket.write(batch.length === 1 ? (batch[0] as Buffer) : Buffer.concat(batch));
  };

  /** Bytes that the controller has not read yet, beyond what the system buffers. */
  get unreadBytes(): number {
    return this.#socket.writableLength;
  }

  /** Ends the connection with a fatal Fault of one session, or of CONNECTION. */
  fail(broken: Broken, session: number): void {
    this.#finish({ kind: "broke", broken, session }, this.#faultFrame(broken, session, true));
  }

  /** Leaves in good order: Goodbye, then half close. */
  leave(reason: string): void {
    this.#finish({ kind: "dismissed" }, this.protocol.peer === null ? null : frameOf({ goodbye: { reason } }));
  }

  /** Gives up a connection whose controller is gone. */
  abandon(why: string): void {
    this.#lost(why);
    this.#socket.destroy();
  }

  #onData(chunk: Buffer): void {
    if (this.#over) return;
    receive(this.protocol, chunk, this.#protocolEvents);
    if (this.#over) return;
    if (!isMidFrame(this.protocol.frames)) this.#clearFrameTimer();
    else if (this.#frameTimer === null && this.#times.frameTimeoutMs > 0) {
      this.#frameTimer = setTimeout(this.#frameOver, this.#times.frameTimeoutMs);
    }
  }

  readonly #protocolEvents = {
    send: (frame: Buffer): void => this.send(frame),
    welcomed: (peer: Peer): void => {
      this.#clearHandshakeTimer();
      this.#events.welcomed(this, peer);
    },
    ready: (session: number): void => this.#events.ready(session),
    commanded: (session: number, buffer: Buffer, start: number, end: number): void => this.#events.commanded(session, buffer, start, end),
    reported: (session: number, report: Report, buffer: Buffer, start: number, end: number): void =>
      this.#events.reported?.(session, report, buffer, start, end),
    ponged: (nonce: number, controllerMonoNs: number): void => this.#events.ponged?.(nonce, controllerMonoNs),
    acknowledged: (session: number, metrics: ReadonlyMap<string, number>): void => this.#events.acknowledged(session, metrics),
    warned: (text: string): void => this.#events.warned(text),
    left: (reason: string): void => this.#finish({ kind: "left", reason }, null),
    broke: (broken: Broken, session: number, fatal: boolean): void => {
      if (fatal) this.#break(broken, session);
      else {
        this.send(this.#faultFrame(broken, session, false));
        this.#events.failed(session, broken);
      }
    },
  };

  readonly #handshakeOver = (): void => {
    const what = this.protocol.phase === "magic" ? "REDRIVE1" : "its Hello";
    const message = `the controller did not send ${what} within ${this.#times.handshakeTimeoutMs} ms`;
    this.#break({ code: "RDV_HANDSHAKE_TIMEOUT", message }, CONNECTION);
  };

  readonly #frameOver = (): void => {
    const message = `a frame did not arrive whole within ${this.#times.frameTimeoutMs} ms of its first byte`;
    this.#break({ code: "RDV_BAD_FRAME", message }, CONNECTION);
  };

  /** Whoever has not sent the magic gets no reply bytes: it may not speak this protocol at all. */
  #break(broken: Broken, session: number): void {
    const stranger = broken.code === "RDV_BAD_MAGIC" || this.protocol.phase === "magic";
    this.#finish({ kind: "broke", broken, session }, stranger ? null : this.#faultFrame(broken, session, true));
  }

  #faultFrame(broken: Broken, session: number, fatal: boolean): Buffer {
    return encodeFault(session, broken, this.protocol.sessions[session - 1]?.tick ?? -1, fatal);
  }

  #lost(why: string): void {
    this.#finish({ kind: "lost", midFrame: isMidFrame(this.protocol.frames), why }, null);
  }

  #finish(end: ConnectionEnd, last: Buffer | null): void {
    if (this.#over) return;
    this.#over = true;
    this.protocol.phase = "closed";
    this.#clearHandshakeTimer();
    this.#clearFrameTimer();
    if (last === null) this.#socket.end();
    else this.#socket.end(last);
    if (!this.#socket.destroyed) this.#linger = setTimeout(() => this.#socket.destroy(), LINGER_MS);
    this.#events.over(this, end);
  }

  #clearHandshakeTimer(): void {
    if (this.#handshakeTimer !== null) clearTimeout(this.#handshakeTimer);
    this.#handshakeTimer = null;
  }

  #clearFrameTimer(): void {
    if (this.#frameTimer !== null) clearTimeout(this.#frameTimer);
    this.#frameTimer = null;
  }
}
