import { describe, expect, test } from "vitest";
import { cos, sin } from "../../src/core/dmath.ts";
import {
  curvaturePerMAt,
  type LinePlace,
  type LineProjection,
  placeAt,
  type Polyline,
  polylineOf,
  project,
  projectNear,
  segmentAt,
  smoothYawRadAt,
} from "../../src/core/polyline.ts";
import { nextInt, nextUniform, randomStream } from "../../src/core/random.ts";

/** 10 m east, then 10 m north. */
const CORNER = polylineOf([0, 10, 10], [0, 0, 10]);

function placeOf(line: Polyline, sM: number, tM = 0, hint = 0): LinePlace {
  const out = { xM: NaN, yM: NaN, yawRad: NaN, segment: -1 };
  placeAt(line, sM, tM, hint, out);
  return out;
}

function projectionOf(line: Polyline, xM: number, yM: number): LineProjection {
  const out = { sM: NaN, tM: NaN, distanceM: NaN, segment: -1 };
  project(line, xM, yM, out);
  return out;
}

function arc(radiusM: number, stepRad: number, count: number): Polyline {
  const angles = Array.from({ length: count }, (_, i) => i * stepRad);
  return polylineOf(
    angles.map((a) => radiusM * sin(a)),
    angles.map((a) => radiusM * (1 - cos(a))),
  );
}

describe("polylineOf", () => {
  test("measures arc length, direction and yaw", () => {
    expect(CORNER.lengthM).toBe(20);
    expect([...CORNER.sM]).toEqual([0, 10, 20]);
    expect([...CORNER.yawRad]).toEqual([0, Math.PI / 2]);
    expect([...CORNER.tangentX, ...CORNER.tangentY]).toEqual([1, 0, 0, 1]);
  });

  test("copies its points", () => {
    const x = [0, 1];
    const line = polylineOf(x, [0, 0]);
    x[1] = 5;
    expect(line.xM[1]).toBe(1);
  });

  test.each([
    ["no point", [], [], "needs 2 points or more"],
    ["one point", [1], [1], "needs 2 points or more"],
    ["different counts", [0, 1, 2], [0, 1], "needs 2 points or more, found 3 x and 2 y"],
    ["a repeated point", [0, 1, 1], [0, 2, 2], "points 1 and 2 of a polyline coincide"],
    ["a step too small to count", [0, 1, 1 + 1e-17], [0, 0, 0], "coincide"],
    ["NaN", [0, NaN], [0, 0], "points 0 and 1 of a polyline are not finitely far apart"],
    ["infinity", [0, 1], [0, Infinity], "not finitely far apart"],
    ["a length beyond float64", [-1e308, 1e308], [0, 0], "not finitely far apart"],
  ])("refuses %s", (_, x, y, message) => {
    expect(() => polylineOf(x, y)).toThrow(RangeError);
    expect(() => polylineOf(x, y)).toThrow(message);
  });
});

describe("placeAt", () => {
  test.each([
    [0, 0, 0, 0, 0, 0],
    [4, 0, 4, 0, 0, 0],
    [4, 2, 4, 2, 0, 0],
    [13, 0, 10, 3, Math.PI / 2, 1],
    [13, 2, 8, 3, Math.PI / 2, 1],
    [20, 0, 10, 10, Math.PI / 2, 1],
    [-3, 1, -3, 1, 0, 0],
    [25, -1, 11, 15, Math.PI / 2, 1],
  ])("s %d, t %d", (s, t, xM, yM, yawRad, segment) => {
    expect(placeOf(CORNER, s, t)).toEqual({ xM, yM, yawRad, segment });
  });

  test("a hint changes the speed only", () => {
    for (let hint = -3; hint < 6; hint++) expect(segmentAt(CORNER, 13, hint)).toBe(1);
    expect(segmentAt(CORNER, NaN, 0)).toBe(0);
  });
});

