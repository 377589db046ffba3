import { describe, expect, test } from "vitest";
import { InputError } from "../../src/core/errors.ts";
import { type Lanelet, laneletNetwork } from "../../src/road/lanelets.ts";
import { routeAlong, routeThrough } from "../../src/road/route.ts";
import { sectionsOf } from "../../src/road/sections.ts";
import { roadLineOf } from "../../src/road/line.ts";

const base = {
  type: "driving",
  successors: [],
  predecessors: [],
  left: null,
  right: null,
  speedLimitMps: null,
  line: 7,
  column: 3,
} as const;

/** A lanelet of width 4 along the points of its centre line, which runs along x. */
function along(id: string, x0: number, x1: number, y0: number, y1: number, more: Partial<Lanelet> = {}): Lanelet {
  return { ...base, id, leftXM: [x0, x1], leftYM: [y0 + 2, y1 + 2], rightXM: [x0, x1], rightYM: [y0 - 2, y1 - 2], ...more };
}

function problemOf(lanelets: readonly Lanelet[]) {
  try {
    laneletNetwork(lanelets, "map.xml");
  } catch (error) {
    if (error instanceof InputError) return error.problems[0];
  }
  throw new Error("accepted");
}

describe("lanelets become lanes", () => {
  test("the centre runs halfway between the borders at equal shares", () => {
    const lanelet: Lanelet = { ...base, id: "1", leftXM: [0, 10, 20], leftYM: [4, 4, 4], rightXM: [0, 5, 20], rightYM: [0, 0, 0] };
    const { centre, left } = laneletNetwork([lanelet], "map.xml").road.lanes[0]!;
    expect([...centre.xM]).toEqual([0, 5, 10, 20]);
    expect([...centre.yM]).toEqual([2, 2, 2, 2]);
    expect([...left.sM]).toEqual([0, 10, 20]);
  });

  test("links become indices, and links to nowhere are told", () => {
    const { road, dropped } = laneletNetwork(
      [
        along("a", 0, 10, 0, 0, { successors: ["b", "gone"], left: { id: "c", sameDirection: true } }),
        along("b", 10, 20, 0, 0, { predecessors: ["a"] }),
        along("c", 0, 10, 4, 4, { right: { id: "a", sameDirection: true }, left: { id: "lost", sameDirection: false } }),
      ],
      "map.xml",
    );
    expect(road.lanes[0]).toMatchObject({ successors: [1], leftLane: { lane: 2, sameDirection: true } });
    expect(road.lanes[1]).toMatchObject({ predecessors: [0] });
    expect(road.lanes[2]).toMatchObject({ rightLane: { lane: 0, sameDirection: true }, leftLane: null });
    expect(dropped).toEqual([
      { from: "a", to: "gone" },
      { from: "c", to: "lost" },
    ]);
  });

  test("points that coincide are one", () => {
    const lanelet: Lanelet = { ...base, id: "1", leftXM: [0, 0, 9, 9], leftYM: [1, 1, 1, 1], rightXM: [0, 9], rightYM: [-1, -1] };
    expect(laneletNetwork([lanelet], "map.xml").road.lanes[0]!.left.xM.length).toBe(2);
  });

  test.each([
    ["one point", { leftXM: [0], leftYM: [0] }],
    ["no length", { leftXM: [3, 3, 3], leftYM: [0, 0, 0] }],
    ["not finite", { rightXM: [0, Infinity] }],
    ["another planet", { rightXM: [0, 1e8] }],
    ["borders swapped", { leftYM: [-2, -2], rightYM: [2, 2] }],
  ])("%s is refused with its place", (_, change) => {
    expect(problemOf([along("5", 0, 10, 0, 0, change)])).toMatchObject({
      code: "RDV_ROAD_GEOMETRY",
      file: "map.xml",
      line: 7,
      path: "lanelet 5",
    });
  });

  test("an id that occurs twice is refused", () => {
    expect(problemOf([along("a", 0, 1, 0, 0), along("a", 0, 1, 0, 0)])?.code).toBe("RDV_DRIVE_FORMAT");
  });
});

describe("sections", () => {
  test("every corner of both borders is one, and none is far from the next", () => {
    const left = roadLineOf([0, 30, 40], [1, 1, 1])!;
    const right = roadLineOf([0, 10, 40], [-1, -1, -1])!;
    const sections = sectionsOf(left, right, 5);
    expect([...sections.leftXM]).toContain(30);
    expect([...sections.rightXM]).toContain(10);
    for (let i = 1; i < sections.count; i++) expect(sections.leftXM[i]! - sections.leftXM[i - 1]!).toBeLessThanOrEqual(5 + 1e-9);
    expect(sections.leftXM.at(-1)).toBe(40);
  });
});

describe("routes", () => {
  // a goes on straight into b or turns off into c; b leads to d, and d back to a.
  const { road } = laneletNetwork(
    [
      along("a", 0, 10, 0, 0, { successors: ["c", "b"] }),
      along("b", 10, 20, 0, 0, { successors: ["d"], left: { id: "e", sameDirection: true } }),
      along("c", 10, 20, 0, 8),
      along("d", 20, 30, 0, 1, { successors: ["a"] }),
      along("e", 10, 20, 4, 4, { right: { id: "b", sameDirection: true } }),
    ],
    "map.xml",
  );

  test("follows the straightest successor and stops where it would go round", () => {
    const route = routeAlong(road, 0, 1000);
    expect(route.lanes).toEqual([0, 1, 3]);
    expect([...route.line.xM]).toEqual([0, 10, 20, 30]);
    expect([...route.startSM]).toEqual([0, 10, 20]);
    expect(route.line.sM.at(-1)).toBeCloseTo(20 + Math.sqrt(101), 12);
  });

  test("stops once it is long enough", () => {
    expect(routeAlong(road, 0, 15).lanes).toEqual([0, 1]);
    expect(routeAlong(road, 0, 5).lanes).toEqual([0]);
  });

  test("goes through given lanes, across to a neighbour in the middle", () => {
    const route = routeThrough(road, [0, 1, 4])!;
    expect([...route.line.xM]).toEqual([0, 10, 14, 16, 20]);
    expect([...route.line.yM]).toEqual([0, 0, 0, 4, 4]);
    expect(route.startSM[1]).toBe(10);
    expect(routeThrough(road, [0, 2])!.line.yM.at(-1)).toBe(8);
  });

  test("has no way between lanes that are not linked", () => {
    expect(routeThrough(road, [2, 3])).toBeNull();
    expect(routeThrough(road, [])).toBeNull();
  });
});
