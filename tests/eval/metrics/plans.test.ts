import { describe, expect, test } from "vitest";
import { NAVSIM } from "../../../src/eval/anchors/navsim.ts";
import { NUPLAN } from "../../../src/eval/anchors/nuplan.ts";
import { type Plan, planInForce, planPoseAt } from "../../../src/eval/plans.ts";
import { NO_RERUNS } from "../../../src/eval/profile.ts";
import { profileReport } from "../../../src/eval/profile-report.ts";
import { nuplanOl } from "../../../src/eval/profiles/nuplan-ol.ts";
import type { TraceHeader } from "../../../src/trace/tick.ts";
import { evaluateFrames, headerOf, type Motion, recordedOf, resultOf, valueOf } from "../../support/records.ts";

const at = (count: number, motion: (k: number) => Motion): Motion[] => Array.from({ length: count }, (_, k) => motion(k));
// Recorded: 10 m/s along x for 20 s, at ticks of 0.1 s.
const RECORDED = recordedOf(at(201, (k) => ({ x: k, v: 10 })));

/** A plan of so many seconds from a tick on, a pose every half second. */
function planOf(tick: number, sec: number, pose: (tSec: number) => { x: number; y?: number; yaw?: number }): Plan {
  const times = Float64Array.from({ length: 2 * sec + 1 }, (_, i) => 0.1 * tick + 0.5 * i);
  const poses = Array.from(times, pose);
  return {
    tick,
    tSec: times,
    xM: Float64Array.from(poses, (p) => p.x),
    yM: Float64Array.from(poses, (p) => p.y ?? 0),
    yawRad: Float64Array.from(poses, (p) => p.yaw ?? 0),
  };
}

function judge(plans: readonly Plan[], changes: Partial<TraceHeader> = { recorded: RECORDED }, ticks = 51) {
  return evaluateFrames(headerOf([], changes), ticks, (k) => ({ ego: { x: k, v: 10 } }), { metrics: [...NUPLAN, ...NAVSIM], plans });
}

const everySec = (count: number, pose: (tick: number) => Plan): Plan[] => Array.from({ length: count }, (_, i) => pose(10 * i));

describe("a plan", () => {
  test("is linear between its points, turns the shorter way and ends with them", () => {
    const plan: Plan = {
      tick: 0,
      tSec: Float64Array.of(0, 1),
      xM: Float64Array.of(0, 4),
      yM: Float64Array.of(1, 1),
      yawRad: Float64Array.of(3, -3),
    };
    const pose = { xM: 0, yM: 0, yawRad: 0 };
    expect(planPoseAt(plan, 0.25, pose)).toBe(true);
    expect(pose.xM).toBe(1);
    expect(pose.yawRad).toBeCloseTo(3 + 0.25 * (2 * Math.PI - 6), 12);
    expect([planPoseAt(plan, 1.001, pose), planPoseAt(plan, -0.001, pose), planPoseAt(plan, 1, pose)]).toEqual([false, false, true]);
  });

  test("is in force from its tick until the next", () => {
    const plans = [planOf(3, 1, () => ({ x: 0 })), planOf(7, 1, () => ({ x: 0 }))];
    expect([2, 3, 6, 7, 99].map((tick) => planInForce(plans, tick)?.tick ?? null)).toEqual([null, 3, 3, 7, 7]);
  });
});

