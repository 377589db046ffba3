import { describe, expect, test } from "vitest";
import {
  gaussianAt,
  nextGaussian,
  nextInt,
  nextUint32,
  nextUniform,
  noiseAt,
  randomStream,
  type RandomStream,
  streamIdOf,
} from "../../src/core/random.ts";

const COUNT = 100_000;

function mean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}

/** Mean of the products of the deviations, over the product of the standard deviations. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const ma = mean(a);
  const mb = mean(b);
  const product = mean(a.map((x, i) => (x - ma) * (b[i]! - mb)));
  return product / Math.sqrt(mean(a.map((x) => (x - ma) * (x - ma))) * mean(b.map((x) => (x - mb) * (x - mb))));
}

function ticks(f: (tick: number) => number): number[] {
  return Array.from({ length: COUNT }, (_, tick) => f(tick));
}

/** Five standard errors of a mean over COUNT samples of deviation 1. */
const TOLERANCE = 5 / Math.sqrt(COUNT);

describe("noise", () => {
  const radar = streamIdOf("radar");

  test("is a function of seed, stream and tick", () => {
    expect(noiseAt(7, radar, 12)).toBe(noiseAt(7, streamIdOf("radar"), 12));
    const others = [noiseAt(8, radar, 12), noiseAt(7, streamIdOf("lidar"), 12), noiseAt(7, radar, 13), noiseAt(7, radar, -12)];
    expect(new Set([noiseAt(7, radar, 12), ...others]).size).toBe(5);
  });

  test("uses all 53 bits of the seed, the stream and the tick", () => {
    const seen = new Set<number>();
    for (let bit = 0, x = 1; bit < 53; bit++, x *= 2) {
      seen.add(noiseAt(x, 0, 0));
      seen.add(noiseAt(0, x, 0));
      seen.add(noiseAt(0, 0, x));
    }
    expect(seen.size).toBe(3 * 53);
  });

  test("is uniform in [0, 1)", () => {
    const values = ticks((tick) => noiseAt(1, radar, tick));
    expect(values.every((x) => x >= 0 && x < 1)).toBe(true);
    expect(Math.abs(mean(values) - 0.5)).toBeLessThan(TOLERANCE * Math.sqrt(1 / 12));
    const counts = Array.from({ length: 64 }, () => 0);
    for (const x of values) counts[Math.floor(x * 64)]! += 1;
    // chi-square with 63 degrees of freedom: mean 63, deviation 11.2
    const expected = COUNT / 64;
    expect(counts.reduce((sum, n) => sum + ((n - expected) * (n - expected)) / expected, 0)).toBeLessThan(63 + 5 * 11.2);
  });

  test("neighbouring seeds, streams and ticks are uncorrelated", () => {
    const base = ticks((tick) => noiseAt(1, radar, tick));
    const neighbours = [
      ticks((tick) => noiseAt(2, radar, tick)),
      ticks((tick) => noiseAt(1, radar + 1, tick)),
      ticks((tick) => noiseAt(1, radar, tick + 1)),
      ticks((tick) => noiseAt(1, radar, 2 * tick)),
      ticks((tick) => gaussianAt(1, radar, tick)),
    ];
    for (const other of neighbours) expect(Math.abs(correlation(base, other))).toBeLessThan(TOLERANCE);
  });

  test("gaussian: mean 0, variance 1, kurtosis 3", () => {
    const values = ticks((tick) => gaussianAt(1, radar, tick));
    const squares = values.map((x) => x * x);
    expect(Math.abs(mean(values))).toBeLessThan(TOLERANCE);
    expect(Math.abs(mean(squares) - 1)).toBeLessThan(TOLERANCE * Math.sqrt(2));
    expect(Math.abs(mean(squares.map((s) => s * s)) - 3)).toBeLessThan(TOLERANCE * Math.sqrt(96));
  });

  test("the same numbers ever after", () => {
    expect([streamIdOf("radar"), noiseAt(1, radar, 0), noiseAt(1, radar, 1), gaussianAt(1, radar, 0)]).toEqual([
      2301993873665868, 0.8874379098903948, 0.21130615471135883, -0.417729375173008,
    ]);
  });
});

