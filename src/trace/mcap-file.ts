import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { McapIndexedReader, McapWriter } from "@mcap/core";
import { InputError } from "../core/errors.ts";
import { CONTROL_DESCRIPTOR_BASE64 } from "./control.descriptor.ts";
import { appendDebug, type DebugScalar, type DebugTape } from "./debug-tape.ts";
import { writeWhole } from "./file-write.ts";
import { appendFrame, type FrameDirection, type FrameTape, frameAt, newFrameTape } from "./frame-tape.ts";
import { decodeHeader, encodeHeader } from "./header-message.ts";
import { newRecord } from "./record.ts";
import { appendRecord, newTape, readRecord, type Tape } from "./tape.ts";
import { decodeTick, encodeTick } from "./tick-message.ts";
import type { TickRecord, TraceHeader } from "./tick.ts";
import { TRACE_DESCRIPTOR_BASE64 } from "./trace.descriptor.ts";
import { redrive } from "./trace.pb.js";

/** How a traced run ended, as the file keeps it. */
export interface TraceEnd {
  readonly reason: string;
  readonly tick: number;
  readonly detail: string;
  /** Of the state chain at the last tick, 16 hex digits. */
  readonly hash: string;
}

export interface TraceFile {
  readonly header: TraceHeader;
  readonly tape: Tape;
  readonly end: TraceEnd;
  /** What went between redrive and the controller; null where the controller is built in. */
  readonly frames: FrameTape | null;
}

const TOPICS = {
  header: "/redrive/header",
  tick: "/redrive/tick",
  end: "/redrive/end",
  debug: "/redrive/debug",
  "to-controller": "/redrive/to-controller",
  "to-harness": "/redrive/to-harness",
} as const;
type Channel = keyof typeof TOPICS;
const SCHEMAS: Record<Channel, string> = {
  header: "redrive.trace.v1.TraceHeader",
  tick: "redrive.trace.v1.Tick",
  end: "redrive.trace.v1.RunEnd",
  debug: "redrive.trace.v1.DebugScalars",
  "to-controller": "redrive.control.v1.ToController",
  "to-harness": "redrive.control.v1.ToHarness",
};
/** A chunk may declare no more than this, so that a small file cannot fill the memory. */
const MAX_CHUNK_BYTES = 64 * 1024 * 1024;
const MAX_FILE_BYTES = 4 * 1024 * 1024 * 1024;

/**
 * Writes a run as MCAP: zstd chunks, protobuf messages with their schema embedded, indexed, so that Foxglove and Lichtblick open it.
 * Whole or not at all (`writeWhole`). The same tapes give the same bytes. Throws DiskError.
 * @param frames what went between redrive and the controller; null where the controller is built in.
 */
export async function writeTrace(path: string, header: TraceHeader, tape: Tape, end: TraceEnd, frames: FrameTape | null): Promise<void> {
  writeWhole(path, await mcapOf(header, tape, end, frames));
}

async function mcapOf(header: TraceHeader, tape: Tape, end: TraceEnd, frames: FrameTape | null): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const writer = new McapWriter({
    writable: {
      position: () => BigInt(length),
      write: async (borrowed) => {
        pieces.push(borrowed.slice());
        length += borrowed.length;
      },
    },
    compressChunk: (data) => ({ compression: "zstd", compressedData: zstdCompressSync(data) }),
  });
  await writer.start({ profile: "redrive.trace", library: "redrive" });
  await writeMessages({ writer, dtSec: header.dtSec, ids: new Map() }, header, tape, end, frames);
  await writer.end();
  return Buffer.concat(pieces);
}

/** A trace under way, and the number of each channel opened in it. */
interface Output {
  readonly writer: McapWriter;
  readonly dtSec: number;
  readonly ids: Map<Channel, number>;
}

