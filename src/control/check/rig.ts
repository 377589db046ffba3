import { randomBytes } from "node:crypto";
import type { Socket } from "node:net";
import type { ErrorCode } from "../../core/errors.ts";
import { COMMAND_KINDS } from "../../vehicle/command.ts";
import { Connection, type ConnectionEnd, type ConnectionEvents } from "../connection.ts";
import type { Broken } from "../decode.ts";
import type { Peer } from "../handshake.ts";
import { DEFAULT_TIMES, LOG_BYTES, type Times } from "../limits.ts";
import { Listener } from "../listener.ts";
import { createRing } from "../output-log.ts";
import { ControllerProcess, type Exit, exitText } from "../process.ts";
import { asked, CONNECTION, ended, pinged, sessionOf, started } from "../protocol.ts";
import { frameOf } from "../frame.ts";
import { printable } from "../wire.ts";
import { endFrame, observationFrame, type Scene, startFrame } from "./scenes.ts";

/** How the controller under check is started, and how long it may take. */
export interface CheckOptions {
  /** The words of its command line. */
  readonly words: readonly string[];
  readonly cwd: string;
  /** Wall-clock limit for each answer; the first after a reset may take five times as long. */
  readonly watchdogMs: number;
  readonly connectTimeoutMs: number;
}

/** Offered to each controller: as many as are ever shown at once. */
const SESSIONS = 2;
const FIRST_FACTOR = 5;
const EXIT_WAIT_MS = 500;
const NONCE = 4711;
const STDERR_CHARACTERS = 400;

/** What a controller did wrong. */
export interface Wrong {
  readonly code: ErrorCode;
  readonly text: string;
}

/** What came of one scene: the commands as texts, one an observation, and how long each took; `wrong` where it was cut short. */
export interface Drive {
  readonly commands: readonly string[];
  readonly latencyMs: readonly number[];
  readonly wrong: Wrong | null;
}

type Heard =
  | { readonly kind: "welcomed" | "ready" | "acknowledged" | "late" | "pong" | "stray Pong" }
  | { readonly kind: "commanded"; readonly command: string; readonly atMs: number }
  | { readonly kind: "broke"; readonly wrong: Wrong };

/** What came on one session, or on the connection, and nobody has asked for yet. */
interface Inbox {
  readonly heard: Heard[];
  wake: (() => void) | null;
}

type Change = (frame: Buffer) => Buffer;
const asItIs: Change = (frame) => frame;

/** One process of the controller under check and its connection, driven message by message. `close()` leaves nothing behind. */
export class Rig {
  peer: Peer | null = null;
  readonly #options: CheckOptions;
  readonly #times: Times;
  readonly #listener: Listener;
  readonly #child: ControllerProcess;
  #socket: Socket | null = null;
  #connection: Connection | null = null;
  /** By session. */
  readonly #inboxes: readonly Inbox[] = Array.from({ length: SESSIONS + 1 }, () => ({ heard: [], wake: null }));

  private constructor(options: CheckOptions, listener: Listener, token: string, sockets: { take: (socket: Socket) => void }) {
    this.#options = options;
    this.#times = { ...DEFAULT_TIMES, watchdogMs: options.watchdogMs };
    this.#listener = listener;
    const terms = { token, kinds: COMMAND_KINDS, sessions: SESSIONS, harnessBuild: "redrive", runId: "controller-check" };
    sockets.take = (socket) => {
      if (this.#socket !== null) {
        socket.destroy();
        return;
      }
      this.#socket = socket;
      this.#connection = new Connection(socket, terms, this.#times, this.#events);
    };
    const env = { REDRIVE_CONTROLLER_ADDR: listener.address, REDRIVE_TOKEN: token };
    this.#child = new ControllerProcess(options.words, options.cwd, env, createRing(LOG_BYTES), this.#times.killAfterMs);
    void this.#child.ended.then((exit) => this.#broke(this.#exited(exit)));
  }

