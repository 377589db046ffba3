import { describe, expect, test } from "vitest";
import { startLateralDistance, stepLateralDistance } from "../../../src/sim/story/lateral-distance.ts";
import type { ConstraintsSpec, PrivateActionSpec } from "../../../src/sim/story/spec.ts";
import { arcOf, laneOf, lineOf, mapOfRoads, roadOf, sectionOf } from "../../road/opendrive-made.ts";
import { actionOf, AT_ORIGIN, ON_LANE, play, put, worldOf } from "./motion-world.ts";

const SIDE = { start: startLateralDistance, step: stepLateralDistance };
const FOUR_LANES = [sectionOf(0, [laneOf(2, 3), laneOf(1, 3), laneOf(-1, 3), laneOf(-2, 3)])];
const STRAIGHT = mapOfRoads([roadOf([lineOf(2000)], { sections: FOUR_LANES })]);

/** Distances between the origins, 2 m wider between bodies; who is A is to be 1 m to the left of B. */
function side(parts: Partial<Extract<PrivateActionSpec, { kind: "lateral-distance" }>>): PrivateActionSpec {
  return {
    kind: "lateral-distance",
    entity: "B",
    distanceM: 1,
    isFreespace: true,
    isContinuous: true,
    displacement: "leftToReferencedEntity",
    coordinates: "lane",
    constraints: null,
    ...parts,
  };
}

function limitsOf(parts: Partial<ConstraintsSpec>): ConstraintsSpec {
  return {
    maxAccelMps2: Infinity,
    maxDecelMps2: Infinity,
    maxAccelRateMps3: Infinity,
    maxDecelRateMps3: Infinity,
    maxSpeedMps: Infinity,
    ...parts,
  };
}

function onLane(sM: number, offsetM = 0): typeof ON_LANE {
  return { ...ON_LANE, sM, offsetM } as typeof ON_LANE;
}

