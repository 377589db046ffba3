/** Positions, routes and trajectories as elements of ASAM OpenSCENARIO XML 1.3. */
import type { OrientationSpec, PositionSpec, RouteSpec, ShapeSpec, TrajectorySpec } from "../../sim/story/spec.ts";
import { type XmlElement, xml } from "./element.ts";

const DEG_PER_RAD = 180 / Math.PI;

/** `<Position>`, or the same content under another name: `TargetPosition` and its like. */
export function positionElement(p: PositionSpec, name = "Position"): XmlElement {
  return xml(name, {}, kindElement(p));
}

function kindElement(p: PositionSpec): XmlElement {
  switch (p.kind) {
    case "world":
      return xml("WorldPosition", { x: p.xM, y: p.yM, z: p.zM, h: p.hRad, p: p.pRad, r: p.rRad });
    case "relative-world":
    case "relative-object": {
      const name = p.kind === "relative-world" ? "RelativeWorldPosition" : "RelativeObjectPosition";
      return xml(name, { entityRef: p.entity, dx: p.dxM, dy: p.dyM, dz: p.dzM }, orientation(p.orientation));
    }
    case "road":
      return xml("RoadPosition", { roadId: p.road, s: p.sM, t: p.tM }, orientation(p.orientation));
    case "relative-road":
      return xml("RelativeRoadPosition", { entityRef: p.entity, ds: p.dsM, dt: p.dtM }, orientation(p.orientation));
    case "lane":
      return xml("LanePosition", { roadId: p.road, laneId: p.lane, s: p.sM, offset: p.offsetM }, orientation(p.orientation));
    case "relative-lane": {
      const along = p.dsLaneM === null ? { ds: p.dsM } : { dsLane: p.dsLaneM };
      return xml("RelativeLanePosition", { entityRef: p.entity, dLane: p.dLane, ...along, offset: p.offsetM }, orientation(p.orientation));
    }
    case "route":
      return xml("RoutePosition", {}, xml("RouteRef", {}, routeElement(p.route)), orientation(p.orientation), inRoute(p.at));
    case "geo": {
      const degrees = { latitudeDeg: p.latitudeRad * DEG_PER_RAD, longitudeDeg: p.longitudeRad * DEG_PER_RAD };
      return xml("GeoPosition", { ...degrees, altitude: p.altitudeM }, orientation(p.orientation));
    }
    case "trajectory": {
      const reference = xml("TrajectoryRef", {}, trajectoryElement(p.trajectory));
      return xml("TrajectoryPosition", { s: p.sM, t: p.tM }, orientation(p.orientation), reference);
    }
  }
}

function orientation(o: OrientationSpec | null): XmlElement | null {
  return o === null ? null : xml("Orientation", { type: o.isRelative ? "relative" : "absolute", h: o.hRad, p: o.pRad, r: o.rRad });
}

function inRoute(at: Extract<PositionSpec, { kind: "route" }>["at"]): XmlElement {
  switch (at.kind) {
    case "entity":
      return xml("InRoutePosition", {}, xml("FromCurrentEntity", { entityRef: at.entity }));
    case "road":
      return xml("InRoutePosition", {}, xml("FromRoadCoordinates", { pathS: at.pathSM, t: at.tM }));
    case "lane":
      return xml("InRoutePosition", {}, xml("FromLaneCoordinates", { pathS: at.pathSM, laneId: at.lane, laneOffset: at.offsetM }));
  }
}

export function routeElement(route: RouteSpec): XmlElement {
  const waypoints = route.waypoints.map((w) => xml("Waypoint", { routeStrategy: w.strategy }, positionElement(w.position)));
  return xml("Route", { name: route.name, closed: route.isClosed }, waypoints);
}

export function trajectoryElement(trajectory: TrajectorySpec): XmlElement {
  return xml("Trajectory", { name: trajectory.name, closed: trajectory.isClosed }, xml("Shape", {}, shapeElement(trajectory.shape)));
}

function shapeElement(shape: ShapeSpec): XmlElement {
  switch (shape.kind) {
    case "polyline":
      return xml(
        "Polyline",
        {},
        shape.vertices.map((v) => xml("Vertex", { time: v.timeSec }, positionElement(v.position))),
      );
    case "clothoid": {
      const { curvaturePerM, curvaturePrimePerM2, lengthM, startSec, stopSec } = shape;
      const bend = { curvature: curvaturePerM, curvaturePrime: curvaturePrimePerM2, length: lengthM };
      return xml("Clothoid", { ...bend, startTime: startSec, stopTime: stopSec }, positionElement(shape.position));
    }
    case "clothoid-spline":
      return xml("ClothoidSpline", { timeEnd: shape.endSec }, shape.segments.map(segmentElement));
    case "nurbs": {
      const points = shape.controlPoints.map((c) =>
        xml("ControlPoint", { time: c.timeSec, weight: c.weight }, positionElement(c.position)),
      );
      const knots = shape.knots.map((value) => xml("Knot", { value }));
      return xml("Nurbs", { order: shape.order }, points, knots);
    }
  }
}

function segmentElement(segment: Extract<ShapeSpec, { kind: "clothoid-spline" }>["segments"][number]): XmlElement {
  const { curvatureStartPerM, curvatureEndPerM, lengthM, hOffsetRad, startSec, position } = segment;
  const bend = { curvatureStart: curvatureStartPerM, curvatureEnd: curvatureEndPerM, length: lengthM, hOffset: hOffsetRad };
  const start = position === null ? null : positionElement(position, "PositionStart");
  return xml("ClothoidSplineSegment", { ...bend, timeStart: startSec }, start);
}
