/**
 * One hash per function of src/core/dmath over 20,000 results: equal on every CPU family and Node version.
 * Prints the hashes where run by itself, for a comparison without a test runner: `node tests/core/dmath-golden.ts`.
 */
import * as dmath from "../../src/core/dmath.ts";
import { hashHex, hashNumber, hashStart } from "../../src/core/hash.ts";
import { nextUint32, nextUniform, type RandomStream, randomStream } from "../../src/core/random.ts";

const COUNT = 20_000;
const BITS = new DataView(new ArrayBuffer(8));

/** Any float64: random bits. */
function anyFloat(stream: RandomStream): number {
  BITS.setUint32(0, nextUint32(stream));
  BITS.setUint32(4, nextUint32(stream));
  return BITS.getFloat64(0);
}

/** Three arguments of everyday size, then one of any. */
function argument(stream: RandomStream, i: number, from: number, to: number): number {
  return i % 4 === 3 ? anyFloat(stream) : from + (to - from) * nextUniform(stream);
}

/** Range of the first argument, and of the second. */
const RANGES: Record<keyof typeof dmath, [number, number, number?, number?]> = {
  sin: [-20, 20],
  cos: [-20, 20],
  tan: [-20, 20],
  asin: [-1, 1],
  acos: [-1, 1],
  atan: [-20, 20],
  atan2: [-20, 20, -20, 20],
  exp: [-50, 50],
  expm1: [-50, 50],
  log: [0, 20],
  log1p: [-1, 20],
  log10: [0, 20],
  pow: [0, 20, -20, 20],
  tanh: [-20, 20],
  hypot: [-20, 20, -20, 20],
};

function hashOf(name: keyof typeof dmath): string {
  const stream = randomStream(1, name);
  const [from, to, from2 = 0, to2 = 0] = RANGES[name];
  const f: (a: number, b: number) => number = dmath[name];
  const chain = hashStart(name);
  for (let i = 0; i < COUNT; i++) {
    const a = argument(stream, i, from, to);
    hashNumber(chain, f(a, argument(stream, i, from2, to2)));
  }
  return hashHex(chain);
}

export function dmathHashes(): Record<string, string> {
  const names = Object.keys(RANGES) as (keyof typeof dmath)[];
  return Object.fromEntries(names.map((name) => [name, hashOf(name)]));
}

if (import.meta.main) console.log(dmathHashes());
