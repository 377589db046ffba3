import { describe, expect, test } from "vitest";
import { findRoute, type RouteStrategy } from "../../src/road/opendrive/find-route.ts";
import { buildMap } from "../../src/road/opendrive/map.ts";
import type { OpenDriveMap } from "../../src/road/opendrive/model.ts";
import { crossing, line, mapOf, road, section, toRoad, connection, junction, toJunction } from "./opendrive-links-models.ts";

type At = readonly [road: string, lane: number, sM: number];

/** Legs as `road lane from-to`. */
function route(source: OpenDriveMap, from: At, to: At, strategy: RouteStrategy = "shortest", seed = 0): string[] | null {
  const map = buildMap(source);
  const place = ([id, lane, sM]: At) => ({ road: map.roadIndex.get(id)!, lane, sM, tM: 0, offsetM: 0 });
  const round = (x: number): number => Math.round(x * 10) / 10;
  const legs = findRoute(map, place(from), place(to), strategy, seed);
  return legs?.map((leg) => `${source.roads[leg.road]!.id} ${leg.lane} ${round(leg.fromM)}-${round(leg.toM)}`) ?? null;
}

describe("over a crossing", () => {
  test("in the direction of the traffic", () => {
    expect(route(crossing(), ["west", -1, 10], ["north", -1, 20])).toEqual(["west -1 10-100", "wn -1 0-15.7", "north -1 0-20"]);
    expect(route(crossing(), ["west", -1, 10], ["south", 1, 20])).toEqual(["west -1 10-100", "ws -1 0-15.7", "south 1 100-20"]);
    expect(route(crossing(), ["east", 1, 10], ["west", 1, 20])).toEqual(["east 1 10-0", "we 1 20-0", "west 1 100-20"]);
  });
  test("never against it", () => {
    expect(route(crossing(), ["north", -1, 10], ["west", -1, 10])).toBeNull();
    expect(route(crossing(), ["west", -1, 50], ["west", -1, 10])).toBeNull();
    expect(route(crossing(), ["west", -1, 50], ["west", 1, 10])).toBeNull();
  });
  test("on one lane", () => expect(route(crossing(), ["west", -1, 10], ["west", -1, 30])).toEqual(["west -1 10-30"]));
  test("not from nowhere", () => expect(route(crossing(), ["west", -4, 10], ["west", -1, 30])).toBeNull());
});

describe("lanes beside one another", () => {
  const source = mapOf([
    road({
      id: "a",
      geometry: line(0, 0, 0, 100),
      sections: [section(0, [-1, null, -1], [-2, null, -2]), section(60, [-1, -1, null], [-2, -2, -1])],
      to: toRoad("b", "start"),
    }),
    road({ id: "b", geometry: line(100, 0, 0, 50), sections: [section(0, [-1, -2, null])], from: toRoad("a", "end") }),
  ]);
  test("are changed where the route needs it, sections of one lane are one leg", () => {
    expect(route(source, ["a", -2, 10], ["b", -1, 5])).toEqual(["a -2 10-100", "b -1 0-5"]);
    const legs = route(source, ["a", -1, 10], ["b", -1, 5])!;
    expect(legs.at(-1)).toBe("b -1 0-5");
    expect(legs.some((leg) => leg.startsWith("a -2") && leg.endsWith("-100"))).toBe(true);
  });
  test("not between lanes of another use", () => {
    const [a, b] = source.roads;
    const sections = a!.sections.map((s) => ({ ...s, lanes: s.lanes.map((l) => (l.id === -1 ? { ...l, type: "sidewalk" } : l)) }));
    expect(route(mapOf([{ ...a!, sections }, b!]), ["a", -1, 10], ["b", -1, 5])).toBeNull();
  });
});

describe("a strategy decides", () => {
  // From `in` to `out`: over `long` (120 m, one junction road) or `short` (two junction roads of 30 m, the second slow).
  const lane = section(0, [-1, -1, -1]);
  const first = section(0, [-1, null, null]);
  const slow = { ...lane, lanes: lane.lanes.map((l) => (l.id === -1 ? { ...l, speeds: [{ sM: 0, maxMps: 2 }] } : l)) };
  const source = mapOf(
    [
      road({ id: "in", geometry: line(0, 0, 0, 10), sections: [first], to: toJunction("j") }),
      road({
        id: "long",
        geometry: line(0, 0, 0, 120),
        sections: [lane],
        from: toRoad("in", "end"),
        to: toRoad("out", "start"),
        junction: "j",
      }),
      road({
        id: "s1",
        geometry: line(0, 0, 0, 30),
        sections: [lane],
        from: toRoad("in", "end"),
        to: toRoad("s2", "start"),
        junction: "j",
      }),
      road({
        id: "s2",
        geometry: line(0, 0, 0, 30),
        sections: [slow],
        from: toRoad("s1", "end"),
        to: toRoad("out", "start"),
        junction: "k",
      }),
      road({ id: "out", geometry: line(0, 0, 0, 10), sections: [first], from: toJunction("k") }),
    ],
    [junction("j", "default", connection("in", "long", "start", [-1, -1]), connection("in", "s1", "start", [-1, -1]))],
  );
  const middle = (strategy: RouteStrategy, seed = 0): string | undefined =>
    route(source, ["in", -1, 0], ["out", -1, 5], strategy, seed)?.[1]?.split(" ")[0];
  test("by length", () => expect(middle("shortest")).toBe("s1"));
  test("by time: 120 m at 50 km/h in 8.6 s against 30 m at that and 30 m at 2 m/s", () => expect(middle("fastest")).toBe("long"));
  test("by junctions", () => expect(middle("leastIntersections")).toBe("long"));
  test("by chance, the same for the same seed", () => {
    const ways = Array.from({ length: 40 }, (_, seed) => middle("random", seed));
    expect(new Set(ways)).toEqual(new Set(["long", "s1"]));
    expect(Array.from({ length: 40 }, (_, seed) => middle("random", seed))).toEqual(ways);
  });
});

test("once round to a place behind", () => {
  const source = mapOf([
    road({
      id: "a",
      geometry: line(0, 0, 0, 60),
      sections: [section(0, [-1, -1, -1])],
      from: toRoad("b", "end"),
      to: toRoad("b", "start"),
    }),
    road({
      id: "b",
      geometry: line(60, 0, 0, 40),
      sections: [section(0, [-1, -1, -1])],
      from: toRoad("a", "end"),
      to: toRoad("a", "start"),
    }),
  ]);
  expect(route(source, ["a", -1, 50], ["a", -1, 20])).toEqual(["a -1 50-60", "b -1 0-40", "a -1 0-20"]);
});
