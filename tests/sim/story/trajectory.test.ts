import { describe, expect, test } from "vitest";
import type { PositionSpec, ShapeSpec, TrajectorySpec } from "../../../src/sim/story/spec.ts";
import {
  arcAtSec,
  curvePoint,
  isTimed,
  type Laying,
  type Pose6,
  secAtArc,
  type Trajectory,
  trajectoryOf,
} from "../../../src/sim/story/trajectory.ts";
import { trajectoryFaults } from "../../../src/sim/story/trajectory-faults.ts";
import { emptyTrajectoryPose, trajectoryPose } from "../../../src/sim/story/trajectory-pose.ts";

const ORIGIN: Pose6 = { xM: 0, yM: 0, zM: 0, hRad: 0, pRad: 0, rRad: 0 };

/** Positions of the file turned and moved by a pose of the plane. */
function layingAt(own: Pose6, isStepped = false): Laying {
  const c = Math.cos(own.hRad);
  const s = Math.sin(own.hRad);
  const place = (spec: PositionSpec): Pose6 => {
    if (spec.kind !== "world") throw new Error(spec.kind);
    return {
      xM: own.xM + c * spec.xM - s * spec.yM,
      yM: own.yM + s * spec.xM + c * spec.yM,
      zM: spec.zM ?? Number.NaN,
      hRad: own.hRad + (spec.hRad ?? 0),
      pRad: spec.pRad ?? 0,
      rRad: spec.rRad ?? 0,
    };
  };
  return { place, own, isStepped };
}

function at(xM: number, yM: number, more: { zM?: number; hRad?: number; rRad?: number } = {}): PositionSpec {
  return { kind: "world", xM, yM, zM: more.zM ?? null, hRad: more.hRad ?? null, pRad: null, rRad: more.rRad ?? null };
}

function polyline(points: readonly PositionSpec[], times: readonly number[] = []): ShapeSpec {
  return { kind: "polyline", vertices: points.map((position, i) => ({ timeSec: times[i] ?? null, position })) };
}

function laid(shape: ShapeSpec, isClosed = false, own = ORIGIN): Trajectory {
  return trajectoryOf({ name: "t", isClosed, shape }, layingAt(own));
}

function pointOf(trajectory: Trajectory, sM: number) {
  const out = { xM: 0, yM: 0, tangentRad: 0, curvaturePerM: 0 };
  curvePoint(trajectory, sM, out);
  return out;
}

function poseOf(trajectory: Trajectory, sM: number, blending: "corner" | "segment" | "none", isTurned = false) {
  const out = emptyTrajectoryPose();
  trajectoryPose(trajectory, sM, blending, isTurned, out);
  return out;
}

const quarter: ShapeSpec = {
  kind: "clothoid",
  position: at(0, 0),
  curvaturePerM: 0.1,
  curvaturePrimePerM2: 0,
  lengthM: 5 * Math.PI,
  startSec: 1,
  stopSec: 3,
};
const circleKnots = [0, 0, 0, 0.25, 0.25, 0.5, 0.5, 0.75, 0.75, 1, 1, 1];
const circlePoints = [at(10, 0), at(10, 10), at(0, 10), at(-10, 10), at(-10, 0), at(-10, -10), at(0, -10), at(10, -10), at(10, 0)];
const circle: ShapeSpec = {
  kind: "nurbs",
  order: 3,
  knots: circleKnots,
  controlPoints: circlePoints.map((position, i) => ({ timeSec: null, weight: i % 2 === 0 ? 1 : Math.SQRT1_2, position })),
};
const corner = polyline([at(0, 0), at(10, 0), at(10, 20)], [0, 2, 4]);

