import type { ShapeSpec, TrajectorySpec } from "../../../sim/story/spec.ts";
import { entryOf } from "./catalogs.ts";
import { declare } from "./parameters.ts";
import { position, positionIn } from "./positions.ts";
import { type At, child, children, flag, has, integer, need, number, numberOr, only, placeOf, positive, report, text } from "./reading.ts";

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
