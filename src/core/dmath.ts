/**
 * Elementary functions with the same bits on every machine.
 *
 * `Math.sin` and its kin may differ by CPU family and Node version (docs/decisions/0002-own-elementary-functions.md). These use
 * only + - * /, sqrt, integer operations and the bits of a float64, all of which IEEE 754 and ECMAScript define exactly.
 *
 * Every result lies within 1 ulp of the correctly rounded one, over the full range of arguments. Special cases (NaN, ±0, ±Infinity)
 * follow IEEE 754, where `Math.pow` does not: pow(1, NaN) and pow(-1, ±Infinity) are 1.
 *
 * Methods and constants: fdlibm, Sun Microsystems 1993 (see each file). Angles are radians.
 */
export { exp, expm1, tanh } from "./dmath/exp.ts";
export { acos, asin, atan, atan2 } from "./dmath/inverse.ts";
export { log, log1p, log10 } from "./dmath/log.ts";
export { pow } from "./dmath/pow.ts";
export { cos, sin, tan } from "./dmath/trig.ts";

/**
 * Length of the vector (x, y): sqrt(x*x + y*y), without scaling.
 * Exact to 1 ulp for lengths between 1e-146 and 1e154; shorter ones lose digits, longer ones give Infinity.
 */
export function hypot(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}
