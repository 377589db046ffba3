import type { Socket } from "node:net";
import type { Broken } from "./decode.ts";
import { encodeFault } from "./encode.ts";
import { frameOf, isMidFrame } from "./frame.ts";
import type { Peer, Terms } from "./handshake.ts";
import type { Times } from "./limits.ts";
import { createProtocol, type Protocol, receive, SESSION } from "./protocol.ts";

/** How a connection came to its end: over a fault, by the controller's Goodbye, by ours, or `lost`: closed or broken by the other side. */
export type ConnectionEnd =
  | { readonly kind: "broke"; readonly broken: Broken }
  | { readonly kind: "left"; readonly reason: string }
  | { readonly kind: "dismissed" }
  | { readonly kind: "lost"; readonly midFrame: boolean; readonly why: string };

/** What a connection tells its owner. After `over` nothing more comes. */
export interface ConnectionEvents {
  welcomed(connection: Connection, peer: Peer): void;
  ready(): void;
  commanded(): void;
  acknowledged(metrics: ReadonlyMap<string, number>): void;
  warned(text: string): void;
  /** The run cannot go on, the connection can. */
  failed(broken: Broken): void;
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

  /** Queues one frame. At most one Observation is outstanding, so a controller that never reads costs one frame of memory. */
  send(frame: Buffer): void {
    if (!this.#over) this.#socket.write(frame);
  }

  /** Bytes that the controller has not read yet, beyond what the system buffers. */
  get unreadBytes(): number {
    return this.#socket.writableLength;
  }

  /** Ends the connection with a fatal Fault. */
  fail(broken: Broken): void {
    this.#finish({ kind: "broke", broken }, encodeFault(SESSION, broken, this.protocol.tick, true));
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
    ready: (): void => this.#events.ready(),
    commanded: (): void => this.#events.commanded(),
    acknowledged: (metrics: ReadonlyMap<string, number>): void => this.#events.acknowledged(metrics),
    warned: (text: string): void => this.#events.warned(text),
    left: (reason: string): void => this.#finish({ kind: "left", reason }, null),
    broke: (broken: Broken, fatal: boolean): void => {
      if (fatal) this.#break(broken);
      else {
        this.send(encodeFault(SESSION, broken, this.protocol.tick, false));
        this.#events.failed(broken);
      }
    },
  };

  readonly #handshakeOver = (): void => {
    const what = this.protocol.phase === "magic" ? "REDRIVE1" : "its Hello";
    this.#break({
      code: "RDV_HANDSHAKE_TIMEOUT",
      message: `the controller did not send ${what} within ${this.#times.handshakeTimeoutMs} ms`,
    });
  };

  readonly #frameOver = (): void => {
    this.#break({
      code: "RDV_BAD_FRAME",
      message: `a frame did not arrive whole within ${this.#times.frameTimeoutMs} ms of its first byte`,
    });
  };

  /** Whoever has not sent the magic gets no reply bytes: it may not speak this protocol at all. */
  #break(broken: Broken): void {
    const stranger = broken.code === "RDV_BAD_MAGIC" || this.protocol.phase === "magic";
    const session = this.protocol.peer === null ? 0 : SESSION;
    this.#finish({ kind: "broke", broken }, stranger ? null : encodeFault(session, broken, this.protocol.tick, true));
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
