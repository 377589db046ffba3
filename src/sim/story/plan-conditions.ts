/** One condition made ready: what it names turned into indices, what is not supported refused by name. */
import { numberOf } from "./texts.ts";
import { isOrdering } from "./rules.ts";
import type { PlannedCondition, PlannedElement } from "./plan.ts";
import { entityOf, refuse } from "./plan-draft.ts";
import type { Draft } from "./plan-draft.ts";
import type { ConditionSpec, EntityTestSpec, ValueTestSpec } from "./spec.ts";

/** Plans condition `at.index` of a trigger; `owner` is the path of the element the trigger belongs to. All elements are there already. */
export function planCondition(
  draft: Draft,
  at: { readonly index: number; readonly trigger: number; readonly group: number },
  spec: ConditionSpec,
  owner: string,
): PlannedCondition {
  const path = `${owner}: condition ${spec.name}`;
  const planned = { ...at, spec, entities: [], otherEntities: [], elements: [], namedIndex: -1 };
  const { test } = spec;
  if (test.by === "entity") {
    const entities = test.entities.map((name) => entityOf(draft, name, path));
    checkMeasure(draft, test.test, path);
    return { ...planned, entities, otherEntities: othersOf(test.test).map((name) => entityOf(draft, name, path)) };
  }
  if (test.test.kind === "element-state") return { ...planned, elements: elementsOf(draft, test.test, path) };
  return { ...planned, namedIndex: namedBy(draft, test.test, path) };
}

/** Entities a test compares with. */
function othersOf(test: EntityTestSpec): readonly string[] {
  switch (test.kind) {
    case "collision":
      return "entity" in test.with ? [test.with.entity] : [];
    case "time-to-collision":
      return "entity" in test.target ? [test.target.entity] : [];
    case "time-headway":
    case "relative-speed":
    case "relative-distance":
      return [test.entity];
    case "relative-clearance":
      return test.entities;
    case "angle":
    case "relative-angle":
      return test.entity === null ? [] : [test.entity];
    case "end-of-road":
    case "offroad":
    case "stand-still":
    case "acceleration":
    case "speed":
    case "traveled-distance":
    case "reach-position":
    case "distance":
      return [];
  }
}

/** Of motion up and down nothing is known. */
function checkMeasure(draft: Draft, test: EntityTestSpec, path: string): void {
  if ("direction" in test && test.direction === "vertical") {
    refuse(draft, "RDV_SCENARIO_WORLD", path, "direction longitudinal or lateral", `${test.kind} with direction vertical`);
  }
}

/** Index of the variable, parameter or signal controller that a test by value names; -1 where it names none. */
function namedBy(draft: Draft, test: ValueTestSpec, path: string): number {
  if (test.kind === "user-defined") {
    refuse(draft, "RDV_SCENARIO_WORLD", path, "a supported condition", `UserDefinedValueCondition ${test.name}`);
  } else if (test.kind === "variable" || test.kind === "parameter") {
    const index = (test.kind === "variable" ? draft.variableIndex : draft.parameterIndex).get(test.name);
    if (index === undefined) refuse(draft, "RDV_SCENARIO_REFERENCE", path, `the name of a ${test.kind}`, test.name);
    if (isOrdering(test.rule) && Number.isNaN(numberOf(test.value))) {
      refuse(draft, "RDV_SCENARIO_TYPE", path, `a number to compare with by ${test.rule}`, test.value);
    }
    return index ?? -1;
  } else if (test.kind === "signal-controller") {
    const index = draft.controllerIndex.get(test.controller);
    const phases = draft.spec.signalControllers[index ?? -1]?.phases;
    if (index === undefined) refuse(draft, "RDV_SCENARIO_REFERENCE", path, "the name of a traffic signal controller", test.controller);
    else if (!phases?.some(({ name }) => name === test.phase)) {
      refuse(draft, "RDV_SCENARIO_REFERENCE", path, `a phase of ${test.controller}`, test.phase);
    }
    return index ?? -1;
  }
  return -1;
}

/** Elements of the kind whose path of names ends as the reference says. */
function elementsOf(draft: Draft, test: Extract<ValueTestSpec, { kind: "element-state" }>, path: string): number[] {
  const isMeant = (element: PlannedElement): boolean =>
    element.kind === test.element && (element.path === test.ref || element.path.endsWith(`::${test.ref}`));
  const found = draft.elements.filter(isMeant).map((element) => element.index);
  if (found.length === 0) refuse(draft, "RDV_SCENARIO_REFERENCE", path, `the name of an element of type ${test.element}`, test.ref);
  return found;
}
