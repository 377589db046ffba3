import { noiseAt, streamIdOf } from "../../core/random.ts";
import type { JunctionChoice } from "../../road/opendrive/travel.ts";
import type { StoryWorld } from "./state.ts";

const STREAM = streamIdOf("story.junction");
const STRAIGHT: JunctionChoice = { kind: "straight" };
// Filled in at each call.
const SEEDED: { kind: "seeded"; value: number } = { kind: "seeded", value: 0 };
const ROUTE: { kind: "route"; roads: readonly number[] } = { kind: "route", roads: [] };

/**
 * Which way an entity takes where its lane goes on into several: along its route; drawn by the seed on a random route; else straight on, in files
 * of every version: 1.2 of the standard says so, those before say nothing.
 */
export function junctionChoice(world: StoryWorld, index: number): JunctionChoice {
  const entity = world.state.entities[index]!;
  const route = entity.route < 0 ? null : world.plan.routes[entity.route]!;
  if (route !== null && (route.spec !== null || route.goal !== null)) {
    ROUTE.roads = entity.routeRoads;
    return ROUTE;
  }
  if (route === null) return STRAIGHT;
  SEEDED.value = noiseAt(world.options.seed + index, STREAM, world.state.tick);
  return SEEDED;
}
