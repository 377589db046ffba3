import { type At, number, placeOf, report } from "./reading.ts";

/** Values of parameters by name, in the order of the distribution. */
export type XoscValues = ReadonlyMap<string, string>;

/** Reports that a distribution spans too many variants. */
export function tooMany(at: At, count: number, maxVariants: number): readonly XoscValues[] {
  report(at, at.node, "RDV_SCENARIO_VARIANTS", `at most ${maxVariants} variants`, String(count), "--max-variants raises the limit");
  return [];
}

/** Limits of a `Range`, the lower one first. */
export function rangeOf(at: At): { readonly lowest: number; readonly highest: number } {
  const [lowest, highest] = [number(at, "lowerLimit"), number(at, "upperLimit")];
  if (lowest > highest) report(at, placeOf(at, "lowerLimit"), "RDV_SCENARIO_RANGE", `at most the upper limit ${highest}`, String(lowest));
  return { lowest: Math.min(lowest, highest), highest };
}
