import { describe, expect, test } from "vitest";
import { WAYMAX } from "../../../src/eval/anchors/waymax.ts";
import { isInfeasible } from "../../../src/eval/anchors/waymax/infeasibility.ts";
import { WOSAC } from "../../../src/eval/anchors/wosac.ts";
import type { Evaluated } from "../../../src/eval/evaluate.ts";
import { profileReport } from "../../../src/eval/profile-report.ts";
import { bucketMeans, metaMetric, WOSAC_2025, WOSAC_FEATURES, type WosacFeature } from "../../../src/eval/profiles/wosac-rule.ts";
import { wosac2025 } from "../../../src/eval/profiles/wosac-2025.ts";
import type { ProfileReport } from "../../../src/eval/result.ts";
import { parametricRoad } from "../../../src/road/parametric.ts";
import {
  evaluateFrames,
  type Frame,
  headerOf,
  lineOf,
  type Motion,
  recordedOf,
  resultOf,
  seriesOf,
  valueOf,
} from "../../support/records.ts";

// Own lanes with centres at y = -2 and -6, an oncoming one at y = 2: the road from y = -8 to y = 4.
const ROAD = parametricRoad({ lanes: 2, oncomingLanes: 1, laneWidthM: 4, lengthM: 400, speedLimitMps: 14 });
const METRICS = [...WOSAC, ...WAYMAX];
function drive(motions: readonly Motion[], changes: Parameters<typeof headerOf>[1] = {}): Evaluated {
  const header = headerOf([], { road: ROAD, ...changes });
  return evaluateFrames(header, motions.length, (k) => ({ ego: motions[k] as Motion }), { metrics: METRICS });
}
const motions = (ticks: number, at: (k: number) => Motion): Motion[] => Array.from({ length: ticks }, (_, k) => at(k));

describe("kinematic features", () => {
  test("of 2 m/s2 from rest, sampled each tenth of a second of a run at 20 Hz", () => {
    const at = (k: number): Motion => ({ x: 50 + (0.05 * k) ** 2, y: -2, v: 0.1 * k });
    const e = drive(motions(21, at), { dtSec: 0.05 });
    // at the third sample, tick 4, the speed of the second, 0.1 s, is known: 0.2 m/s
    expect(seriesOf(e, "wosac.linear-speed").slice(0, 7)).toEqual([
      null,
      null,
      null,
      null,
      expect.closeTo(0.2, 9),
      null,
      expect.closeTo(0.4, 9),
    ]);
    expect(seriesOf(e, "wosac.linear-acceleration").slice(7, 10)).toEqual([null, expect.closeTo(2, 9), null]);
    expect(valueOf(e, "wosac.linear-speed")).toMatchObject({ value: expect.closeTo(1.8, 9), atTick: 20 });
  });

  test("of a turn are signed, and begin anew after a gap", () => {
    const turning = motions(12, (k) => ({ x: 50, y: -2, yaw: -0.05 * k }));
    expect(seriesOf(drive(turning), "wosac.angular-speed")[5]).toBeCloseTo(-0.5, 9);
    expect(valueOf(drive(turning), "wosac.angular-acceleration").value).toBeCloseTo(0, 9);
    const e = evaluateFrames(headerOf([], { road: ROAD }), 12, (k) => ({ ego: turning[k] as Motion, lowFidelity: k === 5 }), {
      metrics: METRICS,
    });
    expect(seriesOf(e, "wosac.angular-speed").map((v) => v !== null)).toEqual([0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1].map((v) => v === 1));
  });

  test("not applicable to two samples", () => {
    expect(resultOf(drive(motions(2, () => ({ x: 50, y: -2 }))), "wosac.linear-speed").kind).toBe("not-applicable");
  });
});

