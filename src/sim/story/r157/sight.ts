/**
 * How an R157 controller of a story sees one other: along and across the road, box to box, and how fast both gaps close.
 *
 * Timed by ticks it sees the others where the tick has brought them, but as fast as they were over the tick before, as the players that step
 * this way do (docs/decisions/0014-r157-in-stories.md); else both are those of the tick's beginning.
 */
import { PI, turnRad } from "../../../core/angle.ts";
import { cos, sin } from "../../../core/dmath.ts";
import { emptyRoadDistance, roadDistance } from "../../../road/opendrive/distance.ts";
import { emptyRoadPoint, pointAt } from "../../../road/opendrive/point.ts";
import { entitySpecOf } from "../entity-spec.ts";
import { emptyMeasured, emptySpot, measureDistance, spotOfEntity } from "../measure.ts";
import type { MeasureSpec } from "../spec.ts";
import type { EntityState, StoryWorld } from "../state.ts";
import type { Sight } from "./record.ts";

/** Who looks, and how far. */
export interface Looking {
  entity: number;
  /** From origin to origin. */
  rangeM: number;
  /** How fast it was moved. */
  speedMps: number;
  /** Way that it has still to be moved before the others stand where they do. */
  ownWayM: number;
}

const ROUNDING_M = 1e-6;
const ROAD = emptyRoadDistance();
const AHEAD: MeasureSpec = { distance: "longitudinal", coordinates: "road", isFreespace: true, routing: "undefined" };
const ACROSS: MeasureSpec = { distance: "lateral", coordinates: "road", isFreespace: true, routing: "undefined" };
const OWN_SPOT = emptySpot();
const SPOT = emptySpot();
const MEASURED = emptyMeasured();
const POINT = emptyRoadPoint();

// ---- rates ----

/** vx, vy, ax, ay of each entity at the beginning of the tick, in W. */
let rates = new Float64Array(0);

/** Notes how everybody moves as the tick begins, before anybody is moved; for worlds with an R157 controller that drives. */
export function noteRates(world: StoryWorld): void {
  const { entities } = world.state;
  let isAsked = false;
  for (let i = 0; i < entities.length && !isAsked; i++) isAsked = isByR157(entities[i]!);
  if (!isAsked) return;
  if (rates.length < 4 * entities.length) rates = new Float64Array(8 * entities.length);
  for (let i = 0; i < entities.length; i++) {
    const { vxMps, vyMps, axMps2, ayMps2 } = entities[i]!;
    rates[4 * i] = vxMps;
    rates[4 * i + 1] = vyMps;
    rates[4 * i + 2] = axMps2;
    rates[4 * i + 3] = ayMps2;
  }
}

function isByR157({ controllers }: EntityState): boolean {
  for (let i = 0; i < controllers.length; i++) if (controllers[i]!.longitudinal && controllers[i]!.memory?.law === "r157") return true;
  return false;
}

// ---- seeing ----

/**
 * Writes how entity `otherIndex` is seen: false, and nothing written, where it is not: behind, out of range, or (no pedestrian) farther away than
 * the next lane. `action` is left alone.
 */
export function see(world: StoryWorld, looking: Looking, otherIndex: number, out: Sight): boolean {
  const self = world.state.entities[looking.entity]!;
  const target = world.state.entities[otherIndex]!;
  if (world.map === null || otherIndex === looking.entity || !target.isPresent) return false;
  if (self.place.road < 0 || target.place.road < 0) return false;
  roadDistance(world.map, self.place, target.place, looking.rangeM + looking.ownWayM + ROUNDING_M, ROAD);
  const facing = self.isAgainst ? -1 : 1;
  const originsM = facing * ROAD.dsM - looking.ownWayM;
  const { kind } = entitySpecOf(world, otherIndex);
  if (!ROAD.found || !(originsM > ROUNDING_M) || (kind !== "pedestrian" && Math.abs(ROAD.dLane) > 1)) return false;
  if (!gaps(world, looking, otherIndex, out)) return false;
  out.entity = otherIndex;
  out.isVehicle = kind === "vehicle" || kind === "external";
  out.isPedestrian = kind === "pedestrian";
  out.dLane = ROAD.dLane;
  out.tM = target.place.tM;
  out.isToLeft = facing * ROAD.dtM >= 0;
  motion(looking, self, target, otherIndex, out);
  return true;
}

