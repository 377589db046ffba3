import { describe, expect, test } from "vitest";
import { springMps2 } from "../../../src/sim/story/drivers/follow-reference.ts";
import { assignController } from "../../../src/sim/story/controllers.ts";
import { moveEntities } from "../../../src/sim/story/motion.ts";
import type { StoryWorld } from "../../../src/sim/story/state.ts";
import { lineOf, mapOfRoads, roadOf } from "../../road/opendrive-made.ts";
import { actionOf, AT_ORIGIN, carOf, put, worldOf } from "./motion-world.ts";

function give(world: StoryWorld, name: string, properties: Readonly<Record<string, string>>, isActive = true): void {
  assignController(
    world,
    actionOf(0, {
      kind: "assign-controller",
      controllers: [{ name, properties: Object.entries(properties).map(([key, value]) => ({ name: key, value })), types: [] }],
      lateral: isActive ? true : null,
      longitudinal: isActive ? true : null,
      lighting: null,
      animation: null,
    }),
  );
}

const at = (xM: number, yM: number, hRad = 0) => ({ ...AT_ORIGIN, xM, yM, hRad }) as typeof AT_ORIGIN;

function drive(world: StoryWorld, seconds: number): void {
  for (let i = 0; i < seconds / world.options.dtSec; i++) {
    world.state.tick += 1;
    moveEntities(world, world.options.dtSec);
  }
}

describe("FollowReferenceController", () => {
  test("accelerates as a critically damped spring: 3 m ahead at 2 m/s more, k = 4 / s^2", () => {
    expect(springMps2(2, 3, 2)).toBe(4 * 3 + 2 * 2 * 2);
  });

  test("comes to the place, the line and the speed of the other, from behind and beside", () => {
    const world = worldOf(null, {}, { dtSec: 0.01 });
    put(world, 0, at(-6, 3), 8);
    put(world, 1, at(0, 0), 10);
    give(world, "FollowReferenceController", { referenceEntity: "B", speedControlStiffness: "3", stanleyCrossTrackErrorGain: "2.5" });
    drive(world, 10);
    const [own, other] = world.state.entities;
    expect(Math.abs(own!.xM - other!.xM)).toBeLessThan(0.02);
    expect(Math.abs(own!.yM)).toBeLessThan(0.01);
    expect(own!.speedMps).toBeCloseTo(10, 2);
  });

  test("without an entity it would follow a ghost: assigned it does no harm, active it is refused", () => {
    const world = worldOf(null);
    put(world, 0, at(0, 0), 10);
    give(world, "FollowReferenceController", {}, false);
    expect(() => give(world, "FollowReferenceController", { referenceEntity: "" })).toThrow(/ghost/);
    give(world, "FollowReferenceController", { referenceEntity: "nobody" });
    expect(() => drive(world, 1)).toThrow(/nobody/);
  });
});

describe("OffroadFollower", () => {
  test("turns to the other, whatever the roads, and keeps its distance behind it", () => {
    const world = worldOf(null, {}, { dtSec: 0.01 });
    put(world, 0, at(0, 0), 10);
    put(world, 1, at(0, 60, 1.5707963267948966), 10);
    give(world, "OffroadFollower", { followEntity: "B", targetDistance: "20" });
    drive(world, 30);
    const [own, other] = world.state.entities;
    expect(Math.abs(Math.hypot(own!.xM - other!.xM, own!.yM - other!.yM) - 20)).toBeLessThan(0.3);
    expect(Math.abs(own!.xM)).toBeLessThan(0.5);
    expect(own!.speedMps).toBeCloseTo(10, 1);
  });

  test("is at most a fifth over the limit: 60 km/h on a road of one lane where the map states none", () => {
    const world = worldOf(mapOfRoads([roadOf([lineOf(1500)])]), {}, { dtSec: 0.01 });
    put(world, 0, at(10, -1.5), 10);
    put(world, 1, at(900, -1.5), 60);
    give(world, "OffroadFollower", { followEntity: "B" });
    drive(world, 10);
    expect(world.state.entities[0]!.speedMps).toBeCloseTo((1.2 * 60) / 3.6, 9);
  });
});

test("drivers that are not built are refused with the reason, when they are activated", () => {
  const world = worldOf(null);
  put(world, 0, at(0, 0), 10);
  give(world, "SloppyDriverController", {}, false);
  expect(() => give(world, "SloppyDriverController", {})).toThrow(/random numbers/);
  expect(() => give(world, "FollowGhostController", {})).toThrow(/ghost/);
});

test("who steers needs a length: a vehicle without one is refused by its name when such a driver is activated, not before", () => {
  const box = { lengthM: 0, widthM: 0, heightM: 0, centerXM: 0, centerYM: 0, centerZM: 0 };
  for (const [name, properties] of [
    ["OffroadFollower", { followEntity: "B" }],
    ["LoomingController", {}],
    ["FollowReferenceController", { referenceEntity: "B" }],
  ] as const) {
    const world = worldOf(null, { entities: [carOf("Point", { box }), carOf("B")] });
    put(world, 0, at(0, 0), 10);
    put(world, 1, at(50, 0), 10);
    give(world, name, properties, false);
    expect(() => give(world, name, properties)).toThrow(/Point.*length of 0 m/);
  }
});