describe("road edge and off road", () => {
  const at = (y: number): Evaluated => drive([{ x: 50.25, y }]);

  test("is the farthest corner's distance, negative on the road", () => {
    // corners at y - 1 and y + 1; edges at -8 and 4
    expect(valueOf(at(-2), "wosac.road-edge").value).toBeCloseTo(-5, 9);
    expect(valueOf(at(-7.5), "wosac.road-edge").value).toBeCloseTo(0.5, 9);
    expect(valueOf(at(5), "wosac.road-edge").value).toBeCloseTo(2, 9);
    expect([-2, -7.5, 5].map((y) => valueOf(at(y), "waymax.off-road").value)).toEqual([0, 1, 1]);
  });

  test("not applicable without lanes", () => {
    const e = drive([{ x: 0 }], { road: { source: "none", lanes: [] } });
    for (const id of ["wosac.road-edge", "waymax.off-road"]) expect(resultOf(e, id).kind).toBe("not-applicable");
  });
});

describe("wosac.red-light", () => {
  const line = { id: "l", signal: 0, lane: 0, sM: 60, leftXM: 60, leftYM: 0, rightXM: 60, rightYM: -4 };
  const pass = (state: "red" | "green", y = -2): number => {
    const header = headerOf([], { road: ROAD, signals: [{ id: "l" }], stopLines: [line] });
    const frame = (k: number): Frame => ({ ego: { x: 57 + k, y, v: 10 }, signals: [state] });
    return valueOf(evaluateFrames(header, 6, frame, { metrics: METRICS }), "wosac.red-light").value;
  };

  test("is 1 where the box centre passes the line at red", () => {
    expect([pass("red"), pass("green"), pass("red", -6)]).toEqual([1, 0, 0]);
    expect(resultOf(drive([{ x: 0 }]), "wosac.red-light").kind).toBe("not-applicable");
  });
});

describe("Waymax", () => {
  test("infeasible is what needs more than 10.4 m/s2 or a curvature of 0.3", () => {
    expect(isInfeasible(10, 11.04, 0, 0.1)).toBe(false);
    expect(isInfeasible(10, 11.05, 0, 0.1)).toBe(true);
    expect(isInfeasible(10, 10, 0.3, 0.1)).toBe(false);
    expect(isInfeasible(10, 10, -0.31, 0.1)).toBe(true);
    expect(isInfeasible(0.5, 10.5 / 9, 3, 0.1)).toBe(false); // too slow to tell a curvature
    const jump = drive(motions(4, (k) => ({ x: 50, y: -2, v: k < 2 ? 5 : 7 })));
    expect(seriesOf(jump, "waymax.infeasibility")).toEqual([null, 0, 1, 0]);
    expect(resultOf(drive([{ x: 50 }]), "waymax.infeasibility").kind).toBe("not-applicable");
  });

  test("the wrong way is the distance from the route from 3.5 m on", () => {
    const route = lineOf([
      [0, -2],
      [400, -2],
    ]);
    const at = (y: number): number => valueOf(drive([{ x: 50, y }], { route }), "waymax.wrong-way").value;
    expect([at(-2), at(1.4), at(2), at(-8)].map((v) => Math.round(v * 1e9) / 1e9)).toEqual([0, 0, 4, 6]);
    expect(resultOf(drive([{ x: 50 }]), "waymax.wrong-way").kind).toBe("not-applicable");
  });

  test("log divergence is the mean distance of the box centres", () => {
    const recorded = recordedOf(motions(4, () => ({ x: 50, y: -2 })));
    const e = drive(
      motions(4, (k) => ({ x: 50, y: -2 + k })),
      { recorded },
    );
    expect(valueOf(e, "waymax.log-divergence")).toMatchObject({ value: 1.5, atTick: 3 });
    expect(resultOf(drive([{ x: 50 }]), "waymax.log-divergence").kind).toBe("not-applicable");
  });
});