function gaps(world: StoryWorld, { entity, ownWayM }: Looking, otherIndex: number, out: Sight): boolean {
  spotOfEntity(world, entity, OWN_SPOT);
  OWN_SPOT.towardsRoadRad = towardsRoadRad(world, entity);
  spotOfEntity(world, otherIndex, SPOT);
  SPOT.towardsRoadRad = towardsRoadRad(world, otherIndex);
  measureDistance(world, OWN_SPOT, SPOT, AHEAD, MEASURED);
  if (!MEASURED.found) return false;
  const aheadM = MEASURED.distanceM;
  measureDistance(world, OWN_SPOT, SPOT, ACROSS, MEASURED);
  out.aheadM = aheadM > 0 ? Math.max(0, aheadM - ownWayM) : aheadM;
  out.sideM = Math.abs(MEASURED.distanceM);
  return true;
}

/** From increasing s, where it is, to its heading; of one that changes lanes, with the lean of its way. */
function towardsRoadRad(world: StoryWorld, index: number): number {
  const { place, hRad } = world.state.entities[index]!;
  pointAt(world.map!, place.road, place.sM, 0, POINT);
  return turnRad(POINT.hRad, hRad);
}

/** Speeds along and across the road where each of them is, as the one who looks goes along it. */
function motion(looking: Looking, self: EntityState, target: EntityState, otherIndex: number, out: Sight): void {
  const ownRad = self.hRad - OWN_SPOT.towardsRoadRad + (self.isAgainst ? PI : 0);
  const itsRad = target.hRad - SPOT.towardsRoadRad;
  // Its road may run against the way of the one who looks.
  const wayRad = cos(itsRad - ownRad) < 0 ? itsRad + PI : itsRad;
  const c = cos(wayRad);
  const s = sin(wayRad);
  const vxMps = rates[4 * otherIndex]!;
  const vyMps = rates[4 * otherIndex + 1]!;
  const alongMps = looking.speedMps * cos(self.hRad - ownRad);
  const leftMps = looking.speedMps * sin(self.hRad - ownRad) - (vyMps * c - vxMps * s);
  out.speedMps = vxMps * c + vyMps * s;
  out.accelMps2 = rates[4 * otherIndex + 2]! * c + rates[4 * otherIndex + 3]! * s;
  out.closingMps = alongMps - out.speedMps;
  out.nearingMps = out.isToLeft ? leftMps : -leftMps;
  out.collisionSec = out.closingMps > 0 ? out.aheadM / out.closingMps : Infinity;
  out.headwaySec = out.closingMps > 0 ? out.aheadM / alongMps : Infinity;
}

// ---- what more there is to see ----

/** Offset of the middle of another's box from the middle of its lane, to either side, m. */
export function centreOffsetM(world: StoryWorld, otherIndex: number): number {
  const { place } = world.state.entities[otherIndex]!;
  return Math.abs(place.offsetM + entitySpecOf(world, otherIndex).box.centerXM * sin(towardsRoadRad(world, otherIndex)));
}

/**
 * How far the front wheel of a vehicle (of others the front of the box), on the side towards the one who looks, is off the middle of the lane
 * it is in, towards that side, m.
 */
export function wheelOffsetM(world: StoryWorld, { entity, dLane }: Sight): number {
  const { place } = world.state.entities[entity]!;
  const { axles, box } = entitySpecOf(world, entity);
  const frontM = axles?.frontXM ?? 0.5 * box.lengthM;
  const rad = towardsRoadRad(world, entity);
  return (dLane > 0 ? -1 : 1) * (place.offsetM + frontM * sin(rad)) + 0.5 * box.widthM * Math.abs(cos(rad));
}

/**
 * Whether another covers the own front: all of it lies within the width of the own box, or it reaches from one side to the other, give or
 * take `roomM` at each side.
 */
export function coversFront(world: StoryWorld, own: number, otherIndex: number, roomM: number): boolean {
  const self = world.state.entities[own]!;
  const target = world.state.entities[otherIndex]!;
  const { widthM } = entitySpecOf(world, own).box;
  const { box } = entitySpecOf(world, otherIndex);
  const c = cos(target.hRad - self.hRad);
  const s = sin(target.hRad - self.hRad);
  const originM = (target.yM - self.yM) * cos(self.hRad) - (target.xM - self.xM) * sin(self.hRad);
  const centreM = originM + box.centerXM * s + box.centerYM * c;
  const halfM = 0.5 * (box.lengthM * Math.abs(s) + box.widthM * Math.abs(c));
  // From the left end of the own front to the right.
  const fromM = 0.5 * widthM - centreM - halfM;
  const toM = 0.5 * widthM - centreM + halfM;
  const isInside = (fromM >= 0 || fromM > -roomM) && (toM <= widthM || toM < widthM + roomM);
  return isInside || (fromM < roomM && toM > widthM - roomM);
}
