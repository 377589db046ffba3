import { describe, expect, test } from "vitest";
import { buildMap } from "../../../src/road/opendrive/map.ts";
import { lanesOfWay } from "../../../src/sim/story/drivers/lanes-of-way.ts";
import { newStory, stepStory } from "../../../src/sim/story/play.ts";
import type { ControllerSpec, PositionSpec, PrivateActionSpec } from "../../../src/sim/story/spec.ts";
import type { StoryWorld } from "../../../src/sim/story/state.ts";
import { line, road, section, toRoad } from "../../road/opendrive-links-models.ts";
import { mapOfRoads } from "../../road/opendrive-made.ts";
import { carSpec, speedAtOnce, storySpec } from "./story-made.ts";

/** 300 m with two lanes, of which the right one goes on for another 300 m, as lane -1; the left one ends. */
const MAP = buildMap(
  mapOfRoads([
    road({
      id: "1",
      geometry: line(0, 0, 0, 300),
      sections: [section(0, [-1, null, null], [-2, null, -1])],
      to: toRoad("2", "start"),
    }),
    road({
      id: "2",
      geometry: line(300, -3, 0, 300),
      sections: [section(0, [-1, -2, null])],
      from: toRoad("1", "end"),
    }),
  ]),
);

const inLane = (name: string, lane: number, sM: number): PositionSpec => ({
  kind: "lane",
  road: name,
  lane: String(lane),
  sM,
  offsetM: 0,
  orientation: null,
});
const to = (...positions: readonly PositionSpec[]): PrivateActionSpec => ({
  kind: "assign-route",
  route: { name: "r", isClosed: false, waypoints: positions.map((position) => ({ strategy: "shortest", position })) },
});
const ACTIVE: PrivateActionSpec = {
  kind: "activate-controller",
  controller: null,
  lateral: true,
  longitudinal: true,
  lighting: null,
  animation: null,
};

function play(
  seconds: number,
  properties: Readonly<Record<string, string>>,
  route: PrivateActionSpec,
  other: PositionSpec | null,
): StoryWorld {
  const controller: ControllerSpec = {
    name: "FollowRouteController",
    properties: Object.entries(properties).map(([name, value]) => ({ name, value })),
    types: [],
  };
  const spec = storySpec([carSpec("Ego", { controllers: [controller] }), carSpec("Other")], {
    Ego: [{ kind: "teleport", position: inLane("1", -1, 10) }, speedAtOnce(20), ACTIVE, route],
    Other: other === null ? [] : [{ kind: "teleport", position: other }, speedAtOnce(16)],
  });
  const world = newStory(spec, MAP, { dtSec: 0.05, timing: "subtick", seed: 0, external: [], controllersOff: false });
  for (let i = 0; i < seconds / 0.05; i++) stepStory(world);
  return world;
}

const ROUTE = to(inLane("1", -1, 10), inLane("2", -1, 100));

describe("the lanes of a way", () => {
  test("are changed on the first road from which the goal is come to without another change", () => {
    const at = (index: number, lane: number, sM: number) => ({ road: index, lane, sM, tM: 0, offsetM: 0 });
    const leg = (index: number, lane: number, fromM: number, toM: number) => ({ road: index, lane, isForwards: true, fromM, toM });
    // Whatever the search has as the lane of the change: the right one, looked at in its middle or where the way begins.
    const goal = at(1, -1, 100);
    expect(lanesOfWay(MAP, [leg(0, -1, 10, 290), leg(0, -2, 290, 300), leg(1, -1, 0, 100)], goal)).toEqual([
      { road: 0, lane: -2, sM: 10 },
      { road: 1, lane: -1, sM: 100 },
    ]);
  });
});

describe("the controller", () => {
  test("changes to the lane from which the route goes on, in the time it is given", () => {
    // The route is seen in the tick after it is assigned, 0.05 s; half of the change lies behind 2 s later.
    expect(play(2.05, { laneChangeTime: "4" }, ROUTE, null).state.entities[0]!.yM).toBeCloseTo(-3, 1);
    const there = play(4.2, { laneChangeTime: "4" }, ROUTE, null).state.entities[0]!;
    expect(there.yM).toBeCloseTo(-4.5, 9);
    expect(there.place.lane).toBe(-2);
  });

  test("waits while somebody in the other lane is nearer than it may be, unless it does not look", () => {
    const beside = inLane("1", -2, 14);
    const waiting = play(1, {}, ROUTE, beside).state.entities[0]!;
    expect(waiting.yM).toBeCloseTo(-1.5, 9);
    // 4 m behind, 4 m/s faster: it is 9.54 m ahead (10 m apart, 3 m beside) after 3.4 s.
    expect(play(3.3, {}, ROUTE, beside).state.entities[0]!.guide.lane).toBe(-1);
    expect(play(3.6, {}, ROUTE, beside).state.entities[0]!.guide.lane).toBe(-2);
    expect(play(1, { minDistForCollision: "0" }, ROUTE, beside).state.entities[0]!.guide.lane).toBe(-2);
  });

  test("goes on beyond the end of the route, or stands there where it is to", () => {
    expect(play(25, {}, ROUTE, null).state.entities[0]!.xM).toBeGreaterThan(480);
    const { xM, speedMps } = play(25, { testMode: "true" }, ROUTE, null).state.entities[0]!;
    expect(speedMps).toBe(0);
    // 400 m, found passed at a tick and left at the next.
    expect(xM).toBeGreaterThan(400);
    expect(xM).toBeLessThan(402.1);
  });

  test("without a way it leaves the entity to the default controller, or stands", () => {
    const nowhere = to(inLane("1", -1, 10));
    expect(play(5, {}, nowhere, null).state.entities[0]!.xM).toBeCloseTo(110, 6);
    expect(play(5, { testMode: "true" }, nowhere, null).state.entities[0]!.xM).toBeLessThan(13);
  });
});
