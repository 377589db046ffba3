import { describe, expect, test } from "vitest";
import { emptyLinePoint, type LinePoint, linePointAt, partBordersOf, referenceLineOf } from "../../src/road/opendrive/geometry.ts";
import { buildMap } from "../../src/road/opendrive/map.ts";
import type { Geometry } from "../../src/road/opendrive/model.ts";
import { arcOf, KINDS, lineOf, mapOfRoads, paramOf, poly3Of, roadOf, spiralGeometry } from "./opendrive-made.ts";

function pointOf(geometry: Geometry | readonly Geometry[], sM: number): LinePoint {
  const out = emptyLinePoint();
  linePointAt(referenceLineOf([geometry].flat()), sM, out);
  return out;
}

function expectPoint(point: LinePoint, xM: number, yM: number, hRad: number, within = 1e-9): void {
  expect(Math.abs(point.xM - xM)).toBeLessThan(within);
  expect(Math.abs(point.yM - yM)).toBeLessThan(within);
  expect(Math.abs(point.hRad - hRad)).toBeLessThan(within);
}

describe("lines and arcs", () => {
  test("3 m along a line that points to (0.6, 0.8)", () => {
    expectPoint(pointOf(lineOf(10, { xM: 1, yM: 2, hdgRad: Math.atan2(0.8, 0.6) }), 3), 2.8, 4.4, Math.atan2(0.8, 0.6), 1e-15);
  });

  test("a quarter of a circle of 100 m ends 100 m ahead and 100 m to the left", () => {
    expectPoint(pointOf(arcOf(50 * Math.PI, 0.01), 50 * Math.PI), 100, 100, Math.PI / 2, 1e-12);
    expectPoint(pointOf(arcOf(50 * Math.PI, -0.01), 50 * Math.PI), 100, -100, -Math.PI / 2, 1e-12);
  });

  test("an arc of almost no curvature keeps its digits: y = k s^2 / 2", () => {
    expectPoint(pointOf(arcOf(1000, 1e-15), 1000), 1000, 5e-10, 1e-12, 3e-13);
    expectPoint(pointOf(arcOf(1000, 0), 1000), 1000, 0, 0, 1e-16);
  });
});

describe("clothoids", () => {
  // Fresnel integrals C(x), S(x) of pi t^2 / 2: Abramowitz and Stegun, table 7.7; curvature pi s at arc length s.
  test.each([
    [0.5, 0.4923442258714464, 0.0647324328599993],
    [1, 0.7798934003768228, 0.4382591473903548],
    [2, 0.4882534060753408, 0.3434156783636982],
    [5, 0.5636311887040122, 0.4991913819171169],
  ])("the Euler spiral at %d is the Fresnel integrals", (s, c, sine) => {
    expectPoint(pointOf(spiralGeometry(5, 0, 5 * Math.PI), s), c, sine, (Math.PI * s * s) / 2, 1e-13);
  });

  test("its curvature grows evenly", () => {
    expect(pointOf(spiralGeometry(100, -0.01, 0.03), 25).curvaturePerM).toBeCloseTo(0, 15);
  });

  test.each([1e-6, 1e-9, 1e-13, 0])("with a change of curvature of %d it comes near the arc, and keeps its digits", (change) => {
    const spiral = pointOf(spiralGeometry(1000, 0.002, 0.002 + change), 1000);
    const arc = pointOf(arcOf(1000, 0.002 + change / 2), 1000);
    // The two differ by about change * length^2 / 12.
    expect(Math.sqrt((spiral.xM - arc.xM) ** 2 + (spiral.yM - arc.yM) ** 2)).toBeLessThan(1e-9 + change * 1e5);
    expect(spiral.hRad).toBeCloseTo(arc.hRad, 12);
  });

  test.each([
    [5000, 0, 0.02],
    [8000, 0.05, -0.05],
    [300, 0.2, 0.0001],
    [12_000, -1e-7, 1e-7],
  ])("%d m from %d to %d per m agree with a fine quadrature to 1e-9 m", (lengthM, startPerM, endPerM) => {
    const point = pointOf(spiralGeometry(lengthM, startPerM, endPerM), lengthM);
    const heading = (u: number): number => startPerM * u + (0.5 * (endPerM - startPerM) * u * u) / lengthM;
    expect(Math.abs(point.xM - simpson((u) => Math.cos(heading(u)), lengthM))).toBeLessThan(1e-9);
    expect(Math.abs(point.yM - simpson((u) => Math.sin(heading(u)), lengthM))).toBeLessThan(1e-9);
  });
});