describe("smooth yaw and curvature", () => {
  test("on a circle: yaw proportional to s, curvature 1 / R, mirrored for a right turn", () => {
    for (const radius of [25, -25]) {
      const line = arc(Math.abs(radius), 0.04, 50);
      const signed =
        radius > 0
          ? line
          : polylineOf(
              line.xM,
              line.yM.map((y) => -y),
            );
      // A chord is shorter than its arc by 1 - a^2/24: 7e-5 here; the ends have the yaw of their segment, so the first and last are left out.
      for (let s = 1; s < line.lengthM - 1; s += 0.37) {
        expect(Math.abs(smoothYawRadAt(signed, s, 0) - s / radius)).toBeLessThan(2e-4);
        expect(curvaturePerMAt(signed, s, 0)).toBeCloseTo(1 / radius, 12);
      }
    }
  });

  test("yaw is continuous across pi and constant beyond the ends", () => {
    const line = arc(10, 0.1, 60);
    let before = smoothYawRadAt(line, 0, 0);
    for (let s = 0.01; s < line.lengthM; s += 0.01) {
      const yaw = smoothYawRadAt(line, s, 0);
      const change = Math.abs(yaw - before);
      expect(Math.min(change, 2 * Math.PI - change)).toBeLessThan(0.002);
      expect(yaw > -Math.PI && yaw <= Math.PI).toBe(true);
      before = yaw;
    }
    expect(smoothYawRadAt(line, -5, 0)).toBe(smoothYawRadAt(line, 0, 0));
    expect(smoothYawRadAt(line, 1e3, 0)).toBe(smoothYawRadAt(line, line.lengthM, 0));
  });

  test("a right angle with legs of 10 m: yaw in between at the bend, 2 * 2 sin(45 deg) / 20 m of curvature", () => {
    expect(smoothYawRadAt(CORNER, 10, 0)).toBeCloseTo(Math.PI / 4, 15);
    expect(curvaturePerMAt(CORNER, 10, 0)).toBeCloseTo(Math.SQRT2 / 10, 15);
    expect(curvaturePerMAt(CORNER, -0.1, 0)).toBe(0);
    expect(curvaturePerMAt(CORNER, 20.1, 0)).toBe(0);
  });

  test("a straight line has none, a reversal a finite one", () => {
    expect(curvaturePerMAt(polylineOf([0, 1], [0, 0]), 0.5, 0)).toBe(0);
    expect(curvaturePerMAt(polylineOf([0, 1, 5], [0, 1, 5]), 1, 0)).toBeCloseTo(0, 15);
    expect(curvaturePerMAt(polylineOf([0, 1, 0], [0, 0, 0]), 1, 0)).toBe(2);
  });
});

