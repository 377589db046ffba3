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
import { asked, ended, sessionOf, started } from "../protocol.ts";
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

const FIRST_FACTOR = 5;
const EXIT_WAIT_MS = 500;
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
  | { readonly kind: "welcomed" | "ready" | "commanded" | "acknowledged" | "late" | "pong" }
  | { readonly kind: "broke"; readonly wrong: Wrong };

/** One process of the controller under check and its connection, driven message by message. `close()` leaves nothing behind. */
export class Rig {
  peer: Peer | null = null;
  readonly #options: CheckOptions;
  readonly #times: Times;
  readonly #listener: Listener;
  readonly #child: ControllerProcess;
  #socket: Socket | null = null;
  #connection: Connection | null = null;
  readonly #heard: Heard[] = [];
  #wake: (() => void) | null = null;
  #atMs = 0;
  #last = "";

  private constructor(options: CheckOptions, listener: Listener, token: string, sockets: { take: (socket: Socket) => void }) {
    this.#options = options;
    this.#times = { ...DEFAULT_TIMES, watchdogMs: options.watchdogMs };
    this.#listener = listener;
    const terms = { token, kinds: COMMAND_KINDS, sessions: 1, harnessBuild: "redrive", runId: "controller-check" };
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
    void this.#child.ended.then((exit) => this.#say({ kind: "broke", wrong: this.#exited(exit) }));
  }

  /** Starts the controller and takes it through the handshake; where that fails, says how. */
  static async start(options: CheckOptions): Promise<Rig | Wrong> {
    const sockets = { take: (socket: Socket): void => void socket.destroy() };
    const listener = await Listener.open({ kind: "unix" }, (socket) => sockets.take(socket));
    const rig = new Rig(options, listener, randomBytes(32).toString("hex"), sockets);
    const heard = await rig.#next(options.connectTimeoutMs);
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
  async drive(scene: Scene, change: (frame: Buffer) => Buffer = (frame) => frame): Promise<Drive> {
    const commands: string[] = [];
    const latencyMs: number[] = [];
    const connection = this.#connection as Connection;
    started(sessionOf(connection.protocol, 1));
    connection.send(change(startFrame(scene, this.peer as Peer, this.#options.watchdogMs)));
    let wrong = await this.#await("ready", this.#times.readyTimeoutMs, "no ScenarioReady");
    for (let i = 0; i < scene.answerCount && wrong === null; i++) {
      const tick = i * scene.every;
      asked(sessionOf(connection.protocol, 1), tick);
      const sentMs = performance.now();
      connection.send(change(observationFrame(scene, i)));
      const limitMs = this.#options.watchdogMs * (i === 0 ? FIRST_FACTOR : 1);
      wrong = await this.#await("commanded", limitMs, `no command for tick ${tick}`);
      if (wrong !== null) break;
      commands.push(this.#last);
      latencyMs.push(this.#atMs - sentMs);
    }
    if (wrong === null) {
      ended(sessionOf(connection.protocol, 1));
      connection.send(endFrame(scene));
      wrong = await this.#await("acknowledged", this.#times.ackTimeoutMs, "no ScenarioEndAck");
    }
    return { commands, latencyMs, wrong };
  }

  /** Sends a Ping and waits for its Pong. */
  async ping(): Promise<Wrong | null> {
    const connection = this.#connection as Connection;
    if (connection.protocol.strayCount > 0) return { code: "RDV_UNEXPECTED_MESSAGE", text: "it sent a Pong before any Ping" };
    connection.send(frameOf({ ping: { nonce: 4711 } }));
    return this.#await("pong", this.#options.watchdogMs, "no Pong");
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
      this.#say({ kind: "welcomed" });
    },
    ready: () => this.#say({ kind: "ready" }),
    commanded: () => {
      this.#atMs = performance.now();
      const { command, mode } = sessionOf((this.#connection as Connection).protocol, 1).slot.reply;
      this.#last = JSON.stringify({ ...command, mode });
      this.#say({ kind: "commanded" });
    },
    acknowledged: () => this.#say({ kind: "acknowledged" }),
    warned: () => {
      if ((this.#connection?.protocol.strayCount ?? 0) > 0) this.#say({ kind: "pong" });
    },
    failed: (_session, broken) => this.#say({ kind: "broke", wrong: wrongOf(broken) }),
    over: (_connection, end) => void this.#lost(end),
  };

  /** A process that dies closes its connection first; its exit says more. */
  async #lost(end: ConnectionEnd): Promise<void> {
    if (end.kind === "dismissed") return;
    if (end.kind === "broke") return this.#say({ kind: "broke", wrong: wrongOf(end.broken) });
    const exit = await this.#child.endedWithin(EXIT_WAIT_MS);
    if (exit !== null) return this.#say({ kind: "broke", wrong: this.#exited(exit) });
    const text = end.kind === "left" ? `it said Goodbye ("${end.reason}")` : `it ${end.why}`;
    this.#say({ kind: "broke", wrong: { code: end.kind === "left" ? "RDV_GOODBYE" : "RDV_DISCONNECTED", text } });
  }

  #exited(exit: Exit): Wrong {
    if (exit.kind === "not-started") return { code: "RDV_CONTROLLER_START", text: `it could not be started: ${exit.why}` };
    const said = tellingLine(this.#child.stderrTail());
    const last = said === "" ? "" : `; on stderr: ${printable(said, STDERR_CHARACTERS)}`;
    return { code: "RDV_CONTROLLER_EXIT", text: `its process ended with ${exitText(exit)}${last}` };
  }

  #say(heard: Heard): void {
    this.#heard.push(heard);
    this.#wake?.();
  }

  async #await(wanted: Heard["kind"], limitMs: number, late: string): Promise<Wrong | null> {
    const heard = await this.#next(limitMs);
    if (heard.kind === wanted) return null;
    if (heard.kind === "broke") return heard.wrong;
    if (heard.kind === "late") return { code: "RDV_CONTROLLER_TIMEOUT", text: `${late} within ${limitMs} ms` };
    if (heard.kind === "pong") return { code: "RDV_UNEXPECTED_MESSAGE", text: "it sent a Pong that nobody asked for" };
    return { code: "RDV_UNEXPECTED_MESSAGE", text: `${heard.kind} came out of turn` };
  }

  async #next(limitMs: number): Promise<Heard> {
    if (this.#heard.length === 0) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        timer = setTimeout(resolve, limitMs);
      });
      clearTimeout(timer);
      this.#wake = null;
    }
    return this.#heard.shift() ?? { kind: "late" };
  }
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
