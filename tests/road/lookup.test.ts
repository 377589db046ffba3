import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Lanelet, laneletNetwork } from "../../src/road/lanelets.ts";
import {
  buildLookup,
  distanceToDrivingM,
  halfWidthM,
  isOnLane,
  lanesAt,
  type MutablePose,
  placeOf,
  poseAt,
  type RoadLookup,
} from "../../src/road/lookup.ts";
import type { LanePlace } from "../../src/road/network.ts";
import { parametricRoad } from "../../src/road/parametric.ts";

const place = (lookup: RoadLookup, xM: number, yM: number, hint = -1): LanePlace => {
  const out = { lane: -1, sM: 0, tM: 0 };
  placeOf(lookup, xM, yM, hint, out);
  return out;
};
const lanesHere = (lookup: RoadLookup, xM: number, yM: number): number[] => {
  const out = new Int32Array(8);
  return [...out.subarray(0, lanesAt(lookup, xM, yM, out))];
};
const pose = (lookup: RoadLookup, lane: number, sM: number, tM: number): MutablePose => {
  const out = { xM: 0, yM: 0, yawRad: 0 };
  poseAt(lookup, lane, sM, tM, out);
  return out;
};

const straight = buildLookup(parametricRoad({ lanes: 3, oncomingLanes: 1, laneWidthM: 3.5, lengthM: 800, speedLimitMps: 30 }));
const arc = buildLookup(
  parametricRoad({ lanes: 2, oncomingLanes: 1, laneWidthM: 3.5, lengthM: 300, curvaturePerM: -1 / 60, speedLimitMps: null }),
);

describe("a straight road", () => {
  test("finds lane, s and t; t is positive to the left as one drives", () => {
    expect(place(straight, 100, -2)).toEqual({ lane: 0, sM: 100, tM: -0.25 });
    expect(place(straight, 650.5, -10)).toEqual({ lane: 2, sM: 650.5, tM: -1.25 });
    expect(place(straight, 100, 2)).toEqual({ lane: 3, sM: 700, tM: -0.25 });
  });

  test("a shared border belongs to both lanes; the lower index wins without a hint", () => {
    expect(lanesHere(straight, 50, -3.5)).toEqual([0, 1]);
    expect(place(straight, 50, -3.5).lane).toBe(0);
    expect(place(straight, 50, -3.5, 1).lane).toBe(1);
    expect(place(straight, 50, -3.5, 2).lane).toBe(1);
  });

  test("beside the road the nearest lane counts, up to 20 m", () => {
    expect(place(straight, 400, -12.5)).toEqual({ lane: 2, sM: 400, tM: -3.75 });
    expect(place(straight, 400, -30.4).lane).toBe(2);
    expect(place(straight, 400, -30.6)).toEqual({ lane: -1, sM: 0, tM: 0 });
    expect(place(straight, 805, -1.75)).toEqual({ lane: 0, sM: 805, tM: 0 });
  });

  test("distance to the driving area", () => {
    expect(distanceToDrivingM(straight, 400, 0)).toBe(0);
    expect(distanceToDrivingM(straight, 400, 5.5)).toBe(2);
    expect(distanceToDrivingM(straight, 803, -14.5)).toBeCloseTo(5, 12);
    expect(distanceToDrivingM(straight, 400, 1e6)).toBeCloseTo(1e6 - 3.5, 6);
  });

  test("pose, width and area of a lane", () => {
    expect(pose(straight, 1, 10, 0.5)).toEqual({ xM: 10, yM: -4.75, yawRad: 0 });
    expect(pose(straight, 3, 100, 1)).toMatchObject({ xM: 700, yM: 0.75, yawRad: Math.PI });
    expect(halfWidthM(straight, 1, 123)).toBeCloseTo(1.75, 12);
    expect(isOnLane(straight, 1, 10, -7)).toBe(true);
    expect(isOnLane(straight, 1, 10, -7.01)).toBe(false);
    expect(isOnLane(straight, 1, 800.01, -5)).toBe(false);
  });
});

