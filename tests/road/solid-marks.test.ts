import { describe, expect, test } from "vitest";
import { buildMap } from "../../src/road/opendrive/map.ts";
import type { RoadMark } from "../../src/road/opendrive/model.ts";
import { toNetwork } from "../../src/road/opendrive/network.ts";
import { laneOf, lineOf, mapOfRoads, roadOf, sectionOf } from "./opendrive-made.ts";

const mark = (sM: number, type: string): RoadMark => ({ sM, type, weight: "", color: "", widthM: null, laneChange: "both", lines: [] });

/** Lanes 1, -1 and -2 of 3 m on 100 m; the marks of lane 0 and of lane -1. */
function lanesOf(middle: readonly RoadMark[], between: readonly RoadMark[]) {
  const section = sectionOf(0, [laneOf(1, 3), laneOf(-1, 3, { roadMarks: between }), laneOf(-2, 3)]);
  const lanes = section.lanes.map((lane) => (lane.id === 0 ? { ...lane, roadMarks: middle } : lane));
  const network = toNetwork(buildMap(mapOfRoads([roadOf([lineOf(100)], { sections: [{ ...section, lanes }] })])));
  const sides = (id: string) => {
    const { solidLeftSM, solidRightSM } = network.lanes.find((lane) => lane.id === id)!;
    return [solidLeftSM, solidRightSM];
  };
  return { inner: sides("1/0/-1"), outer: sides("1/0/-2"), oncoming: sides("1/0/1") };
}

describe("solid markings", () => {
  test("hold for the lanes on both sides, along each one's own way", () => {
    const { inner, outer, oncoming } = lanesOf([mark(0, "broken"), mark(60, "solid")], [mark(0, "solid"), mark(30, "broken")]);
    expect(inner).toEqual([
      [60, 100],
      [0, 30],
    ]);
    expect(outer).toEqual([[0, 30], undefined]);
    // It drives the other way: the last 40 m of the road are its first.
    expect(oncoming).toEqual([[0, 40], undefined]);
  });

  test("of a double mark the line that is met first counts", () => {
    // Lane 0's from left to right, others from the inside to the outside.
    const { inner, outer, oncoming } = lanesOf([mark(0, "solid broken")], [mark(0, "broken solid")]);
    expect([oncoming[0], inner[0]]).toEqual([[0, 100], []]);
    expect([inner[1], outer[0]]).toEqual([[], [0, 100]]);
  });

  test("borders without marks say nothing", () => {
    expect(lanesOf([], [])).toEqual({ inner: [undefined, undefined], outer: [undefined, undefined], oncoming: [undefined, undefined] });
  });
});
