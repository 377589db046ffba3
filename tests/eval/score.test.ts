import { describe, expect, test } from "vitest";
import { METRICS } from "../../src/eval/metrics.ts";
import type { Finding, MetricReport, Score } from "../../src/eval/result.ts";
import { scoreOf } from "../../src/eval/score.ts";
import { DIMENSION_WEIGHTS, SCORE_TABLE } from "../../src/eval/score-table.ts";
import { parametricRoad } from "../../src/road/parametric.ts";
import { routeAlong } from "../../src/road/route.ts";
import type { TraceHeader } from "../../src/trace/tick.ts";
import { evaluateFrames, type Frame, headerOf, type OtherSpec } from "../support/records.ts";

const ROAD = parametricRoad({ lanes: 2, laneWidthM: 4, lengthM: 1000, speedLimitMps: 10 });
const ROUTE = routeAlong(ROAD, 0, 1000).line;
const GOAL = { sM: 71, pose: { xM: 71, yM: -2, yawRad: 0 } };
const WORLD: Partial<TraceHeader> = { road: ROAD, route: ROUTE, goal: GOAL };

/** The ego from x = 50 at 10 m/s along its lane for 2 s, to its goal 20 m on. */
const clean = (k: number): Frame["ego"] => ({ x: 50 + k, y: -2, v: 10 });

function score(frameAt: (k: number) => Frame, others: readonly OtherSpec[] = [], ticks = 21): Score {
  const header = headerOf(others, WORLD);
  return scoreOf(header, evaluateFrames(header, ticks, frameAt));
}

const points = (findings: readonly Finding[]): number => findings.reduce((sum, f) => sum + Math.round(f.lossPoints * 1e6), 0);
const report = (s: Score, id: string): MetricReport => s.metrics.find((m) => m.id === id)!;
const dimension = (s: Score, name: string): number | null => s.dimensions.find((d) => d.dimension === name)!.score;

describe("the native score", () => {
  test("a perfect run scores 100 and has no findings", () => {
    const s = score((k) => ({ ego: clean(k), others: [{ x: 150 + k, y: -2, v: 10 }] }), [{ name: "lead" }]);
    expect(s.total).toBe(100);
    expect(s.findings).toEqual([]);
    expect(s.dimensions.map((d) => [d.dimension, d.score, d.weight])).toEqual([
      ["safety", 100, 5],
      ["rules", 100, 4],
      ["comfort", 100, 2],
      ["progress", 100, 5],
      ["human-likeness", null, 0],
      ["engineering", null, 0],
    ]);
  });

  test("one soft metric loses its weight's share", () => {
    // 1 m/s too fast throughout: speed-limit 1 - 1/2.23, half of rules beside lane-keeping, 4 of 11 (nobody else: safety is not applicable)
    const s = score((k) => ({ ego: { ...clean(k), x: 50 + 1.1 * k, v: 11 } }));
    const lost = (4 / 11) * (1 / 2) * (1 / 2.23);
    expect(s.total).toBeCloseTo(100 * (1 - lost), 6);
    expect(dimension(s, "rules")).toBeCloseTo(100 * (1 - 0.5 / 2.23), 6);
    expect(report(s, "speed-limit").weight).toBeCloseTo(2 / 11, 12);
    expect(s.findings).toHaveLength(1);
    expect(s.findings[0]).toMatchObject({
      metric: "speed-limit",
      definition: "redrive.speed-limit@1",
      severity: "warning",
      fromTick: 1,
      toTick: 20,
      worstTick: 1,
      masked: false,
      reproduce: "",
    });
    expect(s.findings[0]!.sentence).toMatch(/^up to 1\.00 m\/s over the speed limit from 0\.10 s to 2\.00 s/);
    expect(points(s.findings)).toBe(Math.round((100 - s.total) * 1e6));
  });

  test("what is not applicable leaves the sum and is listed with its reason", () => {
    const s = score((k) => ({ ego: clean(k) }));
    expect(report(s, "min-ttc")).toMatchObject({
      value: null,
      reason: "no other road user was in the world",
      normalised: null,
      weight: 0,
      role: "soft",
    });
    expect(dimension(s, "safety")).toBeNull();
    const weights = s.metrics.reduce((sum, m) => sum + m.weight, 0);
    expect(weights).toBeCloseTo(1, 12);
  });

  test("metrics of a weightless dimension make its own score and cost nothing", () => {
    const s = score((k) => ({ ego: clean(k), commanded: true, clamped: k % 2 === 0 }));
    expect(s.total).toBe(100);
    expect(dimension(s, "engineering")).toBeCloseTo(100 * (1 - 11 / 21), 6);
    expect(s.findings).toEqual([]);
  });

  test("a run that drove nothing has no score", () => {
    const header = headerOf([], WORLD);
    expect(() =>
      scoreOf(
        header,
        evaluateFrames(header, 0, () => ({ ego: { x: 0 } })),
      ),
    ).toThrow(/without a scored tick/);
  });
});