describe("across the road", () => {
  test("along trajectories is refused by name", () => {
    const world = worldOf(STRAIGHT);
    put(world, 0, ON_LANE, 10);
    put(world, 1, ON_LANE, 10);
    expect(() => play(world, SIDE, actionOf(0, side({ coordinates: "trajectory" })), 0).tick()).toThrow(/trajectory/);
  });

  test("without constraints at once: 1 m between the bodies, to the left, where no side is given too", () => {
    for (const displacement of ["leftToReferencedEntity", "any"] as const) {
      const world = worldOf(STRAIGHT);
      put(world, 0, onLane(10, -0.4), 10);
      put(world, 1, onLane(50), 10);
      expect(play(world, SIDE, actionOf(0, side({ displacement, isContinuous: false })), 0).tick()).toBe(0);
      expect(world.state.entities[0]!.yM).toBeCloseTo(1.5, 12);
    }
  });

  test("timed by ticks the first tick is one to look, the next one to move, the third one to see", () => {
    const world = worldOf(STRAIGHT, {}, { timing: "tick" });
    put(world, 0, ON_LANE, 10);
    put(world, 1, onLane(50), 10);
    const played = play(world, SIDE, actionOf(0, side({ isContinuous: false })), 0);
    const car = world.state.entities[0]!;
    expect(played.tick()).toBeNaN();
    expect(car.yM).toBe(-1.5);
    expect(played.tick()).toBeNaN();
    expect(car.yM).toBeCloseTo(1.5, 12);
    expect(played.tick()).toBeCloseTo(0.2, 12);
    expect(car.xM).toBeCloseTo(13, 12);
  });

  test("over the roads that lead there: to the left of who comes towards it, round a bend", () => {
    // 100 m straight on, then a quarter turn to the left at 100 m, made backwards: its s runs against that of the first road.
    const quarter = 50 * Math.PI;
    const lanes = [sectionOf(0, [laneOf(1, 3, { successor: -1 }), laneOf(-1, 3, { successor: 1 })])];
    const map = mapOfRoads([
      roadOf([lineOf(100)], { sections: lanes, successor: { kind: "road", id: "2", contact: "end" } }),
      roadOf([arcOf(quarter, -0.01, { xM: 200, yM: 100, hdgRad: -Math.PI / 2 })], {
        id: "2",
        sections: lanes,
        successor: { kind: "road", id: "1", contact: "end" },
      }),
    ]);
    const world = worldOf(map);
    put(world, 0, ON_LANE, 10);
    // On the left of the way there, facing A.
    put(world, 1, { ...ON_LANE, road: "2", lane: "-1", sM: 20, offsetM: 0.5 } as typeof ON_LANE, 0);
    play(world, SIDE, actionOf(0, side({ isFreespace: false, coordinates: "road" })), 0).tick();
    // B is at t = -1 of its road, 1 m to the left of the way; to its own left is 1 m less.
    expect(world.state.entities[1]!.place.tM).toBeCloseTo(-1, 12);
    expect(world.state.entities[0]!.yM).toBeCloseTo(0, 9);
  });

  test.each([
    ["subtick", [-0.01, -0.04]],
    ["tick", [0, -0.02, -0.06]],
  ] as const)("%s: it sets off with the greatest acceleration, to the right too", (timing, expected) => {
    const constraints = limitsOf({ maxAccelMps2: 2, maxDecelMps2: 5, maxSpeedMps: 4 });
    const world = worldOf(STRAIGHT, {}, { timing });
    put(world, 0, onLane(10, 3), 10);
    put(world, 1, onLane(50), 10);
    const played = play(world, SIDE, actionOf(0, side({ constraints, displacement: "rightToReferencedEntity" })), 0);
    // w^2 = 0.8 asks for 0.8 times 6 m = 4.8 m/s^2 at first: 2 m/s^2 are allowed.
    for (const yM of expected) {
      played.tick();
      expect(world.state.entities[0]!.yM - 1.5).toBeCloseTo(yM, 12);
    }
  });

  test.each([
    [3, 2],
    [1, 1],
  ])("the speed to the side shrinks with the least of both limits: with a greatest deceleration of %f by %f m/s^2", (maxDecelMps2, by) => {
    const constraints = limitsOf({ maxAccelMps2: 2, maxDecelMps2, maxSpeedMps: 4 });
    const world = worldOf(STRAIGHT);
    put(world, 0, ON_LANE, 10);
    put(world, 1, onLane(50), 10);
    const spec = side({ constraints, isFreespace: false, distanceM: 10, displacement: "rightToReferencedEntity" });
    const played = play(world, SIDE, actionOf(0, spec), 0);
    for (let i = 0; i < 5; i++) played.tick();
    // Now 1 m/s to the right; the other changes sides: w^2 = 0.8 asks for far more to the left.
    const before = world.state.entities[0]!.yM;
    expect(before).toBeCloseTo(-1.5 - 0.25, 9);
    put(world, 1, onLane(50, 30), 10);
    played.tick();
    expect(world.state.entities[0]!.yM - before).toBeCloseTo(-0.5 * (2 - 0.1 * by) * 0.1, 9);
  });

  test("the acceleration changes by no more than its greatest rate", () => {
    const constraints = limitsOf({ maxAccelMps2: 2, maxAccelRateMps3: 10 });
    const world = worldOf(STRAIGHT, {}, { timing: "tick" });
    put(world, 0, ON_LANE, 10);
    put(world, 1, onLane(50, 20), 10);
    const played = play(world, SIDE, actionOf(0, side({ constraints })), 0);
    played.tick();
    // 1, then 2 m/s^2: 0.1, then 0.3 m/s for 0.1 s each.
    played.tick();
    expect(world.state.entities[0]!.yM).toBeCloseTo(-1.5 + 0.01, 12);
    played.tick();
    expect(world.state.entities[0]!.yM).toBeCloseTo(-1.5 + 0.04, 12);
  });

  test("where only the speed is limited it goes straight there, no faster than it drives", () => {
    for (const [maxSpeedMps, mps] of [
      [4, 4],
      [50, 5],
    ] as const) {
      const world = worldOf(STRAIGHT);
      put(world, 0, ON_LANE, 5);
      put(world, 1, onLane(50), 5);
      const played = play(world, SIDE, actionOf(0, side({ constraints: limitsOf({ maxSpeedMps }), isContinuous: false })), 0);
      played.tick();
      const car = world.state.entities[0]!;
      expect(car.yM).toBeCloseTo(-1.5 + 0.1 * mps, 12);
      expect(car.xM).toBeCloseTo(10 + 0.1 * Math.sqrt(25 - mps * mps), 12);
      let ended = Number.NaN;
      for (let i = 1; Number.isNaN(ended) && i < 20; i++) ended = played.tick();
      expect(car.yM).toBeCloseTo(1.5, 12);
    }
  });

  test("a spring in the middle of a step: the error falls with the square of the tick", () => {
    const reach = (dtSec: number): number => {
      const world = worldOf(STRAIGHT, {}, { dtSec });
      put(world, 0, ON_LANE, 10);
      put(world, 1, onLane(50), 10);
      const played = play(world, SIDE, actionOf(0, side({ constraints: limitsOf({ maxAccelMps2: 10 }), isFreespace: false })), 0);
      for (let i = 0; i < Math.round(1 / dtSec); i++) played.tick();
      return world.state.entities[0]!.yM;
    };
    const exact = reach(0.001);
    expect(Math.abs(reach(0.1) - exact) / Math.abs(reach(0.05) - exact)).toBeGreaterThan(3);
  });
});

