import { noiseAt, streamIdOf } from "../../core/random.ts";
import type { JunctionChoice } from "../../road/opendrive/travel.ts";
import type { StoryWorld } from "./state.ts";

const STRAIGHT: JunctionChoice = { kind: "straight" };
const STREAM = streamIdOf("story.junction");
const SEEDED = { kind: "seeded", value: 0 } as { kind: "seeded"; value: number };

/**
 * Which way an entity without a route takes where its lane goes on into several: straight on since version 1.2 of the standard; before, none is
 * said, and one is drawn by the seed.
 */
export function junctionChoice(world: StoryWorld, index: number): JunctionChoice {
  if (world.plan.spec.minorVersion >= 2) return STRAIGHT;
  SEEDED.value = noiseAt(world.options.seed + index, STREAM, world.state.tick);
  return SEEDED;
}
