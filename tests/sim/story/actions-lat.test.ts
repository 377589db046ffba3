import { describe, expect, test } from "vitest";
import { arcOf, laneOf, lineOf, mapOfRoads, roadOf, sectionOf } from "../../road/opendrive-made.ts";
import { InputError } from "../../../src/core/errors.ts";
import { startLaneChange, startLaneOffset, stepShift } from "../../../src/sim/story/lat-actions.ts";
import type { PrivateActionSpec, Shape } from "../../../src/sim/story/spec.ts";
import { actionOf, AT_ORIGIN, ON_LANE, play, put, worldOf } from "./motion-world.ts";

const CHANGE = { start: startLaneChange, step: stepShift };
const OFFSET = { start: startLaneOffset, step: stepShift };
const FOUR_LANES = [sectionOf(0, [laneOf(2, 3), laneOf(1, 3), laneOf(-1, 3), laneOf(-2, 3)])];
const STRAIGHT = mapOfRoads([roadOf([lineOf(2000)], { sections: FOUR_LANES })]);

function change(lane: string, parts: Partial<Extract<PrivateActionSpec, { kind: "lane-change" }>> = {}): PrivateActionSpec {
  return {
    kind: "lane-change",
    dynamics: { shape: "sinusoidal", dimension: "time", value: 4, followingMode: null },
    target: { kind: "absolute", lane },
    targetOffsetM: 0,
    ...parts,
  };
}

