import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zstdDecompressSync } from "node:zlib";
import { McapIndexedReader, McapWriter } from "@mcap/core";
import protobuf from "protobufjs";
import descriptor from "protobufjs/ext/descriptor.js";
import { afterAll, describe, expect, test } from "vitest";
import { redrive } from "../../src/control/control.pb.js";
import { generateDescriptors } from "../../scripts/proto.ts";
import { InputError } from "../../src/core/errors.ts";
import { cos, sin } from "../../src/core/dmath.ts";
import { firstDifference } from "../../src/trace/diff.ts";
import { appendDebug } from "../../src/trace/debug-tape.ts";
import { appendFrame, type FrameDirection, type FrameTape, frameAt, newFrameTape } from "../../src/trace/frame-tape.ts";
import { decodeHeader, encodeHeader } from "../../src/trace/header-message.ts";
import { readTrace, type TraceFile, writeTrace } from "../../src/trace/mcap-file.ts";
import { newRecord } from "../../src/trace/record.ts";
import { appendRecord, columnNames, newTape, readRecord, type Tape } from "../../src/trace/tape.ts";
import { DRIVING_MODES, type TraceHeader } from "../../src/trace/tick.ts";

const LINE = { xM: Float64Array.of(-0, 10), yM: Float64Array.of(1 / 3, 0), sM: Float64Array.of(0, 10) };
const HEADER: TraceHeader = {
  traceVersion: 1,
  scenarioId: "a.yaml",
  variantId: "a.yaml#gapM=8",
  parameters: [{ name: "gapM", value: "8" }],
  dtSec: 0.01,
  seed: 2 ** 52 + 1,
  observationEvery: 5,
  egoIndex: 0,
  actors: [
    { id: 0, name: "ego", cls: "car", motion: "ego", footprint: { lengthM: 4.2, widthM: 1.8, rearM: 0.9 } },
    { id: 1, name: "lead", cls: "truck", motion: "scripted", footprint: { lengthM: 8, widthM: 2.5, rearM: 4 } },
  ],
  signals: [{ id: "light" }],
  wheelbaseM: 2.6,
  limits: { maxRoadWheelRad: 0.5, maxRoadWheelRateRadps: 0.4, maxAccelMps2: 3, maxDecelMps2: 9 },
  road: {
    source: "parametric",
    lanes: [
      {
        id: "-1",
        type: "driving",
        centre: LINE,
        left: LINE,
        right: LINE,
        successors: [0],
        predecessors: [],
        leftLane: { lane: 0, sameDirection: false },
        rightLane: null,
        speedLimitMps: 13.9,
      },
    ],
  },
  route: LINE,
  goal: { sM: 9, pose: { xM: 9, yM: 0, yawRad: -0.1 } },
  recorded: null,
  frictionRatio: 1,
  speedLimitMps: null,
  hashes: { spec: "s", drive: "", vehicle: "v" },
};

function tapeOf(ticks: number): Tape {
  const tape = newTape(HEADER);
  const r = newRecord(HEADER.actors, 1);
  for (let k = 0; k < ticks; k++) {
    r.tick = k;
    r.ego.xM = k * 0.1;
    r.ego.yawRad = -0;
    r.command.kind = k > 3 ? "accel-steer" : "none";
    r.applied.clamped = k % 2 === 1;
    r.signals.state[0] = k % 4;
    r.actors.present[0] = 1;
    r.actors.present[1] = k < 200 ? 1 : 0;
    for (let i = 0; i < 2; i++) {
      r.actors.xM[i] = k / 7 + i;
      r.actors.yawRad[i] = k / 300;
      r.actors.cosYaw[i] = cos(k / 300);
      r.actors.sinYaw[i] = sin(k / 300);
    }
    appendRecord(tape, r);
  }
  return tape;
}

const END = { reason: "goal", tick: 299, detail: "arrived", hash: "0123456789abcdef" };

