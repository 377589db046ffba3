/**
 * Correctly rounded elementary functions by brute force: power series in fixed-point arithmetic on bigints.
 * A real number r is the bigint floor(r * 2^p). Slow, plain, and independent of src/core/dmath: no constant or method is shared.
 */

const BITS = new DataView(new ArrayBuffer(8));
/** Binary places for arguments of everyday size, and for tiny or huge ones. */
const PLACES = 320;
const MANY_PLACES = 1500;

/** A finite float as mantissa * 2^exponent. */
function parts(x: number): [mantissa: bigint, exponent: number] {
  BITS.setFloat64(0, x);
  const bits = BITS.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = biased === 0 ? fraction : fraction | (1n << 52n);
  return [x < 0 ? -mantissa : mantissa, (biased === 0 ? 1 : biased) - 1075];
}

function shift(v: bigint, by: number): bigint {
  return by >= 0 ? v << BigInt(by) : v >> BigInt(-by);
}

function fixed(x: number, p: number): bigint {
  const [mantissa, exponent] = parts(x);
  return shift(mantissa, exponent + p);
}

/** The float nearest to v / 2^p, ties to even, subnormals and overflow included. */
export function nearestFloat(v: bigint, p: number): number {
  const size = v < 0n ? -v : v;
  if (size === 0n) return 0;
  const exponent = size.toString(2).length - 1 - p;
  if (exponent > 1023) return v < 0n ? -Infinity : Infinity;
  if (exponent < -1075) return v < 0n ? -0 : 0;
  const quantum = exponent < -1022 ? -1074 : exponent - 52;
  const drop = BigInt(quantum + p);
  let q = size >> drop;
  const lost = (size - (q << drop)) * 2n;
  const one = 1n << drop;
  if (lost > one || (lost === one && (q & 1n) === 1n)) q += 1n;
  const bits = exponent < -1022 ? q : (BigInt(quantum + 1075) << 52n) + (q - (1n << 52n));
  BITS.setBigUint64(0, bits);
  const y = BITS.getFloat64(0);
  return v < 0n ? -y : y;
}

/** How many floats b lies after a. NaN equals NaN; zeros of different sign are 1 apart. */
export function ulpsBetween(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b) ? 0 : Infinity;
  const ordinal = (x: number): bigint => {
    BITS.setFloat64(0, x);
    const bits = BITS.getBigInt64(0);
    return bits >= 0n ? bits : -(bits & 0x7fffffffffffffffn) - 1n;
  };
  return Number(ordinal(b) - ordinal(a));
}

function memo(f: (p: number) => bigint): (p: number) => bigint {
  const known = new Map<number, bigint>();
  return (p) => {
    const value = known.get(p) ?? f(p);
    known.set(p, value);
    return value;
  };
}

/** Sum of z^i * v / (2 i + 1), signs alternating (arctangent) or not (area hyperbolic tangent). */
function oddSeries(v: bigint, p: number, isAlternating: boolean): bigint {
  const z = isAlternating ? -((v * v) >> BigInt(p)) : (v * v) >> BigInt(p);
  let power = v;
  let sum = v;
  for (let n = 3n; ; n += 2n) {
    power = (power * z) >> BigInt(p);
    if (power === 0n || power === -1n) return sum;
    sum += power / n;
  }
}

/** Machin 1706. */
export const pi: (p: number) => bigint = memo((p) => {
  const q = p + 20;
  const one = 1n << BigInt(q);
  return (4n * (4n * oddSeries(one / 5n, q, true) - oddSeries(one / 239n, q, true))) >> 20n;
});

const ln2 = memo((p) => (2n * oddSeries((1n << BigInt(p + 20)) / 3n, p + 20, false)) >> 20n);

