import { describe, expect, test } from "vitest";
import type { OpenDriveMap } from "../../../src/road/opendrive/model.ts";
import { entityTest } from "../../../src/sim/story/entity-tests.ts";
import { newReading } from "../../../src/sim/story/reading.ts";
import type { DistanceKind, EntityTestSpec, MeasureSpec, PositionSpec, PrivateActionSpec } from "../../../src/sim/story/spec.ts";
import type { EntityState, StoryWorld } from "../../../src/sim/story/state.ts";
import { arcOf, laneOf, lineOf, mapOfRoads, roadOf, sectionOf } from "../../road/opendrive-made.ts";
import { entityTestOf, when } from "./board-story.ts";
import { newStory } from "../../../src/sim/story/play.ts";
import { carOf, put, storyOf, worldOf } from "./motion-world.ts";

/** Boxes of 5 m x 2 m, their centre 1.4 m ahead of the origin. */
const CARS = [carOf("ego"), carOf("other"), carOf("third", { kind: "pedestrian" })];
const LANES = [sectionOf(0, [laneOf(2, 3), laneOf(1, 3), laneOf(-1, 3), laneOf(-2, 3)])];
const STRAIGHT = mapOfRoads([roadOf([lineOf(500)], { sections: LANES })]);
/** To the left, of 100 m. */
const CURVE = mapOfRoads([roadOf([arcOf(300, 0.01)], { sections: LANES })]);

function lane(laneId: string, sM: number, offsetM = 0): PositionSpec {
  return { kind: "lane", road: "1", lane: laneId, sM, offsetM, orientation: null };
}

function at(xM: number, yM: number, hRad = 0): PositionSpec {
  return { kind: "world", xM, yM, zM: null, hRad, pRad: null, rRad: null };
}

function measureOf(distance: DistanceKind, coordinates: MeasureSpec["coordinates"] = "entity", isFreespace = false): MeasureSpec {
  return { distance, coordinates, isFreespace, routing: "undefined" };
}

/** A world with one condition, of the ego by any, and who stands where at which speed. */
function worldWith(
  condition: EntityTestSpec,
  places: readonly [PositionSpec, number][],
  map: OpenDriveMap | null = null,
  entities = ["ego"],
  rule: "all" | "any" = "any",
): StoryWorld {
  const stop = when(entityTestOf(condition, {}, entities, rule));
  const world = worldOf(map, { entities: CARS, stop });
  for (const [i, [position, speedMps]] of places.entries()) put(world, i, position, speedMps);
  return world;
}

function evaluate(world: StoryWorld, nowSec = 0): { holds: boolean; measured: number; triggering: number[] } {
  const planned = world.plan.conditions[0]!;
  const reading = newReading();
  const triggering: number[] = [];
  const { test: condition } = planned.spec;
  if (condition.by !== "entity") throw new Error("a condition by entity");
  return { holds: entityTest(world, planned, condition, triggering, nowSec, reading), measured: reading.measuredValue, triggering };
}

function measured(condition: EntityTestSpec, places: readonly [PositionSpec, number][], map: OpenDriveMap | null = null): number {
  return evaluate(worldWith(condition, places, map)).measured;
}

function ego(world: StoryWorld): EntityState {
  return world.state.entities[0]!;
}