describe("trace file", () => {
  const folder = mkdtempSync(join(tmpdir(), "redrive-trace-"));
  const path = join(folder, "a.mcap");
  afterAll(() => rmSync(folder, { recursive: true }));

  test("header, ticks and end come back bit for bit, signed zeros and absent road users included", async () => {
    const tape = tapeOf(300);
    await writeTrace(path, HEADER, tape, END, null);
    const back = await readTrace(path);
    expect(back.header).toEqual(HEADER);
    expect(Object.is(back.header.road.lanes[0]?.centre.xM[0], -0)).toBe(true);
    expect(back.end).toEqual(END);
    expect(back.tape.rows).toBe(300);
    expect(firstDifference(tape, back.tape, columnNames(HEADER))).toBeNull();
  });

  test("the same tape gives the same bytes", async () => {
    const other = join(folder, "b.mcap");
    await writeTrace(path, HEADER, tapeOf(300), END, null);
    await writeTrace(other, HEADER, tapeOf(300), END, null);
    expect(readFileSync(other).equals(readFileSync(path))).toBe(true);
  });

  test("a file cut anywhere, or of another kind, is an input error that names the file", async () => {
    await writeTrace(path, HEADER, tapeOf(300), END, null);
    const whole = readFileSync(path);
    const damaged = join(folder, "damaged.mcap");
    for (const length of [0, 1, 8, 100, Math.floor(whole.length / 2), whole.length - 9, whole.length - 1]) {
      writeFileSync(damaged, whole.subarray(0, length));
      await expect(readTrace(damaged), `cut at ${length}`).rejects.toThrow(InputError);
    }
    writeFileSync(damaged, "redrive: 1\nname: not a trace\n");
    await expect(readTrace(damaged)).rejects.toThrow(/RDV_TRACE_FORMAT/);
  });

  test("the embedded schemas are the committed protocols", () => {
    for (const { path: file, text } of generateDescriptors()) {
      expect(readFileSync(join(import.meta.dirname, "../..", file), "utf8")).toBe(text);
    }
  });

  test("a trace from before there were modes, frames and debug scalars is read as one of an engaged controller without them", async () => {
    const old = join(import.meta.dirname, "fixtures/before-frames.mcap");
    const back = await readTrace(old);
    expect(back.tape.rows).toBe(30);
    expect(firstDifference(back.tape, tapeOf(30), columnNames(HEADER))).toBeNull();
    expect([back.frames, back.tape.debug.count, back.end.hash]).toEqual([null, 0, END.hash]);
    expect([back.header.stopLines, back.header.road.lanes[0]?.inJunction]).toEqual([undefined, undefined]);
  });

  test("stop lines and junctions come back; none at all is not the same as not known", () => {
    const line = { id: "light", signal: 0, lane: 0, sM: 5, leftXM: 5, leftYM: 1.5, rightXM: 5, rightYM: -1.5 };
    const lanes = HEADER.road.lanes.flatMap((lane) => [
      lane,
      { ...lane, inJunction: true, solidLeftSM: [1, 2, 5, 9] },
      { ...lane, inJunction: false, solidRightSM: [] },
    ]);
    const full = { ...HEADER, road: { ...HEADER.road, lanes }, stopLines: [line, { ...line, id: "sign", signal: -1 }] };
    expect(decodeHeader(encodeHeader(full))).toEqual(full);
    expect(decodeHeader(encodeHeader({ ...HEADER, stopLines: [] })).stopLines).toEqual([]);
    expect("stopLines" in decodeHeader(encodeHeader(HEADER))).toBe(false);
  });

  test("driving modes come back", async () => {
    const tape = newTape(HEADER);
    const r = newRecord(HEADER.actors, 1);
    for (const mode of DRIVING_MODES) {
      r.command.mode = mode;
      appendRecord(tape, r);
      r.tick++;
    }
    await writeTrace(path, HEADER, tape, END, null);
    const { tape: back } = await readTrace(path);
    const modes = DRIVING_MODES.map((_, row) => {
      readRecord(back, row, r);
      return r.command.mode;
    });
    expect(modes).toEqual(["engaged", "takeover-request", "minimum-risk", "disengaged"]);
  });
});

const v1 = redrive.control.v1;

/** A run as a socket sees it: start, one observation and one answer a tick, end. Longer than one chunk of the file. */
function framesOf(ticks: number): FrameTape {
  const frames = newFrameTape();
  const add = (direction: FrameDirection, tick: number, bytes: Uint8Array): void =>
    appendFrame(frames, direction, tick, bytes, 0, bytes.length);
  const down = (tick: number, body: redrive.control.v1.ToController.$Properties): void =>
    add("to-controller", tick, v1.ToController.encode({ session: 3, ...body }).finish());
  const up = (tick: number, body: redrive.control.v1.ToHarness.$Properties): void =>
    add("to-harness", tick, v1.ToHarness.encode({ session: 3, ...body }).finish());
  const xM = Array.from({ length: 200_000 }, (_, i) => i);
  down(0, { scenarioStart: { scenarioId: "a.yaml", dtNs: 10_000_000, map: { lanes: [{ id: "1", centerXyM: xM }] } } });
  up(0, { scenarioReady: {} });
  for (let tick = 0; tick < ticks; tick++) {
    down(tick, { observation: { tick, ego: { xM: tick / 7 } } });
    up(tick, { command: { tick, accelSteer: { accelMps2: -tick, curvaturePerM: 0.1 }, debugBlob: new Uint8Array(40).fill(tick) } });
  }
  down(ticks - 1, { scenarioEnd: { reason: 1, ticks } });
  up(ticks - 1, { scenarioEndAck: {} });
  return frames;
}

