import { describe, expect, test } from "vitest";
import type { VehicleModelId, VehicleParams } from "../../src/vehicle/model.ts";
import { vehicleModel } from "../../src/vehicle/models.ts";
import { lateralStiffnessMps2 } from "../../src/vehicle/single-track-step.ts";
import { V } from "../../src/vehicle/state.ts";
import { DT_SEC, drive, FLAT, vehicle } from "./support.ts";

const MODELS: readonly VehicleModelId[] = ["single-track", "kinematic", "point-mass"];

function car(model: VehicleModelId): VehicleParams {
  const p = vehicle("compact");
  return { ...p, model, steering: { ...p.steering, deadBandRad: 0.002, biasRad: 0.001 } };
}

/** Accelerating, cornering, braking to rest, standing and moving off again. */
function command(k: number): readonly [number, number] {
  const a = k < 300 ? 1.5 : k < 700 ? -5 : 2;
  return [a, 0.1 * Math.sin(k / 50)];
}

describe.each(MODELS)("%s", (id) => {
  const p = car(id);
  const model = vehicleModel(id);

  test("has its own id", () => expect(model.id).toBe(id));

  test("a copy of the state goes on to the same bits", () => {
    const straight = drive(p, 8, 1000, command);
    for (const at of [1, 7, 333, 690]) {
      const first = drive(p, 8, at, command);
      const rest = drive(p, 0, 1000 - at, (k) => command(at + k), { from: first.x.slice() });
      expect(bitsOf(rest.x)).toEqual(bitsOf(straight.x));
    }
  });

  test("stepping into another array gives the same bits and leaves the first alone", () => {
    const inPlace = drive(p, 8, 400, command).x;
    let x = new Float64Array(model.stateSize(p, DT_SEC));
    let next = new Float64Array(x.length).fill(Number.NaN);
    model.init(p, { xM: 0, yM: 0, yawRad: 0 }, 8, DT_SEC, x);
    for (let k = 0; k < 400; k++) {
      const before = bitsOf(x);
      const [accelMps2, roadWheelRad] = command(k);
      model.step(p, x, { accelMps2, roadWheelRad }, FLAT, DT_SEC, next);
      expect(bitsOf(x)).toEqual(before);
      [x, next] = [next, x];
    }
    expect(bitsOf(x)).toEqual(bitsOf(inPlace));
  });

  test("cars driven by turns do not disturb each other", () => {
    const alone = drive(p, 8, 300, command).x;
    const other = { ...vehicle("rav4-2017"), model: id };
    const xs = [p, other].map((one) => new Float64Array(model.stateSize(one, DT_SEC)));
    model.init(p, { xM: 0, yM: 0, yawRad: 0 }, 8, DT_SEC, xs[0]!);
    model.init(other, { xM: 5, yM: 5, yawRad: 2 }, 3, DT_SEC, xs[1]!);
    for (let k = 0; k < 300; k++) {
      const [accelMps2, roadWheelRad] = command(k);
      model.step(p, xs[0]!, { accelMps2, roadWheelRad }, FLAT, DT_SEC, xs[0]!);
      model.step(other, xs[1]!, { accelMps2: -1, roadWheelRad: 0.3 }, { slopeRad: 0.1, bankRad: 0.1, frictionRatio: 0.4 }, DT_SEC, xs[1]!);
    }
    expect(bitsOf(xs[0]!)).toEqual(bitsOf(alone));
  });

  test("moving and turning the world moves and turns the path", () => {
    const turn = 2.1;
    const at = { xM: 300, yM: -200, yawRad: turn };
    const moved = new Float64Array(model.stateSize(p, DT_SEC));
    model.init(p, at, 8, DT_SEC, moved);
    const end = drive(p, 8, 1000, command).seen.at(-1)!;
    const movedEnd = drive(p, 8, 1000, command, { from: moved }).seen.at(-1)!;
    expect(movedEnd.xM).toBeCloseTo(at.xM + end.xM * Math.cos(turn) - end.yM * Math.sin(turn), 9);
    expect(movedEnd.yM).toBeCloseTo(at.yM + end.xM * Math.sin(turn) + end.yM * Math.cos(turn), 9);
    expect(Math.cos(movedEnd.yawRad - end.yawRad - turn)).toBeCloseTo(1, 15);
    expect(Math.abs(movedEnd.yawRad)).toBeLessThanOrEqual(Math.PI);
    expect(movedEnd.vLonMps).toBe(end.vLonMps);
  });

  test("steering the other way mirrors the path exactly", () => {
    const even = { ...p, steering: { ...p.steering, biasRad: 0 } };
    const left = drive(even, 8, 1000, command).seen;
    const right = drive(even, 8, 1000, (k) => [command(k)[0], -command(k)[1]]).seen;
    left.forEach((s, k) => {
      const mirrored = right[k]!;
      expect(mirrored.xM).toBe(s.xM);
      expect(mirrored.yM + s.yM).toBe(0);
      expect(mirrored.yawRad + s.yawRad).toBe(0);
      expect(mirrored.vLatMps + s.vLatMps).toBe(0);
      expect(mirrored.yawRateRadps + s.yawRateRadps).toBe(0);
      expect(mirrored.aLatMps2 + s.aLatMps2).toBe(0);
      expect(mirrored.vLonMps).toBe(s.vLonMps);
    });
  });

  test("init stands or rolls straight at the pose with its actuators at rest", () => {
    const x = new Float64Array(model.stateSize(p, DT_SEC)).fill(Number.NaN);
    model.init(p, { xM: 1, yM: 2, yawRad: 3 }, 4, DT_SEC, x);
    expect(x.every(Number.isFinite)).toBe(true);
    const [seen] = drive(p, 0, 0, command, { from: x }).seen;
    expect(seen).toMatchObject({ xM: 1, yM: 2, yawRad: 3, vLonMps: 4, vLatMps: 0, roadWheelRad: 0 });
  });

  test("place keeps what the actuators hold", () => {
    const driven = drive(p, 8, 100, command);
    const x = driven.x.slice();
    model.place(p, x, { xM: 9, yM: 8, yawRad: 0.7 }, 6, 0.05);
    const [seen] = drive(p, 0, 0, command, { from: x }).seen;
    expect(seen).toMatchObject({ xM: 9, yM: 8, yawRad: 0.7, vLonMps: 6, roadWheelRad: driven.seen.at(-1)!.roadWheelRad });
    if (id !== "point-mass") expect(x.slice(10)).toEqual(driven.x.slice(10));
  });
});

