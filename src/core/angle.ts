/** Angles in radians, counter-clockwise positive. */

export const PI = 3.141592653589793;
const TWO_PI = 6.283185307179586;

/** The same direction in (-pi, pi]; NaN for NaN and ±Infinity. Exact: nothing is rounded, with 2 pi as its float64. */
export function wrapRad(angleRad: number): number {
  if (angleRad > -PI && angleRad <= PI) return angleRad;
  const rest = angleRad % TWO_PI;
  if (rest > PI) return rest - TWO_PI;
  return rest <= -PI ? rest + TWO_PI : rest;
}

/** The turn from `fromRad` to `toRad` along the shorter way, in (-pi, pi]; half a turn counts as positive. */
export function turnRad(fromRad: number, toRad: number): number {
  return wrapRad(toRad - fromRad);
}

/**
 * Adds whole turns, in place, so that successive angles differ by (-pi, pi].
 * Errors do not add up along the series. A non-finite angle makes all after it NaN.
 */
export function unwrapRad(anglesRad: Float64Array): void {
  for (let i = 1; i < anglesRad.length; i++) {
    const angle = anglesRad[i]!;
    anglesRad[i] = angle + TWO_PI * Math.floor((anglesRad[i - 1]! - angle) / TWO_PI + 0.5);
  }
}
