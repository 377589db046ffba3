import { describe, expect, test } from "vitest";
import { buildMap } from "../../../src/road/opendrive/map.ts";
import { newStory, stepStory } from "../../../src/sim/story/play.ts";
import type { PositionSpec, PrivateActionSpec } from "../../../src/sim/story/spec.ts";
import type { EntityState } from "../../../src/sim/story/state.ts";
import { line, road, section, toRoad } from "../../road/opendrive-links-models.ts";
import { mapOfRoads } from "../../road/opendrive-made.ts";
import { carSpec, inLane, storySpec } from "./story-made.ts";

// With sub-tick timing all controllers see one world: nothing depends on the order in which a file names the entities.

const rows = [-1, -2, -3];
/** Three lanes of 3 m: 200 m of road "1", then 3 km of road "2". */
const MAP = buildMap(
  mapOfRoads([
    road({
      id: "1",
      geometry: line(0, 0, 0, 200),
      sections: [section(0, ...rows.map((lane) => [lane, null, lane] as const))],
      to: toRoad("2", "start"),
    }),
    road({
      id: "2",
      geometry: line(200, 0, 0, 3000),
      sections: [section(0, ...rows.map((lane) => [lane, lane, null] as const))],
      from: toRoad("1", "end"),
    }),
  ]),
);

interface Actor {
  readonly at: PositionSpec;
  readonly speedMps: number;
  readonly controller?: string;
  readonly properties?: Readonly<Record<string, string>>;
  readonly route?: readonly PositionSpec[];
  readonly changesTo?: string;
}

function actionsOf({ at, speedMps, controller, properties = {}, route, changesTo }: Actor): PrivateActionSpec[] {
  const speed: PrivateActionSpec = {
    kind: "speed",
    dynamics: { shape: "step", dimension: "time", value: 0, followingMode: null },
    target: { kind: "absolute", valueMps: speedMps },
  };
  const actions: PrivateActionSpec[] = [{ kind: "teleport", position: at }, speed];
  if (route !== undefined) {
    const waypoints = route.map((position) => ({ strategy: "shortest", position }) as const);
    actions.push({ kind: "assign-route", route: { name: "r", isClosed: false, waypoints } });
  }
  if (changesTo !== undefined) {
    const dynamics = { shape: "sinusoidal", dimension: "time", value: 3, followingMode: null } as const;
    actions.push({ kind: "lane-change", target: { kind: "absolute", lane: changesTo }, dynamics, targetOffsetM: 0 });
  }
  if (controller === undefined) return actions;
  const values = Object.entries(properties).map(([name, value]) => ({ name, value }));
  const controllers = [{ name: controller, properties: values, types: [] }];
  return [...actions, { kind: "assign-controller", controllers, lateral: true, longitudinal: true, lighting: null, animation: null }];
}

function play(names: readonly string[], actors: Readonly<Record<string, Actor>>, seconds: number): Record<string, EntityState> {
  const privates = Object.fromEntries(names.map((name) => [name, actionsOf(actors[name]!)]));
  const spec = storySpec(
    names.map((name) => carSpec(name)),
    privates,
  );
  const world = newStory(spec, MAP, { dtSec: 0.1, timing: "subtick", seed: 1, external: [], controllersOff: false });
  for (let i = 0; i < Math.round(10 * seconds); i++) stepStory(world);
  return Object.fromEntries(names.map((name, i) => [name, world.state.entities[i]!]));
}

/** Where everybody is, with the entities in the order given, backwards, and turned by one; all the same. */
function playedInAnyOrder(actors: Readonly<Record<string, Actor>>, seconds: number): Record<string, EntityState> {
  const names = Object.keys(actors);
  const first = play(names, actors, seconds);
  for (const order of [names.toReversed(), [...names.slice(1), names[0]!]]) {
    const other = play(order, actors, seconds);
    for (const name of names) {
      const { xM, yM, hRad, speedMps, accelMps2 } = other[name]!;
      expect({ order, name, xM, yM, hRad, speedMps, accelMps2 }).toEqual({
        order,
        name,
        xM: first[name]!.xM,
        yM: first[name]!.yM,
        hRad: first[name]!.hRad,
        speedMps: first[name]!.speedMps,
        accelMps2: first[name]!.accelMps2,
      });
    }
  }
  return first;
}

const natural = (lane: number, sM: number, speedMps: number, desiredMps: number, route = 0): Actor => ({
  at: inLane(lane, sM, "2"),
  speedMps,
  controller: "NaturalDriver",
  properties: { desiredSpeed: String(desiredMps), route: String(route) },
});
const plain = (lane: number, sM: number, speedMps: number): Actor => ({ at: inLane(lane, sM, "2"), speedMps });

