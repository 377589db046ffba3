import { describe, expect, test } from "vitest";
import { ALPASIM } from "../../../src/eval/anchors/alpasim.ts";
import { COMMONROAD } from "../../../src/eval/anchors/commonroad.ts";
import { HIGHWAYENV } from "../../../src/eval/anchors/highwayenv.ts";
import { METADRIVE } from "../../../src/eval/anchors/metadrive.ts";
import { SMARTS } from "../../../src/eval/anchors/smarts.ts";
import type { Evaluated } from "../../../src/eval/evaluate.ts";
import { simpson } from "../../../src/eval/maths/simpson.ts";
import { NO_RERUNS } from "../../../src/eval/profile.ts";
import { profileReport } from "../../../src/eval/profile-report.ts";
import { alpasim } from "../../../src/eval/profiles/alpasim.ts";
import { smarts } from "../../../src/eval/profiles/smarts.ts";
import { weightedByDifficulty } from "../../../src/eval/profiles/smarts-rule.ts";
import type { Lane, RoadNetwork } from "../../../src/road/network.ts";
import { parametricRoad } from "../../../src/road/parametric.ts";
import {
  evaluateFrames,
  type Frame,
  headerOf,
  lineOf,
  type Motion,
  type OtherSpec,
  recordedOf,
  resultOf,
  seriesOf,
  valueOf,
} from "../../support/records.ts";

// Own lanes with centres at y = -2 (left) and -6 (right), an oncoming one at y = 2: the road from y = -8 to y = 4; limit 10 m/s.
const ROAD = parametricRoad({ lanes: 2, oncomingLanes: 1, laneWidthM: 4, lengthM: 400, speedLimitMps: 10 });
const ROUTE = lineOf([
  [0, -2],
  [400, -2],
]);
const GOAL = { sM: 151, pose: { xM: 151, yM: -2, yawRad: 0 } };
const METRICS = [...SMARTS, ...ALPASIM, ...COMMONROAD, ...HIGHWAYENV, ...METADRIVE];
const CHANGES = { road: ROAD, route: ROUTE, goal: GOAL };
function drive(frames: readonly Frame[], others: readonly OtherSpec[] = [], changes: Parameters<typeof headerOf>[1] = CHANGES): Evaluated {
  return evaluateFrames(headerOf(others, changes), frames.length, (k) => frames[k] as Frame, { metrics: METRICS });
}
const alone = (ticks: number, at: (k: number) => Motion): Frame[] => Array.from({ length: ticks }, (_, k) => ({ ego: at(k) }));
// the box centre is 1 m ahead of the rear axle
const along = (ticks: number, v: number, y = -2): Frame[] => alone(ticks, (k) => ({ x: 50 + 0.1 * v * k, y, v }));

