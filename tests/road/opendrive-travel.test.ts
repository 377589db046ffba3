import { describe, expect, test } from "vitest";
import { buildMap, type RoadMap } from "../../src/road/opendrive/map.ts";
import type { OpenDriveMap } from "../../src/road/opendrive/model.ts";
import { emptyTravelled, type JunctionChoice, travel } from "../../src/road/opendrive/travel.ts";
import { arc, crossing, line, mapOf, road, section, toRoad } from "./opendrive-links-models.ts";

interface From {
  readonly road: string;
  readonly lane: number;
  readonly sM: number;
  readonly offsetM?: number;
}

function go(
  source: OpenDriveMap,
  from: From,
  isAgainst: boolean,
  dsM: number,
  choose: JunctionChoice = { kind: "straight" },
  along: "reference" | "lane" = "reference",
): unknown {
  const map: RoadMap = buildMap(source);
  const out = emptyTravelled();
  const place = { road: map.roadIndex.get(from.road)!, lane: from.lane, sM: from.sM, tM: 0, offsetM: from.offsetM ?? 0 };
  const end = travel(map, place, isAgainst, dsM, choose, out, along);
  const { place: to } = out;
  const name = source.roads[to.road]!.id;
  const round = (x: number): number => Math.round(x * 1e6) / 1e6 + 0;
  return {
    end,
    to: `${name} ${to.lane}${out.isAgainst ? "<" : ">"}`,
    sM: round(to.sM),
    tM: round(to.tM),
    offsetM: round(to.offsetM),
    by: out.roads.map((r) => source.roads[r]!.id).join(" "),
    leftM: round(out.leftM),
  };
}

describe("along a road", () => {
  const source = mapOf([road({ id: "a", geometry: line(0, 0, 0, 100), sections: [section(0, [1, null, null], [-1, null, null])] })]);
  test("s grows by the way, the offset stays", () => {
    expect(go(source, { road: "a", lane: -1, sM: 10, offsetM: 0.5 }, false, 30)).toEqual({
      end: "ok",
      to: "a -1>",
      sM: 40,
      tM: -1,
      offsetM: 0.5,
      by: "a",
      leftM: 0,
    });
  });
  test("against the road s falls; a negative way goes backwards and keeps the direction it faces", () => {
    expect(go(source, { road: "a", lane: 1, sM: 50 }, true, 20)).toMatchObject({ to: "a 1<", sM: 30 });
    expect(go(source, { road: "a", lane: 1, sM: 50 }, true, -20)).toMatchObject({ to: "a 1<", sM: 70 });
  });
  test("at the end of the road it stops and says what is left", () => {
    expect(go(source, { road: "a", lane: -1, sM: 90 }, false, 30)).toMatchObject({ end: "end-of-road", sM: 100, tM: -1.5, leftM: 20 });
    expect(go(source, { road: "a", lane: -1, sM: 90 }, false, 10)).toMatchObject({ end: "ok", sM: 100, leftM: 0 });
  });
});

describe("over a border", () => {
  const source = mapOf([
    road({ id: "a", geometry: line(0, 0, 0, 50), sections: [section(0, [-1, null, 1])], to: toRoad("b", "end") }),
    road({ id: "b", geometry: line(100, 0, Math.PI, 50), sections: [section(0, [1, null, -1])], to: toRoad("a", "end") }),
  ]);
  test("from end to end s falls, and t and offset change sides", () => {
    expect(go(source, { road: "a", lane: -1, sM: 40, offsetM: 0.5 }, false, 30)).toEqual({
      end: "ok",
      to: "b 1<",
      sM: 30,
      tM: 1,
      offsetM: -0.5,
      by: "a b",
      leftM: 0,
    });
  });
  test("there and back again is where it began", () => {
    expect(go(source, { road: "b", lane: 1, sM: 30, offsetM: -0.5 }, true, -30)).toMatchObject({ to: "a -1>", sM: 40, offsetM: 0.5 });
  });
});

