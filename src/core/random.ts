/**
 * Randomness that is data: the same numbers on every machine, and no generator shared between consumers.
 *
 * - Noise inside the loop has no state: it is a hash of (seed, stream, tick). Adding a stream moves no other.
 * - Sampling outside the loop draws from a named stream, a xoshiro128** generator keyed by (seed, name), whose state is plain data.
 *
 * Seeds are integers in [0, 2^53).
 */
import { cos, log } from "./dmath.ts";
import { type HashChain, hashFinish, hashStart, hashWords } from "./hash.ts";

const TWO_PI = 6.283185307179586;
const TWO_26 = 67108864;
const TWO_32 = 4294967296;
const TWO_MINUS_53 = 1.1102230246251565e-16;

// ---- noise without state ----

const SCRATCH: HashChain = { lo: 0, hi: 0 };

/** The number that stands for a stream's name in `noiseAt` and `gaussianAt`; an integer below 2^53, computed once per stream. */
export function streamIdOf(name: string): number {
  const digest = hashStart(name);
  hashFinish(digest);
  return (digest.hi >>> 11) * TWO_32 + (digest.lo >>> 0);
}

/** Uniform in [0, 1), a multiple of 2^-53; tick is any integer below 2^53 in size. */
export function noiseAt(seed: number, streamId: number, tick: number): number {
  return uniformAt(seed, streamId, tick, 0);
}

/** Normal with mean 0 and deviation 1, independent of `noiseAt` (Box and Muller 1958); never beyond 8.6. */
export function gaussianAt(seed: number, streamId: number, tick: number): number {
  return gaussianOf(uniformAt(seed, streamId, tick, 1), uniformAt(seed, streamId, tick, 2));
}

function uniformAt(seed: number, streamId: number, tick: number, draw: number): number {
  SCRATCH.lo = 0x6e6f6973;
  SCRATCH.hi = draw;
  hashInteger(SCRATCH, seed);
  hashInteger(SCRATCH, streamId);
  hashInteger(SCRATCH, tick);
  hashFinish(SCRATCH);
  return uniformOf(SCRATCH.hi, SCRATCH.lo);
}

/** Adds an integer below 2^53 in size, in two's complement. */
function hashInteger(chain: HashChain, x: number): void {
  hashWords(chain, x | 0, Math.floor(x / TWO_32) | 0);
}

/** The upper 53 of 64 random bits as a number in [0, 1). */
function uniformOf(upper: number, lower: number): number {
  return ((upper >>> 5) * TWO_26 + (lower >>> 6)) * TWO_MINUS_53;
}

function gaussianOf(u: number, v: number): number {
  return Math.sqrt(-2 * log(1 - u)) * cos(TWO_PI * v);
}

// ---- named streams ----

/** State of a xoshiro128** generator (Blackman and Vigna 2018): four 32-bit integers, not all zero. A copy is a fork. */
export interface RandomStream {
  s0: number;
  s1: number;
  s2: number;
  s3: number;
}

/** The stream of that name under that seed. RangeError unless the seed is an integer in [0, 2^53). */
export function randomStream(seed: number, name: string): RandomStream {
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new RangeError(`randomStream: the seed must be an integer in [0, 2^53), found ${seed}`);
  const first = hashStart(name);
  hashInteger(first, seed);
  const second = { lo: first.lo, hi: first.hi };
  hashInteger(second, 1);
  hashFinish(first);
  hashFinish(second);
  return { s0: first.lo, s1: first.hi, s2: second.lo, s3: second.hi | 1 }; // never all zero
}

/** 32 random bits as an integer in [0, 2^32). */
export function nextUint32(stream: RandomStream): number {
  const { s0, s1, s2, s3 } = stream;
  const result = Math.imul(rotated(Math.imul(s1, 5), 7), 9);
  const a = s2 ^ s0;
  const b = s3 ^ s1;
  stream.s0 = s0 ^ b;
  stream.s1 = s1 ^ a;
  stream.s2 = a ^ (s1 << 9);
  stream.s3 = rotated(b, 11);
  return result >>> 0;
}

function rotated(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by));
}

/** Uniform in [0, 1), a multiple of 2^-53. */
export function nextUniform(stream: RandomStream): number {
  return uniformOf(nextUint32(stream), nextUint32(stream));
}

/** Normal with mean 0 and deviation 1 (Box and Muller 1958). */
export function nextGaussian(stream: RandomStream): number {
  return gaussianOf(nextUniform(stream), nextUniform(stream));
}

/** Uniform integer in [0, n), without bias. RangeError unless n is an integer in [1, 2^32]. */
export function nextInt(stream: RandomStream, n: number): number {
  if (!Number.isInteger(n) || n < 1 || n > TWO_32) throw new RangeError(`nextInt: n must be an integer in [1, 2^32], found ${n}`);
  // Draws at or above the last multiple of n would favour small results.
  const limit = TWO_32 - (TWO_32 % n);
  let draw = nextUint32(stream);
  while (draw >= limit) draw = nextUint32(stream);
  return draw % n;
}
