import { exp, expm1, log, log1p } from "../../core/dmath.ts";

/**
 * The functions that intervals and tests need: gamma and beta functions, normal, t and chi-squared distributions and their inverses.
 * Relative errors are near 1e-13 for arguments up to 1e5 and grow with the size of log-gamma beyond; the tests state what holds.
 */

const HALF_LOG_TWO_PI = 0.9189385332046727;
const MAX_TERMS = 20_000;
const EPSILON = 2.220446049250313e-16;
/** Below it a continued fraction's denominator counts as zero (Lentz 1976, as changed by Thompson and Barnett 1986). */
const TINY = 1e-300;

/** ln of the gamma function for x > 0: Stirling's series (DLMF 5.11.1), reached by the recurrence where x is small. */
export function logGamma(x: number): number {
  let shifted = x;
  let product = 1;
  while (shifted < 15) {
    product *= shifted;
    shifted += 1;
  }
  const u = 1 / (shifted * shifted);
  const series = (1 / 12 - u * (1 / 360 - u * (1 / 1260 - u * (1 / 1680 - u * (1 / 1188 - u * (691 / 360360)))))) / shifted;
  return (shifted - 0.5) * log(shifted) - shifted + HALF_LOG_TWO_PI + series - log(product);
}

// ---- incomplete beta ----

/** I_x(a, b), the share of the beta distribution below x, for a, b > 0 and x in [0, 1] (DLMF 8.17). */
export function betaBelow(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The continued fraction is quick below the mean; above it the mirrored one is.
  if (x > (a + 1) / (a + b + 2)) return 1 - betaTail(1 - x, b, a, log1p(-x), log(x));
  return betaTail(x, a, b, log(x), log1p(-x));
}

function betaTail(x: number, a: number, b: number, logX: number, logRest: number): number {
  const front = exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * logX + b * logRest) / a;
  return front * betaFraction(x, a, b);
}

/** The continued fraction DLMF 8.17.22 by Lentz's method. */
function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < MAX_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    const factor = d * c;
    fraction *= factor;
    if (Math.abs(factor - 1) < EPSILON) break;
  }
  return fraction;
}

function nonZero(x: number): number {
  return Math.abs(x) < TINY ? TINY : x;
}

/** The x of which I_x(a, b) = p. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (p <= 0) return 0;
  if (p >= 1) return 1;
  const logFront = logGamma(a + b) - logGamma(a) - logGamma(b);
  const density = (x: number): number => exp(logFront + (a - 1) * log(x) + (b - 1) * log1p(-x));
  return inverted((x) => betaBelow(x, a, b) - p, density, 0, 1);
}

// ---- incomplete gamma ----

/** P(a, x), the share of the gamma distribution below x, for a > 0, x >= 0 (DLMF 8.11.4, 8.9.2). */
export function gammaBelow(a: number, x: number): number {
  if (x <= 0) return 0;
  return x < a + 1 ? gammaSeries(a, x) : 1 - gammaFraction(a, x);
}

/** Q(a, x) = 1 - P(a, x), without cancellation far out. */
export function gammaAbove(a: number, x: number): number {
  if (x <= 0) return 1;
  return x < a + 1 ? 1 - gammaSeries(a, x) : gammaFraction(a, x);
}

function gammaSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < MAX_TERMS && term > sum * EPSILON; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum * exp(a * log(x) - x - logGamma(a));
}

function gammaFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / nonZero(b);
  let fraction = d;
  for (let n = 1; n < MAX_TERMS; n++) {
    const term = -n * (n - a);
    b += 2;
    d = 1 / nonZero(term * d + b);
    c = nonZero(b + term / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < EPSILON) break;
  }
  return fraction * exp(a * log(x) - x - logGamma(a));
}

/** The x of which P(a, x) = p, for p in [0, 1). */
export function gammaQuantile(p: number, a: number): number {
  if (p <= 0) return 0;
  if (a === 1) return -log1p(-p);
  const logFront = logGamma(a);
  const density = (x: number): number => exp((a - 1) * log(x) - x - logFront);
  let high = a + 1;
  while (gammaBelow(a, high) < p) high *= 2;
  return inverted((x) => gammaBelow(a, x) - p, density, 0, high);
}

/** The x of which chi-squared with df degrees of freedom lies below x with probability p. */
export function chiSquaredQuantile(p: number, df: number): number {
  return 2 * gammaQuantile(p, df / 2);
}

// ---- normal ----

/** The share of the standard normal distribution below x, without cancellation in either tail. */
export function normalBelow(x: number): number {
  const tail = gammaAbove(0.5, (x * x) / 2) / 2;
  return x < 0 ? tail : 1 - tail;
}

/** The standard normal quantile: Hastings' approximation (Abramowitz and Stegun 26.2.23), then Halley steps on `normalBelow`. */
export function normalQuantile(p: number): number {
  if (p <= 0) return Number.NEGATIVE_INFINITY;
  if (p >= 1) return Number.POSITIVE_INFINITY;
  // In the lower half the share keeps its digits.
  const q = Math.min(p, 1 - p);
  const t = Math.sqrt(-2 * log(q));
  let x = (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
  for (let i = 0; i < 3; i++) {
    const step = (normalBelow(x) - q) * exp((x * x) / 2 + HALF_LOG_TWO_PI);
    x -= step / (1 + (x * step) / 2);
  }
  return p > 0.5 ? -x : x;
}

// ---- Student's t ----

/** Probability that |T| >= |t| with df degrees of freedom: the two-sided p of a t test. */
export function tTwoSided(t: number, df: number): number {
  return betaBelow(df / (df + t * t), df / 2, 0.5);
}

/** The t for which |T| <= t with probability c. */
export function tCritical(c: number, df: number): number {
  const x = betaQuantile(c, 0.5, df / 2);
  return Math.sqrt((df * x) / (1 - x));
}

// ---- roots ----

/** The zero of a rising function between low and high: Newton's steps, and bisection where one would leave the bracket. */
function inverted(f: (x: number) => number, slope: (x: number) => number, from: number, to: number): number {
  let low = from;
  let high = to;
  let x = (low + high) / 2;
  for (let i = 0; i < 400; i++) {
    const y = f(x);
    if (y === 0) return x;
    if (y < 0) low = x;
    else high = x;
    const next = x - y / slope(x);
    // A root near 0 is found by halving until its size is known.
    const inside = next > low && next < high;
    const last = x;
    x = inside ? next : (low + high) / 2;
    if (Math.abs(x - last) <= 2 * EPSILON * x || high - low <= EPSILON * high) return x;
  }
  return x;
}

/** 1 - (1 - c)^(1/n): what a success rate of 1 - c in n independent trials allows each of them to fail. */
export function shareOfEach(c: number, n: number): number {
  return -expm1(log1p(-c) / n);
}
