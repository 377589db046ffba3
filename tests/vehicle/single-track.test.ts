import { join } from "node:path";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { lateralStiffnessMps2 } from "../../src/vehicle/single-track-step.ts";
import { singleTrack } from "../../src/vehicle/single-track.ts";
import { describeWithData } from "../support/data.ts";
import { bareCar, blankState, DIRECT, DT_SEC, drive, FLAT, vehicle } from "./support.ts";

const G = 9.81;
const car = bareCar();
const lf = car.cgToFrontAxleM;
const lr = car.cgToRearAxleM;
const l = lf + lr;
const m = car.massKg;
/** Understeer gradient K = (m / l)(lr / Cf - lf / Cr). */
const K = (m / l) * (lr / car.frontStiffnessNprad - lf / car.rearStiffnessNprad);

describe("steady cornering", () => {
  test.each([5, 10, 20, 30, 40])("at %d m/s the yaw rate is v delta / (l + K v^2)", (v) => {
    const delta = 0.01;
    const { seen } = drive(car, v, 1500, () => [0, delta]);
    expect(seen.at(-1)!.vLonMps).toBe(v);
    expect(seen.at(-1)!.yawRateRadps).toBeCloseTo((v * delta) / (l + K * v * v), 11);
    expect(seen.at(-1)!.aLatMps2).toBeCloseTo((v * v * delta) / (l + K * v * v), 9);
  });

  test("the understeer gradient between two speeds on one circle is K", () => {
    // On a circle the steering angle is l / R + K ay; R and ay as driven.
    const [slow, fast] = [10, 30].map((v) => drive(car, v, 1500, () => [0, 0.02]).seen.at(-1)!);
    const ackermann = (s: typeof slow): number => (l * s!.yawRateRadps) / s!.vLonMps;
    const gradient = (ackermann(slow) - ackermann(fast)) / (fast!.aLatMps2 - slow!.aLatMps2);
    expect(gradient).toBeCloseTo(K, 11);
    expect(K).toBeGreaterThan(0.002);
  });

  test("the rear axle slides outwards by m lf v r / (l Cr)", () => {
    const { yawRateRadps: r, vLatMps, vLonMps: v } = drive(car, 20, 1500, () => [0, 0.02]).seen.at(-1)!;
    expect(vLatMps).toBeCloseTo((-v * m * lf * v * r) / (l * car.rearStiffnessNprad), 10);
    expect(vLatMps).toBeLessThan(0);
  });

  test("is what `place` sets up for a measured yaw rate", () => {
    const settled = drive(car, 20, 1500, () => [0, 0.02]);
    const x = settled.x.slice();
    const { xM, yM, yawRad, vLonMps, yawRateRadps } = settled.seen.at(-1)!;
    singleTrack.place(car, x, { xM, yM, yawRad }, vLonMps, yawRateRadps);
    x.forEach((value, i) => expect(value).toBeCloseTo(settled.x[i]!, 9));
  });

  test("axles cannot pull harder than their friction: the lateral acceleration ends at mu g", () => {
    const icy = bareCar({ frictionRatio: 0.3 });
    const { seen } = drive(icy, 20, 1000, () => [0, 0.3]);
    expect(seen.at(-1)!.aLatMps2).toBeCloseTo(0.3 * G, 9);
    expect(Math.max(...seen.map((one) => one.aLatMps2))).toBeLessThan(0.3 * G * 1.001);
  });
});