describe("project", () => {
  test.each([
    ["left of a segment", 4, 3, 4, 3, 3, 0],
    ["right of a segment", 4, -3, 4, -3, 3, 0],
    ["on the line", 10, 6, 16, 0, 0, 1],
    ["inside the bend, nearer to the second leg", 8, 5, 15, 2, 2, 1],
    ["outside the bend", 13, -4, 10, -5, 5, 0],
    ["before the start", -3, 4, -3, 4, 5, 0],
    ["beyond the end", 7, 14, 24, 3, 5, 1],
  ])("%s", (_, x, y, sM, tM, distanceM, segment) => {
    expect(projectionOf(CORNER, x, y)).toEqual({ sM, tM, distanceM, segment });
  });

  test("the outside of a hairpin keeps its side, also behind the bend", () => {
    const hairpin = polylineOf([0, 10, 0], [0, 0, 0.5]);
    for (const [x, y] of [
      [11, -1],
      [12, 0],
      [11, 1],
    ] as const) {
      const p = projectionOf(hairpin, x, y);
      expect(p.sM).toBeCloseTo(10, 12);
      expect(p.tM).toBeCloseTo(-Math.sqrt((x - 10) * (x - 10) + y * y), 12);
    }
  });

  test("undoes placeAt within half a segment of a gentle line, and beyond its ends", () => {
    const line = arc(40, 0.05, 40);
    const stream = randomStream(1, "place");
    for (let i = 0; i < 2000; i++) {
      const s = -20 + nextUniform(stream) * (line.lengthM + 40);
      const place = placeOf(line, s, 0);
      const p = projectionOf(line, place.xM, place.yM);
      expect(p.sM).toBeCloseTo(s, 9);
      expect(p.tM).toBeCloseTo(0, 9);
    }
  });

  test("finds the least distance over all segments (brute force by sampling)", () => {
    const stream = randomStream(1, "wild");
    const walk = (): number[] => {
      let x = 0;
      return Array.from({ length: 30 }, () => (x += nextUniform(stream) - 0.5));
    };
    const line = polylineOf(walk(), walk());
    for (let i = 0; i < 200; i++) {
      const x = (nextUniform(stream) - 0.5) * 6;
      const y = (nextUniform(stream) - 0.5) * 6;
      let least = Infinity;
      for (let k = 0; k <= 5000; k++) {
        const place = placeOf(line, (line.lengthM * k) / 5000);
        const dx = place.xM - x;
        const dy = place.yM - y;
        least = Math.min(least, Math.sqrt(dx * dx + dy * dy));
      }
      const p = projectionOf(line, x, y);
      expect(p.distanceM).toBeLessThanOrEqual(least + 1e-12);
      expect(p.distanceM).toBeGreaterThan(least - line.lengthM / 5000);
      const isBeyond = p.sM < 0 || p.sM > line.lengthM;
      if (!isBeyond) expect(Math.abs(p.tM)).toBeCloseTo(p.distanceM, 12);
    }
  });

  test("near a hint: the same where the hint is good, bad or impossible", () => {
    const line = arc(60, 0.02, 300);
    const stream = randomStream(1, "hint");
    for (let i = 0; i < 1000; i++) {
      const s = nextUniform(stream) * line.lengthM * 0.9;
      const { xM, yM, segment } = placeOf(line, s, nextUniform(stream) * 6 - 3);
      const near = { sM: NaN, tM: NaN, distanceM: NaN, segment: -1 };
      for (const hint of [segment, segment + 5, nextInt(stream, 299), -100, 1000]) {
        projectNear(line, xM, yM, hint, near);
        expect(near).toEqual(projectionOf(line, xM, yM));
      }
    }
  });

  test("near a hint: a line that crosses itself is followed on its own pass", () => {
    // 20 m east in steps of 1 m, a loop back, then north across the first stretch at x = 10.
    const x = [...Array.from({ length: 21 }, (_, i) => i), 20, 10, ...Array.from({ length: 20 }, () => 10)];
    const y = [...Array.from({ length: 21 }, () => 0), -10, -10, ...Array.from({ length: 20 }, (_, i) => i - 9)];
    const line = polylineOf(x, y);
    const onSecond = segmentAt(line, line.lengthM - 10, 0);
    const out = { sM: NaN, tM: NaN, distanceM: NaN, segment: -1 };
    projectNear(line, 10.1, 0, onSecond, out);
    expect(out.sM).toBeCloseTo(20 + 10 + 10 + 10, 12);
    expect(out.tM).toBeCloseTo(-0.1, 12);
    project(line, 10.1, 0, out);
    expect(out.sM).toBeCloseTo(10.1, 12);
  });
});

test("turning and moving the plane moves places with it, and leaves s and t alone", () => {
  const line = arc(30, 0.1, 30);
  const stream = randomStream(1, "se2");
  const yaw = 2.1;
  const toX = (x: number, y: number): number => 100 + x * cos(yaw) - y * sin(yaw);
  const toY = (x: number, y: number): number => -70 + x * sin(yaw) + y * cos(yaw);
  const points = Array.from(line.xM, (x, i) => [x, line.yM[i]!] as const);
  const moved = polylineOf(
    points.map(([x, y]) => toX(x, y)),
    points.map(([x, y]) => toY(x, y)),
  );
  for (let i = 0; i < 500; i++) {
    const x = nextUniform(stream) * 40;
    const y = nextUniform(stream) * 60;
    const here = projectionOf(line, x, y);
    const there = projectionOf(moved, toX(x, y), toY(x, y));
    expect(there.sM).toBeCloseTo(here.sM, 9);
    expect(there.tM).toBeCloseTo(here.tM, 9);
  }
});
