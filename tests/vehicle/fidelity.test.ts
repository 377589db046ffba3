import { describe, expect, test } from "vitest";
import { type Fidelity, type FidelityRow, measureFidelity } from "../../src/vehicle/fidelity.ts";
import type { FidelityLog } from "../../src/vehicle/fidelity-log.ts";
import type { VehicleParams } from "../../src/vehicle/model.ts";
import { vehicleModel } from "../../src/vehicle/models.ts";
import { DT_SEC, drive, vehicle } from "./support.ts";

const compact = vehicle("compact");
const TICKS = 3000;

/** A drive of the given car, with what a controller asked of it. */
function logOf(p: VehicleParams): FidelityLog {
  const accel = (k: number): number => 0.8 * Math.sin(k / 150);
  const steer = (k: number): number => 0.02 * Math.sin(k / 90);
  const { seen } = drive(p, 15, TICKS - 1, (k) => [accel(k), steer(k)]);
  return {
    dtSec: DT_SEC,
    valid: new Uint8Array(TICKS).fill(1),
    xM: Float64Array.from(seen, (s) => s.xM),
    yM: Float64Array.from(seen, (s) => s.yM),
    yawRad: Float64Array.from(seen, (s) => s.yawRad),
    vLonMps: Float64Array.from(seen, (s) => s.vLonMps),
    yawRateRadps: Float64Array.from(seen, (s) => s.yawRateRadps),
    accelCommandMps2: Float64Array.from(seen, (_, k) => accel(k)),
    roadWheelRad: Float64Array.from(seen, (_, k) => steer(k)),
  };
}

function measure(log: FidelityLog, p: VehicleParams, roadWheel: "measured" | "commanded" = "commanded"): Fidelity {
  const range = { fitFromTick: 0, fitToTick: TICKS, fromTick: 100, toTick: TICKS };
  return measureFidelity(log, { model: vehicleModel(p.model), params: p, roadWheel, ...range });
}

function row(f: Fidelity, reckoner: string, horizonSec: number): FidelityRow {
  return f.rows.find((one) => one.reckoner === reckoner && one.horizonSec === horizonSec && one.bin === null)!;
}

describe("a log made by the twin itself", () => {
  const f = measure(logOf(compact), compact);

  test("is foretold almost exactly, in speed, heading and place", () => {
    const { positionM, yawRad, speedMps } = row(f, "twin", 10);
    expect(speedMps.max).toBeLessThan(0.01);
    expect(yawRad.max).toBeLessThan(0.003);
    expect(positionM.max).toBeLessThan(0.3);
  });

  test("has windows every half second as far as the log reaches", () => {
    // Starts at ticks 100, 150 ...; a horizon of h s needs 100 h further ticks.
    expect([1, 2, 5, 10].map((h) => row(f, "twin", h).windowCount)).toEqual([56, 54, 48, 38]);
  });

  test("the twin beats both references, and the skill says by how much", () => {
    const skill = f.skills.find((one) => one.horizonSec === 5 && one.against === "constant-velocity")!;
    expect(skill.skillRatio).toBeCloseTo(1 - row(f, "twin", 5).positionM.p50 / row(f, "constant-velocity", 5).positionM.p50, 12);
    for (const { skillRatio } of f.skills) expect(skillRatio).toBeGreaterThan(0.5);
    expect(f.skills.map((one) => one.against)).not.toContain("floor");
  });

  test("the bins hold every window once", () => {
    for (const reckoner of ["twin", "kinematic", "constant-velocity", "floor"]) {
      for (const horizonSec of [1, 10]) {
        const binned = f.rows.filter((one) => one.bin !== null && one.reckoner === reckoner && one.horizonSec === horizonSec);
        expect(binned.reduce((sum, one) => sum + one.windowCount, 0)).toBe(row(f, reckoner, horizonSec).windowCount);
      }
    }
  });
});

