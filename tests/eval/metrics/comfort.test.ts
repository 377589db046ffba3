import { describe, expect, test } from "vitest";
import { evaluateFrames, headerOf, type Motion, resultOf, seriesOf, valueOf } from "../../support/records.ts";

const ALONE = headerOf();

function drive(ticks: number, at: (k: number) => Partial<Motion>, header = ALONE): ReturnType<typeof evaluateFrames> {
  return evaluateFrames(header, ticks, (k) => ({ ego: { x: 0, ...at(k) } }));
}

describe("peaks of what the vehicle shows", () => {
  test("lon-accel and lon-decel are the two sides of one signal", () => {
    const a = [0, 1, 2.5, -3, -5, -4.2, 0.5];
    const e = drive(a.length, (k) => ({ aLon: a[k]! }));
    expect(valueOf(e, "lon-accel")).toMatchObject({ value: 2.5, atTick: 2, actorId: null });
    expect(valueOf(e, "lon-accel").episodes).toMatchObject([{ fromTick: 2, toTick: 2, value: 2.5, limit: 2.4 }]);
    expect(valueOf(e, "lon-decel")).toMatchObject({ value: 5, atTick: 4 });
    expect(valueOf(e, "lon-decel").episodes).toMatchObject([{ fromTick: 4, toTick: 5, worstTick: 4, value: 5, limit: 4.05 }]);
    expect(seriesOf(e, "lon-accel")).toEqual(a);
    expect(seriesOf(e, "lon-decel")).toEqual([0, -1, -2.5, 3, 5, 4.2, -0.5]);
  });

  test("a car that only brakes has no forward acceleration", () => {
    expect(
      valueOf(
        drive(2, () => ({ aLon: -2 })),
        "lon-accel",
      ).value,
    ).toBe(0);
  });

  test("lat-accel and yaw-rate take the larger side and keep the sign in the series", () => {
    const e = drive(3, (k) => ({ aLat: [1, -6, 5][k]!, yawRate: [0.2, -1, 0.5][k]! }));
    expect(valueOf(e, "lat-accel")).toMatchObject({ value: 6, atTick: 1 });
    expect(valueOf(e, "yaw-rate")).toMatchObject({ value: 1, atTick: 1 });
    expect(seriesOf(e, "yaw-rate")).toEqual([0.2, -1, 0.5]);
  });

  test("not applicable where no tick counts", () => {
    const e = evaluateFrames(ALONE, 3, () => ({ ego: { x: 0 }, lowFidelity: true }));
    for (const id of ["lon-accel", "lon-decel", "lat-accel", "yaw-rate"]) {
      expect(resultOf(e, id)).toEqual({ kind: "not-applicable", reason: "no tick was scored", vacuous: false });
    }
  });
});

describe("rates over a window", () => {
  test("a ramp has its own slope, whatever the tick length", () => {
    for (const dtSec of [0.1, 0.05, 0.01]) {
      const header = headerOf([], { dtSec });
      const ticks = Math.round(3 / dtSec) + 1;
      const e = drive(ticks, (k) => ({ aLon: 2 * k * dtSec, aLat: -3 * k * dtSec, yawRate: 0.5 * k * dtSec }), header);
      expect(valueOf(e, "lon-jerk").value).toBeCloseTo(2, 9);
      expect(valueOf(e, "lat-jerk").value).toBeCloseTo(3, 9);
      expect(valueOf(e, "jerk").value).toBeCloseTo(Math.sqrt(13), 9);
      expect(valueOf(e, "yaw-accel").value).toBeCloseTo(0.5, 9);
    }
  });

  test("a step counts as step over window", () => {
    // 3 m/s^2 from tick 15 on: windows 1 s, 0.5 s and 0.4 s
    const e = drive(40, (k) => (k < 15 ? {} : { aLon: 3, aLat: 3, yawRate: 1 }));
    expect(valueOf(e, "lon-jerk")).toMatchObject({ value: 3, atTick: 15 });
    expect(valueOf(e, "lat-jerk").value).toBeCloseTo(6, 12);
    expect(valueOf(e, "yaw-accel").value).toBeCloseTo(2.5, 12);
    expect(seriesOf(e, "lon-jerk").slice(0, 12)).toEqual([...Array(10).fill(null), 0, 0]);
    expect(seriesOf(e, "lon-jerk").slice(24, 27)).toEqual([3, 0, 0]);
  });

  test("steady cornering has no jerk", () => {
    expect(
      valueOf(
        drive(30, () => ({ v: 10, aLat: 4, yawRate: 0.4 })),
        "jerk",
      ).value,
    ).toBe(0);
  });

  test("not applicable in a run shorter than the window", () => {
    const e = drive(10, () => ({}));
    expect(resultOf(e, "lon-jerk")).toEqual({
      kind: "not-applicable",
      reason: "the run is shorter than the window of 1 s",
      vacuous: false,
    });
    expect(resultOf(e, "jerk").kind).toBe("not-applicable");
    expect(
      resultOf(
        drive(5, () => ({})),
        "lat-jerk",
      ).kind,
    ).toBe("not-applicable");
    expect(
      resultOf(
        drive(4, () => ({})),
        "yaw-accel",
      ).kind,
    ).toBe("not-applicable");
    expect(
      resultOf(
        drive(5, () => ({})),
        "yaw-accel",
      ).kind,
    ).toBe("value");
  });
});

test("another road user is measured at its box centre, from its world-frame motion", () => {
  const header = headerOf([{ name: "car" }]);
  const other = { x: 20, y: 5, yaw: 2, v: 10, aLon: -3, aLat: 1.5, yawRate: 0.3 };
  const e = evaluateFrames(header, 1, () => ({ ego: { x: 0 }, others: [other] }), { subjectIndex: 1 });
  expect(valueOf(e, "lon-decel").value).toBeCloseTo(3, 12);
  expect(valueOf(e, "lat-accel").value).toBeCloseTo(1.5, 12);
  expect(valueOf(e, "yaw-rate").value).toBe(0.3);
  expect(resultOf(e, "command-saturation").kind).toBe("not-applicable");
});
