import { randomBytes } from "node:crypto";
import type { Socket } from "node:net";
import { basename } from "node:path";
import type { ErrorCode } from "../core/errors.ts";
import type { Fault } from "../sim/port.ts";
import { COMMAND_KINDS, type CommandKind } from "../vehicle/command.ts";
import { Connection, type ConnectionEnd } from "./connection.ts";
import type { Broken, Report } from "./decode.ts";
import { Gate } from "./gate.ts";
import type { Peer, Terms } from "./handshake.ts";
import { DEFAULT_TIMES, LOG_BYTES, MAX_SESSIONS, PENDING_CONNECTIONS, type Times, untimed } from "./limits.ts";
import { type Listen, Listener } from "./listener.ts";
import { createRing, droppedBytes, type Ring, saveRing } from "./output-log.ts";
import { ControllerProcess, type Exit, exitText } from "./process.ts";
import { CONNECTION } from "./protocol.ts";
import { residentBytes } from "./resident.ts";
import { shellSplit } from "./shell-split.ts";
import { printable } from "./wire.ts";

/** How a controller in another process is reached. Times left out keep the protocol's defaults. */
export interface SocketOptions extends Partial<Times> {
  /** What to start, quoted as for a POSIX shell; null where the user starts the controller. */
  readonly command: string | null;
  /** The folder in which it starts. */
  readonly cwd: string;
  readonly listen: Listen;
  /** Left out: a fresh random one. null: no token is asked for. */
  readonly token?: string | null;
  /** No wall clock ends a run; meant for a controller under a debugger. */
  readonly debug: boolean;
  /** Where the controller's outputs are kept; null: nowhere. */
  readonly logFile: string | null;
  /** Fresh starts in a row without a finished run before giving up. Default 3. */
  readonly maxRestarts?: number;
  /** Runs after which the process that `command` started makes room for a fresh one. Left out: it stays. */
  readonly restartEvery?: number;
  /** The controller learns neither scenario ids nor parameters. */
  readonly blind?: boolean;
  /** Kinds of command on offer; all that this version knows by default. */
  readonly kinds?: readonly CommandKind[];
  /** Scenarios at once over the connection, where the controller offers as many: 1 to MAX_SESSIONS. Default 1. */
  readonly sessions?: number;
  /** How virtual time moves. Default lockstep; in real time one session runs, and `openPaced` is to be used. */
  readonly pacing?: "lockstep" | "realtime";
  /** Told to the controller. */
  readonly harnessBuild: string;
  readonly runId: string;
  /** Called when a controller is awaited that the user starts; `token` is empty where none is asked for. */
  readonly onWaiting?: (address: string, token: string) => void;
  readonly onWarning?: (text: string) => void;
  /** Called when something that outlives this thread begins to be held, and when it is no more. */
  readonly onHeld?: (held: Held, isHeld: boolean) => void;
}

/** What stays where this thread ends without a word: a controller's process with its group, the folder of a socket. */
export type Held = { readonly kind: "process"; readonly pid: number } | { readonly kind: "folder"; readonly path: string };

/** A run that uses a session of the connection: events of its session reach it from `enter` to `leave`. */
export interface LinkUser {
  /** Tick of the last observation; -1 before the first. */
  readonly tick: number;
  ready(): void;
  /** The command is in the session's slot; its envelope is borrowed. */
  commanded(buffer: Buffer, start: number, end: number): void;
  /** Real time only: where the real car is, and the controller's clock in answer to a Ping. */
  reported?(report: Report, buffer: Buffer, start: number, end: number): void;
  ponged?(controllerMonoNs: number): void;
  acknowledged(metrics: ReadonlyMap<string, number>): void;
  warned(text: string): void;
  /** The run cannot go on, the connection can. */
  failed(broken: Broken): void;
  /** The connection is gone; why takes a moment to find out where the process died. */
  over(fault: Promise<Fault>): void;
}

const DEFAULT_RESTARTS = 3;
// A process that dies closes its socket first; so long is waited for the exit code that explains it.
const EXIT_WAIT_MS = 500;
const SAVE_EVERY_MS = 1_000;

