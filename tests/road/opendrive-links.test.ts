import { describe, expect, test } from "vitest";
import { slotOf } from "../../src/road/opendrive/lane-graph.ts";
import { buildMap, graphOf } from "../../src/road/opendrive/map.ts";
import type { OpenDriveMap } from "../../src/road/opendrive/model.ts";
import { connection, crossing, junction, line, mapOf, road, section, toJunction, toRoad } from "./opendrive-links-models.ts";

/**
 * The lanes of the graph into which a lane goes on when it is left at its end (`isForwards`) or at its start: `road/section/lane` with > along
 * increasing s and < against it.
 */
function after(source: OpenDriveMap, id: string, ofSection: number, lane: number, isForwards: boolean): string[] {
  const map = buildMap(source);
  const graph = graphOf(map);
  const slot = slotOf(graph, map.roadIndex.get(id)!, ofSection, lane);
  if (slot < 0) return [];
  const way = 2 * slot + (isForwards ? 0 : 1);
  return Array.from(graph.next.subarray(graph.nextStart[way]!, graph.nextStart[way + 1]!), (next) => {
    const section = graph.slotSection[next >> 1]!;
    const onRoad = graph.sectionRoad[section]!;
    const inRoad = section - graph.sectionStart[onRoad]!;
    return `${source.roads[onRoad]!.id}/${inRoad}/${graph.slotLane[next >> 1]!}${(next & 1) === 0 ? ">" : "<"}`;
  });
}

describe("within a road", () => {
  const source = mapOf([
    road({
      id: "a",
      geometry: line(0, 0, 0, 100),
      sections: [section(0, [-1, null, -1], [-2, null, null]), section(40, [-1, -1, null], [-2, -1, null])],
    }),
  ]);
  test("a lane goes on where it says, and where another says that it comes from it", () => {
    expect(after(source, "a", 0, -1, true)).toEqual(["a/1/-1>", "a/1/-2>"]);
  });
  test("the other way too", () => {
    expect(after(source, "a", 1, -1, false)).toEqual(["a/0/-1<"]);
    expect(after(source, "a", 1, -2, false)).toEqual(["a/0/-1<"]);
  });
  test("a lane without links ends", () => {
    expect(after(source, "a", 0, -2, true)).toEqual([]);
    expect(after(source, "a", 0, -7, true)).toEqual([]);
    expect(after(source, "a", 1, -1, true)).toEqual([]);
  });
  test("a lane that names several goes on into each", () => {
    const [a] = source.roads;
    const [first, second] = a!.sections;
    const lanes = first!.lanes.map((l) => (l.id === -2 ? { ...l, successor: -2, furtherSuccessors: [-1] } : l));
    const splits = mapOf([{ ...a!, sections: [{ ...first!, lanes }, second!] }]);
    expect(after(splits, "a", 0, -2, true)).toEqual(["a/1/-2>", "a/1/-1>"]);
    expect(after(splits, "a", 1, -2, false)).toEqual(["a/0/-1<", "a/0/-2<"]);
  });
  test("lane 0 goes on as lane 0", () => {
    expect(after(source, "a", 0, 0, true)).toEqual(["a/1/0>"]);
  });
});

describe("from road to road", () => {
  test("end to start keeps the direction", () => {
    const source = mapOf([
      road({ id: "a", geometry: line(0, 0, 0, 10), sections: [section(0, [-1, null, -2])], to: toRoad("b", "start") }),
      road({ id: "b", geometry: line(10, 0, 0, 10), sections: [section(0, [-1, null, null], [-2, -1, null])], from: toRoad("a", "end") }),
    ]);
    expect(after(source, "a", 0, -1, true)).toEqual(["b/0/-2>"]);
    expect(after(source, "b", 0, -2, false)).toEqual(["a/0/-1<"]);
    expect(after(source, "b", 0, -1, false)).toEqual([]);
  });
  test("end to end turns it, and the side of the lane", () => {
    const source = mapOf([
      road({ id: "a", geometry: line(0, 0, 0, 10), sections: [section(0, [-1, null, 1])], to: toRoad("b", "end") }),
      road({ id: "b", geometry: line(20, 0, Math.PI, 10), sections: [section(0, [1, null, -1])], to: toRoad("a", "end") }),
    ]);
    expect(after(source, "a", 0, -1, true)).toEqual(["b/0/1<"]);
    expect(after(source, "b", 0, 1, true)).toEqual(["a/0/-1<"]);
  });
  test("a link to a road or lane that is not there leads nowhere", () => {
    const source = mapOf([
      road({
        id: "a",
        geometry: line(0, 0, 0, 10),
        sections: [section(0, [-1, 5, -1])],
        from: toRoad("a", "end"),
        to: toRoad("gone", "start"),
      }),
    ]);
    expect(after(source, "a", 0, -1, true)).toEqual([]);
    expect(after(source, "a", 0, -1, false)).toEqual([]);
  });
});

describe("over a junction", () => {
  test("the table's links in their order", () => {
    expect(after(crossing(), "west", 0, -1, true)).toEqual(["wn/0/-1>", "we/0/-1>", "ws/0/-1>"]);
  });
  test("against the traffic too, by the lanes of the connecting roads", () => {
    expect(after(crossing(), "north", 0, -1, false)).toEqual(["wn/0/-1<"]);
    expect(after(crossing(), "south", 0, 1, true)).toEqual(["ws/0/-1<"]);
    expect(after(crossing(), "west", 0, 1, true)).toEqual(["we/0/1>"]);
  });
  test("out of a connecting road", () => {
    expect(after(crossing(), "ws", 0, -1, true)).toEqual(["south/0/1<"]);
    expect(after(crossing(), "we", 0, 1, false)).toEqual(["west/0/1<"]);
  });
  test("a table that names a lane the connecting road does not have is not followed", () => {
    const source = crossing();
    const wrong = { ...source, junctions: [junction("x", "default", connection("east", "wn", "start", [1, -3]))] };
    expect(after(wrong, "east", 0, 1, false)).toEqual([]);
  });
});

describe("a direct junction", () => {
  const source = mapOf(
    [
      road({ id: "m", geometry: line(0, 0, 0, 50), sections: [section(0, [-1, null, null], [-2, null, null])], to: toJunction("d") }),
      road({ id: "on", geometry: line(50, 0, 0, 50), sections: [section(0, [-1, null, null])], from: toJunction("d") }),
      road({ id: "off", geometry: line(50, -3, 0, 50), sections: [section(0, [-1, null, null])], from: toJunction("d") }),
    ],
    [junction("d", "direct", connection("m", "on", "start", [-1, -1]), connection("m", "off", "start", [-2, -1]))],
  );
  test("joins the roads themselves", () => {
    expect(after(source, "m", 0, -1, true)).toEqual(["on/0/-1>"]);
    expect(after(source, "m", 0, -2, true)).toEqual(["off/0/-1>"]);
  });
  test("in both directions", () => {
    expect(after(source, "off", 0, -1, false)).toEqual(["m/0/-2<"]);
  });
});

test("a road that ends in the middle of another one leads there", () => {
  const source = mapOf([
    road({ id: "main", geometry: line(0, 0, 0, 100), sections: [section(0, [-1, null, -1]), section(50, [-1, -1, null])] }),
    road({
      id: "in",
      geometry: line(0, -20, 0, 30),
      sections: [section(0, [-1, null, -1])],
      to: { kind: "road-at", id: "main", atSM: 60, direction: "+" },
    }),
  ]);
  expect(after(source, "in", 0, -1, true)).toEqual(["main/1/-1>"]);
});
