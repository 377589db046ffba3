import { describe, expect, test } from "vitest";
import { parametricRoad } from "../../../src/road/parametric.ts";
import { evaluateFrames, headerOf, lineOf, type Motion, recordedOf, resultOf, seriesOf, valueOf } from "../../support/records.ts";

const ROUTE = lineOf([
  [0, 0],
  [300, 0],
]);
const AT = (v: number, ticks = 11): Motion[] => Array.from({ length: ticks }, (_, k) => ({ x: 10 + v * k * 0.1, v }));

function drive(motions: readonly Motion[], changes: Parameters<typeof headerOf>[1]): ReturnType<typeof evaluateFrames> {
  return evaluateFrames(headerOf([], changes), motions.length, (k) => ({ ego: motions[k]! }));
}

describe("progress against the recorded driver", () => {
  const recorded = recordedOf(AT(20, 21));

  test("is the ratio of both ways over the same ticks", () => {
    const e = drive(AT(10), { route: ROUTE, recorded }); // 10 m of 20 m, though the recording goes on
    expect(valueOf(e, "progress")).toMatchObject({ value: 0.5, atTick: 10, actorId: null });
    expect(valueOf(e, "making-progress").value).toBe(0.5);
  });

  test("does not need a route", () => {
    expect(valueOf(drive(AT(10), { recorded }), "progress").value).toBeCloseTo(0.5, 12);
  });

  test("faster is 1, backwards beyond 2 m is 0, standing beside one who stands is 1", () => {
    expect(valueOf(drive(AT(30), { route: ROUTE, recorded }), "progress").value).toBe(1);
    expect(valueOf(drive(AT(-3), { route: ROUTE, recorded }), "progress").value).toBe(0);
    expect(valueOf(drive(AT(-1), { route: ROUTE, recorded: recordedOf(AT(0)) }), "progress").value).toBe(1);
  });

  test("ticks without a recorded value do not count", () => {
    const gaps = recordedOf(AT(20).map((m, k) => (k < 2 || k > 6 ? null : m))); // ticks 2 to 6: 4 intervals
    const e = drive(AT(10), { route: ROUTE, recorded: gaps });
    expect(valueOf(e, "progress").value).toBe(0.5);
    expect(seriesOf(e, "progress").slice(0, 2)).toEqual([null, null]);
    const none = recordedOf(AT(20, 30).map((m, k) => (k < 20 ? null : m)));
    expect(resultOf(drive(AT(10), { route: ROUTE, recorded: none }), "progress")).toEqual({
      kind: "not-applicable",
      reason: "the recording has no value at any tick of the run",
      vacuous: false,
    });
  });
});

describe("progress to a goal", () => {
  const goal = { sM: 31, pose: { xM: 31, yM: 0, yawRad: 0 } };

  test("is the share of the way from start to goal", () => {
    // the box centre starts at s = 11: 20 m to go
    expect(valueOf(drive(AT(10), { route: ROUTE, goal }), "progress").value).toBe(0.5);
    expect(valueOf(drive(AT(25), { route: ROUTE, goal }), "progress").value).toBe(1);
  });

  test("time-to-goal is the first tick at or beyond it", () => {
    const e = drive(AT(25), { route: ROUTE, goal }); // 20 m at 25 m/s: 0.8 s
    expect(valueOf(e, "time-to-goal").value).toBeCloseTo(0.8, 12);
    expect(valueOf(e, "time-to-goal").atTick).toBe(8);
    expect(seriesOf(e, "time-to-goal").slice(7)).toEqual([0.7000000000000001, 0.8, null, null]);
  });

  test("time-to-goal is not applicable without a goal, and an unmet one where it is not reached", () => {
    const e = drive(AT(10), { route: ROUTE, goal });
    expect(resultOf(e, "time-to-goal")).toEqual({ kind: "not-applicable", reason: "the goal was not reached", vacuous: false });
    const without = drive(AT(10), { route: ROUTE });
    expect(resultOf(without, "time-to-goal")).toEqual({
      kind: "not-applicable",
      reason: "the ego has no goal on a route",
      vacuous: false,
    });
  });
});

describe("progress on a free road", () => {
  const road = parametricRoad({ lanes: 1, laneWidthM: 4, lengthM: 300, speedLimitMps: 20 });
  const onLane = (v: number): Motion[] => AT(v).map((m) => ({ ...m, y: -2 }));

  test("is the way made over the way at the limit: standing is none", () => {
    expect(valueOf(drive(onLane(20), { road }), "progress").value).toBe(1);
    expect(valueOf(drive(onLane(15), { road }), "progress").value).toBeCloseTo(0.75, 12);
    const standing = drive(onLane(0), { road });
    expect(valueOf(standing, "making-progress").value).toBeLessThan(0.2);
  });

  test("standing behind another is not held against the ego", () => {
    const header = headerOf([{ name: "lead" }], { road });
    const e = evaluateFrames(header, 11, () => ({ ego: { x: 10, y: -2 }, others: [{ x: 20, y: -2 }] }));
    expect(resultOf(e, "progress")).toEqual({
      kind: "not-applicable",
      reason: "there is no recording, no goal, and no tick on a free road with a known speed limit",
      vacuous: false,
    });
  });

  test("not applicable for another road user", () => {
    const header = headerOf([{ name: "car" }], { road });
    const e = evaluateFrames(header, 3, () => ({ ego: { x: 10, y: -2 }, others: [{ x: 50, y: -2 }] }), { subjectIndex: 1 });
    expect(resultOf(e, "progress")).toEqual({
      kind: "not-applicable",
      reason: "recording, goal and route belong to the ego alone",
      vacuous: false,
    });
  });
});
