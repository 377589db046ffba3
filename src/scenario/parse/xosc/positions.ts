import type { OrientationSpec, PositionSpec, RouteSpec, ShapeSpec, TrajectorySpec } from "../../../sim/story/spec.ts";
import { entryOf } from "./catalogs.ts";
import { declare } from "./parameters.ts";
import {
  type At,
  child,
  children,
  entity,
  flag,
  has,
  integer,
  lane,
  need,
  number,
  numberOr,
  only,
  onRoad,
  placeOf,
  positive,
  positiveOr,
  report,
  road,
  text,
  word,
  wordOr,
} from "./reading.ts";

const NOWHERE: PositionSpec = { kind: "world", xM: 0, yM: 0, zM: null, hRad: null, pRad: null, rRad: null };

/** The `Position` inside an element, of whatever kind. */
export function positionIn(at: At, name = "Position"): PositionSpec {
  return position(need(at, name));
}

/** A `Position` element. */
export function position(at: At): PositionSpec {
  const p = only(at);
  switch (p.node.name) {
    case "WorldPosition":
      return {
        kind: "world",
        xM: number(p, "x"),
        yM: number(p, "y"),
        zM: numberOr(p, "z", null),
        hRad: numberOr(p, "h", null),
        pRad: numberOr(p, "p", null),
        rRad: numberOr(p, "r", null),
      };
    case "RelativeWorldPosition":
    case "RelativeObjectPosition": {
      const kind = p.node.name === "RelativeWorldPosition" ? "relative-world" : "relative-object";
      const [dxM, dyM, dzM] = [number(p, "dx"), number(p, "dy"), numberOr(p, "dz", 0)];
      return { kind, entity: entity(p), dxM, dyM, dzM, orientation: orientation(p) };
    }
    case "RoadPosition":
      return roadPosition(p);
    case "RelativeRoadPosition":
      return { kind: "relative-road", entity: entity(p), dsM: number(p, "ds"), dtM: number(p, "dt"), orientation: orientation(p) };
    case "LanePosition":
      return lanePosition(p);
    case "RelativeLanePosition":
      return relativeLane(p);
    case "RoutePosition":
      return routePosition(p);
    case "GeoPosition":
      return geoPosition(p);
    case "TrajectoryPosition":
      return trajectoryPosition(p);
    default:
      throw new Error(`${p.node.name} has passed the grammar as a position`);
  }
}

function roadPosition(p: At): PositionSpec {
  const [roadId, sM] = [road(p), number(p, "s")];
  onRoad(p, roadId, sM);
  return { kind: "road", road: roadId, sM, tM: number(p, "t"), orientation: orientation(p) };
}

function lanePosition(p: At): PositionSpec {
  const [roadId, sM] = [road(p), number(p, "s")];
  return { kind: "lane", road: roadId, lane: lane(p, roadId, sM), sM, offsetM: numberOr(p, "offset", 0), orientation: orientation(p) };
}

function orientation(at: At): OrientationSpec | null {
  const o = child(at, "Orientation");
  if (o === null) return null;
  const type = wordOr<"absolute" | "relative", "absolute">(o, "type", "ReferenceContext", "absolute");
  return { isRelative: type === "relative", hRad: numberOr(o, "h", 0), pRad: numberOr(o, "p", 0), rRad: numberOr(o, "r", 0) };
}

function relativeLane(p: At): PositionSpec {
  const [dsM, dsLaneM] = [numberOr(p, "ds", null), numberOr(p, "dsLane", null)];
  if (has(p, "ds") && has(p, "dsLane")) report(p, p.node, "RDV_SCENARIO_CHOICE", "only one of ds, dsLane", "both");
  const [dLane, offsetM] = [integer(p, "dLane"), numberOr(p, "offset", 0)];
  return {
    kind: "relative-lane",
    entity: entity(p),
    dLane,
    dsM: dsLaneM === null ? (dsM ?? 0) : null,
    dsLaneM,
    offsetM,
    orientation: orientation(p),
  };
}

const DEGREE = 0.017453292519943295;

/** Version 1.1: radians; from 1.2 on degrees, in attributes of their own. */
function geoPosition(p: At): PositionSpec {
  for (const [now, before] of [
    ["latitudeDeg", "latitude"],
    ["longitudeDeg", "longitude"],
  ] as const) {
    if (has(p, now) === has(p, before))
      report(p, p.node, "RDV_SCENARIO_CHOICE", `exactly one of ${now}, ${before}`, has(p, now) ? "both" : "neither");
  }
  const latitudeRad = numberOr(p, "latitudeDeg", null);
  const longitudeRad = numberOr(p, "longitudeDeg", null);
  return {
    kind: "geo",
    latitudeRad: latitudeRad === null ? numberOr(p, "latitude", 0) : latitudeRad * DEGREE,
    longitudeRad: longitudeRad === null ? numberOr(p, "longitude", 0) : longitudeRad * DEGREE,
    altitudeM: numberOr(p, "altitude", numberOr(p, "height", null)),
    orientation: orientation(p),
  };
}

function trajectoryPosition(p: At): PositionSpec {
  const trajectory = trajectoryRef(need(p, "TrajectoryRef"));
  const [sM, tM] = [number(p, "s"), numberOr(p, "t", 0)];
  return trajectory === null ? NOWHERE : { kind: "trajectory", trajectory, sM, tM, orientation: orientation(p) };
}

