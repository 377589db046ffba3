import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { hashHex, hashStart } from "../../src/core/hash.ts";
import { advance, answer, openRun } from "../../src/sim/loop.ts";
import type { Observation, Reply } from "../../src/sim/port.ts";
import { copyState, emptyState, hashState, snapshot, type WorldState } from "../../src/sim/state.ts";
import { initialState } from "../../src/sim/tick.ts";
import { regulatorGains, TRACKER_GAINS } from "../../src/sim/tracker-gains.ts";
import type { WorldModel } from "../../src/sim/world.ts";
import type { TickRecord } from "../../src/trace/tick.ts";
import type { TrajectoryCommand, TrajectoryPoint } from "../../src/vehicle/command.ts";
import { readVehicleParams } from "../../src/vehicle/parameters.ts";
import { singleTrack } from "../../src/vehicle/single-track.ts";
import { NO_SINK, plainCar, runOf, sessionOf, steer, worldOf, type WorldSketch } from "../support/world.ts";

const ego = (r: TickRecord) => ({ ...r.ego, applied: { ...r.applied }, command: { ...r.command } });

interface Motion {
  readonly x: number;
  readonly y: number;
  readonly yaw: number;
  readonly v?: number;
}

/** A trajectory sampled from a motion over time since the command. */
function along(of: (t: number) => Motion, fromSec: number, toSec: number, stepSec: number, sparse = false): TrajectoryPoint[] {
  const points: TrajectoryPoint[] = [];
  for (let i = 0; fromSec + i * stepSec <= toSec + 1e-9; i++) {
    const t = fromSec + i * stepSec;
    const { x, y, yaw, v } = of(t);
    const known = { vMps: sparse ? null : (v ?? null), accelMps2: null, curvaturePerM: null };
    points.push({ tNs: Math.round(t * 1e9), xM: x, yM: y, yawRad: yaw, ...known });
  }
  return points;
}

/** Answers each observation with the next two seconds of one motion. */
function planning(of: (t: number) => Motion, sparse = false): (o: Observation) => TrajectoryCommand {
  return (o) => ({ kind: "trajectory", frame: "map", points: along((t) => of(o.simTimeNs / 1e9 + t), 0, 2, 0.1, sparse) });
}

/** Speeds up from 10 to 15 m/s in 5 s, along a bend of 100 m radius. */
const BEND = (t: number): Motion => {
  const s = t < 5 ? 10 * t + 0.5 * t * t : 62.5 + 15 * (t - 5);
  return { x: 100 * Math.sin(s / 100), y: 100 * (1 - Math.cos(s / 100)), yaw: s / 100, v: t < 5 ? 10 + t : 15 };
};
const STRAIGHT_ON = (t: number): Motion => ({ x: 10 * t, y: 0, yaw: 0, v: 10 });

const COMPACT = readVehicleParams(
  JSON.parse(readFileSync(new URL("../../scenarios/vehicles/compact.json", import.meta.url), "utf8")),
  "compact.json",
);

function compactWorld(sketch: WorldSketch): WorldModel {
  const world = worldOf({ ...sketch, ego: { ...sketch.ego, params: COMPACT } });
  return { ...world, ego: { ...world.ego, vehicle: singleTrack } };
}

const offset = (r: { xM: number; yM: number }, m: Motion): number => Math.hypot(r.xM - m.x, r.yM - m.y);