describe("distances", () => {
  const to = (measure: MeasureSpec): EntityTestSpec => ({
    kind: "relative-distance",
    entity: "other",
    rule: "lessThan",
    valueM: 0,
    measure,
  });
  const beside: [PositionSpec, number][] = [
    [at(0, 0), 10],
    [at(30, 40), 10],
  ];

  test.each([
    [measureOf("euclidianDistance"), 50],
    [measureOf("longitudinal"), 30],
    [measureOf("lateral"), 40],
    // Corners: 30 - 5 along, 40 - 2 across.
    [measureOf("euclidianDistance", "entity", true), Math.hypot(25, 38)],
    [measureOf("longitudinal", "entity", true), 25],
    [measureOf("lateral", "entity", true), 38],
  ])("%o between parallel cars", (measure, expected) => {
    expect(measured(to(measure), beside)).toBeCloseTo(expected, 9);
  });

  test("along the axes of the one who measures, or of the world", () => {
    const turned: [PositionSpec, number][] = [
      [at(0, 0, Math.PI / 2), 10],
      [at(30, 40), 10],
    ];
    expect(measured(to(measureOf("longitudinal")), turned)).toBeCloseTo(40, 9);
    expect(measured(to(measureOf("longitudinal", "world")), turned)).toBeCloseTo(30, 9);
    // The other's box lies across: 40 - 1.4 - 2.5 of the own front, -1 of its half width.
    expect(measured(to(measureOf("longitudinal", "entity", true)), turned)).toBeCloseTo(40 - 3.9 - 1, 9);
  });

  test("boxes that overlap along an axis are at distance 0 along it", () => {
    expect(
      measured(to(measureOf("longitudinal", "entity", true)), [
        [at(0, 0), 0],
        [at(3, 9), 0],
      ]),
    ).toBe(0);
  });

  test("along a road it is the difference in s, along the lane the way of its centre line", () => {
    const places: [PositionSpec, number][] = [
      [lane("-2", 50), 10],
      [lane("-1", 150), 10],
    ];
    expect(measured(to(measureOf("longitudinal", "road")), places, CURVE)).toBeCloseTo(100, 9);
    // The lane's centre is 4.5 m outside of the reference line: 100 m of 100 m radius are one rad.
    expect(measured(to(measureOf("longitudinal", "lane")), places, CURVE)).toBeCloseTo(104.5, 6);
    expect(measured(to(measureOf("lateral", "road")), places, CURVE)).toBeCloseTo(3, 9);
    expect(measured(to(measureOf("longitudinal", "road", true)), places, CURVE)).toBeCloseTo(95, 9);
    expect(measured(to(measureOf("lateral", "road", true)), places, CURVE)).toBeCloseTo(1, 9);
  });

  test("two who face one another: the boxes' centres lie between the origins", () => {
    const places: [PositionSpec, number][] = [
      [lane("-1", 50), 10],
      [lane("1", 150), 10],
    ];
    expect(measured(to(measureOf("longitudinal", "road", true)), places, STRAIGHT)).toBeCloseTo(100 - 2 * 3.9, 9);
  });

  test("to a position", () => {
    const position = at(10, 0);
    const condition: EntityTestSpec = {
      kind: "distance",
      position,
      rule: "lessThan",
      valueM: 0,
      measure: measureOf("euclidianDistance", "entity", true),
    };
    expect(measured(condition, [[at(0, 0), 0]])).toBeCloseTo(10 - 3.9, 9);
    const reach: EntityTestSpec = { kind: "reach-position", position, toleranceM: 2 };
    expect(evaluate(worldWith(reach, [[at(8.1, 0), 0]])).holds).toBe(true);
    expect(evaluate(worldWith(reach, [[at(7.9, 0), 0]])).holds).toBe(false);
  });

  test("a position that was passed between two ticks was reached, at the instant of coming within the tolerance; with timing by ticks it was not", () => {
    const reach: EntityTestSpec = { kind: "reach-position", position: at(10, 0.6), toleranceM: 1 };
    const passed = (xM: number, timing: "subtick" | "tick"): { holds: boolean; sinceSec: number } => {
      const world = worldOf(null, { entities: CARS, stop: when(entityTestOf(reach)) }, { timing });
      put(world, 0, at(xM, 0), 50);
      ego(world).vxMps = 50;
      const reading = newReading();
      const planned = world.plan.conditions[0]!;
      const holds = planned.spec.test.by === "entity" && entityTest(world, planned, planned.spec.test, [], 3, reading);
      return { holds, sinceSec: reading.sinceSec };
    };
    // 5 m a tick; the circle begins 0.8 m before x = 10 on the way, which was 3.8 m ago.
    expect(passed(13, "subtick").holds).toBe(true);
    expect(passed(13, "subtick").sinceSec).toBeCloseTo(3 - 3.8 / 50, 9);
    expect(passed(13, "tick").holds).toBe(false);
    expect(passed(8, "subtick").holds).toBe(false);
    expect(passed(15, "subtick").holds).toBe(false);
  });

  test("a position on a trajectory is found once where it is the same at all times, else where it is now", () => {
    const reach = (start: PositionSpec, lengthM: number): EntityTestSpec => {
      const controlPoints = Array.from({ length: 3000 }, (_, i) => ({
        position: i === 0 ? start : at((i * lengthM) / 2999, 0),
        weight: 1,
        timeSec: null,
      }));
      const knots = [0, 0, 0, ...Array.from({ length: 2996 }, (_, i) => i + 1), 2997, 2997, 2997, 2997];
      const shape = { kind: "nurbs", order: 4, knots: [0, ...knots], controlPoints } as const;
      const trajectory = { name: "t", isClosed: false, shape };
      return { kind: "reach-position", position: { kind: "trajectory", trajectory, sM: 0, tM: 0, orientation: null }, toleranceM: 0.5 };
    };
    const fixed = worldWith(reach(at(0, 0), 100), [[at(0, 0.4), 0]]);
    // Laid anew each time this takes minutes.
    for (let tick = 0; tick < 500; tick++) expect(evaluate(fixed).holds).toBe(true);
    const toOther: PositionSpec = { kind: "relative-object", entity: "other", dxM: 0, dyM: 0, dzM: 0, orientation: null };
    const moving = worldWith(reach(toOther, 100), [
      [at(0, 0), 0],
      [at(0, 0), 0],
    ]);
    expect(evaluate(moving).holds).toBe(true);
    put(moving, 1, at(5, 5), 0);
    expect(evaluate(moving).holds).toBe(false);
  });

  test("without a road there is no distance along it", () => {
    const isNear: EntityTestSpec = {
      kind: "relative-distance",
      entity: "other",
      rule: "lessThan",
      valueM: 1e9,
      measure: measureOf("longitudinal", "road"),
    };
    expect(evaluate(worldWith(isNear, beside)).holds).toBe(false);
  });

  test("along the trajectory that the one who measures follows; there is none for who follows none", () => {
    // 10 m along x, then 10 m along y; the other one is beside the second leg, 5 m along it and 2 m to the right.
    const vertices = [at(0, 0), at(10, 0), at(10, 10)].map((position) => ({ position, timeSec: null }));
    const follow: PrivateActionSpec = {
      kind: "follow-trajectory",
      trajectory: { name: "t", isClosed: false, shape: { kind: "polyline", vertices } },
      timing: null,
      followingMode: "position",
      initialDistanceOffsetM: 0,
    };
    const measuredBy = (measure: MeasureSpec, actions: readonly PrivateActionSpec[]) => {
      const stop = when(entityTestOf(to(measure), {}, ["ego"]));
      const privates = [{ entity: "ego", actions: [{ kind: "teleport", position: at(0, 0) } as const, ...actions] }];
      const spec = storyOf({ entities: CARS, stop, init: { global: [], privates } });
      const world = newStory(spec, null, { dtSec: 0.1, timing: "subtick", seed: 0, external: [], controllersOff: false });
      put(world, 1, at(12, 5, Math.PI / 2), 0);
      return evaluate(world).measured;
    };
    expect(measuredBy(measureOf("longitudinal", "trajectory"), [follow])).toBeCloseTo(15, 6);
    expect(measuredBy(measureOf("lateral", "trajectory"), [follow])).toBeCloseTo(2, 6);
    // Both boxes are 5 m long, their centres 1.4 m ahead.
    expect(measuredBy(measureOf("longitudinal", "trajectory", true), [follow])).toBeCloseTo(10, 6);
    expect(measuredBy(measureOf("longitudinal", "trajectory"), [])).toBeNaN();
  });
});