test("the state is as long as the dead times need", () => {
  const p = car("single-track");
  const model = vehicleModel("single-track");
  const longer = { ...p, steering: { ...p.steering, deadTimeSec: p.steering.deadTimeSec + 0.2 } };
  expect(model.stateSize(longer, DT_SEC) - model.stateSize(p, DT_SEC)).toBe(20);
});

function bitsOf(x: Float64Array): BigUint64Array {
  return new BigUint64Array(x.slice().buffer);
}

test("any car a file may describe stays finite under any command, and never rolls backwards", () => {
  const draw = randomNumbers(7);
  const between = (low: number, high: number): number => low * (high / low) ** draw();
  const model = vehicleModel("single-track");
  let cars = 0;
  while (cars < 200) {
    const p: VehicleParams = {
      ...vehicle("compact"),
      massKg: between(5, 1e5),
      yawInertiaKgm2: between(0.1, 3e6),
      cgToFrontAxleM: between(0.05, 20),
      cgToRearAxleM: between(0.05, 20),
      cgHeightM: 4 * draw(),
      frontStiffnessNprad: between(10, 5e6),
      rearStiffnessNprad: between(10, 5e6),
      frictionRatio: between(0.01, 2.5),
      resistance0N: 5e4 * draw() ** 3,
      resistance2Npmps2: 50 * draw() ** 3,
      limits: { maxRoadWheelRad: 1.4, maxRoadWheelRateRadps: between(0.01, 20), maxAccelMps2: 30, maxDecelMps2: 30 },
      acceleration: { ...vehicle("compact").acceleration, lagSec: draw() < 0.3 ? 0 : between(1e-4, 10), biasMps2: draw() - 0.5 },
    };
    if (lateralStiffnessMps2(p) > 1000) continue;
    const dtSec = [0.01, 0.02, 0.1][cars++ % 3]!;
    const x = new Float64Array(model.stateSize(p, dtSec));
    model.init(p, { xM: 0, yM: 0, yawRad: 0 }, 30 * draw(), dtSec, x);
    const command = { accelMps2: 0, roadWheelRad: 0 };
    for (let k = 0; k < 300; k++) {
      if (k % 37 === 0) Object.assign(command, { accelMps2: 60 * draw() - 30, roadWheelRad: 3 * draw() - 1.5 });
      const road = { slopeRad: 0.3 * (draw() - 0.5), bankRad: 0.3 * (draw() - 0.5), frictionRatio: draw() };
      model.step(p, x, command, road, dtSec, x);
      if (!x.every(Number.isFinite) || x[V]! < 0) throw new Error(`car ${cars} at tick ${k}: ${x.join(" ")} ${JSON.stringify(p)}`);
    }
  }
});

/** mulberry32. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