describe("named streams", () => {
  test("xoshiro128** by hand", () => {
    // s = 1 2 3 4: rotl(2 * 5, 7) * 9 = 11520; then s = 7 0 1026 12288, whose s1 is 0; then s = 12295 1029 1029 25165824: rotl(5145, 7) * 9.
    const stream: RandomStream = { s0: 1, s1: 2, s2: 3, s3: 4 };
    expect([nextUint32(stream), nextUint32(stream)]).toEqual([11520, 0]);
    expect([stream.s0, stream.s1, stream.s2, stream.s3]).toEqual([12295, 1029, 1029, 25165824]);
    expect(nextUint32(stream)).toBe(5145 * 128 * 9);
  });

  test("xoshiro128** against the published recurrence on bigints", () => {
    const mask = 0xffffffffn;
    const rotl = (x: bigint, k: bigint): bigint => ((x << k) | (x >> (32n - k))) & mask;
    const stream = randomStream(5, "oracle");
    let [a, b, c, d] = [stream.s0, stream.s1, stream.s2, stream.s3].map((x) => BigInt(x >>> 0)) as [bigint, bigint, bigint, bigint];
    for (let i = 0; i < 1000; i++) {
      expect(BigInt(nextUint32(stream))).toBe((rotl((b * 5n) & mask, 7n) * 9n) & mask);
      const t = (b << 9n) & mask;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= t;
      d = rotl(d, 11n);
    }
  });

  test("a new stream has four different words, of which no name or seed makes all zero", () => {
    const { s0, s1, s2, s3 } = randomStream(0, "");
    expect(new Set([s0, s1, s2, s3, 0]).size).toBe(5);
    expect(s3 & 1).toBe(1);
  });

  test("drawing from one stream moves no other, and a copy is a fork", () => {
    const alone = randomStream(1, "friction");
    const expected = [nextUniform(alone), nextUniform(alone)];
    const stream = randomStream(1, "friction");
    const other = randomStream(1, "delay");
    const first = nextUniform(stream);
    nextUniform(other);
    const fork = { ...stream };
    expect([first, nextUniform(stream)]).toEqual(expected);
    expect(nextUniform(fork)).toBe(expected[1]);
  });

  test("neighbouring seeds and names are uncorrelated", () => {
    const draws = (seed: number, name: string): number[] => {
      const stream = randomStream(seed, name);
      return ticks(() => nextUniform(stream));
    };
    const base = draws(1, "a");
    for (const other of [draws(2, "a"), draws(1, "b"), draws(1 + 4294967296, "a")]) {
      expect(Math.abs(correlation(base, other))).toBeLessThan(TOLERANCE);
    }
  });

  test("uniform and gaussian have their moments", () => {
    const stream = randomStream(1, "moments");
    const uniform = ticks(() => nextUniform(stream));
    expect(uniform.every((x) => x >= 0 && x < 1)).toBe(true);
    expect(Math.abs(mean(uniform) - 0.5)).toBeLessThan(TOLERANCE * Math.sqrt(1 / 12));
    const gaussian = ticks(() => nextGaussian(stream));
    expect(Math.abs(mean(gaussian))).toBeLessThan(TOLERANCE);
    expect(Math.abs(mean(gaussian.map((x) => x * x)) - 1)).toBeLessThan(TOLERANCE * Math.sqrt(2));
  });

  test("nextInt takes every value equally often", () => {
    const stream = randomStream(1, "dice");
    const counts = Array.from({ length: 6 }, () => 0);
    for (let i = 0; i < COUNT; i++) counts[nextInt(stream, 6)]! += 1;
    for (const n of counts) expect(Math.abs(n - COUNT / 6)).toBeLessThan(5 * Math.sqrt((COUNT * 5) / 36));
    expect(nextInt(stream, 1)).toBe(0);
  });

  test("nextInt has no bias where n does not divide 2^32", () => {
    // Without rejection, the results below n / 3 = 2^30 would have two draws each out of four, the others one: a half instead of a third.
    const stream = randomStream(1, "bias");
    const n = 3 * 1073741824;
    const low = ticks(() => (nextInt(stream, n) < n / 3 ? 1 : 0));
    expect(Math.abs(mean(low) - 1 / 3)).toBeLessThan(TOLERANCE * 0.5);
  });

  test("impossible seeds and ranges are refused", () => {
    for (const seed of [-1, 0.5, NaN, Infinity, 9007199254740992]) expect(() => randomStream(seed, "x")).toThrow(RangeError);
    for (const n of [0, -1, 1.5, NaN, 4294967297]) expect(() => nextInt(randomStream(0, "x"), n)).toThrow(RangeError);
    expect(nextInt(randomStream(0, "x"), 4294967296)).toBe(nextUint32(randomStream(0, "x")));
  });
});
