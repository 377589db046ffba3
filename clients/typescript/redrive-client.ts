/**
 * The redrive controller protocol for TypeScript: connect, answer, until the harness says goodbye.
 *
 *     import { run } from "./redrive-client.ts";
 *     await run({ name: "my planner", build: "1.0" }, (start) => (o) => ({ accelSteer: { accelMps2: 0, curvaturePerM: 0 } }));
 *
 * Needs Node 22.18 or newer, which runs it without a build, the package protobufjs, and control.pb.js with its types, generated
 * from control.proto, whose comments say what each field means, in which unit and frame; `accel_mps2` there is `accelMps2` here.
 */
import { connect, type Socket } from "node:net";
import protobuf from "protobufjs/minimal.js";
import type { redrive as messages } from "../../src/control/control.pb.js";

// The generated code looks at this when it loads: 64-bit fields come as plain numbers, all of them below 2^53.
Object.assign(protobuf.util, { Long: null });
protobuf.configure();
const pb = (await import("../../src/control/control.pb.js")).redrive.control.v1;

export type Observation = messages.control.v1.Observation;
export type ScenarioStart = messages.control.v1.ScenarioStart;
/** What to do: one of the kinds of command, and what may be said besides. Its tick is filled in. */
export type Command = Omit<messages.control.v1.Command.$Properties, "tick">;
type ToController = messages.control.v1.ToController;
type ToHarness = messages.control.v1.ToHarness.$Properties;

/** Answers the observations of one scenario. */
export type Drive = (observation: Observation) => Command | Promise<Command>;

/** Called at the start of each scenario. What a Drive remembers it keeps itself, so that each scenario begins afresh. */
export type Start = (start: ScenarioStart) => Drive | Promise<Drive>;

/** What the controller tells about itself. */
export interface About {
  readonly name: string;
  /** A version or git hash, recorded in every result. */
  readonly build: string;
  /** Names of CommandKind without their beginning. */
  readonly kinds?: readonly ("NONE" | "ACCEL_STEER" | "ACTUATOR" | "TRAJECTORY" | "LONGITUDINAL")[];
  readonly wantsMap?: boolean;
  readonly wantsRoute?: boolean;
  readonly wantsTrafficLights?: boolean;
  readonly deterministic?: boolean;
  /** Scenarios that may be under way at once, each with a Drive of its own; 16 unless said otherwise. */
  readonly maxSessions?: number;
  /** Past wanted in `ScenarioStart.history`. */
  readonly historyNs?: number;
  /** Virtual time wanted between observations; 0: as the scenario sets it. */
  readonly periodNs?: number;
}

const MAGIC = "REDRIVE1";
const VERSION = { major: 1, minor: 0 };

/**
 * Drives every scenario that the harness sends over one connection; returns when it says goodbye.
 * An error in `start` or in a Drive is told to the harness as this controller's own fault, and ends its scenario; the others go on.
 */
export async function run(about: About, start: Start): Promise<void> {
  const address = process.env["REDRIVE_CONTROLLER_ADDR"];
  if (address === undefined) throw new Error("REDRIVE_CONTROLLER_ADDR is not set: redrive starts this program (--controller)");
  const socket = connectTo(address);
  socket.write(MAGIC);
  send(socket, { hello: hello(about) });
  const drives = new Map<number, Drive>(); // of each session
  for await (const message of messagesOf(socket)) {
    if (message.fault !== null) console.error(`redrive: ${pb.FaultCode[message.fault.code]}: ${message.fault.message}`);
    if (message.goodbye !== null || message.fault?.fatal === true) break;
    // Not awaited: while one session's Drive waits for something, the others go on.
    void respond(socket, message, drives, start);
  }
  socket.end();
}

async function respond(socket: Socket, message: ToController, drives: Map<number, Drive>, start: Start): Promise<void> {
  const { session } = message;
  let body: ToHarness | null;
  try {
    body = await answer(message, drives, start);
  } catch (error) {
    console.error(error);
    drives.delete(session);
    body = { fault: { code: pb.FaultCode.FAULT_CODE_CONTROLLER_INTERNAL, message: String(error).slice(0, 250) } };
  }
  if (body !== null && socket.writable) send(socket, { session, ...body });
}

/** The answer to one message; null where none is wanted, as for what later versions may send. */
async function answer(message: ToController, drives: Map<number, Drive>, start: Start): Promise<ToHarness | null> {
  const { session, scenarioStart, observation, scenarioEnd, ping } = message;
  if (observation !== null) {
    const drive = drives.get(session);
    if (drive === undefined) throw new Error("an observation before the scenario's start");
    const command = await drive(observation);
    return drives.get(session) === drive ? { command: { ...command, tick: observation.tick } } : null; // too late: its scenario is over
  }
  if (scenarioStart !== null) {
    drives.set(session, await start(scenarioStart));
    return { scenarioReady: {} };
  }
  if (scenarioEnd !== null) {
    drives.delete(session);
    return { scenarioEndAck: {} };
  }
  return ping === null ? null : { pong: { nonce: ping.nonce, controllerMonoNs: Math.round(performance.now() * 1e6) } };
}

function hello(about: About): messages.control.v1.Hello.$Properties {
  return {
    supported: [VERSION],
    name: about.name,
    build: about.build,
    authToken: Buffer.from(process.env["REDRIVE_TOKEN"] ?? ""),
    capabilities: {
      commandKinds: (about.kinds ?? ["ACCEL_STEER"]).map((kind) => pb.CommandKind[`COMMAND_KIND_${kind}`]),
      maxSessions: about.maxSessions ?? 16,
      historyNs: about.historyNs ?? 0,
      periodNs: about.periodNs ?? 0,
      canReset: true,
      wantsMap: about.wantsMap ?? false,
      wantsRoute: about.wantsRoute ?? true,
      wantsTrafficLights: about.wantsTrafficLights ?? false,
      claimsDeterministic: about.deterministic ?? true,
    },
  };
}

/** A socket to "unix:/path" or "tcp:host:port". */
function connectTo(address: string): Socket {
  if (address.startsWith("unix:")) return connect(address.slice("unix:".length));
  const { hostname, port } = new URL(address.replace(/^tcp:/, "tcp://"));
  return connect({ host: hostname.replace(/^\[|\]$/g, ""), port: Number(port), noDelay: true });
}

/** A frame: four bytes of length, then the message. */
function send(socket: Socket, message: ToHarness): void {
  const body = pb.ToHarness.encode(message).finish();
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  socket.write(Buffer.concat([length, body]));
}

/** The messages as they come, after the magic; ends where the harness closes the connection. */
async function* messagesOf(socket: Socket): AsyncGenerator<ToController> {
  let bytes = Buffer.alloc(0);
  let greeted = false;
  for await (const chunk of socket) {
    bytes = Buffer.concat([bytes, chunk as Buffer]);
    if (!greeted && bytes.length >= MAGIC.length) {
      if (bytes.toString("latin1", 0, MAGIC.length) !== MAGIC) break;
      bytes = bytes.subarray(MAGIC.length);
      greeted = true;
    }
    while (greeted && bytes.length >= 4) {
      const end = 4 + bytes.readUInt32LE();
      if (bytes.length < end) break;
      const frame = bytes.subarray(4, end);
      bytes = bytes.subarray(end);
      yield pb.ToController.decode(frame);
    }
  }
  if (!greeted) throw new Error("the other side does not speak the redrive protocol, or refused the connection");
}
