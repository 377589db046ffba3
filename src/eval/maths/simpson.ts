/**
 * Integral of samples a step apart by Simpson's rule. For an even number of samples the mean of two: the rule over all but the last interval and
 * a trapezium there, and the rule over all but the first and a trapezium there, as scipy.integrate.simpson up to 1.10 (even="avg") does it.
 */
export function simpson(values: Float64Array, stepSec: number): number {
  const n = values.length;
  if (n < 2) return 0;
  if (n % 2 === 1) return simpsonOdd(values, 0, n, stepSec);
  const trapezium = (i: number): number => (stepSec / 2) * ((values[i] as number) + (values[i + 1] as number));
  const first = simpsonOdd(values, 0, n - 1, stepSec) + trapezium(n - 2);
  const last = simpsonOdd(values, 1, n, stepSec) + trapezium(0);
  return (first + last) / 2;
}

/** Of an odd number of samples, from one index to before another. */
function simpsonOdd(values: Float64Array, from: number, to: number, stepSec: number): number {
  let sum = 0;
  for (let i = from; i + 2 < to; i += 2) sum += (values[i] as number) + 4 * (values[i + 1] as number) + (values[i + 2] as number);
  return (sum * stepSec) / 3;
}
