import { describe, expect, test } from "vitest";
import { R157 } from "../../../src/eval/anchors/r157.ts";
import type { Evaluated } from "../../../src/eval/evaluate.ts";
import { cutInLimitSec, followingGapM, followingTimeSec } from "../../../src/eval/maths/r157.ts";
import { profileReport } from "../../../src/eval/profile-report.ts";
import type { DriverRun } from "../../../src/eval/profile.ts";
import { r157Profile } from "../../../src/eval/profiles/r157.ts";
import type { ProfileReport } from "../../../src/eval/result.ts";
import { evaluateFrames, type Frame, headerOf, lineOf, resultOf, seriesOf, valueOf } from "../../support/records.ts";

const ROUTE = lineOf([
  [-100, 0],
  [2000, 0],
]);
// The ego's box centre is 1 m ahead of its rear axle; both are 4 m long.
const header = headerOf([{ name: "lead" }], { route: ROUTE });
const follow = (ticks: number, frameAt: (k: number) => Frame): Evaluated => evaluateFrames(header, ticks, frameAt, { metrics: R157 });

describe("limits of UN R157", () => {
  test("the table between and beyond its rows", () => {
    expect(followingTimeSec(35 / 3.6)).toBeCloseTo(1.35, 12);
    expect(followingTimeSec(0)).toBe(1);
    expect(followingGapM(0)).toBe(2);
    expect(followingGapM(30 / 3.6)).toBeCloseTo((1.3 * 30) / 3.6, 12);
  });

  test("a cut-in: 6 m/s slower is avoided from 0.85 s on, a faster one from 0.35 s", () => {
    expect(cutInLimitSec(16, 10)).toBeCloseTo(0.85, 12);
    expect(cutInLimitSec(10, 16)).toBe(0.35);
  });
});

describe("r157.following-gap", () => {
  // 10 m/s is 36 km/h: 1.36 s, 13.6 m
  const behind = (gapM: number, leadMps = 10, aLon = 0): Evaluated =>
    follow(10, () => ({ ego: { x: 0, v: 10, aLon }, others: [{ x: 1 + 4 + gapM, v: leadMps }] }));

  test("is the gap as a share of the table's", () => {
    expect(valueOf(behind(13.6), "r157.following-gap").value).toBeCloseTo(1, 12);
    expect(valueOf(behind(27.2), "r157.following-gap")).toMatchObject({ value: expect.closeTo(2, 9), episodes: [] });
    const near = valueOf(behind(6.8), "r157.following-gap");
    expect(near).toMatchObject({ value: expect.closeTo(0.5, 9), actorId: 10, atTick: 0 });
    expect(near.episodes).toMatchObject([{ fromTick: 0, toTick: 9, severity: expect.closeTo(0.5, 9) }]);
  });

  test("a gap that is being opened again is not held against the ego; the series shows it", () => {
    for (const e of [behind(6.8, 10.2), behind(6.8, 10, -0.5)]) {
      expect(resultOf(e, "r157.following-gap")).toMatchObject({ kind: "not-applicable", vacuous: true });
      expect(seriesOf(e, "r157.following-gap")[0]).toBeCloseTo(0.5, 9);
    }
    expect(valueOf(behind(6.8, 10.05, -0.3), "r157.following-gap").value).toBeCloseTo(0.5, 9);
  });

  test("not applicable without a lead, and above 60 km/h", () => {
    const alone = follow(5, () => ({ ego: { x: 0, v: 10 }, others: [null] }));
    const fast = follow(5, () => ({ ego: { x: 0, v: 16.7 }, others: [{ x: 10, v: 16.7 }] }));
    for (const e of [alone, fast]) expect(resultOf(e, "r157.following-gap").kind).toBe("not-applicable");
  });
});

describe("profile r157", () => {
  const crash = follow(20, (k) => ({ ego: { x: 2 * k, v: 20 }, others: [{ x: 30, v: 0 }] }));
  const kept = follow(20, (k) => ({ ego: { x: k, v: 10 }, others: [{ x: 30 + k, v: 10 }] }));
  const near = follow(20, (k) => ({ ego: { x: k, v: 10 }, others: [{ x: 10 + k, v: 10 }] }));
  const human = (collided: boolean): DriverRun[] => [{ driver: "careful-human", collided, atTick: collided ? 9 : null }];

  function judged(evaluated: Evaluated, drivers: readonly DriverRun[], of = header): ProfileReport {
    const end = { reason: "completed", tick: 19 };
    return profileReport(r157Profile, of, evaluated, { end, tags: [], reruns: { drivers, rollouts: [] } });
  }

  test("a collision counts only where the careful human has none", () => {
    expect(judged(crash, human(true)).score).toBe(100);
    const preventable = judged(crash, human(false));
    expect(preventable.score).toBe(0);
    expect(preventable.findings).toMatchObject([{ metric: "r157.collision", actor: "lead", lossPoints: 100 }]);
  });

  test("a gap that was not kept counts", () => {
    expect(judged(kept, human(false)).score).toBe(100);
    expect(judged(near, human(false))).toMatchObject({ score: 0, findings: [{ metric: "r157.following-gap" }] });
  });

  test("not applicable without the drivers' runs, and where the route turns", () => {
    expect(judged(crash, [])).toMatchObject({ score: null, reason: expect.stringContaining("--preventability") });
    expect(judged(crash, [{ driver: "rss", collided: false, atTick: null }]).score).toBeNull();
    const bend = lineOf([
      [-100, 0],
      [0, 0],
      [100, 50],
    ]);
    expect(judged(crash, human(false), { ...header, route: bend }).reason).toBe("the ego has no straight route");
    expect(judged(crash, human(false), { ...header, route: null }).reason).toBe("the ego has no straight route");
  });
});