function sqrt(v: bigint, p: number): bigint {
  if (v === 0n) return 0n;
  const square = v << BigInt(p);
  let root = 1n << BigInt((square.toString(2).length >> 1) + 1);
  for (;;) {
    const next = (root + square / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** e^v = m * 2^k. */
function expParts(v: bigint, p: number): [m: bigint, k: number] {
  const k = v / ln2(p);
  const r = (v - k * ln2(p)) >> 8n;
  let sum = 1n << BigInt(p);
  let term = sum;
  for (let n = 1n; term !== 0n && term !== -1n; n += 1n) {
    term = ((term * r) >> BigInt(p)) / n;
    sum += term;
  }
  for (let i = 0; i < 8; i++) sum = (sum * sum) >> BigInt(p);
  return [sum, Number(k)];
}

/** log of mantissa * 2^exponent > 0. */
function logOf(mantissa: bigint, exponent: number, p: number): bigint {
  const length = mantissa.toString(2).length;
  const m = shift(mantissa, p - length); // in [1/2, 1)
  const one = 1n << BigInt(p);
  const near1 = m * 4n < one * 3n ? m * 2n : m;
  const k = exponent + length - (near1 === m ? 0 : 1);
  return 2n * oddSeries(((near1 - one) << BigInt(p)) / (near1 + one), p, false) + BigInt(k) * ln2(p);
}

/** arctan of v >= 0. */
function atanOf(v: bigint, p: number): bigint {
  const one = 1n << BigInt(p);
  if (v > one) return (pi(p) >> 1n) - atanOf((one << BigInt(p)) / v, p);
  let x = v;
  for (let i = 0; i < 3; i++) x = (x << BigInt(p)) / (one + sqrt(one + ((x * x) >> BigInt(p)), p));
  return 8n * oddSeries(x, p, true);
}

/** sin and cos of v. */
function sinCosOf(v: bigint, p: number): [sin: bigint, cos: bigint] {
  const quarter = pi(p) >> 1n;
  const n = (2n * v + quarter) / (2n * quarter) - (2n * v + quarter < 0n ? 1n : 0n);
  const r = v - n * quarter;
  const sums: [bigint, bigint] = [0n, 0n]; // cos, sin
  let term = 1n << BigInt(p);
  for (let i = 0n; term !== 0n && term !== -1n; i += 1n) {
    sums[Number(i & 1n)]! += (i & 2n) === 0n ? term : -term;
    term = ((term * r) >> BigInt(p)) / (i + 1n);
  }
  const [c, s] = sums;
  const turned: [bigint, bigint][] = [
    [s, c],
    [c, -s],
    [-s, -c],
    [-c, s],
  ];
  return turned[Number(((n % 4n) + 4n) % 4n)]!;
}

function placesFor(x: number): number {
  const size = Math.abs(x);
  return size < 1e-18 || size > 1e18 ? MANY_PLACES + (size > 1 ? 1100 : 0) : PLACES;
}

function ratio(a: bigint, b: bigint, p: number): bigint {
  return (a << BigInt(p)) / b;
}

/** The functions of src/core/dmath for finite arguments inside the domain, away from zeros and poles; correctly rounded. */
export const exact = {
  sin: (x: number): number => nearestFloat(sinCosOf(fixed(x, placesFor(x)), placesFor(x))[0], placesFor(x)),
  cos: (x: number): number => nearestFloat(sinCosOf(fixed(x, placesFor(x)), placesFor(x))[1], placesFor(x)),
  tan: (x: number): number => {
    const p = placesFor(x);
    const [s, c] = sinCosOf(fixed(x, p), p);
    return nearestFloat(ratio(s, c, p), p);
  },
  asin: (x: number): number => {
    const p = placesFor(x);
    const size = fixed(Math.abs(x), p);
    const one = 1n << BigInt(p);
    const y = size === one ? pi(p) >> 1n : atanOf(ratio(size, sqrt(one - ((size * size) >> BigInt(p)), p), p), p);
    return nearestFloat(x < 0 ? -y : y, p);
  },
  acos: (x: number): number => {
    const p = placesFor(x);
    const v = fixed(x, p);
    const one = 1n << BigInt(p);
    return v === -one ? nearestFloat(pi(p), p) : nearestFloat(2n * atanOf(sqrt(ratio(one - v, one + v, p), p), p), p);
  },
  atan: (x: number): number => {
    const p = placesFor(x);
    const y = atanOf(fixed(Math.abs(x), p), p);
    return nearestFloat(x < 0 ? -y : y, p);
  },
  atan2: (y: number, x: number): number => {
    const p = MANY_PLACES;
    const [my, ey] = parts(Math.abs(y));
    const [mx, ex] = parts(Math.abs(x));
    const isSteep = ey > ex || (ey === ex && my > mx);
    const inner = isSteep ? atanOf(shift((mx << BigInt(p)) / my, ex - ey), p) : atanOf(shift((my << BigInt(p)) / mx, ey - ex), p);
    const acute = isSteep ? (pi(p) >> 1n) - inner : inner;
    const angle = x < 0 ? pi(p) - acute : acute;
    return nearestFloat(y < 0 ? -angle : angle, p);
  },
  exp: (x: number): number => {
    const [m, k] = expParts(fixed(x, PLACES), PLACES);
    return nearestFloat(m, PLACES - k);
  },
  expm1: (x: number): number => {
    const p = placesFor(x);
    const [m, k] = expParts(fixed(x, p), p);
    return nearestFloat(shift(m, k) - (1n << BigInt(p)), p);
  },
  log: (x: number): number => nearestFloat(logOf(...parts(x), PLACES), PLACES),
  log1p: (x: number): number => {
    const p = placesFor(x);
    return nearestFloat(logOf((1n << BigInt(p)) + fixed(x, p), -p, p), p);
  },
  log10: (x: number): number => nearestFloat(ratio(logOf(...parts(x), PLACES), logOf(10n, 0, PLACES), PLACES), PLACES),
  pow: (x: number, y: number): number => {
    const [my, ey] = parts(y);
    const [m, k] = expParts(shift(my * logOf(...parts(x), PLACES), ey), PLACES);
    return nearestFloat(m, PLACES - k);
  },
  tanh: (x: number): number => {
    const p = placesFor(x);
    const [m, k] = expParts(2n * fixed(x, p), p);
    const one = 1n << BigInt(p);
    return nearestFloat(ratio(shift(m, k) - one, shift(m, k) + one, p), p);
  },
  hypot: (x: number, y: number): number => {
    const p = MANY_PLACES;
    const a = fixed(x, p);
    const b = fixed(y, p);
    return nearestFloat(sqrt((a * a + b * b) >> BigInt(p), p), p);
  },
};
