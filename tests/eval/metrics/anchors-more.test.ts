import { describe, expect, test } from "vitest";
import { COMMONROAD } from "../../../src/eval/anchors/commonroad.ts";
import { NAVSIM } from "../../../src/eval/anchors/navsim.ts";
import { NUPLAN } from "../../../src/eval/anchors/nuplan.ts";
import { WOSAC } from "../../../src/eval/anchors/wosac.ts";
import { evaluateFrames, headerOf, type Motion, seriesOf, valueOf } from "../../support/records.ts";

/** Samples at 0.1 s, so that each tick is one. */
const metrics = [...COMMONROAD, ...NAVSIM, ...NUPLAN, ...WOSAC];
const drive = (ticks: number, at: (k: number) => Motion) => evaluateFrames(headerOf(), ticks, (k) => ({ ego: at(k) }), { metrics });

describe("CommonRoad's squares", () => {
  test("a jerk of 2 m/s3 for 1.8 s is 4 x 1.8: the speed t^2, differenced twice, has 19 of 21 samples", () => {
    expect(
      valueOf(
        drive(21, (k) => ({ x: 0, v: (0.1 * k) ** 2 })),
        "commonroad.jerk",
      ).value,
    ).toBeCloseTo(7.2, 9);
    expect(
      valueOf(
        drive(21, (k) => ({ x: k, v: 3 * k })),
        "commonroad.jerk",
      ).value,
    ).toBeCloseTo(0, 9);
  });

  test("wheels turned by 0.1 rad for 2 s are 0.01 x 2; turned on by 0.05 rad/s they are that rate's square for 1.9 s", () => {
    const held = drive(21, (k) => ({ x: k, v: 10, roadWheel: -0.1 }));
    expect(valueOf(held, "commonroad.steering-angle").value).toBeCloseTo(0.02, 12);
    expect(valueOf(held, "commonroad.steering-rate").value).toBe(0);
    const turned = drive(21, (k) => ({ x: k, v: 10, roadWheel: 0.005 * k }));
    // the integral of (0.05 t)^2 from 0 to 2
    expect(valueOf(turned, "commonroad.steering-angle").value).toBeCloseTo((0.0025 * 8) / 3, 12);
    expect(valueOf(turned, "commonroad.steering-rate").value).toBeCloseTo(0.0025 * 1.9, 12);
  });
});

describe("nuPlan's filtered motion", () => {
  test("a steady lateral acceleration is itself, on either side; its bound is 4.89 m/s2", () => {
    for (const a of [2, -2, 4.88]) {
      const e = drive(40, (k) => ({ x: k, v: 10, aLat: a }));
      expect(valueOf(e, "nuplan.lat-accel").value).toBeCloseTo(Math.abs(a), 8);
      expect(valueOf(e, "nuplan.lat-accel").episodes).toEqual([]);
      expect(valueOf(e, "nuplan.comfort").value).toBe(1);
    }
    const beyond = drive(40, (k) => ({ x: k, v: 10, aLat: -4.9 }));
    expect(valueOf(beyond, "nuplan.lat-accel").episodes).toMatchObject([{ fromTick: 0, toTick: 39, limit: 4.89 }]);
    expect(valueOf(beyond, "nuplan.comfort")).toMatchObject({ value: 0, episodes: [{ label: "lateral acceleration" }] });
  });

  test("a heading of 0.2 t^2 has a yaw acceleration of 0.4 rad/s2", () => {
    const e = drive(40, (k) => ({ x: k, v: 10, yaw: 0.2 * (0.1 * k) ** 2 }));
    expect(valueOf(e, "nuplan.yaw-accel").value).toBeCloseTo(0.4, 8);
  });

  test("the size of the acceleration rises by 0.5 m/s3 where its parts rise by 0.3 and 0.4", () => {
    const e = drive(40, (k) => ({ x: k, aLon: 0.03 * k, aLat: 0.04 * k }));
    // More where the filter of even length changes over by half a sample.
    expect(valueOf(e, "nuplan.jerk").value).toBeGreaterThanOrEqual(0.5 - 1e-9);
    expect(valueOf(e, "nuplan.jerk").value).toBeLessThan(0.6);
  });
});

test("NAVSIM's comfort ends at a deceleration of 4.05 m/s2", () => {
  const braking = (a: number) =>
    valueOf(
      drive(40, (k) => ({ x: k, v: 10, aLon: a })),
      "navsim.history-comfort",
    );
  expect(braking(-4.04)).toMatchObject({ value: 1, episodes: [] });
  expect(braking(-4.06).value).toBe(0);
  expect(braking(-4.06).episodes).toHaveLength(1);
});

test("Waymo's sim agents: a heading of 0.2 t^2 turns faster by 0.4 rad/s2, to the right by as much less", () => {
  const turning = (rate: number) => drive(12, (k) => ({ x: k, yaw: rate * (0.1 * k) ** 2 }));
  expect(seriesOf(turning(0.2), "wosac.angular-acceleration")[8]).toBeCloseTo(0.4, 9);
  expect(seriesOf(turning(-0.2), "wosac.angular-acceleration")[8]).toBeCloseTo(-0.4, 9);
  expect(valueOf(turning(-0.2), "wosac.angular-acceleration").value).toBeCloseTo(0.4, 9);
});