function routePosition(p: At): PositionSpec {
  const reference = need(p, "RouteRef");
  const route = routeOf(reference);
  const place = only(need(p, "InRoutePosition"));
  const o = orientation(p);
  if (route === null) return NOWHERE;
  const base = { kind: "route", route, orientation: o } as const;
  if (place.node.name === "FromCurrentEntity") return { ...base, at: { kind: "entity", entity: entity(place) } };
  const pathSM = positiveOr(place, "pathS", 0);
  if (place.node.name === "FromRoadCoordinates") return { ...base, at: { kind: "road", pathSM, tM: number(place, "t") } };
  return { ...base, at: { kind: "lane", pathSM, lane: text(place, "laneId"), offsetM: numberOr(place, "laneOffset", 0) } };
}

/** The route inside an element, or that of the catalog entry it names; null after a problem. */
export function routeOf(at: At): RouteSpec | null {
  const own = child(at, "Route");
  if (own !== null) return route({ ...own, scope: declare(own, new Map()) });
  return entryOf(need(at, "CatalogReference"), ["Route"], route);
}

function route(at: At): RouteSpec {
  const waypoints = children(at, "Waypoint").map((w) => ({
    strategy: word<RouteSpec["waypoints"][number]["strategy"]>(w, "routeStrategy", "RouteStrategy", "shortest"),
    position: positionIn(w),
  }));
  const isClosed = flag(at, "closed");
  if (waypoints.length < 2) report(at, placeOf(at, "name"), "RDV_SCENARIO_MISSING", "two waypoints of a route", String(waypoints.length));
  return { name: text(at, "name"), isClosed, waypoints };
}

// ---- trajectories: their points are positions, and positions lie on them ----

/** The trajectory inside an element, or that of the catalog entry it names; null after a problem. */
export function trajectoryRef(at: At): TrajectorySpec | null {
  const own = child(at, "Trajectory");
  if (own !== null) return trajectory({ ...own, scope: declare(own, new Map()) });
  return entryOf(need(at, "CatalogReference"), ["Trajectory"], trajectory);
}

function trajectory(at: At): TrajectorySpec {
  return { name: text(at, "name"), isClosed: flag(at, "closed"), shape: shape(only(need(at, "Shape"))) };
}

function shape(at: At): ShapeSpec {
  switch (at.node.name) {
    case "Polyline":
      return {
        kind: "polyline",
        vertices: increasing(at, children(at, "Vertex"), "time").map((v) => ({
          timeSec: numberOr(v, "time", null),
          position: positionIn(v),
        })),
      };
    case "Clothoid":
      return clothoid(at);
    case "ClothoidSpline":
      return {
        kind: "clothoid-spline",
        endSec: numberOr(at, "timeEnd", null),
        segments: children(at, "ClothoidSplineSegment").map((s) => {
          const start = child(s, "PositionStart");
          return {
            position: start === null ? null : position(start),
            curvatureStartPerM: number(s, "curvatureStart"),
            curvatureEndPerM: number(s, "curvatureEnd"),
            lengthM: positive(s, "length"),
            hOffsetRad: numberOr(s, "hOffset", 0),
            startSec: numberOr(s, "timeStart", null),
          };
        }),
      };
    default:
      return nurbs(at);
  }
}

/** `curvatureDot` is what version 1.0 calls the change of curvature along the way. */
function clothoid(at: At): ShapeSpec {
  const isOld = has(at, "curvatureDot");
  if (isOld === has(at, "curvaturePrime"))
    report(at, at.node, "RDV_SCENARIO_CHOICE", "exactly one of curvaturePrime, curvatureDot", isOld ? "both" : "neither");
  return {
    kind: "clothoid",
    position: positionIn(at),
    curvaturePerM: number(at, "curvature"),
    curvaturePrimePerM2: numberOr(at, "curvaturePrime", numberOr(at, "curvatureDot", 0)),
    lengthM: positive(at, "length"),
    startSec: numberOr(at, "startTime", null),
    stopSec: numberOr(at, "stopTime", null),
  };
}

function nurbs(at: At): ShapeSpec {
  const order = integer(at, "order", "unsignedInt");
  const controlPoints = increasing(at, children(at, "ControlPoint"), "time").map((p) => ({
    timeSec: numberOr(p, "time", null),
    weight: numberOr(p, "weight", 1),
    position: positionIn(p),
  }));
  const knots = children(at, "Knot").map((k) => number(k, "value"));
  const expected = controlPoints.length + order;
  if (order < 2) report(at, placeOf(at, "order"), "RDV_SCENARIO_RANGE", "order of 2 or more", String(order));
  else if (knots.length !== expected)
    report(at, at.node, "RDV_SCENARIO_CHOICE", `${expected} knots: control points and order`, `${knots.length} knots`);
  else if (knots.some((k, i) => i > 0 && k < (knots[i - 1] ?? k)))
    report(at, at.node, "RDV_SCENARIO_RANGE", "knots that do not decrease", "one that does");
  return { kind: "nurbs", order, controlPoints, knots };
}

/** The same elements, times that go back reported. */
function increasing(at: At, list: At[], name: string): At[] {
  let last = Number.NEGATIVE_INFINITY;
  for (const one of list) {
    const value = numberOr(one, name, null);
    if (value !== null && value < last)
      report(
        { ...one, build: at.build },
        placeOf(one, name),
        "RDV_SCENARIO_RANGE",
        `times that do not decrease (${last} s before)`,
        String(value),
      );
    last = value ?? last;
  }
  return list;
}