describe("LaneChangeAction", () => {
  test("sinusoidal over time: half way at half time, at the target's centre at the end, the heading that of the way", () => {
    const world = worldOf(STRAIGHT);
    put(world, 0, ON_LANE, 20);
    const car = world.state.entities[0]!;
    expect(car.yM).toBe(-1.5);
    const played = play(world, CHANGE, actionOf(0, change("-2")), 0);
    for (let i = 0; i < 20; i++) expect(played.tick()).toBeNaN();
    expect(car.yM).toBeCloseTo(-3, 12);
    // sideways 3 * pi / 2 / 4 m/s
    expect(car.hRad).toBeCloseTo(-Math.asin((3 * Math.PI) / 8 / 20), 12);
    for (let i = 20; i < 39; i++) played.tick();
    expect(played.tick()).toBeCloseTo(4, 12);
    expect(car.yM).toBeCloseTo(-4.5, 12);
    expect(car.place.lane).toBe(-2);
    played.tick();
    expect(car.hRad).toBe(0);
    expect(car.odometerM).toBeCloseTo(82, 9);
  });

  test("is over at the end of the road, where no lane is ahead to change to", () => {
    const world = worldOf(mapOfRoads([roadOf([lineOf(50)], { sections: FOUR_LANES })]));
    // 40 m to drive: 2 s at 20 m/s.
    put(world, 0, ON_LANE, 20);
    const played = play(
      world,
      CHANGE,
      actionOf(0, change("-2", { dynamics: { shape: "linear", dimension: "time", value: 8, followingMode: null } })),
      0,
    );
    const ends: number[] = [];
    for (let i = 0; i < 30; i++) ends.push(played.tick());
    const first = ends.findIndex((end) => !Number.isNaN(end));
    expect(ends[first]).toBeCloseTo(2, 0);
    const car = world.state.entities[0]!;
    expect(car.xM).toBeCloseTo(50, 9);
    // A quarter of the 3 m to the side.
    expect(car.yM).toBeCloseTo(-2.25, 1);
  });

  test("the way along the path is that of the speed: convergence of second order", () => {
    const reach = (dtSec: number): number => {
      const world = worldOf(STRAIGHT, {}, { dtSec });
      put(world, 0, ON_LANE, 5);
      const played = play(world, CHANGE, actionOf(0, change("-2")), 0);
      for (let i = 0; i < Math.round(4 / dtSec); i++) played.tick();
      return world.state.entities[0]!.xM;
    };
    const exact = reach(0.0025);
    expect(Math.abs(reach(0.2) - exact) / Math.abs(reach(0.1) - exact)).toBeGreaterThan(3.5);
  });

  test.each<[Shape, number]>([
    ["linear", 3],
    ["sinusoidal", 1.5 * Math.PI],
    ["cubic", 4.5],
  ])("%s at a peak rate of 1 m/s over 3 m takes %f s", (shape, endSec) => {
    const world = worldOf(STRAIGHT);
    put(world, 0, ON_LANE, 20);
    const spec = change("-2", { dynamics: { shape, dimension: "rate", value: 1, followingMode: null } });
    const played = play(world, CHANGE, actionOf(0, spec), 0);
    let found = Number.NaN;
    for (let i = 0; i < 60; i++) found = played.tick();
    expect(found).toBeCloseTo(endSec, 12);
  });

  test("over a distance, along the lane: 4 m along and 3 m to the side are 5 m of path", () => {
    const world = worldOf(STRAIGHT);
    put(world, 0, ON_LANE, 20);
    const spec = change("-2", { dynamics: { shape: "linear", dimension: "distance", value: 4, followingMode: null } });
    const played = play(world, CHANGE, actionOf(0, spec), 0);
    const car = world.state.entities[0]!;
    expect(played.tick()).toBeNaN();
    // 2 m of path: two fifths of it
    expect(car.xM).toBeCloseTo(10 + 1.6, 12);
    expect(car.yM).toBeCloseTo(-1.5 - 1.2, 12);
    expect(car.hRad).toBeCloseTo(-Math.atan(3 / 4), 12);
    played.tick();
    expect(played.tick()).toBeCloseTo(5 / 20, 12);
    expect(car.yM).toBe(-4.5);
  });

  test("over a distance with a smooth shape: the arc length says when, within the square of the tick", () => {
    // Cubic, 3 m over 50 m: the path is the integral of sqrt(1 + (6 * 3 / 50 * u (1 - u))^2) over 50 m, by 1000 midpoints.
    let pathM = 0;
    for (let i = 0; i < 1000; i++) {
      const u = (i + 0.5) / 1000;
      pathM += 0.05 * Math.hypot(1, ((6 * 3) / 50) * u * (1 - u));
    }
    const endOf = (dtSec: number): number => {
      const world = worldOf(STRAIGHT, {}, { dtSec });
      put(world, 0, ON_LANE, 20);
      const spec = change("-2", { dynamics: { shape: "cubic", dimension: "distance", value: 50, followingMode: null } });
      const played = play(world, CHANGE, actionOf(0, spec), 0);
      let found = Number.NaN;
      while (Number.isNaN(found)) found = played.tick();
      return found;
    };
    expect(pathM).toBeGreaterThan(50.1);
    expect(endOf(0.1)).toBeCloseTo(pathM / 20, 4);
    expect(endOf(0.01)).toBeCloseTo(pathM / 20, 6);
  });

  test("over a distance, timed by ticks: the slope of the tick's beginning counts for all of it", () => {
    const world = worldOf(STRAIGHT, {}, { timing: "tick" });
    put(world, 0, ON_LANE, 20);
    const spec = change("-2", { dynamics: { shape: "linear", dimension: "distance", value: 4, followingMode: null } });
    const played = play(world, CHANGE, actionOf(0, spec), 0);
    const car = world.state.entities[0]!;
    for (let i = 0; i < 2; i++) expect(played.tick()).toBeNaN();
    expect(car.xM).toBeCloseTo(10 + 3.2, 12);
    expect(played.tick()).not.toBeNaN();
    expect(car.yM).toBe(-4.5);
    expect(car.xM).toBeCloseTo(10 + 4.8, 12);
  });

  // At 1 m/s, 3 m aside with a peak of 2 m/s: it would take 3 pi / 4 s. The peak rate is reached at a sixth of the time, with 1 - cos(30 degrees)
  // over 2 of the way behind.
  const STEEP = { shape: "sinusoidal", dimension: "time", value: (3 * Math.PI) / 4, followingMode: null } as const;

  test("it is no faster to the side than it drives, and comes later", () => {
    const world = worldOf(STRAIGHT, {}, { dtSec: 0.02 });
    put(world, 0, ON_LANE, 1);
    const played = play(world, CHANGE, actionOf(0, change("-2", { dynamics: STEEP })), 0);
    const car = world.state.entities[0]!;
    let found = Number.NaN;
    let fastest = 0;
    while (Number.isNaN(found)) {
      const { xM, yM } = car;
      found = played.tick();
      fastest = Math.max(fastest, Math.hypot(car.xM - xM, car.yM - yM));
    }
    expect(fastest).toBeLessThan(0.02 + 1e-9);
    expect(found).toBeCloseTo(Math.PI / 4 + 3 * Math.cos(Math.PI / 6), 3);
    expect(car.yM).toBeCloseTo(-4.5, 9);
  });

  test("timed by ticks it goes on evenly over the rest of the time while it would be faster to the side than it drives", () => {
    const world = worldOf(STRAIGHT, {}, { dtSec: 0.01, timing: "tick" });
    put(world, 0, ON_LANE, 1);
    const played = play(world, CHANGE, actionOf(0, change("-2", { dynamics: STEEP })), 0);
    const car = world.state.entities[0]!;
    let ticks = 1;
    while (Number.isNaN(played.tick())) {
      ticks++;
      // Half way after a sixth of the time and the third of the way at 1 m/s.
      if (ticks === 140) expect(car.yM).toBeCloseTo(-3, 1);
    }
    expect(ticks * 0.01).toBeCloseTo(Math.PI / 4 + 2, 1);
    expect(car.yM).toBe(-4.5);
  });

  test.each(["subtick", "tick"] as const)("%s: who stands does not change lanes until it drives", (timing) => {
    const world = worldOf(STRAIGHT, {}, { timing });
    put(world, 0, ON_LANE, 0);
    const played = play(world, CHANGE, actionOf(0, change("-2")), 0);
    const car = world.state.entities[0]!;
    for (let i = 0; i < 60; i++) expect(played.tick()).toBeNaN();
    expect(car.yM).toBeCloseTo(-1.5, 12);
    car.speedMps = 20;
    car.step.speedMps = 20;
    for (let i = 0; i < 39; i++) expect(played.tick()).toBeNaN();
    expect(played.tick()).toBeCloseTo(10, 9);
    expect(car.yM).toBe(-4.5);
  });

  test("timed by ticks who stops on the way stays where it is, and goes on from there", () => {
    const world = worldOf(STRAIGHT, {}, { timing: "tick" });
    put(world, 0, ON_LANE, 20);
    const played = play(world, CHANGE, actionOf(0, change("-2")), 0);
    const car = world.state.entities[0]!;
    const drive = (mps: number, count: number): number => {
      car.speedMps = mps;
      car.step.speedMps = mps;
      let found = Number.NaN;
      for (let i = 0; i < count; i++) found = played.tick();
      return found;
    };
    drive(20, 8);
    const { yM } = car;
    expect(yM).toBeCloseTo(-1.5 - 1.5 * (1 - Math.cos(0.2 * Math.PI)), 12);
    drive(0, 10);
    expect(car.yM).toBeCloseTo(yM, 12);
    expect(drive(20, 31)).toBeNaN();
    expect(drive(20, 1)).toBeCloseTo(5, 9);
  });

  test("lanes relative to an entity are counted over lane 0, to its left", () => {
    const world = worldOf(STRAIGHT);
    put(world, 0, ON_LANE, 20);
    put(world, 1, { ...ON_LANE, lane: "1", sM: 100 } as typeof ON_LANE, 0);
    // B faces the other way: two lanes to its right are lanes 2, then none
    const left = change("", { target: { kind: "relative", entity: "A", lanes: 1 } });
    play(world, CHANGE, actionOf(0, left), 0).tick();
    expect(world.state.entities[0]!.guide.lane).toBe(1);
    const toItsRight = change("", { target: { kind: "relative", entity: "B", lanes: -1 } });
    play(world, CHANGE, actionOf(0, toItsRight), 0.1).tick();
    expect(world.state.entities[0]!.guide.lane).toBe(2);
  });

  test("a lane that is not there is refused by name", () => {
    const world = worldOf(STRAIGHT);
    put(world, 0, ON_LANE, 20);
    expect(() => play(world, CHANGE, actionOf(0, change("-7")), 0).tick()).toThrow(/lane -7/);
    const plane = worldOf(null);
    put(plane, 0, AT_ORIGIN, 20);
    expect(() => play(plane, CHANGE, actionOf(0, change("-2")), 0).tick()).toThrow(InputError);
  });

  test("in a curve the entity keeps its offset and ends on the target's centre", () => {
    const world = worldOf(mapOfRoads([roadOf([arcOf(600, 0.01)], { sections: FOUR_LANES })]));
    put(world, 0, ON_LANE, 20);
    const played = play(world, CHANGE, actionOf(0, change("-2")), 0);
    for (let i = 0; i < 60; i++) played.tick();
    const car = world.state.entities[0]!;
    // centre of the arc (0, 100); lane -2 is 4.5 m outside
    expect(Math.sqrt(car.xM * car.xM + (car.yM - 100) * (car.yM - 100))).toBeCloseTo(104.5, 9);
    expect(car.yawRateRadps).toBeCloseTo(20 / 104.5, 9);
  });
});

