import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { McapIndexedReader, McapWriter } from "@mcap/core";
import { InputError } from "../core/errors.ts";
import { decodeHeader, encodeHeader } from "./header-message.ts";
import { writeWhole } from "./file-write.ts";
import { newRecord } from "./record.ts";
import { appendRecord, newTape, readRecord, type Tape } from "./tape.ts";
import { decodeTick, encodeTick } from "./tick-message.ts";
import type { TraceHeader } from "./tick.ts";
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
}

const TOPICS = { header: "/redrive/header", tick: "/redrive/tick", end: "/redrive/end" } as const;
const SCHEMAS = { header: "redrive.trace.v1.TraceHeader", tick: "redrive.trace.v1.Tick", end: "redrive.trace.v1.RunEnd" } as const;
/** A chunk may declare no more than this, so that a small file cannot fill the memory. */
const MAX_CHUNK_BYTES = 64 * 1024 * 1024;
const MAX_FILE_BYTES = 4 * 1024 * 1024 * 1024;

/**
 * Writes a run as MCAP: zstd chunks, protobuf messages with their schema embedded, indexed, so that Foxglove and Lichtblick open it.
 * Whole or not at all (`writeWhole`). The same tape gives the same bytes. Throws DiskError.
 */
export async function writeTrace(path: string, header: TraceHeader, tape: Tape, end: TraceEnd): Promise<void> {
  writeWhole(path, await mcapOf(header, tape, end));
}

async function mcapOf(header: TraceHeader, tape: Tape, end: TraceEnd): Promise<Uint8Array> {
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
  const channels = await registerChannels(writer);
  const nsOf = (tick: number): bigint => BigInt(Math.round(tick * header.dtSec * 1e9));
  const add = (channelId: number, sequence: number, tick: number, data: Uint8Array): Promise<void> =>
    writer.addMessage({ channelId, sequence, logTime: nsOf(tick), publishTime: nsOf(tick), data });
  await add(channels.header, 0, 0, encodeHeader(header));
  const record = newRecord(header.actors, header.signals.length);
  for (let row = 0; row < tape.rows; row++) {
    readRecord(tape, row, record);
    await add(channels.tick, row, record.tick, encodeTick(record));
  }
  await add(channels.end, 0, end.tick, redrive.trace.v1.RunEnd.encode(end).finish());
  await writer.end();
  return Buffer.concat(pieces);
}

async function registerChannels(writer: McapWriter): Promise<Record<keyof typeof TOPICS, number>> {
  const data = Buffer.from(TRACE_DESCRIPTOR_BASE64, "base64");
  const channel = async (key: keyof typeof TOPICS): Promise<number> => {
    const schemaId = await writer.registerSchema({ name: SCHEMAS[key], encoding: "protobuf", data });
    return writer.registerChannel({ schemaId, topic: TOPICS[key], messageEncoding: "protobuf", metadata: new Map() });
  };
  return { header: await channel("header"), tick: await channel("tick"), end: await channel("end") };
}

/** Reads a trace back. Throws InputError (RDV_TRACE_FORMAT, RDV_TRACE_VERSION) for anything that is not a whole trace. */
export async function readTrace(path: string): Promise<TraceFile> {
  const fd = openSync(path, "r");
  try {
    return await readAll(fd);
  } catch (error) {
    throw traceError(path, error);
  } finally {
    closeSync(fd);
  }
}

async function readAll(fd: number): Promise<TraceFile> {
  const size = fstatSync(fd).size;
  if (size > MAX_FILE_BYTES) throw new RangeError(`${size} bytes`);
  const reader = await McapIndexedReader.Initialize({
    readable: { size: async () => BigInt(size), read: async (offset, length) => readPart(fd, Number(offset), Number(length), size) },
    decompressHandlers: { zstd: (data, length) => decompressed(data, Number(length)) },
  });
  let header: TraceHeader | null = null;
  let tape: Tape | null = null;
  let end: TraceEnd | null = null;
  let record = newRecord([], 0);
  for await (const message of reader.readMessages({ validateCrcs: true })) {
    const topic = reader.channelsById.get(message.channelId)?.topic;
    if (topic === TOPICS.header) {
      header = decodeHeader(message.data);
      tape = newTape(header);
      record = newRecord(header.actors, header.signals.length);
    } else if (topic === TOPICS.tick && tape !== null) {
      decodeTick(message.data, record);
      appendRecord(tape, record);
    } else if (topic === TOPICS.end) {
      const { reason, tick, detail, hash } = redrive.trace.v1.RunEnd.decode(message.data);
      end = { reason, tick, detail, hash };
    }
  }
  if (header === null || tape === null || end === null) throw new RangeError("no header, no ticks or no end in it");
  return { header, tape, end };
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