/** Faults of a Hello that are found only where its token was right. */
const AFTER_TOKEN: ReadonlySet<string> = new Set(["RDV_UNSUPPORTED_VERSION", "RDV_NO_COMMON_COMMAND_KIND", "RDV_SCENARIO_UNSUPPORTED"]);

interface Waiter {
  readonly resolve: (outcome: Connection | Fault) => void;
  readonly timers: NodeJS.Timeout[];
  /** The last handshake that failed, while another may still come; of those in which something was said, where there was one. */
  refused: Fault | null;
  hasSpoken: boolean;
}

/**
 * Keeps one controller reachable: listens, starts its process, takes its one connection through the handshake,
 * starts afresh after a fault, and gives up after too many in a row. Leaves nothing behind after `close()`.
 */
export class Link {
  readonly times: Times;
  readonly token: string | null;
  peer: Peer | null = null;
  readonly #gate: Gate<LinkUser>;
  /** The runs in flight by session. */
  readonly #users: ReadonlyMap<number, LinkUser>;
  readonly #options: SocketOptions;
  readonly #words: readonly string[] | null;
  readonly #log: Ring = createRing(LOG_BYTES);
  readonly #open = new Set<Connection>();
  #connecting: Promise<Connection | Fault> | null = null;
  #listener: Listener | null = null;
  #process: ControllerProcess | null = null;
  #connection: Connection | null = null;
  #waiter: Waiter | null = null;
  #settling: Promise<void> = Promise.resolve();
  #exitTimer: NodeJS.Timeout | null = null;
  /** A fault that came between two runs and belongs to the next one. */
  #pending: Broken | null = null;
  #lastFault: Fault | null = null;
  #restarts = 0;
  /** The next start is not a restart: the first of all, or after a controller that drives one scenario a process. */
  #planned = true;
  #closed = false;
  #savedBytes = 0;
  #savedAtMs = 0;

  /** Throws RDV_USAGE where the command line cannot be split. */
  constructor(options: SocketOptions) {
    this.#options = options;
    const sessions = (): number => this.peer?.sessions ?? 1;
    this.#gate = new Gate(sessions, options.restartEvery ?? Number.POSITIVE_INFINITY, () => this.#makeRoom());
    this.#users = this.#gate.users;
    this.#words = options.command === null ? null : shellSplit(options.command);
    const times = { ...DEFAULT_TIMES, ...definedTimes(options) };
    this.times = options.debug ? untimed(times) : times;
    this.token = options.token === undefined ? randomBytes(32).toString("hex") : options.token;
    if (this.token === null && options.listen.kind === "tcp" && options.listen.host !== undefined) {
      throw new Error("beyond loopback a token is asked for, always");
    }
  }

  get blind(): boolean {
    return this.#options.blind ?? false;
  }

  /** Resident memory of the controller that this started, with what that started, bytes; null where there is none or nobody tells. */
  residentBytes(): number | null {
    const pid = this.#process?.pid ?? null;
    return pid === null ? null : residentBytes(pid);
  }

  /** What to call the controller before it has said its name. */
  get commandName(): string {
    return this.#words === null ? "controller" : basename(this.#words[0] as string);
  }

  /** Waits for a session and takes it; gives its number. Runs enter in the order in which they ask. */
  enter(user: LinkUser, alone: boolean): Promise<number> {
    return this.#gate.enter(user, alone);
  }

  /** Gives a session back. */
  leave(session: number): void {
    this.#gate.leave(session);
  }

  /** Runs in flight. */
  get inFlight(): number {
    return this.#users.size;
  }

  /** Dismisses a process that has had its number of runs; the next run starts another. */
  #makeRoom(): void {
    if (this.#connection === null) return;
    this.#planned = true;
    this.#connection.leave("a fresh process takes over");
  }

