import { describe, expect, test } from "vitest";
import { builtinController } from "../../../src/control/builtin/builtin.ts";
import { HARD_BRAKE_MPS2, lostGapM } from "../../../src/vehicle/r157/shared.ts";
import { runSync } from "../../../src/sim/loop.ts";
import type { ReplayTrack } from "../../../src/sim/world.ts";
import { type ActorSketch, lineOf, plainCar, trackOf, worldOf } from "../../support/world.ts";

/**
 * The careful human and Reg157 behind a lead in their own lane: one that brakes, one that stands, one that leaves the lane. A point mass
 * at 0.1 s; cars are 4 m long and 2 m wide.
 */

const DT_SEC = 0.1;
const ONSET_TICK = 10;
const LENGTH_M = 4;
const EGO_CENTRE_M = 1;
const KMH = 3.6;

interface Way {
  readonly touches: boolean;
  /** Time of the contact, infinite without. */
  readonly endSec: number;
  readonly leastGapM: number;
  /** Of the ego at each tick. */
  readonly speedMps: readonly number[];
}

function drive(name: string, egoMps: number, actors: readonly ActorSketch[], seconds = 40, occlusion = false): Way {
  const params = plainCar({ model: "point-mass" });
  const model = worldOf({
    dtSec: DT_SEC,
    ego: { params, route: lineOf([-10, 0], [5000, 0]), startVLonMps: egoMps },
    actors,
    sensors: { occlusion },
    ends: { maxTicks: Math.round(seconds / DT_SEC) },
  });
  const speedMps: number[] = [];
  let leastGapM = Infinity;
  let ticks = 0;
  const { end } = runSync(model, builtinController(name).open(), {
    record: ({ tick, ego, actors: { xM } }) => {
      speedMps.push(ego.vLonMps);
      leastGapM = Math.min(leastGapM, xM[1]! - xM[0]! - LENGTH_M);
      ticks = tick;
    },
  });
  const touches = end.reason === "contact";
  return { touches, endSec: touches ? ticks * DT_SEC : Infinity, leastGapM, speedMps };
}

/** A lead with this much free way to the ego, as fast as it, that brakes from tick 10 on, to a stand or for so long. */
function braking(gapM: number, mps: number, brakeMps2: number, forSec = Infinity): ActorSketch {
  const lasts = Math.min(forSec, mps / brakeMps2);
  const track: ReplayTrack = trackOf(401, DT_SEC, (tSec) => {
    const before = Math.min(tSec, ONSET_TICK * DT_SEC);
    const u = Math.min(lasts, tSec - before);
    const v = mps - brakeMps2 * u;
    return { x: EGO_CENTRE_M + LENGTH_M + gapM + mps * before + (mps - 0.5 * brakeMps2 * u) * u + v * (tSec - before - u), y: 0, v };
  });
  const last = ONSET_TICK + Math.ceil(lasts / DT_SEC - 1e-9);
  track.axMps2.fill(-brakeMps2, ONSET_TICK, last);
  return { name: "lead", motion: "replayed", track };
}

const followed = new Map<string, Way>();

/** Several laws look at the same drives. */
function follow(name: string, mps: number, gapM: number, brakeMps2: number, forSec?: number): Way {
  const key = [name, mps, gapM, brakeMps2, forSec].join();
  const way = followed.get(key) ?? drive(name, mps, [braking(gapM, mps, brakeMps2, forSec)], 25);
  followed.set(key, way);
  return way;
}

/** A car that keeps its place in the ego's lane. */
const standing = (gapM: number): ActorSketch => ({
  name: "standing",
  motion: "replayed",
  track: trackOf(401, DT_SEC, () => ({ x: EGO_CENTRE_M + LENGTH_M + gapM, y: 0 })),
});

describe("the most by which a gap shrinks", () => {
  test.each([
    // [ego m/s, other m/s, its m/s^2, s until the brake of 8 m/s^2, m]
    ["both 20, other 4: 4 m/s apart after 1 s in 2 m, then 4^2 / (2 * 4) m", 20, 20, -4, 1, 4],
    ["both brake alike: the second of delay", 20, 20, -8, 1, 20],
    ["other brakes harder: 20 + 20^2 / 16 - 20^2 / 20", 20, 20, -10, 1, 25],
    ["other stands: 20 + 20^2 / 16", 20, 0, 0, 1, 45],
    ["other stands before the brake comes: 20 + 25 - 2^2 / 16", 20, 2, -8, 1, 44.75],
    ["other keeps 10: 10 + 10^2 / 16", 20, 10, 0, 1, 16.25],
    ["other is faster", 10, 20, 0, 1, 0],
    ["other is faster until the ego brakes", 10, 20, -4, 1, 0],
    ["one that gains speed is not counted on", 20, 10, 3, 1, 16.25],
    ["one that comes towards the ego, as fast as it comes now", 10, -10, -5, 1, 45],
  ])("%s", (_name, egoMps, otherMps, otherMps2, delaySec, metres) => {
    expect(lostGapM(egoMps, otherMps, otherMps2, delaySec, 8)).toBeCloseTo(metres, 12);
  });

  test("is what small steps find", () => {
    for (const egoMps of [0, 3, 11, 30]) {
      for (const otherMps of [0, 2, 10, 25]) {
        for (const slows of [0, 1, 5.9, 6, 6.1, 10]) {
          const h = 1e-3;
          let [lost, most] = [0, 0];
          for (let t = h / 2; t < 60; t += h) {
            const own = t < 0.45 ? egoMps : Math.max(0, egoMps - 6 * (t - 0.45));
            lost += (own - Math.max(0, otherMps - slows * t)) * h;
            most = Math.max(most, lost);
          }
          expect(Math.abs(lostGapM(egoMps, otherMps, -slows, 0.45, 6) - most)).toBeLessThan(1e-3);
        }
      }
    }
  });
});

