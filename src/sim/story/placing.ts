/** Putting an entity somewhere: pose from its place on the road, place from its pose. */
import { PI, turnRad, wrapRad } from "../../core/angle.ts";
import { atan } from "../../core/dmath.ts";
import type { RoadMap } from "../../road/opendrive/map.ts";
import { locate, placeOf, type RoadPlace } from "../../road/opendrive/place.ts";
import {
  isLaneEven,
  emptyRoadPoint,
  footAt,
  type RoadPoint,
  isOnLanes,
  laneCentreTM,
  laneWidthM,
  pointAt,
  pointBeside,
} from "../../road/opendrive/point.ts";
import { composeAngles, type Angles } from "./orientation.ts";
import type { EntityState, StoryWorld } from "./state.ts";

const POINT = emptyRoadPoint();
const ANGLES: Angles = { hRad: 0, pRad: 0, rRad: 0 };
/** Roads of a map may miss one another by so much where they meet. */
const BEYOND_M = 0.1;
/** Who is past the border of a lane by less than this is so by rounding only. */
export const BORDER_M = 1e-9;
const ANY = { snap: "any" } as const;

/** Copies a place. */
export function copyPlace(from: RoadPlace, to: RoadPlace): void {
  to.road = from.road;
  to.lane = from.lane;
  to.sM = from.sM;
  to.tM = from.tM;
  to.offsetM = from.offsetM;
}

/** Over so much road to both sides the direction of a lane is taken. */
const ASIDE_M = 0.01;
/** A steeper one is the border of two sections, where the lane's number passes to another. */
const STEEPEST = 2;

/** Direction of the middle of the guide's lane, from that of the reference line: not 0 where widths or lane offset change. */
function laneLeanRad(map: RoadMap, { road, lane, sM, tM }: RoadPlace): number {
  if (isLaneEven(map, road, lane, sM - ASIDE_M, sM + ASIDE_M)) return 0;
  const hereM = laneCentreTM(map, road, sM, lane);
  const aheadM = laneCentreTM(map, road, sM + ASIDE_M, lane);
  const behindM = laneCentreTM(map, road, sM - ASIDE_M, lane);
  const riseM = (Number.isNaN(aheadM) ? hereM : aheadM) - (Number.isNaN(behindM) ? hereM : behindM);
  const runM = ASIDE_M * ((Number.isNaN(aheadM) ? 0 : 1) + (Number.isNaN(behindM) ? 0 : 1)) * (1 - POINT.curvaturePerM * tM);
  return runM > 0 && Math.abs(riseM) < STEEPEST * runM ? atan(riseM / runM) : 0;
}

/** Stands the entity on the road's surface at its guide, turned from the way its lane leads by its relative heading and by `leanRad`. */
export function standOnRoad(world: StoryWorld, entity: EntityState, leanRad: number): void {
  const { guide } = entity;
  footAt(world.map!, guide.road, guide.sM, entity.foot);
  pointBeside(world.map!, entity.foot, guide.tM, POINT);
  entity.xM = POINT.xM;
  entity.yM = POINT.yM;
  entity.zM = POINT.zM;
  const turnedRad = laneLeanRad(world.map!, guide) + (entity.isAgainst ? PI : 0) + entity.relativeHRad + leanRad;
  composeAngles(POINT, turnedRad, entity.relativePRad, entity.relativeRRad, ANGLES);
  entity.hRad = ANGLES.hRad;
  entity.pRad = ANGLES.pRad;
  entity.rRad = ANGLES.rRad;
}

/**
 * Finds the place of an entity whose x and y are set, and sets its heading and what else is given; z, pitch and roll where NaN are those of the
 * road. On a lane it follows that lane from here on; beside the lanes, or beyond an end of the road, it is free.
 */
export function standFreely(world: StoryWorld, entity: EntityState, zM: number, hRad: number, pRad: number, rRad: number): void {
  const { map } = world;
  entity.hRad = wrapRad(hRad);
  findPlace(world, entity);
  const { place, guide } = entity;
  if (map === null || place.road < 0) {
    entity.zM = Number.isNaN(zM) ? 0 : zM;
    entity.pRad = Number.isNaN(pRad) ? 0 : pRad;
    entity.rRad = Number.isNaN(rRad) ? 0 : rRad;
    guide.road = -1;
    return;
  }
  pointAt(map, place.road, place.sM, place.tM, POINT);
  entity.isAgainst = Math.abs(turnRad(POINT.hRad, entity.hRad)) > PI / 2;
  entity.relativeHRad = turnRad(POINT.hRad + (entity.isAgainst ? PI : 0), entity.hRad);
  composeAngles(POINT, turnRad(POINT.hRad, entity.hRad), 0, 0, ANGLES);
  entity.zM = Number.isNaN(zM) ? POINT.zM : zM;
  entity.pRad = Number.isNaN(pRad) ? ANGLES.pRad : pRad;
  entity.rRad = Number.isNaN(rRad) ? ANGLES.rRad : rRad;
  entity.relativePRad = turnRad(ANGLES.pRad, entity.pRad);
  entity.relativeRRad = turnRad(ANGLES.rRad, entity.rRad);
  if (!isOnLanes(map, place.road, place.sM, place.tM, place.lane) || !isAt(POINT, entity)) guide.road = -1;
  else copyPlace(place, guide);
}

/** Whether a point of the road is that of a position, which it is not beyond the ends of the road. */
export function isAt(point: RoadPoint, { xM, yM }: { readonly xM: number; readonly yM: number }): boolean {
  return Math.abs(point.xM - xM) <= BEYOND_M && Math.abs(point.yM - yM) <= BEYOND_M;
}

/** The nearest place on the roads, beginning with the road it was on. On the border of the lane that it follows, it is in that lane. */
export function findPlace(world: StoryWorld, entity: EntityState): void {
  const { place, guide } = entity;
  if (world.map === null) return;
  locate(world.map, entity.xM, entity.yM, Number.NaN, place.road >= 0 ? place : null, place, ANY);
  if (place.road !== guide.road || place.lane === guide.lane || place.road < 0) return;
  const offsetM = place.tM - laneCentreTM(world.map, place.road, place.sM, guide.lane);
  if (!(Math.abs(offsetM) <= 0.5 * laneWidthM(world.map, place.road, place.sM, guide.lane) + BORDER_M)) return;
  place.lane = guide.lane;
  place.offsetM = offsetM;
}

/** Takes how an entity is tilted, as set, against the surface it is on. */
export function keepTilt(world: StoryWorld, entity: EntityState): void {
  entity.relativePRad = 0;
  entity.relativeRRad = 0;
  const { place } = entity;
  if (world.map === null || place.road < 0) return;
  pointAt(world.map, place.road, place.sM, place.tM, POINT);
  composeAngles(POINT, turnRad(POINT.hRad, entity.hRad), 0, 0, ANGLES);
  entity.relativePRad = turnRad(ANGLES.pRad, entity.pRad);
  entity.relativeRRad = turnRad(ANGLES.rRad, entity.rRad);
}

/** Puts an entity on a place of the road, facing increasing s or against it. */
export function putOnRoad(world: StoryWorld, entity: EntityState, place: RoadPlace, isAgainst: boolean, relativeHRad: number): void {
  copyPlace(place, entity.guide);
  copyPlace(place, entity.place);
  if (place.lane === 0) placeOf(world.map!, place.road, place.sM, place.tM, entity.place);
  entity.isAgainst = isAgainst;
  entity.relativeHRad = relativeHRad;
  standOnRoad(world, entity, 0);
}