describe("time headway and time to collision", () => {
  const headway = (measure: MeasureSpec): EntityTestSpec => ({
    kind: "time-headway",
    entity: "other",
    rule: "lessThan",
    valueSec: 99,
    measure,
  });
  const collision = (measure: MeasureSpec): EntityTestSpec => ({
    kind: "time-to-collision",
    target: { entity: "other" },
    rule: "lessThan",
    valueSec: 99,
    measure,
  });
  const along = measureOf("longitudinal");

  test("way over the own speed, way over the speed at which it closes", () => {
    const places: [PositionSpec, number][] = [
      [at(0, 0), 20],
      [at(60, 0), 15],
    ];
    expect(measured(headway(along), places)).toBeCloseTo(3, 9);
    expect(measured(collision(along), places)).toBeCloseTo(12, 9);
    expect(measured(collision(measureOf("longitudinal", "entity", true)), places)).toBeCloseTo(11, 9);
  });

  test("neither to what is behind, nor while it goes away, nor for one who stands", () => {
    const behind: [PositionSpec, number][] = [
      [at(0, 0), 20],
      [at(-60, 0), 25],
    ];
    expect(evaluate(worldWith(headway(along), behind)).holds).toBe(false);
    expect(evaluate(worldWith(collision(along), behind)).holds).toBe(false);
    expect(
      evaluate(
        worldWith(collision(along), [
          [at(0, 0), 20],
          [at(60, 0), 25],
        ]),
      ).holds,
    ).toBe(false);
    expect(
      evaluate(
        worldWith(headway(along), [
          [at(0, 0), 0],
          [at(60, 0), 25],
        ]),
      ).holds,
    ).toBe(false);
  });

  test("oncoming traffic in the next lane is collided with in road coordinates, not in lane coordinates", () => {
    const places: [PositionSpec, number][] = [
      [lane("-1", 50), 20],
      [lane("1", 150), 30],
    ];
    expect(measured(collision(measureOf("longitudinal", "road")), places, STRAIGHT)).toBeCloseTo(2, 9);
    expect(evaluate(worldWith(collision(measureOf("longitudinal", "lane")), places, STRAIGHT)).holds).toBe(false);
    const ahead: [PositionSpec, number][] = [places[0]!, [lane("-1", 150), 10]];
    expect(measured(collision(measureOf("longitudinal", "lane")), ahead, STRAIGHT)).toBeCloseTo(10, 9);
  });

  test("headway by the distance between the boxes counts the whole speed, wherever the other is", () => {
    expect(
      measured(headway(measureOf("euclidianDistance")), [
        [at(0, 0), 20],
        [at(0, -40), 20],
      ]),
    ).toBeCloseTo(2, 9);
  });
});