describe("shapes", () => {
  test("a polyline is as long as its segments, and goes on straight beyond its ends", () => {
    const line = laid(corner);
    expect(line.lengthM).toBeCloseTo(30, 12);
    expect(pointOf(line, 4)).toMatchObject({ xM: 4, yM: 0, tangentRad: 0 });
    expect(pointOf(line, 25).yM).toBeCloseTo(15, 12);
    expect(pointOf(line, 33).yM).toBeCloseTo(23, 12);
    expect(pointOf(line, -3).xM).toBeCloseTo(-3, 12);
  });

  test("a clothoid without change of curvature is an arc: a quarter circle of 10 m ends at (10, 10), heading left", () => {
    const arc = laid(quarter);
    const end = pointOf(arc, arc.lengthM);
    expect(end.xM).toBeCloseTo(10, 12);
    expect(end.yM).toBeCloseTo(10, 12);
    expect(end.tangentRad).toBeCloseTo(Math.PI / 2, 12);
  });

  test("a clothoid's heading is the integral of its curvature, and its end that of Fresnel's integrals", () => {
    // Curvature pi s: heading pi s^2 / 2, so that x(1) and y(1) are C(1) and S(1) (Abramowitz and Stegun, table 7.7).
    const fresnel = laid({
      kind: "clothoid",
      position: at(0, 0),
      curvaturePerM: 0,
      curvaturePrimePerM2: Math.PI,
      lengthM: 1,
      startSec: null,
      stopSec: null,
    });
    const end = pointOf(fresnel, 1);
    expect(end.xM).toBeCloseTo(0.7798934003768228, 12);
    expect(end.yM).toBeCloseTo(0.4382591473903548, 12);
    expect(end.tangentRad).toBeCloseTo(Math.PI / 2, 12);
    expect(end.curvaturePerM).toBeCloseTo(Math.PI, 12);
  });

  test("segments of a clothoid spline follow each other; a position and an offset break the curve", () => {
    const segment = { position: null, curvatureStartPerM: 0.1, curvatureEndPerM: 0.1, lengthM: 5 * Math.PI, hOffsetRad: 0, startSec: null };
    const straight = { position: null, curvatureStartPerM: 0, curvatureEndPerM: 0, lengthM: 4, hOffsetRad: 0, startSec: null };
    const turned = { ...straight, position: at(50, 0), hOffsetRad: 0.5 };
    const spline = laid({ kind: "clothoid-spline", endSec: null, segments: [segment, straight, turned] });
    expect(spline.lengthM).toBeCloseTo(5 * Math.PI + 8, 12);
    expect(pointOf(spline, 5 * Math.PI + 3)).toMatchObject({ xM: expect.closeTo(10, 10), yM: expect.closeTo(13, 10) });
    expect(pointOf(spline, 5 * Math.PI + 6)).toMatchObject({
      xM: expect.closeTo(50 + 2 * Math.cos(0.5), 10),
      tangentRad: expect.closeTo(0.5, 10),
    });
  });

  test("three segments in turn go on from each other", () => {
    const bend = { position: null, curvatureStartPerM: 0.1, curvatureEndPerM: 0.1, lengthM: 5 * Math.PI, hOffsetRad: 0, startSec: null };
    const back = { ...bend, curvatureStartPerM: -0.1, curvatureEndPerM: -0.1 };
    const straight = { ...bend, curvatureStartPerM: 0, curvatureEndPerM: 0, lengthM: 4 };
    const spline = laid({ kind: "clothoid-spline", endSec: null, segments: [bend, straight, back, straight] });
    // A quarter left to (10, 10), 4 m up, a quarter right to (20, 24), 4 m on.
    expect(pointOf(spline, spline.lengthM)).toMatchObject({
      xM: expect.closeTo(24, 10),
      yM: expect.closeTo(24, 10),
      tangentRad: expect.closeTo(0, 10),
    });
  });

  test("a spline without a place of its own begins at the entity", () => {
    const segment = { position: null, curvatureStartPerM: 0, curvatureEndPerM: 0, lengthM: 4, hOffsetRad: 0, startSec: null };
    const spline = laid({ kind: "clothoid-spline", endSec: null, segments: [segment] }, false, {
      ...ORIGIN,
      xM: 7,
      yM: 3,
      hRad: Math.PI / 2,
    });
    expect(pointOf(spline, 2)).toMatchObject({ xM: expect.closeTo(7, 12), yM: expect.closeTo(5, 12) });
  });

  test("a NURBS circle goes round by its arc length", () => {
    const round = laid(circle);
    expect(round.lengthM).toBeCloseTo(20 * Math.PI, 9);
    expect(pointOf(round, 5 * Math.PI)).toMatchObject({ xM: expect.closeTo(0, 9), yM: expect.closeTo(10, 9) });
    expect(Math.abs(pointOf(round, 5 * Math.PI).tangentRad)).toBeCloseTo(Math.PI, 8);
  });

  test("a closed polyline leads back to its start and round again", () => {
    const square = laid(polyline([at(0, 0), at(10, 0), at(10, 10), at(0, 10)]), true);
    expect(square.lengthM).toBeCloseTo(40, 12);
    expect(pointOf(square, 35)).toMatchObject({ xM: expect.closeTo(0, 12), yM: expect.closeTo(5, 12) });
    expect(pointOf(square, 45).xM).toBeCloseTo(5, 12);
  });

  test("a curve that ends elsewhere than it began does not go round, a circle does", () => {
    const { lengthM } = laid(quarter);
    expect(laid(quarter, true).isClosed).toBe(false);
    expect(pointOf(laid(quarter, true), lengthM)).toEqual(pointOf(laid(quarter), lengthM));
    expect(laid(circle, true).isClosed).toBe(true);
  });

  test("a polyline of one place is that place", () => {
    const dot = laid(polyline([at(3, 4), at(3, 4)]));
    expect(dot.lengthM).toBe(0);
    expect(pointOf(dot, 0)).toMatchObject({ xM: 3, yM: 4 });
  });

  test("turning and moving the world turns and moves every curve", () => {
    const own = { ...ORIGIN, xM: 12, yM: -5, hRad: 1.1 };
    for (const shape of [corner, quarter, circle]) {
      const plain = laid(shape);
      const moved = laid(shape, false, own);
      expect(moved.lengthM).toBeCloseTo(plain.lengthM, 9);
      for (let i = 0; i <= 10; i++) {
        const p = pointOf(plain, (plain.lengthM * i) / 10);
        const q = pointOf(moved, (plain.lengthM * i) / 10);
        expect(q.xM).toBeCloseTo(12 + Math.cos(1.1) * p.xM - Math.sin(1.1) * p.yM, 8);
        expect(q.yM).toBeCloseTo(-5 + Math.sin(1.1) * p.xM + Math.cos(1.1) * p.yM, 8);
      }
    }
  });
});

