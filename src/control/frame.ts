import protobuf from "protobufjs/minimal.js";
import { type WireToController, wire } from "./wire.ts";

/** The first 8 bytes of each side. */
export const MAGIC: Buffer = Buffer.from("REDRIVE1", "latin1");

/** Of the length before an envelope. */
export const HEADER_BYTES = 4;

/**
 * Cuts a stream into frames: u32 little-endian length N, then N bytes. Holds at most one unfinished frame, never more than
 * `limitBytes`; a longer one is refused as soon as its length is known, before anything is allocated.
 */
export interface FrameReader {
  /** May change between two frames: Welcome raises it. */
  limitBytes: number;
  readonly header: Buffer;
  headerFilled: number;
  /** The unfinished frame; null while none has begun, or only its length. */
  body: Buffer | null;
  bodyFilled: number;
}

export type FrameProblem =
  | { readonly kind: "empty" }
  | { readonly kind: "too-large"; readonly frameBytes: number; readonly limitBytes: number };

export function createFrameReader(limitBytes: number): FrameReader {
  return { limitBytes, header: Buffer.alloc(HEADER_BYTES), headerFilled: 0, body: null, bodyFilled: 0 };
}

/** Whether a frame has begun and is not complete. */
export function isMidFrame(r: FrameReader): boolean {
  return r.headerFilled > 0;
}

/**
 * Feeds bytes from `at` on; each complete frame is handed out as a range of a buffer, borrowed until `onFrame` returns.
 * Stops early, and takes nothing more, when `onFrame` gives false. Returns what is wrong with the stream, or null.
 */
export function readFrames(
  r: FrameReader,
  chunk: Buffer,
  at: number,
  onFrame: (buffer: Buffer, start: number, end: number) => boolean,
): FrameProblem | null {
  let pos = at;
  while (pos < chunk.length) {
    if (r.body === null) {
      // A frame's length: in one piece, or byte by byte through the reader's own four bytes.
      let length: number;
      if (r.headerFilled === 0 && chunk.length - pos >= HEADER_BYTES) {
        length = chunk.readUInt32LE(pos);
        pos += HEADER_BYTES;
      } else {
        r.header[r.headerFilled++] = chunk[pos++] as number;
        if (r.headerFilled < HEADER_BYTES) continue;
        length = r.header.readUInt32LE(0);
      }
      r.headerFilled = 0;
      if (length === 0) return { kind: "empty" };
      if (length > r.limitBytes) return { kind: "too-large", frameBytes: length, limitBytes: r.limitBytes };
      // The usual case: the whole frame is in this chunk, and is read where it lies.
      if (chunk.length - pos >= length) {
        pos += length;
        if (!onFrame(chunk, pos - length, pos)) return null;
        continue;
      }
      r.headerFilled = HEADER_BYTES;
      r.body = Buffer.allocUnsafe(length);
      r.bodyFilled = 0;
    }
    const body = r.body;
    const taken = chunk.copy(body, r.bodyFilled, pos);
    pos += taken;
    r.bodyFilled += taken;
    if (r.bodyFilled < body.length) continue;
    r.body = null;
    r.headerFilled = 0;
    if (!onFrame(body, 0, body.length)) return null;
  }
  return null;
}

/** One envelope as a frame, length included. */
export function frameOf(envelope: WireToController): Buffer {
  const frame = wire.ToController.encode(envelope, protobuf.Writer.create().fixed32(0)).finish() as Buffer;
  frame.writeUInt32LE(frame.length - HEADER_BYTES, 0);
  return frame;
}

/** Where an envelope begins with its session and, in a frame of `sendBatched`, the number of frames behind it: length, two tags, two values. */
const BATCH_MORE_BYTE = HEADER_BYTES + 3;

/** Writes `batch_more` into a frame that was encoded with it. */
export function setBatchMore(frame: Buffer, count: number): void {
  frame[BATCH_MORE_BYTE] = count;
}