/** In the order of virtual time: a reader that goes by it finds neighbours in one chunk. */
async function writeMessages(out: Output, header: TraceHeader, tape: Tape, end: TraceEnd, frames: FrameTape | null): Promise<void> {
  for (const channel of ["header", "tick", "end"] as const) await openChannel(out, channel, TRACE_DESCRIPTOR_BASE64);
  if (tape.debug.count > 0) await openChannel(out, "debug", TRACE_DESCRIPTOR_BASE64);
  if (frames !== null) for (const way of ["to-controller", "to-harness"] as const) await openChannel(out, way, CONTROL_DESCRIPTOR_BASE64);
  await addMessage(out, "header", 0, 0, encodeHeader(header));
  const record = newRecord(header.actors, header.signals.length);
  let framesDone = 0;
  let scalarsDone = 0;
  for (let row = 0; row < tape.rows; row++) {
    readRecord(tape, row, record);
    framesDone = await addFrames(out, frames, framesDone, record.tick);
    await addMessage(out, "tick", row, record.tick, encodeTick(record));
    scalarsDone = await addDebug(out, tape.debug, scalarsDone, record.tick);
  }
  await addFrames(out, frames, framesDone, Infinity);
  await addDebug(out, tape.debug, scalarsDone, Infinity);
  const dropped = { droppedFrames: frames?.dropped ?? 0, droppedScalars: tape.debug.dropped };
  await addMessage(out, "end", 0, end.tick, redrive.trace.v1.RunEnd.encode({ ...end, ...dropped }).finish());
}

async function openChannel(out: Output, channel: Channel, descriptorBase64: string): Promise<void> {
  const data = Buffer.from(descriptorBase64, "base64");
  const schemaId = await out.writer.registerSchema({ name: SCHEMAS[channel], encoding: "protobuf", data });
  const described = { schemaId, topic: TOPICS[channel], messageEncoding: "protobuf", metadata: new Map<string, string>() };
  out.ids.set(channel, await out.writer.registerChannel(described));
}

function addMessage(out: Output, channel: Channel, sequence: number, tick: number, data: Uint8Array): Promise<void> {
  const logTime = BigInt(Math.round(tick * out.dtSec * 1e9));
  return out.writer.addMessage({ channelId: out.ids.get(channel) as number, sequence, logTime, publishTime: logTime, data });
}

/** Adds the frames from place `from` on, up to those of `tick`; gives the place of the next. */
async function addFrames(out: Output, frames: FrameTape | null, from: number, tick: number): Promise<number> {
  let i = from;
  for (; frames !== null && i < frames.count && (frames.ticks[i] as number) <= tick; i++) {
    const frame = frameAt(frames, i);
    await addMessage(out, frame.direction, i, frame.tick, frame.bytes);
  }
  return i;
}

/** As `addFrames`, one message a tick. */
async function addDebug(out: Output, debug: DebugTape, from: number, tick: number): Promise<number> {
  let i = from;
  while (i < debug.count && (debug.ticks[i] as number) <= tick) {
    const now = debug.ticks[i] as number;
    const scalars: DebugScalar[] = [];
    for (; i < debug.count && debug.ticks[i] === now; i++) {
      scalars.push({ name: debug.names[debug.nameIndex[i] as number] as string, value: debug.value[i] as number });
    }
    await addMessage(out, "debug", now, now, redrive.trace.v1.DebugScalars.encode({ tick: now, scalars }).finish());
  }
  return i;
}

/** Reads a trace back. Throws InputError (RDV_FILE_MISSING, RDV_TRACE_FORMAT, RDV_TRACE_VERSION) for anything that is not a whole trace. */
export async function readTrace(path: string): Promise<TraceFile> {
  const fd = openToRead(path);
  try {
    return await readAll(fd);
  } catch (error) {
    throw traceError(path, error);
  } finally {
    closeSync(fd);
  }
}

function openToRead(path: string): number {
  try {
    return openSync(path, "r");
  } catch (error) {
    const found = (error as NodeJS.ErrnoException).code ?? "an error";
    const expected = "a trace that can be read";
    throw new InputError([
      { code: "RDV_FILE_MISSING", severity: "error", file: path, line: 0, column: 0, path: "", expected, found, hint: "" },
    ]);
  }
}

/** What has been found in a file so far. Frames stand as they were found: by time, which is not quite their order. */
interface Found {
  header: TraceHeader | null;
  tape: Tape | null;
  record: TickRecord;
  end: redrive.trace.v1.RunEnd | null;
  readonly frames: FrameTape;
  readonly sequences: number[];
}

