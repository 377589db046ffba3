import { describe, expect, test } from "vitest";
import { buildMap, type RoadMap } from "../../src/road/opendrive/map.ts";
import type { Road } from "../../src/road/opendrive/model.ts";
import {
  drivesAlong,
  isLaneEven,
  laneAtTM,
  laneCentreTM,
  laneTypeAt,
  laneWidthM,
  speedLimitMpsAt,
} from "../../src/road/opendrive/point.ts";
import { cubic, laneOf, lineOf, mapOfRoads, roadOf, sectionOf } from "./opendrive-made.ts";

const mapOf = (parts: Partial<Road>): RoadMap => buildMap(mapOfRoads([roadOf([lineOf(100)], parts)]));

describe("widths", () => {
  const map = mapOf({
    laneOffset: [cubic(0, 0), cubic(50, 1, 0.1)],
    sections: [
      sectionOf(0, [laneOf(2, 2), laneOf(1, 3), laneOf(-1, 3.5)]),
      sectionOf(40, [laneOf(1, 3), laneOf(-1, 4, { width: [cubic(0, 4, -0.1), cubic(20, 1)] }), laneOf(-2, 2, { type: "parking" })]),
    ],
  });

  test("add up from the lane reference outwards", () => {
    expect([2, 1, 0, -1].map((lane) => laneCentreTM(map, 0, 10, lane))).toEqual([4, 1.5, 0, -1.75]);
    expect([2, 1, 0, -1].map((lane) => laneWidthM(map, 0, 10, lane))).toEqual([2, 3, 0, 3.5]);
  });

  test("count from the section's start, the lane reference from the road's", () => {
    // s = 60: offset 1 + 0.1 * 10; width 4 - 0.1 * 20 just before, 1 from there on.
    expect(laneCentreTM(map, 0, 60, -1)).toBeCloseTo(2 - 0.5, 12);
    expect(laneWidthM(map, 0, 60 - 1e-9, -1)).toBeCloseTo(2, 8);
    expect(laneCentreTM(map, 0, 60, -2)).toBeCloseTo(2 - 1 - 1, 12);
  });

  test("a section is valid from its start on", () => {
    expect(laneCentreTM(map, 0, 39.999, 2)).toBe(4);
    expect(laneCentreTM(map, 0, 40, 2)).toBeNaN();
    expect(laneWidthM(map, 0, 40, 2)).toBeNaN();
    expect(laneTypeAt(map, 0, 40, 2)).toBeNull();
    expect(laneTypeAt(map, 0, 40, -2)).toBe("parking");
    expect(laneTypeAt(map, 0, 40, 0)).toBe("none");
  });

  test("a negative width is none", () => {
    const thin = mapOf({ sections: [sectionOf(0, [laneOf(-1, -1), laneOf(-2, 3)])] });
    expect(laneWidthM(thin, 0, 0, -1)).toBe(0);
    expect(laneCentreTM(thin, 0, 0, -2)).toBe(-1.5);
  });
});

describe("lanes that keep their width, up to the first that does not", () => {
  // The outermost lane widens; the reference is elsewhere from s = 60 on.
  const widening = laneOf(-2, 2, { width: [cubic(0, 2), cubic(30, 2, 0.1)] });
  const map = mapOf({
    laneOffset: [cubic(10, 0.25), cubic(60, -0.75)],
    sections: [sectionOf(10, [laneOf(1, 3), laneOf(-1, 3.5), widening]), sectionOf(60, [laneOf(1, 3), laneOf(-1, 3.5)])],
  });

  test("lie where the sum of widths says, before and beyond the others", () => {
    expect([1, -1, -2].map((lane) => laneCentreTM(map, 0, 20, lane))).toEqual([1.75, -1.5, -4.25]);
    expect(laneWidthM(map, 0, 50, -2)).toBeCloseTo(2 + 0.1 * 10, 12);
    expect(laneCentreTM(map, 0, 70, -1)).toBe(-0.75 - 1.75);
    expect([1, -1, -2, 0].map((lane) => laneAtTM(map, 0, 20, laneCentreTM(map, 0, 20, lane)))).toEqual([1, -1, -2, -1]);
  });

  test("have no width and no offset before the first section begins", () => {
    expect([1, -1].map((lane) => laneWidthM(map, 0, 5, lane))).toEqual([0, 0]);
    expect(laneCentreTM(map, 0, 5, -1)).toBe(0);
  });

  test("are even as far as their section goes; those outside the one that changes are not", () => {
    expect([0, 1, -1, -2].map((lane) => isLaneEven(map, 0, lane, 20, 50))).toEqual([true, true, true, false]);
    expect(isLaneEven(map, 0, -1, 59, 61)).toBe(false);
    expect(isLaneEven(map, 0, -1, 5, 20)).toBe(false);
    const shifted = mapOf({ laneOffset: [cubic(0, 0, 0.01)], sections: [sectionOf(0, [laneOf(-1, 3)])] });
    expect(isLaneEven(shifted, 0, -1, 10, 20)).toBe(false);
  });
});

