import { describe, expect, test } from "vitest";
import { type Box, boxesOverlap, boxGapM, emptyBox, setBox, sweptContactSec } from "../../src/core/box.ts";
import type { Evaluated } from "../../src/eval/evaluate.ts";
import { roundedDistanceM } from "../../src/eval/maths/rounded-distance.ts";
import { discRadiusM, wttcSec } from "../../src/eval/maths/wttc.ts";
import type { Finding, Score } from "../../src/eval/result.ts";
import { scoreOf } from "../../src/eval/score.ts";
import { newRecord } from "../../src/trace/record.ts";
import { ACTOR_CLASSES, type TickRecord, type TraceHeader } from "../../src/trace/tick.ts";
import {
  ALL,
  checkLaw,
  checkSlowed,
  CROWDED,
  LATERAL,
  type Law,
  measure,
  measured,
  MIRRORED,
  named,
  once,
  REORDERED,
  seeds,
  TURNED,
} from "../support/metric-laws.ts";
import { movedTrace, randomTrace, type RandomTrace } from "../support/random-traces.ts";
import { evaluateFrames, fillRecord, type Frame, resultOf, seriesOf } from "../support/records.ts";

// The laws over more traces: tests/prove/metrics-laws.prove.ts.

const evaluate = ({ header, frames }: RandomTrace): Evaluated => evaluateFrames(header, frames.length, (k) => frames[k] as Frame);
const score = (trace: RandomTrace): Score => scoreOf(trace.header, evaluate(trace));
const scored = once((seed) => score(randomTrace(seed)));

describe("moving the world", () => {
  test("anywhere in the plane leaves every value within 1e-9", () => checkLaw(TURNED, 20));
  test("into a mirror turns the sign of lateral series and leaves the rest", () => checkLaw(MIRRORED, 20));

  test("a mirror is exact where no map is searched", () => {
    const exact = ["min-ttc", "clearance", "lat-accel", "lat-jerk", "jerk", "yaw-rate", "yaw-accel", "speed-error"];
    for (const seed of seeds(60)) {
      const trace = randomTrace(seed);
      const here = evaluate(trace);
      const there = evaluate(movedTrace(trace, { xM: 0, yM: 0, yawRad: 0, mirrors: true }));
      for (const id of exact) {
        const sign = LATERAL.includes(id) ? -1 : 1;
        expect(seriesOf(there, id), `seed ${seed} ${id}`).toEqual(seriesOf(here, id).map((v) => (v === null ? null : sign * v)));
      }
    }
  });
});

test("slowing down time doubles every time and scales the rest by its unit", () => checkSlowed(20));

describe("every exception breaks its law", () => {
  const exceptionsOf = (law: Law): (readonly [string, Law])[] => Object.keys(law.exceptions).map((id) => [id, law] as const);

  test.each([TURNED, MIRRORED, REORDERED, CROWDED].flatMap(exceptionsOf))("%s", (id, law) => {
    // By more than rounding does.
    expect(() => checkLaw({ ...law, toleranceRatio: () => 1e-6 }, 30, [id])).toThrow(id);
  });
});

describe("names and order of road users", () => {
  const pointsOf = (s: Score): unknown => [s.total, s.dimensions, s.findings.map((f) => [f.metric, f.lossPoints, f.worstTick, f.masked])];

  function renamed(header: TraceHeader): TraceHeader {
    const actors = header.actors.map((a, i) => (i === header.egoIndex ? a : { ...a, id: 7 * a.id + 3, name: `z${1000 - i}` }));
    return { ...header, actors };
  }

  test("renaming actors moves no point", () => {
    for (const seed of seeds(200)) {
      const trace = randomTrace(seed);
      expect(pointsOf(score({ ...trace, header: renamed(trace.header) })), `seed ${seed}`).toEqual(pointsOf(scored(seed)));
    }
  });

  test("another order of the road users changes no value", () => checkLaw(REORDERED, 25));

  test("another order of the road users moves no total", () => {
    for (const seed of seeds(25)) {
      const { total } = score(REORDERED.change(randomTrace(seed)) as RandomTrace);
      expect(total, `seed ${seed}`).toBe(scored(seed).total);
    }
  });
});

test("a metric alone gives what it gives among all", () => {
  for (const seed of [3, 8]) {
    const { header, frames } = randomTrace(seed);
    const among = measured(seed);
    for (const metric of ALL) {
      const alone = measure({ header, frames }, [metric]);
      expect(resultOf(alone, metric.id), `seed ${seed} ${metric.id}`).toEqual(resultOf(among, metric.id));
      expect(seriesOf(alone, metric.id), `seed ${seed} ${metric.id}`).toEqual(seriesOf(among, metric.id));
    }
  }
});

