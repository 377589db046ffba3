/**
 * Every kind of position of ASAM OpenSCENARIO XML 1.3 (6.3.8, Positions) as a pose in W and a place on the road.
 *
 * Without an orientation an entity faces as traffic does in its lane, or as the entity it is relative to. Lanes relative to an entity are counted
 * over lane 0, positive towards increasing ids. A distance along the reference line goes on over the links of the lane where its road ends.
 */
import { PI, turnRad, wrapRad } from "../../core/angle.ts";
import { cos, sin } from "../../core/dmath.ts";
import { emptyPlace, locate, placeOf, placeOnLane, type RoadPlace } from "../../road/opendrive/place.ts";
import { drivesAlong, emptyRoadPoint, laneAtTM, laneCentreTM, pointAt } from "../../road/opendrive/point.ts";
import { emptyTravelled, type JunctionChoice, travel } from "../../road/opendrive/travel.ts";
import type { RoadMap } from "../../road/opendrive/map.ts";
import { composeAngles } from "./orientation.ts";
import { copyPlace, isAt } from "./placing.ts";
import { geoPlane } from "./geo.ts";
import { laneStepped } from "./lane-count.ts";
import { positionsOf } from "./position-entities.ts";
import { refusal } from "./refusal.ts";
import { alongRoute, placeOnRoute, routeLegs, type RoutePlace } from "./route.ts";
import type { OrientationSpec, PositionSpec } from "./spec.ts";
import type { EntityState, StoryWorld } from "./state.ts";
import { trajectoryOf } from "./trajectory.ts";
import { emptyTrajectoryPose, trajectoryPose } from "./trajectory-pose.ts";

/** Where a position is; written in place. */
export interface Resolved {
  xM: number;
  yM: number;
  zM: number;
  hRad: number;
  pRad: number;
  rRad: number;
  /** Nearest place on the roads; road -1 without a map. */
  readonly place: RoadPlace;
  /** It faces against increasing s of that road. */
  isAgainst: boolean;
  /** From the way along the road that it faces. */
  relativeHRad: number;
  /** It lies on a lane that the position names or is within. */
  isOnRoad: boolean;
}

export function emptyResolved(): Resolved {
  return {
    xM: 0,
    yM: 0,
    zM: 0,
    hRad: 0,
    pRad: 0,
    rRad: 0,
    place: emptyPlace(),
    isAgainst: false,
    relativeHRad: 0,
    isOnRoad: false,
  };
}

const POINT = emptyRoadPoint();
const OUT = emptyTravelled();
const STRAIGHT: JunctionChoice = { kind: "straight" };
const ANY = { snap: "any" } as const;
const AHEAD: OrientationSpec = { isRelative: true, hRad: 0, pRad: 0, rRad: 0 };

/**
 * Resolves a position against the state. `selfEntity`: the entity it is for, whose place tells roads above one another apart; null for none.
 * Throws an InputError that names what does not exist: a road, a lane, an entity that is not there, a projection.
 */
export function resolvePosition(world: StoryWorld, spec: PositionSpec, selfEntity: number | null, out: Resolved): void {
  switch (spec.kind) {
    case "world":
      inPlane(world, spec.xM, spec.yM, spec.zM ?? Number.NaN, hint(world, selfEntity), out);
      turnTo(world, out, spec.hRad ?? 0, spec.pRad ?? Number.NaN, spec.rRad ?? Number.NaN);
      return;
    case "geo": {
      const at = geoPlane(world.map?.source ?? null, spec.latitudeRad, spec.longitudeRad);
      inPlane(world, at.xM, at.yM, spec.altitudeM ?? Number.NaN, hint(world, selfEntity), out);
      orient(world, out, spec.orientation ?? AHEAD, laneRad(world, out));
      return;
    }
    case "relative-world":
    case "relative-object":
      besideEntity(world, spec, out);
      return;
    case "road":
      onRoad(world, roadOf(world, spec.road), spec.sM, spec.tM, out);
      // An orientation relative to a road counts from its s axis, whichever way its lanes are driven.
      orient(world, out, spec.orientation ?? AHEAD, spec.orientation === null ? laneRad(world, out) : POINT.hRad);
      return;
    case "relative-road":
      alongRoad(world, spec, selfEntity, out);
      return;
    case "lane":
      onLane(world, roadOf(world, spec.road), Number(spec.lane), spec.sM, spec.offsetM, out);
      orient(world, out, spec.orientation ?? AHEAD, laneRad(world, out));
      return;
    case "relative-lane":
      besideLane(world, spec, selfEntity, out);
      return;
    case "route":
      onRoute(world, spec, selfEntity, out);
      return;
    case "trajectory":
      onTrajectory(world, spec, selfEntity, out);
      return;
  }
}

