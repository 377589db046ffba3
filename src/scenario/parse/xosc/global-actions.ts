import type { EnvironmentSpec, GlobalActionSpec, UserActionSpec } from "../../../sim/story/spec.ts";
import { FRICTION_RATIO } from "../bounds.ts";
import { entryOf } from "./catalogs.ts";
import { parameterName, signalPhase, variableName } from "./conditions-value.ts";
import { declare } from "./parameters.ts";
import { positionIn } from "./positions.ts";
import {
  type At,
  child,
  dateTimeSec,
  entity,
  flag,
  need,
  number,
  numberOr,
  only,
  placeOf,
  positive,
  positiveOr,
  report,
  signal,
  signalState,
  text,
  textOrNull,
  word,
  wordOr,
} from "./reading.ts";
import { trafficAction } from "./traffic.ts";

/** What a `GlobalAction` does; null after a problem. */
export function globalAction(at: At): GlobalActionSpec | null {
  const action = only(at);
  switch (action.node.name) {
    case "EnvironmentAction": {
      const environment = environmentOf(action);
      return environment === null ? null : { kind: "environment", environment };
    }
    case "EntityAction": {
      const [name, what] = [entity(action), only(action)];
      if (what.node.name === "DeleteEntityAction") return { kind: "delete-entity", entity: name };
      return { kind: "add-entity", entity: name, position: positionIn(what) };
    }
    case "ParameterAction":
      return changed(action, "parameter", parameterName(action));
    case "VariableAction":
      return changed(action, "variable", variableName(action));
    case "SetMonitorAction":
      return { kind: "set-variable", name: monitor(action), value: flag(action, "value") ? "true" : "false" };
    case "InfrastructureAction":
      return signalAction(only(only(action)));
    case "TrafficAction":
      return trafficAction(action);
    default:
      throw new Error(`${action.node.name} has passed the grammar as an action`);
  }
}

/** The variable that stands for a monitor. */
export function monitorName(name: string): string {
  return `monitor::${name}`;
}

function monitor(at: At): string {
  const name = monitorName(text(at, "monitorRef"));
  if (!at.build.variables.some((v) => v.name === name))
    report(at, placeOf(at, "monitorRef"), "RDV_SCENARIO_REFERENCE", "a declared monitor", JSON.stringify(name.slice(9, 60)));
  return name;
}

function changed(at: At, what: "parameter" | "variable", name: string): GlobalActionSpec {
  const action = only(at);
  if (action.node.name === "SetAction") return { kind: `set-${what}`, name, value: text(action, "value") };
  const rule = only(need(action, "Rule"));
  return { kind: `modify-${what}`, name, by: rule.node.name === "AddValue" ? "add" : "multiply", value: number(rule, "value") };
}

function signalAction(at: At): GlobalActionSpec {
  if (at.node.name === "TrafficSignalControllerAction") return { kind: "signal-phase", ...signalPhase(at) };
  return { kind: "signal-state", signal: signal(at, "name"), state: signalState(at) };
}

/** What a `UserDefinedAction` says. */
export function userAction(at: At): UserActionSpec {
  const command = need(at, "CustomCommandAction");
  return { kind: "user-defined", type: text(command, "type"), content: command.node.text };
}

function environmentOf(at: At): EnvironmentSpec | null {
  const own = child(at, "Environment");
  if (own !== null) return environment({ ...own, scope: declare(own, new Map()) });
  return entryOf(need(at, "CatalogReference"), ["Environment"], environment);
}

function environment(at: At): EnvironmentSpec {
  const time = child(at, "TimeOfDay");
  const weather = child(at, "Weather");
  const road = child(at, "RoadCondition");
  const fog = weather === null ? null : child(weather, "Fog");
  return {
    name: text(at, "name"),
    timeOfDay: time === null ? null : { atSec: dateTimeSec(time, "dateTime"), isAnimated: flag(time, "animation") },
    frictionRatio: road === null ? null : frictionOf(road),
    visibilityM: fog === null ? null : positive(fog, "visualRange"),
    precipitation: precipitation(weather === null ? null : child(weather, "Precipitation")),
    wetness: road === null ? null : wordOr<string, null>(road, "wetness", "Wetness", null),
    cloudState: weather === null ? null : textOrNull(weather, "cloudState"),
  };
}

/** Null after a problem. */
function frictionOf(road: At): number | null {
  const ratio = numberOr(road, "frictionScaleFactor", null);
  const { least, most } = FRICTION_RATIO;
  if (ratio === null || (ratio >= least && ratio <= most)) return ratio;
  const expected = `frictionScaleFactor from ${least} to ${most}`;
  report(road, placeOf(road, "frictionScaleFactor"), "RDV_SCENARIO_RANGE", expected, String(ratio));
  return null;
}

/** Version 1.0 gives the intensity no unit: then nothing is known of it but 0. */
function precipitation(at: At | null): EnvironmentSpec["precipitation"] {
  if (at === null) return null;
  const type = word<"dry" | "rain" | "snow">(at, "precipitationType", "PrecipitationType", "dry");
  const intensityMmph = positiveOr(at, "precipitationIntensity", type === "dry" ? 0 : null);
  return intensityMmph === null ? null : { type, intensityMmph };
}