describe("gains", () => {
  test("are those of the Riccati equation: no other pair costs less", () => {
    // discrete double integrator from (1, 0) and (0, 1), as the cost is defined, under each pair of gains
    const cost = (k0: number, k1: number): number => {
      let sum = 0;
      for (const start of [
        [1, 0],
        [0, 1],
      ] as const) {
        let [e, w]: [number, number] = [start[0], start[1]];
        for (let i = 0; i < 4000; i++) {
          const u = -k0 * e - k1 * w;
          sum += e * e + w * w + u * u;
          e += 0.01 * w + 0.5 * 1e-4 * u;
          w += 0.01 * u;
        }
      }
      return sum;
    };
    const { positionScale: k0, speedScale: k1 } = TRACKER_GAINS;
    const best = cost(k0, k1);
    for (const [d0, d1] of [
      [0.01, 0],
      [-0.01, 0],
      [0, 0.01],
      [0, -0.01],
      [0.01, 0.01],
      [-0.01, -0.01],
    ] as const) {
      expect(cost(k0 + d0, k1 + d1)).toBeGreaterThan(best);
    }
  });

  test("come near the continuous ones, 1 and sqrt 3, and have settled", () => {
    expect(TRACKER_GAINS.positionScale).toBeCloseTo(1, 1);
    expect(TRACKER_GAINS.speedScale).toBeCloseTo(Math.sqrt(3), 1);
    expect(regulatorGains(1, 1, 1)).toEqual(TRACKER_GAINS);
    expect(regulatorGains(4, 0, 1).positionScale).toBeCloseTo(2, 1);
  });

  test("stand in the protocol as they are", () => {
    const proto = readFileSync(new URL("../../proto/redrive/control/v1/control.proto", import.meta.url), "utf8");
    expect(proto).toContain(`k1 = ${TRACKER_GAINS.positionScale.toFixed(4)}`);
    expect(proto).toContain(`k2 = ${TRACKER_GAINS.speedScale.toFixed(4)}`);
  });
});

describe("a feasible trajectory", () => {
  test.each([
    ["with speeds", false],
    ["with poses only", true],
  ])("is followed by a car that obeys at once, within 5 cm, %s", (_, sparse) => {
    const { kept } = runOf(worldOf({ observationEvery: 10 }), planning(BEND, sparse), ego, { maxTick: 1500 });
    const off = kept.map((r, k) => offset(r, BEND(k / 100)));
    expect(Math.max(...off)).toBeLessThan(0.05);
    expect(kept[900]!.applied.roadWheelRad).toBeCloseTo(Math.atan(2.5 / 100), 3);
  });

  test("is followed by the default car with its delays, tyres and resistances", () => {
    const { kept } = runOf(compactWorld({ observationEvery: 10 }), planning(BEND), ego, { maxTick: 1500 });
    const off = kept.map((r, k) => offset(r, BEND(k / 100)));
    expect(Math.max(...off)).toBeLessThan(0.25); // while the steering builds up
    expect(off[1500]).toBeLessThan(0.01);
  });

  test.each([3, 8, 20, 35])("is reached from beside, behind and askew, without swinging, at %d m/s", (v) => {
    const line = (t: number): Motion => ({ x: 5 + v * t, y: 0, yaw: 0, v });
    for (const start of [{ startYM: 3 }, { startYM: -20 }, { startYawRad: 0.4 }, { startYM: 1, startYawRad: -0.3 }]) {
      const world = compactWorld({ observationEvery: 10, ego: { startVLonMps: v, ...start } });
      const { kept } = runOf(world, planning(line), ego, { maxTick: 3000 });
      const last = kept[3000]!;
      expect(Math.abs(last.yM)).toBeLessThan(1e-3);
      expect(Math.abs(last.xM - line(30).x)).toBeLessThan(1e-3);
      expect(Math.abs(last.vLonMps - v)).toBeLessThan(1e-3);
      if ("startYawRad" in start) continue;
      const side = Math.sign(start.startYM);
      expect(Math.min(...kept.map((r) => side * r.yM))).toBeGreaterThan(-0.05);
    }
  });

  test("brings the car to a stand where it ends, and keeps it there", () => {
    const stop = (t: number): Motion => ({ x: t < 5 ? 10 * t - t * t : 25, y: 0, yaw: 0, v: t < 5 ? 10 - 2 * t : 0 });
    const { kept } = runOf(compactWorld({ observationEvery: 10 }), planning(stop), ego, { maxTick: 1200 });
    expect(kept[1200]!.vLonMps).toBeLessThan(0.01);
    expect(Math.abs(kept[1200]!.xM - 25)).toBeLessThan(0.05);
  });
});

