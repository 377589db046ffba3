/**
 * A streaming 64-bit hash of numbers and text, for chains over a run's state: h_k = H(h_(k-1), state of tick k).
 *
 * It tells different runs apart; it is no protection against forgery (for that: sha256.ts). Numbers enter as their float64 bits. All
 * NaNs count as one, because engines may differ in a NaN's payload; -0 and 0 count as two, because a later 1/x tells them apart.
 * The result depends only on the order of the items, not on how many calls brought them.
 *
 * Two 32-bit lanes, each word xored in, multiplied by an odd constant, and rotated into the other lane: a one-to-one map of the
 * state for given words, and of the words for given state. Odd constants and final mixing: MurmurHash3 (Appleby 2011).
 */

/** State of a chain: two signed 32-bit integers. A copy of both fields is a copy of the chain. */
export interface HashChain {
  lo: number;
  hi: number;
}

const FLOAT = new Float64Array(1);
const WORDS = new Int32Array(FLOAT.buffer);
/** Index of the upper word: 1 on little-endian machines, 0 on big-endian ones. */
const UPPER = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;
const LOWER = 1 - UPPER;

/** A new chain; chains of different seed texts are unrelated. */
export function hashStart(seedText: string): HashChain {
  const chain = { lo: 0x243f6a88, hi: 0x13198a2e }; // digits of pi
  hashText(chain, seedText);
  return chain;
}

/** Adds 64 bits, given as two 32-bit integers. */
export function hashWords(chain: HashChain, lower: number, upper: number): void {
  const a = Math.imul(chain.lo ^ lower, 0x85ebca6b);
  const b = Math.imul(chain.hi ^ upper, 0xc2b2ae35) + ((a << 13) | (a >>> 19));
  chain.lo = a ^ ((b << 17) | (b >>> 15));
  chain.hi = b | 0;
}

/** Adds array[from] ... array[to - 1]. */
export function hashFloat64s(chain: HashChain, array: Float64Array, from: number, to: number): void {
  for (let i = from; i < to; i++) hashNumber(chain, array[i]!);
}

/** Adds one number. */
export function hashNumber(chain: HashChain, x: number): void {
  FLOAT[0] = x;
  if (x === x) hashWords(chain, WORDS[LOWER]!, WORDS[UPPER]!);
  else hashWords(chain, 0, 0x7ff80000);
}

/** Adds a text: its length, then its UTF-16 code units, two a word. */
export function hashText(chain: HashChain, text: string): void {
  const { length } = text;
  hashWords(chain, length, 0x74657874);
  for (let i = 0; i < length; i += 4) hashWords(chain, codeUnits(text, i), codeUnits(text, i + 2));
}

/** Code units i and i + 1 in one word; 0 past the end. */
function codeUnits(text: string, i: number): number {
  return text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16); // NaN counts as 0 in integer operations
}

/** Spreads every bit of the state over all 64, in place and one-to-one; the chain is a digest afterwards and takes no more items. */
export function hashFinish(chain: HashChain): void {
  const b = mixed(chain.hi ^ chain.lo);
  chain.lo = mixed(chain.lo ^ b);
  chain.hi = b;
}

/** The final mixing of MurmurHash3, 32 bits. */
function mixed(word: number): number {
  let x = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

/** The digest as 16 hexadecimal digits; the chain can go on. */
export function hashHex(chain: HashChain): string {
  const digest = { lo: chain.lo, hi: chain.hi };
  hashFinish(digest);
  return hex8(digest.hi) + hex8(digest.lo);
}

function hex8(word: number): string {
  return (word >>> 0).toString(16).padStart(8, "0");
}

/** The digest of one text: a short id, the same everywhere. */
export function hashText64Hex(text: string): string {
  return hashHex(hashStart(text));
}
