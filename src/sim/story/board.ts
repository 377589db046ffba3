/** The storyboard of a story, with the actions there are. */
import { ACTION_KINDS } from "./actions.ts";
import { beginBoard, tickBoard } from "./board-tick.ts";
import { nowSec } from "./entity-step.ts";
import { startSignals, stepSignals } from "./signal-controllers.ts";
import type { StoryWorld } from "./state.ts";

/** Starts the storyboard and carries out the init actions. Everyone must be moved, by no time, before `firstTick`. */
export function startStory(world: StoryWorld): void {
  startSignals(world);
  beginBoard(world, ACTION_KINDS);
}

/** The first look at time 0, when everyone is in place, over no time: what holds from the start starts now. */
export function firstTick(world: StoryWorld): void {
  tickBoard(world, ACTION_KINDS, 0, 0);
}

/** The storyboard at the tick's time, and what actions do until the next. */
export function stepBoard(world: StoryWorld): void {
  const atSec = nowSec(world);
  stepSignals(world, atSec);
  tickBoard(world, ACTION_KINDS, atSec, (world.state.tick + 1) * world.options.dtSec);
}