describe("on a slope", () => {
  // Without its share a steady error of 9.81 sin(0.1) / k1, 0.99 m, would remain along the path.
  test.each([-0.1, 0.1])("of %f rad the default car is as near as on the flat", (slopeRad) => {
    const { kept } = runOf(compactWorld({ observationEvery: 10, environment: { slopeRad } }), planning(BEND), ego, { maxTick: 1500 });
    expect(offset(kept[1500]!, BEND(15))).toBeLessThan(0.01);
  });

  test("downhill it stands where it is to stand", () => {
    const stop = (t: number): Motion => ({ x: t < 5 ? 10 * t - t * t : 25, y: 0, yaw: 0, v: t < 5 ? 10 - 2 * t : 0 });
    const world = compactWorld({ observationEvery: 10, environment: { slopeRad: -0.1 } });
    const { kept } = runOf(world, planning(stop), ego, { maxTick: 2000 });
    expect(kept[2000]!.vLonMps).toBeLessThan(0.01);
    expect(Math.abs(kept[2000]!.xM - 25)).toBeLessThan(0.05);
  });

  test("its share is g sin(slope), and nothing for a model without slope", () => {
    const first = (model: "kinematic" | "point-mass", slopeRad: number): number => {
      const world = worldOf({ ego: { params: plainCar({ model }) }, environment: { slopeRad } });
      return runOf(
        world,
        () => once(along(STRAIGHT_ON, 0, 1, 0.5)),
        (r) => r.applied.accelMps2,
        { maxTick: 1 },
      ).kept[1]!;
    };
    expect(first("kinematic", 0.2) - first("kinematic", 0)).toBeCloseTo(9.81 * Math.sin(0.2), 12);
    expect(first("kinematic", -0.2) - first("kinematic", 0)).toBeCloseTo(-9.81 * Math.sin(0.2), 12);
    expect(first("point-mass", 0.2)).toBe(first("point-mass", 0));
  });
});

const once = (points: readonly TrajectoryPoint[], frame: TrajectoryCommand["frame"] = "map"): TrajectoryCommand => {
  return { kind: "trajectory", frame, points };
};

describe("time and frame", () => {
  test("until the first point what was applied last is held", () => {
    const world = worldOf({ observationEvery: 20 });
    const later = once(along((t) => ({ x: 30 + 10 * t, y: 2, yaw: 0, v: 10 }), 0.1, 3, 0.1));
    const { kept } = runOf(world, (o) => (o.tick === 0 ? steer(1, 0.01) : later), ego, { maxTick: 32 });
    for (let k = 21; k <= 30; k++)
      expect(kept[k]!.applied).toMatchObject({ kind: "trajectory", fromTick: 20, accelMps2: 1, roadWheelRad: 0.01, clamped: false });
    expect(kept[31]!.applied.accelMps2).toBe(4); // it is far behind
    expect(kept[31]!.applied.clamped).toBe(true);
  });

  test("after the last the reference goes on straight at its speed", () => {
    const { kept } = runOf(worldOf({ observationEvery: 1000 }), () => once(along(STRAIGHT_ON, 0, 1, 0.5)), ego, { maxTick: 1000 });
    expect(offset(kept[1000]!, STRAIGHT_ON(10))).toBeLessThan(1e-6);
  });

  test("in the frame of the car means the same as on the map", () => {
    const map = runOf(worldOf({ ego: { startXM: 3, startYM: -7, startYawRad: 0.5 } }), () => once(along(turned, 0, 4, 0.1)), ego, {
      maxTick: 1,
    });
    const own = runOf(
      worldOf({ ego: { startXM: 3, startYM: -7, startYawRad: 0.5 } }),
      () => once(along(BEND, 0, 4, 0.1), "ego-at-tick"),
      ego,
      { maxTick: 1 },
    );
    expect(own.kept[1]!.applied.roadWheelRad).toBeCloseTo(map.kept[1]!.applied.roadWheelRad, 12);
    expect(own.kept[1]!.applied.accelMps2).toBeCloseTo(map.kept[1]!.applied.accelMps2, 12);
    expect(own.kept[1]!.applied.roadWheelRad).toBeGreaterThan(0.01);
  });

  test("with an actuation delay a trajectory on the map is followed by its own clock", () => {
    const world = worldOf({ observationEvery: 10, actuationDelayTicks: 35 });
    const { kept } = runOf(world, planning(BEND), ego, { maxTick: 1500 });
    expect(kept[35]!.applied.kind).toBe("none");
    expect(kept[36]!.applied).toMatchObject({ kind: "trajectory", fromTick: 0 });
    expect(kept[50]!.applied.fromTick).toBe(10);
    expect(offset(kept[1500]!, BEND(15))).toBeLessThan(0.02);
  });

  const turned = (t: number): Motion => {
    const m = BEND(t);
    const [c, s] = [Math.cos(0.5), Math.sin(0.5)];
    return { ...m, x: 3 + c * m.x - s * m.y, y: -7 + s * m.x + c * m.y, yaw: m.yaw + 0.5 };
  };
});

