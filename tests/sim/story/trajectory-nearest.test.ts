import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PositionSpec, ShapeSpec } from "../../../src/sim/story/spec.ts";
import { type BesideTrajectory, besideTrajectory, nearestSM } from "../../../src/sim/story/trajectory-nearest.ts";
import { curvePoint, type Laying, type Pose6, type Trajectory, trajectoryOf } from "../../../src/sim/story/trajectory.ts";

const poseOf = (xM: number, yM: number, hRad = 0): Pose6 => ({ xM, yM, zM: 0, hRad, pRad: 0, rRad: 0 });
const LAYING: Laying = {
  place: (spec) => (spec.kind === "world" ? poseOf(spec.xM, spec.yM, spec.hRad ?? 0) : poseOf(0, 0)),
  own: poseOf(0, 0),
  isStepped: false,
};
const at = ([xM, yM]: readonly [number, number]): PositionSpec => ({ kind: "world", xM, yM, zM: null, hRad: null, pRad: null, rRad: null });
const laid = (shape: ShapeSpec, isClosed = false): Trajectory => trajectoryOf({ name: "t", isClosed, shape }, LAYING);

type Points = readonly (readonly [number, number])[];
const polyline = (points: Points): ShapeSpec => ({ kind: "polyline", vertices: points.map((p) => ({ position: at(p), timeSec: null })) });
const nurbs = (order: number, points: Points, weights: readonly number[] = []): ShapeSpec => {
  const spans = points.length - order;
  const knots = [...Array(order).fill(0), ...Array.from({ length: spans }, (_, i) => i + 1), ...Array(order).fill(spans + 1)];
  return {
    kind: "nurbs",
    order,
    knots,
    controlPoints: points.map((p, i) => ({ position: at(p), weight: weights[i] ?? 1, timeSec: null })),
  };
};
const segment = (start: PositionSpec | null, lengthM: number, curvaturePerM = 0, endPerM = curvaturePerM, hOffsetRad = 0) => ({
  position: start,
  curvatureStartPerM: curvaturePerM,
  curvatureEndPerM: endPerM,
  lengthM,
  hOffsetRad,
  startSec: null,
});
const spline = (segments: ReturnType<typeof segment>[]): ShapeSpec => ({ kind: "clothoid-spline", endSec: null, segments });

/** Squared distance of the point at s. */
function gapM2(trajectory: Trajectory, sM: number, x: number, y: number): number {
  const point = { xM: 0, yM: 0, tangentRad: 0, curvaturePerM: 0 };
  curvePoint(trajectory, sM, point);
  return (point.xM - x) * (point.xM - x) + (point.yM - y) * (point.yM - y);
}

function beside(trajectory: Trajectory, xM: number, yM: number): readonly [number, number] {
  const out: BesideTrajectory = { sM: 0, tM: 0, tangentRad: 0 };
  besideTrajectory(trajectory, xM, yM, out);
  return [out.sM, out.tM];
}

