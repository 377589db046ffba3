import { describe, expect, test } from "vitest";
import { startDistance, stepDistance } from "../../../src/sim/story/distance-action.ts";
import { startSpeed, stepSpeed } from "../../../src/sim/story/speed-action.ts";
import { startSpeedProfile, stepSpeedProfile } from "../../../src/sim/story/speed-profile-action.ts";
import type { DynamicsSpec, PrivateActionSpec, Shape } from "../../../src/sim/story/spec.ts";
import { actionOf, AT_ORIGIN, carOf, play, put, worldOf } from "./motion-world.ts";

const SPEED = { start: startSpeed, step: stepSpeed };
const PROFILE = { start: startSpeedProfile, step: stepSpeedProfile };
const DISTANCE = { start: startDistance, step: stepDistance };

function speedTo(valueMps: number, dynamics: Partial<DynamicsSpec>): PrivateActionSpec {
  return {
    kind: "speed",
    dynamics: { shape: "linear", dimension: "time", value: 2, followingMode: null, ...dynamics },
    target: { kind: "absolute", valueMps },
  };
}

describe("SpeedAction", () => {
  test.each<[Shape, number]>([
    ["linear", 15],
    ["sinusoidal", 10 + 5 * (1 - Math.cos(Math.PI * 0.5))],
    ["cubic", 10 + 10 * 0.25 * 2],
  ])("%s over time: half way its value, then the target, and the mean speed's way", (shape, halfMps) => {
    const world = worldOf(null);
    put(world, 0, AT_ORIGIN, 10);
    const car = world.state.entities[0]!;
    const played = play(world, SPEED, actionOf(0, speedTo(20, { shape, value: 4 })), 0);
    for (let i = 0; i < 20; i++) expect(played.tick()).toBeNaN();
    expect(car.speedMps).toBeCloseTo(halfMps, 12);
    for (let i = 0; i < 19; i++) played.tick();
    expect(played.tick()).toBeCloseTo(4, 12);
    expect(car.speedMps).toBe(20);
    expect(car.xM).toBeCloseTo(60, 10);
  });

  test("over a distance: it is covered exactly, and takes 2 d / (v0 + v1)", () => {
    const world = worldOf(null);
    put(world, 0, AT_ORIGIN, 0);
    const played = play(world, SPEED, actionOf(0, speedTo(10, { shape: "cubic", dimension: "distance", value: 20 })), 0);
    let endSec = Number.NaN;
    for (let i = 0; i < 40; i++) endSec = played.tick();
    expect(endSec).toBeCloseTo(4, 12);
    expect(world.state.entities[0]!.xM).toBeCloseTo(20, 10);
  });

  test.each<[Shape, number]>([
    ["linear", 2],
    ["sinusoidal", Math.PI],
    ["cubic", 3],
  ])("%s at a peak rate of 5 m/s^2 from 10 to 0 takes %f s", (shape, endSec) => {
    const world = worldOf(null);
    put(world, 0, AT_ORIGIN, 10);
    const played = play(world, SPEED, actionOf(0, speedTo(0, { shape, dimension: "rate", value: 5 })), 0);
    let found = Number.NaN;
    for (let i = 0; i < 40; i++) found = played.tick();
    expect(found).toBeCloseTo(endSec, 12);
    expect(world.state.entities[0]!.xM).toBeCloseTo(5 * endSec, 10);
  });

  test("at a rate of 0: over at once for the speed it has but for rounding, never for another", () => {
    // 60 km/h less 20 km/h and 40 km/h, each in m/s, differ in the last bit.
    const fromMps = 60 / 3.6 - 20 / 3.6;
    expect(fromMps).not.toBe(40 / 3.6);
    const endOf = (toMps: number): number => {
      const world = worldOf(null);
      put(world, 0, AT_ORIGIN, fromMps);
      return play(world, SPEED, actionOf(0, speedTo(toMps, { dimension: "rate", value: 0 })), 0.03).tick();
    };
    expect(endOf(40 / 3.6)).toBe(0.03);
    expect(endOf(11)).toBeNaN();
  });

  test("no faster than the car can: 20 m/s at 5 m/s^2 takes 4 s, whatever the rate asked for", () => {
    const ability = { maxSpeedMps: 15, maxAccelMps2: 5, maxDecelMps2: 10, maxAccelRateMps3: Infinity, maxDecelRateMps3: Infinity };
    const world = worldOf(null, { entities: [carOf("A", { ability })] });
    put(world, 0, AT_ORIGIN, 0);
    const played = play(world, SPEED, actionOf(0, speedTo(20, { dimension: "rate", value: 7 })), 0);
    let endSec = Number.NaN;
    for (let i = 0; i < 40; i++) endSec = played.tick();
    // 15 m/s is all it can, at 5 m/s^2
    expect(endSec).toBeCloseTo(3, 12);
    expect(world.state.entities[0]!.speedMps).toBe(15);
  });

  test("a start within a tick, noticed at once or a tick late, covers exactly its own part", () => {
    for (const [fromSec, noticedTick] of [
      [0.234, 2],
      [0.234, 3],
    ] as const) {
      const world = worldOf(null);
      put(world, 0, AT_ORIGIN, 10);
      const idle = play(world, SPEED, actionOf(0, speedTo(0, {})), 99);
      for (let i = 0; i < noticedTick; i++) idle.tick();
      const played = play(world, SPEED, actionOf(0, speedTo(20, { value: 1 })), fromSec);
      for (let i = noticedTick; i < 10; i++) played.tick();
      const t = 1 - fromSec;
      expect(world.state.entities[0]!.xM).toBeCloseTo(10 * fromSec + 10 * t + 5 * t * t, 12);
      expect(world.state.entities[0]!.speedMps).toBeCloseTo(10 + 10 * t, 12);
    }
  });

  test("timed by ticks the speed at a tick's end counts for all of it", () => {
    const world = worldOf(null, {}, { timing: "tick" });
    put(world, 0, AT_ORIGIN, 0);
    const played = play(world, SPEED, actionOf(0, speedTo(10, { value: 1 })), 0);
    for (let i = 0; i < 10; i++) played.tick();
    // 0.1 * (1 + 2 + ... + 10)
    expect(world.state.entities[0]!.xM).toBeCloseTo(5.5, 12);
  });

  test("a step is at once, and a target relative to another counts from its speed", () => {
    const world = worldOf(null);
    put(world, 0, AT_ORIGIN, 3);
    put(world, 1, { ...AT_ORIGIN, yM: 10 } as typeof AT_ORIGIN, 8);
    const relative: PrivateActionSpec = {
      kind: "speed",
      dynamics: { shape: "step", dimension: "time", value: 0, followingMode: null },
      target: { kind: "relative", entity: "B", value: 1.5, type: "factor", isContinuous: false },
    };
    expect(play(world, SPEED, actionOf(0, relative), 0).tick()).toBe(0);
    expect(world.state.entities[0]!.speedMps).toBe(12);
    expect(world.state.entities[0]!.xM).toBeCloseTo(1.2, 12);
  });

  test("a continuous target goes on for ever and follows the other's change", () => {
    const world = worldOf(null);
    put(world, 0, AT_ORIGIN, 0);
    put(world, 1, { ...AT_ORIGIN, yM: 10 } as typeof AT_ORIGIN, 10);
    const relative: PrivateActionSpec = {
      kind: "speed",
      dynamics: { shape: "linear", dimension: "time", value: 2, followingMode: null },
      target: { kind: "relative", entity: "B", value: -2, type: "delta", isContinuous: true },
    };
    const follower = play(world, SPEED, actionOf(0, relative), 0);
    for (let i = 0; i < 10; i++) expect(follower.tick()).toBeNaN();
    expect(world.state.entities[0]!.speedMps).toBeCloseTo(4, 12);
    for (let i = 0; i < 10; i++) follower.tick();
    world.state.entities[1]!.step.speedMps = 12;
    follower.tick();
    follower.tick();
    expect(world.state.entities[0]!.speedMps).toBeGreaterThan(8);
  });
});

