import { describe, expect, test } from "vitest";
import { builtinController } from "../../../src/control/builtin/builtin.ts";
import { runStartOf, runSync } from "../../../src/sim/loop.ts";
import { type ActorSketch, cruiser, lineOf, plainCar, trackOf, worldOf } from "../../support/world.ts";

const NAMES = ["cc-human-driver", "reg157", "rss", "fsm"] as const;
const ROUTE = lineOf([-10, 0], [2000, 0]);

/** Speeds of the ego at 20 m/s, step by step, with these others around. */
function speeds(name: string, actors: readonly ActorSketch[], dtSec = 0.1, seconds = 6): number[] {
  const params = plainCar({ model: "point-mass" });
  const ego = { params, route: ROUTE, startVLonMps: 20 };
  const model = worldOf({ dtSec, ego, actors, ends: { maxTicks: Math.round(seconds / dtSec) } });
  const found: number[] = [];
  runSync(model, builtinController(name).open(), { record: (r) => found.push(r.ego.vLonMps) });
  return found;
}

/** Comes in from one side, 40 m ahead, at 10 m/s and 1 m/s across; stops in the middle. */
function cutIn(side: 1 | -1): ActorSketch {
  const track = trackOf(200, 0.1, (t) => ({ x: 40 + 10 * t, y: side * Math.max(0, 3.5 - t), v: 10 }));
  track.vyMps.fill(-side, 0, 35);
  return { name: "cut-in", motion: "replayed", track };
}

const last = (values: readonly number[]): number => values[values.length - 1]!;

describe.each(NAMES)("%s", (name) => {
  test("says no where there is no route", () => {
    expect(builtinController(name).open().start(runStartOf(worldOf()))).toMatchObject({
      kind: "fault",
      fault: { code: "RDV_SCENARIO_UNSUPPORTED" },
    });
  });

  test("keeps its speed alone, beside who keeps to the next lane, and before who is behind", () => {
    for (const actors of [[], [cruiser("beside", 10, 7, 20)], [cruiser("behind", -30, 0, 19)]]) {
      expect(new Set(speeds(name, actors))).toEqual(new Set([20]));
    }
  });

  test("brakes for who is in its lane, and of two the nearer decides", () => {
    const near = cruiser("near", 45, 0, 5);
    const far = cruiser("far", 400, 0, 20);
    expect(last(speeds(name, [near], 0.1, 3))).toBeLessThan(20);
    expect(speeds(name, [far, near])).toEqual(speeds(name, [near]));
  });

  test("a cut-in from the right is answered as one from the left", () => {
    const left = speeds(name, [cutIn(1)]);
    expect(Math.min(...left)).toBeLessThan(20);
    expect(speeds(name, [cutIn(-1)])).toEqual(left);
  });

  test("never accelerates once it has been in danger, and never backs", () => {
    const way = speeds(name, [cruiser("slow", 45, 0, 5)], 0.1, 12);
    for (const [k, v] of way.entries()) {
      expect(v).toBeLessThanOrEqual(way[Math.max(0, k - 1)]!);
      expect(v).toBeGreaterThanOrEqual(0);
    }
  });

  test("reacts and brakes alike at a tenth of the step", () => {
    const actors = [cruiser("slow", 60, 0, 8)];
    const coarse = speeds(name, actors, 0.1, 4);
    const fine = speeds(name, actors, 0.01, 4).filter((_, k) => k % 10 === 0);
    coarse.forEach((v, k) => expect(Math.abs(v - fine[k]!)).toBeLessThan(1.5));
  });
});
