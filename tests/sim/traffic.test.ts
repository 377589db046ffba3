import { describe, expect, test } from "vitest";
import type { RoadLine } from "../../src/road/network.ts";
import type { TickRecord } from "../../src/trace/tick.ts";
import { cruiser, IDM, lineOf, runOf, startOn, STRAIGHT, trackOf, worldOf } from "../support/world.ts";

const slot = (i: number) => (r: TickRecord) => ({
  present: r.actors.present[i] === 1,
  x: r.actors.xM[i]!,
  y: r.actors.yM[i]!,
  yaw: r.actors.yawRad[i]!,
  vx: r.actors.vxMps[i]!,
  vy: r.actors.vyMps[i]!,
  ax: r.actors.axMps2[i]!,
  ay: r.actors.ayMps2[i]!,
  yawRate: r.actors.yawRateRadps[i]!,
});

/** Far from everything that is tested here. */
const AWAY = { startXM: 0, startYM: -500, startVLonMps: 0 };

function arc(radiusM: number, turnRad: number): RoadLine {
  const points = Array.from({ length: 2001 }, (_, i) => (turnRad * i) / 2000);
  return lineOf(...points.map((a) => [radiusM * Math.sin(a), radiusM * (1 - Math.cos(a))] as const));
}

describe("replayed road users", () => {
  test("stand at tick k where their recording has them at k, and are gone where it has nothing", () => {
    const track = trackOf(30, 0.1, (t) => ({ x: 100 + 5 * t, y: 2, yaw: 0.3, v: 5 }));
    track.present.fill(0, 0, 4);
    const world = worldOf({ dtSec: 0.1, ego: AWAY, actors: [{ name: "a", motion: "replayed", track }], ends: { maxTicks: 40 } });
    const { kept } = runOf(world, () => STRAIGHT, slot(1));
    expect(kept.map((r) => r.present)).toEqual(Array.from({ length: 41 }, (_, k) => k >= 4 && k < 30));
    expect(kept[7]).toMatchObject({ x: track.xM[7], y: 2, yaw: 0.3, vx: track.vxMps[7] });
  });
});

describe("scripted road users", () => {
  test("a speed profile is integrated exactly, whatever the tick", () => {
    // 10 m/s to 2 s, up to 20 m/s at 6 s, held: x(8) = 20 + 60 + 40.
    const speedProfile = { tSec: Float64Array.of(2, 6), vMps: Float64Array.of(10, 20) };
    for (const dtSec of [0.01, 0.07, 0.3]) {
      const ticks = Math.floor(8 / dtSec);
      const path = lineOf([0, 0], [1000, 0]);
      const actors = [{ name: "a", motion: "scripted" as const, start: startOn(path, 0, 3), speedProfile }];
      const { kept } = runOf(worldOf({ dtSec, ego: AWAY, actors, ends: { maxTicks: ticks } }), () => STRAIGHT, slot(1));
      const t = ticks * dtSec;
      expect(kept[ticks]!.x).toBeCloseTo(80 + 20 * (t - 6), 9);
      expect(kept[ticks]!.vx).toBe(20);
      const half = kept[Math.round(4 / dtSec)]!;
      const tHalf = Math.round(4 / dtSec) * dtSec;
      expect(half.x).toBeCloseTo(20 + 10 * (tHalf - 2) + 1.25 * (tHalf - 2) ** 2, 9);
      expect(half.ax).toBeCloseTo(2.5, 12);
    }
  });

  test("one that enters in the middle of its profile has the profile's speed", () => {
    const speedProfile = { tSec: Float64Array.of(0, 4), vMps: Float64Array.of(0, 8) };
    const path = lineOf([0, 0], [1000, 0]);
    const start = startOn(path, 10, 99, { fromTick: 20 });
    const actors = [{ name: "a", motion: "scripted" as const, start, speedProfile }];
    const { kept } = runOf(worldOf({ dtSec: 0.1, ego: AWAY, actors, ends: { maxTicks: 60 } }), () => STRAIGHT, slot(1));
    expect(kept[19]!.present).toBe(false);
    expect(kept[20]).toMatchObject({ present: true, x: 10, vx: 4 });
    expect(kept[50]!.x).toBeCloseTo(10 + (16 - 4) + 8, 10); // v = 2 t from 2 s to 4 s, then 8 m/s
  });

  test("leaves where its path ends", () => {
    const actors = [{ name: "a", motion: "scripted" as const, start: startOn(lineOf([0, 0], [10, 0]), 0, 5), speedProfile: null }];
    const { kept } = runOf(worldOf({ dtSec: 0.1, ego: AWAY, actors, ends: { maxTicks: 30 } }), () => STRAIGHT, slot(1));
    expect(kept.filter((r) => r.present).length).toBe(21); // ticks 0 to 20: x = 10 is the end and belongs to it
  });

  test("on a bend the speed is ground speed beside the path too, and velocity, acceleration and yaw rate belong to the motion", () => {
    const radius = 50;
    for (const tM of [0, 10, -10]) {
      const start = startOn(arc(radius, 3), 5, 12, { tM });
      const world = worldOf({ dtSec: 0.01, ego: AWAY, actors: [{ name: "a", motion: "scripted", start, speedProfile: null }] });
      const { kept } = runOf(world, () => STRAIGHT, slot(1), { maxTick: 400 });
      const own = radius - tM;
      for (const k of [50, 200, 399]) {
        const { x, y, vx, vy, ax, ay, yawRate, yaw } = kept[k]!;
        const before = kept[k - 1]!;
        const after = kept[k + 1]!;
        expect(Math.sqrt(x * x + (y - radius) ** 2)).toBeCloseTo(own, 2);
        expect(Math.sqrt(vx * vx + vy * vy)).toBeCloseTo(12, 9);
        expect(vx).toBeCloseTo((after.x - before.x) / 0.02, 2);
        expect(vy).toBeCloseTo((after.y - before.y) / 0.02, 2);
        expect(ax).toBeCloseTo((after.vx - before.vx) / 0.02, 1);
        expect(ay).toBeCloseTo((after.vy - before.vy) / 0.02, 1);
        expect(yawRate).toBeCloseTo(12 / own, 3);
        expect(yawRate).toBeCloseTo((after.yaw - before.yaw) / 0.02, 2);
        expect(yaw).toBeCloseTo(Math.atan2(vy, vx), 9);
      }
    }
  });
});

