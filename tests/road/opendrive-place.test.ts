import { describe, expect, test } from "vitest";
import { buildMap, type RoadMap } from "../../src/road/opendrive/map.ts";
import type { Road } from "../../src/road/opendrive/model.ts";
import { emptyPlace, locate, type LocateOptions, placeOf, placeOnLane, type RoadPlace } from "../../src/road/opendrive/place.ts";
import { emptyRoadPoint, pointAt } from "../../src/road/opendrive/point.ts";
import { arcOf, cubic, KINDS, laneOf, lineOf, mapOfRoads, roadOf, sectionOf, spiralGeometry, TWO_LANES } from "./opendrive-made.ts";

const ANY: LocateOptions = { snap: "any" };
const DRIVING: LocateOptions = { snap: "driving" };

const mapOf = (...roads: readonly Road[]): RoadMap => buildMap(mapOfRoads(roads));

function find(map: RoadMap, xM: number, yM: number, zM = Number.NaN, options = ANY, hint: RoadPlace | null = null): RoadPlace {
  const out = emptyPlace();
  locate(map, xM, yM, zM, hint, out, options);
  return out;
}

function expectPlace(place: RoadPlace, road: number, lane: number, sM: number, tM: number, within = 1e-9): void {
  expect([place.road, place.lane]).toEqual([road, lane]);
  expect(Math.max(Math.abs(place.sM - sM), Math.abs(place.tM - tM))).toBeLessThan(within);
}

describe("on a straight road", () => {
  const sections = [sectionOf(0, [laneOf(1, 3), laneOf(-1, 3), laneOf(-2, 2, { type: "sidewalk" })])];
  const map = mapOf(roadOf([lineOf(100)], { sections }));

  test("s is x, t is y, and the offset counts from the middle of the lane", () => {
    expect(find(map, 30, -1)).toEqual({ road: 0, lane: -1, sM: 30, tM: -1, offsetM: 0.5 });
    expect(find(map, 30, -4)).toEqual({ road: 0, lane: -2, sM: 30, tM: -4, offsetM: 0 });
  });

  test("snapping to driving lanes keeps t and counts the offset from the nearest of them", () => {
    expect(find(map, 30, -4, Number.NaN, DRIVING)).toEqual({ road: 0, lane: -1, sM: 30, tM: -4, offsetM: -2.5 });
    expect(find(map, 30, 50, Number.NaN, DRIVING)).toEqual({ road: 0, lane: 1, sM: 30, tM: 50, offsetM: 48.5 });
  });

  test("s stays on the road", () => {
    expectPlace(find(map, -5, 2), 0, 1, 0, 2);
    expectPlace(find(map, 105, -2), 0, -1, 100, -2);
  });

  test("a point that is no number has no place, nor has one on an empty map", () => {
    expect(find(map, Number.NaN, 0).road).toBe(-1);
    expect(find(map, 0, Infinity)).toEqual(emptyPlace());
    expect(find(mapOf(), 0, 0).road).toBe(-1);
    expect(find(mapOf(roadOf([], { lengthM: 10 })), 0, 0).road).toBe(-1);
  });

  test("a map without driving lanes has no place on one", () => {
    const paths = mapOf(roadOf([lineOf(100)], { sections: [sectionOf(0, [laneOf(-1, 2, { type: "sidewalk" })])] }));
    expect(find(paths, 5, -1, Number.NaN, DRIVING).road).toBe(-1);
    expect(find(paths, 5, -1).lane).toBe(-1);
  });
});

test("on a road without lanes it is the lane reference, where any lane will do", () => {
  const bare = mapOf(roadOf([lineOf(100)], { sections: [], laneOffset: [cubic(0, 1)] }));
  expect(find(bare, 30, 2)).toEqual({ road: 0, lane: 0, sM: 30, tM: 2, offsetM: 1 });
  expect(find(bare, 30, 2, Number.NaN, DRIVING).road).toBe(-1);
});