  /** Starts the controller and takes it through the handshake; where that fails, says how. */
  static async start(options: CheckOptions): Promise<Rig | Wrong> {
    const sockets = { take: (socket: Socket): void => void socket.destroy() };
    const listener = await Listener.open({ kind: "unix" }, (socket) => sockets.take(socket));
    const rig = new Rig(options, listener, randomBytes(32).toString("hex"), sockets);
    const heard = await rig.#next(CONNECTION, options.connectTimeoutMs);
    if (heard.kind === "welcomed") return rig;
    await rig.close();
    if (heard.kind === "broke") return heard.wrong;
    return { code: "RDV_HANDSHAKE_TIMEOUT", text: `it did not connect within ${options.connectTimeoutMs} ms` };
  }

  /** Resident memory is asked of this process group. */
  get group(): number | null {
    return this.#child.pid;
  }

  /** Shows a scene from start to end. `change` is applied to every frame on its way. */
  drive(scene: Scene, change: Change = asItIs): Promise<Drive> {
    return this.#driveOn(1, scene, change);
  }

  /** Shows two scenes at once, on sessions 1 and 2, each in a lockstep of its own. */
  driveBoth(first: Scene, second: Scene): Promise<readonly [Drive, Drive]> {
    return Promise.all([this.#driveOn(1, first, asItIs), this.#driveOn(2, second, asItIs)]);
  }

  async #driveOn(session: number, scene: Scene, change: Change): Promise<Drive> {
    const commands: string[] = [];
    const latencyMs: number[] = [];
    const connection = this.#connection as Connection;
    const state = sessionOf(connection.protocol, session);
    started(state);
    connection.send(change(startFrame(session, scene, this.peer as Peer, this.#options.watchdogMs)));
    let wrong = wrongIn("ready", await this.#next(session, this.#times.readyTimeoutMs), "no ScenarioReady", this.#times.readyTimeoutMs);
    for (let i = 0; i < scene.answerCount && wrong === null; i++) {
      const tick = i * scene.every;
      asked(state, tick);
      const sentMs = performance.now();
      connection.send(change(observationFrame(session, scene, i)));
      const limitMs = this.#options.watchdogMs * (i === 0 ? FIRST_FACTOR : 1);
      const heard = await this.#next(session, limitMs);
      wrong = wrongIn("commanded", heard, `no command for tick ${tick}`, limitMs);
      if (heard.kind !== "commanded") break;
      commands.push(heard.command);
      latencyMs.push(heard.atMs - sentMs);
    }
    if (wrong === null) {
      ended(state);
      connection.send(endFrame(session, scene));
      const { ackTimeoutMs } = this.#times;
      wrong = wrongIn("acknowledged", await this.#next(session, ackTimeoutMs), "no ScenarioEndAck", ackTimeoutMs);
    }
    return { commands, latencyMs, wrong };
  }

  /** Sends a Ping and waits for its Pong. */
  async ping(): Promise<Wrong | null> {
    const connection = this.#connection as Connection;
    if (connection.protocol.strayCount > 0) return { code: "RDV_UNEXPECTED_MESSAGE", text: "it sent a Pong before any Ping" };
    pinged(connection.protocol, NONCE);
    connection.send(frameOf({ ping: { nonce: NONCE } }));
    const { watchdogMs } = this.#options;
    return wrongIn("pong", await this.#next(CONNECTION, watchdogMs), "no Pong", watchdogMs);
  }

  /** Says Goodbye, or only stops sending, and waits for the process to end by itself; null where it does not. */
  async dismiss(how: "goodbye" | "half-close", withinMs: number): Promise<Exit | null> {
    if (how === "goodbye") this.#connection?.leave("the check is over");
    else this.#socket?.end();
    return this.#child.endedWithin(withinMs);
  }

  async close(): Promise<void> {
    this.#socket?.destroy();
    await this.#child.stop();
    await this.#connection?.closed;
    await this.#listener.close();
  }

  readonly #events: ConnectionEvents = {
    welcomed: (_connection, peer) => {
      this.peer = peer;
      this.#say(CONNECTION, { kind: "welcomed" });
    },
    ready: (session) => this.#say(session, { kind: "ready" }),
    commanded: (session) => {
      const { command, mode } = sessionOf((this.#connection as Connection).protocol, session).slot.reply;
      this.#say(session, { kind: "commanded", command: JSON.stringify({ ...command, mode }), atMs: performance.now() });
    },
    acknowledged: (session) => this.#say(session, { kind: "acknowledged" }),
    warned: () => {
      if ((this.#connection?.protocol.strayCount ?? 0) > 0) this.#say(CONNECTION, { kind: "stray Pong" });
    },
    ponged: () => this.#say(CONNECTION, { kind: "pong" }),
    failed: (session, broken) =>
      session === CONNECTION ? this.#broke(wrongOf(broken)) : this.#say(session, { kind: "broke", wrong: wrongOf(broken) }),
    over: (_connection, end) => void this.#lost(end),
  };

  /** A process that dies closes its connection first; its exit says more. */
  async #lost(end: ConnectionEnd): Promise<void> {
    if (end.kind === "dismissed") return;
    if (end.kind === "broke") return this.#broke(wrongOf(end.broken));
    const exit = await this.#child.endedWithin(EXIT_WAIT_MS);
    if (exit !== null) return this.#broke(this.#exited(exit));
    const text = end.kind === "left" ? `it said Goodbye ("${end.reason}")` : `it ${end.why}`;
    this.#broke({ code: end.kind === "left" ? "RDV_GOODBYE" : "RDV_DISCONNECTED", text });
  }

  #exited(exit: Exit): Wrong {
    if (exit.kind === "not-started") return { code: "RDV_CONTROLLER_START", text: `it could not be started: ${exit.why}` };
    const said = tellingLine(this.#child.stderrTail());
    const last = said === "" ? "" : `; on stderr: ${printable(said, STDERR_CHARACTERS)}`;
    return { code: "RDV_CONTROLLER_EXIT", text: `its process ended with ${exitText(exit)}${last}` };
  }

  /** The connection or the process is gone, or all its sessions failed: whoever waits is told. */
  #broke(wrong: Wrong): void {
    for (let session = 0; session <= SESSIONS; session++) this.#say(session, { kind: "broke", wrong });
  }

  #say(session: number, heard: Heard): void {
    const inbox = this.#inboxes[session] as Inbox;
    inbox.heard.push(heard);
    inbox.wake?.();
  }

  async #next(session: number, limitMs: number): Promise<Heard> {
    const inbox = this.#inboxes[session] as Inbox;
    if (inbox.heard.length === 0) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        inbox.wake = resolve;
        timer = setTimeout(resolve, limitMs);
      });
      clearTimeout(timer);
      inbox.wake = null;
    }
    return inbox.heard.shift() ?? { kind: "late" };
  }
}

/** What is wrong with what was heard, where something else was wanted. */
function wrongIn(wanted: Heard["kind"], heard: Heard, late: string, limitMs: number): Wrong | null {
  if (heard.kind === wanted) return null;
  if (heard.kind === "broke") return heard.wrong;
  if (heard.kind === "late") return { code: "RDV_CONTROLLER_TIMEOUT", text: `${late} within ${limitMs} ms` };
  if (heard.kind === "stray Pong") return { code: "RDV_UNEXPECTED_MESSAGE", text: "its Pong has another nonce than the Ping" };
  return { code: "RDV_UNEXPECTED_MESSAGE", text: `${heard.kind} came out of turn` };
}

const TELLS = /^\S.*(error|exception|panic|abort|fault)/i;

/** The last line that names an error, which languages follow by a stack; where none does, the last line. */
function tellingLine(stderr: string): string {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  return lines.findLast((line) => TELLS.test(line)) ?? lines.at(-1) ?? "";
}

function wrongOf(broken: Broken): Wrong {
  return { code: broken.code, text: broken.message };
}
