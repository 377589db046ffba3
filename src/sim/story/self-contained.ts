import type { ActionSpec } from "./plan.ts";
import type { PositionSpec, ShapeSpec } from "./spec.ts";

/**
 * Whether an action can begin within a tick before anyone has been moved over it: it asks for nothing but the speed, which is known at any instant, or
 * goes along a curve that no entity's place decides. All else begins at the next tick, where everyone is in place.
 */
export function isSelfContained(spec: ActionSpec): boolean {
  if (spec.kind === "speed" || spec.kind === "speed-profile") return true;
  return spec.kind === "follow-trajectory" && positionsOf(spec.trajectory.shape).every(isFixed);
}

function positionsOf(shape: ShapeSpec): (PositionSpec | null)[] {
  switch (shape.kind) {
    case "polyline":
      return shape.vertices.map((vertex) => vertex.position);
    case "clothoid":
      return [shape.position];
    case "clothoid-spline":
      return shape.segments.map((segment) => segment.position);
    case "nurbs":
      return shape.controlPoints.map((point) => point.position);
  }
}

function isFixed(position: PositionSpec | null): boolean {
  return position === null || position.kind === "world" || position.kind === "road" || position.kind === "lane" || position.kind === "geo";
}