describe("a lane that ends inside its road", () => {
  const source = mapOf([
    road({ id: "a", geometry: line(0, 0, 0, 100), sections: [section(0, [-1, null, -1], [-2, null, null]), section(50, [-1, -1, null])] }),
  ]);
  test("is left for the one that lies at its t", () => {
    expect(go(source, { road: "a", lane: -2, sM: 40, offsetM: 1.5 + 0.2 }, false, 20)).toMatchObject({
      to: "a -1>",
      sM: 60,
      tM: -2.8,
      offsetM: -1.3,
    });
  });
  test("where none lies there the way ends", () => {
    expect(go(source, { road: "a", lane: -2, sM: 40 }, false, 20)).toMatchObject({
      end: "end-of-road",
      to: "a -2>",
      sM: 50,
      tM: -4.5,
      leftM: 10,
    });
  });
});

describe("at a junction", () => {
  const from: From = { road: "west", lane: -1, sM: 90 };
  test("straight on by default", () =>
    expect(go(crossing(), from, false, 50)).toMatchObject({ to: "east -1>", sM: 20, by: "west we east" }));
  test("to the left where two turn alike, whichever comes first in the table", () => {
    const source = crossing();
    const [x] = source.junctions;
    for (const order of [
      ["wn", "ws"],
      ["ws", "wn"],
    ]) {
      const connections = order.map((id) => x!.connections.find((c) => c.connectingRoad === id)!);
      expect(
        go({ ...source, roads: source.roads.filter(({ id }) => id !== "we"), junctions: [{ ...x!, connections }] }, from, false, 12),
      ).toMatchObject({
        by: "west wn",
      });
    }
  });
  test("by the nearest angle", () => {
    const left = go(crossing(), from, false, 10 + 5 * Math.PI + 1, { kind: "angle", rad: 1.3 });
    expect(left).toMatchObject({ to: "north -1>", sM: 1 });
    const right = go(crossing(), from, false, 10 + 5 * Math.PI + 1, { kind: "angle", rad: -2 });
    expect(right).toMatchObject({ to: "south 1<", sM: 99 });
  });
  test.each([
    [0, "wn"],
    [0.34, "we"],
    [0.999, "ws"],
    [1, "ws"],
  ])("by the number %f", (value, by) => {
    expect(go(crossing(), from, false, 12, { kind: "seeded", value })).toMatchObject({ by: `west ${by}` });
  });
  test("by a route, with and without the roads in the junction; straight on where it does not help", () => {
    const source = crossing();
    const index = (id: string): number => source.roads.findIndex((r) => r.id === id);
    const by = (...ids: string[]): JunctionChoice => ({ kind: "route", roads: ids.map(index) });
    expect(go(source, from, false, 12, by("west", "south"))).toMatchObject({ by: "west ws" });
    expect(go(source, from, false, 12, by("west", "wn", "north"))).toMatchObject({ by: "west wn" });
    expect(go(source, from, false, 12, by("north", "west"))).toMatchObject({ by: "west we" });
  });
});

describe("along the lane in a curve", () => {
  // To the left at 20 m: the right lane's centre turns at 21.5 m, the left lane's at 18.5 m.
  const source = mapOf([road({ id: "a", geometry: arc(0, 0, 0, 60, 0.05), sections: [section(0, [1, null, null], [-1, null, null])] })]);
  test("the outer lane is longer than its s, the inner one shorter", () => {
    expect(go(source, { road: "a", lane: -1, sM: 0 }, false, 21.5, { kind: "straight" }, "lane")).toMatchObject({ end: "ok", sM: 20 });
    expect(go(source, { road: "a", lane: 1, sM: 40 }, true, 18.5, { kind: "straight" }, "lane")).toMatchObject({ end: "ok", sM: 20 });
  });
  test("what is left at the end counts along the lane", () => {
    expect(go(source, { road: "a", lane: -1, sM: 40 }, false, 30, { kind: "straight" }, "lane")).toMatchObject({
      end: "end-of-road",
      sM: 60,
      leftM: 8.5,
    });
  });
});

test("roads without length in a circle end the way", () => {
  const source = mapOf([
    road({ id: "a", geometry: line(0, 0, 0, 0), sections: [section(0, [-1, -1, -1])], from: toRoad("a", "end"), to: toRoad("a", "start") }),
  ]);
  expect(go(source, { road: "a", lane: -1, sM: 0 }, false, 1)).toMatchObject({ end: "end-of-road", leftM: 1 });
});