describe("time", () => {
  test("goes evenly between vertices", () => {
    const line = laid(corner);
    expect(isTimed(line)).toBe(true);
    expect(arcAtSec(line, 1)).toBeCloseTo(5, 12);
    expect(arcAtSec(line, 3)).toBeCloseTo(20, 12);
    expect(arcAtSec(line, -1)).toBe(0);
    expect(arcAtSec(line, 9)).toBeCloseTo(30, 12);
    expect(secAtArc(line, 20)).toBeCloseTo(3, 12);
  });

  test("a pause is two vertices at one place", () => {
    const line = laid(polyline([at(0, 0), at(10, 0), at(10, 0), at(20, 0)], [0, 1, 3, 4]));
    expect([0.5, 1, 2, 3, 3.5].map((sec) => arcAtSec(line, sec))).toEqual([5, 10, 10, 10, 15]);
    expect(secAtArc(line, 10)).toBe(1);
  });

  test("of a clothoid is even from its start to its stop", () => {
    expect(arcAtSec(laid(quarter), 2)).toBeCloseTo(2.5 * Math.PI, 12);
  });

  test("of a NURBS goes evenly with the parameter between the places where the control points weigh most", () => {
    const points = [at(0, 0), at(10, 0), at(20, 0)].map((position, i) => ({ timeSec: 2 * i, weight: 1, position }));
    const line = laid({ kind: "nurbs", order: 3, knots: [0, 0, 0, 1, 1, 1], controlPoints: points });
    // x = 20 u, the middle one is greatest at 1/2.
    expect([0, 1, 2, 3, 4].map((sec) => arcAtSec(line, sec))).toEqual([0, 5, 10, 15, 20].map((s) => expect.closeTo(s, 5)));
    expect(secAtArc(line, 15)).toBeCloseTo(3, 5);
  });

  test("timed by ticks they weigh most at a step of the parameter, the last one before", () => {
    // 20 m make 21 steps; of 10.5 steps the last before is the tenth, at 20 * 10 / 21 m.
    const points = [at(0, 0), at(10, 0), at(20, 0)].map((position, i) => ({ timeSec: 2 * i, weight: 1, position }));
    const shape: ShapeSpec = { kind: "nurbs", order: 3, knots: [0, 0, 0, 1, 1, 1], controlPoints: points };
    const line = trajectoryOf({ name: "t", isClosed: false, shape }, layingAt(ORIGIN, true));
    expect([0, 1, 2, 4].map((sec) => arcAtSec(line, sec))).toEqual([0, 100 / 21, 200 / 21, 20].map((s) => expect.closeTo(s, 9)));
    // 19.5 m make 20 steps: the tenth is where it weighs most.
    const even = { ...shape, controlPoints: points.map((point, i) => ({ ...point, position: at(9.75 * i, 0) })) };
    const other = trajectoryOf({ name: "t", isClosed: false, shape: even }, layingAt(ORIGIN, true));
    expect(arcAtSec(other, 2)).toBeCloseTo(9.75, 9);
  });

  test("is none where the file states none", () => {
    expect(isTimed(laid(circle))).toBe(false);
  });
});

