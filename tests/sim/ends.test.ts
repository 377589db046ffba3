import { describe, expect, test } from "vitest";
import type { VehicleModel } from "../../src/vehicle/model.ts";
import { vehicleModel } from "../../src/vehicle/models.ts";
import {
  cruiser,
  lineOf,
  NOTHING,
  recordingOf,
  runOf,
  steer,
  STRAIGHT,
  straightRoad,
  trackOf,
  worldOf,
  type WorldSketch,
} from "../support/world.ts";

const end = (sketch: WorldSketch, command = STRAIGHT, ticks = 5000) =>
  runOf(
    worldOf(sketch),
    () => command,
    () => 0,
    { maxTick: ticks },
  ).outcome.end;

const route = lineOf([0, 0], [500, 0]);
const pose = { xM: 60, yM: 0, yawRad: 0 };

describe("goal", () => {
  test("is reached when the box centre passes its place on the route", () => {
    // The box centre is at 1 + 10 t: 61 at 6 s.
    expect(end({ ego: { route }, ends: { goal: { sM: 61, pose } } })).toMatchObject({ reason: "goal", tick: 600 });
  });

  test("on a route that crosses itself it is the pass one is on", () => {
    const loop = Array.from({ length: 200 }, (_, i) => [40 * Math.sin((i / 199) * 6), 40 - 40 * Math.cos((i / 199) * 6)] as const);
    const around = lineOf(...loop, [60, 5]);
    const wheel = steer(0, Math.atan(2.5 / 40));
    const reached = end({ ego: { route: around }, ends: { goal: { sM: 200, pose } } }, wheel);
    expect(reached.reason).toBe("goal");
    expect(reached.tick).toBeCloseTo(1990, -1.5);
  });

  test("without a route is no sound world", () => {
    expect(() => end({ ends: { goal: { sM: 5, pose } } })).toThrow(/goal without a route/);
  });
});

describe("off the map", () => {
  const road = straightRoad(2, 400);

  test("ends where the box centre is farther from every driving lane than allowed", () => {
    // The road's edge is at y = -7; heading -0.5 rad from (0, -3), the box centre is at y = -3 - 4.79 t - 0.479.
    const out = end({ road, ego: { startYM: -3, startYawRad: -0.5 }, ends: { offMapM: 2 } });
    expect(out.reason).toBe("off-map");
    const t = (9 - 3 - Math.sin(0.5)) / (10 * Math.sin(0.5));
    expect(out.tick).toBe(Math.ceil(t / 0.01));
    expect(out.detail).toContain("2.0");
  });

  test("counts for the end of the road too, and not where nothing is said", () => {
    expect(end({ road, ego: { startYM: -3 }, ends: { offMapM: 5.05 } })).toMatchObject({ reason: "off-map", tick: 4041 });
    expect(end({ road, ego: { startYM: -3 } }).reason).toBe("aborted");
    expect(end({ ends: { offMapM: 5 } }).reason).toBe("aborted"); // no lanes: a boundless plane
  });
});

describe("completed", () => {
  test("by the duration, and by the end of the recording", () => {
    expect(end({ ends: { durationTicks: 77 } })).toMatchObject({ reason: "completed", tick: 77 });
    const recorded = recordingOf(120, 0.01, (t) => ({ x: 10 * t, y: 0, v: 10 }));
    expect(end({ ego: { recorded }, ends: { endWithRecording: true } }, NOTHING)).toMatchObject({ reason: "completed", tick: 119 });
  });

  test("the limit of ticks is a failure of its own", () => {
    expect(end({ ends: { maxTicks: 50 } })).toMatchObject({ reason: "max-ticks", tick: 50 });
  });
});

describe("order", () => {
  test("contact before goal before off-map before duration before the limit", () => {
    const goal = { sM: 61, pose };
    const all: WorldSketch = {
      ego: { route },
      road: straightRoad(1, 20),
      actors: [cruiser("a", 65, 0, 0)],
      ends: { goal, offMapM: 40.95, durationTicks: 600, maxTicks: 600 },
    };
    expect(end(all)).toMatchObject({ reason: "contact", tick: 600 });
    expect(end({ ...all, actors: [] })).toMatchObject({ reason: "goal", tick: 600 });
    expect(end({ ...all, actors: [], ends: { ...all.ends, goal: null } })).toMatchObject({ reason: "off-map", tick: 600 });
    expect(end({ ...all, actors: [], ends: { durationTicks: 600, maxTicks: 600 } })).toMatchObject({ reason: "completed", tick: 600 });
  });
});

describe("diverged", () => {
  /** The kinematic car, with one number of its inner state spoilt at a tick. */
  function spoilt(index: number, value: number): VehicleModel {
    const sound = vehicleModel("kinematic");
    let ticks = 0;
    return {
      ...sound,
      step: (p, x, cmd, road, dtSec, out) => {
        sound.step(p, x, cmd, road, dtSec, out);
        ticks += 1;
        if (ticks === 10) out[index] = value;
      },
    };
  }

  test.each([
    ["a speed that is none", 3, Number.NaN, "ego.vLonMps is NaN"],
    ["a place that is infinite", 0, Infinity, "slot 0 has xM Infinity"],
    ["a speed that no car has", 3, 151, "ego.vLonMps is 151"],
    ["a place out of this world", 1, -1.1e7, "yM -11000000"],
  ])("%s ends the run at that tick and names the field", (_, index, value, text) => {
    const world = worldOf();
    const broken = { ...world, ego: { ...world.ego, vehicle: spoilt(index, value) } };
    const { outcome, kept } = runOf(
      broken,
      () => STRAIGHT,
      () => 0,
      { maxTick: 100 },
    );
    expect(outcome.end).toMatchObject({ reason: "diverged", tick: 10 });
    expect(outcome.end.detail).toContain(text);
    expect(kept.length).toBe(11);
  });

  test("a road user that is not finite is named by its slot", () => {
    const track = trackOf(50, 0.01, () => ({ x: 50, y: 5 }));
    track.vyMps[20] = Number.NaN;
    const out = end({ actors: [{ name: "a", motion: "replayed", track }] });
    expect(out).toMatchObject({ reason: "diverged", tick: 20 });
    expect(out.detail).toContain("slot 1");
    expect(out.detail).toContain("vyMps NaN");
  });

  test("numbers of someone absent mean nothing", () => {
    const track = trackOf(50, 0.01, () => ({ x: 50, y: 5 }));
    track.vyMps[20] = Number.NaN;
    track.present[20] = 0;
    expect(end({ actors: [{ name: "a", motion: "replayed", track }], ends: { maxTicks: 40 } }).reason).toBe("max-ticks");
  });
});
