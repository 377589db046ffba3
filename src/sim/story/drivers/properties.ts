/** Properties of a controller as its file gives them. */
import { refusal } from "../refusal.ts";
import type { ControllerSpec } from "../spec.ts";
import type { EntityState, StoryWorld } from "../state.ts";

/** A property as a text; null where the file does not give it. */
export function textProperty(controller: ControllerSpec, name: string): string | null {
  return controller.properties.find((property) => property.name === name)?.value ?? null;
}

/** A property as a number; null where the file does not give it. @throws InputError where it is none. */
export function numberProperty(controller: ControllerSpec, name: string): number | null {
  const text = textProperty(controller, name);
  if (text === null) return null;
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isFinite(value)) return value;
  throw refusal("Controller", `a number in property ${name}`, JSON.stringify(text), "");
}

/** The entity that a property names. @throws InputError where there is none. */
export function entityNamed(world: StoryWorld, name: string): EntityState {
  const index = world.plan.entityIndex.get(name);
  if (index !== undefined) return world.state.entities[index]!;
  throw refusal("Controller", "an entity of the scenario", JSON.stringify(name), "", "RDV_SCENARIO_REFERENCE");
}