/** Whether a position is the same at all times, whatever entities do. */
export function isFixed(position: PositionSpec): boolean {
  switch (position.kind) {
    case "world":
    case "road":
    case "lane":
    case "geo":
      return true;
    case "route":
      return position.at.kind !== "entity" && position.route.waypoints.every((waypoint) => isFixed(waypoint.position));
    case "trajectory": {
      const { shape } = position.trajectory;
      // Without a place of its own a curve begins where its entity is.
      const beginsAtOwn = shape.kind === "clothoid-spline" && (shape.segments[0]?.position ?? null) === null;
      return !beginsAtOwn && positionsOf(shape).every(isFixed);
    }
    case "relative-world":
    case "relative-object":
    case "relative-road":
    case "relative-lane":
      return false;
  }
}

/** The same as a new record. */
export function placeOnMap(world: StoryWorld, spec: PositionSpec, selfEntity: number | null): Resolved {
  const out = emptyResolved();
  resolvePosition(world, spec, selfEntity, out);
  return out;
}

// ---- in the plane ----

function hint(world: StoryWorld, selfEntity: number | null): RoadPlace | null {
  const self = selfEntity === null ? null : world.state.entities[selfEntity]!;
  return self !== null && self.isPresent && self.place.road >= 0 ? self.place : null;
}

/** A point of W, and the nearest place on the roads. z NaN: of the road. */
function inPlane(world: StoryWorld, xM: number, yM: number, zM: number, near: RoadPlace | null, out: Resolved): void {
  out.xM = xM;
  out.yM = yM;
  out.zM = Number.isNaN(zM) ? 0 : zM;
  out.place.road = -1;
  out.isOnRoad = false;
  if (world.map === null) return;
  locate(world.map, xM, yM, zM, near, out.place, ANY);
  if (out.place.road < 0) return;
  pointAt(world.map, out.place.road, out.place.sM, out.place.tM, POINT);
  out.isOnRoad = isAt(POINT, out) && laneAtTM(world.map, out.place.road, out.place.sM, out.place.tM) !== 0;
  if (Number.isNaN(zM)) out.zM = POINT.zM;
}

function besideEntity(world: StoryWorld, spec: Extract<PositionSpec, { kind: "relative-world" | "relative-object" }>, out: Resolved): void {
  const other = entityOf(world, spec.entity, spec.kind);
  // Along the axes of W, or of the entity as it is turned: about its x by roll, y by pitch, z by heading.
  const isTurned = spec.kind === "relative-object";
  const [ch, sh] = isTurned ? [cos(other.hRad), sin(other.hRad)] : [1, 0];
  const [cp, sp] = isTurned ? [cos(other.pRad), sin(other.pRad)] : [1, 0];
  const [cr, sr] = isTurned ? [cos(other.rRad), sin(other.rRad)] : [1, 0];
  const leftM = spec.dyM * cr - spec.dzM * sr;
  const upM = spec.dyM * sr + spec.dzM * cr;
  const aheadM = spec.dxM * cp + upM * sp;
  const xM = other.xM + ch * aheadM - sh * leftM;
  const yM = other.yM + sh * aheadM + ch * leftM;
  const zM = other.zM - spec.dxM * sp + upM * cp;
  const near = other.place.road >= 0 ? other.place : null;
  inPlane(world, xM, yM, spec.dzM === 0 ? Number.NaN : zM, near, out);
  if (out.place.road < 0) out.zM = zM;
  const orientation = spec.orientation ?? AHEAD;
  orient(world, out, orientation, other.hRad);
  if (!isTurned || !orientation.isRelative) return;
  out.pRad = other.pRad + orientation.pRad;
  out.rRad = other.rRad + orientation.rRad;
}