describe("speeds, accelerations, ways", () => {
  test("speed along the heading is signed; with a direction it is that of the velocity", () => {
    const world = worldWith({ kind: "speed", rule: "lessThan", valueMps: -4, direction: null }, [[at(0, 0, 0.5), -5]]);
    expect(evaluate(world).holds).toBe(true);
    const drifting = worldWith({ kind: "speed", rule: "equalTo", valueMps: 2, direction: "lateral" }, [[at(0, 0, Math.PI / 2), 5]]);
    ego(drifting).vxMps = -2;
    ego(drifting).vyMps = 5;
    expect(evaluate(drifting).holds).toBe(true);
  });

  test("the relative speed is the own less the other's; with a direction both along the own body", () => {
    const places: [PositionSpec, number][] = [
      [at(0, 0), 20],
      [at(60, 0, Math.PI / 3), 10],
    ];
    const relative = (direction: "longitudinal" | "lateral" | null): EntityTestSpec => ({
      kind: "relative-speed",
      entity: "other",
      rule: "equalTo",
      valueMps: 0,
      direction,
    });
    expect(measured(relative(null), places)).toBeCloseTo(10, 9);
    expect(measured(relative("longitudinal"), places)).toBeCloseTo(15, 9);
    expect(measured(relative("lateral"), places)).toBeCloseTo(-10 * Math.sin(Math.PI / 3), 9);
  });

  test("acceleration is a size without a direction, signed with one", () => {
    const braking = (direction: "longitudinal" | null): number => {
      const world = worldWith({ kind: "acceleration", rule: "equalTo", valueMps2: 0, direction }, [[at(0, 0), 20]]);
      ego(world).axMps2 = -3;
      ego(world).ayMps2 = 4;
      return evaluate(world).measured;
    };
    expect(braking(null)).toBe(5);
    expect(braking("longitudinal")).toBe(-3);
  });

  test("the vertical direction is refused by name", () => {
    expect(() => worldWith({ kind: "speed", rule: "equalTo", valueMps: 0, direction: "vertical" }, [])).toThrow("direction vertical");
  });

  test("a way driven, a stand still, a time off the road and at its end", () => {
    const world = worldWith({ kind: "traveled-distance", valueM: 7 }, [[at(0, 0), 20]]);
    ego(world).odometerM = 7;
    expect(evaluate(world).holds).toBe(true);
    const kinds = { "stand-still": "standsSinceSec", offroad: "offroadSinceSec", "end-of-road": "endOfRoadSinceSec" } as const;
    for (const [kind, field] of Object.entries(kinds)) {
      const lasting = worldWith({ kind: kind as keyof typeof kinds, durationSec: 2 }, [[at(0, 0), 20]]);
      ego(lasting)[field] = Number.NaN;
      expect(evaluate(lasting, 5).holds).toBe(false);
      ego(lasting)[field] = 3.5;
      expect(evaluate(lasting, 5).holds).toBe(false);
      expect(evaluate(lasting, 5.5).holds).toBe(true);
    }
  });

  test("a stand still of no duration is any at all: who begins to stand has not stood yet", () => {
    const lasting = worldWith({ kind: "stand-still", durationSec: 0 }, [[at(0, 0), 0]]);
    ego(lasting).standsSinceSec = 5;
    expect(evaluate(lasting, 5).holds).toBe(false);
    expect(evaluate(lasting, 5.01).holds).toBe(true);
  });
});