describe("gates", () => {
  /** Runs into the car that drives 5 m/s ahead, at tick 11: front at 53 + k, its rear at 58.5 + 0.5 k. */
  const crash = (k: number): Frame => ({ ego: clean(k), others: [{ x: 60.5 + 0.5 * k, y: -2, v: 5 }] });

  test("an at-fault collision with a car takes everything, and masks what else was lost", () => {
    const s = score(crash, [{ name: "lead" }], 12);
    expect(s.total).toBe(0);
    const [first, ...rest] = s.findings;
    expect(first).toMatchObject({
      metric: "collision",
      severity: "error",
      actor: "lead",
      worstTick: 11,
      lossPoints: 100,
      masked: false,
      wouldScore: null,
      sentence: "at-fault collision with car lead at 1.10 s, front",
    });
    expect(rest.map((f) => f.metric).sort()).toEqual(["drac", "headway", "min-ttc", "progress"]);
    for (const f of rest) expect(f).toMatchObject({ lossPoints: 0, masked: true, severity: "warning" });
    const would = new Set(rest.map((f) => f.wouldScore));
    expect(would.size).toBe(1);
    expect([...would][0]).toBeGreaterThan(0);
    expect([...would][0]).toBeLessThan(100);
  });

  test("the first collision with an object costs half", () => {
    const s = score((k) => ({ ego: clean(k), others: [{ x: 65.5, y: -2 }] }), [{ name: "cone", cls: "static", lengthM: 0.5, widthM: 0.5 }]);
    expect(report(s, "collision").normalised).toBe(0.5);
    expect(s.findings.find((f) => f.metric === "collision")).toMatchObject({ actor: "cone", masked: false });
    expect(s.findings.find((f) => f.metric === "collision")!.sentence).toMatch(
      /^at-fault collision with obstacle cone at 1\.30 s, it stood$/,
    );
    expect(points(s.findings)).toBe(Math.round((100 - s.total) * 1e6));
  });

  test("gates at 0 share the loss equally", () => {
    // far off road and route from the start, and standing
    const s = score(() => ({ ego: { x: 50, y: -40, v: 0 } }));
    expect(s.findings.filter((f) => f.lossPoints > 0).map((f) => [f.metric, f.lossPoints])).toEqual([
      ["making-progress", 33.333334],
      ["off-road", 33.333333],
      ["route-deviation", 33.333333],
    ]);
  });

  test("being hit from behind costs nothing, is told, and may be an artefact of replay", () => {
    const hit = (k: number): Frame => ({ ego: clean(k), others: [{ x: 40 + 1.5 * k, y: -2, v: 15 }] });
    const replayed = score(hit, [{ name: "rear" }], 21);
    expect(report(replayed, "collision").normalised).toBe(1);
    expect(replayed.nonreactiveArtifact).toBe(true);
    expect(replayed.findings.find((f) => f.metric === "collision")).toMatchObject({ severity: "warning", lossPoints: 0, actor: "rear" });
    expect(replayed.findings.find((f) => f.metric === "collision")!.sentence).toMatch(/^collision without fault of the ego with car rear/);
    expect(score(hit, [{ name: "rear", motion: "reactive" }], 21).nonreactiveArtifact).toBe(false);
    expect(score(crash, [{ name: "lead" }], 12).nonreactiveArtifact).toBe(false);
  });
});

describe("ids", () => {
  const plain = score((k) => ({ ego: clean(k) }));

  test("the score's id does not depend on the run", () => {
    const other = score((k) => ({ ego: { ...clean(k), aLon: 9 }, others: [{ x: 90, y: -6, v: 3 }] }), [{ name: "x" }]);
    expect(plain.scoreId).toMatch(/^[0-9a-f]{16}$/);
    expect(other.scoreId).toBe(plain.scoreId);
    expect(other.metrics.map((m) => m.paramsHash)).toEqual(plain.metrics.map((m) => m.paramsHash));
  });

  test("it changes with a parameter, a definition, and the set of metrics", () => {
    const header = headerOf([], WORLD);
    const idOf = (metrics: typeof METRICS): string =>
      scoreOf(
        header,
        evaluateFrames(header, 3, (k) => ({ ego: clean(k) }), { metrics }),
      ).scoreId;
    const ids = [
      idOf(METRICS),
      idOf(METRICS.map((m) => (m.id === "min-ttc" ? { ...m, params: { horizonSec: 4 } } : m))),
      idOf(METRICS.map((m) => (m.id === "min-ttc" ? { ...m, definition: "redrive.ttc2d@2" } : m))),
      idOf(METRICS.filter((m) => m.id !== "jerk")),
    ];
    expect(ids[0]).toBe(plain.scoreId);
    expect(new Set(ids).size).toBe(4);
  });
});

test("the table has one row for every metric, and its limits are those of the metrics", () => {
  expect(SCORE_TABLE.map((r) => r.metric).sort()).toEqual(METRICS.map((m) => m.id).sort());
  for (const { metric, use } of SCORE_TABLE) {
    const { limit, unit, dimension: d } = METRICS.find((m) => m.id === metric)!;
    if (use.kind === "soft" && limit !== null) expect([metric, use.oneAt]).toEqual([metric, limit]);
    // Of what is counted, the first beyond the limit is the one that costs.
    if (use.kind === "gate") expect(use.steps[0]!.belowLimit).toBe(unit === "count" ? (limit ?? 0) + 1 : limit);
    // Of the ride as it is felt, both ends are ISO 2631-1's.
    if (use.kind === "soft" && d === "comfort" && metric !== "weighted-accel")
      expect([metric, use.zeroAt / use.oneAt]).toEqual([metric, expect.closeTo(1.5, 12)]);
    if (use.kind !== "reported") expect(use.source).not.toBe("");
  }
  expect(DIMENSION_WEIGHTS).toMatchObject({ safety: 5, rules: 4, comfort: 2, progress: 5, "human-likeness": 0, engineering: 0 });
});
