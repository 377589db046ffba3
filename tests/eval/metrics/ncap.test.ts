import { describe, expect, test } from "vitest";
import { NCAP } from "../../../src/eval/anchors/ncap.ts";
import type { Evaluated } from "../../../src/eval/evaluate.ts";
import {
  countsAsPredicted,
  mitigationBands,
  NCAP_COLOURS,
  NCAP_LOAD_CASES,
  ncapColour,
  ncapShareRatio,
  partPoints,
  verificationPercent,
  verifyColour,
} from "../../../src/eval/maths/ncap.ts";
import { offRoad } from "../../../src/eval/metrics/off-road.ts";
import type { ProfileRow } from "../../../src/eval/profile.ts";
import { profileReport } from "../../../src/eval/profile-report.ts";
import { ncapCrashAvoidance, sumLoadCases } from "../../../src/eval/profiles/ncap-ca-2026.ts";
import type { ProfileReport } from "../../../src/eval/result.ts";
import { parametricRoad } from "../../../src/road/parametric.ts";
import { evaluateFrames, type Frame, headerOf, resultOf, seriesOf, valueOf } from "../../support/records.ts";

// One lane with its centre at y = -2 and its edge at y = -4; the ego is 2 m wide, its front is 3 m ahead of its rear axle.
const ROAD = parametricRoad({ lanes: 1, oncomingLanes: 0, laneWidthM: 4, lengthM: 500, speedLimitMps: 30 });
const header = headerOf([{ name: "target" }], { road: ROAD });
const METRICS = [...NCAP, offRoad];
const drive = (ticks: number, frameAt: (k: number) => Frame): Evaluated => evaluateFrames(header, ticks, frameAt, { metrics: METRICS });
/** Runs at v into a target 10 m before its front that drives at `target`. */
const into = (v: number, target = 0): Evaluated =>
  drive(60, (k) => ({ ego: { x: 50 + 0.1 * v * k, y: -2, v }, others: [{ x: 65 + 0.1 * target * k, y: -2, v: target }] }));
const past = drive(10, (k) => ({ ego: { x: 50 + k, y: -2, v: 10 }, others: [{ x: 200, y: -2 }] }));

describe("the impact", () => {
  test("is told relative to the target, and of the vehicle itself", () => {
    const e = into(10, 4);
    expect(valueOf(e, "ncap.impact-speed")).toMatchObject({ value: 6, actorId: 10, atTick: 17 });
    expect(valueOf(e, "ncap.impact-vut-speed").value).toBe(10);
    expect(seriesOf(e, "ncap.impact-speed").filter((v) => v !== null)).toEqual([6]);
  });

  test("with a target that crosses is the own speed; being run into is none", () => {
    const cross = drive(20, (k) => ({ ego: { x: 50 + k, y: -2, v: 10 }, others: [{ x: 63, y: 4 - 0.5 * k, yaw: -Math.PI / 2, v: 5 }] }));
    expect(valueOf(cross, "ncap.impact-speed").value).toBeCloseTo(10, 12);
    const hit = drive(20, (k) => ({ ego: { x: 90, y: -2, v: 0 }, others: [{ x: 70 + 1.5 * k, y: -2, v: 15 }] }));
    expect(valueOf(hit, "ncap.impact-speed")).toMatchObject({ value: 0, actorId: 10 });
  });

  test("is 0 without a contact, and not applicable without a target", () => {
    for (const { id } of NCAP) {
      expect(valueOf(past, id)).toEqual({ kind: "value", value: 0, atTick: null, actorId: null, episodes: [] });
      expect(
        resultOf(
          drive(3, () => ({ ego: { x: 0 }, others: [null] })),
          id,
        ).kind,
      ).toBe("not-applicable");
    }
  });
});

describe("colours and points", () => {
  test("a harder impact is never worth more, a faster test never less", () => {
    for (const range of ["standard", "extended"] as const) {
      for (let v = 10; v <= 80; v += 10) {
        const share = (u: number, of = v): number => ncapShareRatio(ncapColour(mitigationBands(of), u), range);
        for (let u = 0; u < 60; u += 2.5) {
          expect(share(u + 2.5)).toBeLessThanOrEqual(share(u));
          expect(share(u, v + 10)).toBeGreaterThanOrEqual(share(u));
        }
      }
    }
  });

  test("a better colour than predicted counts as predicted, a worse one beyond the tolerance does not", () => {
    const bands = mitigationBands(50);
    const counts = (predicted: (typeof NCAP_COLOURS)[number], u: number): boolean =>
      countsAsPredicted(verifyColour(bands, predicted, u, 2), predicted);
    expect(counts("brown", 3)).toBe(true);
    expect(counts("yellow", 12)).toBe(true);
    expect(counts("yellow", 12.1)).toBe(false);
    expect(counts("green", 2)).toBe(false);
  });

  test("verification by the table; what is not in it takes nothing", () => {
    expect(verificationPercent("Self claimed", "standard", 3, 1)).toBe(0);
    expect(verificationPercent("VTA", "extended", 2, 1)).toBe(50);
    expect(verificationPercent("VTA", "standard", 7, 2)).toBe(100);
    expect(partPoints(2.4, [1, 0.5], 67)).toBeCloseTo(2.4 * 0.75 * 0.67, 12);
    expect(partPoints(2.4, [], 100)).toBe(0);
  });

  test("the maxima of the load cases", () => {
    const sum = (part: 0 | 1 | 2): number => [...NCAP_LOAD_CASES.values()].reduce((total, c) => total + c.maxPoints[part], 0);
    // 32 + 16 + 12 for cars and motorcycles, people, lane departure
    expect(sum(0)).toBeCloseTo(32 + 16 + 12, 12);
  });
});

