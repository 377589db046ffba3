/** An R157 controller of a story as its properties say. */
import { newReaction } from "../../../vehicle/r157/shared.ts";
import { numberProperty, textProperty } from "../drivers/properties.ts";
import { refusal } from "../refusal.ts";
import type { ControllerSpec } from "../spec.ts";
import { LAWS } from "./laws.ts";
import { emptySight, type R157Memory, type R157Model, type R157Settings } from "./record.ts";

const MODELS: readonly R157Model[] = ["ReferenceDriver", "Regulation", "RSS", "FSM"];
/** 0.774 and 0.85 of the standard acceleration of gravity (UN R157, Annex 4, Appendix 3). */
const BRAKE_MPS2 = 0.774 * 9.81;
const EMERGENCY_MPS2 = 0.85 * 9.81;
const EMERGENCY_SEC = 1.5;
const PEDESTRIAN_SEC = 0.4;
const OVERLAP_M = 0.1;

/** A controller as its properties say. Throws a refusal naming the property that says something else. */
export function newR157(controller: ControllerSpec): R157Memory {
  const settings = settingsOf(controller);
  return {
    law: "r157",
    settings,
    setMps: Number.NaN,
    movedMps: 0,
    accelMps2: 0,
    isCritical: false,
    isEmergency: false,
    phase: "idle",
    scenario: "none",
    timerSec: 0,
    noticedTM: 0,
    focus: emptySight(),
    nearing: [],
    reaction: newReaction(LAWS[settings.model === "FSM" ? "FSM" : "RSS"]),
  };
}

function settingsOf(controller: ControllerSpec): R157Settings {
  const sideTriggerM = numberOf(controller, "lateralTrigDistance", 0);
  const emergencySec = numberOf(controller, "aebTTC", EMERGENCY_SEC);
  return {
    model: oneOf(controller, "model", MODELS, null),
    isCruising: flagOf(controller, "cruise", true),
    isFullStop: flagOf(controller, "fullStop", false),
    isAlwaysReacting: flagOf(controller, "alwaysTrigOnScenario", false),
    perceives: oneOf(controller, "cutInPerceptionDelayMode", ["Dist", "Time"], "Dist") === "Time" ? "time" : "way",
    pedestrianSec: numberOf(controller, "pedestrianRiskEvaluationTime", PEDESTRIAN_SEC),
    sideTriggerM: sideTriggerM > 0 ? sideTriggerM : Number.NaN,
    overlapM: numberOf(controller, "overlapTolerance", OVERLAP_M),
    brakeMps2: numberOf(controller, "driverDeceleration", BRAKE_MPS2),
    emergencyMps2: numberOf(controller, "aebDeceleration", EMERGENCY_MPS2),
    emergencySec: flagOf(controller, "aebAvailable", true) ? emergencySec : 0,
  };
}

function refused(controller: ControllerSpec, property: string, expected: string): Error {
  const found = textProperty(controller, property);
  return refusal(
    `Property ${property} of controller ${controller.name}`,
    expected,
    found === null ? "none" : JSON.stringify(found),
    "",
    "RDV_SCENARIO_REFERENCE",
  );
}

function oneOf<T extends string>(controller: ControllerSpec, property: string, known: readonly T[], usual: T | null): T {
  const text = textProperty(controller, property);
  const found = text === null ? usual : known.find((value) => value === text);
  if (found === undefined || found === null) throw refused(controller, property, `one of ${known.join(", ")}`);
  return found;
}

function flagOf(controller: ControllerSpec, property: string, usual: boolean): boolean {
  const text = textProperty(controller, property);
  if (text === null) return usual;
  if (text === "true" || text === "True" || text === "1") return true;
  if (text === "false" || text === "False" || text === "0") return false;
  throw refused(controller, property, "true or false");
}

function numberOf(controller: ControllerSpec, property: string, usual: number): number {
  const value = numberProperty(controller, property) ?? usual;
  if (value < 0) throw refused(controller, property, "a number of at least 0");
  return value;
}