async function readAll(fd: number): Promise<TraceFile> {
  const size = fstatSync(fd).size;
  if (size > MAX_FILE_BYTES) throw new RangeError(`${size} bytes`);
  const reader = await McapIndexedReader.Initialize({
    readable: { size: async () => BigInt(size), read: async (offset, length) => readPart(fd, Number(offset), Number(length), size) },
    decompressHandlers: { zstd: (data, length) => decompressed(data, Number(length)) },
  });
  const found: Found = { header: null, tape: null, record: newRecord([], 0), end: null, frames: newFrameTape(), sequences: [] };
  for await (const message of reader.readMessages({ validateCrcs: true })) {
    takeMessage(found, reader.channelsById.get(message.channelId)?.topic ?? "", message);
  }
  const { header, tape, end } = found;
  if (header === null || tape === null || end === null) throw new RangeError("no header, no ticks or no end in it");
  const { reason, tick, detail, hash, droppedFrames, droppedScalars } = end;
  tape.debug.dropped += droppedScalars;
  const isRecorded = [...reader.channelsById.values()].some(({ topic }) => topic === TOPICS["to-controller"]);
  const frames = isRecorded ? framesInOrder(found.frames, found.sequences) : null;
  if (frames !== null) frames.dropped = droppedFrames;
  return { header, tape, end: { reason, tick, detail, hash }, frames };
}

type Message = { readonly sequence: number; readonly logTime: bigint; readonly data: Uint8Array };

function takeMessage(found: Found, topic: string, message: Message): void {
  const { tape } = found;
  if (topic === TOPICS.header) {
    found.header = decodeHeader(message.data);
    found.tape = newTape(found.header);
    found.record = newRecord(found.header.actors, found.header.signals.length);
  } else if (topic === TOPICS.tick && tape !== null) {
    decodeTick(message.data, found.record);
    appendRecord(tape, found.record);
  } else if (topic === TOPICS.debug && tape !== null) {
    const { tick, scalars } = redrive.trace.v1.DebugScalars.decode(message.data);
    appendDebug(tape.debug, tick, scalars);
  } else if (topic === TOPICS["to-controller"]) takeFrame(found, "to-controller", message);
  else if (topic === TOPICS["to-harness"]) takeFrame(found, "to-harness", message);
  else if (topic === TOPICS.end) found.end = redrive.trace.v1.RunEnd.decode(message.data);
}

function takeFrame(found: Found, direction: FrameDirection, { sequence, logTime, data }: Message): void {
  if (found.header === null) throw new RangeError("a frame before the header");
  appendFrame(found.frames, direction, Math.round(Number(logTime) / (found.header.dtSec * 1e9)), data, 0, data.length);
  if (found.frames.dropped > 0) throw new RangeError(`more than ${found.frames.maxBytes} bytes of frames`);
  found.sequences.push(sequence);
}

/** Throws where one is missing or there twice. */
function framesInOrder(found: FrameTape, sequences: readonly number[]): FrameTape {
  const placeOf = new Map(sequences.map((sequence, place) => [sequence, place]));
  const tape = newFrameTape();
  for (let i = 0; i < found.count; i++) {
    const place = placeOf.get(i);
    if (place === undefined) throw new RangeError(`frame ${i} of ${found.count} is missing`);
    const { direction, tick, bytes } = frameAt(found, place);
    appendFrame(tape, direction, tick, bytes, 0, bytes.length);
  }
  return tape;
}

function readPart(fd: number, offset: number, length: number, size: number): Uint8Array {
  if (offset < 0 || length < 0 || offset + length > size) throw new RangeError(`bytes ${offset} to ${offset + length} of ${size}`);
  const buffer = new Uint8Array(length);
  for (let at = 0; at < length; ) {
    const n = readSync(fd, buffer, at, length - at, offset + at);
    if (n === 0) throw new RangeError(`the file ends at byte ${offset + at}`);
    at += n;
  }
  return buffer;
}

function decompressed(data: Uint8Array, length: number): Uint8Array {
  if (length > MAX_CHUNK_BYTES) throw new RangeError(`a chunk of ${length} bytes`);
  const out = zstdDecompressSync(data, { maxOutputLength: Math.max(1, length) });
  if (out.length !== length) throw new RangeError(`a chunk of ${out.length} bytes declared as ${length}`);
  return out;
}

function traceError(path: string, error: unknown): Error {
  if (error instanceof InputError) return error;
  const found = error instanceof Error ? error.message : String(error);
  const version = found.startsWith("trace version");
  return new InputError([
    {
      code: version ? "RDV_TRACE_VERSION" : "RDV_TRACE_FORMAT",
      severity: "error",
      file: path,
      line: 0,
      column: 0,
      path: "",
      expected: version ? "trace version 1" : "a whole redrive trace (MCAP)",
      found,
      hint: version ? "read it with the version of redrive that wrote it" : "make the trace again: redrive run ... --trace on",
    },
  ]);
}
