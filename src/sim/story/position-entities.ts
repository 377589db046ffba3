/** Which entities a position is relative to. */
import type { PositionSpec, ShapeSpec } from "./spec.ts";

/** Names of the entities that a position is relative to, those of its route or trajectory among them; some may come more than once. */
export function entityNamesOf(position: PositionSpec): readonly string[] {
  if (position.kind === "trajectory") return positionsOf(position.trajectory.shape).flatMap(entityNamesOf);
  if (position.kind !== "route") return "entity" in position ? [position.entity] : [];
  const own = position.at.kind === "entity" ? [position.at.entity] : [];
  return [...own, ...position.route.waypoints.flatMap((waypoint) => entityNamesOf(waypoint.position))];
}

/** The positions that the shape of a trajectory is laid through. */
export function positionsOf(shape: ShapeSpec): readonly PositionSpec[] {
  switch (shape.kind) {
    case "polyline":
      return shape.vertices.map(({ position }) => position);
    case "nurbs":
      return shape.controlPoints.map(({ position }) => position);
    case "clothoid":
      return [shape.position];
    case "clothoid-spline":
      return shape.segments.flatMap(({ position }) => (position === null ? [] : [position]));
  }
}
