import type { OverrideSpec } from "../../../sim/story/spec.ts";
import { type At, child, everyChild, flag, has, integer, numberOr, positive, report, word } from "./reading.ts";

const CONTROLS: Readonly<Record<string, OverrideSpec["control"]>> = {
  Throttle: "throttle",
  Brake: "brake",
  Clutch: "clutch",
  ParkingBrake: "parking-brake",
  SteeringWheel: "steering-wheel",
  Gear: "gear",
};

/** The controls that an `OverrideControllerValueAction` takes over or gives back. */
export function overrides(at: At): OverrideSpec[] {
  return everyChild(at).flatMap((c) => {
    const control = CONTROLS[c.node.name];
    if (control === undefined) return [];
    const isActive = flag(c, "active");
    return [{ control, isActive, value: valueOf(c, control, isActive) }];
  });
}

function valueOf(at: At, control: OverrideSpec["control"], isActive: boolean): number {
  if (control === "gear") return gear(at);
  const percent = child(at, "BrakePercent");
  const force = child(at, "BrakeForce");
  if (force !== null) return positive(force, "value") > 0 ? 1 : 0;
  const value = percent === null ? numberOr(at, "value", null) : positive(percent, "value");
  if (percent === null && !has(at, "value")) report(at, at.node, "RDV_SCENARIO_MISSING", `a value of ${at.node.name}`, "nothing");
  if (isActive && value !== null && control !== "steering-wheel" && (value < 0 || value > 1))
    report(at, percent?.node ?? at.node.attributes.get("value") ?? at.node, "RDV_SCENARIO_RANGE", "a pedal from 0 to 1", String(value));
  return value ?? 0;
}

function gear(at: At): number {
  const manual = child(at, "ManualGear");
  if (manual !== null) return integer(manual, "number");
  const automatic = child(at, "AutomaticGear");
  if (automatic === null) {
    if (!has(at, "number")) report(at, at.node, "RDV_SCENARIO_MISSING", "the gear", "nothing");
    return numberOr(at, "number", 0);
  }
  const name = word<"n" | "p" | "r" | "d">(automatic, "gear", "AutomaticGearType", "n");
  if (name === "p") {
    const hint = "p counts as neutral: override the parking brake too";
    report(automatic, automatic.node, "RDV_XOSC_UNSUPPORTED", "gear r, n or d", "p", hint, "warning");
  }
  return name === "r" ? -1 : name === "d" ? 1 : 0;
}
