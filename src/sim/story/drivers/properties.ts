/** Properties of a controller as its file gives them. */
import type { ErrorCode } from "../../../core/errors.ts";
import { refusal } from "../refusal.ts";
import type { ControllerSpec } from "../spec.ts";
import type { EntityState, StoryWorld } from "../state.ts";
import { KNOWN_CONTROLLERS, type PropertyRule } from "./known-controllers.ts";

/** The property in which a file says which controller it means, where that is not its name. */
export const KIND_PROPERTY = "esminiController";

/** Which controller a file means. */
export function kindOf(controller: ControllerSpec): string {
  return textProperty(controller, KIND_PROPERTY) ?? controller.name;
}

/** What is wrong with a value; null: nothing. */
export function faultOf(rule: PropertyRule, value: string): { readonly code: ErrorCode; readonly expected: string } | null {
  switch (rule.is) {
    case "number":
      if (Number.isNaN(numberOf(value))) return { code: "RDV_SCENARIO_TYPE", expected: "a number" };
      return hasSign(numberOf(value), rule.sign) ? null : { code: "RDV_SCENARIO_RANGE", expected: `a number that is ${rule.sign}` };
    case "whole number":
      return Number.isSafeInteger(numberOf(value)) ? null : { code: "RDV_SCENARIO_TYPE", expected: "a whole number" };
    case "flag":
      return YES.includes(value) || NO.includes(value) ? null : { code: "RDV_SCENARIO_CHOICE", expected: "true or false" };
    case "word":
      if (rule.words.includes(value) || rule.moot.includes(value)) return null;
      return { code: "RDV_SCENARIO_CHOICE", expected: `one of ${rule.words.join(", ")}` };
    case "text":
    case "unused":
      return null;
  }
}

/** Checks what a file says of a controller that is known. @throws InputError for a value that is not what the property asks for. */
export function checkProperties(controller: ControllerSpec): void {
  const rules = KNOWN_CONTROLLERS.get(kindOf(controller))?.properties ?? {};
  for (const { name, value } of controller.properties) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    const fault = rule === undefined ? null : faultOf(rule, value);
    if (fault !== null) throw refused(controller, name, fault.expected, fault.code);
  }
}

/** A property as a text; null where the file does not give it. */
export function textProperty(controller: ControllerSpec, name: string): string | null {
  return controller.properties.find((property) => property.name === name)?.value ?? null;
}

/** A property as a number, one that `checkProperties` has found to be one; null where the file does not give it. */
export function numberProperty(controller: ControllerSpec, name: string): number | null {
  const text = textProperty(controller, name);
  return text === null ? null : numberOf(text);
}

/** A property that is true or false; `usual` where the file does not give it. */
export function flagProperty(controller: ControllerSpec, name: string, usual: boolean): boolean {
  const text = textProperty(controller, name);
  return text === null ? usual : YES.includes(text);
}

/** A refusal of what a file says, or does not say, of a property. */
export function refused(controller: ControllerSpec, property: string, expected: string, code: ErrorCode): Error {
  const found = textProperty(controller, property);
  return refusal(
    `Property ${property} of controller ${controller.name}`,
    expected,
    found === null ? "none" : JSON.stringify(found),
    "",
    code,
  );
}

const YES = ["true", "True", "1"];
const NO = ["false", "False", "0"];

/** NaN for what is no number. */
function numberOf(text: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : Number.NaN;
}

function hasSign(value: number, sign: "any" | "positive" | "not negative" | "negative"): boolean {
  if (sign === "positive") return value > 0;
  if (sign === "negative") return value < 0;
  return sign === "any" || value >= 0;
}

/** The entity that a property names. @throws InputError where there is none. */
export function entityNamed(world: StoryWorld, name: string): EntityState {
  const index = world.plan.entityIndex.get(name);
  if (index !== undefined) return world.state.entities[index]!;
  throw refusal("Controller", "an entity of the scenario", JSON.stringify(name), "", "RDV_SCENARIO_REFERENCE");
}
