import { describe, expect, test } from "vitest";
import { buildMap } from "../../src/road/opendrive/map.ts";
import type { Road } from "../../src/road/opendrive/model.ts";
import { emptyRoadPoint, pointAt, type RoadPoint } from "../../src/road/opendrive/point.ts";
import { arcOf, cubic, laneOf, lineOf, mapOfRoads, roadOf, sectionOf } from "./opendrive-made.ts";

function pointOn(parts: Partial<Road>, sM: number, tM: number, geometry = lineOf(100)): RoadPoint {
  const out = emptyRoadPoint();
  pointAt(buildMap(mapOfRoads([roadOf([geometry], parts)])), 0, sM, tM, out);
  return out;
}

function expectPlace(point: RoadPoint, xM: number, yM: number, zM: number): void {
  expect(Math.max(Math.abs(point.xM - xM), Math.abs(point.yM - yM), Math.abs(point.zM - zM))).toBeLessThan(1e-12);
}

describe("a flat road", () => {
  test("t is to the left of increasing s", () => {
    expectPlace(pointOn({}, 10, 2), 10, 2, 0);
    expectPlace(pointOn({}, 50 * Math.PI, 5, arcOf(200, 0.01)), 95, 100, 0);
  });

  test("its heading is in (-pi, pi]", () => {
    expect(pointOn({}, 0, 0, lineOf(10, { hdgRad: 7 })).hRad).toBeCloseTo(7 - 2 * Math.PI, 14);
    expect(pointOn({}, 0, 0, lineOf(10, { hdgRad: -Math.PI })).hRad).toBe(Math.PI);
  });
});

describe("elevation", () => {
  const slope = { elevation: [cubic(0, 1), cubic(20, 1, 0.75)] };

  test("lifts the road, and a road that rises has its nose up: a negative pitch", () => {
    const point = pointOn(slope, 24, 3);
    expectPlace(point, 24, 3, 4);
    expect(point.pRad).toBeCloseTo(-Math.atan(0.75), 14);
    expect(point.rRad).toBe(0);
  });

  test("a cubic is valid from its start on", () => {
    expect(pointOn(slope, 20, 0).pRad).toBeLessThan(0);
    expect(pointOn(slope, 19.999, 0).pRad).toBe(0);
  });
});

describe("superelevation", () => {
  const banked = { superelevation: [cubic(0, Math.atan2(0.6, 0.8))] };

  test("turns the cross-section about the reference line: 5 m on the left are 4 m aside and 3 m up", () => {
    const point = pointOn(banked, 10, 5);
    expectPlace(point, 10, 4, 3);
    expect(point.rRad).toBeCloseTo(Math.atan2(0.6, 0.8), 14);
    expectPlace(pointOn(banked, 10, -5), 10, -4, -3);
  });

  test("on a slope the cross-section leans back: heading, pitch and roll in this order", () => {
    // Roll lifts (0, 5, 0) to (0, 4, 3); a rise of 3 in 4 turns the 3 m up into 1.8 m back and 2.4 m up.
    expectPlace(pointOn({ ...banked, elevation: [cubic(0, 0, 0.75)] }, 10, 5), 10 - 1.8, 4, 7.5 + 2.4);
  });
});

describe("the lateral profile", () => {
  test("crossfall falls outwards on its side", () => {
    const crossfall = [{ ...cubic(0, Math.atan(0.02)), side: "both" as const }];
    expectPlace(pointOn({ crossfall }, 10, 5), 10, 5, -0.1);
    expectPlace(pointOn({ crossfall }, 10, -5), 10, -5, -0.1);
    expect(pointOn({ crossfall }, 10, 5).rRad).toBeCloseTo(-Math.atan(0.02), 14);
    expect(pointOn({ crossfall }, 10, -5).rRad).toBeCloseTo(Math.atan(0.02), 14);
    const left = [{ ...cubic(0, Math.atan(0.02)), side: "left" as const }];
    expectPlace(pointOn({ crossfall: left }, 10, -5), 10, -5, 0);
  });

  // The crown among the use cases of roads of ASAM OpenDRIVE.
  const at = (sM: number, tM: number, a: number, b: number): Road["shape"][number] => ({ sM, tM, a, b, c: 0, d: 0 });
  const crown = [at(0, 0, 0.45, -0.1), at(0, -4, 0, 0), at(0, -3, 0, 0.15)];

  test.each([
    [-4, 0],
    [-3, 0],
    [-1, 0.3],
    [0, 0.45],
    [4, 0.05],
    [-6, 0],
  ])("a crown has at t = %d the height %d", (tM, zM) => {
    expectPlace(pointOn({ shape: crown }, 10, tM), 10, tM, zM);
  });

  test("a slope across the road is roll", () => {
    expect(pointOn({ shape: crown }, 10, -1).rRad).toBeCloseTo(Math.atan(0.15), 14);
  });

  test("between two rows along s heights change evenly", () => {
    const shape = [at(0, -5, 0, 0), at(40, -5, 1, 0.2)];
    expectPlace(pointOn({ shape }, 10, -5), 10, -5, 0.25);
    expectPlace(pointOn({ shape }, 10, 0), 10, 0, 0.5);
    expect(pointOn({ shape }, 10, 0).rRad).toBeCloseTo(Math.atan(0.05), 14);
    expectPlace(pointOn({ shape }, 60, 0), 60, 0, 2);
  });
});

describe("lanes", () => {
  const kerb = laneOf(-2, 2, {
    type: "sidewalk",
    heights: [
      { sM: 0, innerM: 0.02, outerM: 0.12 },
      { sM: 30, innerM: 0.12, outerM: 0.12 },
    ],
  });

  test("that lie higher lift their points from the inner to the outer border", () => {
    const sections = [sectionOf(10, [laneOf(-1, 3), kerb])];
    expectPlace(pointOn({ sections }, 20, -4), 20, -4, 0.07);
    expectPlace(pointOn({ sections }, 20, -4.5), 20, -4.5, 0.095);
    expectPlace(pointOn({ sections }, 20, -1.5), 20, -1.5, 0);
    expectPlace(pointOn({ sections }, 40, -3.5), 40, -3.5, 0.12);
    expectPlace(pointOn({ sections }, 40, -9), 40, -9, 0);
  });

  test("that are kept level go on horizontally where the road is banked", () => {
    const sections = [sectionOf(0, [laneOf(-1, 5), laneOf(-2, 2, { level: true }), laneOf(-3, 2, { level: true }), laneOf(1, 5)])];
    const banked = { superelevation: [cubic(0, Math.atan2(0.6, 0.8))], sections };
    expectPlace(pointOn(banked, 0, -5), 0, -4, -3);
    expectPlace(pointOn(banked, 0, -6), 0, -5, -3);
    expectPlace(pointOn(banked, 0, -8), 0, -7, -3);
    expect(pointOn(banked, 0, -8).rRad).toBe(0);
    expectPlace(pointOn(banked, 0, 5), 0, 4, 3);
  });
});
