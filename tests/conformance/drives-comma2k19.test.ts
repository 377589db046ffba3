import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { heldAt } from "../../src/core/interp.ts";
import type { Channel, ChannelName } from "../../src/drive/drive.ts";
import { openDrive } from "../../src/drive/open.ts";
import { qualityReport } from "../../src/drive/quality.ts";
import type { Check } from "../../src/drive/quality-report.ts";
import { onTicks } from "../../src/drive/resample.ts";
import { describeWithData } from "../support/data.ts";

const DEG = 180 / Math.PI;

describeWithData("the RAV4 drive of comma2k19", (folder) => {
  const base = join(folder, "drives", "comma2k19");
  const drive = openDrive(join(base, "example_1_rav4_seg40"));
  const channel = (name: ChannelName): Channel => drive.ego[name]!;

  // The reference is an independent join of the same arrays at 50 Hz. Its t_s counts from the second frame, the drive from the first.
  const rows = readFileSync(join(base, "derived", "rav4_seg40_50hz.csv"), "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(","));
  const header = rows[0]!;
  const column = (name: string): number[] => rows.slice(1).map((row) => Number(row[header.indexOf(name)]));
  const startNs = Math.round((46408.5975 + 0.2 - 46408.547498) * 1e9);
  const count = rows.length - 1;

  const linear = (name: ChannelName): number[] => {
    const out = new Float64Array(count);
    const valid = new Uint8Array(count);
    onTicks(channel(name), 0.02, count, startNs, out, valid);
    expect(valid.every((one) => one === 1)).toBe(true);
    return [...out];
  };
  const previous = (name: ChannelName): number[] =>
    Array.from({ length: count }, (_, k) => {
      const { tNs, value } = channel(name);
      return value[heldAt(tNs, startNs + k * 2e7, 1e9, 0)]!;
    });
  const farthest = (found: readonly number[], name: string): number =>
    column(name).reduce((most, expected, k) => Math.max(most, Math.abs(found[k]! - expected)), 0);

  test("has 1990 rows to compare with", () => {
    expect(count).toBe(1990);
    expect(drive).toMatchObject({ format: "comma2k19", synthetic: false });
    expect(drive.durationNs / 1e9).toBeCloseTo(46448.596947 - 46408.547498, 6);
  });

  // Half a unit of the last printed digit, and 2e-4 for the reference's own rounding of its time origin.
  test.each([
    ["can_speed_mps", "vLonMps", 1, 8e-4],
    ["steering_wheel_deg", "measuredSteeringWheelRad", DEG, 5.1e-3],
    ["enu_x_m", "xM", 1, 7e-4],
    ["enu_y_m", "yM", 1, 7e-4],
  ] as const)("%s, linear between samples, in every row", (name, channelName, scale, tolerance) => {
    expect(
      farthest(
        linear(channelName).map((value) => value * scale),
        name,
      ),
    ).toBeLessThan(tolerance);
  });

  test.each([
    ["yaw_rate_can_degps", "yawRateRadps", DEG, 5.1e-4],
    ["gas_pedal", "measuredThrottleRatio", 1, 5.1e-4],
    ["accel_cmd_mps2", "commandedAccelMps2", 1, 5.1e-4],
    ["cruise_active", "engaged", 1, 0],
  ] as const)("%s, previous value, in every row", (name, channelName, scale, tolerance) => {
    expect(
      farthest(
        previous(channelName).map((value) => value * scale),
        name,
      ),
    ).toBeLessThanOrEqual(tolerance);
  });

  // Two of 1990 rows fall on a frame's own stamp, where the reference still takes the frame before.
  test.each([
    ["accel_x_can_mps2", "aLonMps2"],
    ["accel_y_can_mps2", "aLatMps2"],
  ] as const)("%s, previous value with the sign turned, in all but a few rows", (name, channelName) => {
    const found = previous(channelName);
    const apart = column(name).filter((expected, k) => Math.abs(-found[k]! - expected) > 5.1e-4);
    expect(apart.length).toBeLessThanOrEqual(2);
  });

  test("the yaw is the course to a fraction of a degree", () => {
    const found = linear("yawRad");
    expect(farthest(found, "course_rad")).toBeLessThan(0.01);
    const mean = column("course_rad").reduce((sum, expected, k) => sum + found[k]! - expected, 0) / count;
    expect(Math.abs(mean)).toBeLessThan(5e-4);
  });

  test("the traps of the data set are found by the report", () => {
    const report = qualityReport(drive);
    const check = (kind: Check["kind"], name: string): Check => report.checks.find((c) => c.kind === kind && c.name === name)!;
    expect(report.checks.filter((c) => c.verdict === "suspect")).toEqual([]);
    expect(check("unit", "integrated speed / position").value).toBeCloseTo(0.992, 3);
    expect(check("bias", "yaw rate bias").value! * DEG).toBeCloseTo(-0.41, 1);
    expect(check("sign", "acceleration along against speed").value).toBeGreaterThan(0.8);
    expect(check("sign", "steering wheel -> yaw rate").value).toBeGreaterThan(0.9);
    // Dead time 0.1 s and a first-order lag of 0.2 s.
    expect(check("lag", "commanded acceleration -> acceleration").value).toBeCloseTo(0.3, 1);
    expect(report.engaged.length).toBe(1);
    expect(report.engaged[0]!.fromSec).toBeCloseTo(9.02 + 0.05, 1);
    const rates = new Map(report.channels.map((c) => [c.name, c.rateHz]));
    expect(rates.get("xM")).toBeCloseTo(20, 1);
    expect(rates.get("vLonMps")).toBeCloseTo(83, 0);
    expect(rates.get("imuYawRateRadps")).toBeCloseTo(104, 0);
  });

  test("the floor is that of the design: metres with the raw yaw rate, decimetres without its bias", () => {
    const tenSec = qualityReport(drive).floor.find((row) => row.horizonSec === 10)!;
    expect(tenSec.raw.acrossP50M).toBeGreaterThan(4);
    expect(tenSec.corrected.acrossP50M).toBeLessThan(0.3);
  });
});
