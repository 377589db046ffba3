import { describe, expect, test } from "vitest";
import { buildMap, type RoadMap } from "../../../src/road/opendrive/map.ts";
import { junctionChoice } from "../../../src/sim/story/junction-choice.ts";
import { planStory } from "../../../src/sim/story/plan-story.ts";
import { newStory, stepStory } from "../../../src/sim/story/play.ts";
import { placeOnMap } from "../../../src/sim/story/positions.ts";
import { alongRoute, roadsOf, routeLegs, wayBetween } from "../../../src/sim/story/route.ts";
import type { PositionSpec, PrivateActionSpec, RouteSpec } from "../../../src/sim/story/spec.ts";
import type { StoryWorld } from "../../../src/sim/story/state.ts";
import { crossing } from "../../road/opendrive-links-models.ts";
import { carSpec, storySpec } from "./story-made.ts";

const map: RoadMap = buildMap(crossing());

function place(road: string, lane: number, sM: number) {
  return { road: map.roadIndex.get(road)!, lane, sM, tM: 0, offsetM: 0 };
}

function inLane(road: string, lane: number, sM: number): PositionSpec {
  return { kind: "lane", road, lane: String(lane), sM, offsetM: 0, orientation: null };
}

function routeSpec(isClosed: boolean, ...positions: readonly PositionSpec[]): RouteSpec {
  return { name: "r", isClosed, waypoints: positions.map((position) => ({ strategy: "shortest", position })) };
}

const STEP: PrivateActionSpec = {
  kind: "speed",
  dynamics: { shape: "step", dimension: "time", value: 0, followingMode: null },
  target: { kind: "absolute", valueMps: 20 },
};

/** A car from 50 m before the crossing on the west road, driven for 6 s. */
function driven(actions: readonly PrivateActionSpec[], options: { seed?: number; minorVersion?: number } = {}): StoryWorld {
  const start: PrivateActionSpec = { kind: "teleport", position: inLane("west", -1, 50) };
  const spec = { ...storySpec([carSpec("Ego")], { Ego: [start, STEP, ...actions] }), minorVersion: options.minorVersion ?? 3 };
  const world = newStory(spec, map, { dtSec: 0.1, timing: "subtick", seed: options.seed ?? 0, external: [], controllersOff: false });
  for (let i = 0; i < 60; i++) stepStory(world);
  return world;
}

function roadOf(world: StoryWorld): string {
  return map.source.roads[world.state.entities[0]!.place.road]!.id;
}

describe("the way at a junction", () => {
  test("without a route is straight on", () => expect(roadOf(driven([]))).toBe("east"));

  test("is that of an assigned route", () => {
    const north = routeSpec(false, inLane("west", -1, 10), inLane("north", -1, 50));
    expect(roadOf(driven([{ kind: "assign-route", route: north }]))).toBe("north");
    const south = routeSpec(false, inLane("west", -1, 10), inLane("south", 1, 50));
    expect(roadOf(driven([{ kind: "assign-route", route: south }]))).toBe("south");
  });

  test("leads to a position to be acquired", () => {
    expect(roadOf(driven([{ kind: "acquire-position", position: inLane("north", -1, 50) }]))).toBe("north");
  });

  test("of a later route replaces the one before", () => {
    const north = routeSpec(false, inLane("west", -1, 10), inLane("north", -1, 50));
    expect(
      roadOf(
        driven([
          { kind: "assign-route", route: north },
          { kind: "acquire-position", position: inLane("south", 1, 50) },
        ]),
      ),
    ).toBe("south");
  });

  test("of a random route is drawn by the seed: the same again, and each way for some seed", () => {
    const ends = Array.from({ length: 12 }, (_, seed) => roadOf(driven([{ kind: "random-route" }], { seed })));
    expect(new Set(ends)).toEqual(new Set(["north", "east", "south"]));
    expect(roadOf(driven([{ kind: "random-route" }], { seed: 3 }))).toBe(ends[3]);
  });

  test("is straight on too where the version of the file states none", () => {
    const ends = Array.from({ length: 12 }, (_, seed) => roadOf(driven([], { seed, minorVersion: 0 })));
    expect(new Set(ends)).toEqual(new Set(["east"]));
  });
});

