import { describe, expect, test } from "vitest";
import { measureFidelity } from "../../src/vehicle/fidelity.ts";
import type { FidelityLog } from "../../src/vehicle/fidelity-log.ts";
import { rateSignal } from "../../src/vehicle/iso18571.ts";
import type { VehicleParams } from "../../src/vehicle/model.ts";
import { vehicleModel } from "../../src/vehicle/models.ts";
import type { SignalFidelity } from "../../src/vehicle/signal-fidelity.ts";
import { DT_SEC, drive, vehicle } from "./support.ts";

const N = 200;
const wave = (k: number): number => 3 * Math.sin(k / 12) + Math.sin(k / 5);
const signal = (at: (k: number) => number): Float64Array => Float64Array.from({ length: N }, (_, k) => at(k));
const T = signal(wave);

describe("rating of a signal by ISO/TS 18571", () => {
  test("is 1 for the same signal", () => {
    expect(rateSignal(T, T)).toEqual({ corridorRatio: 1, phaseRatio: 1, magnitudeRatio: 1, slopeRatio: 1, ratingRatio: 1, lateTicks: 0 });
  });

  test("a signal ten samples late loses phase alone of the shifted three", () => {
    const rating = rateSignal(
      T,
      signal((k) => wave(k - 10)),
    );
    // a fifth of 200 samples is 40
    expect(rating).toMatchObject({ lateTicks: 10, phaseRatio: 0.75 });
    expect(rating.magnitudeRatio).toBeCloseTo(1, 9);
    expect(rating.slopeRatio).toBeCloseTo(1, 9);
    expect(rating.corridorRatio).toBeLessThan(0.6);
    expect(
      rateSignal(
        T,
        signal((k) => wave(k + 10)),
      ),
    ).toMatchObject({ lateTicks: -10, phaseRatio: 0.75 });
  });

  test("a signal a fifth too large keeps its phase; its rates are off by a fifth of twice", () => {
    const rating = rateSignal(
      T,
      signal((k) => 1.2 * wave(k)),
    );
    expect(rating).toMatchObject({ lateTicks: 0, phaseRatio: 1 });
    expect(rating.slopeRatio).toBeCloseTo(0.9, 9);
    expect(rating.magnitudeRatio).toBeLessThan(1);
    expect(rating.magnitudeRatio).toBeGreaterThan(0.6);
  });

  test("the corridor: within 5 % of the largest is whole, beyond 50 % nothing, between by the square", () => {
    const flat = new Float64Array(N).fill(10);
    const off = (by: number): number => rateSignal(flat, new Float64Array(N).fill(10 + by)).corridorRatio;
    expect([off(0.5), off(-0.4), off(5), off(-7)]).toEqual([1, 1, 0, 0]);
    expect(off(2.75)).toBeCloseTo(0.25, 12);
  });

  test("a ramp and its opposite are nothing alike", () => {
    const ramp = signal((k) => k / N);
    const { magnitudeRatio, slopeRatio, corridorRatio } = rateSignal(
      ramp,
      ramp.map((t) => -t),
    );
    expect(magnitudeRatio).toBe(0);
    expect(slopeRatio).toBeCloseTo(0, 9);
    expect(corridorRatio).toBeLessThan(0.25);
  });
});

describe("signals of the virtual car", () => {
  const compact = vehicle("compact");
  const TICKS = 3000;

  function logOf(p: VehicleParams, size: number): FidelityLog {
    const accel = (k: number): number => 2 * size * Math.sin(k / 150);
    const steer = (k: number): number => 0.02 * size * Math.sin(k / 90);
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

  function signalsOf(log: FidelityLog, p: VehicleParams): readonly SignalFidelity[] {
    const range = { fitFromTick: 0, fitToTick: TICKS, fromTick: 100, toTick: TICKS };
    return measureFidelity(log, { model: vehicleModel(p.model), params: p, roadWheel: "commanded", ...range }).signals;
  }

  test("its own log is followed; two windows of 10 s from 1 s on", () => {
    const signals = signalsOf(logOf(compact, 1), compact);
    expect(signals.map(({ signal: name, windowCount }) => [name, windowCount])).toEqual([
      ["speed", 2],
      ["yaw-rate", 2],
    ]);
    for (const { ratingRatio, latencySec, errorPerRangeRatio } of signals) {
      expect(ratingRatio).toBeGreaterThan(0.98);
      expect(latencySec).toBe(0);
      expect(errorPerRangeRatio).toBeLessThan(0.02);
    }
  });

  test("a slower steering is late by as much", () => {
    const slow = { ...compact, steering: { ...compact.steering, deadTimeSec: compact.steering.deadTimeSec + 0.2 } };
    const yawRate = signalsOf(logOf(compact, 1), slow).find((s) => s.signal === "yaw-rate")!;
    expect(yawRate.latencySec).toBeGreaterThan(0.1);
    expect(yawRate.latencySec).toBeLessThan(0.3);
    expect(yawRate.phaseRatio).toBeLessThan(0.95);
  });

  test("nothing is said of a signal that does not move", () => {
    expect(signalsOf(logOf(compact, 0), compact)).toEqual([]);
  });
});
