/** sin, cos, tan. Polynomials on [-pi/4, pi/4]: fdlibm k_sin, k_cos, k_tan, Sun 1993. */
import { REMAINDER, reduce } from "./reduce.ts";

const QUARTER_PI = 0.785398163397448279;
const QUARTER_PI_REST = 3.06161699786838301793e-17;
/** Below this size sin x and tan x round to x. */
const TINY = 7.450580596923828e-9; // 2^-27

/** Sine of an angle in radians. */
export function sin(x: number): number {
  if (Math.abs(x) <= QUARTER_PI) return sinNear0(x, 0);
  const n = reduce(x);
  const y = (n & 1) === 0 ? sinNear0(REMAINDER[0]!, REMAINDER[1]!) : cosNear0(REMAINDER[0]!, REMAINDER[1]!);
  return (n & 2) === 0 ? y : -y;
}

/** Cosine of an angle in radians. */
export function cos(x: number): number {
  if (Math.abs(x) <= QUARTER_PI) return cosNear0(x, 0);
  const n = reduce(x);
  const y = (n & 1) === 0 ? cosNear0(REMAINDER[0]!, REMAINDER[1]!) : sinNear0(REMAINDER[0]!, REMAINDER[1]!);
  return ((n + 1) & 2) === 0 ? y : -y;
}

/**
 * Sines and cosines of the first `count` angles, rad, the same bits as of `sin` and `cos`. One reduction serves both, and no number is boxed between
 * calls: less than half the cost.
 */
export function sinCosOf(angles: Float64Array, count: number, sines: Float64Array, cosines: Float64Array): void {
  for (let i = 0; i < count; i++) {
    const x = angles[i]!;
    if (Math.abs(x) <= QUARTER_PI) {
      sines[i] = sinNear0(x, 0);
      cosines[i] = cosNear0(x, 0);
      continue;
    }
    const n = reduce(x);
    const s = sinNear0(REMAINDER[0]!, REMAINDER[1]!);
    const c = cosNear0(REMAINDER[0]!, REMAINDER[1]!);
    const isTurned = (n & 1) !== 0;
    const sine = isTurned ? c : s;
    const cosine = isTurned ? s : c;
    sines[i] = (n & 2) === 0 ? sine : -sine;
    cosines[i] = ((n + 1) & 2) === 0 ? cosine : -cosine;
  }
}

/** Tangent of an angle in radians. */
export function tan(x: number): number {
  if (Math.abs(x) <= QUARTER_PI) return tanNear0(x, 0, false);
  const n = reduce(x);
  return tanNear0(REMAINDER[0]!, REMAINDER[1]!, (n & 1) !== 0);
}

const S1 = -1.66666666666666324348e-1;
const S2 = 8.33333333332248946124e-3;
const S3 = -1.98412698298579493134e-4;
const S4 = 2.75573137070700676789e-6;
const S5 = -2.50507602534068634195e-8;
const S6 = 1.58969099521155010221e-10;

/** sin(x + tail) for |x| <= pi/4. */
function sinNear0(x: number, tail: number): number {
  if (Math.abs(x) < TINY) return x;
  const z = x * x;
  const v = z * x;
  const r = S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)));
  return x - (z * (0.5 * tail - v * r) - tail - v * S1);
}

const C1 = 4.16666666666666019037e-2;
const C2 = -1.38888888888741095749e-3;
const C3 = 2.48015872894767294178e-5;
const C4 = -2.75573143513906633035e-7;
const C5 = 2.0875723212981748279e-9;
const C6 = -1.13596475577881948265e-11;

/** cos(x + tail) for |x| <= pi/4. */
function cosNear0(x: number, tail: number): number {
  const z = x * x;
  const r = z * (C1 + z * (C2 + z * (C3 + z * (C4 + z * (C5 + z * C6)))));
  const half = 0.5 * z;
  const head = 1 - half;
  return head + (1 - head - half + (z * r - x * tail));
}

const T0 = 3.33333333333334091986e-1;
const T1 = 1.33333333333201242699e-1;
const T2 = 5.39682539762260521377e-2;
const T3 = 2.18694882948595424599e-2;
const T4 = 8.86323982359930005737e-3;
const T5 = 3.59207910759131235356e-3;
const T6 = 1.45620945432529025516e-3;
const T7 = 5.88041240820264096874e-4;
const T8 = 2.46463134818469906812e-4;
const T9 = 7.817944429395570923e-5;
const T10 = 7.14072491382608190305e-5;
const T11 = -1.85586374855275456654e-5;
const T12 = 2.59073051863633712884e-5;
/** Above this size tan is computed from the distance to pi/4. */
const LARGE = 0.67434;

/** tan(x + tail) for |x| <= pi/4, or -1 / tan(x + tail). */
function tanNear0(x: number, tail: number, isInverted: boolean): number {
  if (Math.abs(x) < TINY) return isInverted ? -1 / x : x;
  if (Math.abs(x) >= LARGE) return x < 0 ? -tanNearQuarterPi(-x, -tail, isInverted) : tanNearQuarterPi(x, tail, isInverted);
  const rest = tanRest(x, tail);
  return isInverted ? inverted(x, rest) : x + rest;
}

/** tan(x + tail) - x for |x| <= 0.68. */
function tanRest(x: number, tail: number): number {
  const z = x * x;
  const w = z * z;
  const odd = T1 + w * (T3 + w * (T5 + w * (T7 + w * (T9 + w * T11))));
  const even = z * (T2 + w * (T4 + w * (T6 + w * (T8 + w * (T10 + w * T12)))));
  const cube = z * x;
  return tail + z * (cube * (odd + even) + tail) + T0 * cube;
}

/** With t = tan d: tan(pi/4 - d) = 1 - 2 (t - t*t / (1 + t)), and -1 / tan(pi/4 - d) = -1 - 2 (t - t*t / (t - 1)). */
function tanNearQuarterPi(x: number, tail: number, isInverted: boolean): number {
  const d = QUARTER_PI - x + (QUARTER_PI_REST - tail);
  const rest = tanRest(d, 0);
  const t = d + rest;
  const v = isInverted ? -1 : 1;
  return v - 2 * (d - ((t * t) / (t + v) - rest));
}

/** -1 / (x + rest), with the rounding of the division made good. */
function inverted(x: number, rest: number): number {
  const z = Math.fround(x + rest);
  const zRest = rest - (z - x);
  const a = -1 / (x + rest);
  const t = Math.fround(a);
  return t + a * (1 + t * z + t * zRest);
}
