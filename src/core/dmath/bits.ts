/** The exponent of a float64, and powers of two. Nothing is kept between calls. */
const FLOAT = new Float64Array(1);
const WORDS = new Int32Array(FLOAT.buffer);
/** Index of the word with sign and exponent: 1 on little-endian machines, 0 on big-endian ones. */
const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

/** 2^k at index k + 1074. A table, because writing words and reading them back as a float costs three times as much. */
const POWERS = powers();

function powers(): Float64Array {
  const table = new Float64Array(1074 + 1024);
  let power = 1;
  for (let k = 0; k <= 1023; k++, power *= 2) table[1074 + k] = power;
  power = 1;
  for (let k = 0; k >= -1074; k--, power *= 0.5) table[1074 + k] = power;
  return table;
}

/** 2^k for integer k in [-1074, 1023]. */
export function pow2(k: number): number {
  return POWERS[k + 1074]!;
}

/** x * 2^k, rounded once, for x near 1 and integer k in [-1200, 1100]. */
export function scaled(x: number, k: number): number {
  if (k > 1023) return x * pow2(1023) * pow2(k - 1023);
  if (k < -1022) return x * pow2(k + 200) * pow2(-200);
  return x * pow2(k);
}

/** The integer k with 1 <= |x| / 2^k < 2; x normal. */
export function exponentOf(x: number): number {
  FLOAT[0] = x;
  return ((WORDS[HIGH]! >> 20) & 0x7ff) - 1023;
}

/** The integer k with x / 2^k in [sqrt(1/2), sqrt(2)), to 6 digits; x positive and normal. */
export function nearestExponentOf(x: number): number {
  FLOAT[0] = x;
  // 0x3fe6a09e is the high word of sqrt(1/2)
  return ((WORDS[HIGH]! + 0x3ff00000 - 0x3fe6a09e) >> 20) - 1023;
}
