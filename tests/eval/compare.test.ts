import { describe, expect, test } from "vitest";
import { nextUniform, randomStream } from "../../src/core/random.ts";
import { compareRuns } from "../../src/eval/compare.ts";
import type { ComparedRun } from "../../src/eval/comparison.ts";
import type { MetricReport, Score } from "../../src/eval/result.ts";
import { findingWith, scoreWith } from "../report/support.ts";

function metric(id: string, value: number | null, change: Partial<MetricReport> = {}): MetricReport {
  const place = { dimension: "safety", unit: "s", better: "higher", class: "tick", role: "soft" } as const;
  const rest = { reason: "", atTick: 1, actor: null, episodes: [], normalised: 1, weight: 1 };
  return { id, definition: `redrive.${id}@1`, paramsHash: "0011", value, ...place, ...rest, ...change };
}

/** A score that one metric's finding explains. */
function scoreOf(total: number, value = total / 100, change: Partial<Score> = {}): Score {
  const findings = total === 100 ? [] : [findingWith({ metric: "headway", lossPoints: 100 - total, sentence: `lost ${100 - total}` })];
  return { ...scoreWith(total, findings), metrics: [metric("headway", value)], ...change };
}

function run(variantId: string, score: Score | null, change: Partial<ComparedRun> = {}): ComparedRun {
  const verdict = score === null ? "error" : score.total >= 50 ? "passed" : "failed";
  const plain = {
    scenarioId: "a",
    seed: 1,
    verdict,
    why: "it ended",
    hashes: [],
    endTick: 1000,
    reproduce: `redrive run ${variantId}`,
    profiles: [],
  };
  return { variantId, score, hash: `${variantId} ${score?.total}`, ...plain, ...change };
}

const compare = (
  base: readonly ComparedRun[],
  head: readonly ComparedRun[],
  score = 1,
  metrics: Readonly<Record<string, number>> = {},
): ReturnType<typeof compareRuns> => compareRuns(base, head, { score, metrics: new Map(Object.entries(metrics)) }, "test");

describe("the status of a variant", () => {
  const base = [run("same", scoreOf(90)), run("other", scoreOf(90)), run("gone", scoreOf(90)), run("redefined", scoreOf(90))];
  const head = [
    run("same", scoreOf(90)),
    run("other", scoreOf(80)),
    run("new", scoreOf(90)),
    run("redefined", scoreOf(80, 1, { scoreId: "t" })),
  ];
  const { variants, pairCount, definitions } = compare(base, head);

  test("is one of five, in HEAD's order, and what is gone at the end", () => {
    expect(variants.map((v) => [v.variantId, v.status, v.differenceScore])).toEqual([
      ["same", "same", 0],
      ["other", "different", -10],
      ["new", "new", null],
      ["redefined", "not-compared", null],
      ["gone", "gone", null],
    ]);
  });

  test("what is scored by other definitions enters nothing, and the definitions are named", () => {
    expect(pairCount).toBe(2);
    expect(definitions).toEqual([{ metric: "score", base: "s", head: "t", count: 1 }]);
  });

  test("names the metric whose parameters differ", () => {
    const other = scoreOf(90, 0.9, { scoreId: "t", metrics: [metric("headway", 0.9, { paramsHash: "ffff" }), metric("drac", 1)] });
    expect(compare([run("a", scoreOf(90))], [run("a", other)]).definitions).toEqual([
      { metric: "drac", base: null, head: "redrive.drac@1 0011", count: 1 },
      { metric: "headway", base: "redrive.headway@1 0011", head: "redrive.headway@1 ffff", count: 1 },
    ]);
  });

  test("another seed is another run", () => {
    const compared = compare([run("a", scoreOf(90))], [run("a", scoreOf(80), { seed: 2 })]);
    expect(compared.variants[0]).toMatchObject({ status: "not-compared", whyNot: "driven with seed 1 and with seed 2" });
    expect(compared.verdict).toBe("nothing");
  });

  test("equal bits with another verdict are different", () => {
    const broken = run("a", scoreOf(90), { verdict: "failed" });
    expect(compare([run("a", scoreOf(90))], [broken]).variants[0]).toMatchObject({
      status: "different",
      parting: null,
      differenceScore: 0,
    });
  });

  test("a variant that is there twice is refused", () => {
    expect(() => compare([run("a", scoreOf(90)), run("a", scoreOf(80))], [])).toThrow(RangeError);
  });
});

