/** asin, acos, atan, atan2: fdlibm e_asin, e_acos, s_atan, e_atan2, Sun 1993. */

const PI = 3.141592653589793116;
const PI_REST = 1.2246467991473531772e-16;
const HALF_PI = 1.570796326794896558;
const HALF_PI_REST = 6.12323399573676603587e-17;

const P0 = 1.66666666666666657415e-1;
const P1 = -3.25565818622400915405e-1;
const P2 = 2.01212532134862925881e-1;
const P3 = -4.00555345006794114027e-2;
const P4 = 7.91534994289814532176e-4;
const P5 = 3.4793310759602116757e-5;
const Q1 = -2.40339491173441421878;
const Q2 = 2.02094576023350569471;
const Q3 = -6.8828397160545329303e-1;
const Q4 = 7.70381505559019352791e-2;

/** (asin(s) - s) / s with z = s^2, for z <= 1/4. */
function asinSeries(z: number): number {
  const p = z * (P0 + z * (P1 + z * (P2 + z * (P3 + z * (P4 + z * P5)))));
  return p / (1 + z * (Q1 + z * (Q2 + z * (Q3 + z * Q4))));
}

/** Inverse sine, in [-pi/2, pi/2]; NaN outside [-1, 1]. */
export function asin(x: number): number {
  const size = Math.abs(x);
  if (size < 0.5) return size < 7.450580596923828e-9 /* 2^-27 */ ? x : x + x * asinSeries(x * x);
  if (!(size <= 1)) return NaN;
  // asin(x) = pi/2 - 2 asin(s)
  const z = (1 - size) * 0.5;
  const s = Math.sqrt(z);
  const r = asinSeries(z);
  let y: number;
  if (size > 0.975) {
    y = HALF_PI - (2 * (s + s * r) - HALF_PI_REST);
  } else {
    const high = Math.fround(s);
    const low = (z - high * high) / (s + high);
    y = 0.5 * HALF_PI - (2 * s * r - (HALF_PI_REST - 2 * low) - (0.5 * HALF_PI - 2 * high));
  }
  return x < 0 ? -y : y;
}

/** Inverse cosine, in [0, pi]; NaN outside [-1, 1]. */
export function acos(x: number): number {
  if (Math.abs(x) < 0.5) return HALF_PI - (x - (HALF_PI_REST - x * asinSeries(x * x)));
  if (!(Math.abs(x) <= 1)) return NaN;
  // acos(-x) = pi - 2 asin(s), acos(x) = 2 asin(s)
  const z = (1 - Math.abs(x)) * 0.5;
  const s = Math.sqrt(z);
  const r = asinSeries(z);
  if (x < 0) return 2 * (HALF_PI - (s + (r * s - HALF_PI_REST)));
  if (s === 0) return 0;
  const high = Math.fround(s);
  const low = (z - high * high) / (s + high);
  return 2 * (high + (r * s + low));
}

const A0 = 3.33333333333329318027e-1;
const A1 = -1.99999999998764832476e-1;
const A2 = 1.42857142725034663711e-1;
const A3 = -1.1111110405462355788e-1;
const A4 = 9.09088713343650656196e-2;
const A5 = -7.69187620504482999495e-2;
const A6 = 6.66107313738753120669e-2;
const A7 = -5.83357013379057348645e-2;
const A8 = 4.97687799461593236017e-2;
const A9 = -3.6531572744216915527e-2;
const A10 = 1.62858201153657823623e-2;

/** x - atan(x) for |x| <= 7/16. */
function atanRest(x: number): number {
  const z = x * x;
  const w = z * z;
  const odd = z * (A0 + w * (A2 + w * (A4 + w * (A6 + w * (A8 + w * A10)))));
  const even = w * (A1 + w * (A3 + w * (A5 + w * (A7 + w * A9))));
  return x * (odd + even);
}

/** atan(at) = high + low; atan(x) = atan(at) + atan(t) with t = (x - at) / (1 + at * x). */
function atanFrom(high: number, low: number, t: number): number {
  return high - (atanRest(t) - low - t);
}

/** atan of x >= 0. */
function atanPositive(x: number): number {
  if (x < 0.4375) return x < 7.450580596923828e-9 /* 2^-27 */ ? x : x - atanRest(x);
  if (x < 0.6875) return atanFrom(4.63647609000806093515e-1, 2.26987774529616870924e-17, (2 * x - 1) / (2 + x)); // at 1/2
  if (x < 1.1875) return atanFrom(7.85398163397448278999e-1, 3.06161699786838301793e-17, (x - 1) / (x + 1)); // at 1
  if (x < 2.4375) return atanFrom(9.82793723247329054082e-1, 1.39033110312309984516e-17, (x - 1.5) / (1 + 1.5 * x)); // at 3/2
  if (x < 73786976294838206464 /* 2^66 */) return atanFrom(HALF_PI, HALF_PI_REST, -1 / x); // at infinity
  return HALF_PI;
}

/** Inverse tangent, in [-pi/2, pi/2]. */
export function atan(x: number): number {
  if (x !== x) return NaN;
  const y = atanPositive(Math.abs(x));
  return x < 0 || 1 / x < 0 ? -y : y;
}

/** Angle of the vector (x, y), in [-pi, pi]; the signs of zeros tell the quadrant, and infinities count as equal: atan2(∞, ∞) = pi/4. */
export function atan2(y: number, x: number): number {
  if (x !== x || y !== y) return NaN;
  const height = Math.abs(y);
  const width = Math.abs(x);
  let angle: number;
  if (height === width) angle = height === 0 ? 0 : 0.5 * HALF_PI;
  else angle = atanPositive(height / width);
  const pointsBack = x < 0 || (x === 0 && 1 / x < 0);
  if (pointsBack && angle !== HALF_PI) angle = PI - (angle - PI_REST);
  return y < 0 || (y === 0 && 1 / y < 0) ? -angle : angle;
}
