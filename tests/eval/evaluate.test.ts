import { describe, expect, test } from "vitest";
import { startEvaluation } from "../../src/eval/evaluate.ts";
import type { Metric } from "../../src/eval/metric.ts";
import { METRICS } from "../../src/eval/metrics.ts";
import { clearance } from "../../src/eval/metrics/clearance.ts";
import { newRecord } from "../../src/trace/record.ts";
import { evaluateFrames, fillRecord, type Frame, headerOf, seriesOf, valueOf } from "../support/records.ts";

const HEADER = headerOf([{ name: "lead" }]);
const approach = (k: number): Frame => ({ ego: { x: k, v: 10 }, others: [{ x: 40, v: 0 }] });

describe("an evaluation", () => {
  test("gives every metric one value a tick", () => {
    const e = evaluateFrames(HEADER, 7, approach);
    expect(e.series.map((s) => s.metric)).toEqual(METRICS.map((m) => m.id));
    for (const s of e.series) expect([s.metric, s.count, s.value.length, s.valid.length]).toEqual([s.metric, 7, 7, 7]);
    expect(e).toMatchObject({ firstTick: 0, lastScoredTick: 6, scoredTicks: 7 });
  });

  test("has the same results with and without series", () => {
    const kept = evaluateFrames(HEADER, 3000, approach);
    const without = evaluateFrames(HEADER, 3000, approach, { keepSeries: false });
    expect(without.results.map((r) => r.result)).toEqual(kept.results.map((r) => r.result));
    expect(without.series.every((s) => s.count === 0)).toBe(true);
    expect(seriesOf(kept, "clearance")).toHaveLength(3000);
  });

  test("has the same results for a metric alone and among others", () => {
    const all = evaluateFrames(HEADER, 30, approach);
    for (const metric of METRICS) {
      const alone = evaluateFrames(HEADER, 30, approach, { metrics: [metric] });
      expect(alone.results[0]!.result).toEqual(all.results.find((r) => r.metric.id === metric.id)!.result);
    }
  });

  test("two at once do not disturb each other", () => {
    const alone = evaluateFrames(HEADER, 20, approach);
    const a = startEvaluation(HEADER);
    const b = startEvaluation(HEADER);
    const buffers = [newRecord(HEADER.actors, 0), newRecord(HEADER.actors, 0), newRecord(HEADER.actors, 0), newRecord(HEADER.actors, 0)];
    for (let k = 0; k < 20; k++) {
      const [forA, forB] = [buffers[k % 2]!, buffers[2 + (k % 2)]!];
      fillRecord(forA, HEADER, k, approach(k));
      a.record(forA);
      fillRecord(forB, HEADER, k, { ego: { x: 7 * k, y: 50, v: 70, aLon: 2 }, others: [{ x: 3, v: -4 }] });
      b.record(forB);
    }
    expect(a.finish()).toEqual(alone);
  });

  test("ticks of low fidelity count for nothing", () => {
    const header = headerOf([{ name: "lead" }]);
    const frame = (k: number): Frame => ({ ...approach(3 * k), lowFidelity: k > 12, commanded: true });
    const whole = evaluateFrames(header, 20, frame);
    const cut = evaluateFrames(header, 13, frame);
    expect(whole.results.map((r) => r.result)).toEqual(cut.results.map((r) => r.result));
    expect(whole).toMatchObject({ lastScoredTick: 12, scoredTicks: 13 });
    expect(seriesOf(whole, "clearance").slice(13)).toEqual(Array(7).fill(null));
  });

  test("a subject that is not in the world has no value, and its rates do not bridge the gap", () => {
    const frame = (k: number): Frame => ({ ego: { x: 0 }, others: [k === 5 ? null : { x: 30, yawRate: k < 5 ? 0 : 5 }] });
    const e = evaluateFrames(HEADER, 10, frame, { subjectIndex: 1 });
    expect(seriesOf(e, "yaw-rate")).toEqual([0, 0, 0, 0, 0, null, 5, 5, 5, 5]);
    expect(valueOf(e, "yaw-accel").value).toBe(0);
  });

  test("the last record of a diverged run counts for nothing", () => {
    const e = evaluateFrames(HEADER, 8, (k) => (k < 7 ? approach(k) : { ego: { x: Number.NaN, v: Infinity }, others: [{ x: 40 }] }));
    const before = evaluateFrames(HEADER, 7, approach);
    expect(e.results.map((r) => r.result)).toEqual(before.results.map((r) => r.result));
    expect(e).toMatchObject({ lastScoredTick: 6, scoredTicks: 7 });
  });

  test("does not start on a slot that does not exist", () => {
    expect(() => startEvaluation(HEADER, { subjectIndex: 2 })).toThrow(RangeError);
  });
});

describe("misuse is an error, not a wrong number", () => {
  test("a tick left out", () => {
    const evaluation = startEvaluation(HEADER);
    const records = [newRecord(HEADER.actors, 0), newRecord(HEADER.actors, 0)] as const;
    fillRecord(records[0], HEADER, 4, approach(4));
    evaluation.record(records[0]);
    fillRecord(records[1], HEADER, 6, approach(6));
    expect(() => evaluation.record(records[1])).toThrow("tick 6 follows tick 4");
  });

  test("one buffer for two ticks in a row", () => {
    const evaluation = startEvaluation(HEADER);
    const record = newRecord(HEADER.actors, 0);
    fillRecord(record, HEADER, 0, approach(0));
    evaluation.record(record);
    fillRecord(record, HEADER, 1, approach(1));
    expect(() => evaluation.record(record)).toThrow(/reused/);
  });

  test("a metric that is silent, or whose value is no number", () => {
    const silent: Metric<unknown> = { ...(clearance as Metric<unknown>), step: () => undefined };
    expect(() => evaluateFrames(HEADER, 3, approach, { metrics: [silent] })).toThrow("metric clearance gave 0 values for 3 ticks");
    const broken: Metric<unknown> = {
      ...(clearance as Metric<unknown>),
      finish: () => ({ kind: "value", value: Number.NaN, atTick: null, actorId: null, episodes: [] }),
    };
    expect(() => evaluateFrames(HEADER, 3, approach, { metrics: [broken] })).toThrow("metric clearance gave NaN");
  });
});

describe("episodes", () => {
  test("breaks at most 0.5 s apart are one, others two; memory is bounded", () => {
    const over = (k: number): Frame => ({ ego: { x: 0, aLon: [2, 3, 8].includes(k) || k === 15 ? 3 : 0 } });
    const e = valueOf(evaluateFrames(headerOf(), 20, over), "lon-accel");
    expect(e.episodes.map((x) => [x.fromTick, x.toTick])).toEqual([
      [2, 8],
      [15, 15],
    ]);
    const many = valueOf(
      evaluateFrames(headerOf(), 20_000, (k) => ({ ego: { x: 0, aLon: k % 10 === 0 ? 3 : 0 } })),
      "lon-accel",
    ).episodes;
    expect(many.length).toBe(256);
    expect(many.at(-1)!.toTick).toBe(19_990);
    expect(many.reduce((sum, x) => sum + x.severity, 0)).toBeCloseTo(2000 * 0.6 * 0.1, 6);
  });
});