describe("the gate", () => {
  const all = (totals: readonly number[]): ComparedRun[] => totals.map((total, i) => run(`v${i}`, scoreOf(total)));
  const HIGH = [90, 91, 92, 93, 94, 95, 96, 97];

  test.each([
    ["worse", HIGH.map((s) => s - 5 - (s % 2))],
    ["better", HIGH.map((s) => s + 1 + (s % 2))],
    ["same", HIGH],
    ["not-worse", HIGH.map((s, i) => s + (i % 2 === 0 ? 0.5 : -0.5))],
    ["unsure", HIGH.map((s, i) => s - (i === 0 ? 20 : 0))],
    ["worse", HIGH.map((s) => s - 2)], // equal losses are known exactly
  ])("%s", (verdict, totals) => {
    expect(compare(all(HIGH), all(totals)).verdict).toBe(verdict);
  });

  test("moves with what may be lost", () => {
    const worse = all(HIGH.map((s) => s - 2));
    expect(compare(all(HIGH), worse, 2.5).verdict).toBe("not-worse");
    expect(compare(all(HIGH), worse, 0).verdict).toBe("worse");
  });

  test("a metric may have a limit of its own, towards its worse side, and the worst of all decides", () => {
    // The score stays; headway, of which more is better, falls by 0.3 s everywhere.
    const side = (value: number): ComparedRun[] =>
      HIGH.map((total, i) => run(`v${i}`, scoreOf(total, value + i / 100), { hash: `${i} ${value}` }));
    expect(compare(side(2), side(1.7)).verdict).toBe("not-worse");
    expect(compare(side(2), side(1.7), 1, { headway: 0.2 })).toMatchObject({
      verdict: "worse",
      gates: [{ id: "headway", allowed: 0.2, loss: { mean: expect.closeTo(0.3, 9) }, verdict: "worse" }],
    });
    expect(compare(side(2), side(1.7), 1, { headway: 0.4 })).toMatchObject({ verdict: "not-worse", gates: [{ verdict: "not-worse" }] });
    expect(compare(side(1.7), side(2), 1, { headway: 0 })).toMatchObject({
      verdict: "not-worse",
      gates: [{ loss: { mean: expect.closeTo(-0.3, 9) } }],
    });
    expect(() => compare(side(2), side(2), 1, { drac: 1 })).toThrow(/no pair of runs has the metric drac/);
  });

  test("one variant alone is never sure to be worse", () => {
    expect(compare(all([90]), all([50]))).toMatchObject({ verdict: "unsure", score: { difference: -40, bca: null, t: null } });
  });

  test("a variant that HEAD could not be scored in is worse, whatever the others gained", () => {
    const head = [...all(HIGH.map((s) => s + 2)).slice(1), run("v0", null)];
    expect(compare(all(HIGH), head)).toMatchObject({ verdict: "worse", lostCount: 1, pairCount: 7 });
    expect(compare([run("v0", null), ...all(HIGH).slice(1)], all(HIGH))).toMatchObject({ verdict: "not-worse", lostCount: 0 });
  });

  test("nothing in common is nothing to compare", () => {
    expect(compare(all([90]), [run("other", scoreOf(90))])).toMatchObject({ verdict: "nothing", score: null, pairCount: 0 });
  });

  test("says worse where nothing changed in about 2.5 % of comparisons", () => {
    const stream = randomStream(5, "worse");
    let worse = 0;
    for (let i = 0; i < 200; i++) {
      // Gains and losses of up to 5 points, each as likely as the other.
      const totals = Array.from({ length: 12 }, () => 75 + 10 * nextUniform(stream));
      if (compare(all(totals.map(() => 80)), all(totals), 0).verdict === "worse") worse++;
    }
    // Of 200 at 2.5 % about 5, with a deviation of 2.2: three deviations above is 11.6.
    expect(worse).toBeGreaterThan(0);
    expect(worse).toBeLessThan(12);
  });
});

