/** pow: fdlibm e_pow, Sun 1993: x^y = 2^(y log2 x), with log2 x and the product carried in two floats. */
import { exponentOf, pow2, scaled } from "./bits.ts";
import { expSeries } from "./exp.ts";

/** log2 of the last `log2Parts`: [0], a float32, + [1]. */
const LOG2 = new Float64Array(2);

/** x to the power y. NaN for negative x and fractional y; x^0 and 1^y are 1 for every x and y, NaN included. */
export function pow(x: number, y: number): number {
  if (y === 0 || x === 1) return 1;
  if (x !== x || y !== y) return NaN;
  const size = Math.abs(x);
  // Where |y| > 2^64, any other size than 1 overflows or vanishes, and y is an even integer.
  if (Math.abs(y) > 18446744073709551616) return size === 1 ? 1 : limitOf(size, y);
  const isNegative = x < 0 || (x === 0 && 1 / x < 0);
  const isInteger = Math.floor(y) === y;
  const sign = isNegative && isInteger && Math.abs(y) % 2 === 1 ? -1 : 1;
  if (size === 0 || size === Infinity) return sign * limitOf(size, y);
  if (isNegative && !isInteger) return NaN;
  if (size === 1) return sign;
  return sign * powPositive(size, y);
}

/** What size^y tends to where it is 0 or Infinity. */
function limitOf(size: number, y: number): number {
  const vanishes = y > 0 ? size < 1 : size > 1;
  return vanishes ? 0 : Infinity;
}

/** x^y for positive finite x other than 1, and |y| <= 2^64. */
function powPositive(x: number, y: number): number {
  log2Parts(x);
  const high = LOG2[0]!;
  // y log2 x = main + rest; main is exact: both its factors have 24 bits
  const yHigh = Math.fround(y);
  const main = yHigh * high;
  const rest = (y - yHigh) * high + y * LOG2[1]!;
  const sum = rest + main;
  if (sum >= 1025) return Infinity;
  if (sum < -1080) return 0;
  return exp2(main, rest);
}

const LN2 = 6.93147180559945286227e-1;
const LN2_HIGH = 6.93147182464599609375e-1; // 21 bits
const LN2_LOW = -1.90465429995776804525e-9;

/** 2^(main + rest), |rest| much smaller than |main|. */
function exp2(main: number, rest: number): number {
  const k = Math.floor(main + rest + 0.5);
  const fraction = main - k;
  const t = Math.fround(rest + fraction);
  // e^(z + w) = 2^(fraction + rest)
  const u = t * LN2_HIGH;
  const v = (rest - (t - fraction)) * LN2 + t * LN2_LOW;
  const z = u + v;
  const w = v - (z - u);
  const c = expSeries(z);
  return scaled(1 - ((z * c) / (c - 2) - (w + z * w) - z), k);
}

const L1 = 5.99999999999994648725e-1;
const L2 = 4.28571428578550184252e-1;
const L3 = 3.33333329818377432918e-1;
const L4 = 2.72728123808534006489e-1;
const L5 = 2.30660745775561754067e-1;
const L6 = 2.06975017800338417784e-1;
const TWO_OVER_3_LN2 = 9.61796693925975554329e-1; // 2 / (3 ln 2)
const TWO_OVER_3_LN2_HIGH = 9.61796700954437255859e-1;
const TWO_OVER_3_LN2_LOW = -7.02846165095275826516e-9;
const LOG2_1_5_HIGH = 5.84962487220764160156e-1;
const LOG2_1_5_LOW = 1.35003920212974897128e-8;

/**
 * log2 x into LOG2, for positive x: x = 2^k m, s = (m - b) / (m + b) with b = 1 or 1.5,
 * log2(m / b) = 2 / (3 ln 2) * s (3 + s^2 + s^4 (L1 + L2 s^2 + ...)).
 */
function log2Parts(x: number): void {
  const isSubnormal = x < 2.2250738585072014e-308;
  const normal = isSubnormal ? x * 9007199254740992 : x; // 2^53
  let k = exponentOf(normal);
  let m = normal * pow2(-k);
  if (m >= 1.7320508) {
    m *= 0.5;
    k += 1;
  }
  if (isSubnormal) k -= 53;
  const isNear1 = m < 1.2247448;
  const b = isNear1 ? 1 : 1.5;
  // s = high + low
  const u = m - b;
  const v = 1 / (m + b);
  const s = u * v;
  const sHigh = Math.fround(s);
  const denominator = Math.fround(m + b);
  const sLow = v * (u - sHigh * denominator - sHigh * (m - (denominator - b)));
  // 3 + s^2 + ... = high + low
  const z = s * s;
  const series = z * z * (L1 + z * (L2 + z * (L3 + z * (L4 + z * (L5 + z * L6))))) + sLow * (sHigh + s);
  const square = sHigh * sHigh;
  const high = Math.fround(3 + square + series);
  const low = series - (high - 3 - square);
  // their product, times 2 / (3 ln 2)
  const p = sHigh * high;
  const q = sLow * high + low * s;
  const product = Math.fround(p + q);
  const productLow = q - (product - p);
  const main = TWO_OVER_3_LN2_HIGH * product;
  const rest = TWO_OVER_3_LN2_LOW * product + productLow * TWO_OVER_3_LN2 + (isNear1 ? 0 : LOG2_1_5_LOW);
  const base = isNear1 ? 0 : LOG2_1_5_HIGH;
  const result = Math.fround(main + rest + base + k);
  LOG2[0] = result;
  LOG2[1] = rest - (result - k - base - main);
}