describe("beside an entity as it faces", () => {
  const beside = (constraints: ConstraintsSpec | null): PrivateActionSpec =>
    side({ constraints, coordinates: "entity", isFreespace: false, distanceM: 5 });

  test("without constraints it is set there, facing as the other does", () => {
    const world = worldOf(null);
    put(world, 0, { ...AT_ORIGIN, xM: 2, yM: -1, hRad: 1 } as typeof AT_ORIGIN, 10);
    put(world, 1, AT_ORIGIN, 0);
    play(world, SIDE, actionOf(0, beside(null)), 0).tick();
    expect(world.state.entities[0]).toMatchObject({ xM: 3, yM: 5, hRad: 0 });
  });

  test("timed by ticks the way to the side is taken from that of the tick", () => {
    const world = worldOf(null, {}, { timing: "tick" });
    put(world, 0, { ...AT_ORIGIN, xM: 2, yM: 4.25, hRad: 1 } as typeof AT_ORIGIN, 10);
    put(world, 1, AT_ORIGIN, 0);
    play(world, SIDE, actionOf(0, beside(null)), 0).tick();
    expect(world.state.entities[0]).toMatchObject({ xM: 2.25, yM: 5, hRad: 0 });
  });

  test("further away than 1.5 v^2 / a it heads straight for the line, turning by a / v at most", () => {
    // R = 1.5 * 25 / 5 = 7.5 m; 15 m away, 0.3 rad from square to the line.
    for (const timing of ["subtick", "tick"] as const) {
      const world = worldOf(null, {}, { timing });
      put(world, 0, { ...AT_ORIGIN, yM: -10, hRad: Math.PI / 2 - 0.3 } as typeof AT_ORIGIN, 5);
      put(world, 1, AT_ORIGIN, 0);
      const played = play(world, SIDE, actionOf(0, beside(limitsOf({ maxAccelMps2: 5 }))), 0);
      const car = world.state.entities[0]!;
      for (const leftRad of [0.2, 0.1, 0, 0]) {
        played.tick();
        expect(car.hRad).toBeCloseTo(Math.PI / 2 - leftRad, 12);
      }
      expect(car.yM).toBeGreaterThan(-8.1);
    }
  });

  test("nearer than that it leans by a cubic of the angle of an arc: a half at 1 - sqrt(1/2) of R", () => {
    // R = 7.5 m, u = 2 / pi times acos(sqrt(1/2)) = 1/2, w = 1/2: 45 degrees to the line.
    const world = worldOf(null);
    put(world, 0, { ...AT_ORIGIN, yM: 5 - 7.5 * (1 - Math.SQRT1_2), hRad: Math.PI / 4 } as typeof AT_ORIGIN, 5);
    put(world, 1, AT_ORIGIN, 0);
    play(world, SIDE, actionOf(0, beside(limitsOf({ maxAccelMps2: 5 }))), 0).tick();
    expect(world.state.entities[0]!.hRad).toBeCloseTo(Math.PI / 4, 12);
  });

  test("timed by ticks by that of half the way of the step, and from where one step leads onto the line, there", () => {
    const world = worldOf(null, {}, { timing: "tick" });
    // On the line but for a millimetre: R = 7.5 m, a step of 0.5 m is 1/15 rad of it. u = (1/15 - 1/30) / pi.
    put(world, 0, { ...AT_ORIGIN, yM: 4.999 } as typeof AT_ORIGIN, 5);
    put(world, 1, AT_ORIGIN, 0);
    play(world, SIDE, actionOf(0, beside(limitsOf({ maxAccelMps2: 5 }))), 0).tick();
    const u = 1 / 30 / Math.PI;
    expect(world.state.entities[0]!.hRad).toBeCloseTo((u * u * (3 - 2 * u) * Math.PI) / 2, 12);
    // With 1000 m/s^2 R is 0.5 m, and a step of 2 m from 0.6 m beside ends on the line.
    const sharp = worldOf(null, {}, { timing: "tick" });
    put(sharp, 0, { ...AT_ORIGIN, yM: 4.4 } as typeof AT_ORIGIN, 20);
    put(sharp, 1, AT_ORIGIN, 0);
    play(sharp, SIDE, actionOf(0, beside(limitsOf({ maxAccelMps2: 1000 }))), 0).tick();
    expect(sharp.state.entities[0]!.yM).toBeCloseTo(5, 12);
    expect(sharp.state.entities[0]!.xM).toBeCloseTo(Math.sqrt(4 - 0.36), 12);
  });

  test("it gets there and stays there, on roads as on a plane", () => {
    for (const map of [null, STRAIGHT]) {
      const world = worldOf(map);
      const at = { ...AT_ORIGIN, xM: 10, yM: -4.5 } as typeof AT_ORIGIN;
      put(world, 0, at, 5);
      put(world, 1, { ...at, yM: -4 } as typeof AT_ORIGIN, 5);
      const played = play(world, SIDE, actionOf(0, beside(limitsOf({ maxAccelMps2: 5 }))), 0);
      for (let i = 0; i < 150; i++) played.tick();
      const car = world.state.entities[0]!;
      expect(car.yM).toBeCloseTo(1, 6);
      expect(Math.sin(car.hRad)).toBeCloseTo(0, 6);
      expect(car.odometerM).toBeCloseTo(75, 6);
    }
  });

  test("a greatest speed to the side and a lesser deceleration hold", () => {
    const world = worldOf(null);
    put(world, 0, AT_ORIGIN, 10);
    put(world, 1, { ...AT_ORIGIN, yM: 45 } as typeof AT_ORIGIN, 10);
    const played = play(world, SIDE, actionOf(0, beside(limitsOf({ maxAccelMps2: 5, maxDecelMps2: 1, maxSpeedMps: 2 }))), 0);
    const car = world.state.entities[0]!;
    let fastest = 0;
    for (let i = 0; i < 400; i++) {
      const before = car.hRad;
      played.tick();
      fastest = Math.max(fastest, Math.abs(10 * Math.sin(car.hRad)));
      if (i < 250) continue;
      // 1 m/s^2 at 10 m/s: 0.1 rad/s.
      expect(Math.abs(Math.sin(car.hRad - before))).toBeLessThan(0.0100001);
    }
    expect(fastest).toBeCloseTo(2, 9);
  });
});

describe("without any acceleration to the side", () => {
  test.each(["subtick", "tick"] as const)("who stands, and who drives, keeps heading and place, timed by %s", (timing) => {
    for (const coordinates of ["entity", "lane"] as const) {
      for (const speedMps of [0, 10]) {
        const world = worldOf(STRAIGHT, {}, { timing });
        put(world, 0, onLane(10), speedMps);
        put(world, 1, onLane(10), speedMps);
        const action = play(world, SIDE, actionOf(0, side({ coordinates, constraints: limitsOf({ maxAccelMps2: 0 }) })), 0);
        for (let i = 0; i < 5; i++) action.tick();
        const { xM, yM, hRad } = world.state.entities[0]!;
        expect([coordinates, speedMps, hRad]).toEqual([coordinates, speedMps, 0]);
        expect(xM).toBeCloseTo(10 + 0.5 * speedMps, 9);
        expect(yM).toBeCloseTo(-1.5, 9);
      }
    }
  });
});
