/** log, log1p, log10: fdlibm e_log, s_log1p, Sun 1993; log10 with the product by 1/ln 10 carried in two floats. */
import { nearestExponentOf, pow2 } from "./bits.ts";

const LN2_HIGH = 6.9314718036912381649e-1; // 33 bits: k * LN2_HIGH is exact
const LN2_LOW = 1.90821492927058770002e-10;
const SMALLEST_NORMAL = 2.2250738585072014e-308;
const TWO_54 = 18014398509481984;

const L1 = 6.66666666666673513e-1;
const L2 = 3.999999999940941908e-1;
const L3 = 2.857142874366239149e-1;
const L4 = 2.222219843214978396e-1;
const L5 = 1.818357216161805012e-1;
const L6 = 1.531383769920937332e-1;
const L7 = 1.479819860511658591e-1;

/** log(1 + f) - f + f^2 / 2 for 1 + f in [sqrt(1/2), sqrt(2)): s = f / (2 + f), log(1 + f) = 2 s + 2/3 s^3 + ... */
function logRest(f: number): number {
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (L2 + w * (L4 + w * L6));
  const odd = z * (L1 + w * (L3 + w * (L5 + w * L7)));
  return s * (0.5 * f * f + odd + even);
}

/** Natural logarithm; -Infinity at 0, NaN below. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  const isSubnormal = x < SMALLEST_NORMAL;
  const normal = isSubnormal ? x * TWO_54 : x;
  const exponent = nearestExponentOf(normal);
  const f = normal * pow2(-exponent) - 1;
  const k = isSubnormal ? exponent - 54 : exponent;
  return logRest(f) + k * LN2_LOW - 0.5 * f * f + f + k * LN2_HIGH;
}

/** log(1 + x), exact to the last places near x = 0; -Infinity at -1, NaN below. */
export function log1p(x: number): number {
  if (!(x > -1)) return x === -1 ? -Infinity : NaN;
  if (x === Infinity || Math.abs(x) < 5.551115123125783e-17 /* 2^-54 */) return x;
  const u = 1 + x;
  const k = x > -0.2928 && x < 0.4142 ? 0 : nearestExponentOf(u);
  if (k === 0) return logRest(x) - 0.5 * x * x + x;
  // 1 + x = u + lost, log(u + lost) = log u + lost / u
  const lost = k > 1 ? 1 - (u - x) : x - (u - 1);
  const f = u * pow2(-k) - 1;
  return logRest(f) + (k * LN2_LOW + lost / u) - 0.5 * f * f + f + k * LN2_HIGH;
}

const INV_LN10_HIGH = 0.434294480830431; // 28 bits
const INV_LN10_LOW = 1.0728208431540585e-9;
const LOG10_2_HIGH = 3.01029995663611771306e-1; // 33 bits
const LOG10_2_LOW = 3.69423907715893078616e-13;

/** Logarithm to base 10; -Infinity at 0, NaN below; exact where x is a power of 10 that a float64 holds. */
export function log10(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  const isSubnormal = x < SMALLEST_NORMAL;
  const normal = isSubnormal ? x * TWO_54 : x;
  const exponent = nearestExponentOf(normal);
  const f = normal * pow2(-exponent) - 1;
  const k = isSubnormal ? exponent - 54 : exponent;
  // log(1 + f) = high + low
  const half = 0.5 * f * f;
  const high = Math.fround(f - half);
  const low = f - high - half + logRest(f);
  const main = high * INV_LN10_HIGH;
  const shift = k * LOG10_2_HIGH;
  const sum = shift + main;
  return shift - sum + main + (k * LOG10_2_LOW + (low + high) * INV_LN10_LOW + low * INV_LN10_HIGH) + sum;
}