describe("who triggers", () => {
  const isFast: EntityTestSpec = { kind: "speed", rule: "greaterThan", valueMps: 10, direction: null };
  const places: [PositionSpec, number][] = [
    [at(0, 0), 5],
    [at(60, 0), 15],
  ];

  test("any of the entities, or all of them; those who did are named", () => {
    expect(evaluate(worldWith(isFast, places, null, ["ego", "other"], "any"))).toMatchObject({ holds: true, triggering: [1] });
    expect(evaluate(worldWith(isFast, places, null, ["ego", "other"], "all"))).toMatchObject({ holds: false });
    expect(evaluate(worldWith(isFast, [[at(0, 0), 11], places[1]!], null, ["ego", "other"], "all"))).toMatchObject({
      holds: true,
      triggering: [0, 1],
    });
  });

  test("who is not in the world triggers nothing and is at no distance", () => {
    const world = worldWith(isFast, [[at(0, 0), 15]]);
    ego(world).isPresent = false;
    expect(evaluate(world).holds).toBe(false);
    const near: EntityTestSpec = {
      kind: "relative-distance",
      entity: "other",
      rule: "lessThan",
      valueM: 99,
      measure: measureOf("longitudinal"),
    };
    expect(evaluate(worldWith(near, [[at(0, 0), 15]])).holds).toBe(false);
  });

  test("a collision with an entity, or with any of a type", () => {
    const hit = (condition: EntityTestSpec): boolean => {
      const world = worldWith(condition, places);
      ego(world).collisions = "001";
      return evaluate(world).holds;
    };
    expect(hit({ kind: "collision", with: { entity: "third" } })).toBe(true);
    expect(hit({ kind: "collision", with: { entity: "other" } })).toBe(false);
    expect(hit({ kind: "collision", with: { type: "pedestrian" } })).toBe(true);
    expect(hit({ kind: "collision", with: { type: "vehicle" } })).toBe(false);
  });
});

