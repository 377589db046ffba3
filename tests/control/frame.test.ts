import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFrameReader, type FrameProblem, frameOf, isMidFrame, readFrames } from "../../src/control/frame.ts";
import { wire } from "../../src/control/wire.ts";

function framed(...bodies: Buffer[]): Buffer {
  return Buffer.concat(
    bodies.flatMap((body) => {
      const length = Buffer.alloc(4);
      length.writeUInt32LE(body.length, 0);
      return [length, body];
    }),
  );
}

/** Feeds chunks; what came out, and what was wrong. */
function read(chunks: readonly Buffer[], limitBytes = 1000): { frames: Buffer[]; problem: FrameProblem | null; midFrame: boolean } {
  const reader = createFrameReader(limitBytes);
  const frames: Buffer[] = [];
  let problem: FrameProblem | null = null;
  for (const chunk of chunks) {
    problem ??= readFrames(reader, chunk, 0, (buffer, start, end) => {
      frames.push(Buffer.from(buffer.subarray(start, end)));
      return true;
    });
  }
  return { frames, problem, midFrame: isMidFrame(reader) };
}

const bytesOf = (stream: Buffer): Buffer[] => Array.from({ length: stream.length }, (_, i) => stream.subarray(i, i + 1));

describe("frames of a stream", () => {
  const bodies = [Buffer.from("a"), Buffer.from("second"), Buffer.alloc(300, 7)];
  const stream = framed(...bodies);

  test("in one piece and byte by byte are the same", () => {
    expect(read([stream])).toEqual({ frames: bodies, problem: null, midFrame: false });
    expect(read(bytesOf(stream))).toEqual({ frames: bodies, problem: null, midFrame: false });
  });

  test("cut at any byte, what is whole is there and the rest is awaited", () => {
    const ends = [5, 15, 319];
    for (let cut = 0; cut <= stream.length; cut++) {
      const { frames, problem, midFrame } = read([stream.subarray(0, cut)]);
      const whole = ends.filter((end) => end <= cut).length;
      expect(frames).toEqual(bodies.slice(0, whole));
      expect(problem).toBeNull();
      expect(midFrame).toBe(cut > 0 && !ends.includes(cut));
      expect(read([stream.subarray(0, cut), stream.subarray(cut)]).frames).toEqual(bodies);
    }
  });

  test("any cutting gives the same frames", () => {
    const body = fc.uint8Array({ minLength: 1, maxLength: 40 }).map((b) => Buffer.from(b));
    fc.assert(
      fc.property(fc.array(body, { maxLength: 8 }), fc.array(fc.nat(300), { maxLength: 12 }), (some, cuts) => {
        const whole = framed(...some);
        const at = [0, ...cuts.filter((c) => c <= whole.length).sort((a, b) => a - b), whole.length];
        const chunks = at.slice(1).map((end, i) => whole.subarray(at[i], end));
        expect(read(chunks).frames).toEqual(some);
      }),
    );
  });

  test("a length of 0 is no frame", () => {
    expect(read([framed(Buffer.from("x"), Buffer.alloc(0))]).problem).toEqual({ kind: "empty" });
  });

  test("a length over the limit is refused with its fourth byte, and nothing is allocated for it", () => {
    const header = Buffer.from([0xff, 0xff, 0xff, 0xff]);
    const reader = createFrameReader(1000);
    const none = (): boolean => true;
    for (let i = 0; i < 3; i++) expect(readFrames(reader, header.subarray(i, i + 1), 0, none)).toBeNull();
    expect(readFrames(reader, header.subarray(3), 0, none)).toEqual({ kind: "too-large", frameBytes: 0xffffffff, limitBytes: 1000 });
    expect(reader.body).toBeNull();
    expect(read([framed(Buffer.alloc(1000))]).problem).toBeNull();
    expect(read([framed(Buffer.alloc(1001))]).problem?.kind).toBe("too-large");
  });

  test("a handler that gives false ends the reading", () => {
    let seen = 0;
    const reader = createFrameReader(1000);
    readFrames(reader, stream, 0, () => ++seen < 2);
    expect(seen).toBe(2);
  });

  test("an unfinished frame holds no more than its own length", () => {
    const reader = createFrameReader(1000);
    readFrames(reader, framed(Buffer.alloc(900)).subarray(0, 10), 0, () => true);
    expect(reader.body?.length).toBe(900);
  });
});

test("a frame written is a length and the envelope", () => {
  const frame = frameOf({ session: 1, ping: { nonce: 2 ** 53 - 1 } });
  expect(frame.readUInt32LE(0)).toBe(frame.length - 4);
  expect(wire.ToController.decode(frame.subarray(4))).toMatchObject({ session: 1, ping: { nonce: 2 ** 53 - 1 } });
});
