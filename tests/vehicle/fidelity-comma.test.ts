import { expect, test } from "vitest";
import { measureFidelity } from "../../src/vehicle/fidelity.ts";
import { vehicleModel } from "../../src/vehicle/models.ts";
import { describeWithData } from "../support/data.ts";
import { commaLog } from "./comma-log.ts";
import { vehicle } from "./support.ts";

/**
 * The longitudinal baseline of a real drive: in-sample, for rav4-2017.json was fitted on the same 30 s. It says that the chain can carry a
 * real car, not how well it foretells another drive. Windows start with the first sample after t = 9.5 s, as in the baseline.
 */
describeWithData("a RAV4 under openpilot (comma2k19, engaged part)", (data) => {
  const p = vehicle("rav4-2017");
  const log = commaLog(data, p.steeringRatio);
  const fromTick = log.tSec.findIndex((t) => t > 9.5);
  const toTick = log.tSec.length;
  const f = measureFidelity(log, {
    model: vehicleModel(p.model),
    params: p,
    roadWheel: "measured",
    fitFromTick: fromTick,
    fitToTick: toTick,
    fromTick,
    toTick,
  });
  const row = (reckoner: string, horizonSec: number) =>
    f.rows.find((one) => one.reckoner === reckoner && one.horizonSec === horizonSec && one.bin === null)!;
  const rounded = (value: number): number => Math.round(100 * value) / 100;

  test.each([
    [1, 59, 0.07, 0.37],
    [2, 57, 0.13, 0.81],
    [5, 51, 0.44, 1.76],
    [10, 41, 0.98, 2.16],
  ])("after %d s (%d windows) the speed is off by at most %d m/s in half, %d m/s in nine of ten", (horizonSec, windows, p50, p90) => {
    const { speedMps, windowCount: found } = row("twin", horizonSec);
    expect(found).toBe(windows);
    expect(rounded(speedMps.p50)).toBeLessThanOrEqual(p50);
    expect(rounded(speedMps.p90)).toBeLessThanOrEqual(p90);
  });

  test("the log's yaw rate is biased by -0.41 deg/s and its speed reads 0.992 of the distance", () => {
    expect((f.correction.yawRateBiasRadps * 180) / Math.PI).toBeCloseTo(-0.41, 2);
    expect(1 / f.correction.speedRatio).toBeCloseTo(0.992, 3);
  });

  test("the floor lies far below the twin, and the twin below constant velocity", () => {
    for (const horizonSec of [5, 10]) {
      const twin = row("twin", horizonSec).alongM.p50;
      expect(row("floor", horizonSec).alongM.p50).toBeLessThan(0.2 * twin);
      expect(row("constant-velocity", horizonSec).alongM.p50).toBeGreaterThan(1.5 * twin);
    }
    expect(row("floor", 10).crossM.p50).toBeLessThan(0.3);
  });
});
