/** The worked example of docs/protocol.md: a whole conversation with the controller of fixtures/no-library.mjs, as bytes and as its page shows it. */
import { join } from "node:path";
import protobuf from "protobufjs";
import { frameOf, MAGIC } from "../../src/control/frame.ts";
import { type WireToController, wire } from "../../src/control/wire.ts";
import { ROOT } from "./build.ts";

export interface Sent {
  readonly from: "controller" | "redrive";
  readonly bytes: Buffer;
}

export const TOKEN = "secret";

/** The .proto as protobufjs reads it: types and fields with their names and numbers as they stand there. */
export const PROTO: protobuf.Root = new protobuf.Root().loadSync(join(ROOT, "proto/redrive/control/v1/control.proto"), { keepCase: true });
export const PACKAGE = "redrive.control.v1";

function toHarness(envelope: Parameters<typeof wire.ToHarness.encode>[0]): Sent {
  const body = wire.ToHarness.encode(envelope).finish();
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return { from: "controller", bytes: Buffer.concat([length, body]) };
}

const toController = (envelope: WireToController): Sent => ({ from: "redrive", bytes: frameOf(envelope) });

/** In the order in which it must come: what is answered stands before its answer. */
export const EXCHANGE: readonly Sent[] = [
  { from: "controller", bytes: MAGIC },
  toHarness({
    hello: {
      supported: [{ major: 1 }],
      name: "by hand",
      authToken: Buffer.from(TOKEN),
      capabilities: { commandKinds: [2], canReset: true },
    },
  }),
  { from: "redrive", bytes: MAGIC },
  toController({
    welcome: {
      selected: { major: 1 },
      harnessBuild: "redrive",
      runId: "1",
      maxFrameBytes: 262144,
      sessions: 1,
      commandKinds: [2],
      pacing: 1,
    },
  }),
  toController({
    session: 1,
    scenarioStart: {
      scenarioId: "demo",
      seed: 7,
      dtNs: 10_000_000,
      observationEvery: 5,
      maxTicks: 5,
      watchdogMs: 2000,
      ego: {
        wheelbaseM: 2.5,
        lengthM: 4.5,
        widthM: 1.75,
        rearAxleToCenterM: 1.25,
        maxRoadWheelAngleRad: 0.5,
        maxRoadWheelRateRadps: 0.5,
        steeringRatio: 16,
        maxAccelMps2: 3,
        maxDecelMps2: 8,
      },
    },
  }),
  toHarness({ session: 1, scenarioReady: {} }),
  toController({
    session: 1,
    observation: {
      tick: 0,
      ego: { xM: 20, yM: 0.5, vxMps: 14, engaged: true },
      objects: { id: [2], cls: [1], xM: [60], yM: [0.5], yawRad: [0], vxMps: [14], vyMps: [0], lengthM: [4.5], widthM: [1.75] },
      controlled: true,
    },
  }),
  toHarness({ session: 1, command: { tick: 0, accelSteer: { accelMps2: 0.5, curvaturePerM: -0.01 } } }),
  toController({ session: 1, scenarioEnd: { reason: 1, ticks: 5, detail: "over" } }),
  toHarness({ session: 1, scenarioEndAck: {} }),
  toController({ ping: { nonce: 300 } }),
  toHarness({ pong: { nonce: 300 } }),
  toController({ goodbye: { reason: "done" } }),
];

/** The exchange as the page shows it: one field a line, its bytes on the left. */
export function exchangeText(): string {
  return EXCHANGE.map((sent) => [`${sent.from} sends`, ...linesOf(sent)].join("\n")).join("\n\n");
}

const BYTES_COLUMN = 56;

function linesOf({ from, bytes }: Sent): string[] {
  if (bytes.equals(MAGIC)) return [line(bytes, "REDRIVE1", 0)];
  const envelope = PROTO.lookupType(`${PACKAGE}.${from === "controller" ? "ToHarness" : "ToController"}`);
  return [line(bytes.subarray(0, 4), `a frame of ${bytes.readUInt32LE()} bytes`, 0), ...fieldLines(envelope, bytes.subarray(4), 1)];
}

const line = (bytes: Buffer, text: string, depth: number): string =>
  `  ${(bytes.toString("hex").match(/../g) ?? []).join(" ").padEnd(BYTES_COLUMN)}  ${"  ".repeat(depth)}${text}`.trimEnd();

function fieldLines(type: protobuf.Type, message: Buffer, depth: number): string[] {
  const reader = protobuf.Reader.create(message);
  const lines: string[] = [];
  while (reader.pos < message.length) {
    const start = reader.pos;
    const key = reader.uint32();
    const field = type.fieldsById[key >>> 3];
    if (field === undefined) throw new Error(`${type.name} has no field ${key >>> 3}`);
    const inner = field.resolve().resolvedType;
    if ((key & 7) === 2) {
      const length = reader.uint32();
      const from = reader.pos;
      const content = message.subarray(from, (reader.pos += length));
      const isMessage = inner instanceof protobuf.Type;
      const told = isMessage ? `${length} bytes` : contentOf(field, content);
      lines.push(line(message.subarray(start, isMessage ? from : reader.pos), `${field.name} (${field.id}): ${told}`, depth));
      if (isMessage) lines.push(...fieldLines(inner, content, depth + 1));
      continue;
    }
    const value = (key & 7) === 1 ? reader.double() : reader.uint32();
    const meaning = inner instanceof protobuf.Enum ? `${value}, ${inner.valuesById[value]}` : `${value}`;
    lines.push(line(message.subarray(start, reader.pos), `${field.name} (${field.id}): ${meaning}`, depth));
  }
  return lines;
}

/** A text in quotes; the values of a packed array. */
function contentOf(field: protobuf.Field, content: Buffer): string {
  if (field.type === "string" || field.type === "bytes") return `"${content.toString()}"`;
  const reader = protobuf.Reader.create(content);
  const values: number[] = [];
  while (reader.pos < content.length) values.push(field.type === "double" ? reader.double() : reader.uint32());
  return `[${values.join(", ")}]`;
}
