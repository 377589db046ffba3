/** A lane change that a driver of a scenario file makes itself: sinusoidal, over a time. */
import type { RoadPlace } from "../../../road/opendrive/place.ts";
import { laneCentreTM } from "../../../road/opendrive/point.ts";
import { SHAPES } from "../../transition.ts";
import { shiftOn, type ShiftRun } from "../lat-actions.ts";
import { copyPlace } from "../placing.ts";
import type { EntityState, StoryWorld } from "../state.ts";
import type { LaneChange } from "./memory.ts";

export function noChange(): LaneChange {
  return { fromSec: Number.NaN, fromM: 0, wasAgainst: false };
}

/**
 * Begins at `fromSec`. Writes into `out` what the entity follows from then on: the other lane of its road, at the offset it has from it. That is its
 * guide, or, where others are looking, `onto` of its step.
 */
export function beginChange(
  world: StoryWorld,
  entity: EntityState,
  change: LaneChange,
  lane: number,
  fromSec: number,
  out: RoadPlace,
): void {
  copyPlace(entity.guide, out);
  out.lane = lane;
  out.offsetM = out.tM - laneCentreTM(world.map!, out.road, out.sM, lane);
  change.fromSec = fromSec;
  change.fromM = out.offsetM;
  change.wasAgainst = entity.isAgainst;
}

/** Works out the offset over the tick that ends at `endSec`, where a change is under way. */
export function goOnChanging(world: StoryWorld, entity: EntityState, change: LaneChange, overSec: number, endSec: number): void {
  if (Number.isNaN(change.fromSec)) return;
  // Where the road runs the other way, so do lengths to the side.
  if (entity.isAgainst !== change.wasAgainst) change.fromM = -change.fromM;
  change.wasAgainst = entity.isAgainst;
  RUN.startSec = change.fromSec;
  RUN.overSec = overSec;
  RUN.fromM = change.fromM;
  const endedSec = shiftOn(world, entity, RUN, endSec - world.options.dtSec, endSec);
  change.fromSec = Number.isNaN(endedSec) ? RUN.startSec : Number.NaN;
}

/** Scratch of the change under way. */
const RUN: { -readonly [K in keyof ShiftRun]: ShiftRun[K] } = {
  kind: "lane-change",
  startSec: 0,
  startOdometerM: 0,
  shape: SHAPES.indexOf("sinusoidal"),
  overSec: 0,
  overM: Number.NaN,
  pathM: 0,
  alongM: 0,
  fromM: 0,
  toM: 0,
  otherEntity: -1,
  isContinuous: false,
};
