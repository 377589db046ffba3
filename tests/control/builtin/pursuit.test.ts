import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { builtinController } from "../../../src/control/builtin/builtin.ts";
import { polylineOf } from "../../../src/core/polyline.ts";
import { speedAtMps, speedProfile } from "../../../src/control/builtin/speed-profile.ts";
import { followAccelMps2, freeAccelMps2 } from "../../../src/control/builtin/acc.ts";
import { runSync, runStartOf } from "../../../src/sim/loop.ts";
import type { WorldModel } from "../../../src/sim/world.ts";
import { readVehicleParams } from "../../../src/vehicle/parameters.ts";
import { type ActorSketch, cruiser, lineOf, NO_ROAD, straightRoad, trackOf, type WorldSketch, worldOf } from "../../support/world.ts";

const VEHICLE = join(import.meta.dirname, "../../../scenarios/vehicles/compact.json");
const COMPACT = readVehicleParams(JSON.parse(readFileSync(VEHICLE, "utf8")), VEHICLE);
const STRAIGHT = lineOf([0, 0], [2000, 0]);

/** A run of the default car on a route under the built-in driver: its way, sampled each tick. */
function drive(
  sketch: WorldSketch,
  seconds: number,
  route = STRAIGHT,
): { way: { x: number; y: number; v: number; a: number }[]; end: string } {
  const ego = { params: COMPACT, route, startVLonMps: 15, ...sketch.ego };
  const model: WorldModel = worldOf({ ...sketch, ego, ends: { durationTicks: Math.round(seconds * 100), ...sketch.ends } });
  const way: { x: number; y: number; v: number; a: number }[] = [];
  const record = ({ ego: e }: { ego: { xM: number; yM: number; vLonMps: number; aLonMps2: number } }): void => {
    way.push({ x: e.xM, y: e.yM, v: e.vLonMps, a: e.aLonMps2 });
  };
  const outcome = runSync(model, builtinController("pursuit").open(), { record });
  return { way, end: outcome.end.reason };
}

const last = <T>(values: readonly T[]): T => values[values.length - 1] as T;

describe("alone on the road", () => {
  test("it comes to the speed asked for and stays on the line", () => {
    const { way } = drive({ road: straightRoad(1, 2000), ego: { params: COMPACT, startYM: -1.75 } }, 40, lineOf([0, -1.75], [2000, -1.75]));
    expect(last(way).v).toBeGreaterThan(29);
    expect(last(way).v).toBeLessThan(30.2);
    for (const p of way) expect(Math.abs(p.y + 1.75)).toBeLessThan(1e-9);
  });

  test("it comes back to the line from a metre beside it, and does not swing out", () => {
    const { way } = drive({ ego: { params: COMPACT, startYM: 1 } }, 15);
    expect(Math.abs(last(way).y)).toBeLessThan(0.01);
    for (const p of way) expect(p.y).toBeGreaterThan(-0.2);
  });

  test("a circle is held at 25 m/s within a hand's breadth, understeer and all", () => {
    const R = 400;
    const points = Array.from({ length: 400 }, (_, i) => [R * Math.sin(i / 200), R - R * Math.cos(i / 200)] as const);
    const { way } = drive({ ego: { params: COMPACT, startVLonMps: 25 } }, 12, lineOf(...points));
    for (const p of way.slice(300)) expect(Math.abs(Math.hypot(p.x, p.y - R) - R)).toBeLessThan(0.2);
    expect(last(way).v).toBeGreaterThan(24);
  });

  test("a bend of 30 m is taken at no more than 2 m/s^2 to the side", () => {
    const R = 30;
    const bend = Array.from({ length: 40 }, (_, i) => [150 + R * Math.sin(i / 20), R - R * Math.cos(i / 20)] as const);
    const { way } = drive({ ego: { params: COMPACT } }, 25, lineOf([0, 0], [50, 0], [100, 0], ...bend));
    const inBend = way.filter((p) => p.x > 155 && p.y < R);
    expect(inBend.length).toBeGreaterThan(100);
    for (const p of inBend) expect((p.v * p.v) / R).toBeLessThan(2.3);
  });

  test("where the route ends without a goal it stops before the end", () => {
    const { way } = drive({}, 40, lineOf([0, 0], [200, 0]));
    expect(last(way).v).toBeLessThan(0.01);
    expect(last(way).x).toBeGreaterThan(185);
    expect(last(way).x + COMPACT.footprint.lengthM - COMPACT.footprint.rearM).toBeLessThan(200);
  });
});

