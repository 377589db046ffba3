/**
 * How far an entity that follows its lane still has to drive to a place: along its own path, which in curves is longer or shorter than the reference
 * line. It is measured once; from there on what is driven is taken off, until something else than the lane moves the entity.
 */
import { emptyRoadDistance, roadDistance } from "../../road/opendrive/distance.ts";
import type { RoadPlace } from "../../road/opendrive/place.ts";
import { emptyTravelled, travel } from "../../road/opendrive/travel.ts";
import { junctionChoice } from "./junction-choice.ts";
import { copyPlace } from "./placing.ts";
import type { EntityState, StoryWorld } from "./state.ts";

/** What is left of a way, and of what; written by `wayLeftM`. */
export interface WayLeft {
  /** NaN: not measured yet (the guide's road is -1), or there is no such way from this road and lane. */
  leftM: number;
  /** Where the entity was when that was left. */
  odometerM: number;
  xM: number;
  yM: number;
  isAgainst: boolean;
  /** Its guide then. */
  readonly guide: RoadPlace;
}

/** Further away than this nothing is looked for along the roads. */
const SEARCH_M = 10_000;
/** So near a place it is reached: the rounding of sums. */
const SAME_M = 1e-9;
/** A lane whose width changes leads a little to the side too. */
const ASIDE_SCALE = 1.05;
/** Each round leaves of the error what a lane differs from its reference line. */
const ROUNDS = 10;
const DISTANCE = emptyRoadDistance();
const OUT = emptyTravelled();

/** Nothing measured. */
export function newWayLeft(): WayLeft {
  const guide = { road: -1, lane: 0, sM: 0, tM: 0, offsetM: 0 };
  return { leftM: Number.NaN, odometerM: 0, xM: 0, yM: 0, isAgainst: false, guide };
}

/**
 * Way of an entity along its lane to a place, m, negative where that lies behind as it drives; NaN where no way leads there or it follows no lane.
 */
export function wayLeftM(world: StoryWorld, index: number, to: RoadPlace, kept: WayLeft): number {
  const entity = world.state.entities[index]!;
  if (world.map === null || entity.guide.road < 0 || entity.latOwner >= 0 || entity.isExternal || entity.towedBy >= 0) {
    kept.leftM = Number.NaN;
    kept.guide.road = -1;
    return Number.NaN;
  }
  if (Number.isNaN(kept.leftM) && kept.guide.road === entity.guide.road && kept.guide.lane === entity.guide.lane) return Number.NaN;
  const drivenM = entity.odometerM - kept.odometerM;
  const forwardsM = isKept(entity, kept, drivenM) ? kept.leftM - drivenM : measuredM(world, index, entity, to);
  kept.leftM = forwardsM;
  kept.odometerM = entity.odometerM;
  kept.xM = entity.xM;
  kept.yM = entity.yM;
  kept.isAgainst = entity.isAgainst;
  copyPlace(entity.guide, kept.guide);
  return forwardsM;
}

/** Whether it has only driven on along its lane since: nothing set it elsewhere, which is told by its being further away than it drove. */
function isKept(entity: EntityState, kept: WayLeft, drivenM: number): boolean {
  const { guide } = entity;
  const was = kept.guide;
  if (Number.isNaN(kept.leftM) || entity.speedMps < 0 || entity.step.isBroken) return false;
  if (guide.road !== was.road || guide.lane !== was.lane || guide.offsetM !== was.offsetM || entity.isAgainst !== kept.isAgainst)
    return false;
  const dx = entity.xM - kept.xM;
  const dy = entity.yM - kept.yM;
  return Math.sqrt(dx * dx + dy * dy) <= ASIDE_SCALE * drivenM + SAME_M;
}

/** The way that brings it there: the distance along s, then what is still missing where that ends, until nothing is. */
function measuredM(world: StoryWorld, index: number, entity: EntityState, to: RoadPlace): number {
  const map = world.map!;
  const choice = junctionChoice(world, index);
  roadDistance(map, entity.guide, to, SEARCH_M, DISTANCE);
  let missingM = entity.isAgainst ? -DISTANCE.dsM : DISTANCE.dsM;
  let wayM = 0;
  for (let i = 0; i < ROUNDS && DISTANCE.found && Math.abs(missingM) > SAME_M; i++) {
    wayM += missingM;
    travel(map, entity.guide, entity.isAgainst, wayM, choice, OUT, "lane");
    wayM -= Math.sign(wayM) * OUT.leftM;
    roadDistance(map, OUT.place, to, SEARCH_M, DISTANCE);
    missingM = OUT.isAgainst ? -DISTANCE.dsM : DISTANCE.dsM;
  }
  if (!DISTANCE.found || Math.abs(missingM) > SAME_M) return Number.NaN;
  return entity.speedMps < 0 ? -wayM : wayM;
}