describe("along the road", () => {
  test("constant resistance F0 stops the car after m v^2 / (2 F0), exactly at rest", () => {
    const p = bareCar({ resistance0N: 1400 });
    const { seen } = drive(p, 10, 1100, () => [0, 0]);
    expect(seen.at(-1)!.vLonMps).toBe(0);
    expect(seen.at(-1)!.xM).toBeCloseTo((m * 100) / (2 * 1400), 9);
  });

  test("full braking on a friction of 0.3 takes v^2 / (2 mu g)", () => {
    const p = bareCar({ frictionRatio: 1 });
    const { seen } = drive(p, 20, 1000, () => [-8, 0], { road: { ...FLAT, frictionRatio: 0.3 } });
    expect(seen.at(-1)!.xM).toBeCloseTo(400 / (2 * 0.3 * G), 6);
    expect(seen[100]!.aLonMps2).toBeCloseTo(-0.3 * G, 12);
  });

  test("a slope acts as g sin(slope), up and down", () => {
    const up = drive(car, 20, 100, () => [0, 0], { road: { ...FLAT, slopeRad: 0.05 } }).seen.at(-1)!;
    const down = drive(car, 20, 100, () => [0, 0], { road: { ...FLAT, slopeRad: -0.05 } }).seen.at(-1)!;
    expect(up.vLonMps).toBeCloseTo(20 - G * Math.sin(0.05), 12);
    expect(down.vLonMps).toBeCloseTo(20 + G * Math.sin(0.05), 12);
  });

  test("a bank pulls to its lower side", () => {
    const { seen } = drive(car, 20, 300, () => [0, 0], { road: { ...FLAT, bankRad: 0.05 } });
    expect(seen.at(-1)!.yM).toBeLessThan(-0.1);
  });

  test("gain and bias: a = 1.05 u - 0.07, the bias outside the reading", () => {
    const p = bareCar({ acceleration: { ...DIRECT, gainRatio: 1.05, biasMps2: -0.07 } });
    const { seen } = drive(p, 20, 100, () => [1, 0]);
    expect(seen.at(-1)!.aLonMps2).toBeCloseTo(0.98, 12);
    expect(seen.at(-1)!.vLonMps).toBeCloseTo(20.98, 12);
  });

  test("dead time and lag: nothing for 0.1 s, then 1 - exp(-t / lag)", () => {
    const p = bareCar({ acceleration: { ...DIRECT, deadTimeSec: 0.1, lagSec: 0.2 } });
    const { seen } = drive(p, 20, 60, () => [1, 0]);
    expect(seen[10]!.vLonMps).toBe(20);
    expect(seen[30]!.aLonMps2).toBeCloseTo(1 - Math.exp(-1), 12);
    // Integral of 1 - exp(-t / 0.2) over 0.5 s.
    expect(seen[60]!.vLonMps).toBeCloseTo(20 + 0.5 - 0.2 * (1 - Math.exp(-2.5)), 7);
  });

  test("commands beyond the limits are not obeyed", () => {
    const p = bareCar({ limits: { ...car.limits, maxAccelMps2: 2, maxDecelMps2: 5, maxRoadWheelRad: 0.4 } });
    expect(drive(p, 20, 10, () => [9, 0]).seen.at(-1)!.aLonMps2).toBe(2);
    expect(drive(p, 20, 10, () => [-9, 0]).seen.at(-1)!.aLonMps2).toBe(-5);
    expect(drive(p, 5, 10, () => [0, -1]).seen.at(-1)!.roadWheelRad).toBe(-0.4);
  });
});

test("the heading it shows stays in (-pi, pi] over many turns", () => {
  const { seen } = drive(car, 10, 4000, () => [0, 0.2]);
  expect(seen.every((one) => one.yawRad > -Math.PI && one.yawRad <= Math.PI)).toBe(true);
  expect(seen.some((one) => one.yawRad < -3)).toBe(true);
});

test("a steering bias turns the car and is not in the reading", () => {
  const p = bareCar({ steering: { ...DIRECT, biasRad: 0.01 } });
  const { seen } = drive(p, 20, 1500, () => [0, 0]);
  expect(seen.at(-1)!.roadWheelRad).toBe(0);
  expect(seen.at(-1)!.yawRateRadps).toBeCloseTo((20 * 0.01) / (l + K * 400), 11);
});

test("the reported accelerations are those of the motion", () => {
  const p = vehicle("compact");
  const { seen } = drive(p, 15, 400, (tick) => [Math.sin(tick / 60), 0.03 * Math.sin(tick / 40)]);
  for (const i of [100, 200, 300, 390]) {
    const [before, now, after] = [seen[i - 1]!, seen[i]!, seen[i + 1]!];
    expect(now.aLonMps2).toBeCloseTo((after.vLonMps - before.vLonMps) / (2 * DT_SEC), 2);
    const lateral = (after.vLatMps - before.vLatMps) / (2 * DT_SEC) + now.vLonMps * now.yawRateRadps;
    expect(now.aLatMps2).toBeCloseTo(lateral, 2);
  }
});

