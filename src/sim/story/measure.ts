/**
 * How far apart things are, as conditions ask it: cartesian, along the axes of an entity or of the world, along road or lane; between origins
 * or between the nearest points of the boxes (ASAM OpenSCENARIO XML 1.3, relative distances, CoordinateSystem, freespace).
 *
 * Signs are as the one who measures sees it: longitudinal distances are positive ahead of it, lateral ones to its left. A freespace distance
 * is 0 where the boxes overlap along the axis.
 */
import { PI } from "../../core/angle.ts";
import { type Box, boxGapM, emptyBox, setBox } from "../../core/box.ts";
import { cos, sin } from "../../core/dmath.ts";
import { emptyRoadDistance, roadDistance } from "../../road/opendrive/distance.ts";
import { emptyPlace, type RoadPlace } from "../../road/opendrive/place.ts";
import { entitySpecOf } from "./entity-spec.ts";
import { headingOf } from "./heading.ts";
import { laneWayM } from "./lane-way.ts";
import { copyPlace } from "./placing.ts";
import type { MeasureSpec } from "./spec.ts";
import type { StoryWorld } from "./state.ts";
import { besideTrajectory, type BesideTrajectory, followedBy, shortWayM } from "./trajectory-nearest.ts";

/** Something at a place in the world: an entity with its box, or a bare point. */
export interface Spot {
  /** Index of the entity; -1: a point. */
  entity: number;
  xM: number;
  yM: number;
  hRad: number;
  cosH: number;
  sinH: number;
  vxMps: number;
  vyMps: number;
  readonly place: RoadPlace;
  /** Angle from increasing s to its heading. */
  towardsRoadRad: number;
  /** Centre of its box ahead and to the left of its origin, and half the size; all 0 for a point. */
  centerXM: number;
  centerYM: number;
  halfLengthM: number;
  halfWidthM: number;
}

/** A distance and how fast it closes. */
export interface Measured {
  /** Whether there is such a distance: on roads there may be no way. */
  found: boolean;
  /** With its sign; of euclidean distances never negative. */
  distanceM: number;
  /** How fast the size of the distance shrinks. */
  closingMps: number;
  /** How fast the one who measures moves along the axis, towards positive. */
  ownMps: number;
  /** Whether both are in lanes that lead into one another; true where lanes do not count. */
  isSameLane: boolean;
}

/** How far along roads another one is looked for. */
const REACH_M = 5000;
const ROAD = emptyRoadDistance();
const BOX_A = emptyBox();
const BOX_B = emptyBox();

/** A spot at the origin, on no road. */
export function emptySpot(): Spot {
  return {
    entity: -1,
    xM: 0,
    yM: 0,
    hRad: 0,
    cosH: 1,
    sinH: 0,
    vxMps: 0,
    vyMps: 0,
    place: emptyPlace(),
    towardsRoadRad: 0,
    centerXM: 0,
    centerYM: 0,
    halfLengthM: 0,
    halfWidthM: 0,
  };
}

/** A measurement of nothing. */
export function emptyMeasured(): Measured {
  return { found: false, distanceM: 0, closingMps: 0, ownMps: 0, isSameLane: true };
}

/** Writes where an entity is, moves and reaches to. */
export function spotOfEntity(world: StoryWorld, index: number, out: Spot): void {
  const entity = world.state.entities[index];
  if (entity === undefined) throw new RangeError(`entity ${String(index)}`);
  const { box } = entitySpecOf(world, index);
  out.entity = index;
  out.xM = entity.xM;
  out.yM = entity.yM;
  const { cosH, sinH } = headingOf(entity);
  out.hRad = entity.hRad;
  out.cosH = cosH;
  out.sinH = sinH;
  // Speed along the heading: the velocity in the plane by differences lags behind what actions have just set.
  out.vxMps = entity.speedMps * cosH;
  out.vyMps = entity.speedMps * sinH;
  copyPlace(entity.place, out.place);
  out.towardsRoadRad = entity.relativeHRad + (entity.isAgainst ? PI : 0);
  out.centerXM = box.centerXM;
  out.centerYM = box.centerYM;
  out.halfLengthM = 0.5 * box.lengthM;
  out.halfWidthM = 0.5 * box.widthM;
}

