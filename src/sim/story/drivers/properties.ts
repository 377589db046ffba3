/** Properties of a controller as its file gives them. */
import { refusal } from "../refusal.ts";
import type { ControllerSpec } from "../spec.ts";
import type { EntityState, StoryWorld } from "../state.ts";

/** A property as a text; null where the file does not give it. */
export function textProperty(controller: ControllerSpec, name: string): string | null {
  return controller.properties.find((property) => property.name === name)?.value ?? null;
}

/** What a number must be. */
type Sign = "any" | "positive" | "not negative" | "negative";

/** A property as a number; null where the file does not give it. @throws InputError where it is none, or none of its sign. */
export function numberProperty(controller: ControllerSpec, name: string, sign: Sign = "any"): number | null {
  const text = textProperty(controller, name);
  if (text === null) return null;
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isFinite(value) && hasSign(value, sign)) return value;
  const expected = sign === "any" ? "a number" : `a number that is ${sign}`;
  throw refusal("Controller", `${expected} in property ${name}`, JSON.stringify(text));
}

function hasSign(value: number, sign: Sign): boolean {
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