describe("standing", () => {
  test("braking stops at v = 0 and stays there, wherever the stop falls in the tick", () => {
    for (const v of [0.0301, 0.0333, 1, 7.77]) {
      const { seen } = drive(car, v, 400, () => [-3, 0]);
      expect(seen.at(-1)!.vLonMps).toBe(0);
      expect(seen.every((s) => s.vLonMps >= 0)).toBe(true);
      expect(seen.at(-1)!.xM).toBeCloseTo((v * v) / 6, 9);
      expect(seen.at(-1)).toMatchObject({ yawRateRadps: 0, vLatMps: 0, aLonMps2: 0, aLatMps2: 0 });
      expect(seen.at(-1)!.xM).toBe(seen.at(-2)!.xM);
    }
  });

  test("neither resistance, nor a brake, nor a steep hill moves a standing car backwards", () => {
    const p = vehicle("compact");
    for (const [a, slopeRad] of [
      [0, 0],
      [-8, 0],
      [0.5, 0.2],
    ] as const) {
      const { seen } = drive(p, 0, 300, () => [a, 0.3], { road: { ...FLAT, slopeRad } });
      expect(seen.at(-1)).toMatchObject({ xM: 0, yM: 0, yawRad: 0, vLonMps: 0, aLonMps2: 0 });
    }
  });

  test("it moves off once the drive beats resistance, and rolls down a hill", () => {
    const p = vehicle("compact");
    expect(drive(p, 0, 300, () => [0.05, 0]).seen.at(-1)!.vLonMps).toBe(0); // F0 / m is 0.093
    expect(drive(p, 0, 300, () => [0.2, 0]).seen.at(-1)!.vLonMps).toBeGreaterThan(0.25);
    expect(drive(p, 0, 300, () => [0, 0], { road: { ...FLAT, slopeRad: -0.1 } }).seen.at(-1)!.vLonMps).toBeGreaterThan(2);
  });

  test("a coasting car comes to rest in finite time", () => {
    const { seen } = drive(vehicle("compact"), 1, 1500, () => [0, 0]);
    expect(seen.at(-1)!.vLonMps).toBe(0);
  });

  test("a car that rolls backwards is braked to rest, then drives forwards", () => {
    const { seen } = drive(car, -1, 200, () => [1, 0]);
    expect(seen.some((s) => s.vLonMps === 0)).toBe(true);
    expect(seen[50]!.vLonMps).toBeCloseTo(-0.5, 12);
    expect(seen.at(-1)!.vLonMps).toBeCloseTo(1, 1);
  });

  test("the wheels can be turned", () => {
    expect(drive(vehicle("compact"), 0, 200, () => [0, 0.3]).seen.at(-1)!.roadWheelRad).toBeCloseTo(0.3, 3);
  });
});

