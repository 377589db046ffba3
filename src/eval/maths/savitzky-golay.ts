/**
 * Savitzky-Golay: at each sample the value, or a derivative, of the polynomial that fits the samples of a window best (least squares).
 * As scipy.signal.savgol_filter with mode "interp": near the ends the first and the last window's own polynomial is read; a window of even
 * length is read in its middle, half a sample after the sample it is given to.
 *
 * Source: Savitzky and Golay, Analytical Chemistry 36 (1964) 1627; the weights by Gram's orthogonal polynomials, after Gorry, Analytical
 * Chemistry 62 (1990) 570.
 */
export interface SmoothingSpec {
  /** Samples of a window, more than `order`; a shorter series is one window. */
  readonly window: number;
  /** Degree of the polynomial. */
  readonly order: number;
  /** 0 the value, 1 its rate, 2 the rate of that. */
  readonly derivative: number;
}

/** The smoothed series, per second to the power of the derivative; null where there are too few samples for the degree. */
export function smoothed(values: Float64Array, { window, order, derivative }: SmoothingSpec, dtSec: number): Float64Array | null {
  const n = values.length;
  const width = Math.min(window, n);
  if (width <= order) return null;
  const out = new Float64Array(n);
  const half = width >> 1;
  let scale = 1;
  for (let d = 0; d < derivative; d++) scale /= dtSec;
  const inside = windowWeights(width, order, derivative, (width - 1) / 2);
  for (let i = half; i < n - half; i++) out[i] = scale * weighted(values, i - (width - 1 - half), inside);
  for (let i = 0; i < half; i++) {
    out[i] = scale * weighted(values, 0, windowWeights(width, order, derivative, i));
    out[n - 1 - i] = scale * weighted(values, n - width, windowWeights(width, order, derivative, width - 1 - i));
  }
  return out;
}

/** Weights of the samples 0 to `width` - 1 for the derivative of the fitted polynomial at `at`, per sample to its power. */
function windowWeights(width: number, order: number, derivative: number, at: number): Float64Array {
  const middle = (width - 1) / 2;
  const nodes = Float64Array.from({ length: width }, (_, j) => j - middle);
  const weights = new Float64Array(width);
  let before = new Float64Array(width);
  let now = new Float64Array(width).fill(1);
  // Derivatives 0 to `derivative` of the same two polynomials at the place that is read.
  let beforeAt = new Float64Array(derivative + 1);
  let nowAt = new Float64Array(derivative + 1);
  nowAt[0] = 1;
  let normBefore = 1;
  for (let k = 0; k <= order; k++) {
    const norm = dot(now, now);
    const share = (nowAt[derivative] as number) / norm;
    for (let j = 0; j < width; j++) weights[j] = (weights[j] as number) + share * (now[j] as number);
    const b = k === 0 ? 0 : norm / normBefore;
    // P(k + 1) = x P(k) - b P(k - 1), and the same with its derivatives by Leibniz.
    const next = now.map((p, j) => (nodes[j] as number) * p - b * (before[j] as number));
    const x = at - middle;
    const nextAt = nowAt.map((p, d) => x * p + d * (d === 0 ? 0 : (nowAt[d - 1] as number)) - b * (beforeAt[d] as number));
    [before, now, beforeAt, nowAt, normBefore] = [now, next, nowAt, nextAt, norm];
  }
  return weights;
}

function weighted(values: Float64Array, from: number, weights: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < weights.length; j++) sum += (weights[j] as number) * (values[from + j] as number);
  return sum;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j] as number) * (b[j] as number);
  return sum;
}
