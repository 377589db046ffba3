import { describe, expect, test } from "vitest";
import { type Declared, type SummaryRow, summaryOf } from "../../src/eval/summary.ts";

const NOTHING: Declared = { scenarios: [], odd: [] };

function row(scenarioId: string, gapM: string, score: number | null, change: Partial<SummaryRow> = {}): SummaryRow {
  return {
    variantId: `${scenarioId}#gapM=${gapM}`,
    scenarioId,
    parameters: [{ name: "gapM", value: gapM }],
    tags: [],
    isPass: score !== null && score >= 50,
    score,
    dimensions: [{ dimension: "safety", score }],
    metrics: [{ id: "min-ttc", value: score === null ? null : score / 10 }],
    ...change,
  };
}

const ROWS = [row("a", "8", 20), row("a", "10", 80), row("a", "12", 90), row("b", "8", 100), row("b", "10", null)];

describe("the summary of a suite", () => {
  const summary = summaryOf(ROWS, NOTHING, "hash");

  test("counts only what was scored, and says how many were not", () => {
    expect(summary).toMatchObject({ total: 5, scored: 4, pass: { count: 4, passCount: 3, passRatio: 0.75 } });
    expect(summary?.scenarios.map(({ scenarioId, total, pass }) => [scenarioId, total, pass.count])).toEqual([
      ["a", 3, 3],
      ["b", 2, 1],
    ]);
  });

  test("weighs each scenario's mean by its variants", () => {
    expect(summary?.score).toMatchObject({ mean: 72.5, over: "scenarios", unitCount: 2, count: 4 });
    const [a, b] = summary?.scenarios ?? [];
    expect((3 * (a?.score.mean ?? 0) + (b?.score.mean ?? 0)) / 4).toBeCloseTo(72.5, 12);
    expect(b?.score.interval).toBeNull(); // one variant says nothing of the spread
  });

  test("draws variants where there is one scenario, or one variant a scenario", () => {
    expect(summaryOf(ROWS.slice(0, 3), NOTHING, "hash")?.score).toMatchObject({ over: "variants", unitCount: 3 });
    expect(summaryOf([row("a", "8", 20), row("b", "8", 30)], NOTHING, "hash")?.score).toMatchObject({ over: "variants", unitCount: 2 });
  });

  test("names the worst, the tail, the axis and the flip", () => {
    expect(summary?.worst).toEqual({ variantId: "a#gapM=8", score: 20 });
    expect(summary?.cvar10Score).toBe(20);
    expect(summary?.sensitivity[0]).toMatchObject({ scenarioId: "a", name: "gapM", spanScore: 70, border: { from: "8", to: "10" } });
    expect(summary?.flips).toMatchObject([{ scenarioId: "a", passId: "a#gapM=10", failId: "a#gapM=8", distance: 0.5 }]);
  });

  test("gives every dimension and metric its own mean", () => {
    expect(summary?.dimensions).toMatchObject([{ dimension: "safety", score: { mean: 72.5 } }]);
    expect(summary?.metrics).toMatchObject([{ id: "min-ttc", value: { mean: 7.25, count: 4 } }]);
  });

  test("is the same for the same suite, whatever else ran before", () => {
    expect(summaryOf(ROWS, NOTHING, "hash")).toEqual(summary);
  });

  test("is not there with a single scored run", () => expect(summaryOf(ROWS.slice(3), NOTHING, "hash")).toBeNull());
});

test("tags: those in which most fails come first, each with its interval", () => {
  const tagged = ROWS.map((r, i) => ({ ...r, tags: i === 0 ? ["fog", "fog"] : ["dry"] }));
  const tags = summaryOf(tagged, NOTHING, "hash")?.tags;
  expect(tags).toMatchObject([
    { tag: "fog", pass: { count: 1, passCount: 0, exact: { low: 0 } } },
    { tag: "dry", pass: { count: 3, passCount: 3, exact: { high: 1 } } },
  ]);
});

describe("coverage", () => {
  test("counts against what the scenario declares, and a run that was not scored covers nothing", () => {
    const declared: Declared = { scenarios: [{ scenarioId: "b", dimensions: [{ name: "gapM", cells: ["8", "10", "12"] }] }], odd: [] };
    expect(summaryOf(ROWS, declared, "hash")?.coverage).toEqual([
      {
        of: "b",
        cells: { t: 1, totalCount: 3, coveredCount: 1, uncovered: [[{ name: "gapM", cell: "10" }], [{ name: "gapM", cell: "12" }]] },
      },
    ]);
  });

  test("of a declared domain goes by tags and by ranges of parameters, the last edge included", () => {
    const odd = [
      { name: "weather", values: ["dry", "fog"] },
      { name: "gapM", edges: [8, 10, 12] },
    ];
    const rows = ROWS.slice(0, 3).map((r) => ({ ...r, tags: ["weather:dry"] }));
    // dry with 8 to 10 (8) and with 10 to 12 (10 and 12).
    expect(summaryOf(rows, { scenarios: [], odd }, "hash")?.coverage).toMatchObject([
      {
        of: "odd",
        cells: {
          totalCount: 4,
          coveredCount: 2,
          uncovered: [
            [{ cell: "fog" }, { cell: "8 to 10" }],
            [{ cell: "fog" }, {}],
          ],
        },
      },
    ]);
  });
});