  /** The connection in use, or a new one: the same for all that ask meanwhile. Resolves with a fault where there is none to be had. */
  connect(): Promise<Connection | Fault> {
    this.#connecting ??= this.#connect().finally(() => {
      this.#connecting = null;
    });
    return this.#connecting;
  }

  async #connect(): Promise<Connection | Fault> {
    await this.#settling;
    if (this.#closed) return closedFault();
    if (this.#pending !== null) {
      const broken = this.#pending;
      this.#pending = null;
      return this.fault(broken.code, broken.message, -1);
    }
    if (this.#connection !== null) return this.#connection;
    if (!this.#planned && !this.#options.debug) {
      const limit = this.#options.maxRestarts ?? DEFAULT_RESTARTS;
      if (this.#restarts >= limit) return this.#gaveUp(limit);
      this.#restarts++;
    }
    this.#planned = false;
    this.#listener ??= await this.#listen();
    if (!this.#closed) return this.#awaitController(this.#listener);
    await this.#unlisten();
    return closedFault();
  }

  async #listen(): Promise<Listener> {
    const listener = await Listener.open(this.#options.listen, (socket) => this.#onSocket(socket));
    if (listener.folder !== null) this.#options.onHeld?.({ kind: "folder", path: listener.folder }, true);
    return listener;
  }

  async #unlisten(): Promise<void> {
    const listener = this.#listener;
    this.#listener = null;
    await listener?.close();
    if (listener !== null && listener.folder !== null) this.#options.onHeld?.({ kind: "folder", path: listener.folder }, false);
  }

  /** A run ended without a fault: the controller works. */
  succeeded(): void {
    this.#restarts = 0;
  }

  /** Between two runs: waits for a broken controller to be gone, dismisses one that cannot reset, keeps the log. */
  async afterRun(): Promise<void> {
    if (this.#connection !== null && this.peer?.canReset === false) {
      this.#planned = true;
      this.#connection.leave("this controller drives one scenario a process");
    }
    await this.#settling;
    if (performance.now() - this.#savedAtMs > SAVE_EVERY_MS) this.#save();
  }

  /** Goodbye, then the end of everything: connections, process group, socket, timers. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#settle(closedFault());
    for (const connection of this.#open) connection.leave("the run is over");
    this.#dismissProcess(true);
    await this.#settling;
    await Promise.all([...this.#open].map((connection) => connection.closed));
    await this.#unlisten();
    this.#save();
  }

  /** A fault, its message completed by what is known of the process: how it ended, its log, its last words. */
  fault(code: ErrorCode, message: string, tick: number, child: ControllerProcess | null = this.#process): Fault {
    const parts = [message];
    if (this.#words !== null && this.#options.logFile !== null) parts.push(`its output is in ${basename(this.#options.logFile)}`);
    const tail = child?.stderrTail() ?? "";
    const text = parts.join("; ");
    const lastWords = tail
      .split("\n")
      .map((line) => printable(line, tail.length))
      .join("\n");
    this.#lastFault = { code, message: tail === "" ? text : `${text}; its last lines on stderr:\n${lastWords}`, tick };
    return this.#lastFault;
  }

  warn(text: string): void {
    this.#options.onWarning?.(text);
  }

  #gaveUp(limit: number): Fault {
    const last = this.#lastFault;
    const message = `gave up after ${limit} fresh starts without a finished run; the last fault was: ${last?.message ?? "none"}`;
    return { code: last?.code ?? "RDV_CONTROLLER_START", message, tick: -1 };
  }

  /** Why a connection ended, as the fault of the run that it interrupted. */
  async #explain(end: ConnectionEnd, tick: number): Promise<Fault> {
    const child = this.#process;
    switch (end.kind) {
      case "broke":
        return this.fault(end.broken.code, end.broken.message, tick, child);
      case "left": {
        const reason = end.reason === "" ? "without a reason" : `saying "${end.reason}"`;
        return this.fault("RDV_GOODBYE", `the controller left during the run, ${reason}`, tick, child);
      }
      case "dismissed":
        return this.fault("RDV_DISCONNECTED", "redrive closed the connection", tick, child);
      case "lost": {
        const exit = (await child?.endedWithin(EXIT_WAIT_MS)) ?? null;
        if (exit !== null) {
          return this.fault("RDV_CONTROLLER_EXIT", `the controller's process ended during the run (${exitText(exit)})`, tick, child);
        }
        const where = end.midFrame ? " in the middle of a frame" : "";
        return this.fault("RDV_DISCONNECTED", `the controller ${end.why}${where}`, tick, child);
      }
    }
  }

  #awaitController(listener: Listener): Promise<Connection | Fault> {
    return new Promise((resolve) => {
      const waiter: Waiter = { resolve, timers: [], refused: null, hasSpoken: false };
      this.#waiter = waiter;
      if (this.times.connectTimeoutMs > 0) {
        const late = (): void => this.#settle(waiter.refused ?? this.#connectTimeout());
        waiter.timers.push(setTimeout(late, this.times.connectTimeoutMs));
      }
      if (this.#words === null) this.#options.onWaiting?.(listener.address, this.token ?? "");
      else this.#spawn(this.#words, listener.address);
    });
  }

  #spawn(words: readonly string[], address: string): void {
    const env = { REDRIVE_CONTROLLER_ADDR: address, REDRIVE_TOKEN: this.token ?? "" };
    const child = new ControllerProcess(words, this.#options.cwd, env, this.#log, this.times.killAfterMs);
    this.#process = child;
    this.#gate.renewed();
    const { pid } = child;
    if (pid !== null) this.#options.onHeld?.({ kind: "process", pid }, true);
    void child.ended.then((exit) => {
      if (pid !== null) this.#options.onHeld?.({ kind: "process", pid }, false);
      this.#onExit(child, exit);
    });
  }

  #onExit(child: ControllerProcess, exit: Exit): void {
    this.#save();
    if (this.#process !== child) return;
    if (this.#waiter !== null) {
      const program = this.#words?.[0] ?? "";
      const fault =
        exit.kind === "not-started"
          ? this.fault("RDV_CONTROLLER_START", `could not start ${program} (${exit.why})`, -1)
          : this.fault("RDV_CONTROLLER_EXIT", `the controller's process ended before its handshake was complete (${exitText(exit)})`, -1);
      this.#settle(this.#waiter.refused ?? fault);
      return;
    }
    // Its connection ends by itself, unless a process that left the group holds it.
    const connection = this.#connection;
    if (connection !== null) this.#exitTimer = setTimeout(() => connection.abandon("ended"), EXIT_WAIT_MS);
  }

  #onSocket(socket: Socket): void {
    if (this.#closed || this.#connection !== null) {
      // Nobody to tell: an error on a socket that is not wanted has no consequence.
      socket.on("error", () => socket.destroy());
      socket.destroy();
      return;
    }
    // The oldest has had the longest time to speak: whoever only occupies a place does not keep others out.
    const [oldest] = this.#open;
    if (oldest !== undefined && this.#open.size >= PENDING_CONNECTIONS) {
      this.#open.delete(oldest);
      oldest.abandon("made room for another");
    }
    const connection = new Connection(socket, this.#terms(), this.times, {
      welcomed: (c, peer) => this.#onWelcomed(c, peer),
      ready: (session) => this.#users.get(session)?.ready(),
      commanded: (session, buffer, start, end) => this.#users.get(session)?.commanded(buffer, start, end),
      reported: (session, report, buffer, start, end) => this.#users.get(session)?.reported?.(report, buffer, start, end),
      ponged: (_nonce, controllerMonoNs) => this.#users.get(1)?.ponged?.(controllerMonoNs),
      acknowledged: (session, metrics) => this.#users.get(session)?.acknowledged(metrics),
      warned: (text) => this.#onWarned(text),
      failed: (session, broken) => this.#onFailed(session, broken),
      over: (c, end) => this.#onOver(c, end),
    });
    this.#open.add(connection);
    void connection.closed.then(() => this.#open.delete(connection));
  }

  #terms(): Terms {
    const { kinds = COMMAND_KINDS, sessions = 1, pacing = "lockstep", harnessBuild, runId } = this.#options;
    return { token: this.token, kinds, sessions: Math.min(sessions, MAX_SESSIONS), pacing, harnessBuild, runId };
  }

  #onWelcomed(connection: Connection, peer: Peer): void {
    if (this.#connection !== null) {
      connection.fail({ code: "RDV_UNEXPECTED_MESSAGE", message: "another controller is connected already" }, CONNECTION);
      return;
    }
    this.#connection = connection;
    this.peer = peer;
    this.#settle(connection);
    this.#gate.admit();
  }

  #onWarned(text: string): void {
    for (const user of this.#users.values()) user.warned(text);
    if (this.#users.size === 0) this.warn(text);
  }

  /** A fault that names no session ends every run in flight. */
  #onFailed(session: number, broken: Broken): void {
    const user = this.#users.get(session);
    if (user !== undefined) user.failed(broken);
    else if (this.#users.size > 0) for (const each of this.#users.values()) each.failed(broken);
    else this.#pending = broken;
  }

  #onOver(connection: Connection, end: ConnectionEnd): void {
    if (connection !== this.#connection) {
      this.#onRefused(connection, end);
      return;
    }
    this.#connection = null;
    if (this.#exitTimer !== null) clearTimeout(this.#exitTimer);
    this.#exitTimer = null;
    const fault = this.#explain(end, -1);
    if (this.#users.size > 0) for (const user of this.#users.values()) user.over(fault.then((f) => ({ ...f, tick: user.tick })));
    else if (end.kind === "broke") this.#pending = end.broken;
    else if (end.kind !== "dismissed") this.warn("the controller left between two runs");
    // A process that is dying by itself is let die: its exit code says more than our signal.
    this.#settling = this.#settling.then(async () => void (await fault));
    this.#dismissProcess(end.kind === "dismissed" || end.kind === "left");
  }

  /**
   * A connection that did not pass the handshake. In the folder of a Unix socket there are no strangers, so it decides at once, and so
   * does one that knew the token. Over TCP others may knock: on loopback one that spoke leaves the controller some more time to come,
   * beyond it, and where nothing was said, all the time there is.
   */
  #onRefused(connection: Connection, end: ConnectionEnd): void {
    const waiter = this.#waiter;
    if (end.kind === "dismissed") return;
    const { listen, debug } = this.#options;
    const hasSpoken = connection.protocol.magicSeen > 0;
    void this.#explain(end, -1).then((fault) => {
      if (debug) this.warn(`a controller was refused: ${fault.message}`);
      if (waiter === null || waiter !== this.#waiter || debug) return;
      if (listen.kind === "unix" || (this.token !== null && AFTER_TOKEN.has(fault.code))) return this.#settle(fault);
      const isFirst = !waiter.hasSpoken;
      waiter.hasSpoken ||= hasSpoken;
      if (hasSpoken || waiter.refused === null) waiter.refused = fault;
      if (!hasSpoken || !isFirst || listen.host !== undefined) return;
      waiter.timers.push(setTimeout(() => this.#settle(waiter.refused ?? fault), this.times.handshakeTimeoutMs));
    });
  }

  #connectTimeout(): Fault {
    const message = `the controller did not connect to REDRIVE_CONTROLLER_ADDR within ${this.times.connectTimeoutMs} ms`;
    return this.fault("RDV_HANDSHAKE_TIMEOUT", message, -1);
  }

  #settle(outcome: Connection | Fault): void {
    const waiter = this.#waiter;
    if (waiter === null) return;
    this.#waiter = null;
    for (const timer of waiter.timers) clearTimeout(timer);
    if (!(outcome instanceof Connection)) this.#dismissProcess(false);
    waiter.resolve(outcome);
  }

  /** Ends the process, if there is one: in peace after a Goodbye, else at once. What follows waits for it. */
  #dismissProcess(inPeace: boolean): void {
    const child = this.#process;
    if (child === null) return;
    this.#settling = this.#settling.then(async () => {
      if (inPeace) await child.endedWithin(this.times.killAfterMs);
      await child.stop();
      if (this.#process === child) this.#process = null;
    });
  }

  #save(): void {
    const { logFile } = this.#options;
    if (logFile === null || this.#words === null || (this.#savedAtMs > 0 && this.#log.written === this.#savedBytes)) return;
    this.#savedBytes = this.#log.written;
    this.#savedAtMs = performance.now();
    try {
      saveRing(this.#log, logFile);
    } catch (error) {
      this.warn(`the controller's log could not be written: ${(error as Error).message}`);
    }
  }

  /** Bytes of the controller's output that are not kept. */
  get droppedLogBytes(): number {
    return droppedBytes(this.#log);
  }
}

function closedFault(): Fault {
  return { code: "RDV_DISCONNECTED", message: "redrive has closed the connection", tick: -1 };
}

/** The times that are given: an option that is present but undefined counts as left out. */
function definedTimes(options: Partial<Times>): Partial<Times> {
  const keys = Object.keys(DEFAULT_TIMES) as (keyof Times)[];
  return Object.fromEntries(keys.filter((key) => options[key] !== undefined).map((key) => [key, options[key]]));
}
