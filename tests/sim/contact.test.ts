import { describe, expect, test } from "vitest";
import { firstTouchSec } from "../../src/sim/contact.ts";
import { initialState, tick } from "../../src/sim/tick.ts";
import { cruiser, lineOf, NOTHING, runOf, startOn, steer, STRAIGHT, trackOf, worldOf } from "../support/world.ts";

/** The ego's box reaches from -1 m to 3 m at the start, half a width of 1 m. */

describe("contact ends the run", () => {
  test("at the first tick at which the boxes share a point, with whom, where and when", () => {
    // Front bumper at 3 + 10 t, the other's rear at 28: touch at 2.5 s.
    const world = worldOf({ actors: [{ ...cruiser("lead", 30, 0, 0), cls: "truck" }] });
    const { outcome, kept } = runOf(
      world,
      () => STRAIGHT,
      (r) => r.tick,
    );
    expect(outcome.end.reason).toBe("contact");
    expect(outcome.end.tick).toBe(250);
    expect(kept.at(-1)).toBe(250);
    expect(outcome.end.detail).toBe("contact with lead (truck, id 2) at the ego's front, ego at x 26.00 m, y 0.00 m, at 2.500 s");
  });

  test("passing at a hand's breadth is none, overlapping by one is", () => {
    const beside = (yM: number) =>
      runOf(
        worldOf({ actors: [cruiser("a", 30, yM, 0)] }),
        () => STRAIGHT,
        () => 0,
        { maxTick: 500 },
      ).outcome.end;
    expect(beside(2.05).reason).toBe("aborted");
    expect(beside(1.95)).toMatchObject({ reason: "contact", tick: 250 });
  });

  test.each([
    ["left", 10, 6, [10, 6] as const, -Math.PI / 2],
    ["right", 10, -6, [10, -6] as const, Math.PI / 2],
  ])("the side is told: %s", (side, x, y, _, yaw) => {
    const track = trackOf(300, 0.01, (t) => ({ x: x + 10 * t, y: y * (1 - t / 2), yaw, v: 3 }));
    const world = worldOf({ ego: { startXM: 8.9 }, actors: [{ name: "a", motion: "replayed", track }] });
    expect(
      runOf(
        world,
        () => STRAIGHT,
        () => 0,
      ).outcome.end.detail,
    ).toContain(`at the ego's ${side}`);
  });

  test("at tick 0 where they begin in each other", () => {
    expect(
      runOf(
        worldOf({ actors: [cruiser("a", 2, 0, 0)] }),
        () => STRAIGHT,
        () => 0,
      ).outcome.end,
    ).toMatchObject({ reason: "contact", tick: 0 });
  });

  test("of two touched in one tick the first touched is told", () => {
    const actors = [cruiser("second", 30.03, 0.9, 0), cruiser("first", 30, -0.9, 0)];
    expect(
      runOf(
        worldOf({ actors }),
        () => STRAIGHT,
        () => 0,
      ).outcome.end.detail,
    ).toContain("first");
  });

  test("someone absent is not touched", () => {
    expect(
      runOf(
        worldOf({ actors: [cruiser("a", 30, 0, 0, { fromTick: 900 })] }),
        () => STRAIGHT,
        () => 0,
        { maxTick: 500 },
      ).outcome.end.reason,
    ).toBe("aborted");
  });
});

describe("between two ticks", () => {
  const thin = { lengthM: 0.5, widthM: 0.5, rearM: 0.25 };

  test("a thin thing is not jumped over at a coarse tick, and the instant of touch is told", () => {
    // 40 m/s at 0.2 s: 8 m a tick. The front, 3 + 40 t, reaches 59.75 at 1.41875 s; at 1.6 s the ego is past it.
    const crossing = {
      name: "post",
      size: thin,
      motion: "scripted",
      start: startOn(lineOf([60, 0], [60, 900]), 0, 0),
      speedProfile: null,
    } as const;
    const world = worldOf({ dtSec: 0.2, ego: { startVLonMps: 40 }, actors: [{ ...crossing, cls: "static" }] });
    const { outcome } = runOf(
      world,
      () => STRAIGHT,
      (r) => r.actors.xM[0]!,
    );
    expect(outcome.end).toMatchObject({ reason: "contact", tick: 8 });
    expect(outcome.end.detail).toContain("at 1.419 s");
  });

  test("two that pass through each other's lane one after another did not touch", () => {
    // The walker leaves the lane before the ego's front comes.
    const walker = {
      name: "walker",
      size: thin,
      motion: "scripted",
      start: startOn(lineOf([60, -1.4], [60, 900]), 0, 3),
      speedProfile: null,
    } as const;
    const world = worldOf({ dtSec: 0.2, ego: { startVLonMps: 40 }, actors: [walker] });
    expect(
      runOf(
        world,
        () => STRAIGHT,
        () => 0,
        { maxTick: 20 },
      ).outcome.end.reason,
    ).toBe("aborted");
  });

  test("someone who enters the world is not swept from nowhere", () => {
    const world = worldOf({ dtSec: 0.2, ego: { startVLonMps: 40 }, actors: [cruiser("a", -5, 0, 0, { fromTick: 3 })] });
    expect(
      runOf(
        world,
        () => NOTHING,
        () => 0,
        { maxTick: 20 },
      ).outcome.end.reason,
    ).toBe("aborted");
  });

  test("the instant of touch does not depend on the tick length", () => {
    for (const dtSec of [0.2, 0.1, 0.05, 0.01]) {
      const world = worldOf({ dtSec, ego: { startVLonMps: 30 }, actors: [cruiser("a", 50, 0.5, 12)] });
      const state = initialState(world);
      let atSec = Infinity;
      for (let k = 0; atSec === Infinity && k < 1000; k++) {
        tick(world, state);
        atSec = firstTouchSec(world, state, 0, 1);
      }
      expect(atSec).toBeCloseTo((48 - 3) / 18, 9);
    }
  });
});

test("a controller that brakes in time has no contact", () => {
  const world = worldOf({ actors: [cruiser("a", 30, 0, 0)] });
  expect(
    runOf(
      world,
      () => steer(-4, 0),
      () => 0,
      { maxTick: 1000 },
    ).outcome.end.reason,
  ).toBe("aborted");
});