/** Writes a bare point that stands still. `towardsRoadRad`: angle from increasing s of its road to its heading. */
export function spotOfPoint(xM: number, yM: number, hRad: number, place: RoadPlace, towardsRoadRad: number, out: Spot): void {
  out.entity = -1;
  out.xM = xM;
  out.yM = yM;
  out.hRad = hRad;
  out.cosH = cos(hRad);
  out.sinH = sin(hRad);
  out.vxMps = 0;
  out.vyMps = 0;
  copyPlace(place, out.place);
  out.towardsRoadRad = towardsRoadRad;
  out.centerXM = 0;
  out.centerYM = 0;
  out.halfLengthM = 0;
  out.halfWidthM = 0;
}

/** The distance from one to another as `measure` says. */
export function measureDistance(world: StoryWorld, from: Spot, to: Spot, measure: MeasureSpec, out: Measured): void {
  out.found = true;
  out.isSameLane = true;
  const { distance, coordinates, isFreespace } = measure;
  if (distance === "euclidianDistance") euclidean(from, to, isFreespace, out);
  else if (coordinates === "road" || coordinates === "lane") onRoad(world, from, to, measure, out);
  else if (coordinates === "trajectory") onTrajectory(world, from, to, measure, out);
  else {
    // The axis: that of the one who measures, or of the world; lateral a quarter turn to the left of it.
    const c = coordinates === "entity" ? from.cosH : 1;
    const s = coordinates === "entity" ? from.sinH : 0;
    const isLateral = distance === "lateral";
    const axisX = isLateral ? -s : c;
    const axisY = isLateral ? c : s;
    alongAxis(from, to, axisX, axisY, isFreespace, out);
  }
}

function euclidean(from: Spot, to: Spot, isFreespace: boolean, out: Measured): void {
  const dxM = to.xM - from.xM;
  const dyM = to.yM - from.yM;
  const betweenM = Math.sqrt(dxM * dxM + dyM * dyM);
  out.distanceM = isFreespace ? boxGapM(boxOf(from, BOX_A), boxOf(to, BOX_B)) : betweenM;
  const ux = betweenM > 0 ? dxM / betweenM : 0;
  const uy = betweenM > 0 ? dyM / betweenM : 0;
  out.ownMps = from.vxMps * ux + from.vyMps * uy;
  out.closingMps = out.ownMps - (to.vxMps * ux + to.vyMps * uy);
}

function boxOf(spot: Spot, out: Box): Box {
  const { cosH, sinH } = spot;
  const xM = spot.xM + spot.centerXM * cosH - spot.centerYM * sinH;
  const yM = spot.yM + spot.centerXM * sinH + spot.centerYM * cosH;
  setBox(out, xM, yM, cosH, sinH, 2 * spot.halfLengthM, 2 * spot.halfWidthM);
  return out;
}

function alongAxis(from: Spot, to: Spot, axisX: number, axisY: number, isFreespace: boolean, out: Measured): void {
  const originsM = (to.xM - from.xM) * axisX + (to.yM - from.yM) * axisY;
  const own = from.vxMps * axisX + from.vyMps * axisY;
  const other = to.vxMps * axisX + to.vyMps * axisY;
  let distanceM = originsM;
  if (isFreespace) {
    const fromTurn = cosSin(from, axisX, axisY);
    const fromCenterM = from.centerXM * fromTurn.c + from.centerYM * fromTurn.s;
    const fromHalfM = from.halfLengthM * Math.abs(fromTurn.c) + from.halfWidthM * Math.abs(fromTurn.s);
    const toTurn = cosSin(to, axisX, axisY);
    const toCenterM = to.centerXM * toTurn.c + to.centerYM * toTurn.s;
    const toHalfM = to.halfLengthM * Math.abs(toTurn.c) + to.halfWidthM * Math.abs(toTurn.s);
    distanceM = between(originsM + toCenterM - fromCenterM, fromHalfM + toHalfM);
  }
  fill(out, distanceM, originsM, own, other);
}

const TURN = { c: 1, s: 0 };

/** Parts of an axis along the length and the left of something. */
function cosSin({ cosH, sinH }: Spot, axisX: number, axisY: number): { readonly c: number; readonly s: number } {
  TURN.c = cosH * axisX + sinH * axisY;
  TURN.s = cosH * axisY - sinH * axisX;
  return TURN;
}

/** What is left between two extents whose centres are that far apart; its sign is that of the centres. */
function between(centersM: number, reachM: number): number {
  return Math.sign(centersM) * Math.max(0, Math.abs(centersM) - reachM);
}

function fill(out: Measured, distanceM: number, originsM: number, ownMps: number, otherMps: number): void {
  out.distanceM = distanceM;
  out.ownMps = ownMps;
  out.closingMps = (ownMps - otherMps) * (originsM < 0 ? -1 : 1);
}

