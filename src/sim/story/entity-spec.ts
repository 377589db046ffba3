import type { EntityKind, EntitySpec } from "./spec.ts";
import type { StoryWorld } from "./state.ts";

/** What entity `index` of the state is: one of the file, or one a traffic action made. Throws RangeError where there is none. */
export function entitySpecOf(world: StoryWorld, index: number): EntitySpec {
  const count = world.plan.entities.length;
  const spec = index < count ? world.plan.entities[index] : world.state.made[index - count];
  if (spec === undefined) throw new RangeError(`entity ${String(index)} of ${String(count + world.state.made.length)}`);
  return spec;
}

/** An entity of which nothing is told but its box: no performance, axles, trailer or controllers. */
export function bareEntity(kind: EntityKind, category: string, box: EntitySpec["box"]): Omit<EntitySpec, "name"> {
  return {
    kind,
    category,
    box,
    massKg: null,
    ability: null,
    axles: null,
    hitch: null,
    coupler: null,
    trailer: null,
    controllers: [],
    properties: [],
  };
}