describe("profile ncap-ca-2026", () => {
  function judged(e: Evaluated, ...tags: string[]): ProfileReport {
    return profileReport(ncapCrashAvoidance, header, e, {
      end: { reason: "completed", tick: 9 },
      tags,
      reruns: { drivers: [], rollouts: [] },
    });
  }

  test("a test point is worth what its colour is", () => {
    const tags = ["ncap-load-case:CCRs", "ncap-vut-kmh:50"];
    expect(judged(past, ...tags).score).toBe(100);
    expect(judged(into(5), ...tags)).toMatchObject({ score: 50, notes: ["orange: mitigation at 18.0 km/h"] });
    expect(judged(into(5), ...tags, "ncap-range:extended").score).toBe(100);
    const lost = judged(into(10), ...tags);
    expect(lost).toMatchObject({ score: 0, findings: [{ metric: "ncap.impact-speed", actor: "target", lossPoints: 100 }] });
  });

  test("where nothing but avoidance counts any impact is red; head-on counts the reduction", () => {
    expect(judged(into(2), "ncap-load-case:CCCscp", "ncap-vut-kmh:20").score).toBe(0);
    expect(judged(past, "ncap-load-case:CCCscp", "ncap-vut-kmh:20").score).toBe(100);
    // from 50 km/h to 36 km/h
    expect(judged(into(10), "ncap-load-case:CCFhos", "ncap-vut-kmh:50")).toMatchObject({
      score: 50,
      notes: ["orange: head-on at 14.0 km/h"],
    });
    expect(judged(past, "ncap-load-case:CCFhos", "ncap-vut-kmh:50").score).toBe(100);
  });

  test("at a road edge what counts is how far it is left", () => {
    const at = (y: number): number | null =>
      judged(
        drive(5, (k) => ({ ego: { x: 50 + k, y, v: 10 } })),
        "ncap-load-case:ELK-RE",
        "ncap-vut-kmh:72",
      ).score;
    expect([at(-3), at(-3.05), at(-3.2)]).toEqual([100, 100, 0]);
  });

  test("a predicted colour is verified, within tolerance", () => {
    const tags = ["ncap-load-case:CMRs", "ncap-vut-kmh:60", "ncap-predicted:yellow"];
    const { parts, notes, facts } = judged(into(3.3), ...tags); // 11.9 km/h
    expect(facts).toEqual({ predicted: 0.75, verified: 1 });
    expect(judged(into(5), ...tags).facts).toEqual({ predicted: 0.75, verified: 0 });
    expect(parts.map((p) => [p.name, p.value])).toEqual([["test point", 0.5]]);
    expect(notes[1]).toBe("predicted yellow: In Tolerance");
  });

  test("not applicable without the tags, with a reason for each", () => {
    const reason = (...tags: string[]): string => judged(past, ...tags).reason;
    expect(reason()).toContain("ncap-load-case");
    expect(reason("ncap-load-case:CCR")).toMatch(/^the load case CCR is not one of CCRs, /);
    expect(reason("ncap-load-case:CCRs", "ncap-vut-kmh:fast")).toContain("ncap-vut-kmh");
    expect(reason("ncap-load-case:CCRs", "ncap-vut-kmh:50", "ncap-range:wide")).toContain("ncap-range:wide");
    expect(reason("ncap-load-case:CCRs", "ncap-vut-kmh:50", "ncap-predicted:blue")).toContain("ncap-predicted:blue");
  });
});

describe("the points of a suite", () => {
  const row = (share: number | null, facts: ProfileRow["facts"], ...tags: string[]): ProfileRow => ({
    variantId: "v",
    scenarioId: "s",
    parameters: [],
    tags,
    score: share === null ? null : 100 * share,
    values: share === null ? {} : { "test point": share },
    facts,
  });

  test("are the sums of load cases: mean of the test points, less what verification takes", () => {
    const rows = [
      row(1, {}, "ncap-load-case:CCRs"),
      row(0.5, {}, "ncap-load-case:CCRs"),
      row(1, {}, "ncap-load-case:CCRs", "ncap-range:extended"),
      row(0, { predicted: 0.75, verified: 0 }, "ncap-load-case:CCRm"),
      row(0.75, { predicted: 0.75, verified: 1 }, "ncap-load-case:CCRm"),
      row(null, {}, "ncap-load-case:CCRb"),
    ];
    const { value, unit, lines } = sumLoadCases(rows);
    // 1.2 x 0.75 + 0.15 + 2.4 x 0.75 x 50 %
    expect(value).toBeCloseTo(0.9 + 0.15 + 0.9, 12);
    expect(unit).toBe("points");
    expect(lines).toHaveLength(2);
    expect(lines[1]).toBe(
      "CCRm: 0.900 of 2.4 points in the standard range (2 test points, 50 % after verification); 0.000 of 0.3 points in the extended range (0 test points)",
    );
  });

  test("do not depend on the order of the runs, and are none without test points", () => {
    const rows = [0, 0.25, 1].map((v) => row(v, {}, "ncap-load-case:CBLA"));
    expect(sumLoadCases(rows.toReversed())).toEqual(sumLoadCases(rows));
    expect(sumLoadCases([]).value).toBeNull();
  });
});
