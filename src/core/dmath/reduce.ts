/**
 * Argument reduction for sin, cos and tan: x - n * pi/2 as the sum of two floats, with n the nearest integer to x / (pi/2).
 *
 * Up to 2^20 * pi/2: Cody and Waite 1980, with pi/2 cut into pieces of 33 bits (the pieces are those of fdlibm e_rem_pio2, Sun 1993).
 * Beyond: multiplication with as many digits of 2/pi as the exponent needs (Payne and Hanek 1983), in integers, hence exact.
 */
import { exponentOf, pow2 } from "./bits.ts";

/** Remainder of the last `reduce`: [0] + [1], in radians, |[0]| <= pi/4 (1 + 2^-30). */
export const REMAINDER: Float64Array = new Float64Array(2);

const MEDIUM = 1647099.332; // 2^20 * pi/2
const TWO_OVER_PI = 6.36619772367581382433e-1;
/** 1.5 * 2^52: adding and subtracting it rounds to the nearest integer. */
const ROUNDER = 6755399441055744;

// pi/2 = A + A_REST = A + B + B_REST = A + B + C + C_REST; A, B and C have 33 bits, so that n * A, n * B and n * C are exact.
const A = 1.57079632673412561417;
const A_REST = 6.07710050650619224932e-11;
const B = 6.0771005063039659766e-11;
const B_REST = 2.02226624879595063154e-21;
const C = 2.0222662487111664558e-21;
const C_REST = 8.47842766036889956997e-32;

/** Writes `REMAINDER` and returns n; only its last two bits mean anything. The remainder of NaN and of ±Infinity is NaN. */
export function reduce(x: number): number {
  const size = Math.abs(x);
  if (!(size <= MEDIUM)) return reduceHuge(x);
  const n = x * TWO_OVER_PI + ROUNDER - ROUNDER;
  let rest = x - n * A; // exact
  let tail = n * A_REST;
  let head = rest - tail;
  // Where x is so near a multiple of pi/2 that digits cancel, take the next pieces.
  if (Math.abs(head) < size * 1.52587890625e-5 /* 2^-16 */) {
    const before = rest;
    const piece = n * B;
    rest = before - piece;
    tail = n * B_REST - (before - rest - piece);
    head = rest - tail;
    if (Math.abs(head) < size * 1.7763568394002505e-15 /* 2^-49 */) {
      const middle = rest;
      const lastPiece = n * C;
      rest = middle - lastPiece;
      tail = n * C_REST - (middle - rest - lastPiece);
      head = rest - tail;
    }
  }
  REMAINDER[0] = head;
  REMAINDER[1] = rest - head - tail;
  return n;
}

/** 2/pi * 2^1280, rounded down. */
const TWO_OVER_PI_DIGITS = BigInt(
  "0xa2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561b7246e3a424dd2e006492eea09d1921cfe1deb1cb129a73ee88235f52ebb4484" +
    "e99c7026b45f7e413991d639835339f49c845f8bbdf9283b1ff897ffde05980fef2f118b5a0a6d1f6d367ecf27cb09b74f463f669e5fea2d7527bac7ebe5f17b" +
    "3d0739f78a5292ea6bfb5fb11f8d5d0856033046fc7b6babf0cfbc209af4361d",
);
/** pi/2 * 2^256, rounded down. */
const HALF_PI_DIGITS = 0x1921fb54442d18469898cc51701b839a252049c1114cf98e804177d4c76273644n;
/** Binary places kept of x / (pi/2): no float64 comes nearer than 2^-62 to a multiple of pi/2, which leaves 130 digits. */
const PLACES = 192n;
const ONE_HALF = 1n << (PLACES - 1n);
const UNIT = 1.5930919111324523e-58; // 2^-192

/** The same for |x| > MEDIUM, in integers; about a microsecond. */
function reduceHuge(x: number): number {
  if (!(Math.abs(x) < Infinity)) {
    REMAINDER.fill(NaN);
    return 0;
  }
  // |x| = mantissa * 2^exponent
  const exponent = exponentOf(x) - 52;
  const mantissa = BigInt(Math.abs(x) * pow2(-exponent));
  const quarters = (mantissa * TWO_OVER_PI_DIGITS) >> (1280n - PLACES - BigInt(exponent));
  const n = (quarters + ONE_HALF) >> PLACES;
  const remainder = ((quarters - (n << PLACES)) * HALF_PI_DIGITS) >> 256n;
  const head = Number(remainder);
  const tail = Number(remainder - BigInt(head));
  const sign = x < 0 ? -1 : 1;
  REMAINDER[0] = sign * head * UNIT;
  REMAINDER[1] = sign * tail * UNIT;
  return sign * Number(n & 3n);
}