describe("SMARTS", () => {
  test("way left and time taken", () => {
    // from 51 to 101 of 151
    const e = drive(along(51, 10));
    expect(valueOf(e, "smarts.destination").value).toBeCloseTo(0.5, 9);
    expect(valueOf(e, "smarts.steps").value).toBeCloseTo(0.051, 12);
    const arrived = drive(along(120, 10));
    expect(valueOf(arrived, "smarts.destination").value).toBe(0);
    expect(valueOf(arrived, "smarts.steps")).toMatchObject({ value: expect.closeTo(0.101, 12), atTick: 100 });
    expect(resultOf(drive(along(3, 10), [], { road: ROAD }), "smarts.destination").kind).toBe("not-applicable");
  });

  test("jerk: constant acceleration has none, a step of 1 m/s2 in 0.1 s is capped", () => {
    const steady = drive(alone(12, (k) => ({ x: 50, y: -2, v: 0.1 * k })));
    expect(valueOf(steady, "smarts.jerk").value).toBeCloseTo(0, 9);
    const step = drive(alone(12, (k) => ({ x: 50, y: -2, v: k < 6 ? 5 : 5 + 0.1 * (k - 5) })));
    expect(seriesOf(step, "smarts.jerk")[6]).toBe(1);
    expect(valueOf(step, "smarts.jerk").value).toBeCloseTo(1 / 12, 9);
  });

  test("lane centre, speed limit and wrong way", () => {
    const off = drive(along(10, 12, -1));
    expect(valueOf(off, "smarts.lane-offset").value).toBeCloseTo(0.25, 9);
    expect(valueOf(off, "smarts.speed-limit").value).toBeCloseTo(0.16, 9);
    expect(valueOf(off, "smarts.wrong-way").value).toBe(0);
    expect(valueOf(drive(along(10, 8, 2)), "smarts.wrong-way").value).toBe(1);
    const outside = drive(along(10, 30, 50));
    for (const id of ["smarts.lane-offset", "smarts.speed-limit", "smarts.wrong-way"]) expect(valueOf(outside, id).value, id).toBe(0);
    for (const id of ["smarts.lane-offset", "smarts.wrong-way"])
      expect(resultOf(drive(along(3, 8), [], {}), id).kind, id).toBe("not-applicable");
  });

  test("obstacles: the nearest vehicle within 3 s and 40 degrees; nobody at the last step is 0", () => {
    const sees = (other: Motion | null, last: Motion | null = other): number => {
      const frames = along(4, 10).map((frame, k): Frame => ({ ...frame, ego: { x: 50, y: -2, v: 10 }, others: [k === 3 ? last : other] }));
      return valueOf(drive(frames, [{ name: "other" }]), "smarts.obstacles").value;
    };
    expect(sees({ x: 71, y: -2 })).toBeCloseTo(Math.exp(-1), 9);
    expect(sees({ x: 82, y: -2 })).toBe(0);
    expect(sees({ x: 61, y: 7 })).toBe(0); // 42 degrees
    expect(sees({ x: 61, y: 6 })).toBeCloseTo(Math.exp(-0.05 * Math.hypot(10, 8)), 9);
    expect(sees({ x: 71, y: -2 }, null)).toBe(0);
    expect(sees(null, { x: 71, y: -2 })).toBeCloseTo(Math.exp(-1), 9);
  });

  test("comfort: braking is free", () => {
    const v = (k: number): number => 10 + 3 * Math.max(0, Math.min(10, k - 20)) * 0.1;
    let x = 50;
    const faster = alone(60, (k) => ({ x: (x += 0.1 * v(k)), y: -2, v: v(k) }));
    x = 50;
    const slower = alone(60, (k) => ({ x: (x += 0.1 * (20 - v(k))), y: -2, v: 20 - v(k) }));
    // from the step of the first change on, 10 steps and 30 after the last
    expect(valueOf(drive(faster), "smarts.comfort").value).toBeCloseTo(39 / 90, 2);
    // upstream's: the end of the braking is a positive jerk
    expect(valueOf(drive(slower), "smarts.comfort").value).toBeCloseTo(30 / 90, 9);
  });

  const end = (reason: string): { readonly reason: string; readonly tick: number } => ({ reason, tick: 50 });
  const judged = (e: Evaluated, reason: string, tags: readonly string[] = []) =>
    profileReport(smarts, headerOf([], CHANGES), e, { end: end(reason), tags, reruns: NO_RERUNS });

  test("the profile's parts make its score; a run without the goal has used up its time", () => {
    const e = drive(along(120, 8));
    const perfect = judged(e, "goal");
    expect(perfect.score).toBeCloseTo(100 - 25 * valueOf(e, "smarts.steps").value, 4);
    // 51 + 0.8 * 119 = 146.2 of 151
    const left = (151 - 146.2) / 100;
    expect(judged(e, "completed").score).toBeCloseTo(100 - 25 * left - 25, 4);
    expect(judged(e, "stop-condition").score).toBeCloseTo(100 - 25 * left - 25 * 0.12, 4);
    expect(perfect.notes).toEqual(["humanness error 0.000", "rule violation 0.000"]);
    expect(judged(drive(along(3, 8), [], { road: ROAD }), "goal")).toMatchObject({
      score: null,
      reason: "the ego has no way to a goal along a route",
    });
  });

  test("the profile needs lanes with limits, not only a goal", () => {
    const off = drive(along(5, 8), [], { route: ROUTE, goal: GOAL });
    expect(judged(off, "goal")).toMatchObject({ score: null, reason: "the road has no driving lanes" });
    const free: RoadNetwork = { source: "test", lanes: ROAD.lanes.map((lane): Lane => ({ ...lane, speedLimitMps: null })) };
    expect(judged(drive(along(5, 8), [], { ...CHANGES, road: free }), "goal").reason).toBe("no lane that was driven on has a speed limit");
  });

  test("a suite is weighted by difficulty", () => {
    const hard = judged(drive(along(120, 8)), "goal", ["difficulty:3"]);
    expect(hard.facts).toEqual({ difficulty: 3 });
    const row = { variantId: "v", scenarioId: "s", tags: [], parameters: [], values: {} };
    const rows = [
      { ...row, score: 100, facts: { difficulty: 3 } },
      { ...row, score: 60, facts: { difficulty: 1 } },
      { ...row, score: null, facts: {} },
    ];
    expect(smarts.aggregate!(rows)).toMatchObject({ value: 90 });
    expect(weightedByDifficulty([])).toBeNull();
  });
});