describe("profile wosac-2025", () => {
  const logged = motions(60, (k) => ({ x: 50 + 0.8 * k, y: -2, v: 8 }));
  const header = headerOf([], { road: ROAD, recorded: recordedOf(logged), signals: [], stopLines: [] });
  const played = (of: readonly Motion[]): Evaluated =>
    evaluateFrames(header, of.length, (k) => ({ ego: of[k] as Motion }), { metrics: wosac2025.metrics });
  const faster = motions(60, (k) => ({ x: 50 + 1.3 * k, y: -2, v: 13 }));
  const human = played(logged);

  function judged(rollouts: readonly Evaluated[], of = header, recorded: Evaluated | undefined = human): ProfileReport {
    const reruns = { drivers: [], rollouts, ...(recorded === undefined ? {} : { recorded }) };
    return profileReport(wosac2025, of, rollouts[0] ?? human, { end: { reason: "completed", tick: 59 }, tags: [], reruns });
  }
  const likelihoods = ({ parts }: ProfileReport): Record<WosacFeature, number> =>
    Object.fromEntries(parts.map(({ name, value }) => [name, value])) as Record<WosacFeature, number>;

  test("weights sum to 1 and the parts make the score", () => {
    expect(WOSAC_FEATURES.reduce((sum, f) => sum + WOSAC_2025[f].weight, 0)).toBeCloseTo(1, 12);
    const report = judged(Array.from({ length: 32 }, () => human));
    const weights = Object.fromEntries(WOSAC_FEATURES.map((f) => [f, WOSAC_2025[f].weight])) as Record<WosacFeature, number>;
    expect(report.score).toBeCloseTo(100 * metaMetric(likelihoods(report), weights), 4);
    expect(report.notes[0]).toMatch(/^realism meta metric 0\.9/);
    expect(bucketMeans(likelihoods(report), weights).kinematic).toBeGreaterThan(0.99);
  });

  test("the recorded driver himself is below 100, and above a driver at another speed", () => {
    const own = judged(Array.from({ length: 32 }, () => human));
    const other = judged(Array.from({ length: 32 }, () => played(faster)));
    expect(own.score).toBeLessThan(100);
    expect(own.score).toBeGreaterThan(99);
    // 8 and 13 m/s lie in different bins of 2.5 m/s; accelerations are 0 for both
    expect(likelihoods(other)["linear-speed"]).toBeCloseTo(0.1 / (32 * 58 + 1), 9);
    expect(likelihoods(other)["linear-acceleration"]).toBeCloseTo((32 * 56 + 0.1) / (32 * 56 + 1.1), 9);
    const lost = other.findings.reduce((sum, { lossPoints }) => sum + lossPoints, 0);
    expect(lost).toBeCloseTo(100 - (other.score as number), 6);
    expect(other.findings[0]).toMatchObject({ metric: "wosac.linear-speed", sentence: expect.stringContaining("likelihood") });
  });

  test("half the rollouts alike give half the likelihood", () => {
    const mixed = judged(Array.from({ length: 32 }, (_, k) => (k % 2 === 0 ? human : played(faster))));
    expect(likelihoods(mixed)["linear-speed"]).toBeCloseTo(0.5, 3);
    expect(mixed.notes[2]).toMatch(/^minADE 0\.00 m, ADE 7\.\d\d m over 32 rollouts$/);
  });

  test("a yes or no counts once a run", () => {
    const offRoad = played(motions(60, (k) => ({ x: 50 + 0.8 * k, y: k === 30 ? -7.5 : -2, v: 8 })));
    const rollouts = Array.from({ length: 32 }, (_, k) => (k < 8 ? offRoad : human));
    expect(likelihoods(judged(rollouts))["off-road"]).toBeCloseTo((24 + 0.001) / (32 + 0.002), 12);
    expect(likelihoods(judged(rollouts)).collision).toBeCloseTo((32 + 0.001) / (32 + 0.002), 12);
  });

  test("other counts are refused, and so is what lacks a recording or lanes", () => {
    expect(judged([human])).toMatchObject({ score: null, reason: expect.stringContaining("1 rollouts were made") });
    expect(judged(Array.from({ length: 33 }, () => human)).score).toBeNull();
    const all = Array.from({ length: 32 }, () => human);
    expect(judged(all, { ...header, recorded: null }).reason).toBe("there is no recorded driver in the ego's place");
    const bare = headerOf([], { recorded: recordedOf(logged), stopLines: [] });
    const off = evaluateFrames(bare, 60, (k) => ({ ego: logged[k] as Motion }), { metrics: wosac2025.metrics });
    expect(
      judged(
        Array.from({ length: 32 }, () => off),
        bare,
      ).reason,
    ).toBe("the road has no driving lanes");
  });
});
