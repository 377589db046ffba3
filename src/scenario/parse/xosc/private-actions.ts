import type { PrivateActionSpec } from "../../../sim/story/spec.ts";
import { didYouMean } from "../suggest.ts";
import { overrides } from "./override.ts";
import { lateral } from "./lateral-actions.ts";
import { longitudinal } from "./longitudinal-actions.ts";
import { routing } from "./routing-actions.ts";
import { warnOfChannels } from "./controller-check.ts";
import { controllerIn, objectController } from "./entities.ts";
import { positionIn } from "./positions.ts";
import {
  type At,
  child,
  entity,
  everyChild,
  flag,
  flagOr,
  need,
  number,
  only,
  placeOf,
  positive,
  positiveOr,
  report,
  text,
  textOrNull,
  word,
} from "./reading.ts";

/**
 * What a `PrivateAction` does: one action, two where version 1.0 puts the assignment of a controller and its override into one,
 * none where it concerns looks only.
 */
export function privateActions(at: At): PrivateActionSpec[] {
  const action = only(at);
  switch (action.node.name) {
    case "LongitudinalAction":
      return [longitudinal(only(action))];
    case "LateralAction":
      return [lateral(only(action))];
    case "VisibilityAction":
      return [visibility(action)];
    case "SynchronizeAction":
      return [synchronize(action)];
    case "ActivateControllerAction":
      return [activate(action)];
    case "ControllerAction":
      return controllerActions(action);
    case "TeleportAction":
      return [{ kind: "teleport", position: positionIn(action) }];
    case "RoutingAction":
      return routing(only(action));
    case "AppearanceAction":
      return appearance(only(action));
    case "TrailerAction":
      return trailerAction(only(action));
    default:
      throw new Error(`${action.node.name} has passed the grammar as an action`);
  }
}

function visibility(action: At): PrivateActionSpec {
  const traffic = flag(action, "traffic");
  if (!traffic) {
    const hint = "drivers of the file see everyone";
    report(action, placeOf(action, "traffic"), "RDV_XOSC_UNSUPPORTED", "true", "false, which has no effect", hint, "warning");
  }
  return { kind: "visibility", graphics: flag(action, "graphics"), sensors: flag(action, "sensors"), traffic };
}

type Synchronize = Extract<PrivateActionSpec, { kind: "synchronize" }>;

function synchronize(at: At): Synchronize {
  return {
    kind: "synchronize",
    master: entity(at, "masterEntityRef"),
    masterTarget: positionIn(at, "TargetPositionMaster"),
    target: positionIn(at, "TargetPosition"),
    masterToleranceM: positiveOr(at, "targetToleranceMaster", null),
    toleranceM: positiveOr(at, "targetTolerance", null),
    finalSpeed: finalSpeed(child(at, "FinalSpeed")),
  };
}

function finalSpeed(at: At | null): Synchronize["finalSpeed"] {
  if (at === null) return null;
  const speed = only(at);
  const steady = steadyState(speed);
  if (speed.node.name === "AbsoluteSpeed") return { kind: "absolute", valueMps: positive(speed, "value"), steady };
  const value = number(speed, "value");
  const type = word<"delta" | "factor">(speed, "speedTargetValueType", "SpeedTargetValueType", "delta");
  return { kind: "relative", value, type, steady };
}

function steadyState(at: At): NonNullable<Synchronize["finalSpeed"]>["steady"] {
  const distance = child(at, "TargetDistanceSteadyState");
  if (distance !== null) return { kind: "distance", distanceM: positiveOr(distance, "distance", 0) };
  const time = child(at, "TargetTimeSteadyState");
  return time === null ? null : { kind: "time", timeSec: positiveOr(time, "time", 0) };
}

function activate(at: At): PrivateActionSpec {
  return {
    kind: "activate-controller",
    controller: controllerName(at, "objectControllerRef") ?? controllerName(at, "controllerRef"),
    lateral: flagOr(at, "lateral", null),
    longitudinal: flagOr(at, "longitudinal", null),
    lighting: flagOr(at, "lighting", null),
    animation: flagOr(at, "animation", null),
  };
}

/** A controller that the scenario gives to someone, here or further on. */
function controllerName(at: At, attribute: string): string | null {
  const name = textOrNull(at, attribute);
  const { controllers, controllersOff, later } = at.build;
  const check = () => {
    if (name === null || controllers.has(name)) return;
    const hint = didYouMean(name, [...controllers]);
    const found = JSON.stringify(name.slice(0, 60));
    const severity = controllersOff ? "warning" : "error";
    report(at, placeOf(at, attribute), "RDV_SCENARIO_REFERENCE", "a controller of the scenario", found, hint, severity);
  };
  later.push(check);
  return name;
}

function controllerActions(at: At): PrivateActionSpec[] {
  const parts = everyChild(at);
  if (parts.length === 0) {
    const expected = "AssignControllerAction, ActivateControllerAction or OverrideControllerValueAction";
    report(at, at.node, "RDV_SCENARIO_MISSING", expected, "nothing");
  }
  return parts.map((part) => {
    if (part.node.name === "ActivateControllerAction") return activate(part);
    return part.node.name === "AssignControllerAction" ? assign(part) : { kind: "override", controls: overrides(part) };
  });
}

function assign(at: At): PrivateActionSpec {
  const inside = child(at, "ObjectController");
  const controllers = inside === null ? controllerIn(at) : objectController(inside);
  if (controllers.length === 0) report(at, at.node, "RDV_SCENARIO_MISSING", "the controller to assign", "none");
  const lateral = flagOr(at, "activateLateral", null);
  const longitudinal = flagOr(at, "activateLongitudinal", null);
  // Without a word of the other channel, that one may have been activated before, or may be yet.
  const isBoth = lateral !== null && longitudinal !== null;
  if (isBoth) for (const controller of controllers) warnOfChannels(at, controller, lateral, longitudinal);
  return {
    kind: "assign-controller",
    controllers,
    lateral,
    longitudinal,
    lighting: flagOr(at, "activateLighting", null),
    animation: flagOr(at, "activateAnimation", null),
  };
}

function appearance(at: At): PrivateActionSpec[] {
  if (at.node.name === "AnimationAction") return [];
  const type = only(need(at, "LightType"));
  const light =
    type.node.name === "VehicleLight" ? word(type, "vehicleLightType", "VehicleLightType", "") : text(type, "userDefinedLightType");
  const mode = word<"on" | "off" | "flashing">(need(at, "LightState"), "mode", "LightMode", "off");
  return [{ kind: "light", light, mode, transitionSec: positiveOr(at, "transitionTime", 0) }];
}

function trailerAction(at: At): PrivateActionSpec[] {
  if (at.node.name === "DisconnectTrailerAction") return [{ kind: "disconnect-trailer" }];
  return [{ kind: "connect-trailer", trailer: entity(at, "trailerRef") }];
}