describe("low speed", () => {
  const delta = 0.2;

  test.each([0.2, 0.9, 1.3, 1.7, 2.5])("at %d m/s the car turns on the circle of its steering", (v) => {
    const { seen } = drive(car, v, 1000, () => [0, delta]);
    expect(seen.at(-1)!.yawRateRadps / ((v * Math.tan(delta)) / l)).toBeCloseTo(1, v < 1 ? 12 : 1);
  });

  test.each([
    [0, 1],
    [5, -1],
  ])("from %d m/s with a = %d the yaw rate has no jump", (v, a) => {
    const { seen } = drive(car, v, 480, () => [a, delta]);
    const jumps = seen.slice(1).map((one, i) => Math.abs(one.yawRateRadps - seen[i]!.yawRateRadps));
    // Rolling without slip changes it by a dt tan(delta) / l = 0.00077 a tick; at 5 m/s the wheels are turned at once, and that dies out.
    expect(Math.max(...jumps.slice(v === 0 ? 0 : 50))).toBeLessThan(0.0025);
  });

  /** The stiffest car the reader lets in. */
  const stiff = bareCar({ frontStiffnessNprad: 288_000, rearStiffnessNprad: 352_000 });

  test("the stiffest car a file may describe is near the limit", () => {
    expect(lateralStiffnessMps2(stiff)).toBeGreaterThan(950);
    expect(lateralStiffnessMps2(stiff)).toBeLessThanOrEqual(1000);
  });

  test.each([
    ["compact", bareCar()],
    ["the stiffest car", stiff],
  ])("%s is stable from 1 to 3 m/s at ticks of 10 ms and 100 ms", (_name, p) => {
    for (const dtSec of [0.01, 0.1]) {
      for (let v = 1; v <= 3; v += 0.1) {
        const x = new Float64Array(singleTrack.stateSize(p, dtSec));
        singleTrack.init(p, { xM: 0, yM: 0, yawRad: 0 }, v, dtSec, x);
        singleTrack.place(p, x, { xM: 0, yM: 0, yawRad: 0 }, v, 0.5);
        const state = blankState();
        let largest = 0;
        for (let i = 0; i < 1 / dtSec; i++) {
          singleTrack.step(p, x, { accelMps2: 0, roadWheelRad: 0 }, FLAT, dtSec, x);
          singleTrack.observe(p, x, state);
          largest = Math.max(largest, Math.abs(state.yawRateRadps));
        }
        expect(largest).toBeLessThanOrEqual(0.5);
        expect(Math.abs(state.yawRateRadps)).toBeLessThan(1e-9);
      }
    }
  });

  test("a stop and start in a bend at 10 ms agrees with 1 ms", () => {
    const run = (dtSec: number) => {
      const ticks = Math.round(10 / dtSec);
      return drive(vehicle("compact"), 4, ticks, (k) => [k * dtSec < 5 - 1e-9 ? -1.5 : 1.5, 0.2], { dtSec }).seen.at(-1)!;
    };
    const [coarse, fine] = [run(0.01), run(0.001)];
    expect(Math.hypot(coarse.xM - fine.xM, coarse.yM - fine.yM)).toBeLessThan(2e-3);
    expect(coarse.vLonMps).toBeCloseTo(fine.vLonMps, 4);
  });
});

test("halving the tick divides the error by 16: order 4", () => {
  const p = vehicle("compact");
  const run = (dtSec: number) => {
    const held = Math.round(0.16 / dtSec);
    const command = (k: number): readonly [number, number] => [Math.sin(Math.floor(k / held)), 0.02 * Math.cos(2 * Math.floor(k / held))];
    return drive(p, 20, Math.round(4.8 / dtSec), command, { dtSec }).seen.at(-1)!;
  };
  const exact = run(0.00125);
  const errors = [0.02, 0.01, 0.005].map((dtSec) => {
    const end = run(dtSec);
    return Math.hypot(end.xM - exact.xM, end.yM - exact.yM);
  });
  expect(errors[0]! / errors[1]!).toBeGreaterThan(12);
  expect(errors[1]! / errors[2]!).toBeGreaterThan(12);
  expect(errors[1]!).toBeLessThan(1e-8);
});

describeWithData("coast-down", (data) => {
  interface CoastDown {
    readonly name: string;
    readonly m: number;
    readonly F0_N: number;
    readonly F1_N_per_mps: number;
    readonly F2_N_per_mps2: number;
    readonly v0: number;
    readonly t: readonly number[];
    readonly v: readonly number[];
    readonly s: readonly number[];
  }
  const text = readFileSync(join(data, "vehicle-ref", "coast-down-analytic.json"), "utf8");
  const cars = JSON.parse(text) as readonly CoastDown[];

  test.each(cars.map((one) => [one.name, one] as const))("of %s agrees with the closed form within 1e-6", (_name, one) => {
    const p = bareCar({
      massKg: one.m,
      resistance0N: one.F0_N,
      resistance1Npmps: one.F1_N_per_mps,
      resistance2Npmps2: one.F2_N_per_mps2,
    });
    const { seen } = drive(p, one.v0, 6000, () => [0, 0]);
    one.t.forEach((t, i) => {
      const state = seen[Math.round(t / DT_SEC)]!;
      expect(Math.abs(state.vLonMps - one.v[i]!)).toBeLessThan(1e-6);
      expect(Math.abs(state.xM - one.s[i]!)).toBeLessThan(1e-6);
    });
    expect(one.t.length).toBeGreaterThan(100);
  });
});