describe("verdicts and metrics", () => {
  test("McNemar counts the verdicts that changed", () => {
    const base = [20, 20, 90, 90, 20].map((s, i) => run(`v${i}`, scoreOf(s)));
    const head = [90, 20, 20, 90, 90].map((s, i) => run(`v${i}`, scoreOf(s)));
    expect(compare(base, head).verdicts).toMatchObject({ onlyBaseFails: 2, onlyHeadFails: 1, bothFail: 1 });
    expect(compare(base, head).verdicts.p).toBeCloseTo(1, 12);
  });

  test("what the metrics contribute sums to the difference of the scores", () => {
    const loses = (speed: number, headway: number): Score => ({
      ...scoreWith(100 - speed - headway, [
        findingWith({ metric: "speed", lossPoints: speed }),
        findingWith({ metric: "headway", lossPoints: headway }),
      ]),
      metrics: [metric("headway", headway), metric("speed", speed), metric("drac", null)],
    });
    const { metrics, score } = compare([run("a", loses(5, 1)), run("b", loses(5, 2))], [run("a", loses(8, 1)), run("b", loses(12, 1))]);
    expect(metrics.map((m) => [m.id, m.contributionScore])).toEqual([
      ["speed", -5],
      ["headway", 0.5],
      ["drac", 0],
    ]);
    expect(metrics.reduce((sum, m) => sum + m.contributionScore, 0)).toBeCloseTo(score?.difference ?? 0, 12);
    expect(metrics[0]?.values).toMatchObject({ base: 5, head: 10, difference: 5 });
    expect(metrics[2]).toMatchObject({ values: null, count: 0 });
  });

  test("Holm never gives less than the p itself", () => {
    const many = (shift: number): Score => ({ ...scoreWith(90), metrics: ["a", "b", "c"].map((id, i) => metric(id, shift * (i + 1))) });
    const side = (shift: number): ComparedRun[] => Array.from({ length: 9 }, (_, i) => run(`v${i}`, many(shift + i * shift)));
    for (const { values } of compare(side(1), side(2)).metrics) expect(values?.holmP).toBeCloseTo(3 * (values?.p ?? 0), 12);
  });

  test("where a metric applies in one run only is counted, not filled in", () => {
    const without = { ...scoreWith(90), metrics: [metric("headway", null)] };
    expect(compare([run("a", scoreOf(90))], [run("a", without)]).metrics[0]).toMatchObject({
      onlyBaseCount: 1,
      onlyHeadCount: 0,
      values: null,
    });
  });
});

test("the rules of other benchmarks are compared each by its own definition", () => {
  const by = (id: string, score: number | null, definition = "d"): ComparedRun["profiles"][number] => ({
    id,
    definition,
    paramsHash: "p",
    score,
  });
  const side = (...all: ComparedRun["profiles"][]): ComparedRun[] => all.map((profiles, i) => run(`v${i}`, scoreOf(90), { profiles }));
  const base = side([by("epdms", 80), by("rss", 100)], [by("epdms", 70), by("rss", null)], [by("epdms", 60, "old")]);
  const head = side([by("epdms", 70), by("rss", 100), by("r157", 1)], [by("epdms", 65), by("rss", 50)], [by("epdms", 90)]);
  expect(compare(base, head).profiles).toMatchObject([
    { id: "epdms", count: 2, otherDefinitionCount: 1, base: 75, head: 67.5, difference: -7.5 },
    { id: "rss", count: 1, otherDefinitionCount: 0, difference: 0, bca: null },
  ]);
});

describe("why and where", () => {
  test("the findings that cost more in HEAD are named, dearest first", () => {
    const { variants } = compare([run("a", scoreOf(90))], [run("a", scoreOf(60))]);
    expect(variants[0]?.reasons).toEqual([
      { metric: "headway", costsMoreScore: 30, sentence: "lost 40", reproduce: "redrive run x --to-tick 20" },
    ]);
  });

  test("what costs less is named by BASE's finding; where HEAD is better, that comes first", () => {
    const two = (total: number, speed: number): Score => ({
      ...scoreWith(total, [
        findingWith({ metric: "headway", lossPoints: 100 - total - speed, sentence: `headway of ${total}` }),
        findingWith({ metric: "speed", lossPoints: speed, sentence: `speed of ${total}` }),
      ]),
    });
    const reasons = compare([run("a", two(60, 2))], [run("a", two(90, 5))]).variants[0]?.reasons;
    expect(reasons?.map((r) => [r.metric, r.costsMoreScore, r.sentence])).toEqual([
      ["headway", -33, "headway of 60"],
      ["speed", 3, "speed of 90"],
    ]);
  });

  test.each([
    ["a", "b", [], [], 0, 1000], // no hash on the way
    ["a", "b", ["0", "1", "2"], ["0", "1", "9"], 101, 200],
    ["a", "b", ["0", "1"], ["9", "9"], 0, 0], // at tick 0 already
    ["a", "b", ["0", "1", "2"], ["0", "1", "2"], 201, 1000],
  ])("%s and %s part by %j and %j in ticks %i to %i", (one, other, before, after, fromTick, toTick) => {
    const base = run("v", scoreOf(90), { hash: one, hashes: before });
    const head = run("v", scoreOf(80), { hash: other, hashes: after });
    expect(compare([base], [head]).variants[0]?.parting).toEqual({ fromTick, toTick });
  });
});
