/** Which way a frame went. */
export type FrameDirection = "to-controller" | "to-harness";

/** The raw protocol frames of one run in memory, in the order in which they were sent and came. Made by `newFrameTape`. */
export interface FrameTape {
  count: number;
  /** Frames that found no room. Once one has not, none after it is kept: what is there is the beginning, without a gap. */
  dropped: number;
  readonly maxBytes: number;
  /** Envelopes end to end, without their lengths. */
  data: Uint8Array;
  dataBytes: number;
  /** Per frame: where it ends in `data`, its tick, and 1 where it went to the harness. */
  endOffset: Float64Array;
  ticks: Float64Array;
  toHarness: Uint8Array;
}

/** One frame. Its bytes are borrowed: valid until the next `appendFrame`. */
export interface Frame {
  readonly direction: FrameDirection;
  readonly tick: number;
  readonly bytes: Uint8Array;
}

/** Some 20 minutes of a hundred answers a second in sight of 20 road users; a run that needs more keeps its beginning. */
const MAX_FRAME_TAPE_BYTES: number = 256 * 1024 * 1024;
/** What a frame costs besides its bytes; counted, so that many tiny frames cannot fill the memory either. */
const INDEX_BYTES = 17;
const FIRST_DATA_BYTES = 64 * 1024;
const FIRST_FRAMES = 256;

/** @param maxBytes all frames together, their index included. */
export function newFrameTape(maxBytes: number = MAX_FRAME_TAPE_BYTES): FrameTape {
  return {
    count: 0,
    dropped: 0,
    maxBytes,
    data: new Uint8Array(Math.min(FIRST_DATA_BYTES, maxBytes)),
    dataBytes: 0,
    endOffset: new Float64Array(FIRST_FRAMES),
    ticks: new Float64Array(FIRST_FRAMES),
    toHarness: new Uint8Array(FIRST_FRAMES),
  };
}

/**
 * Copies one envelope, the bytes of `buffer` from `startOffset` to before `endOffset`, without its length, to the end of the tape.
 * @param tick of the observation it is or answers; 0 for what comes before the first, the run's last tick for what comes after.
 */
export function appendFrame(
  tape: FrameTape,
  direction: FrameDirection,
  tick: number,
  buffer: Uint8Array,
  startOffset: number,
  endOffset: number,
): void {
  const end = tape.dataBytes + (endOffset - startOffset);
  if (tape.dropped > 0 || end + (tape.count + 1) * INDEX_BYTES > tape.maxBytes) {
    tape.dropped++;
    return;
  }
  if (end > tape.data.length) growData(tape, end);
  if (tape.count === tape.endOffset.length) growIndex(tape);
  tape.data.set(buffer.subarray(startOffset, endOffset), tape.dataBytes);
  tape.dataBytes = end;
  tape.endOffset[tape.count] = end;
  tape.ticks[tape.count] = Math.max(0, tick);
  tape.toHarness[tape.count] = direction === "to-harness" ? 1 : 0;
  tape.count++;
}

/** Frame `i` in order. Throws RangeError for one that is not there. */
export function frameAt(tape: FrameTape, i: number): Frame {
  if (!(i >= 0 && i < tape.count)) throw new RangeError(`frame ${i} of a tape with ${tape.count} frames`);
  const start = i === 0 ? 0 : (tape.endOffset[i - 1] as number);
  return {
    direction: tape.toHarness[i] === 1 ? "to-harness" : "to-controller",
    tick: tape.ticks[i] as number,
    bytes: tape.data.subarray(start, tape.endOffset[i]),
  };
}

function growData(tape: FrameTape, needed: number): void {
  const wider = new Uint8Array(Math.min(tape.maxBytes, Math.max(needed, tape.data.length * 2)));
  wider.set(tape.data.subarray(0, tape.dataBytes));
  tape.data = wider;
}

function growIndex(tape: FrameTape): void {
  const length = tape.endOffset.length * 2;
  const endOffset = new Float64Array(length);
  const ticks = new Float64Array(length);
  const toHarness = new Uint8Array(length);
  endOffset.set(tape.endOffset);
  ticks.set(tape.ticks);
  toHarness.set(tape.toHarness);
  tape.endOffset = endOffset;
  tape.ticks = ticks;
  tape.toHarness = toHarness;
}
