import { describe, expect, test } from "vitest";
import { appendFrame, frameAt, newFrameTape } from "../../src/trace/frame-tape.ts";

describe("the tape of a run's frames", () => {
  test("gives back each frame with its way and its tick, in order, however many there are", () => {
    const tape = newFrameTape();
    // 3000 frames of up to 1000 bytes: longer than the first room for bytes and for frames.
    const bytesOf = (i: number): Uint8Array => Uint8Array.from({ length: 2 + ((i * 37) % 999) }, (_, k) => i + k);
    for (let i = 0; i < 3000; i++) {
      // As a socket has them: somewhere in a larger buffer, which is used again for the next.
      const chunk = new Uint8Array(2000).fill(0xee);
      chunk.set(bytesOf(i), 4);
      appendFrame(tape, i % 2 === 0 ? "to-controller" : "to-harness", i >> 1, chunk, 4, 4 + bytesOf(i).length);
      chunk.fill(0);
    }
    expect([tape.count, tape.dropped]).toEqual([3000, 0]);
    for (const i of [0, 1, 255, 256, 2047, 2999]) {
      const { direction, tick, bytes } = frameAt(tape, i);
      expect([direction, tick]).toEqual([i % 2 === 0 ? "to-controller" : "to-harness", i >> 1]);
      expect(Buffer.from(bytes).equals(bytesOf(i))).toBe(true);
    }
    expect(() => frameAt(tape, 3000)).toThrow(RangeError);
    expect(() => frameAt(tape, -1)).toThrow(RangeError);
  });

  test("keeps the beginning where there is no room for the whole, and counts what it left out", () => {
    const tape = newFrameTape(1000);
    const frame = new Uint8Array(300);
    appendFrame(tape, "to-controller", 0, frame, 0, 300);
    appendFrame(tape, "to-harness", 0, frame, 0, 300);
    appendFrame(tape, "to-controller", 1, frame, 0, 300);
    appendFrame(tape, "to-harness", 1, frame, 0, 300);
    appendFrame(tape, "to-harness", 2, frame, 0, 1); // there is room for it, but a gap before it
    expect([tape.count, tape.dropped]).toEqual([3, 2]);
    expect(tape.data.length).toBeLessThanOrEqual(1000);
  });

  test("many tiny frames do not take more than their share either", () => {
    const tape = newFrameTape(20_000);
    for (let i = 0; i < 5000; i++) appendFrame(tape, "to-harness", 0, Uint8Array.of(1), 0, 1);
    expect(tape.count).toBe(1111); // 1 byte and 17 of index each
    expect(tape.count + tape.dropped).toBe(5000);
  });
});