test("a mirrored trajectory mirrors the steering, to the bit", () => {
  const mirrored = (t: number): Motion => {
    const m = BEND(t);
    return { ...m, y: -m.y, yaw: -m.yaw };
  };
  const left = runOf(compactWorld({ observationEvery: 10, ego: { startYM: 2 } }), planning(BEND), ego, { maxTick: 800 }).kept;
  const right = runOf(compactWorld({ observationEvery: 10, ego: { startYM: -2 } }), planning(mirrored), ego, { maxTick: 800 }).kept;
  for (let k = 0; k <= 800; k++) {
    expect(right[k]!.applied.roadWheelRad + left[k]!.applied.roadWheelRad).toBe(0);
    expect(right[k]!.applied.accelMps2).toBe(left[k]!.applied.accelMps2);
    expect(right[k]!.yM + left[k]!.yM).toBe(0);
  }
});

describe("snapshots", () => {
  const world = compactWorld({ observationEvery: 10, actuationDelayTicks: 35 });
  const hashOf = (state: WorldState): string => {
    const chain = hashStart("test");
    hashState(chain, state);
    return hashHex(chain);
  };
  const plan = planning(BEND);

  test("a copy with trajectories in flight goes on bit for bit", () => {
    const state = initialState(world);
    const session = sessionOf((o) => (o.tick % 70 === 60 ? steer(0, 0) : plan(o)));
    const run = openRun(world, NO_SINK, { state, maxTick: 400 });
    const copies: WorldState[] = [];
    for (let o = advance(run); o !== null; o = advance(run)) {
      copies.push(snapshot(world, state));
      answer(run, session.decide(o) as Reply);
    }
    const end = hashOf(state);
    for (const copy of copies) {
      const rest = openRun(world, NO_SINK, { state: copy, maxTick: 400 });
      for (let o = advance(rest); o !== null; o = advance(rest)) answer(rest, session.decide(o) as Reply);
      expect(hashOf(copy)).toBe(end);
      expect(copy.ego.trajectoryPoints).toEqual(state.ego.trajectoryPoints);
    }
  });

  test("a copy over a state without any, and back", () => {
    const state = initialState(world);
    const run = openRun(world, NO_SINK, { state, maxTick: 100 });
    for (let o = advance(run); o !== null; o = advance(run)) answer(run, sessionOf(plan).decide(o) as Reply);
    const other = emptyState(world);
    expect(other.ego.trajectoryPoints).toHaveLength(0);
    copyState(state, other);
    expect(other.ego.trajectoryPoints).toEqual(state.ego.trajectoryPoints);
    expect(other.ego.trajectoryPoints).not.toBe(state.ego.trajectoryPoints);
    copyState(emptyState(world), other);
    expect(other.ego.trajectoryPoints).toHaveLength(0);
  });

  test("a longer trajectory than any before leaves those in flight as they are", () => {
    const accels = (longFrom: number): number[] => {
      const decide = (o: Observation): TrajectoryCommand =>
        once(along((t) => BEND(o.simTimeNs / 1e9 + t), 0, 2, o.tick >= longFrom ? 0.002 : 0.1));
      return [...runOf(world, decide, (r) => r.applied.accelMps2, { maxTick: 150 }).kept];
    };
    const [short, long] = [accels(1000), accels(100)];
    // decided at 100, in force from 135, told from 136 on
    expect(long.slice(0, 136)).toEqual(short.slice(0, 136));
    expect(long.slice(136)).not.toEqual(short.slice(136));
  });

  test("one other number in a trajectory in flight is another state", () => {
    const after = (y: number): string => {
      const state = initialState(world);
      const run = openRun(world, NO_SINK, { state, maxTick: 5 });
      const command = once(along((t) => ({ x: 10 * t, y: t > 1 ? y : 0, yaw: 0, v: 10 }), 0, 2, 0.1));
      for (let o = advance(run); o !== null; o = advance(run)) answer(run, sessionOf(() => command).decide(o) as Reply);
      return hashOf(state);
    };
    expect(after(1e-9)).not.toBe(after(0));
    expect(after(1)).toBe(after(1));
  });
});