describe("reactive road users", () => {
  const path = lineOf([0, 0], [5000, 0]);

  test("on a free road reach the wanted speed", () => {
    const actors = [{ name: "a", motion: "reactive" as const, start: startOn(path, 0, 5), driver: IDM }];
    const { kept } = runOf(worldOf({ dtSec: 0.1, ego: AWAY, actors }), () => STRAIGHT, slot(1), { maxTick: 1200 });
    expect(kept[0]!.vx).toBe(5);
    expect(kept[1]!.ax).toBeCloseTo(1.5 * (1 - 0.25 ** 4), 12);
    expect(kept.at(-1)!.vx).toBeCloseTo(20, 3);
  });

  test("behind a slower car settle at the equilibrium gap of the model, the ego included", () => {
    // s = (s0 + v T) / sqrt(1 - (v / v0)^4) at v = 10, v0 = 20.
    const gap = (2 + 15) / Math.sqrt(1 - 1 / 16);
    const actors = [{ name: "a", motion: "reactive" as const, start: startOn(path, 0, 15), driver: IDM }];
    const world = worldOf({ dtSec: 0.1, ego: { startXM: 60, startVLonMps: 10 }, actors });
    const { kept } = runOf(
      world,
      () => STRAIGHT,
      (r) => r.actors.xM[0]! - r.actors.xM[1]! - 4,
      { maxTick: 2000 },
    );
    expect(kept.at(-1)).toBeCloseTo(gap, 3);
  });

  test("stop behind a standing car with a gap, and do not run backwards", () => {
    const actors = [
      { name: "a", motion: "reactive" as const, start: startOn(path, 0, 15), driver: IDM },
      { name: "wall", motion: "scripted" as const, start: startOn(path, 150, 0), speedProfile: null },
    ];
    const { kept } = runOf(worldOf({ dtSec: 0.1, ego: AWAY, actors }), () => STRAIGHT, slot(1), { maxTick: 900 });
    expect(Math.min(...kept.map((r) => r.vx))).toBeGreaterThanOrEqual(0);
    expect(150 - 4 - kept.at(-1)!.x).toBeGreaterThan(1.5);
    expect(150 - 4 - kept.at(-1)!.x).toBeLessThan(2.5);
    expect(kept.at(-1)!.vx).toBeLessThan(0.05);
  });

  test("brake no harder than friction allows, and at once for one that cuts in", () => {
    const cutIn = {
      name: "b",
      motion: "scripted" as const,
      start: startOn(lineOf([20, 0], [9000, 0]), 0, 5, { fromTick: 5 }),
      speedProfile: null,
    };
    const actors = [{ name: "a", motion: "reactive" as const, start: startOn(path, 0, 20), driver: IDM }, cutIn];
    for (const frictionRatio of [1, 0.3]) {
      const world = worldOf({ dtSec: 0.1, ego: AWAY, actors, environment: { frictionRatio } });
      const { kept } = runOf(world, () => STRAIGHT, slot(1), { maxTick: 8 });
      expect(kept[5]!.ax).toBeCloseTo(0, 6);
      expect(kept[6]!.ax).toBeCloseTo(-9 * frictionRatio, 12);
    }
  });

  test("care for nobody beside their own strip, on the same path or another", () => {
    const beside = (name: string, tM: number) => ({
      name,
      motion: "scripted" as const,
      start: startOn(path, 30, 0, { tM }),
      speedProfile: null,
    });
    const other = { name: "c", motion: "scripted" as const, start: startOn(lineOf([40, 2.01], [900, 2.01]), 0, 0), speedProfile: null };
    const driver = { name: "a", motion: "reactive" as const, start: startOn(path, 0, 20), driver: IDM };
    const free = worldOf({ dtSec: 0.1, ego: AWAY, actors: [driver, beside("b", -2.01), other] });
    expect(runOf(free, () => STRAIGHT, slot(1), { maxTick: 20 }).kept.at(-1)!.vx).toBeCloseTo(20, 9);
    const blocked = worldOf({ dtSec: 0.1, ego: AWAY, actors: [driver, beside("b", -1.99)] });
    expect(runOf(blocked, () => STRAIGHT, slot(1), { maxTick: 20 }).kept.at(-1)!.vx).toBeLessThan(10);
    const crossing = worldOf({ dtSec: 0.1, ego: AWAY, actors: [driver, { ...other, start: startOn(lineOf([40, 1.9], [40, 900]), 0, 0) }] });
    expect(runOf(crossing, () => STRAIGHT, slot(1), { maxTick: 20 }).kept.at(-1)!.vx).toBeLessThan(10);
  });

  test("left rolling backwards by an action, brake to a stop and drive on; on ice roll on", () => {
    const back = {
      kind: "speed",
      actor: 1,
      targetMps: -3,
      relativeTo: -1,
      shape: "step",
      overSec: null,
      rateMps2: null,
      overM: null,
    } as const;
    const trigger = [[{ test: { kind: "time", atSec: 1 }, edge: "none", delaySec: 0 } as const]];
    const storyboard = { events: [{ name: "back", trigger, actions: [back], maxExecutions: 1 }] };
    const actors = [{ name: "a", motion: "reactive" as const, start: startOn(path, 50, 10), driver: IDM }];
    const { kept } = runOf(worldOf({ dtSec: 0.1, ego: AWAY, actors, storyboard }), () => STRAIGHT, slot(1), { maxTick: 100 });
    expect(kept[11]!.vx).toBe(-3);
    expect(kept[20]!.vx).toBeCloseTo(-3 + 2 * 0.9, 9); // comfortable deceleration 2 m/s2
    expect(kept[28]!.vx).toBeGreaterThanOrEqual(0);
    expect(kept[100]!.vx).toBe(0); // the action's speed is its wish now, and it wants no negative one
    const ice = worldOf({ dtSec: 0.1, ego: { ...AWAY, startXM: 90 }, actors, environment: { frictionRatio: 0 } });
    expect(runOf(ice, () => STRAIGHT, slot(1), { maxTick: 100 }).kept[100]!.present).toBe(true);
  });

  test("a cruiser is where its speed takes it", () => {
    const { kept } = runOf(worldOf({ ego: AWAY, actors: [cruiser("a", 3, 4, 10)] }), () => STRAIGHT, slot(1), { maxTick: 1000 });
    expect(kept.at(-1)!.x).toBeCloseTo(103, 10);
    expect(kept.at(-1)!.y).toBe(4);
  });
});
