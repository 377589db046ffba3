import { describe, expect, test } from "vitest";
import { findNearestEdge, type NearestEdge, roadEdgesOf } from "../../src/road/edges.ts";
import { buildLookup } from "../../src/road/lookup.ts";
import type { Lane } from "../../src/road/network.ts";
import { parametricRoad } from "../../src/road/parametric.ts";

// Own lanes with centres at y = -2 and -6, an oncoming one at y = 2: the road from y = -8 to y = 4.
const ROAD = parametricRoad({ lanes: 2, oncomingLanes: 1, laneWidthM: 4, lengthM: 300, speedLimitMps: 10 });
const EDGES = roadEdgesOf(buildLookup(ROAD));

function nearest(x: number, y: number, ofEnds = false, edges = EDGES): NearestEdge {
  const out = { distanceM: 0, crossM: 0 };
  findNearestEdge(edges, x, y, ofEnds, out);
  return out;
}

describe("the edges of a road", () => {
  test("are its outer borders alone, in pieces of at most 1 m with the road on their left", () => {
    expect(EDGES.count).toBe(600);
    for (let i = 0; i < EDGES.count; i++) {
      const right = EDGES.fromYM[i]! < 0;
      expect(EDGES.fromYM[i]).toBeCloseTo(right ? -8 : 4, 9);
      expect(Math.sign(EDGES.toXM[i]! - EDGES.fromXM[i]!)).toBe(right ? 1 : -1);
      expect(Math.abs(EDGES.toXM[i]! - EDGES.fromXM[i]!)).toBeLessThanOrEqual(1 + 1e-9);
    }
  });

  test("are where a search over all pieces finds them", () => {
    for (let k = 0; k < 400; k++) {
      const [x, y] = [((k * 37) % 400) - 50, ((k * 53) % 91) - 45];
      let least = Infinity;
      for (let i = 0; i < EDGES.count; i++) {
        const [fx, tx] = [Math.min(EDGES.fromXM[i]!, EDGES.toXM[i]!), Math.max(EDGES.fromXM[i]!, EDGES.toXM[i]!)];
        least = Math.min(least, Math.hypot(x - Math.min(tx, Math.max(fx, x)), y - EDGES.fromYM[i]!));
      }
      expect(nearest(x, y).distanceM).toBeCloseTo(least, 9);
    }
  });

  test("tell the side: negative on the road, positive beyond it", () => {
    expect(nearest(100.3, -7)).toMatchObject({ distanceM: expect.closeTo(1, 9), crossM: expect.closeTo(-1, 9) });
    expect(nearest(100.3, -9.5).crossM).toBeCloseTo(1.5, 9);
    expect(nearest(100.3, 5).crossM).toBeCloseTo(1, 9);
    expect(nearest(100.5, -9, true).distanceM).toBeCloseTo(Math.hypot(0.5, 1), 9);
  });

  test("there are none without driving lanes", () => {
    const none = roadEdgesOf(buildLookup({ source: "test", lanes: ROAD.lanes.map((lane): Lane => ({ ...lane, type: "sidewalk" })) }));
    expect(none.count).toBe(0);
    expect(nearest(0, 0, false, none).distanceM).toBe(Infinity);
  });
});