describe("leaving out the far ones", () => {
  test("road users a kilometre away change no value", () => checkLaw(CROWDED, 20));

  test("what is culled by distance is what all pairs of boxes give", () => {
    const ids = ["clearance", "min-ttc", "wttc", "wosac.nearest", "waymax.overlap"];
    for (const seed of seeds(100)) {
      const { header, frames } = randomTrace(seed);
      const e = measure({ header, frames }, named(ids));
      const record = newRecord(header.actors, 0);
      const wanted = frames.map((frame, k) => {
        fillRecord(record, header, k, frame);
        return overAllPairs(record);
      });
      for (const [i, id] of ids.entries()) expect(seriesOf(e, id), `seed ${seed} ${id}`).toEqual(wanted.map((values) => values[i]));
    }
  });

  /** The values of one tick in the order of `ids`. */
  function overAllPairs({ actors: a }: TickRecord): (number | null)[] {
    const boxAt = (i: number): Box => {
      const box = emptyBox();
      setBox(box, a.xM[i]!, a.yM[i]!, a.cosYaw[i]!, a.sinYaw[i]!, a.lengthM[i]!, a.widthM[i]!);
      return box;
    };
    const radiusOf = (i: number): number => discRadiusM(a.lengthM[i]!, a.widthM[i]!);
    const ego = boxAt(0);
    const least = [Infinity, Infinity, Infinity, Infinity];
    let overlaps: number | null = null;
    for (let i = 1; i < a.count; i++) {
      if (a.present[i] === 0) continue;
      const other = boxAt(i);
      const accel = a.cls[i] === ACTOR_CLASSES.indexOf("static") ? 9.81 : 19.62;
      const [dx, dy] = [other.xM - ego.xM, other.yM - ego.yM];
      const [dvx, dvy] = [a.vxMps[i]! - a.vxMps[0]!, a.vyMps[i]! - a.vyMps[0]!];
      const values = [
        boxGapM(ego, other),
        sweptContactSec(ego, a.vxMps[0]!, a.vyMps[0]!, other, a.vxMps[i]!, a.vyMps[i]!, 3),
        wttcSec(dx, dy, dvx, dvy, radiusOf(0) + radiusOf(i), accel),
        roundedDistanceM(ego, other, 0.7),
      ];
      for (const [k, value] of values.entries()) least[k] = Math.min(least[k]!, value);
      overlaps = Math.max(overlaps ?? 0, boxesOverlap(ego, other) ? 1 : 0);
    }
    return [...least.map((value) => (Number.isFinite(value) ? value : null)), overlaps];
  }
});

describe("losses", () => {
  const units = (points: number): number => Math.round(points * 1e6);
  const total = (findings: readonly Finding[]): number => findings.reduce((sum, f) => sum + units(f.lossPoints), 0);

  test("over 1000 traces they sum to exactly 100 - score, and none lacks a finding", () => {
    const seen = { perfect: 0, masked: 0, partial: 0 };
    for (const seed of seeds(1000)) {
      const s = scored(seed);
      expect(total(s.findings), `seed ${seed}`).toBe(1e8 - units(s.total));
      for (const f of s.findings) expect(units(f.lossPoints) / 1e6).toBe(f.lossPoints);
      checkEveryLossHasItsFinding(s, seed);
      if (s.findings.some((f) => f.masked)) seen.masked++;
      if (s.total === 100) seen.perfect++;
      else if (s.total > 0) seen.partial++;
    }
    // The traces reach every branch of the rules.
    expect(seen.masked).toBeGreaterThan(50);
    expect(seen.partial).toBeGreaterThan(50);
  });

  function checkEveryLossHasItsFinding(s: Score, seed: number): void {
    const withWeight = new Set(s.dimensions.filter((d) => d.weight > 0).map((d) => d.dimension));
    for (const m of s.metrics) {
      const isPerfect = m.normalised === null || m.normalised > 1 - 1e-7 || m.role === "reported" || !withWeight.has(m.dimension);
      const own = s.findings.filter((f) => f.metric === m.id && (f.lossPoints > 0 || f.masked));
      if (isPerfect) expect(total(own), `seed ${seed} ${m.id}`).toBeLessThanOrEqual(20);
      else expect(own.length, `seed ${seed} ${m.id}`).toBeGreaterThan(0);
    }
  }

  test("a masked loss says what the score would be with the gates open, and costs nothing", () => {
    for (const seed of seeds(300)) {
      const s = scored(seed);
      for (const f of s.findings.filter((x) => x.masked)) {
        expect(s.total).toBe(0);
        expect(f.lossPoints).toBe(0);
        expect(f.wouldScore).toBeGreaterThan(0);
        expect(f.wouldScore).toBeLessThan(100);
      }
    }
  });

  test("every finding speaks of a tick of the run and reads as a sentence", () => {
    for (const seed of seeds(300)) {
      const { header, frames } = randomTrace(seed);
      const { findings } = scored(seed);
      for (const f of findings) {
        expect(f.worstTick).toBeGreaterThanOrEqual(f.fromTick);
        expect(f.worstTick).toBeLessThanOrEqual(f.toTick);
        expect(f.toTick).toBeLessThan(frames.length);
        expect(f.tSec).toBe(f.worstTick * header.dtSec);
        expect(f.sentence).not.toMatch(/NaN|Infinity|undefined|null|\.$| {2}/);
        if (f.actor !== null) expect(f.sentence).toContain(f.actor);
      }
    }
  });

  test("the same records give the same bits again", () => {
    for (const seed of seeds(50)) expect(score(randomTrace(seed))).toEqual(scored(seed));
  });
});