describe("the nearest point", () => {
  test("of a polyline is the foot on one of its legs, or a corner", () => {
    const corner = laid(polyline([[0, 0], [10, 0], [10, 10]])); // biome-ignore format: one row a shape
    expect(beside(corner, 4, 1)).toEqual([4, 1]);
    expect(nearestSM(corner, 11, -1)).toBe(10);
    const [sM, tM] = beside(corner, 9, 7);
    expect(sM).toBeCloseTo(17, 12);
    expect(tM).toBeCloseTo(1, 12);
    // Beyond both ends the curve goes straight on.
    expect(beside(corner, -3, 2)).toEqual([-3, 2]);
    expect(beside(corner, 10, 15)[0]).toBeCloseTo(25, 9);
  });

  test("is found on a spur of 12 m among hundreds of a polyline of 50 km", () => {
    const spurs: Points = Array.from({ length: 400 }, (_, i) => i * 100).flatMap((x) => [
      [x, 0],
      [x + 50, 0],
      [x + 50, 12],
      [x + 50.5, 12],
      [x + 50.5, 0],
    ]);
    const trajectory = laid(polyline(spurs));
    // Each hundred metres are 50 + 12 + 0.5 + 12 + 49.5 m of way; the point lies 11 m up the way out of each spur.
    for (const i of [0, 1, 57, 399]) expect(nearestSM(trajectory, i * 100 + 50, 11)).toBeCloseTo(i * 124 + 61, 6);
    for (const i of [0, 1, 57, 399]) expect(nearestSM(trajectory, i * 100 + 50.5, 11)).toBeCloseTo(i * 124 + 63.5, 6);
  });

  test("of an arc lies on the ray from its centre", () => {
    // Radius 50 about (0, 50), counter-clockwise from the origin through 200 m, four radians.
    const arc = laid(spline([segment(at([0, 0]), 200, 0.02)]));
    for (const turnRad of [0.1, 1, 2.5, 3.9]) {
      const [sM, tM] = beside(arc, 60 * Math.sin(turnRad), 50 - 60 * Math.cos(turnRad));
      expect(sM).toBeCloseTo(50 * turnRad, 8);
      expect(tM).toBeCloseTo(-10, 9);
    }
  });

  test("of a rational quarter circle lies on the ray from its centre", () => {
    const quarter = laid(nurbs(3, [[100, 0], [100, 100], [0, 100]], [1, Math.SQRT1_2, 1])); // biome-ignore format: one row a shape
    for (const turnRad of [0.05, 0.7, 1.5]) {
      const [sM, tM] = beside(quarter, 97 * Math.cos(turnRad), 97 * Math.sin(turnRad));
      expect(sM).toBeCloseTo(100 * turnRad, 8);
      expect(tM).toBeCloseTo(3, 8);
    }
  });

  test("may be the end of a segment after which the curve begins anew elsewhere", () => {
    const broken = laid(spline([segment(at([0, 0]), 10), segment(at([50, 50]), 10)]));
    expect(nearestSM(broken, 12, 1)).toBeCloseTo(10, 6);
    expect(nearestSM(broken, 12, 1)).toBeLessThan(10);
    expect(nearestSM(broken, 53, 60)).toBeCloseTo(13, 9);
  });

  test("of several is the first", () => {
    const square = laid(polyline([[0, 0], [10, 0], [10, 10], [0, 10]]), true); // biome-ignore format: one row a shape
    expect(nearestSM(square, 5, 5)).toBe(5);
    expect(nearestSM(square, -1, -1)).toBe(0);
  });
});

const number = (low: number, high: number) => fc.double({ min: low, max: high, noNaN: true });
const points = (least: number) => fc.array(fc.tuple(number(0, 100), number(0, 100)), { minLength: least, maxLength: 15 });
const curvature = fc.oneof(fc.constant(0), number(-0.15, 0.15));
const shapes: fc.Arbitrary<ShapeSpec> = fc.oneof(
  points(2).map(polyline),
  fc.tuple(fc.integer({ min: 2, max: 5 }), points(5)).map(([order, all]) => nurbs(order, all)),
  fc
    .array(fc.tuple(fc.option(fc.tuple(number(0, 50), number(0, 50))), number(0.1, 40), curvature, curvature, number(-1, 1)), {
      minLength: 1,
      maxLength: 5,
    })
    .map((all) => spline(all.map(([start, ...rest], i) => segment(start === null ? (i === 0 ? at([0, 0]) : null) : at(start), ...rest)))),
);

describe("for every curve", () => {
  test("no point of it is nearer", () => {
    fc.assert(
      fc.property(shapes, fc.boolean(), number(-20, 120), number(-20, 120), (shape, isClosed, x, y) => {
        // Ends of other shapes that lie within a centimetre of one another count as one place.
        const trajectory = laid(shape, isClosed && shape.kind === "polyline");
        const foundM2 = gapM2(trajectory, nearestSM(trajectory, x, y), x, y);
        for (let i = 0; i <= 500; i++) {
          expect(gapM2(trajectory, (i * trajectory.lengthM) / 500, x, y)).toBeGreaterThanOrEqual(foundM2 - 1e-6);
        }
      }),
      { numRuns: 200, seed: 5 },
    );
  });

  test("a question costs what lies near, not what the whole curve has", () => {
    const long = laid(
      nurbs(
        4,
        Array.from({ length: 500 }, (_, i) => [i * 5, 10 * ((i * 7) % 3)]),
      ),
    );
    for (let i = 0; i < 4000; i++) {
      const sM = (i * long.lengthM) / 4000;
      const point = { xM: 0, yM: 0, tangentRad: 0, curvaturePerM: 0 };
      curvePoint(long, sM, point);
      expect(nearestSM(long, point.xM, point.yM)).toBeCloseTo(sM, 5);
    }
  });
});