describe("orientation", () => {
  test("about a corner it turns evenly over 2 m before and after", () => {
    const line = laid(corner);
    const turn = (sM: number) => poseOf(line, sM, "corner").hRad;
    expect(turn(7.9)).toBe(0);
    expect(turn(9)).toBeCloseTo(Math.PI / 8, 12);
    expect(turn(10)).toBeCloseTo(Math.PI / 4, 12);
    expect(turn(11)).toBeCloseTo((3 * Math.PI) / 8, 12);
    expect(turn(12.1)).toBeCloseTo(Math.PI / 2, 12);
  });

  test("short segments turn over half their length", () => {
    const line = laid(polyline([at(0, 0), at(1, 0), at(1, 20)]));
    expect(poseOf(line, 0.5, "corner").hRad).toBeCloseTo(0, 12);
    expect(poseOf(line, 0.75, "corner").hRad).toBeCloseTo(Math.PI / 8, 12);
    expect(poseOf(line, 1.5, "corner").hRad).toBeCloseTo(Math.PI / 2, 12);
  });

  test("segment turns from vertex to vertex, none jumps", () => {
    const line = laid(polyline([at(0, 0, { hRad: 0 }), at(10, 0, { hRad: 1 }), at(20, 0, { hRad: 1 })]));
    expect(poseOf(line, 5, "segment").hRad).toBeCloseTo(0.5, 12);
    expect(poseOf(line, 9.99, "none").hRad).toBe(0);
    expect(poseOf(line, 10, "none").hRad).toBe(1);
  });

  test("a heading against the tangent faces back; one that is not stated turns with the entity", () => {
    const back = laid(polyline([at(0, 0, { hRad: Math.PI }), at(10, 0)]));
    expect(poseOf(back, 1, "corner").facing).toBe(-1);
    const plain = laid(polyline([at(0, 0), at(10, 0)]));
    expect(poseOf(plain, 1, "corner", true)).toMatchObject({ facing: -1, hRad: expect.closeTo(Math.PI, 12) });
    expect(poseOf(plain, 1, "corner", false)).toMatchObject({ facing: 1, hRad: 0 });
  });

  test("stated heights are straight between vertices and give the pitch; elsewhere the road says them", () => {
    const line = laid(polyline([at(0, 0), at(10, 0, { zM: 0 }), at(20, 0, { zM: 10 }), at(30, 0), at(40, 0)]));
    expect(poseOf(line, 15, "none")).toMatchObject({ zM: 5, pRad: expect.closeTo(-Math.PI / 4, 12), rRad: Number.NaN });
    expect(poseOf(line, 35, "none")).toMatchObject({ zM: Number.NaN, pRad: Number.NaN });
  });

  test("stated rolls go over into each other", () => {
    const line = laid(polyline([at(0, 0, { rRad: 0 }), at(10, 0, { rRad: 0.4 })]));
    expect(poseOf(line, 5, "segment").rRad).toBeCloseTo(0.2, 12);
  });
});

describe("faults", () => {
  const faults = (shape: ShapeSpec) => trajectoryFaults({ name: "t", isClosed: false, shape } satisfies TrajectorySpec);

  test("good shapes have none", () => {
    for (const shape of [corner, quarter, circle]) expect(faults(shape)).toEqual([]);
  });

  test("too few points, bad lengths, weights, knots and times are named", () => {
    expect(faults(polyline([at(0, 0)]))[0]).toEqual({ expected: "two vertices or more", found: "1" });
    expect(faults({ ...quarter, lengthM: -1 } as ShapeSpec)[0]?.found).toBe("-1");
    expect(faults({ ...quarter, stopSec: null } as ShapeSpec)[0]?.found).toBe("1 of 2");
    expect(faults(polyline([at(0, 0), at(1, 0)], [2, 1]))[0]).toEqual({ expected: "times that do not go back", found: "1" });
    expect(faults({ ...circle, knots: [0, 1] } as ShapeSpec)[0]).toEqual({ expected: "12 knots", found: "2" });
  });

  test("nobody lays one with faults", () => {
    expect(() => laid(polyline([at(0, 0)]))).toThrow(/two vertices or more/);
  });
});
