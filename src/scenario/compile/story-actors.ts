/** The entities of a story as road users of the world. */
import { madeSlotsOf } from "../../sim/story/made-slots.ts";
import type { StoryWorld } from "../../sim/story/state.ts";
import type { ActorModel } from "../../sim/world.ts";
import type { Footprint } from "../../core/frames.ts";
import { classOf, footprintOf } from "./story-entities.ts";

/**
 * The ego is slot 0; the others follow in the order of the file, then the slots of made traffic
 * (docs/decisions/0019-made-traffic.md), which nobody has at the start.
 */
export function storyActors({ plan, options }: StoryWorld, egoEntity: number, footprint: Footprint): ActorModel[] {
  const ego = plan.entities[egoEntity]!;
  const actors: ActorModel[] = [{ header: { id: 0, name: ego.name, cls: classOf(ego), motion: "ego", footprint }, motion: "ego" }];
  for (const [entity, e] of plan.entities.entries()) {
    if (entity === egoEntity) continue;
    const header = { id: actors.length, name: e.name, cls: classOf(e), motion: "scripted", footprint: footprintOf(e) } as const;
    actors.push({ header, motion: "story", entity });
  }
  for (const { spec } of madeSlotsOf(plan, options).slots) {
    const id = actors.length;
    const header = { id, name: spec.name, cls: classOf(spec), motion: "reactive", footprint: footprintOf(spec) } as const;
    actors.push({ header, motion: "story", entity: id });
  }
  return actors;
}