function listOf(frames: FrameTape | null): unknown[] {
  return Array.from({ length: frames?.count ?? 0 }, (_, i) => {
    const { direction, tick, bytes } = frameAt(frames as FrameTape, i);
    return [direction, tick, Buffer.from(bytes).toString("hex")];
  });
}

describe("the flight recorder", () => {
  const folder = mkdtempSync(join(tmpdir(), "redrive-flight-"));
  const path = join(folder, "a.mcap");
  afterAll(() => rmSync(folder, { recursive: true }));

  test("gives the frames of both ways back in their order, with their ticks, byte for byte", async () => {
    const frames = framesOf(300);
    await writeTrace(path, HEADER, tapeOf(300), END, frames);
    const back = await readTrace(path);
    expect(listOf(back.frames)).toEqual(listOf(frames));
    expect(back.frames?.dropped).toBe(0);
    expect(firstDifference(back.tape, tapeOf(300), columnNames(HEADER))).toBeNull();
    const other = join(folder, "b.mcap");
    await writeTrace(other, HEADER, tapeOf(300), END, framesOf(300));
    expect(readFileSync(other).equals(readFileSync(path))).toBe(true);
  });

  test("tells a run without frames from one whose controller never got any, and says how many found no room", async () => {
    await writeTrace(path, HEADER, tapeOf(3), END, null);
    expect((await readTrace(path)).frames).toBeNull();
    const frames = newFrameTape(100);
    for (let tick = 0; tick < 5; tick++) appendFrame(frames, "to-controller", tick, new Uint8Array(40), 0, 40);
    await writeTrace(path, HEADER, tapeOf(3), END, frames);
    expect((await readTrace(path)).frames).toMatchObject({ count: 1, dropped: 4 });
    await writeTrace(path, HEADER, tapeOf(3), END, newFrameTape());
    expect((await readTrace(path)).frames).toMatchObject({ count: 0, dropped: 0 });
  });

  test("can be read by whoever knows only MCAP and protobuf: each channel brings its schema, each frame its virtual time", async () => {
    await writeTrace(path, HEADER, tapeOf(20), END, framesOf(20));
    const file = readFileSync(path);
    const reader = await McapIndexedReader.Initialize({
      readable: { size: async () => BigInt(file.length), read: async (at, n) => file.subarray(Number(at), Number(at + n)) },
      decompressHandlers: { zstd: (data) => zstdDecompressSync(data) },
    });
    const seen: unknown[] = [];
    for await (const { channelId, logTime, data } of reader.readMessages({ topics: ["/redrive/to-controller", "/redrive/to-harness"] })) {
      const channel = reader.channelsById.get(channelId);
      const schema = reader.schemasById.get(channel?.schemaId ?? 0);
      const set = descriptor.FileDescriptorSet.decode(schema?.data ?? new Uint8Array());
      const type = protobuf.Root.fromDescriptor(set as never).lookupType(schema?.name ?? "");
      const { observation, command } = type.toObject(type.decode(data), { longs: Number }) as Record<string, { tick?: number }>;
      if (observation !== undefined || command !== undefined) {
        seen.push([channel?.topic, Number(logTime), (observation ?? command)?.tick ?? 0]);
      }
    }
    const expected = Array.from({ length: 20 }, (_, k) => [
      ["/redrive/to-controller", k * 1e7, k],
      ["/redrive/to-harness", k * 1e7, k],
    ]);
    expect(seen).toEqual(expected.flat());
  });

  test("a damaged file is refused, or the damage is where nothing is read", async () => {
    const tape = framesOf(3);
    await writeTrace(path, HEADER, tapeOf(3), END, tape);
    const whole = readFileSync(path);
    for (let at = 100; at < whole.length; at += 1009) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] as number) ^ 0x55;
      writeFileSync(path, damaged);
      const read = await readTrace(path).catch((error: unknown) => error);
      if (!(read instanceof InputError)) expect(listOf((read as TraceFile).frames), `byte ${at}`).toEqual(listOf(tape));
    }
  });
});