test("roads that lie behind leave a route; a closed one has them again at its end", () => {
  const route = (isClosed: boolean) => {
    const spec: PrivateActionSpec = { kind: "assign-route", route: routeSpec(isClosed, inLane("west", -1, 10), inLane("west", -1, 20)) };
    const world = driven([]);
    const plan = planStory(storySpec([carSpec("Ego")], { Ego: [spec] }), map);
    const ego = world.state.entities[0]!;
    ego.route = 0;
    ego.routeRoads.push(4, 5, 6, 7);
    ego.guide.road = 6;
    junctionChoice({ ...world, plan }, 0);
    return ego.routeRoads;
  };
  expect(route(false)).toEqual([6, 7]);
  expect(route(true)).toEqual([6, 7, 4, 5]);
});

test("a position relative to another entity goes on along the own route, else along the other's, else straight", () => {
  const start: PrivateActionSpec = { kind: "teleport", position: inLane("west", -1, 50) };
  const ahead: PositionSpec = { kind: "relative-lane", entity: "Ego", dLane: 0, dsM: null, dsLaneM: 100, offsetM: 0, orientation: null };
  const to = (road: string, lane: number): PrivateActionSpec => ({
    kind: "assign-route",
    route: routeSpec(false, inLane("west", -1, 10), inLane(road, lane, 50)),
  });
  const roadOfOther = (own: readonly PrivateActionSpec[], others: readonly PrivateActionSpec[]): string => {
    const spec = storySpec([carSpec("Ego"), carSpec("Other")], { Ego: [start, ...others], Other: [...own] });
    const world = newStory(spec, map, { dtSec: 0.1, timing: "subtick", seed: 0, external: [], controllersOff: false });
    return map.source.roads[placeOnMap(world, ahead, 1).place.road]!.id;
  };
  expect(roadOfOther([], [])).toBe("east");
  expect(roadOfOther([], [to("north", -1)])).toBe("north");
  expect(roadOfOther([to("south", 1)], [to("north", -1)])).toBe("south");
});

describe("a route", () => {
  const way = routeLegs(
    map,
    [
      { place: place("west", -1, 10), strategy: "shortest" },
      { place: place("north", -1, 20), strategy: "shortest" },
    ],
    false,
    0,
  )!;

  test("is the roads from waypoint to waypoint", () => {
    expect(roadsOf(way).map((road) => map.source.roads[road]!.id)).toEqual(["west", "wn", "north"]);
  });

  test("tells places by the way along it", () => {
    const out = { road: 0, sM: 0, isForwards: true };
    alongRoute(map, way, place("west", -1, 10), 30, out);
    expect(out).toEqual({ road: map.roadIndex.get("west"), sM: 40, isForwards: true });
    alongRoute(map, way, place("west", -1, 10), 90 + way[1]!.toM + 5, out);
    expect(out).toEqual({ road: map.roadIndex.get("north"), sM: expect.closeTo(5, 9), isForwards: true });
    alongRoute(map, way, place("west", -1, 10), 1e6, out);
    expect(out).toMatchObject({ road: map.roadIndex.get("north"), sM: 100 });
  });

  test("without any way is none; lanes of the other direction stand for their road", () => {
    expect(wayBetween(map, place("west", -4, 10), place("west", -1, 30), "shortest", 0)).toBeNull();
    const back = wayBetween(map, place("west", 1, 10), place("east", 1, 20), "shortest", 0)!;
    expect(roadsOf(back).map((road) => map.source.roads[road]!.id)).toEqual(["west", "we", "east"]);
  });

  test("that cannot be driven is refused by name", () => {
    const impossible = routeSpec(false, inLane("north", -1, 50), inLane("south", 1, 10));
    expect(() => driven([{ kind: "assign-route", route: impossible }])).toThrow(/waypoints that can be driven/);
  });

  test("carries positions: a way from its first waypoint in a lane of the road there", () => {
    const route = routeSpec(false, inLane("west", -1, 10), inLane("north", -1, 50));
    const at: PositionSpec = { kind: "route", route, at: { kind: "lane", pathSM: 30, lane: "-1", offsetM: 0.5 }, orientation: null };
    const spec = storySpec([carSpec("Ego")], { Ego: [{ kind: "teleport", position: at }] });
    const world = newStory(spec, map, { dtSec: 0.1, timing: "subtick", seed: 0, external: [], controllersOff: false });
    expect(world.state.entities[0]!.place).toMatchObject({
      road: map.roadIndex.get("west"),
      lane: -1,
      sM: expect.closeTo(40, 9),
      offsetM: expect.closeTo(0.5, 9),
    });
  });
});