describe("what turns more often than any road", () => {
  test("is refused by the road's name, before any table is made", () => {
    const road = roadOf([spiralGeometry(1e6, 0, 10)], { id: "whirl" });
    expect(() => buildMap(mapOfRoads([roadOf([lineOf(5)]), road]))).toThrow(
      expect.objectContaining({ problems: [expect.objectContaining({ code: "RDV_ROAD_GEOMETRY", path: "road whirl" })] }),
    );
  });

  test("one of a thousand full circles is exact all the same", () => {
    const lengthM = 2000 * Math.PI;
    expectPoint(pointOf(spiralGeometry(lengthM, 1, 1), lengthM), 0, 0, lengthM);
  });
});

describe("polynomials", () => {
  test("a straight paramPoly3 whose parameter runs unevenly is asked by its length", () => {
    // u = 10 p + 90 p^2 over 100 m: half of the length is far from half of the parameter.
    expectPoint(pointOf(paramOf(100, [0, 10, 90, 0], [0, 0, 0, 0], "normalized"), 50), 50, 0, 0);
  });

  test("a poly3 parabola: after the arc length of u = 30 it is at u = 30", () => {
    const c = 0.01;
    const u = 30;
    const bend = 2 * c * u;
    const arcM = (u / 2) * Math.sqrt(1 + bend * bend) + Math.asinh(bend) / (4 * c);
    expectPoint(pointOf(poly3Of(60, 0, 0, c, 0), arcM), u, c * u * u, Math.atan(bend));
  });

  test("a paramPoly3 ends at its last parameter, also where the file's length is a little off", () => {
    const at = pointOf(paramOf(52, [0, 50, 0, 0], [0, 0, 10, 0], "normalized"), 52);
    expectPoint(at, 50, 10, Math.atan2(20, 50));
  });

  test("its constant terms move it", () => {
    expectPoint(pointOf(paramOf(10, [2, 1, 0, 0], [3, 0, 0, 0], "arcLength"), 4), 6, 3, 0);
  });

  test("curvature of a parabola at its vertex is 2 c", () => {
    expect(pointOf(poly3Of(60, 0, 0, 0.01, 0), 0).curvaturePerM).toBeCloseTo(0.02, 12);
  });

  test("one without any length, and one with a cusp, give numbers", () => {
    const still = pointOf(paramOf(10, [0, 0, 0, 0], [0, 0, 0, 0], "normalized", { xM: 4, yM: 5, hdgRad: 1 }), 5);
    expect([still.xM, still.yM, still.hRad]).toEqual([4, 5, 1]);
    const cusp = pointOf(paramOf(10, [0, 0, 1, 0], [0, 0, 0, 1], "normalized"), 0);
    expect(Object.values(cusp).every(Number.isFinite)).toBe(true);
  });
});

describe("joined geometries", () => {
  const joined = [arcOf(50, 0.02, { sM: 30, xM: 30 }), lineOf(30)];

  test("the one that starts last at or before s is valid, in whatever order they stand", () => {
    expect(pointOf(joined, 29.9).curvaturePerM).toBe(0);
    expect(pointOf(joined, 30).curvaturePerM).toBe(0.02);
    expectPoint(pointOf(joined, 30), 30, 0, 0);
  });

  test("before the first and after the last they go on", () => {
    expectPoint(pointOf(joined, -2), -2, 0, 0);
    expect(pointOf(joined, 81).hRad).toBeCloseTo(0.02 * 51, 12);
  });

  test("a road without geometry lies nowhere", () => {
    expect(pointOf([], 1).xM).toBeNaN();
  });
});

