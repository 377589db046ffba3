import { describe, expect, test } from "vitest";
import type { TickRecord } from "../../src/trace/tick.ts";
import type { ActorClass } from "../../src/trace/tick.ts";
import { cruiser, lineOf, plainCar, runOf, startOn, STRAIGHT, trackOf, worldOf, type WorldSketch } from "../support/world.ts";

const scene = (r: TickRecord) => ({
  lowFidelity: r.lowFidelity,
  ego: { ...r.ego },
  applied: r.applied.kind,
  x: Array.from(r.actors.xM),
  y: Array.from(r.actors.yM),
  yaw: Array.from(r.actors.yawRad),
  vx: Array.from(r.actors.vxMps),
  vy: Array.from(r.actors.vyMps),
  r: Array.from(r.actors.yawRateRadps),
});

function crash(sketch: WorldSketch, ticks = 400) {
  return runOf(worldOf({ ...sketch, ends: { allowContact: true, ...sketch.ends } }), () => STRAIGHT, scene, { maxTick: ticks }).kept;
}

const MU_G = 0.7 * 9.81;

describe("an allowed contact", () => {
  test("goes on, marked as low fidelity from the tick after it", () => {
    const kept = crash({ actors: [cruiser("a", 30, 0, 0)] });
    expect(kept.length).toBe(401);
    expect(kept.map((r) => r.lowFidelity).indexOf(true)).toBe(251);
    expect(kept[250]!.applied).toBe("accel-steer");
    expect(kept[251]!.applied).toBe("none");
  });

  test("two equal cars in line share the momentum, parting at a tenth of the closing speed", () => {
    const params = plainCar({ massKg: 1500 });
    const kept = crash({ ego: { params, startVLonMps: 20 }, actors: [cruiser("a", 60, 0, 0)] });
    const first = kept.findIndex((r) => r.lowFidelity);
    const { vx, vy } = kept[first]!;
    expect(vx[0]! + vx[1]!).toBeCloseTo(20 - 2 * MU_G * 0.01, 6); // less the tyres' friction of one tick
    expect(vx[1]! - vx[0]!).toBeCloseTo(2, 3);
    expect(Math.max(...vy.map(Math.abs))).toBeLessThan(1e-6);
  });

  test("momentum is kept over the impact for unequal masses", () => {
    const masses: readonly (readonly [ActorClass, number])[] = [
      ["truck", 12000],
      ["motorcycle", 250],
      ["pedestrian", 75],
    ];
    for (const [cls, massKg] of masses) {
      const kept = crash({ ego: { startVLonMps: 20 }, actors: [{ ...cruiser("a", 60, 0.4, 0), cls }] });
      const { vx } = kept[kept.findIndex((r) => r.lowFidelity)]!;
      const before = 1500 * 20;
      const friction = (1500 + massKg) * MU_G * 0.01;
      expect(Math.abs(1500 * vx[0]! + massKg * vx[1]! - before)).toBeLessThan(friction * 1.01);
      expect(vx[1]!).toBeGreaterThan(vx[0]!);
    }
  });

  test("afterwards bodies slide to rest over v^2 / (2 mu g) and stay there", () => {
    const kept = crash({ ego: { startVLonMps: 20 }, actors: [cruiser("a", 60, 0, 0)] }, 1200);
    const first = kept.findIndex((r) => r.lowFidelity) + 5;
    const { x, vx } = kept[first]!;
    expect(kept.at(-1)!.vx.map(Math.abs)).toEqual([0, 0]);
    expect(kept.at(-1)!.x[1]! - x[1]!).toBeCloseTo((vx[1]! * vx[1]!) / (2 * MU_G), 6);
    expect(kept.at(-1)!.x).toEqual(kept.at(-2)!.x);
  });

  test("off the centre line they spin, to opposite sides of their heading, and come to rest", () => {
    const kept = crash({ ego: { startVLonMps: 20 }, actors: [cruiser("a", 60, 1, 0)] }, 1500);
    const first = kept.findIndex((r) => r.lowFidelity);
    expect(Math.abs(kept[first]!.r[1]!)).toBeGreaterThan(0.3);
    expect(kept.at(-1)!.r.map(Math.abs)).toEqual([0, 0]);
  });

  test("less friction, a longer slide", () => {
    const slide = (frictionRatio: number): number =>
      crash({ ego: { startVLonMps: 20 }, actors: [cruiser("a", 60, 0, 0)], environment: { frictionRatio } }, 3000).at(-1)!.x[1]! - 60;
    expect(slide(0.5) / slide(1)).toBeCloseTo(2, 1);
    expect(slide(0)).toBeGreaterThan(200);
  });

  test("a static thing stays where it is, and the ego stops at it", () => {
    const kept = crash({ ego: { startVLonMps: 15 }, actors: [{ ...cruiser("wall", 60, 0, 0), cls: "static" }] }, 1000);
    expect(kept.at(-1)!.x[1]).toBe(60);
    const { ego, x } = kept.at(-1)!;
    expect(x[0]!).toBeLessThan(60 - 4 + 0.05);
    expect(Math.abs(ego.vLonMps)).toBe(0);
  });

  test("whom a struck car reaches becomes a free body too", () => {
    const actors = [
      cruiser("a", 60, 0, 0),
      { name: "b", motion: "replayed", track: trackOf(2000, 0.01, () => ({ x: 66, y: 0 })) } as const,
    ];
    const kept = crash({ ego: { startVLonMps: 20 }, actors }, 1000);
    expect(kept[300]!.x[2]!).toBeGreaterThan(66.1);
    expect(kept.at(-1)!.vx.map(Math.abs)).toEqual([0, 0, 0]);
    for (const { x } of kept.slice(280)) expect(x[2]! - x[1]!).toBeGreaterThan(4 - 0.11); // one tick of approach
  });

  test("a contact found between two coarse ticks begins where they touched", () => {
    const post = {
      name: "post",
      cls: "static",
      size: { lengthM: 0.5, widthM: 3, rearM: 0.25 },
      motion: "scripted",
      start: startOn(lineOf([60, 0], [900, 0]), 0, 0),
      speedProfile: null,
    } as const;
    const kept = crash({ dtSec: 0.2, ego: { startVLonMps: 40 }, actors: [post] }, 100);
    expect(Math.max(...kept.slice(9).map((r) => r.x[0]!))).toBeLessThan(59.75 - 2 + 0.1);
  });

  test("the ego's seen state is that of its body, at the rear axle", () => {
    const kept = crash({ ego: { startVLonMps: 20 }, actors: [cruiser("a", 60, 1, 0)] }, 400);
    for (const { ego, x, y, yaw, vx, vy, r } of kept.slice(300)) {
      const c = Math.cos(ego.yawRad);
      const s = Math.sin(ego.yawRad);
      expect(ego.xM).toBeCloseTo(x[0]! - c, 9);
      expect(ego.yM).toBeCloseTo(y[0]! - s, 9);
      expect(ego.yawRad).toBe(yaw[0]);
      expect(ego.vLonMps).toBeCloseTo(vx[0]! * c + vy[0]! * s, 9);
      expect(ego.vLatMps).toBeCloseTo(vy[0]! * c - vx[0]! * s - r[0]!, 9);
    }
  });
});
