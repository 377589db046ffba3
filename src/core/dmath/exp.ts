/** exp, expm1, tanh. exp and expm1: fdlibm e_exp, s_expm1, Sun 1993. tanh: see there. */
import { pow2, scaled } from "./bits.ts";

const INV_LN2 = 1.442695040888963387;
const LN2_HIGH = 6.9314718036912381649e-1; // 33 bits: k * LN2_HIGH is exact
const LN2_LOW = 1.90821492927058770002e-10;
const EXP_OVERFLOW = 709.782712893383973096;
const EXP_UNDERFLOW = -745.13321910194110842;

const P1 = 1.66666666666666019037e-1;
const P2 = -2.77777777770155933842e-3;
const P3 = 6.61375632143793436117e-5;
const P4 = -1.6533902205465251539e-6;
const P5 = 4.13813679705723846039e-8;

/** r - r * (exp(r) + 1) / (exp(r) - 1) + 2, an even series in r, for |r| <= ln(2) / 2; shared with pow. */
export function expSeries(r: number): number {
  const t = r * r;
  return r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
}

/** e^x. */
export function exp(x: number): number {
  if (x > EXP_OVERFLOW) return Infinity;
  if (x < EXP_UNDERFLOW) return 0;
  if (x !== x) return NaN;
  // x = k ln 2 + r, r = high - low
  const k = Math.floor(x * INV_LN2 + 0.5);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const c = expSeries(r);
  return scaled(1 - (low - (r * c) / (2 - c) - high), k);
}

const Q1 = -3.33333333333331316428e-2;
const Q2 = 1.58730158725481460165e-3;
const Q3 = -7.93650757867487942473e-5;
const Q4 = 4.00821782732936239552e-6;
const Q5 = -2.01099218183624371326e-7;

/** e^x - 1, exact to the last places near x = 0. */
export function expm1(x: number): number {
  if (x > EXP_OVERFLOW) return Infinity;
  if (x < -40) return -1;
  if (x !== x) return NaN;
  if (Math.abs(x) < 5.551115123125783e-17 /* 2^-54 */) return x;
  // x = k ln 2 + r + c
  const k = Math.floor(x * INV_LN2 + 0.5);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const c = high - r - low;
  const half = 0.5 * r;
  const square = r * half;
  const series = 1 + square * (Q1 + square * (Q2 + square * (Q3 + square * (Q4 + square * Q5))));
  const t = 3 - series * half;
  const e = square * ((series - t) / (6 - r * t));
  if (k === 0) return r - (r * e - square);
  return expm1Assembled(k, r, r * (e - c) - c - square);
}

/** 2^k (1 + r - e) - 1, in the order that loses least for each k. */
function expm1Assembled(k: number, r: number, e: number): number {
  if (k === -1) return 0.5 * (r - e) - 0.5;
  if (k === 1) return r < -0.25 ? -2 * (e - (r + 0.5)) : 1 + 2 * (r - e);
  if (k < 0 || k > 56) return scaled(1 - (e - r), k) - 1;
  return pow2(k) * (1 - pow2(-k) - (e - r));
}

/**
 * Hyperbolic tangent.
 *
 * Small x: Lambert's continued fraction x / (1 + z / (3 + z / (5 + ... z / 17))), z = x^2 (Lambert 1761), written as x - x z N(z) / D(z);
 * it differs from tanh by 1e-20 of it at most. Larger x: 1 - 2 / (e^2x + 1).
 */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (size < 7.450580596923828e-9 /* 2^-27 */) return x;
  if (size < 0.625) {
    const z = x * x;
    const n = 11486475 + z * (810810 + z * (12870 + z * 44));
    const d = 34459425 + z * (16216200 + z * (945945 + z * (13860 + z * 45)));
    return x - (x * z * n) / d;
  }
  const y = size > 22 ? 1 : 1 - 2 / (exp(2 * size) + 1);
  return x < 0 ? -y : y;
}