test("borders are measured from the lane reference, whatever lies inside", () => {
  const border = (id: number, a: number, b = 0): ReturnType<typeof laneOf> => laneOf(id, 0, { width: [], border: [cubic(0, a, b)] });
  const map = mapOf({ laneOffset: [cubic(0, 1)], sections: [sectionOf(0, [border(-1, -3, -0.01), border(-2, -6), border(1, 3)])] });
  expect(laneWidthM(map, 0, 10, -1)).toBeCloseTo(3.1, 12);
  expect(laneWidthM(map, 0, 10, -2)).toBeCloseTo(2.9, 12);
  expect(laneCentreTM(map, 0, 10, -2)).toBeCloseTo(1 - 4.55, 12);
  expect(laneCentreTM(map, 0, 10, 1)).toBeCloseTo(2.5, 12);
});

describe("the lane at t", () => {
  const map = mapOf({ sections: [sectionOf(0, [laneOf(1, 3), laneOf(-1, 0), laneOf(-2, 3), laneOf(-3, 2)])] });
  test.each([
    [1, 1],
    [3, 1],
    [3.001, 0],
    [-1, -2],
    [-3, -2],
    [-3.001, -3],
    [-5.1, 0],
    [0, -2],
  ])("t = %d lies on lane %d", (tM, lane) => {
    expect(laneAtTM(map, 0, 10, tM)).toBe(lane);
  });
});

describe("speed limits", () => {
  const types: Road["types"] = [
    { sM: 0, type: "town", speedMps: 14, country: null },
    { sM: 50, type: "rural", speedMps: null, country: null },
  ];
  const speeds = [{ sM: 5, maxMps: 8 }];
  const map = mapOf({ types, sections: [sectionOf(0, []), sectionOf(20, [laneOf(-1, 3, { speeds }), laneOf(1, 3)])] });

  test("the lane's own stands before the road's, from its own s on", () => {
    expect(speedLimitMpsAt(map, 0, 24, -1)).toBe(14);
    expect(speedLimitMpsAt(map, 0, 25, -1)).toBe(8);
    expect(speedLimitMpsAt(map, 0, 25, 1)).toBe(14);
  });

  test("a road type without a limit ends the one before", () => {
    expect(speedLimitMpsAt(map, 0, 60, 1)).toBeNull();
    expect(speedLimitMpsAt(map, 0, 60, -1)).toBe(8);
  });
});

describe("driving direction", () => {
  const sections = [
    sectionOf(0, [laneOf(1, 3), laneOf(-1, 3), laneOf(-2, 3, { direction: "reversed" }), laneOf(2, 3, { direction: "both" })]),
  ];

  test("follows the rule of the road, its side and the lane's own word", () => {
    const right = mapOf({ sections });
    const left = mapOf({ sections, rule: "LHT" });
    expect([1, 0, -1, -2, 2].map((lane) => drivesAlong(right, 0, lane))).toEqual([false, true, true, false, false]);
    expect([1, 0, -1, -2, 2].map((lane) => drivesAlong(left, 0, lane))).toEqual([true, true, false, true, true]);
  });
});

test("a road that is not there is a mistake of the caller", () => {
  expect(() => laneCentreTM(mapOf({}), 1, 0, 1)).toThrow(RangeError);
});

test("a road without lanes has none", () => {
  const bare = mapOf({ sections: [] });
  expect(laneCentreTM(bare, 0, 0, 0)).toBeNaN();
  expect(laneAtTM(bare, 0, 0, 0)).toBe(0);
});