// ---- on roads ----

function roadOf(world: StoryWorld, id: string): number {
  const road = world.map?.roadIndex.get(id);
  if (road === undefined) throw refusal("Position", "a road of the map", `road ${JSON.stringify(id)}`, "", "RDV_SCENARIO_REFERENCE");
  return road;
}

function onRoad(world: StoryWorld, road: number, sM: number, tM: number, out: Resolved): void {
  const map = world.map!;
  placeOf(map, road, sOn(world, road, sM), tM, out.place);
  takePoint(map, out);
}

function onLane(world: StoryWorld, road: number, lane: number, sM: number, offsetM: number, out: Resolved): void {
  const map = world.map!;
  if (!placeOnLane(map, road, lane, sOn(world, road, sM), offsetM, out.place)) {
    throw refusal(
      "Position",
      `a lane of road ${map.source.roads[road]!.id} at s = ${sM.toFixed(2)} m`,
      `lane ${String(lane)}`,
      "",
      "RDV_SCENARIO_REFERENCE",
    );
  }
  takePoint(map, out);
}

/** An s beyond its road, by more than rounding, lies on no road; in esmini it is the road's end. */
function sOn(world: StoryWorld, road: number, sM: number): number {
  const { lengthM, id } = world.map!.source.roads[road]!;
  if (sM >= -S_SLACK_M && sM <= lengthM + S_SLACK_M) return sM;
  if (world.plan.spec.semantics === "esmini") return Math.min(lengthM, Math.max(0, sM));
  throw refusal("Position", `s in [0, ${lengthM.toFixed(2)}] m of road ${id}`, `${sM.toFixed(2)} m`);
}

const S_SLACK_M = 1e-3;

function takePoint(map: RoadMap, out: Resolved): void {
  const { place } = out;
  pointAt(map, place.road, place.sM, place.tM, POINT);
  out.xM = POINT.xM;
  out.yM = POINT.yM;
  out.zM = POINT.zM;
  out.isOnRoad = true;
}

/** Heading of traffic in the lane of the place; 0 without roads. */
function laneRad(world: StoryWorld, out: Resolved): number {
  if (world.map === null || out.place.road < 0) return 0;
  return POINT.hRad + (drivesAlong(world.map, out.place.road, out.place.lane, out.place.sM) ? 0 : PI);
}

function alongRoad(
  world: StoryWorld,
  spec: Extract<PositionSpec, { kind: "relative-road" }>,
  selfEntity: number | null,
  out: Resolved,
): void {
  const other = placedEntity(world, spec.entity, "RelativeRoadPosition");
  const map = world.map!;
  const tM = other.place.tM;
  shift(map, other.place, spec.dsM, out.place, "reference", wayOn(world, selfEntity, other));
  const isTurned = OUT.isAgainst;
  placeOf(map, out.place.road, out.place.sM, (isTurned ? -tM : tM) + spec.dtM, out.place);
  takePoint(map, out);
  const isAgainst = spec.orientation === null && other.isAgainst !== isTurned;
  orient(world, out, spec.orientation ?? AHEAD, POINT.hRad + (isAgainst ? PI : 0));
}