describe("SpeedProfileAction", () => {
  const constraints = { maxAccelMps2: 5, maxDecelMps2: 10, maxAccelRateMps3: 4, maxDecelRateMps3: 3, maxSpeedMps: 50 };
  const entries = [
    { timeSec: 0, speedMps: 0 },
    { timeSec: 4, speedMps: 10 },
    { timeSec: 4, speedMps: 4 },
    { timeSec: 2, speedMps: 8 },
  ];
  const profile = (followingMode: "follow" | "position"): PrivateActionSpec => ({
    kind: "speed-profile",
    entity: null,
    followingMode,
    constraints,
    entries,
  });

  test("position: straight lines through the entries, and their way", () => {
    const world = worldOf(null);
    put(world, 0, AT_ORIGIN, 0);
    const played = play(world, PROFILE, actionOf(0, profile("position")), 0);
    let endSec = Number.NaN;
    for (let i = 0; i < 100; i++) endSec = played.tick();
    expect(endSec).toBeCloseTo(10, 12);
    expect(world.state.entities[0]!.xM).toBeCloseTo(20 + 28 + 12, 10);
  });

  test("follow: turns of even jerk about the corners; the last ends half a turn after the last entry", () => {
    const world = worldOf(null);
    put(world, 0, AT_ORIGIN, 0);
    const car = world.state.entities[0]!;
    const played = play(world, PROFILE, actionOf(0, profile("follow")), 0);
    for (let i = 0; i < 5; i++) played.tick();
    // jerk 4 m/s^3 from rest
    expect(car.speedMps).toBeCloseTo(0.5 * 4 * 0.25, 12);
    for (let i = 5; i < 80; i++) played.tick();
    // the corner at (8 s, 4 m/s): -1.5 to 2 m/s^2 at 4 m/s^3 about it
    expect(car.speedMps).toBeCloseTo(4 + (0.4375 * 3.5) / 4, 9);
    let endSec = Number.NaN;
    for (let i = 80; i < 105; i++) endSec = played.tick();
    expect(endSec).toBeCloseTo(10 + 1 / 3, 9);
    expect(car.speedMps).toBe(8);
  });

  test("without times as fast as the constraints allow; turns that do not fit draw the profile out", () => {
    const world = worldOf(null);
    put(world, 0, AT_ORIGIN, 0);
    const spec: PrivateActionSpec = {
      kind: "speed-profile",
      entity: null,
      followingMode: "follow",
      constraints,
      entries: [{ timeSec: null, speedMps: 2 }],
    };
    const played = play(world, PROFILE, actionOf(0, spec), 0);
    let endSec = Number.NaN;
    let most = 0;
    for (let i = 0; i < 60; i++) {
      endSec = played.tick();
      most = Math.max(most, world.state.entities[0]!.accelMps2);
    }
    // a triangle of acceleration with jerks 4 and 3: peak sqrt(2 * 2 * 12 / 7) = 2.62 m/s^2, 1.53 s
    expect(endSec).toBeGreaterThan(1.52);
    expect(endSec).toBeLessThan(1.7);
    expect(most).toBeLessThan(2.62);
    expect(world.state.entities[0]!.speedMps).toBe(2);
  });
});