describe("LaneOffsetAction", () => {
  const offset = (parts: Partial<Extract<PrivateActionSpec, { kind: "lane-offset" }>>): PrivateActionSpec => ({
    kind: "lane-offset",
    shape: "sinusoidal",
    maxLateralAccMps2: 0.5,
    isContinuous: false,
    target: { kind: "absolute", offsetM: 1 },
    ...parts,
  });

  test.each<[Shape, number]>([
    ["sinusoidal", Math.PI * Math.sqrt(1 / (2 * 0.5))],
    ["cubic", Math.sqrt(6 / 0.5)],
    ["linear", Math.sqrt(6 / 0.5)],
    ["step", 0],
  ])("%s: the time follows from the greatest sideways acceleration", (shape, endSec) => {
    const world = worldOf(STRAIGHT, {}, { dtSec: 0.01 });
    put(world, 0, ON_LANE, 20);
    const played = play(world, OFFSET, actionOf(0, offset({ shape })), 0);
    let found = Number.NaN;
    const y: number[] = [-1.5];
    for (let i = 0; i < 400; i++) {
      found = played.tick();
      y.push(world.state.entities[0]!.yM);
    }
    expect(found).toBeCloseTo(endSec, 9);
    expect(y.at(-1)).toBeCloseTo(-0.5, 12);
    if (shape !== "sinusoidal" && shape !== "cubic") return;
    const accel = y.slice(2).map((now, i) => Math.abs(now - 2 * y[i + 1]! + y[i]!) / 1e-4);
    expect(Math.max(...accel)).toBeLessThan(0.5 + 1e-6);
    expect(Math.max(...accel)).toBeGreaterThan(0.48);
  });

  test("timed by ticks it is where it was at the tick's beginning, and the speed counts along the lane", () => {
    const world = worldOf(STRAIGHT, {}, { timing: "tick" });
    put(world, 0, ON_LANE, 20);
    const played = play(world, OFFSET, actionOf(0, offset({ shape: "cubic", maxLateralAccMps2: 6 })), 0);
    played.tick();
    expect(world.state.entities[0]!.yM).toBe(-1.5);
    played.tick();
    expect(world.state.entities[0]!.yM).toBeCloseTo(-1.5 + 0.01 * 2.8, 12);
    let ticks = 2;
    while (Number.isNaN(played.tick())) ticks++;
    // there after 1 s, seen in the tick that begins then
    expect(ticks).toBe(10);
    expect(world.state.entities[0]!.xM).toBeCloseTo(10 + 2 * 11, 12);
  });

  test("relative and continuous: it goes on holding the other's place to the side", () => {
    const world = worldOf(STRAIGHT);
    put(world, 0, ON_LANE, 20);
    put(world, 1, { ...ON_LANE, sM: 50, offsetM: 0.5 } as typeof ON_LANE, 20);
    const spec = offset({ isContinuous: true, target: { kind: "relative", entity: "B", offsetM: -0.3 } });
    const played = play(world, OFFSET, actionOf(0, spec), 0);
    for (let i = 0; i < 60; i++) expect(played.tick()).toBeNaN();
    expect(world.state.entities[0]!.place.offsetM).toBeCloseTo(0.2, 9);
  });
});
