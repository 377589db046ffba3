/**
 * Two passes of a moving average over `halfTicks` samples to each side: a triangular window of about 2 * halfTicks to each side that
 * shifts nothing in time. Near an end the window shrinks to what lies on both sides, so that the ends keep their own value and a straight
 * line stays itself.
 */
export function smoothed(values: Float64Array, halfTicks: number): Float64Array {
  return movingMean(movingMean(values, halfTicks), halfTicks);
}

function movingMean(values: Float64Array, halfTicks: number): Float64Array {
  const n = values.length;
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const half = Math.min(halfTicks, i, n - 1 - i);
    let sum = 0;
    for (let j = i - half; j <= i + half; j++) sum += values[j]!;
    out[i] = sum / (2 * half + 1);
  }
  return out;
}
