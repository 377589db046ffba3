import { describe, expect, test } from "vitest";
import { evaluateFrames, headerOf, type Motion, recordedOf, resultOf, seriesOf, valueOf } from "../../support/records.ts";

/** The recorded driver goes along x at 10 m/s from x = 0 to 20. */
const STRAIGHT = recordedOf(Array.from({ length: 21 }, (_, k) => ({ x: k, v: 10 })));

function drive(motions: readonly Motion[], recorded = STRAIGHT): ReturnType<typeof evaluateFrames> {
  return evaluateFrames(headerOf([], { recorded }), motions.length, (k) => ({ ego: motions[k]! }));
}

describe("cross-track and heading-error", () => {
  test("measure the rear axle against the line, whenever the recorded driver was there", () => {
    const e = drive([
      { x: 3.3, y: 0.5 },
      { x: 4.7, y: -2, yaw: 0.1 },
      { x: 15, y: 1, yaw: -0.3 },
    ]);
    expect(seriesOf(e, "cross-track")).toEqual([0.5, -2, 1]);
    expect(valueOf(e, "cross-track")).toMatchObject({ value: 2, atTick: 1 });
    expect(valueOf(e, "heading-error")).toMatchObject({ value: 0.3, atTick: 2 });
  });

  test("the recorded heading is taken between samples, along the shorter way", () => {
    // two samples 2 m apart, turning from 3.1 to -3.1 rad (0.083 rad through pi)
    const path = recordedOf([
      { x: 0, yaw: 3.1 },
      { x: -2, yaw: -3.1 },
    ]);
    expect(valueOf(drive([{ x: -1, yaw: Math.PI }], path), "heading-error").value).toBeCloseTo(0, 12);
    expect(valueOf(drive([{ x: -0.5, yaw: Math.PI }], path), "heading-error").value).toBeCloseTo((Math.PI - 3.1) / 2, 12);
  });

  test("beyond the ends and beside gaps there is no value", () => {
    const gap = recordedOf(Array.from({ length: 21 }, (_, k) => (k > 5 && k < 10 ? null : { x: k, v: 10 })));
    const e = drive([{ x: -1 }, { x: 2 }, { x: 7 }, { x: 12 }, { x: 25 }], gap);
    expect(seriesOf(e, "cross-track")).toEqual([null, 0, null, 0, null]);
  });

  test("not applicable without a recording, or one that stands", () => {
    const none = { kind: "not-applicable", reason: "the ego was never beside a recorded driver's line", vacuous: false };
    for (const id of ["cross-track", "heading-error"]) {
      expect(
        resultOf(
          evaluateFrames(headerOf(), 2, () => ({ ego: { x: 0 } })),
          id,
        ),
      ).toEqual(none);
      expect(resultOf(drive([{ x: 5 }], recordedOf([{ x: 5 }, { x: 5.01 }, { x: 5 }])), id)).toEqual(none);
    }
  });
});

describe("speed-error", () => {
  test("compares the same tick, faster is positive", () => {
    const e = drive([
      { x: 0, v: 11 },
      { x: 1, v: 7 },
      { x: 2, v: 10 },
    ]);
    expect(seriesOf(e, "speed-error")).toEqual([1, -3, 0]);
    expect(valueOf(e, "speed-error")).toMatchObject({ value: 3, atTick: 1 });
  });

  test("not applicable without a recording", () => {
    expect(
      resultOf(
        evaluateFrames(headerOf(), 2, () => ({ ego: { x: 0 } })),
        "speed-error",
      ),
    ).toEqual({
      kind: "not-applicable",
      reason: "no tick of the run has a recorded speed of the ego",
      vacuous: false,
    });
  });
});

describe("command-saturation", () => {
  const run = (ticks: readonly string[]): ReturnType<typeof evaluateFrames> =>
    evaluateFrames(headerOf(), ticks.length, (k) => ({
      ego: { x: 0 },
      commanded: ticks[k] !== "none",
      clamped: ticks[k] === "clamped",
    }));

  test("is the share of clamped among commanded ticks", () => {
    const e = run(["none", "free", "clamped", "clamped", "free"]);
    expect(valueOf(e, "command-saturation").value).toBe(0.5);
    expect(seriesOf(e, "command-saturation")).toEqual([null, 0, 1, 1, 0]);
    expect(valueOf(e, "command-saturation").episodes).toMatchObject([{ fromTick: 2, toTick: 3 }]);
  });

  test("not applicable where no command took effect", () => {
    expect(resultOf(run(["none", "none"]), "command-saturation")).toEqual({
      kind: "not-applicable",
      reason: "no command took effect",
      vacuous: false,
    });
  });
});