describe("AlpaSim", () => {
  const logged = Array.from({ length: 51 }, (_, k): Motion => ({ x: 50 + k, y: -2, v: 10 }));
  const header = headerOf([], { road: ROAD, recorded: recordedOf(logged) });
  const played = (frames: readonly Frame[], of = header): Evaluated =>
    evaluateFrames(of, frames.length, (k) => frames[k] as Frame, { metrics: METRICS });
  const judged = (frames: readonly Frame[], of = header) =>
    profileReport(alpasim, of, played(frames, of), { end: { reason: "completed", tick: 50 }, tags: [], reruns: NO_RERUNS });

  test("progress is the share of the way that the recorded driver came by then", () => {
    expect(valueOf(played(along(51, 4)), "alpasim.progress").value).toBeCloseTo(0.4, 9);
    expect(valueOf(played(along(26, 10)), "alpasim.progress").value).toBeCloseTo(1, 9);
    expect(valueOf(played(alone(51, () => ({ x: 20, y: -2 }))), "alpasim.progress").value).toBe(0);
    expect(resultOf(played(along(3, 4), headerOf()), "alpasim.progress").kind).toBe("not-applicable");
  });

  test("off the road is what touches its edge, not what lies beyond", () => {
    const off = (y: number): number => valueOf(played(along(3, 4, y)), "alpasim.off-road").value;
    expect([off(-2), off(-4), off(-7.5), off(-20)]).toEqual([0, 0, 1, 0]);
    expect(resultOf(played(along(3, 4), headerOf()), "alpasim.off-road").kind).toBe("not-applicable");
  });

  test("the profile: full from 80 % on, nothing off the road, full for a recording that stands", () => {
    expect(judged(along(51, 4)).score).toBeCloseTo(50, 6);
    expect(judged(along(51, 9)).score).toBe(100);
    expect(judged(along(51, 9, -7.5))).toMatchObject({ score: 0, notes: ["hard failure: off-road"] });
    const standing = headerOf([], { road: ROAD, recorded: recordedOf(logged.map(() => ({ x: 50, y: -2 }))) });
    expect(judged(along(51, 4), standing).score).toBe(100);
    expect(judged(along(51, 4), headerOf([], { road: ROAD })).reason).toBe("there is no recorded driver in the ego's place");
    expect(judged(along(51, 4), headerOf([], { recorded: recordedOf(logged) })).reason).toBe("the road has no driving lanes");
  });
});

