import type { EntitySpec } from "./spec.ts";
import type { StoryWorld } from "./state.ts";

/** What entity `index` of the state is: one of the file, or one a traffic action made. Throws RangeError where there is none. */
export function entitySpecOf(world: StoryWorld, index: number): EntitySpec {
  const count = world.plan.entities.length;
  const spec = index < count ? world.plan.entities[index] : world.state.made[index - count];
  if (spec === undefined) throw new RangeError(`entity ${String(index)} of ${String(count + world.state.made.length)}`);
  return spec;
}
