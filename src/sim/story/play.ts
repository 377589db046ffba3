/**
 * A story from its first tick on: the storyboard at time t (stop triggers, start triggers, running actions over [t, t + dt]), then everyone
 * moves, then what follows from the new places: who touches whom, who stands, who is off the road.
 */
import type { RoadMap } from "../../road/opendrive/map.ts";
import { firstTick, startStory, stepBoard } from "./board.ts";
import { updateFlags } from "./flags.ts";
import { moveEntities } from "./motion.ts";
import { planStory } from "./plan-story.ts";
import type { StorySpec } from "./spec.ts";
import { newState } from "./new-state.ts";
import type { StoryOptions, StoryWorld } from "./state.ts";
import { coupleFromStart } from "./trailers.ts";

/** A story at tick 0: init actions done, everyone at their place. */
export function newStory(spec: StorySpec, map: RoadMap | null, options: StoryOptions): StoryWorld {
  const plan = planStory(spec, map);
  const world: StoryWorld = { plan, map, options, state: newState(plan, options) };
  startStory(world);
  moveEntities(world, 0);
  coupleFromStart(world);
  updateFlags(world);
  firstTick(world);
  moveEntities(world, 0);
  updateFlags(world);
  return world;
}

/** One tick, in place. Does nothing once the stop trigger has fired. */
export function stepStory(world: StoryWorld): void {
  stepStoryboard(world);
  finishStep(world);
}

/** The first half of a tick: triggers, and what actions do over it. */
export function stepStoryboard(world: StoryWorld): void {
  if (!world.state.isStopped) stepBoard(world);
}

/** The second half: everyone moves; what something else moves must be there by now. */
export function finishStep(world: StoryWorld): void {
  if (world.state.isStopped) return;
  world.state.tick += 1;
  moveEntities(world, world.options.dtSec);
  updateFlags(world);
}
