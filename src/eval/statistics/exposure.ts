import { log1p } from "../../core/dmath.ts";
import { chiSquaredQuantile } from "./special.ts";

/**
 * How much has to be driven or run, with k failures on the way, before "the rate is at most R" holds with confidence c:
 * chi2(c, 2k + 2)/(2R), which is -ln(1 - c)/R for k = 0 (Kalra and Paddock, RAND RR1478). In the unit whose inverse R has.
 */
export function exposureRequired(c: number, R: number, k: number): number {
  return (k === 0 ? -log1p(-c) : chiSquaredQuantile(c, 2 * k + 2) / 2) / R;
}

/** Variants still missing before that claim, where `n` have been run with k failures; 0 where it holds already. */
export function variantsMissing(c: number, R: number, k: number, n: number): number {
  return Math.max(0, Math.ceil(exposureRequired(c, R, k)) - n);
}