describe("CommonRoad", () => {
  test("Simpson's rule is exact for a parabola, and the mean of two for an even number of samples", () => {
    const parabola = Float64Array.from({ length: 11 }, (_, i) => (0.1 * i) ** 2);
    expect(simpson(parabola, 0.1)).toBeCloseTo(1 / 3, 12);
    expect(simpson(Float64Array.of(0, 1, 4, 9), 1)).toBeCloseTo((8 / 3 + 6.5 + (0.5 + (1 + 16 + 9) / 3)) / 2, 12);
    expect([simpson(Float64Array.of(1), 1), simpson(Float64Array.of(1, 3), 1)]).toEqual([0, 2]);
  });

  test("2 m/s2 for 2 s, on the lane", () => {
    const e = drive(alone(21, (k) => ({ x: 50 + 0.01 * k * k, y: -2, v: 0.2 * k })));
    expect(valueOf(e, "commonroad.acceleration").value).toBeCloseTo(4 * 1.9, 9); // 20 differences
    expect(valueOf(e, "commonroad.path-length").value).toBeCloseTo(4, 9);
    expect(valueOf(e, "commonroad.jb1").value).toBeCloseTo(2, 9);
    expect(valueOf(e, "commonroad.orientation").value).toBe(0);
    expect(valueOf(e, "commonroad.sm2").value).toBeCloseTo(50 * 7.6 + 4, 6);
    expect(valueOf(e, "commonroad.sm3").value).toBeCloseTo(50 * 7.6, 6);
    expect(valueOf(e, "commonroad.sm1").value).toBe(valueOf(e, "commonroad.sm2").value);
  });

  test("a heading 0.1 rad off the lane; not applicable off every lane and to two samples", () => {
    const skew = drive(alone(21, () => ({ x: 50, y: -2, yaw: 0.1 })));
    expect(valueOf(skew, "commonroad.orientation").value).toBeCloseTo(0.01 * 2, 9);
    expect(resultOf(drive(along(21, 5, 50)), "commonroad.orientation").kind).toBe("not-applicable");
    for (const { id } of COMMONROAD) expect(resultOf(drive(along(2, 5)), id).kind, id).toBe("not-applicable");
  });
});

describe("rewards", () => {
  test("HighwayEnv: the right lane at 30 m/s is 1, the left one at 20 two thirds, a contact stays", () => {
    const reward = (v: number, y: number): number => valueOf(drive(along(3, v, y)), "highwayenv.reward").value;
    expect(reward(30, -6)).toBeCloseTo(1, 12);
    expect(reward(20, -2)).toBeCloseTo(2 / 3, 12);
    expect(reward(25, 50)).toBe(0);
    const frames = along(21, 30, -6).map((frame, k): Frame => ({ ...frame, others: [k === 5 ? { x: 50 + 3 * k, y: -6 } : null] }));
    expect(seriesOf(drive(frames, [{ name: "other" }]), "highwayenv.reward").filter((v) => v !== null)).toEqual([
      expect.closeTo(1, 12),
      expect.closeTo(1 / 3, 12),
      expect.closeTo(1 / 3, 12),
    ]);
    expect(resultOf(drive(along(3, 8), [], {}), "highwayenv.reward").kind).toBe("not-applicable");
  });

  test("MetaDrive: the way along the lane and a tenth for speed; leaving the road ends it", () => {
    const e = drive(along(11, 8));
    // the first step has no way yet
    expect(seriesOf(e, "metadrive.reward")[0]).toBeCloseTo((0.1 * 8 * 3.6) / 80, 9);
    expect(seriesOf(e, "metadrive.reward")[1]).toBeCloseTo(0.8 + (0.1 * 8 * 3.6) / 80, 9);
    expect(seriesOf(drive(along(3, 8, 2)), "metadrive.reward")[1]).toBeCloseTo(-0.8 * -1 - (0.1 * 8 * 3.6) / 80, 9);
    const leaves = drive(alone(5, (k) => ({ x: 50, y: k < 2 ? -2 : 50 })));
    expect(seriesOf(leaves, "metadrive.reward")).toEqual([0, 0, -5, null, null]);
    expect(valueOf(drive(along(102, 10)), "metadrive.reward").value).toBeCloseTo(10 + 99 + 100 * 0.045, 6);
    expect(resultOf(drive(along(3, 8), [], {}), "metadrive.reward").kind).toBe("not-applicable");
  });
});