function besideLane(
  world: StoryWorld,
  spec: Extract<PositionSpec, { kind: "relative-lane" }>,
  selfEntity: number | null,
  out: Resolved,
): void {
  const other = placedEntity(world, spec.entity, "RelativeLanePosition");
  const map = world.map!;
  const { place } = out;
  copyPlace(other.place, place);
  place.offsetM = 0;
  const alongLane = spec.dsLaneM !== null;
  const wasWithin = !alongLane && reachesWithin(map, place, spec.dsM ?? 0);
  if (wasWithin) place.sM += spec.dsM ?? 0;
  else
    shift(
      map,
      place,
      alongLane ? (other.isAgainst ? -spec.dsLaneM! : spec.dsLaneM!) : (spec.dsM ?? 0),
      place,
      alongLane ? "lane" : "reference",
      wayOn(world, selfEntity, other),
    );
  const isAgainst = other.isAgainst !== (!wasWithin && OUT.isAgainst);
  const side = alongLane && isAgainst ? -1 : 1;
  onLane(world, place.road, laneStepped(place.lane, side * spec.dLane), place.sM, side * spec.offsetM, out);
  orient(world, out, spec.orientation ?? AHEAD, POINT.hRad + (isAgainst ? PI : 0));
}

function reachesWithin(map: RoadMap, place: RoadPlace, dsM: number): boolean {
  const sM = place.sM + dsM;
  return sM >= 0 && sM <= map.source.roads[place.road]!.lengthM && !Number.isNaN(laneCentreTM(map, place.road, sM, place.lane));
}

/** Which way a relative position goes on at a junction: along the route of the entity it is for, else of the one it is relative to, else straight. */
function wayOn(world: StoryWorld, selfEntity: number | null, other: EntityState): JunctionChoice {
  const own = selfEntity === null ? [] : world.state.entities[selfEntity]!.routeRoads;
  const roads = own.length > 0 ? own : other.routeRoads;
  return roads.length > 0 ? { kind: "route", roads } : STRAIGHT;
}

/**
 * Moves a place along its lane by ds, increasing s positive, over links; refuses where the roads end before. `OUT.isAgainst` then says whether s
 * runs the other way there.
 */
function shift(map: RoadMap, from: RoadPlace, dsM: number, to: RoadPlace, along: "reference" | "lane", choose: JunctionChoice): void {
  copyPlace(from, to);
  const isBack = dsM < 0;
  const end = travel(map, to, isBack, Math.abs(dsM), choose, OUT, along);
  if (end === "end-of-road" && OUT.leftM > S_SLACK_M) {
    throw refusal("Position", "a road that goes on far enough", `${OUT.leftM.toFixed(2)} m too few`);
  }
  copyPlace(OUT.place, to);
  OUT.isAgainst = OUT.isAgainst !== isBack;
}

function entityOf(world: StoryWorld, name: string, element: string): EntityState {
  const index = world.plan.entityIndex.get(name);
  const entity = index === undefined ? undefined : world.state.entities[index];
  if (entity === undefined) throw refusal(element, "an entity of the scenario", JSON.stringify(name), "", "RDV_SCENARIO_REFERENCE");
  return entity;
}

function placedEntity(world: StoryWorld, name: string, element: string): EntityState {
  const entity = entityOf(world, name, element);
  if (world.map === null || entity.place.road < 0)
    throw refusal(element, "an entity on a road", `${JSON.stringify(name)}, which is on none`);
  return entity;
}

// ---- on trajectories ----

/** s along a trajectory, t to its left; an entity faces along it. */
function onTrajectory(
  world: StoryWorld,
  spec: Extract<PositionSpec, { kind: "trajectory" }>,
  selfEntity: number | null,
  out: Resolved,
): void {
  const own = selfEntity === null ? { xM: 0, yM: 0, zM: 0, hRad: 0, pRad: 0, rRad: 0 } : { ...poseOf(world.state.entities[selfEntity]!) };
  const trajectory = trajectoryOf(spec.trajectory, { own, place: (position) => placeOnMap(world, position, selfEntity), isStepped: false });
  const at = emptyTrajectoryPose();
  trajectoryPose(trajectory, spec.sM, "none", false, at);
  const xM = at.xM - spec.tM * sin(at.tangentRad);
  const yM = at.yM + spec.tM * cos(at.tangentRad);
  inPlane(world, xM, yM, at.zM, hint(world, selfEntity), out);
  orient(world, out, spec.orientation ?? AHEAD, at.tangentRad);
}