describe.each(Object.entries(KINDS))("laws of a %s:", (_name, geometry) => {
  const line = referenceLineOf([geometry]);
  const at = (sM: number): LinePoint => {
    const out = emptyLinePoint();
    linePointAt(line, sM, out);
    return out;
  };
  const places = Array.from({ length: 19 }, (_, i) => (geometry.lengthM * (i + 1)) / 20);

  test("s is the length of the curve", () => {
    // Chords of 1 / 20,000 of the length: short by the sum of chord^3 curvature^2 / 24.
    const count = 20_000;
    let lengthM = 0;
    let before = at(0);
    for (let i = 1; i <= count; i++) {
      const next = at((geometry.lengthM * i) / count);
      lengthM += Math.sqrt((next.xM - before.xM) ** 2 + (next.yM - before.yM) ** 2);
      before = next;
    }
    const { stretchRatio = 1 } = line.params[0] ?? {};
    expect(Math.abs(lengthM - geometry.lengthM * stretchRatio)).toBeLessThan(1e-7);
  });

  test("equal steps of s are equal lengths", () => {
    const step = 1e-3;
    const speeds = places.map((s) => {
      const [a, b] = [at(s - step), at(s + step)];
      return Math.sqrt((b.xM - a.xM) ** 2 + (b.yM - a.yM) ** 2) / (2 * step);
    });
    for (const speed of speeds) expect(Math.abs(speed - speeds[0]!)).toBeLessThan(1e-7);
  });

  test("the heading is the direction of the derivative, and the curvature that of the heading", () => {
    const step = 1e-4;
    const { stretchRatio = 1 } = line.params[0] ?? {};
    for (const s of places) {
      const [a, here, b] = [at(s - step), at(s), at(s + step)];
      const direction = Math.atan2(b.yM - a.yM, b.xM - a.xM);
      expect(Math.abs(Math.sin(direction - here.hRad))).toBeLessThan(1e-7);
      expect(Math.abs(here.cosH - Math.cos(here.hRad)) + Math.abs(here.sinH - Math.sin(here.hRad))).toBeLessThan(1e-12);
      const turn = Math.atan2(Math.sin(b.hRad - a.hRad), Math.cos(b.hRad - a.hRad));
      expect(Math.abs(turn / (2 * step * stretchRatio) - here.curvaturePerM)).toBeLessThan(1e-6);
    }
  });

  test("mirrored in the x axis it is the mirror image", () => {
    const other = referenceLineOf([mirrored(geometry)]);
    const image = emptyLinePoint();
    for (const s of places) {
      linePointAt(other, s, image);
      const here = at(s);
      expectPoint(image, here.xM, -here.yM, -here.hRad, 1e-12);
      expect(image.curvaturePerM).toBeCloseTo(-here.curvaturePerM, 14);
    }
  });

  test("its parts turn by at most half a radian and cover it", () => {
    const borders = [...partBordersOf(line, 0)];
    expect(borders[0]).toBe(0);
    expect(borders.at(-1)).toBe(geometry.lengthM);
    for (let i = 1; i < borders.length; i++) {
      expect(borders[i]!).toBeGreaterThan(borders[i - 1]!);
      expect(Math.cos(at(borders[i]!).hRad - at(borders[i - 1]!).hRad)).toBeGreaterThanOrEqual(Math.cos(0.51));
    }
  });
});

function mirrored(geometry: Geometry): Geometry {
  const base = { ...geometry, yM: -geometry.yM, hdgRad: -geometry.hdgRad };
  switch (base.kind) {
    case "line":
      return base;
    case "arc":
      return { ...base, curvaturePerM: -base.curvaturePerM };
    case "spiral":
      return { ...base, startPerM: -base.startPerM, endPerM: -base.endPerM };
    case "poly3":
      return { ...base, a: -base.a, b: -base.b, c: -base.c, d: -base.d };
    case "paramPoly3":
      return { ...base, v: base.v.map((x) => -x) as unknown as typeof base.v };
  }
}

/** Simpson's rule with so many steps that it errs by less than rounding adds up to. */
function simpson(f: (u: number) => number, to: number): number {
  const count = 400_000;
  let sum = f(0) + f(to);
  for (let i = 1; i < count; i++) sum += (i % 2 === 1 ? 4 : 2) * f((to * i) / count);
  return (sum * to) / count / 3;
}