function onRoad(world: StoryWorld, from: Spot, to: Spot, measure: MeasureSpec, out: Measured): void {
  out.found = false;
  if (world.map === null || from.place.road < 0 || to.place.road < 0) return;
  roadDistance(world.map, from.place, to.place, REACH_M, ROAD);
  if (!ROAD.found) return;
  out.found = true;
  out.isSameLane = ROAD.dLane === 0;
  const isLateral = measure.distance === "lateral";
  // Whether it looks along increasing s; its left is that of the road then.
  const ownWay = cos(from.towardsRoadRad) < 0 ? -1 : 1;
  const isFlipped = isOppositeRoad(from, to);
  const toTurn = to.towardsRoadRad + (isFlipped ? PI : 0);
  const alongM = measure.coordinates === "lane" ? laneWayM(world.map, from.place, to.place, ROAD.dsM) : ROAD.dsM;
  const originsM = ownWay * (isLateral ? (isFlipped ? -ROAD.dtM : ROAD.dtM) : alongM);
  const quarter = isLateral ? PI / 2 : 0;
  const fromRad = from.towardsRoadRad - quarter;
  const toRad = toTurn - quarter;
  alongCurve(from, fromRad, to, toRad, ownWay, originsM, measure.isFreespace, out);
}

/** The measurement along a curve, of which each sees a direction of its own: `fromRad` and `toRad` from there to their headings. */
function alongCurve(
  from: Spot,
  fromRad: number,
  to: Spot,
  toRad: number,
  ownWay: number,
  originsM: number,
  isFreespace: boolean,
  out: Measured,
): void {
  const fromC = cos(fromRad);
  const toC = cos(toRad);
  let distanceM = originsM;
  if (isFreespace) {
    const fromS = sin(fromRad);
    const toS = sin(toRad);
    const fromCenterM = from.centerXM * fromC - from.centerYM * fromS;
    const toCenterM = to.centerXM * toC - to.centerYM * toS;
    const halvesM = halfAlongM(from, fromC, fromS) + halfAlongM(to, toC, toS);
    distanceM = between(originsM + ownWay * (toCenterM - fromCenterM), halvesM);
  }
  fill(out, distanceM, originsM, ownWay * (speedOf(from) * fromC), ownWay * (speedOf(to) * toC));
}

/**
 * In s and t of the trajectory that the one who measures follows now, from where it is on it to the point beside which the other lies; none where it
 * follows none. On a closed one the shorter way round.
 */
function onTrajectory(world: StoryWorld, from: Spot, to: Spot, measure: MeasureSpec, out: Measured): void {
  const run = followedBy(world, from.entity);
  out.found = run !== null;
  if (run === null) return;
  const { trajectory } = run;
  besideTrajectory(trajectory, from.xM, from.yM, HERE);
  besideTrajectory(trajectory, to.xM, to.yM, THERE);
  const ownWay = cos(from.hRad - HERE.tangentRad) < 0 ? -1 : 1;
  const isLateral = measure.distance === "lateral";
  const quarter = isLateral ? PI / 2 : 0;
  const fromRad = from.hRad - HERE.tangentRad - quarter;
  const toRad = to.hRad - THERE.tangentRad - quarter;
  const originsM = ownWay * (isLateral ? THERE.tM - HERE.tM : shortWayM(trajectory, THERE.sM - HERE.sM));
  alongCurve(from, fromRad, to, toRad, ownWay, originsM, measure.isFreespace, out);
}

const HERE: BesideTrajectory = { sM: 0, tM: 0, tangentRad: 0 };
const THERE: BesideTrajectory = { sM: 0, tM: 0, tangentRad: 0 };

/** Whether s of the two roads runs against one another: told by the headings in the plane, which on one road agree. */
function isOppositeRoad(from: Spot, to: Spot): boolean {
  if (from.place.road === to.place.road) return false;
  return cos(from.hRad - from.towardsRoadRad - (to.hRad - to.towardsRoadRad)) < 0;
}

/** Half of what the box takes up along an axis, given the parts of the axis along its length and its side. */
function halfAlongM(spot: Spot, c: number, s: number): number {
  return spot.halfLengthM * Math.abs(c) + spot.halfWidthM * Math.abs(s);
}

/** Signed speed along the heading. */
function speedOf(spot: Spot): number {
  return spot.vxMps * spot.cosH + spot.vyMps * spot.sinH;
}