function poseOf({ xM, yM, zM, hRad, pRad, rRad }: EntityState): EntityState["step"]["pose"] {
  return { xM, yM, zM, hRad, pRad, rRad };
}

// ---- on routes ----

const AT: RoutePlace = { road: -1, sM: 0, isForwards: true };

/**
 * A way along a route from its first waypoint, or where an entity is on it; without an
 * orientation it faces along the lane named, else along the route.
 */
function onRoute(world: StoryWorld, spec: Extract<PositionSpec, { kind: "route" }>, selfEntity: number | null, out: Resolved): void {
  const { route, at } = spec;
  const { map } = world;
  if (map === null || route.waypoints.length === 0) throw refusal("RoutePosition", "a route on a map", `route ${route.name}`);
  if (at.kind === "entity") {
    const other = placedEntity(world, at.entity, "RoutePosition");
    copyPlace(other.place, out.place);
    takePoint(map, out);
    orient(world, out, spec.orientation ?? AHEAD, other.hRad - other.relativeHRad);
    return;
  }
  const waypoints = route.waypoints.map(({ position, strategy }) => ({ strategy, place: placeOnMap(world, position, selfEntity).place }));
  const legs = routeLegs(map, waypoints, route.isClosed, world.options.seed);
  if (legs === null)
    throw refusal(`Route ${route.name}`, "waypoints that can be driven from one to the next", "no way between two of them");
  alongRoute(map, legs, waypoints[0]!.place, at.pathSM, AT);
  const lane = at.kind === "lane" ? Number(at.lane) : null;
  if (!placeOnRoute(map, AT, lane, at.kind === "lane" ? at.offsetM : at.tM, out.place)) {
    throw refusal("RoutePosition", `a lane of road ${map.source.roads[AT.road]!.id} at s = ${AT.sM.toFixed(2)} m`, `lane ${String(lane)}`);
  }
  takePoint(map, out);
  const routeRad = POINT.hRad + (AT.isForwards ? 0 : PI);
  orient(world, out, spec.orientation ?? AHEAD, lane === null ? routeRad : laneRad(world, out));
}

// ---- orientation ----

/** Turns the position: absolute angles, or relative to a heading and the surface of the road. */
function orient(world: StoryWorld, out: Resolved, orientation: OrientationSpec, baseRad: number): void {
  if (orientation.isRelative) {
    turnTo(world, out, baseRad + orientation.hRad, Number.NaN, Number.NaN);
    out.pRad += orientation.pRad;
    out.rRad += orientation.rRad;
  } else {
    turnTo(world, out, orientation.hRad, orientation.pRad, orientation.rRad);
  }
}

/** Sets the heading; pitch and roll where NaN as the road lies; and how it stands to the road. */
function turnTo(world: StoryWorld, out: Resolved, hRad: number, pRad: number, rRad: number): void {
  out.hRad = wrapRad(hRad);
  if (world.map === null || out.place.road < 0) {
    out.pRad = Number.isNaN(pRad) ? 0 : pRad;
    out.rRad = Number.isNaN(rRad) ? 0 : rRad;
    out.isAgainst = false;
    out.relativeHRad = 0;
    return;
  }
  pointAt(world.map, out.place.road, out.place.sM, out.place.tM, POINT);
  const turnedRad = turnRad(POINT.hRad, out.hRad);
  out.isAgainst = Math.abs(turnedRad) > PI / 2;
  out.relativeHRad = wrapRad(turnedRad - (out.isAgainst ? PI : 0));
  composeAngles(POINT, turnedRad, 0, 0, POINT);
  out.hRad = POINT.hRad;
  out.pRad = Number.isNaN(pRad) ? POINT.pRad : pRad;
  out.rRad = Number.isNaN(rRad) ? POINT.rRad : rRad;
}