describe("a lead brakes at 6 m/s^2, 40 m ahead, both at 20 m/s", () => {
  test("the careful human looks for 0.4 s, lifts its foot for 0.75 s, in whole steps, then its brake grows to 0.774 g", () => {
    const v = follow("cc-human-driver", 20, 40, 6).speedMps;
    const brake = [1.665, 2.93, 4.195, 5.46, 6.725, 7.59294, 7.59294];
    const looked = ONSET_TICK + 4;
    const reacted = looked + 8;
    expect(new Set(v.slice(0, looked + 1))).toEqual(new Set([20]));
    for (let k = looked; k < reacted; k++) expect(v[k]! - v[k + 1]!).toBeCloseTo(0.04, 9);
    brake.forEach((b, i) => expect(v[reacted + i]! - v[reacted + i + 1]!).toBeCloseTo(0.1 * b, 9));
  });

  test("Reg157 brakes once 6 m/s^2 after 0.45 s would keep less than 2 m, 0.35 s later, in whole steps", () => {
    // The gap after u s of braking is 40 - 3 u^2; both at 6 m/s^2 from 20 m/s, the ego 0.45 s behind and the lead ahead of it by 6 u: the gap
    // lost from then on is 20 * 0.45 + (20^2 - (20 - 6 u)^2) / 12, so that 40 - 3 u^2 <= 2 + 9 + (240 u - 36 u^2) / 12: u = 1.45 s.
    const v = follow("reg157", 20, 40, 6).speedMps;
    const reacts = ONSET_TICK + 15;
    const brakes = reacts + 4;
    expect(new Set(v.slice(0, brakes + 1))).toEqual(new Set([20]));
    for (let k = brakes; k < brakes + 20; k++) expect(v[k]! - v[k + 1]!).toBeCloseTo(0.6, 9);
  });
});

describe("what is perceived", () => {
  test.each([
    [5.1, 0.3, false],
    [5.1, 0.5, true],
    [5, 0.5, false],
    [4, 0.5, false],
  ])("%f m/s^2 for %f s far ahead: %s", (brakeMps2, forSec, perceived) => {
    const { speedMps } = follow("cc-human-driver", 20, 60, brakeMps2, forSec);
    expect(Math.min(...speedMps.slice(0, 40)) < 20).toBe(perceived);
  });

  test("one that cuts in keeps its 2 s to collision until it brakes", () => {
    const cutIn = (brakeMps2: number): ActorSketch => {
      const track = trackOf(401, DT_SEC, (t) => ({
        x: 60 + 10 * t - 0.5 * brakeMps2 * t * t,
        y: Math.max(0, 3 - 10 * t),
        v: 10 - brakeMps2 * t,
      }));
      track.axMps2.fill(-brakeMps2);
      return { name: "cut-in", motion: "replayed", track };
    };
    // Its gap is 55 - 10 t - a t^2 / 2, the time to collision that over 10 + a t. 2 s of it are left after 3.5 s, and after 3.08 s where it
    // rolls out at 0.39 m/s^2; each at the next step, and seen in the speed one later.
    const falls = (brakeMps2: number): number => drive("cc-human-driver", 20, [cutIn(brakeMps2)], 5).speedMps.findIndex((v) => v < 20);
    expect(falls(0)).toBe(36);
    expect(falls(0.39)).toBe(32);
    // At 0.5 m/s^2 it would be 2.98 s; but as a lead it is too near after 2.4 s: 29.6 m of gap, 28.1 m lost by the delay of 1.55 s and the
    // brake, and 2 m. Four steps later the foot lifts.
    expect(falls(0.5)).toBe(29);
  });
});

