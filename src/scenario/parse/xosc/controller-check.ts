import { faultOf, KIND_PROPERTY, kindOf } from "../../../sim/story/drivers/properties.ts";
import { KNOWN_CONTROLLERS, type KnownController, type PropertyRule } from "../../../sim/story/drivers/known-controllers.ts";
import type { ControllerSpec } from "../../../sim/story/spec.ts";
import { didYouMean } from "../suggest.ts";
import { type At, placeOf, report } from "./reading.ts";
import type { XmlNode } from "./xml.ts";

/** What is known of a controller by which redrive drives; null for others: what they are told is not redrive's to judge. */
export function knownController(controller: ControllerSpec): KnownController | null {
  return KNOWN_CONTROLLERS.get(kindOf(controller)) ?? null;
}

/**
 * Checks the properties of a `Controller`, `at` its element: a value that is not what its property asks for is an error, a name that is not known, which
 * has no effect, is a warning, and so is a value that has none.
 */
export function checkProperties(at: At, controller: ControllerSpec): void {
  const known = knownController(controller);
  if (known === null) return;
  const nodes = propertyNodes(at.node);
  const seen = new Set<string>();
  controller.properties.forEach(({ name, value }, i) => {
    const property: At = { ...at, node: nodes[i] ?? at.node };
    if (seen.has(name)) report(property, placeOf(property, "name"), "RDV_SCENARIO_DUPLICATE", "each property once", quoted(name));
    seen.add(name);
    if (name === KIND_PROPERTY) return;
    const rule = Object.hasOwn(known.properties, name) ? known.properties[name] : undefined;
    if (rule === undefined) warnOfName(property, controller, known, name);
    else checkValue(property, rule, name, value);
  });
}

function propertyNodes(controller: XmlNode): XmlNode[] {
  return controller.children.find(({ name }) => name === "Properties")?.children.filter(({ name }) => name === "Property") ?? [];
}

function warnOfName(at: At, controller: ControllerSpec, known: KnownController, name: string): void {
  const names = Object.keys(known.properties);
  const near = didYouMean(name, names);
  const hint = near === "" ? "it has no effect" : `it has no effect; ${near}`;
  const expected = `a property of ${kindOf(controller)}: ${names.join(", ")}`;
  report(at, placeOf(at, "name"), "RDV_SCENARIO_KEY", expected, quoted(name), hint, "warning");
}

function checkValue(at: At, rule: PropertyRule, name: string, value: string): void {
  const fault = faultOf(rule, value);
  if (fault !== null) {
    const hint = rule.is === "word" ? didYouMean(value, rule.words) : "";
    const severity = at.build.controllersOff ? "warning" : "error";
    report(at, placeOf(at, "value"), fault.code, `${fault.expected} in property ${name}`, quoted(value), hint, severity);
  } else if (rule.is === "word" && rule.moot.includes(value)) {
    const hint = "it has no effect: this controller takes the place of the default one";
    report(at, placeOf(at, "value"), "RDV_SCENARIO_CHOICE", `${rule.words.join(", ")} in property ${name}`, quoted(value), hint, "warning");
  }
}

/** Warns of a controller that gets the channel alone by which it does nothing, `at` what gives it. */
export function warnOfChannels(at: At, controller: ControllerSpec, isLateral: boolean, isLongitudinal: boolean): void {
  const known = knownController(controller);
  if (known === null || isLateral === isLongitudinal || (known.moves === "guides") === isLateral) return;
  const [needed, given] = isLateral ? ["longitudinal", "lateral"] : ["lateral", "longitudinal"];
  const hint = `${kindOf(controller)} does nothing by the ${given} channel alone: the default controller drives`;
  report(at, at.node, "RDV_SCENARIO_WORLD", `an activation of the ${needed} channel`, `the ${given} one alone`, hint, "warning");
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 60));
}
