import { describe, expect, test } from "vitest";
import {
  type NurbsCurve,
  nurbsArcM,
  nurbsFault,
  nurbsLengthM,
  nurbsOf,
  nurbsParameter,
  nurbsPeak,
  nurbsPoint,
} from "../../../src/sim/story/nurbs.ts";

const HALF = Math.SQRT1_2;
/** The unit circle times 10 as nine control points of order 3 (Piegl and Tiller, example 7.3). */
const circle: NurbsCurve = nurbsOf(
  3,
  [0, 0, 0, 0.25, 0.25, 0.5, 0.5, 0.75, 0.75, 1, 1, 1],
  [10, 10, 0, -10, -10, -10, 0, 10, 10],
  [0, 10, 10, 10, 0, -10, -10, -10, 0],
  [1, HALF, 1, HALF, 1, HALF, 1, HALF, 1],
);
const at = { xM: 0, yM: 0, dx: 0, dy: 0 };

describe("a circle of NURBS", () => {
  test("is as long as a circle", () => {
    expect(nurbsLengthM(circle)).toBeCloseTo(20 * Math.PI, 10);
  });

  test("lies on the circle, at the angle of its arc length, with the tangent of the circle", () => {
    for (let i = 0; i <= 40; i++) {
      const sM = (20 * Math.PI * i) / 40;
      nurbsPoint(circle, nurbsParameter(circle, sM), at);
      expect(at.xM).toBeCloseTo(10 * Math.cos(sM / 10), 9);
      expect(at.yM).toBeCloseTo(10 * Math.sin(sM / 10), 9);
      const rate = Math.hypot(at.dx, at.dy);
      expect(at.dx / rate).toBeCloseTo(-Math.sin(sM / 10), 9);
      expect(at.dy / rate).toBeCloseTo(Math.cos(sM / 10), 9);
    }
  });

  test("arc length and parameter undo each other", () => {
    for (const u of [0, 0.1, 0.25, 0.3333, 0.9, 1]) expect(nurbsParameter(circle, nurbsArcM(circle, u))).toBeCloseTo(u, 11);
  });
});

test("a NURBS of order 2 is the polyline of its control points", () => {
  const line = nurbsOf(2, [0, 0, 1, 2, 2], [0, 3, 3], [0, 4, 10], [1, 1, 1]);
  expect(nurbsLengthM(line)).toBeCloseTo(11, 12);
  nurbsPoint(line, nurbsParameter(line, 8), at);
  expect([at.xM, at.yM]).toEqual([expect.closeTo(3, 10), expect.closeTo(7, 10)]);
});

test("a control point weighs most where its B-spline is greatest", () => {
  // Uniform quadratic: the middle B-spline is symmetric about the middle of its three spans; end points are at the ends.
  const curve = nurbsOf(3, [0, 0, 0, 1, 2, 3, 3, 3], [0, 1, 2, 3, 4], [0, 0, 0, 0, 0], [1, 1, 1, 1, 1]);
  expect(nurbsPeak(curve, 0)).toBe(0);
  expect(nurbsPeak(curve, 2)).toBeCloseTo(1.5, 6);
  expect(nurbsPeak(curve, 4)).toBe(3);
  // The second one is 2u - 3u^2/2 on [0, 1]: greatest at 2/3.
  expect(nurbsPeak(curve, 1)).toBeCloseTo(2 / 3, 6);
});

test("impossible orders and knots are named", () => {
  expect(nurbsFault(3, 3, [0, 0, 0, 1, 1, 1])).toBeNull();
  expect(nurbsFault(1, 3, [0, 1, 2, 3])).toMatch(/order/);
  expect(nurbsFault(4, 3, [0, 0, 0, 0, 1, 1, 1])).toMatch(/control points/);
  expect(nurbsFault(3, 3, [0, 0, 1, 1, 1])).toMatch(/6 knots/);
  expect(nurbsFault(3, 3, [0, 0, 1, 0.5, 1, 1])).toMatch(/decrease/);
  expect(nurbsFault(3, 3, [0, 0, 0, 0, 0, 0])).toMatch(/span/);
});
