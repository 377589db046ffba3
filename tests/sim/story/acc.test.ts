import { describe, expect, test } from "vitest";
import { accAccelMps2, type AccView } from "../../../src/sim/story/acc.ts";
import { assignController } from "../../../src/sim/story/controllers.ts";
import { moveEntities } from "../../../src/sim/story/motion.ts";
import type { StoryWorld } from "../../../src/sim/story/state.ts";
import { actionOf, AT_ORIGIN, put, worldOf } from "./motion-world.ts";

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

  test("on a free road 0.7 of the greatest acceleration, less within 1 m/s of the set speed", () => {
    expect(accAccelMps2(view({ gapM: Infinity }))).toBeCloseTo(3.5, 12);
    expect(accAccelMps2(view({ gapM: Infinity, speedMps: 19.5 }))).toBeCloseTo(1.75, 12);
    expect(accAccelMps2(view({ gapM: Infinity, speedMps: 25 }))).toBeCloseTo(-7, 12);
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
  const apart = (xM: number) => ({ ...AT_ORIGIN, xM }) as typeof AT_ORIGIN;

  test("timed by ticks, the additive one is moved at the speed there was, the overriding one at the new one", () => {
    for (const [mode, wayMps] of [
      ["additive", 10],
      ["override", 10.07],
    ] as const) {
      const world = worldOf(null, {}, { timing: "tick", dtSec: 0.01 });
      put(world, 0, AT_ORIGIN, 10);
      put(world, 1, apart(-500), 0);
      drive(world, mode, "20");
      tick(world);
      expect(world.state.entities[0]!.speedMps).toBeCloseTo(10.07, 9);
      expect(world.state.entities[0]!.xM).toBeCloseTo(wayMps * 0.01, 9);
    }
  });

  test("what an action made of the speed has no effect on the overriding one, and is what the additive one goes on from", () => {
    for (const [mode, afterMps] of [
      ["additive", 1.07],
      ["override", 10.07],
    ] as const) {
      const world = worldOf(null, {}, { timing: "tick", dtSec: 0.01 });
      put(world, 0, AT_ORIGIN, 10);
      put(world, 1, apart(-500), 0);
      drive(world, mode, "20");
      world.state.entities[0]!.step.speedMps = 1;
      tick(world);
      expect(world.state.entities[0]!.speedMps).toBeCloseTo(afterMps, 9);
    }
  });

  test("it heeds who stands 50 m ahead of its origin, and nobody farther at 10 m/s; at 20 m/s it looks 60 m ahead", () => {
    for (const [speedMps, aheadM, isSeen] of [
      [10, 49, true],
      [10, 51, false],
      [20, 59, true],
      [20, 61, false],
    ] as const) {
      const world = worldOf(null);
      put(world, 0, AT_ORIGIN, speedMps);
      put(world, 1, apart(aheadM), 0);
      drive(world, "override", String(speedMps + 10));
      tick(world);
      // On a free road 7 m/s^2 for 0.1 s; behind somebody anything else.
      expect(Math.abs(world.state.entities[0]!.speedMps - speedMps - 0.7) > 1e-9).toBe(isSeen);
    }
  });
});
