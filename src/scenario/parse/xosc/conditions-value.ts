import type { ValueTestSpec } from "../../../sim/story/spec.ts";
import { didYouMean } from "../suggest.ts";
import { rule } from "./conditions-entity.ts";
import { reference } from "./parameters.ts";
import { type At, dateTimeSec, number, placeOf, report, signal, text, word } from "./reading.ts";

type ElementState = Extract<ValueTestSpec, { kind: "element-state" }>;

/** A condition on a value of the scenario. */
export function valueTest(at: At): ValueTestSpec {
  switch (at.node.name) {
    case "ParameterCondition":
      return { kind: "parameter", name: parameterName(at), rule: rule(at), value: text(at, "value") };
    case "VariableCondition":
      return { kind: "variable", name: variableName(at), rule: rule(at), value: text(at, "value") };
    case "TimeOfDayCondition":
      return { kind: "time-of-day", rule: rule(at), valueSec: dateTimeSec(at, "dateTime") };
    case "SimulationTimeCondition":
      return { kind: "simulation-time", rule: rule(at), valueSec: number(at, "value") };
    case "StoryboardElementStateCondition":
      return {
        kind: "element-state",
        element: word<ElementState["element"]>(at, "storyboardElementType", "StoryboardElementType", "act"),
        ref: text(at, "storyboardElementRef"),
        state: word<ElementState["state"]>(at, "state", "StoryboardElementState", "completeState"),
      };
    case "UserDefinedValueCondition":
      return { kind: "user-defined", name: text(at, "name"), rule: rule(at), value: text(at, "value") };
    case "TrafficSignalCondition":
      return { kind: "signal", signal: signal(at, "name"), state: text(at, "state") };
    case "TrafficSignalControllerCondition":
      return { kind: "signal-controller", ...signalPhase(at) };
    default:
      throw new Error(`${at.node.name} has passed the grammar as a condition`);
  }
}

/** Controller and phase that an element names, both of the scenario. */
export function signalPhase(at: At): { readonly controller: string; readonly phase: string } {
  const controller = text(at, "trafficSignalControllerRef");
  const phase = text(at, "phase");
  const phases = at.build.signalControllers.get(controller);
  if (phases === undefined) {
    const known = [...at.build.signalControllers.keys()];
    const place = placeOf(at, "trafficSignalControllerRef");
    report(
      at,
      place,
      "RDV_SCENARIO_REFERENCE",
      "a traffic signal controller",
      JSON.stringify(controller.slice(0, 60)),
      didYouMean(controller, known),
    );
  } else if (!phases.includes(phase))
    report(
      at,
      placeOf(at, "phase"),
      "RDV_SCENARIO_REFERENCE",
      `a phase of ${controller}`,
      JSON.stringify(phase.slice(0, 60)),
      didYouMean(phase, phases),
    );
  return { controller, phase };
}

/** A parameter of the scenario; those of stories, maneuvers and catalog entries do not change at run time. */
export function parameterName(at: At): string {
  return known(at, "parameterRef", "a parameter of the scenario", at.build.parameters);
}

export function variableName(at: At): string {
  return known(at, "variableRef", "a variable of the scenario", at.build.variables);
}

function known(at: At, attribute: string, what: string, list: readonly { readonly name: string }[]): string {
  const name = reference(at, attribute);
  const names = list.map((v) => v.name);
  if (!names.includes(name))
    report(at, placeOf(at, attribute), "RDV_SCENARIO_REFERENCE", what, JSON.stringify(name.slice(0, 60)), didYouMean(name, names));
  return name;
}
