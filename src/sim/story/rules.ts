/** Rules of conditions (ASAM OpenSCENARIO XML 1.3, Rule), with the margin that the reference player gives the rounding of numbers. */
import type { RuleSpec } from "./spec.ts";

/** Numbers nearer than this are equal, in whatever unit is compared. */
export const EPSILON = 1e-6;

/** Whether `value` stands to `limit` as the rule says. False where either is NaN. */
export function holds(rule: RuleSpec, value: number, limit: number): boolean {
  switch (rule) {
    case "equalTo":
      return Math.abs(value - limit) <= EPSILON;
    case "notEqualTo":
      return Math.abs(value - limit) > EPSILON;
    case "greaterThan":
      return value > limit + EPSILON;
    case "greaterOrEqual":
      return value >= limit - EPSILON;
    case "lessThan":
      return value < limit - EPSILON;
    case "lessOrEqual":
      return value <= limit + EPSILON;
  }
}

/** Whether the rule needs an order, which texts and truth values have not. */
export function isOrdering(rule: RuleSpec): boolean {
  return rule !== "equalTo" && rule !== "notEqualTo";
}

/** How far `value` is from changing what `holds` says, give or take the margin of rounding: above 0 where it holds. */
export function marginOf(rule: RuleSpec, value: number, limit: number): number {
  switch (rule) {
    case "greaterThan":
    case "greaterOrEqual":
      return value - limit;
    case "lessThan":
    case "lessOrEqual":
      return limit - value;
    case "equalTo":
      return EPSILON - Math.abs(value - limit);
    case "notEqualTo":
      return Math.abs(value - limit) - EPSILON;
  }
}
