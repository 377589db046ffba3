import { nextInt, type RandomStream, randomStream } from "../../../src/core/random.ts";
import { changeField, conversation, encoded, pick } from "./conversation.ts";

/** One fuzzed controller: what it sends, piece by piece. */
export interface Case {
  readonly chunks: readonly Buffer[];
  /** What was changed, for a person. */
  readonly changes: readonly string[];
}

/** A frame on its way: its body, and the length that is written before it. */
interface Frame {
  body: Buffer;
  length: number;
}

/** Case `index` of a seed: the same on every machine, whatever cases came before. */
export function caseOf(seed: number, index: number): Case {
  const random = randomStream(seed, `case ${index}`);
  const changes: string[] = [];
  const messages = conversation(random);
  // Every 64th case is left as it is: a fuzzer whose cases all break would prove nothing about acceptance.
  const level = index % 64 === 0 ? 0 : 1 + nextInt(random, 5);
  const times = 1 + nextInt(random, 3);
  if (level === 1 || level === 5) {
    for (let i = 0; i < times; i++) {
      const at = nextInt(random, messages.length);
      changes.push(`message ${at} ${changeField(random, messages[at] ?? {})}`);
    }
  }
  const frames = messages.map((message): Frame => {
    const body = encoded(message);
    return { body, length: body.length };
  });
  if (level === 2 || level === 5) for (let i = 0; i < times; i++) changes.push(changeWire(random, frames));
  if (level === 3 || level === 5) for (let i = 0; i < times; i++) changes.push(changeOrder(random, frames));
  const chunks = chunksOf(random, frames, level !== 0 && nextInt(random, 4) === 0);
  if (level === 4) changes.push(changeStream(random, chunks));
  return { chunks, changes };
}

/** Where the fields of a message begin and end, as far as it can be read; [from, end of tag, to]. */
function fieldRanges(body: Buffer): [number, number, number][] {
  const ranges: [number, number, number][] = [];
  let at = 0;
  while (at < body.length) {
    const from = at;
    const tag = varintAt(body, at);
    if (tag === null) return ranges;
    at = tag.end;
    if ((tag.value & 7) === 0) at = varintAt(body, at)?.end ?? body.length;
    else if ((tag.value & 7) === 1) at += 8;
    else if ((tag.value & 7) === 5) at += 4;
    else {
      const size = varintAt(body, at);
      if (size === null) return ranges;
      at = size.end + size.value;
    }
    if (at > body.length) return ranges;
    ranges.push([from, tag.end, at]);
  }
  return ranges;
}

function varintAt(body: Buffer, at: number): { value: number; end: number } | null {
  let value = 0;
  for (let i = 0; i < 5 && at + i < body.length; i++) {
    const byte = body[at + i] as number;
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return { value, end: at + i + 1 };
  }
  return null;
}

/** How often something is said again: what is large, less often, so that no case is larger than the protocol's own limits need. */
function repeats(random: RandomStream, sizeBytes: number, most: number): number {
  return 1 + nextInt(random, Math.max(1, Math.min(most, Math.floor(300_000 / (sizeBytes + 1)))));
}

/** Changes one field of one frame as it stands in bytes, at any depth: a nested message is a field whose content has fields. */
function changeWire(random: RandomStream, frames: Frame[]): string {
  const at = nextInt(random, frames.length);
  const frame = frames[at] as Frame;
  const before = frame.body;
  frame.body = changedBytes(random, before, 0);
  frame.length = frame.body.length;
  return `frame ${at}: ${before.length} bytes changed to ${frame.body.length}`;
}

const HUGE_VARINT = Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]);
const ENDLESS_GROUP = Buffer.alloc(5000, 0x0b);