describe("a file that others made", () => {
  const folder = mkdtempSync(join(tmpdir(), "redrive-foreign-"));
  const path = join(folder, "a.mcap");
  afterAll(() => rmSync(folder, { recursive: true }));

  /** A trace with these frames, by their sequence and their bytes, before or after its header. */
  async function foreign(frames: readonly (readonly [number, Uint8Array])[], { headerFirst = true } = {}): Promise<string> {
    const pieces: Uint8Array[] = [];
    const write = async (bytes: Uint8Array): Promise<void> => void pieces.push(bytes.slice());
    const position = (): bigint => BigInt(pieces.reduce((sum, piece) => sum + piece.length, 0));
    const writer = new McapWriter({ writable: { position, write } });
    await writer.start({ profile: "", library: "" });
    const add = async (topic: string, sequence: number, data: Uint8Array, logTime = 0n): Promise<void> => {
      const channelId = await writer.registerChannel({ topic, schemaId: 0, messageEncoding: "protobuf", metadata: new Map() });
      await writer.addMessage({ channelId, sequence, logTime, publishTime: logTime, data });
    };
    if (headerFirst) await add("/redrive/header", 0, encodeHeader(HEADER));
    for (const [sequence, data] of frames) await add("/redrive/to-controller", sequence, data, 1n);
    if (!headerFirst) await add("/redrive/header", 0, encodeHeader(HEADER), 2n);
    await add("/redrive/end", 0, new Uint8Array(0), 3n);
    await writer.end();
    writeFileSync(path, Buffer.concat(pieces));
    return path;
  }
  const byte = Uint8Array.of(8);

  test("may have its frames in any order of the file; each must be there once, after the header", async () => {
    const { frames } = await readTrace(
      await foreign([
        [2, Uint8Array.of(8, 2)],
        [0, byte],
        [1, byte],
      ]),
    );
    expect(listOf(frames)).toEqual([
      ["to-controller", 0, "08"],
      ["to-controller", 0, "08"],
      ["to-controller", 0, "0802"],
    ]);
    const refused = (file: Promise<string>) => expect(file.then(readTrace)).rejects.toThrow(/RDV_TRACE_FORMAT/);
    await refused(
      foreign([
        [0, byte],
        [0, byte],
      ]),
    );
    await refused(
      foreign([
        [0, byte],
        [2, byte],
      ]),
    );
    await refused(foreign([[0, byte]], { headerFirst: false }));
  });
});

describe("debug scalars", () => {
  const folder = mkdtempSync(join(tmpdir(), "redrive-debug-"));
  const path = join(folder, "a.mcap");
  afterAll(() => rmSync(folder, { recursive: true }));

  test("come back by tick and name; a run without any has no channel for them", async () => {
    const tape = tapeOf(300);
    await writeTrace(path, HEADER, tape, END, null);
    expect(readFileSync(path).includes("/redrive/debug")).toBe(false);
    for (let tick = 0; tick < 300; tick += 5) {
      appendDebug(tape.debug, tick, [
        { name: "gap_m", value: tick / 3 },
        { name: "target_mps", value: -0 },
      ]);
    }
    appendDebug(tape.debug, 299, [{ name: "last", value: 1e300 }]);
    await writeTrace(path, HEADER, tape, END, null);
    const { debug } = (await readTrace(path)).tape;
    expect([debug.names, debug.count, debug.dropped]).toEqual([["gap_m", "target_mps", "last"], 121, 0]);
    for (let i = 0; i < 121; i++) {
      expect([debug.ticks[i], debug.nameIndex[i], debug.value[i]]).toEqual([
        tape.debug.ticks[i],
        tape.debug.nameIndex[i],
        tape.debug.value[i],
      ]);
    }
    expect(Object.is(debug.value[1], -0)).toBe(true);
  });

  test("more names than any controller has signals are counted, not kept", async () => {
    const tape = tapeOf(2);
    for (let i = 0; i < 1500; i++) appendDebug(tape.debug, 0, [{ name: `n${i}`, value: i }]);
    appendDebug(tape.debug, 1, [{ name: "n3", value: 7 }]);
    expect([tape.debug.count, tape.debug.names.length, tape.debug.dropped]).toEqual([1025, 1024, 476]);
    await writeTrace(path, HEADER, tape, END, null);
    expect((await readTrace(path)).tape.debug).toMatchObject({ count: 1025, dropped: 476 });
  });
});

describe("tape", () => {
  test("a row reads back what was appended, and a row that is not there is refused", () => {
    const tape = tapeOf(600);
    const out = newRecord(HEADER.actors, 1);
    readRecord(tape, 599, out);
    expect(out.tick).toBe(599);
    expect(out.actors.xM[1]).toBe(0);
    readRecord(tape, 5, out);
    expect(out.command.kind).toBe("accel-steer");
    expect(out.actors.xM[1]).toBe(5 / 7 + 1);
    expect(() => readRecord(tape, 600, out)).toThrow(RangeError);
  });

  test("the first difference names the tick and the field", () => {
    const a = tapeOf(50);
    const b = tapeOf(50);
    const names = columnNames(HEADER);
    b.data[40 * b.stride + names.indexOf("actors[lead].xM")] = 1e-12 + 40 / 7 + 1;
    b.data[41 * b.stride + names.indexOf("ego.xM")] = 0;
    expect(firstDifference(a, b, names)).toMatchObject({ tick: 40, field: "actors[lead].xM" });
    expect(firstDifference(a, tapeOf(49), names)).toEqual({ tick: 49, field: "tick", a: 50, b: 49 });
    expect(firstDifference(a, tapeOf(50), names)).toBeNull();
  });
});
