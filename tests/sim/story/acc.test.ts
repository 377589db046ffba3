import { describe, expect, test } from "vitest";
import { laneOf, lineOf, mapOfRoads, roadOf, sectionOf } from "../../road/opendrive-made.ts";
import { accAccelMps2, type AccView } from "../../../src/sim/story/acc.ts";
import { assignController } from "../../../src/sim/story/controllers.ts";
import { moveEntities } from "../../../src/sim/story/motion.ts";
import type { StoryWorld } from "../../../src/sim/story/state.ts";
import { actionOf, AT_ORIGIN, carOf, ON_LANE, put, worldOf } from "./motion-world.ts";

describe("the law", () => {
  const view = (parts: Partial<AccView>): AccView => ({
    speedMps: 12,
    setMps: 20,
    timeGapSec: 1.5,
    gapM: 21,
    leadMps: 10,
    maxAccelMps2: 5,
    maxDecelMps2: 10,
    ...parts,
  });

  test("at the wanted gap, 3 m and 1.5 s of the faster of the two, it comes to the lead's speed within the second", () => {
    expect(accAccelMps2(view({}))).toBeCloseTo(-2, 12);
    // The lead is the faster one: 3 + 1.5 * 14 = 24 m.
    expect(accAccelMps2(view({ leadMps: 14, gapM: 24 }))).toBeCloseTo(2, 12);
  });

  test("half the wanted gap takes half of (set - lead + 2.5) off the speed wanted, twice the gap adds all of it, within the limits", () => {
    // 10 - 0.5 * 12.5 = 3.75 m/s.
    expect(accAccelMps2(view({ gapM: 10.5 }))).toBeCloseTo(3.75 - 12, 12);
    expect(accAccelMps2(view({ gapM: 42 }))).toBe(5);
    expect(accAccelMps2(view({ gapM: 1 }))).toBe(-10);
    expect(accAccelMps2(view({ gapM: 42, maxAccelMps2: 20 }))).toBeCloseTo(22.5 - 12, 12);
  });

  test("a lead faster than the set speed is worth the set speed, and asks for its own gap", () => {
    // 3 + 1.5 * 30 = 48 m; 20 - 0.5 * 2.5 = 18.75 m/s.
    expect(accAccelMps2(view({ speedMps: 20, leadMps: 30, gapM: 24 }))).toBeCloseTo(-1.25, 12);
  });

  test("with more than twice the wanted gap it wants 2.5 m/s more than the set speed, and no more", () => {
    // 20 + 2.5 - 18 = 4.5.
    expect(accAccelMps2(view({ speedMps: 18, gapM: 60 }))).toBeCloseTo(4.5, 12);
    expect(accAccelMps2(view({ speedMps: 18, gapM: 600 }))).toBeCloseTo(4.5, 12);
  });

  test("on a free road 0.7 of the greatest acceleration for each m/s up to the set speed, within that and the greatest deceleration", () => {
    expect(accAccelMps2(view({ gapM: Infinity }))).toBeCloseTo(3.5, 12);
    expect(accAccelMps2(view({ gapM: Infinity, speedMps: 19.5 }))).toBeCloseTo(1.75, 12);
    expect(accAccelMps2(view({ gapM: Infinity, speedMps: 21 }))).toBeCloseTo(-3.5, 12);
    expect(accAccelMps2(view({ gapM: Infinity, speedMps: 25 }))).toBe(-10);
  });
});