function changedBytes(random: RandomStream, body: Buffer, depth: number): Buffer {
  const ranges = fieldRanges(body);
  if (ranges.length === 0) return Buffer.from([nextInt(random, 256), nextInt(random, 256)]);
  const [from, tagEnd, to] = pick(random, ranges);
  const head = body.subarray(0, from);
  const field = body.subarray(from, to);
  const tail = body.subarray(to);
  if (depth < 3 && (field[0] as number) % 8 === 2 && nextInt(random, 2) === 0) {
    const size = varintAt(body, tagEnd);
    if (size !== null && size.value > 0) {
      const inner = changedBytes(random, body.subarray(size.end, to), depth + 1);
      // The length is written anew, so that the change is inside the message and not around it; now and then it is not.
      const length = nextInt(random, 8) === 0 ? size.value : inner.length;
      return Buffer.concat([head, body.subarray(from, tagEnd), varint(length), inner, tail]);
    }
  }
  switch (nextInt(random, 9)) {
    case 0:
      return Buffer.concat([head, tail]);
    case 1:
      return Buffer.concat([head, field, field, tail]);
    case 2:
      return Buffer.concat([head, tail, field]);
    case 3:
      return Buffer.concat([head, flipped(random, field), tail]);
    case 4:
      return body.subarray(0, from + nextInt(random, to - from));
    case 5:
      return Buffer.concat([head, varint(8 * (1 + nextInt(random, 40_000)) + nextInt(random, 8)), body.subarray(tagEnd, to), tail]);
    case 6:
      return Buffer.concat([head, body.subarray(from, tagEnd), HUGE_VARINT, tail]);
    case 7:
      return Buffer.concat([head, field, ENDLESS_GROUP, tail]);
    default:
      return Buffer.concat([head, ...Array.from({ length: repeats(random, field.length, 2000) }, () => field), tail]);
  }
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) + 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return Buffer.from([...bytes, rest]);
}

function flipped(random: RandomStream, bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const at = nextInt(random, copy.length);
  copy[at] = (copy[at] as number) ^ (1 << nextInt(random, 8));
  return copy;
}

/** Changes frames as wholes: their order, number and lengths. */
function changeOrder(random: RandomStream, frames: Frame[]): string {
  const at = nextInt(random, frames.length);
  const frame = frames[at] as Frame;
  switch (nextInt(random, 6)) {
    case 0:
      frames.splice(at, 0, { ...frame });
      return `frame ${at} twice`;
    case 1:
      if (frames.length > 1) frames.splice(at, 1);
      return `frame ${at} left out`;
    case 2: {
      const to = nextInt(random, frames.length);
      frames[at] = frames[to] as Frame;
      frames[to] = frame;
      return `frames ${at} and ${to} exchanged`;
    }
    case 3:
      frame.length = pick(random, [0, 1, frame.length - 1, frame.length + 1, 8 * 1024, 8 * 1024 + 1, 256 * 1024 + 1, 2 ** 31, 2 ** 32 - 1]);
      return `frame ${at} says it has ${frame.length} bytes`;
    case 4:
      frame.body = frame.body.subarray(0, nextInt(random, frame.body.length + 1));
      return `frame ${at} cut to ${frame.body.length} bytes`;
    default: {
      const copies = repeats(random, frame.body.length, 120);
      frames.splice(at, 0, ...Array.from({ length: copies }, () => ({ ...frame })));
      return `frame ${at} ${copies} times more`;
    }
  }
}

const MAGIC = Buffer.from("REDRIVE1", "latin1");

function bytesOf(frame: Frame): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32LE(frame.length >>> 0, 0);
  return Buffer.concat([header, frame.body]);
}

/** One chunk a frame, or cut without regard to frames. */
function chunksOf(random: RandomStream, frames: readonly Frame[], ragged: boolean): Buffer[] {
  const whole = [MAGIC, ...frames.map(bytesOf)];
  if (!ragged) return whole;
  const stream = Buffer.concat(whole);
  const chunks: Buffer[] = [];
  for (let at = 0; at < stream.length; ) {
    const to = Math.min(stream.length, at + 1 + nextInt(random, pick(random, [1, 3, 40, 400, 70_000])));
    chunks.push(stream.subarray(at, to));
    at = to;
  }
  return chunks;
}

/** Flips bits anywhere, magic and lengths included. */
function changeStream(random: RandomStream, chunks: Buffer[]): string {
  const at = nextInt(random, chunks.length);
  chunks[at] = flipped(random, chunks[at] as Buffer);
  return `a bit of chunk ${at} flipped`;
}