const BENT: Readonly<Record<string, Partial<Road>>> = {
  flat: {},
  "with elevation and superelevation": { elevation: [cubic(0, 2, 0.1, -0.001)], superelevation: [cubic(0, 0.3, -0.004)] },
  "that is turned over": { elevation: [cubic(0, 2, 0.2)], superelevation: [cubic(0, 3)] },
  "with shape and elevation": {
    elevation: [cubic(0, 2, 0.2)],
    superelevation: [cubic(0, -0.1)],
    shape: [
      { sM: 0, tM: -3, a: 0, b: 0.1, c: 0.02, d: 0 },
      { sM: 20, tM: -3, a: 0.2, b: 0, c: -0.03, d: 0 },
    ],
  },
};

describe.each(Object.entries(BENT))("a road %s:", (_name, parts) => {
  test.each(Object.entries(KINDS))("forward, then inverse, is the identity on a %s", (_kind, geometry) => {
    const map = mapOf(roadOf([geometry], parts));
    const out = emptyRoadPoint();
    const lengthM = map.roads[0]!.lengthM;
    for (const tM of [-2.9, -1, 0.5, 2.5]) {
      for (const share of [0, 0.1, 0.37, 0.5, 0.83, 1]) {
        pointAt(map, 0, share * lengthM, tM, out);
        const place = find(map, out.xM, out.yM, out.zM);
        // At an end of the road the foot may lie beyond it by rounding.
        expectPlace(place, 0, tM > 0 ? 1 : -1, share * lengthM, tM, 1e-7);
        const near = { ...place, sM: Math.max(0, place.sM - 0.4) };
        expectPlace(find(map, out.xM, out.yM, out.zM, ANY, near), 0, tM > 0 ? 1 : -1, share * lengthM, tM, 1e-7);
      }
    }
  });
});

describe("the nearest", () => {
  // Roads with gaps and crossings, one of them a long arc, one a tight spiral.
  const roads = [
    roadOf([lineOf(200)], { id: "a" }),
    roadOf([arcOf(500, 0.01, { xM: 20, yM: 40, hdgRad: 0.5 })], { id: "b" }),
    roadOf([spiralGeometry(150, 0, 0.1, { xM: -50, yM: -40, hdgRad: 1 })], { id: "c" }),
    roadOf([lineOf(80, { xM: 100, yM: -60, hdgRad: 1.7 }), arcOf(60, -0.03, { sM: 80, xM: 89.69, yM: 19.33, hdgRad: 1.7 })], { id: "d" }),
  ];
  const map = mapOf(...roads);

  test("is what trying every place finds", () => {
    const out = emptyRoadPoint();
    const tried: number[] = [];
    for (let road = 0; road < roads.length; road++) {
      for (let s = 0; s <= roads[road]!.lengthM; s += 0.1) {
        for (let t = -3; t <= 3; t += 0.25) {
          pointAt(map, road, s, t, out);
          tried.push(out.xM, out.yM);
        }
      }
    }
    for (let i = 0; i < 300; i++) {
      const xM = -120 + ((i * 61.8034) % 400);
      const yM = -120 + ((i * 38.1966) % 360);
      const place = find(map, xM, yM);
      const onLane = Math.max(-3, Math.min(3, place.tM));
      pointAt(map, place.road, place.sM, onLane, out);
      const distanceM = Math.sqrt((out.xM - xM) ** 2 + (out.yM - yM) ** 2);
      let least = Infinity;
      for (let at = 0; at < tried.length; at += 2) least = Math.min(least, (tried[at]! - xM) ** 2 + (tried[at + 1]! - yM) ** 2);
      const leastM = Math.sqrt(least);
      expect(distanceM).toBeLessThanOrEqual(leastM + 1e-9);
      expect(distanceM).toBeGreaterThan(leastM - 0.2);
    }
  }, 60_000);
});

describe("many roads", () => {
  const count = 700;
  const grid = mapOf(
    ...Array.from({ length: count }, (_, i) => roadOf([lineOf(20, { xM: 30 * (i % 25), yM: 30 * Math.floor(i / 25) })], { id: String(i) })),
  );

  test("each is found by its own points", () => {
    for (let i = 0; i < count; i++) expectPlace(find(grid, 30 * (i % 25) + 7, 30 * Math.floor(i / 25) + 1), i, 1, 7, 1);
  });
});

