/** An R157 controller of a story as its properties say. */
import { newReaction } from "../../../vehicle/r157/shared.ts";
import { flagProperty, numberProperty, refused, textProperty } from "../drivers/properties.ts";
import type { ControllerSpec } from "../spec.ts";
import { LAWS } from "./laws.ts";
import { emptySight, type R157Memory, type R157Model, type R157Settings } from "./record.ts";

const MODELS: readonly R157Model[] = ["ReferenceDriver", "Regulation", "RSS", "FSM"];
/** 0.774 g and 0.85 g (UN R157, Annex 4, Appendix 3), with g of 9.81 m/s2: not the standard 9.80665, but what the recorded rows have. */
const BRAKE_MPS2 = 0.774 * 9.81;
const EMERGENCY_MPS2 = 0.85 * 9.81;
const EMERGENCY_SEC = 1.5;
const PEDESTRIAN_SEC = 0.4;
const OVERLAP_M = 0.1;

/** A controller as its properties say. @throws InputError without a model. */
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
  const numberOf = (name: string, usual: number): number => numberProperty(controller, name) ?? usual;
  const model = MODELS.find((one) => one === textProperty(controller, "model"));
  if (model === undefined) throw refused(controller, "model", `one of ${MODELS.join(", ")}`, "RDV_SCENARIO_MISSING");
  const sideTriggerM = numberOf("lateralTrigDistance", 0);
  return {
    model,
    isCruising: flagProperty(controller, "cruise", true),
    isFullStop: flagProperty(controller, "fullStop", false),
    isAlwaysReacting: flagProperty(controller, "alwaysTrigOnScenario", false),
    perceives: textProperty(controller, "cutInPerceptionDelayMode") === "Time" ? "time" : "way",
    pedestrianSec: numberOf("pedestrianRiskEvaluationTime", PEDESTRIAN_SEC),
    sideTriggerM: sideTriggerM > 0 ? sideTriggerM : Number.NaN,
    overlapM: numberOf("overlapTolerance", OVERLAP_M),
    brakeMps2: numberOf("driverDeceleration", BRAKE_MPS2),
    emergencyMps2: numberOf("aebDeceleration", EMERGENCY_MPS2),
    emergencySec: flagProperty(controller, "aebAvailable", true) ? numberOf("aebTTC", EMERGENCY_SEC) : 0,
  };
}