describe("nuPlan's open loop", () => {
  const beside = everySec(6, (tick) => planOf(tick, 8, (t) => ({ x: 10 * t, y: 1 })));

  test("of plans a metre beside is a metre, at every horizon", () => {
    const e = judge(beside);
    for (const id of ["nuplan.ade", "nuplan.fde"]) expect(valueOf(e, id).value).toBeCloseTo(1, 9);
    for (const id of ["nuplan.ahe", "nuplan.fhe"]) expect(valueOf(e, id).value).toBeCloseTo(0, 9);
    expect(valueOf(e, "nuplan.miss").value).toBe(0);
  });

  test("of plans that are slower is the mean over horizons of 3, 5 and 8 s", () => {
    // 1 m a second behind: at k s behind by k; means (1 + .. + 3)/3 = 2, 3, 4.5; ends 3, 5, 8.
    const e = judge(everySec(6, (tick) => planOf(tick, 8, (t) => ({ x: 10 * t - (t - 0.1 * tick) }))));
    expect(valueOf(e, "nuplan.ade").value).toBeCloseTo((2 + 3 + 4.5) / 3, 9);
    expect(valueOf(e, "nuplan.fde").value).toBeCloseTo((3 + 5 + 8) / 3, 9);
    expect(valueOf(e, "nuplan.miss").value).toBe(0);
  });

  test("a plan that is more than 6 m off within 3 s is a miss", () => {
    const plans = everySec(5, (tick) => planOf(tick, 8, (t) => ({ x: 10 * t, y: tick < 20 ? 7 : 0 })));
    const e = judge(plans, { recorded: RECORDED }, 41);
    expect(valueOf(e, "nuplan.miss").value).toBeCloseTo(2 / 5, 12);
  });

  test("compares box centres: the rear axle may be right where the heading is not", () => {
    const e = judge(everySec(6, (tick) => planOf(tick, 8, (t) => ({ x: 10 * t, yaw: 0.5 }))));
    // The centre is 1 m ahead of the axle: 2 sin(0.25) apart.
    expect(valueOf(e, "nuplan.ade").value).toBeCloseTo(2 * Math.sin(0.25), 9);
    expect(valueOf(e, "nuplan.ahe").value).toBeCloseTo(0.5, 9);
  });

  test("not applicable without plans, a recording, or 8 s of both", () => {
    expect(resultOf(judge([]), "nuplan.ade")).toMatchObject({ kind: "not-applicable", vacuous: false });
    expect(resultOf(judge(beside, {}), "nuplan.ade")).toMatchObject({ reason: "there is no recorded driver to compare plans with" });
    const short = everySec(6, (tick) => planOf(tick, 6, (t) => ({ x: 10 * t })));
    expect(resultOf(judge(short), "nuplan.fde")).toMatchObject({ reason: "no plan and no recording reach 8 s ahead together" });
    // Half a second short is compared at its end.
    const nearly = everySec(6, (tick) => planOf(tick, 7.5, (t) => ({ x: 10 * t, y: 1 })));
    expect(valueOf(judge(nearly), "nuplan.fde").value).toBeCloseTo(1, 9);
  });

  test("the profile is the miss gate times the weighted mean", () => {
    const score = (plans: readonly Plan[]) =>
      profileReport(nuplanOl, headerOf([], { recorded: RECORDED }), judge(plans), {
        end: { reason: "completed", tick: 50 },
        tags: [],
        reruns: NO_RERUNS,
      });
    // (1 - 1/8) twice with weight 1, 1 twice with weight 2.
    expect(score(beside).score).toBeCloseTo((100 * (2 * (1 - 1 / 8) + 4)) / 6, 5);
    expect(score(everySec(6, (tick) => planOf(tick, 8, (t) => ({ x: 10 * t, y: 7 })))).score).toBe(0);
    expect(score([])).toMatchObject({ score: null, reason: expect.stringContaining("no plans") });
  });
});

describe("navsim.extended-comfort", () => {
  const everyHalf = (count: number, plan: (i: number, tick: number) => Plan): Plan[] =>
    Array.from({ length: count }, (_, i) => plan(i, 5 * i));

  test("is 1 where each plan goes on as the one before", () => {
    const plans = everyHalf(6, (_, tick) => planOf(tick, 4, (t) => ({ x: 10 * t })));
    expect(valueOf(judge(plans), "navsim.extended-comfort")).toMatchObject({ value: 1, episodes: [] });
  });

  test("counts the pairs that differ: the third plan brakes, so two of five do", () => {
    const plans = everyHalf(6, (i, tick) =>
      planOf(tick, 4, (t) => ({ x: i === 2 ? 10 * t - (t - 0.1 * tick) * (t - 0.1 * tick) : 10 * t })),
    );
    expect(valueOf(judge(plans), "navsim.extended-comfort").value).toBeCloseTo(3 / 5, 12);
    expect(valueOf(judge(plans), "navsim.extended-comfort").episodes.map((e) => e.worstTick)).toEqual([10, 15]);
  });

  test("not applicable to one plan, to plans that do not overlap, and to none", () => {
    for (const plans of [[], [planOf(0, 4, (t) => ({ x: t }))], everySec(5, (tick) => planOf(tick, 1, (t) => ({ x: t })))]) {
      expect(resultOf(judge(plans), "navsim.extended-comfort").kind).toBe("not-applicable");
    }
  });
});