describe("roads that overlap", () => {
  const bridge = roadOf([lineOf(100, { xM: -50 })], { elevation: [cubic(0, 6)] });
  const below = roadOf([lineOf(100, { yM: -50, hdgRad: Math.PI / 2 })], { id: "2" });
  const map = mapOf(bridge, below);

  test("are told apart by z, which need not be on a surface", () => {
    expect(find(map, 1, -1, 6).road).toBe(0);
    expect(find(map, 1, -1, 6.9).road).toBe(0);
    expect(find(map, 1, -1, 0).road).toBe(1);
    expect(find(map, 1, -1, -1).road).toBe(1);
  });

  test("a little off the bridge is still on the bridge; far off it is below", () => {
    expect(find(map, 1, -4, 6).road).toBe(0);
    expect(find(map, 1, -12, 6).road).toBe(1);
  });

  test("without z the one whose lane is nearer to its middle, then the first", () => {
    expect(find(map, 0.2, -1.5).road).toBe(0);
    expect(find(map, 1.5, -0.2).road).toBe(1);
    expect(find(map, 1.5, -1.5).road).toBe(0);
  });

  test("a hint stays with its road while the point is on its lanes, and is left when it is not", () => {
    const hint = find(map, 1.5, -5);
    expect(hint.road).toBe(1);
    expect(find(map, 1.5, -1.5, Number.NaN, ANY, hint).road).toBe(1);
    expect(find(map, 4, -1.5, Number.NaN, ANY, hint).road).toBe(0);
    expect(find(map, 1.5, -1.5, 6, ANY, hint).road).toBe(0);
  });
});

describe("a hint", () => {
  const map = mapOf(roadOf([lineOf(50), arcOf(60, 0.02, { sM: 50, xM: 50 })]), roadOf([lineOf(50, { xM: -50 })], { id: "before" }));

  test("may be the place that is written", () => {
    const place = find(map, 10, -1);
    for (let x = 10; x <= 50; x++) locate(map, x, -1, Number.NaN, place, place, ANY);
    expectPlace(place, 0, -1, 50, -1);
    locate(map, -20, 1, Number.NaN, place, place, ANY);
    expectPlace(place, 1, 1, 30, 1);
  });

  test("gives the same as no hint all along the road", () => {
    const out = emptyRoadPoint();
    const place = emptyPlace();
    for (let s = 0.05; s < 110; s += 0.1) {
      pointAt(map, 0, s, -1.2, out);
      locate(map, out.xM, out.yM, out.zM, place, place, DRIVING);
      expectPlace(place, 0, -1, s, -1.2);
    }
  });

  test("without a road, or with one that is not there, is none", () => {
    expectPlace(find(map, 10, -1, Number.NaN, ANY, { ...emptyPlace(), road: 99 }), 0, -1, 10, -1);
  });
});

describe("places by road coordinates", () => {
  const map = mapOf(roadOf([lineOf(100)], { laneOffset: [cubic(0, 1)], sections: TWO_LANES }));

  test("at (s, t): the lane there, or the nearest", () => {
    const out = emptyPlace();
    placeOf(map, 0, 20, -1, out);
    expect(out).toEqual({ road: 0, lane: -1, sM: 20, tM: -1, offsetM: -0.5 });
    placeOf(map, 0, 20, 9, out);
    expect(out).toEqual({ road: 0, lane: 1, sM: 20, tM: 9, offsetM: 6.5 });
  });

  test("on a lane: offset left of its middle", () => {
    const out = emptyPlace();
    expect(placeOnLane(map, 0, 1, 20, 0.25, out)).toBe(true);
    expect(out).toEqual({ road: 0, lane: 1, sM: 20, tM: 2.75, offsetM: 0.25 });
    expect(placeOnLane(map, 0, 0, 20, 0.25, out)).toBe(true);
    expect(out.tM).toBe(1.25);
    expect(placeOnLane(map, 0, -2, 20, 0, out)).toBe(false);
    expect(out.tM).toBeNaN();
  });

  test("where there are no lanes t counts from the lane reference", () => {
    const out = emptyPlace();
    placeOf(mapOf(roadOf([lineOf(10)], { sections: [], laneOffset: [cubic(0, 1)] })), 0, 2, 3, out);
    expect(out).toEqual({ road: 0, lane: 0, sM: 2, tM: 3, offsetM: 2 });
  });
});