describe("the same in any order of the file", () => {
  test("a cruise control behind a driver who steers over the end of a road", () => {
    playedInAnyOrder(
      {
        Lead: { at: inLane(-1, 191), speedMps: 20, controller: "LoomingController" },
        Follower: { at: inLane(-1, 170), speedMps: 20, controller: "ACCController" },
      },
      2,
    );
  });

  test("a cruise control behind somebody who is made to stand at the end of a route: it sees that when it is so", () => {
    const actors = (testMode: string): Record<string, Actor> => ({
      Follower: { at: inLane(-1, 20), speedMps: 20, controller: "ACCController" },
      Lead: {
        at: inLane(-1, 60),
        speedMps: 20,
        controller: "FollowRouteController",
        properties: { testMode },
        route: [inLane(-1, 10), inLane(-1, 30, "2")],
      },
    });
    let seconds = 7;
    while (play(["Follower", "Lead"], actors("true"), seconds)["Lead"]!.speedMps > 0) seconds += 0.1;
    const standing = playedInAnyOrder(actors("true"), seconds);
    const goingOn = playedInAnyOrder(actors("false"), seconds);
    expect([standing["Lead"]!.speedMps, goingOn["Lead"]!.speedMps]).toEqual([0, 20]);
    expect(standing["Follower"]!.speedMps).toBe(goingOn["Follower"]!.speedMps);
  });

  const DRIVERS = {
    ACCController: { controller: "ACCController", properties: { mode: "override" } },
    LoomingController: { controller: "LoomingController" },
    NaturalDriver: { controller: "NaturalDriver", properties: { route: "0", laneChangeAccGain: "100" } },
    ReferenceDriver: { controller: "ALKS_R157SM_Controller", properties: { model: "ReferenceDriver" } },
    Regulation: { controller: "ALKS_R157SM_Controller", properties: { model: "Regulation" } },
    RSS: { controller: "ALKS_R157SM_Controller", properties: { model: "RSS" } },
    FSM: { controller: "ALKS_R157SM_Controller", properties: { model: "FSM" } },
  } as const;

  test.each(Object.entries(DRIVERS))("%s behind two as near, of whom one is slower", (_, driver) => {
    const beside = (offsetM: number) => ({ ...inLane(-1, 92, "2"), offsetM }) as PositionSpec;
    playedInAnyOrder(
      {
        Ego: { at: inLane(-1, 60, "2"), speedMps: 18, ...driver },
        Fast: { at: beside(0.4), speedMps: 17 },
        Slow: { at: beside(-0.4), speedMps: 10 },
      },
      0.1,
    );
  });

  test("a careful driver behind one who leaves the lane and two beyond", () => {
    playedInAnyOrder(
      {
        Ego: { at: inLane(-1, 60, "2"), speedMps: 20, ...DRIVERS.ReferenceDriver },
        Leaving: { at: inLane(-1, 80, "2"), speedMps: 19, changesTo: "-2" },
        Near: { at: inLane(-1, 95, "2"), speedMps: 19.5 },
        Far: { at: inLane(-1, 110, "2"), speedMps: 5 },
      },
      4,
    );
  });

  test("a street of drivers who change lanes for one another", () => {
    const after = playedInAnyOrder(
      {
        A: natural(-1, 100, 20, 30),
        B: natural(-2, 95, 22, 28),
        C: natural(-3, 90, 24, 32),
        D: natural(-1, 130, 15, 16),
        E: natural(-2, 140, 14, 25),
        F: natural(-3, 135, 16, 17),
        G: natural(-2, 60, 25, 33),
        H: natural(-1, 55, 25, 31),
      },
      25,
    );
    // They did change lanes.
    const lanes = Object.values(after).map(({ guide }) => guide.lane);
    expect(lanes).not.toEqual([-1, -2, -3, -1, -2, -3, -2, -1]);
  });
});

describe("two who choose the lane between them at one tick", () => {
  const slow = { S1: plain(-1, 160, 8), S3: plain(-3, 160, 8) };

  test("who is further ahead has it, the other waits", () => {
    const ahead = natural(-1, 100, 20, 25, -2);
    const behind = natural(-3, 96, 20, 25, -2);
    const { Ahead, Behind } = playedInAnyOrder({ ...slow, Behind: behind, Ahead: ahead }, 0.5);
    expect([Ahead!.guide.lane, Behind!.guide.lane]).toEqual([-2, -3]);
  });

  test("of two abreast who comes from the right", () => {
    const { Left, Right } = playedInAnyOrder({ ...slow, Left: natural(-1, 100, 20, 25, -2), Right: natural(-3, 100, 20, 25, -2) }, 0.5);
    expect([Left!.guide.lane, Right!.guide.lane]).toEqual([-1, -2]);
  });

  test("who would be in nobody's way changes too", () => {
    const { Ahead, Behind } = playedInAnyOrder(
      { S1: plain(-1, 330, 8), S3: plain(-3, 160, 8), Behind: natural(-3, 100, 20, 25, -2), Ahead: natural(-1, 250, 20, 25, -2) },
      0.5,
    );
    expect([Ahead!.guide.lane, Behind!.guide.lane]).toEqual([-2, -2]);
  });
});