describe("with others", () => {
  const box = { lengthM: 4, widthM: 2, rearM: 2 };

  test("it follows a slower car at its speed, with a headway", () => {
    const { way, end } = drive({ actors: [cruiser("lead", 60, 0, 10)] }, 40);
    expect(end).toBe("completed");
    expect(last(way).v).toBeCloseTo(10, 1);
    const gap = 60 + 10 * 40 - 2 - (last(way).x + COMPACT.footprint.lengthM - COMPACT.footprint.rearM);
    expect(gap).toBeGreaterThan(12);
    expect(gap).toBeLessThan(30);
  });

  test("it stops behind a standing car, gently", () => {
    const { way, end } = drive({ actors: [cruiser("wall", 150, 0, 0)] }, 40);
    expect(end).toBe("completed");
    expect(last(way).v).toBeLessThan(0.05);
    for (const p of way) expect(p.a).toBeGreaterThan(-3.5);
  });

  test("it does not mind those beside it", () => {
    const actors = [cruiser("left", 30, 3.5, 8), cruiser("right", 40, -3.5, 0)];
    const { way } = drive({ actors }, 20);
    for (const p of way.slice(100)) expect(p.a).toBeGreaterThan(-0.5);
  });

  const crosser = (atSec: number): ActorSketch => ({
    name: "walker",
    cls: "pedestrian",
    size: { lengthM: 0.5, widthM: 0.5, rearM: 0.25 },
    motion: "replayed",
    track: trackOf(3000, 0.01, (t) => ({ x: 60, y: -4 + 1.5 * Math.max(0, t - atSec), yaw: Math.PI / 2, v: t > atSec ? 1.5 : 0 })),
  });

  test("a pedestrian who steps out is braked for", () => {
    for (const atSec of [0, 0.5, 1]) {
      const { way, end } = drive({ actors: [crosser(atSec)] }, 25);
      expect(end).toBe("completed");
      expect(Math.min(...way.map((p) => p.v))).toBeLessThan(10);
    }
  });

  test("one who has long crossed is not", () => {
    const gone = { ...crosser(0), track: trackOf(3000, 0.01, (t) => ({ x: 120, y: -2 + 2 * t, yaw: Math.PI / 2, v: 2 })) } as ActorSketch;
    const { way } = drive({ actors: [gone] }, 10);
    for (const p of way) expect(p.a).toBeGreaterThan(-0.3);
  });

  test("a car that cuts in at speed is let in without an emergency stop", () => {
    const track = trackOf(3000, 0.01, (t) => {
      const u = Math.min(1, Math.max(0, (t - 1) / 3));
      return { x: 12 + 16 * t, y: 3.5 * (1 - u), v: 16 };
    });
    const { way, end } = drive({ actors: [{ name: "cutter", size: box, motion: "replayed", track }] }, 20);
    expect(end).toBe("completed");
    for (const p of way) expect(p.a).toBeGreaterThan(-3);
  });
});

test("it refuses a scenario without a route", () => {
  const outcome = builtinController("pursuit").open().start(runStartOf(worldOf()));
  expect(outcome).toMatchObject({ kind: "fault", fault: { code: "RDV_SCENARIO_UNSUPPORTED", tick: -1 } });
});

describe("the speed to drive", () => {
  test("is the lane's limit, before it the route's, else that of a town or the one it came with", () => {
    const route = polylineOf([0, 100, 200], [-1.75, -1.75, -1.75]);
    expect(Array.from(speedProfile(route, straightRoad(1, 200), 20, 10))).toEqual([30, 30, 30]);
    expect(Array.from(speedProfile(route, NO_ROAD, 20, 10))).toEqual([20, 20, 20]);
    expect(speedProfile(route, NO_ROAD, null, 10)[0]).toBeCloseTo(50 / 3.6, 12);
    expect(speedProfile(route, NO_ROAD, null, 33)[0]).toBe(33);
  });

  test("falls before a bend no faster than 1.5 m/s^2 brakes", () => {
    const turn = Array.from({ length: 30 }, (_, i) => [300 + 20 * Math.sin(i / 20), 20 - 20 * Math.cos(i / 20)]);
    const xs = [...Array.from({ length: 60 }, (_, i) => 5 * i), ...turn.map((p) => p[0] as number)];
    const ys = [...Array.from({ length: 60 }, () => 0), ...turn.map((p) => p[1] as number)];
    const route = polylineOf(xs, ys);
    const profile = speedProfile(route, NO_ROAD, 25, 10);
    expect(profile[80]).toBeCloseTo(Math.sqrt(2 * 20), 0);
    for (let i = 0; i + 1 < route.count; i++) {
      const braking =
        ((profile[i] as number) ** 2 - (profile[i + 1] as number) ** 2) / (2 * ((route.sM[i + 1] as number) - (route.sM[i] as number)));
      expect(braking).toBeLessThan(1.5 + 1e-9);
    }
    const out = { accelMps2: 0 };
    expect(speedAtMps(route, profile, 2.5, 0, out)).toBe(25);
    expect(out.accelMps2).toBe(0);
    // 2 a s: 20 m before the bend's speed it is 60 (m/s)^2 more of v^2.
    const bend = profile[65] as number;
    const at = route.sM[65] as number;
    expect(speedAtMps(route, profile, at - 20, 0, out) ** 2).toBeCloseTo(bend * bend + 60, 0);
    expect(Math.abs(out.accelMps2 + 1.5)).toBeLessThan(0.1);
  });
});

describe("how it follows", () => {
  test("a free road: full acceleration from rest, none at the wanted speed, comfort above it", () => {
    expect(freeAccelMps2(0, 20)).toBe(1.8);
    expect(freeAccelMps2(20, 20)).toBe(0);
    expect(freeAccelMps2(40, 20)).toBe(-2);
    expect(freeAccelMps2(10, 20)).toBe(1.8 * (1 - 1 / 16));
  });

  test("behind one at the same speed it is nearly the IDM: little at the wanted gap of a fast road", () => {
    // s* = 2.5 + 20 * 1.6 = 34.5 m; far below the wanted speed the free term is a (1 - (1/2)^4).
    expect(followAccelMps2(20, 40, 34.5, 20, 0)).toBeCloseTo(1.8 * (1 - 1 / 16) - 1.8, 3);
  });

  test("someone close who is no slower is no emergency", () => {
    // IDM alone asks for 1.8 * (34.5 / 10)^2 = 21 m/s^2.
    expect(followAccelMps2(20, 40, 10, 20, 0)).toBeGreaterThan(-2.5);
    expect(followAccelMps2(20, 40, 10, 20, 0)).toBeLessThan(-1.5);
  });

  test("someone slow and near is one", () => {
    expect(followAccelMps2(20, 20, 20, 0, 0)).toBeLessThan(-8);
  });
});