describe.each(["cc-human-driver", "reg157"])("%s, laws", (name) => {
  const grid = [4, 6, 8].flatMap((brakeMps2) => [10, 50 / KMH, 60 / KMH].map((mps) => [brakeMps2, mps] as const));

  test("never brakes before it can have perceived and reacted, never harder than its cap, never accelerates", () => {
    const reg = name === "reg157";
    const free = ONSET_TICK + (reg ? 4 : 4 + 8);
    for (const [brakeMps2, mps] of grid) {
      for (const gapM of [2, 10, 20, 40]) {
        if (!reg && gapM < mps) continue; // within 1 s the time to collision falls to 2 s before a lead is perceived
        const { speedMps: v } = follow(name, mps, gapM, brakeMps2);
        for (let k = 0; k + 1 < v.length; k++) {
          const decel = (v[k]! - v[k + 1]!) / DT_SEC;
          expect(decel).toBeGreaterThan(-1e-9);
          expect(decel).toBeLessThan((k < free ? (reg ? 0 : 0.4) : reg ? 6 : HARD_BRAKE_MPS2) + 1e-9);
        }
      }
    }
  });

  test("a farther lead is not hit where a nearer one is not, nor hit sooner", () => {
    for (const [brakeMps2, mps] of grid) {
      let endSec = 0;
      for (let gapM = 1; gapM <= 45; gapM++) {
        const now = follow(name, mps, gapM, brakeMps2).endSec;
        expect(now).toBeGreaterThanOrEqual(endSec);
        endSec = now;
      }
      expect(endSec).toBe(Infinity);
    }
  });

  test("keeps its 2 m wherever it still can once the lead brakes, and hits it where it cannot", () => {
    // The longest and the shortest delay until a brake that is full at once would do the same.
    const reg = name === "reg157";
    const [slowSec, quickSec, capMps2] = reg ? [0.5, 0.3, 6] : [0.4 + 0.75 + 0.3 + 0.15, 0.75 + 0.15, HARD_BRAKE_MPS2];
    const seen = { kept: 0, hit: 0 };
    for (const [brakeMps2, mps] of grid) {
      for (let gapM = 1; gapM <= 45; gapM++) {
        const way = follow(name, mps, gapM, brakeMps2);
        if (gapM > lostGapM(mps, mps, -brakeMps2, slowSec, capMps2) + 2) {
          // The last step of braking is a part of a step, which takes up to b dt^2 / 8 more way.
          expect(way.leastGapM).toBeGreaterThan(2 - 0.01);
          seen.kept++;
        } else if (gapM < lostGapM(mps, mps, -brakeMps2, quickSec, capMps2)) {
          expect(way.touches).toBe(true);
          seen.hit++;
        }
      }
    }
    expect(Math.min(seen.kept, seen.hit)).toBeGreaterThan(20);
  });

  test("stops behind who stands in its lane", () => {
    for (const mps of [5, 10, 60 / KMH, 100 / KMH]) expect(drive(name, mps, [standing(120)]).touches).toBe(false);
  });
});

describe("what UN R157 asks", () => {
  const LEAST_GAPS = [
    [10, 3.1],
    [20, 6.7],
    [30, 10.8],
    [40, 15.6],
    [50, 20.8],
    [60, 26.7],
  ] as const;

  test.each(LEAST_GAPS)("at %d km/h, %f m behind, Reg157 hits no lead, however hard it brakes (5.2.5.1, 5.2.3.3)", (kmh, gapM) => {
    for (const brakeMps2 of [1, 2, 4, 6, 8, 9.81]) expect(follow("reg157", kmh / KMH, gapM, brakeMps2).touches).toBe(false);
  });

  test("the careful human hits no lead that it follows 2 s behind, braking at up to 1 g", () => {
    for (const [kmh] of LEAST_GAPS) {
      for (const brakeMps2 of [1, 2, 4, 6, 8, 9.81]) {
        expect(follow("cc-human-driver", kmh / KMH, (2 * kmh) / KMH, brakeMps2).touches).toBe(false);
      }
    }
  });
});

describe("cut-out: a lead leaves the lane before a car that stands", () => {
  const MPS = 60 / KMH;

  /** A lead that drives aside at 1 m/s from tick 10 on; the car ahead of it is hidden until the line of sight is free. */
  const cutOut = (headwaySec: number, aheadOfLeadM: number): readonly ActorSketch[] => {
    const leadM = headwaySec * MPS;
    const track = trackOf(401, DT_SEC, (t) => ({
      x: EGO_CENTRE_M + LENGTH_M + leadM + MPS * t,
      y: Math.min(3.5, Math.max(0, t - 1)),
      v: MPS,
    }));
    return [{ name: "lead", motion: "replayed", track }, standing(leadM + LENGTH_M + aheadOfLeadM)];
  };

  test.each(["cc-human-driver", "reg157"])("%s stops before it, 2 s behind the lead", (name) => {
    // The lead is aside, by 2 m, after 3 s: 50 m on.
    const way = drive(name, MPS, cutOut(2, 50), 40, true);
    expect(way.touches).toBe(false);
    expect(way.speedMps[way.speedMps.length - 1]).toBeLessThan(1);
  });

  test("the careful human cannot, too near behind the lead", () => {
    expect(drive("cc-human-driver", MPS, cutOut(0.2, 50), 40, true).touches).toBe(true);
  });
});