describe("the log's own errors", () => {
  const clean = logOf(compact);
  const bias = 0.01;
  const faulty: FidelityLog = {
    ...clean,
    yawRateRadps: clean.yawRateRadps.map((r) => r + bias),
    vLonMps: clean.vLonMps.map((v) => v * 0.98),
  };

  test("a yaw-rate bias and a speed scale are found", () => {
    const { correction } = measure(faulty, compact);
    expect(correction.yawRateBiasRadps).toBeCloseTo(bias, 5);
    expect(correction.speedRatio).toBeCloseTo(1 / 0.98, 3);
    expect(correction.usedSec).toBeCloseTo(29.5, 9);
  });

  test("and do not move the floor", () => {
    const before = row(measure(clean, compact), "floor", 10).positionM.p50;
    expect(row(measure(faulty, compact), "floor", 10).positionM.p50).toBeCloseTo(before, 2);
    expect(before).toBeLessThan(0.6);
  });

  test("nothing is corrected without a fit part", () => {
    const range = { fitFromTick: 0, fitToTick: 10, fromTick: 0, toTick: TICKS };
    const f = measureFidelity(faulty, { model: vehicleModel("single-track"), params: compact, roadWheel: "commanded", ...range });
    expect(f.correction).toEqual({ yawRateBiasRadps: 0, speedRatio: 1, usedSec: 0 });
  });
});

test("an invalid stretch is bridged by no window", () => {
  const log = logOf(compact);
  log.valid.fill(0, 1500, 1510);
  log.xM.fill(Number.NaN, 1500, 1510);
  const f = measure(log, compact);
  // 100, 150 ... 1350 before the gap (1400 would need tick 1500), 1550 ... 2850 behind it.
  expect(row(f, "twin", 1).windowCount).toBe(26 + 27);
  expect(row(f, "twin", 1).positionM.max).toBeLessThan(0.3);
});

test("a measured road wheel goes past the steering chain", () => {
  const log = logOf({ ...compact, steering: { ...compact.steering, deadTimeSec: 0, lagSec: 0 } });
  const [through, past] = [measure(log, compact, "commanded"), measure(log, compact, "measured")];
  expect(row(past, "twin", 5).crossM.p50).toBeLessThan(0.2 * row(through, "twin", 5).crossM.p50);
});

test("a wrong parameter shows", () => {
  const f = measure(logOf(compact), { ...compact, frontStiffnessNprad: 60_000 });
  expect(row(f, "twin", 5).crossM.p50).toBeGreaterThan(10 * row(measure(logOf(compact), compact), "twin", 5).crossM.p50);
});

test("spreads interpolate between ranks", () => {
  // Constant velocity on a car that accelerates by 1 m/s^2 from 5 m/s, 25 windows of 1 s: every speed error is 1 m/s.
  const p: VehicleParams = { ...compact, model: "point-mass" };
  const { seen } = drive(p, 5, 1300, () => [1, 0]);
  const n = seen.length;
  const zero = new Float64Array(n);
  const log: FidelityLog = {
    dtSec: DT_SEC,
    valid: new Uint8Array(n).fill(1),
    xM: Float64Array.from(seen, (s) => s.xM),
    yM: zero,
    yawRad: zero,
    vLonMps: Float64Array.from(seen, (s) => s.vLonMps),
    yawRateRadps: zero,
    accelCommandMps2: new Float64Array(n).fill(1),
    roadWheelRad: zero,
  };
  const range = { fitFromTick: 0, fitToTick: 0, fromTick: 0, toTick: n };
  const f = measureFidelity(log, { model: vehicleModel("point-mass"), params: p, roadWheel: "commanded", ...range });
  const { speedMps, alongM, crossM, windowCount } = row(f, "constant-velocity", 1);
  expect(windowCount).toBe(25);
  for (const value of [speedMps.p50, speedMps.p90, speedMps.p95, speedMps.max]) expect(value).toBeCloseTo(1, 9);
  expect(alongM.p50).toBeCloseTo(0.505, 9); // a dt^2 (1 + 2 + ... + 100)
  expect(crossM.max).toBe(0);
  expect(row(f, "twin", 10).speedMps.max).toBeLessThan(1e-9);
});
