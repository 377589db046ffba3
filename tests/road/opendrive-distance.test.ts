import { describe, expect, test } from "vitest";
import { roadDistance } from "../../src/road/opendrive/distance.ts";
import { buildMap } from "../../src/road/opendrive/map.ts";
import type { OpenDriveMap } from "../../src/road/opendrive/model.ts";
import type { RoadPlace } from "../../src/road/opendrive/place.ts";
import { newHeap, popWay, pushWay } from "../../src/road/opendrive/way-heap.ts";
import { crossing, line, mapOf, road, section, toRoad } from "./opendrive-links-models.ts";

type At = readonly [road: string, lane: number, sM: number];

function between(source: OpenDriveMap, from: At, to: At, maxM = 2000): unknown {
  const map = buildMap(source);
  const place = ([id, lane, sM]: At): RoadPlace => ({
    road: map.roadIndex.get(id) ?? -1,
    lane,
    sM,
    tM: lane * 3 - Math.sign(lane) * 1.5,
    offsetM: 0,
  });
  const out = { found: true, dsM: 1, dtM: 1, dLane: 1 };
  roadDistance(map, place(from), place(to), maxM, out);
  return out.found ? [Math.round(out.dsM * 1e6) / 1e6 + 0, out.dtM, out.dLane] : "none";
}

const turn = 5 * Math.PI;

describe("on one road", () => {
  test("it is the difference in s, t and lanes; there is no step at lane 0", () => {
    expect(between(crossing(), ["west", -1, 10], ["west", 1, 40])).toEqual([30, 3, 1]);
    expect(between(crossing(), ["west", 1, 40], ["west", -1, 10])).toEqual([-30, -3, -1]);
  });
  test("less than the limit", () => {
    expect(between(crossing(), ["west", -1, 0], ["west", -1, 30], 30.001)).toEqual([30, 0, 0]);
    expect(between(crossing(), ["west", -1, 0], ["west", -1, 30], 30)).toBe("none");
  });
});

describe("over roads", () => {
  test("ahead along increasing s", () => expect(between(crossing(), ["west", -1, 90], ["east", -1, 5])).toEqual([35, 0, 0]));
  test("behind against it", () => expect(between(crossing(), ["east", -1, 5], ["west", -1, 90])).toEqual([-35, 0, 0]));
  test("to another lane of the road the lane leads to", () =>
    expect(between(crossing(), ["west", -1, 90], ["east", 1, 5])).toEqual([35, 3, 1]));
  test("to a road that runs the other way, in the t and lanes of that road", () => {
    const [dsM] = between(crossing(), ["west", -1, 90], ["south", -1, 95]) as number[];
    expect(dsM).toBeCloseTo(10 + turn + 5, 6);
    expect((between(crossing(), ["west", -1, 90], ["south", -1, 95]) as number[]).slice(1)).toEqual([-3, -1]);
  });
  test("to the road right beyond, even where the lane does not lead into it", () => {
    expect(between(crossing(), ["west", 1, 90], ["ws", -1, 2])).toEqual([12, -3, -1]);
  });
  test("no U-turn, and none where nothing leads", () => {
    expect(between(crossing(), ["north", -1, 10], ["east", -1, 10])).toBe("none");
    expect(between(crossing(), ["west", 1, 90], ["north", -1, 10])).toBe("none");
    expect(between(crossing(), ["west", 1, 90], ["nowhere", -1, 10])).toBe("none");
  });
  test("not at or beyond the limit", () => {
    expect(between(crossing(), ["west", -1, 90], ["east", -1, 5], 35)).toBe("none");
    expect(between(crossing(), ["west", -1, 90], ["east", -1, 5], 36)).toEqual([35, 0, 0]);
  });
});

test("the shorter of two ways round, also where its border is farther", () => {
  // From the middle of a: 30 m to the start of the long road b and 95 m along it; or 70 m the other way over c and 5 m back from its end.
  const source = mapOf([
    road({
      id: "a",
      geometry: line(0, 0, 0, 60),
      sections: [section(0, [-1, -1, -1])],
      from: toRoad("c", "end"),
      to: toRoad("b", "start"),
    }),
    road({
      id: "b",
      geometry: line(60, 0, 0, 100),
      sections: [section(0, [-1, -1, -1])],
      from: toRoad("a", "end"),
      to: toRoad("c", "start"),
    }),
    road({
      id: "c",
      geometry: line(160, 0, 0, 40),
      sections: [section(0, [-1, -1, -1])],
      from: toRoad("b", "end"),
      to: toRoad("a", "start"),
    }),
  ]);
  expect(between(source, ["a", -1, 30], ["b", -1, 95])).toEqual([-75, 0, 0]);
  expect(between(source, ["a", -1, 30], ["b", -1, 50])).toEqual([80, 0, 0]);
});

test("the heap gives ways by distance, then by number, also beyond its first size", () => {
  const heap = newHeap();
  const keys = Array.from({ length: 1000 }, (_, i) => (i * 7919) % 101);
  keys.forEach((keyM, way) => pushWay(heap, way, keyM));
  const popped = keys.map(() => popWay(heap));
  const expected = keys.map((_, way) => way).sort((a, b) => keys[a]! - keys[b]! || a - b);
  expect(popped).toEqual(expected);
  expect(popWay(heap)).toBe(-1);
});
