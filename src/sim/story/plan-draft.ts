/** A plan under construction, and how its faults are told. */
import type { ErrorCode, Problem } from "../../core/errors.ts";
import type { PlannedAction, PlannedCondition, PlannedElement, PlannedRoute, PlannedTrigger } from "./plan.ts";
import type { StorySpec, TrajectorySpec, TriggerSpec } from "./spec.ts";

/** Lists under construction; what refers to elements by name is done once all are there. */
export interface Draft {
  readonly spec: StorySpec;
  readonly problems: Problem[];
  readonly elements: PlannedElement[];
  readonly triggers: PlannedTrigger[];
  readonly conditions: PlannedCondition[];
  readonly actions: PlannedAction[];
  readonly routes: PlannedRoute[];
  readonly trajectories: TrajectorySpec[];
  readonly entityIndex: ReadonlyMap<string, number>;
  readonly variableIndex: ReadonlyMap<string, number>;
  readonly parameterIndex: ReadonlyMap<string, number>;
  readonly controllerIndex: ReadonlyMap<string, number>;
  /** Triggers still to be numbered, with the element they belong to. */
  readonly waiting: { readonly trigger: number; readonly spec: TriggerSpec; readonly path: string }[];
}

/** Says what is wrong; the file is put in at the end. */
export function refuse(draft: Draft, code: ErrorCode, path: string, expected: string, found: string): void {
  draft.problems.push({ code, severity: "error", file: "", line: 0, column: 0, path, expected, found, hint: "" });
}

/** Index of an entity; -1, with a problem, where there is none of that name. */
export function entityOf(draft: Draft, name: string, path: string): number {
  const index = draft.entityIndex.get(name);
  if (index === undefined) refuse(draft, "RDV_SCENARIO_REFERENCE", path, "the name of an entity", name);
  return index ?? -1;
}