describe("LongitudinalDistanceAction", () => {
  const keep = (parts: Partial<Extract<PrivateActionSpec, { kind: "longitudinal-distance" }>>): PrivateActionSpec => ({
    kind: "longitudinal-distance",
    entity: "B",
    distanceM: 20,
    timeGapSec: null,
    isFreespace: false,
    isContinuous: true,
    displacement: "any",
    coordinates: "entity",
    constraints: null,
    ...parts,
  });

  test.each([
    ["too far", 20.5, 0.4 * 2 * 0.5],
    ["too near", 19.5, -0.4 * 5 * 0.5],
  ])("%s, the spring is as stiff as what it ends with allows: braking from behind, driving off from before", (_, aheadM, mps2) => {
    const constraints = { maxAccelMps2: 5, maxDecelMps2: 2, maxAccelRateMps3: Infinity, maxDecelRateMps3: Infinity, maxSpeedMps: 40 };
    const world = worldOf(null, {}, { timing: "tick" });
    put(world, 0, AT_ORIGIN, 10);
    put(world, 1, { ...AT_ORIGIN, xM: aheadM } as typeof AT_ORIGIN, 10);
    play(world, DISTANCE, actionOf(0, keep({ constraints })), 0).tick();
    const car = world.state.entities[0]!;
    expect(car.speedMps).toBeCloseTo(10 + 0.1 * mps2, 12);
    expect(car.xM).toBeCloseTo(0.1 * car.speedMps, 12);
  });

  test("without constraints it is there at once: 20 m from bumper to bumper behind the other", () => {
    const world = worldOf(null);
    put(world, 0, AT_ORIGIN, 5);
    put(world, 1, { ...AT_ORIGIN, xM: 100 } as typeof AT_ORIGIN, 5);
    const spec = keep({ isFreespace: true, isContinuous: false, displacement: "trailingReferencedEntity" });
    expect(play(world, DISTANCE, actionOf(0, spec), 0).tick()).toBe(0);
    const [a, b] = world.state.entities;
    expect(b!.xM - a!.xM).toBeCloseTo(25, 10);
    expect(a!.accelMps2).toBe(0);
  });

  test("leading: ahead of the other by the way it drives in the time gap", () => {
    const world = worldOf(null);
    put(world, 0, { ...AT_ORIGIN, xM: 30 } as typeof AT_ORIGIN, 10);
    put(world, 1, AT_ORIGIN, 10);
    const spec = keep({ distanceM: null, timeGapSec: 2, isContinuous: false, displacement: "leadingReferencedEntity" });
    play(world, DISTANCE, actionOf(0, spec), 0).tick();
    expect(world.state.entities[0]!.xM - world.state.entities[1]!.xM).toBeCloseTo(20, 10);
  });

  test("with constraints it closes up within them and then stays; jerk is limited too", () => {
    for (const maxJerk of [Infinity, 2]) {
      const constraints = { maxAccelMps2: 2, maxDecelMps2: 3, maxAccelRateMps3: maxJerk, maxDecelRateMps3: maxJerk, maxSpeedMps: 30 };
      const world = worldOf(null);
      put(world, 0, AT_ORIGIN, 10);
      put(world, 1, { ...AT_ORIGIN, xM: 60 } as typeof AT_ORIGIN, 10);
      const played = play(world, DISTANCE, actionOf(0, keep({ constraints })), 0);
      let before = 0;
      for (let i = 0; i < 400; i++) {
        played.tick();
        const now = world.state.entities[0]!.accelMps2;
        expect(now).toBeLessThan(2 + 1e-9);
        expect(now).toBeGreaterThan(-3 - 1e-9);
        if (i > 0) expect(Math.abs(now - before)).toBeLessThan(maxJerk * 0.1 + 1e-9);
        before = now;
      }
      expect(world.state.entities[1]!.xM - world.state.entities[0]!.xM).toBeCloseTo(20, 3);
      expect(world.state.entities[0]!.speedMps).toBeCloseTo(10, 3);
    }
  });
});
