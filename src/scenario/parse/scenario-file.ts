import { InputError, type Problem } from "../../core/errors.ts";
import type { Assignment } from "../parameters.ts";
import type { ScenarioSpec } from "../spec.ts";
import type { ScenarioContext } from "./context.ts";
import * as native from "./read-scenario.ts";
import { scenarioOfStory, type StoryChoice } from "./story-scenario.ts";
import type { XoscFile, XoscVariant } from "./xosc/read-open-scenario.ts";

/** A scenario file of either notation, whose text is sound. */
export type ScenarioFile = native.ScenarioFile | StoryFile;

/** An OpenSCENARIO file that has been read; its variants are those of its parameter distribution. */
export interface StoryFile {
  readonly kind: "story";
  /** The file as the user wrote it. */
  readonly scenarioId: string;
  readonly variantCount: number;
  readonly xosc: XoscFile;
  readonly choice: StoryChoice;
  readonly context: ScenarioContext;
}

function isStory(scenario: ScenarioFile): scenario is StoryFile {
  return "kind" in scenario;
}

/** The spec of one variant, by its index. @throws InputError where it cannot be one. */
export function specOf(scenario: ScenarioFile, index: number): ScenarioSpec {
  if (!isStory(scenario)) return native.specOf(scenario, index);
  const { xosc, choice, context, scenarioId } = scenario;
  const variant = variantOf(scenario, index);
  const id = {
    name: xosc.name,
    description: xosc.description,
    scenarioId,
    variantId: variantIdOf(scenario, index),
    values: variant.values,
  };
  return scenarioOfStory(xosc.specOf(variant), id, choice, context);
}

function variantOf({ xosc }: StoryFile, index: number): XoscVariant {
  const variant = xosc.variants[index];
  if (variant === undefined) throw new RangeError(`variant ${index} of ${xosc.variants.length}`);
  return variant;
}

/** `file#name=value,...` of a variant, without making it. */
export function variantIdOf(scenario: ScenarioFile, index: number): string {
  if (!isStory(scenario)) return native.variantIdOf(scenario, index);
  const { values } = variantOf(scenario, index);
  const text = [...values].map(([name, value]) => `${name}=${value}`).join(",");
  return text === "" ? scenario.scenarioId : `${scenario.scenarioId}#${text}`;
}

/** Indices of the variants that a selector's assignments leave, in order. @throws InputError (RDV_NOTHING_MATCHED) where there are none. */
export function selectVariants(scenario: ScenarioFile, assignments: readonly Assignment[]): readonly number[] {
  if (!isStory(scenario)) return native.selectVariants(scenario, assignments);
  const matches = (variant: XoscVariant): boolean => assignments.every((a) => variant.values.get(a.name) === a.value);
  const indices = scenario.xosc.variants.flatMap((variant, i) => (matches(variant) ? [i] : []));
  if (indices.length > 0) return indices;
  const found = assignments.map((a) => `${a.name}=${a.value}`).join(",");
  const where = { file: scenario.scenarioId, line: 0, column: 0, path: "ParameterValueDistribution" };
  const expected = "values that its parameter distribution gives";
  throw new InputError([
    { code: "RDV_NOTHING_MATCHED", severity: "error", ...where, expected, found, hint: "redrive list shows what there is" },
  ]);
}

/** Gives a problem that `compile` found in a spec its line and column where the notation can tell. */
export function locateProblem(scenario: ScenarioFile, problem: Problem): Problem {
  return isStory(scenario) ? problem : native.locateProblem(scenario, problem);
}