describe("angles", () => {
  const heading = (valueRad: number, coordinates: MeasureSpec["coordinates"]): EntityTestSpec => ({
    kind: "angle",
    entity: null,
    angle: "heading",
    valueRad,
    toleranceRad: 0.01,
    coordinates,
  });

  test("towards the world, and towards the road, which has turned by 1 rad there", () => {
    const place: [PositionSpec, number][] = [
      [{ ...lane("-1", 100), orientation: { isRelative: true, hRad: 0.2, pRad: 0, rRad: 0 } } as PositionSpec, 0],
    ];
    expect(measured(heading(0, "world"), place, CURVE)).toBeCloseTo(1.2, 6);
    expect(measured(heading(0, "road"), place, CURVE)).toBeCloseTo(0.2, 6);
    expect(measured(heading(0, "lane"), place, CURVE)).toBeCloseTo(0.2, 6);
    expect(evaluate(worldWith(heading(0.2 + 2 * Math.PI, "road"), place, CURVE)).holds).toBe(true);
    expect(evaluate(worldWith(heading(0.22, "road"), place, CURVE)).holds).toBe(false);
  });

  test("less that of another", () => {
    const relative: EntityTestSpec = { ...heading(0, "world"), kind: "relative-angle", entity: "other" } as EntityTestSpec;
    expect(
      measured(relative, [
        [at(0, 0, 0.5), 0],
        [at(9, 9, -0.25), 0],
      ]),
    ).toBeCloseTo(0.75, 9);
  });
});

describe("relative clearance", () => {
  const clearance = (parts: Partial<Extract<EntityTestSpec, { kind: "relative-clearance" }>>): EntityTestSpec => ({
    kind: "relative-clearance",
    entities: [],
    lanes: [],
    oppositeLanes: false,
    forwardM: 20,
    backwardM: 10,
    isFreespace: false,
    ...parts,
  });
  const isClear = (parts: Parameters<typeof clearance>[0], other: PositionSpec): boolean =>
    evaluate(
      worldWith(
        clearance(parts),
        [
          [lane("-2", 100), 20],
          [other, 20],
        ],
        STRAIGHT,
      ),
    ).holds;

  test("nobody within reach ahead or behind, in any lane of the own direction", () => {
    expect(isClear({}, lane("-1", 119))).toBe(false);
    expect(isClear({}, lane("-1", 121))).toBe(true);
    expect(isClear({}, lane("-2", 91))).toBe(false);
    expect(isClear({}, lane("-2", 89))).toBe(true);
    expect(isClear({}, lane("1", 110))).toBe(true);
    expect(isClear({ oppositeLanes: true }, lane("1", 110))).toBe(false);
  });

  test("between boxes it is less by the boxes", () => {
    expect(isClear({ isFreespace: true }, lane("-1", 124.9))).toBe(false);
    expect(isClear({ isFreespace: true }, lane("-1", 125.1))).toBe(true);
  });

  test("a box may be as long as a train", () => {
    // 300 m, its middle at the origin: from s = 100 of the ego, whose front is at 3.9 m, to its rear.
    const box = { lengthM: 300, widthM: 3, heightM: 4, centerXM: 0, centerYM: 0, centerZM: 2 };
    const condition = entityTestOf(clearance({ isFreespace: true, forwardM: 10, backwardM: 0 }), {}, ["ego"], "any");
    const isFree = (sM: number): boolean => {
      const world = worldOf(STRAIGHT, { entities: [carOf("ego"), carOf("train", { kind: "misc", box })], stop: when(condition) });
      put(world, 0, lane("-2", 100), 0);
      put(world, 1, lane("-1", sM), 0);
      return evaluate(world).holds;
    };
    expect([isFree(263.8), isFree(264)]).toEqual([false, true]);
  });

  test("lanes count to the left of the way the entity faces; where there is no such lane there is no room in it", () => {
    expect(isClear({ lanes: [{ fromLane: 1, toLane: 1 }] }, lane("-1", 110))).toBe(false);
    expect(isClear({ lanes: [{ fromLane: 0, toLane: 0 }] }, lane("-1", 110))).toBe(true);
    expect(isClear({ lanes: [{ fromLane: -1, toLane: -1 }] }, lane("-1", 110))).toBe(false);
    const against = worldWith(
      clearance({ lanes: [{ fromLane: 1, toLane: 1 }] }),
      [
        [lane("2", 100), 20],
        [lane("1", 90), 20],
      ],
      STRAIGHT,
    );
    expect(evaluate(against).holds).toBe(false);
  });

  test("only those named count", () => {
    expect(isClear({ entities: ["third"] }, lane("-1", 110))).toBe(true);
  });
});