describe("driving", () => {
  const drive = (world: StoryWorld, mode: string, setMps: string): void => {
    const properties = [
      { name: "mode", value: mode },
      { name: "setSpeed", value: setMps },
    ];
    assignController(
      world,
      actionOf(0, {
        kind: "assign-controller",
        controllers: [{ name: "ACCController", properties, types: [] }],
        lateral: null,
        longitudinal: true,
        lighting: null,
        animation: null,
      }),
    );
  };
  const tick = (world: StoryWorld): void => {
    world.state.tick += 1;
    moveEntities(world, world.options.dtSec);
  };

  /** Two in a world: who drives, and another so far ahead of it, `leftM` to the side. */
  const pair = (speedMps: number, aheadM: number, leadMps = 0, leftM = 0, options: Parameters<typeof worldOf>[2] = {}): StoryWorld => {
    const world = worldOf(null, {}, options);
    put(world, 0, AT_ORIGIN, speedMps);
    put(world, 1, { ...AT_ORIGIN, xM: aheadM, yM: leftM } as typeof AT_ORIGIN, leadMps);
    return world;
  };
  const ego = (world: StoryWorld) => world.state.entities[0]!;
  const BY_TICKS = { timing: "tick", dtSec: 0.01 } as const;

  test("in override it drives at its set speed, whatever an action makes of the speed; timed by ticks at the new speed for all of the tick", () => {
    const world = pair(10, -500, 0, 0, BY_TICKS);
    drive(world, "override", "20");
    ego(world).step.speedMps = 1;
    tick(world);
    expect(ego(world).speedMps).toBeCloseTo(10.07, 9);
    expect(ego(world).xM).toBeCloseTo(0.1007, 9);
  });

  test("added to the default controller it keeps the speed it was activated at, until an action sets another: that is its set speed then", () => {
    const world = pair(10, -500, 0, 0, BY_TICKS);
    drive(world, "additive", "20");
    tick(world);
    expect(ego(world).speedMps).toBe(10);
    ego(world).step.speedMps = 30;
    tick(world);
    // It is moved as the action says, and comes to the speed at its own pace.
    expect(ego(world).xM).toBeCloseTo(0.1 + 0.3, 9);
    expect(ego(world).speedMps).toBeCloseTo(10.07, 9);
    for (let i = 0; i < 100; i++) tick(world);
    expect(ego(world).speedMps).toBeCloseTo(17.07, 9);
  });

  test("properties that are no numbers, and one that would not drive, are refused", () => {
    const world = pair(10, 100);
    expect(() => drive(world, "override", "fast")).toThrow(/setSpeed.*fast/);
    const controllers = [{ name: "ACCController", properties: [{ name: "virtual", value: "true" }], types: [] }];
    const spec = { kind: "assign-controller", controllers, lateral: null, longitudinal: true, lighting: null, animation: null } as const;
    expect(() => assignController(world, actionOf(0, spec))).toThrow(/virtual/);
  });

  test("it comes to its set speed and stays there", () => {
    const world = pair(19.9, -500);
    drive(world, "override", "20");
    for (let i = 0; i < 50; i++) tick(world);
    expect(ego(world).speedMps).toBeCloseTo(20, 6);
    expect(ego(world).speedMps).toBeLessThanOrEqual(20);
  });

  test("it looks 50 m ahead, or 6 m and twice the way to stop: at 30 m/s and 10 m/s^2 96 m", () => {
    for (const [speedMps, aheadM, isSeen] of [
      [10, 49, true],
      [10, 51, false],
      [30, 95, true],
      [30, 97, false],
    ] as const) {
      const world = pair(speedMps, aheadM);
      drive(world, "override", String(speedMps + 10));
      tick(world);
      // On a free road 7 m/s^2 for 0.1 s; behind somebody anything else.
      expect(Math.abs(ego(world).speedMps - speedMps - 0.7) > 1e-9).toBe(isSeen);
    }
  });

  test("less than 1 m from the other it stands at once", () => {
    // Boxes of 5 m, centres 1.4 m ahead of the origins: 5.9 m apart leaves 0.9 m.
    for (const [aheadM, stands] of [
      [5.9, true],
      [6.1, false],
    ] as const) {
      const world = pair(10, aheadM);
      drive(world, "override", "10");
      tick(world);
      expect(ego(world).speedMps === 0).toBe(stands);
    }
  });

  test("on another lane it heeds who is as near as 0.2 m on the left, or 0.5 m on the right, and close ahead", () => {
    const lanes = [laneOf(-1, 3.5), laneOf(-2, 3.5), laneOf(-3, 3.5)];
    const map = mapOfRoads([roadOf([lineOf(500)], { sections: [sectionOf(0, lanes)] })]);
    const slows = (lane: string, offsetM: number, gapM: number): boolean => {
      const world = worldOf(map);
      put(world, 0, { ...ON_LANE, lane: "-2" } as typeof ON_LANE, 10);
      put(world, 1, { ...ON_LANE, lane, offsetM, sM: 15 + gapM } as typeof ON_LANE, 10);
      drive(world, "override", "20");
      tick(world);
      return ego(world).speedMps < 10;
    };
    // Boxes of 2 m in the middle of their lanes leave 1.5 m; ahead counts 1 m and its length of 5 m.
    expect(slows("-1", -1.35, 5.5)).toBe(true);
    expect(slows("-1", -1.25, 5.5)).toBe(false);
    expect(slows("-1", -1.35, 6.5)).toBe(false);
    expect(slows("-3", 1.05, 5.5)).toBe(true);
    expect(slows("-3", 0.95, 5.5)).toBe(false);
  });

  test("of several ahead it keeps its gap to the nearest, in whatever order they come; of two as near, to the slower", () => {
    const map = mapOfRoads([roadOf([lineOf(500)], { sections: [sectionOf(0, [laneOf(-1, 3.5)])] })]);
    const speedBehind = (others: readonly (readonly [gapM: number, offsetM: number, speedMps: number])[]): number => {
      const world = worldOf(map, { entities: ["Ego", "B", "C"].map((name) => carOf(name)) });
      put(world, 0, ON_LANE, 12);
      others.forEach(([gapM, offsetM, leadMps], i) => put(world, i + 1, { ...ON_LANE, sM: 15 + gapM, offsetM } as typeof ON_LANE, leadMps));
      drive(world, "override", "20");
      tick(world);
      return ego(world).speedMps;
    };
    const near = [2, 0, 10] as const;
    const far = [3.5, 1.5, 14] as const;
    const slow = [2, 1, 9] as const;
    // Gap wanted 21 m: 10 + (2 / 21 - 1) (20 - 10 + 2.5) = -1.3 m/s, more than 10 m/s^2 away.
    expect(speedBehind([near, far])).toBeCloseTo(11, 9);
    expect(speedBehind([far, near])).toBe(speedBehind([near, far]));
    // Gap wanted 15 + 1.5 * 20 m for those: u = 18, 18 + (20 / 33 - 1) 4.5 - 12.
    const first = [20, 0, 18] as const;
    const second = [20, 1, 17] as const;
    expect(speedBehind([first, second])).toBe(speedBehind([second, first]));
    expect(speedBehind([second, first])).toBeLessThan(speedBehind([first, first]));
    expect(speedBehind([slow, near])).toBe(speedBehind([near, slow]));
  });
});