describe("points that are legal but absurd never break the simulation", () => {
  const point = (tNs: number, change: Partial<TrajectoryPoint> = {}): TrajectoryPoint => {
    return { tNs, xM: 0, yM: 0, yawRad: 0, vMps: null, accelMps2: null, curvaturePerM: null, ...change };
  };
  test.each<[string, readonly TrajectoryPoint[]]>([
    ["a leap", [point(0), point(1, { xM: 1e7, yM: -1e7, yawRad: 1e7 })]],
    ["nanoseconds apart", Array.from({ length: 1024 }, (_, i) => point(i - 500, { xM: i % 2 === 0 ? 1e7 : -1e7 }))],
    ["the ends of time", [point(-9e15, { xM: -1e7 }), point(9e15, { xM: 1e7 })]],
    ["huge rates", [point(0, { vMps: 1e7, accelMps2: -1e7, curvaturePerM: 1e7 }), point(1e9, { vMps: 0, curvaturePerM: -1e7 })]],
  ])("%s", (_, points) => {
    for (const frame of ["map", "ego-at-tick"] as const) {
      const { outcome, kept } = runOf(compactWorld({}), () => once(points, frame), ego, { maxTick: 200 });
      expect(outcome.end).toMatchObject({ reason: "aborted", tick: 200 });
      expect(Math.abs(kept[200]!.applied.roadWheelRad)).toBeLessThanOrEqual(0.6);
    }
  });

  test.each<[string, readonly TrajectoryPoint[]]>([
    ["one point", [point(1)]],
    ["too many", Array.from({ length: 1025 }, (_, i) => point(i))],
    ["the same instant twice", [point(1), point(1)]],
    ["all in the past", [point(-2), point(0)]],
    ["half a nanosecond", [point(0), point(0.5)]],
    ["beyond any place", [point(0), point(1, { xM: 1.1e7 })]],
    ["no number", [point(0), point(1, { yawRad: Number.NaN })]],
    ["backwards", [point(0), point(1, { vMps: -1 })]],
  ])("but a fault is named: %s", (_, points) => {
    const { outcome } = runOf(worldOf(), () => once(points), ego, { maxTick: 9 });
    expect(outcome.end).toMatchObject({ reason: "controller-fault", tick: 0, fault: { code: "RDV_INVALID_COMMAND" } });
  });
});