describe("laws of look-up", () => {
  const roads: readonly RoadLookup[] = [straight, arc];

  test("forward then inverse gives back lane, s and t", () => {
    fc.assert(
      fc.property(
        fc.nat(1),
        fc.nat(2),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        fc.double({ min: -1.7, max: 1.7, noNaN: true }),
        (r, lane, u, t) => {
          const lookup = roads[r]!;
          const s = u * lookup.centres[lane]!.lengthM;
          const { xM, yM } = pose(lookup, lane, s, t);
          const found = place(lookup, xM, yM);
          expect(found.lane).toBe(lane);
          // Points beside a bend of the chords share an s with their neighbours: t times half the turn at most.
          expect(Math.abs(found.sM - s)).toBeLessThan(0.02);
          expect(Math.abs(found.tM - t)).toBeLessThan(1e-3);
        },
      ),
    );
  });

  test("a hint never moves the point to a lane it is not on", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1, max: 3 }),
        fc.double({ min: -5, max: 100, noNaN: true }),
        fc.double({ min: -40, max: 20, noNaN: true }),
        (hint, x, y) => {
          const here = lanesHere(arc, x, y);
          const found = place(arc, x, y, hint);
          if (here.length > 0) expect(here).toContain(found.lane);
          expect(distanceToDrivingM(arc, x, y) === 0).toBe(here.length > 0);
        },
      ),
    );
  });

  test("the grid changes nothing: distance as by brute force", () => {
    const { quads } = arc;
    const corner = (i: number, k: 0 | 1 | 2 | 3): [number, number] => {
      const xs = [quads.aXM, quads.bXM, quads.cXM, quads.dXM][k]!;
      const ys = [quads.aYM, quads.bYM, quads.cYM, quads.dYM][k]!;
      return [xs[i]!, ys[i]!];
    };
    fc.assert(
      fc.property(fc.double({ min: -200, max: 300, noNaN: true }), fc.double({ min: -300, max: 200, noNaN: true }), (x, y) => {
        let least = Infinity;
        for (let i = 0; i < quads.count; i++) {
          for (const k of [0, 1, 2, 3] as const) {
            const [ax, ay] = corner(i, k);
            const [bx, by] = corner(i, ((k + 1) % 4) as 0 | 1 | 2 | 3);
            const square = (bx - ax) ** 2 + (by - ay) ** 2;
            const share = Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / square));
            least = Math.min(least, Math.hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay)));
          }
        }
        const found = distanceToDrivingM(arc, x, y);
        if (found > 0) expect(found).toBeCloseTo(least, 9);
        else expect(lanesHere(arc, x, y).length).toBeGreaterThan(0);
      }),
    );
  });
});

describe("a curve", () => {
  test("the yaw has no steps: it follows the circle", () => {
    const lengthM = arc.centres[0]!.lengthM;
    for (let s = 1; s < lengthM - 1; s += 0.37) {
      expect(pose(arc, 0, s, 0).yawRad).toBeCloseTo(Math.atan2(Math.sin(-(s / lengthM) * 5), Math.cos(-(s / lengthM) * 5)), 4);
    }
  });

  test("no crack between lanes: every point across the road is on one", () => {
    for (let t = -6.99; t < 3.49; t += 0.01) {
      const { xM, yM } = pose(arc, 0, 131.7, t + 1.75);
      expect(lanesHere(arc, xM, yM).length, `t ${t}`).toBeGreaterThan(0);
    }
  });
});

describe("overlapping and empty networks", () => {
  const lanelet = (id: string, left: number[][], right: number[][], more: Partial<Lanelet> = {}): Lanelet => ({
    id,
    type: "driving",
    leftXM: left.map((p) => p[0]!),
    leftYM: left.map((p) => p[1]!),
    rightXM: right.map((p) => p[0]!),
    rightYM: right.map((p) => p[1]!),
    successors: [],
    predecessors: [],
    left: null,
    right: null,
    speedLimitMps: null,
    line: 1,
    column: 1,
    ...more,
  });
  // Two lanes that cross at the origin, one along x, one along y, and one that leads into the first.
  const crossing = buildLookup(
    laneletNetwork(
      [
        lanelet(
          "east",
          [
            [-20, 2],
            [20, 2],
          ],
          [
            [-20, -2],
            [20, -2],
          ],
          { predecessors: ["feeder"] },
        ),
        lanelet(
          "north",
          [
            [-2, -20],
            [-2, 20],
          ],
          [
            [2, -20],
            [2, 20],
          ],
        ),
        lanelet(
          "feeder",
          [
            [-40, 2],
            [-20, 2],
          ],
          [
            [-40, -2],
            [-20, -2],
          ],
          { successors: ["east"] },
        ),
        lanelet(
          "path",
          [
            [-20, 6],
            [20, 6],
          ],
          [
            [-20, 2],
            [20, 2],
          ],
          { type: "sidewalk" },
        ),
      ],
      "x.xml",
    ).road,
  );

  test("in a junction the hint decides, then links, then |t|, then the index", () => {
    expect(lanesHere(crossing, 1, 0.5)).toEqual([0, 1]);
    expect(place(crossing, 1, 0.5, 1).lane).toBe(1);
    expect(place(crossing, 0.5, 1, 2).lane).toBe(0);
    expect(place(crossing, 0.5, 1).lane).toBe(1);
    expect(place(crossing, 1, 0.5).lane).toBe(0);
    expect(place(crossing, 1, 1).lane).toBe(0);
  });

  test("a sidewalk is no driving area", () => {
    expect(place(crossing, 10, 4).lane).toBe(3);
    expect(distanceToDrivingM(crossing, 10, 4)).toBe(2);
  });

  test("counts the lanes that do not fit", () => {
    expect(lanesAt(crossing, 0, 0, new Int32Array(1))).toBe(2);
  });

  test("an empty network has no places", () => {
    const empty = buildLookup({ source: "none", lanes: [] });
    expect(place(empty, 0, 0)).toEqual({ lane: -1, sM: 0, tM: 0 });
    expect(distanceToDrivingM(empty, 0, 0)).toBe(Infinity);
    expect(lanesHere(empty, 0, 0)).toEqual([]);
    expect(isOnLane(empty, 0, 0, 0)).toBe(false);
  });

  test("a point that is not a number is on no lane", () => {
    expect(place(crossing, Number.NaN, 0).lane).toBe(-1);
    expect(lanesHere(crossing, Infinity, 0)).toEqual([]);
  });
});
