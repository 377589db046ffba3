import { noiseAt, streamIdOf } from "../../core/random.ts";
import type { JunctionChoice } from "../../road/opendrive/travel.ts";
import type { EntityState, StoryWorld } from "./state.ts";

const STRAIGHT: JunctionChoice = { kind: "straight" };
const STREAM = streamIdOf("story.junction");
/** Above any number of roads, so that entity and road together make one number. */
const ROADS = 16_777_216;
const SEEDED = { kind: "seeded", value: 0 } as { kind: "seeded"; value: number };
const ROUTE = { kind: "route", roads: [] } as { kind: "route"; roads: readonly number[] };

/**
 * Which way an entity takes where its lane goes on into several: that of its route; without one straight on, as the standard says since version 1.2
 * and the reference player does for files of every version. On a random route one is drawn by the seed: for an entity the same each time it leaves
 * the same road, whatever the tick.
 */
export function junctionChoice(world: StoryWorld, index: number): JunctionChoice {
  const entity = world.state.entities[index]!;
  const route = entity.route < 0 ? null : world.plan.routes[entity.route]!;
  if (route === null) return STRAIGHT;
  if (route.spec !== null || route.goal !== null) {
    passRoads(entity, route.spec?.isClosed ?? false);
    ROUTE.roads = entity.routeRoads;
    return ROUTE;
  }
  SEEDED.value = noiseAt(world.options.seed, STREAM, index * ROADS + entity.guide.road);
  return SEEDED;
}

/** Roads that lie behind are taken off the route; a closed one has them again at its end. */
function passRoads({ routeRoads, guide }: EntityState, isClosed: boolean): void {
  const at = routeRoads.indexOf(guide.road);
  for (let i = 0; i < at; i++) {
    const passed = routeRoads.shift()!;
    if (isClosed && routeRoads[routeRoads.length - 1] !== passed) routeRoads.push(passed);
  }
}
