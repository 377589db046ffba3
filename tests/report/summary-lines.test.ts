import { describe, expect, test } from "vitest";
import type { RankedController } from "../../src/eval/statistics/ranking.ts";
import { summaryOf } from "../../src/eval/summary.ts";
import { rankingLines, summaryLines } from "../../src/report/summary-lines.ts";
import { suiteWith } from "./support.ts";

const rows = [20, 80, 90].map((score, i) => ({
  variantId: `a.yaml#gapM=${8 + 2 * i}`,
  scenarioId: "a.yaml",
  parameters: [{ name: "gapM", value: String(8 + 2 * i) }],
  tags: [],
  isPass: score > 50,
  score,
  dimensions: [],
  metrics: [],
}));

describe("the lines on a suite as a whole", () => {
  const declared = { scenarios: [{ scenarioId: "a.yaml", dimensions: [{ name: "gapM", cells: ["8", "10", "12", "14"] }] }], odd: [] };
  const summary = summaryOf(rows, declared, "hash");
  const suite = summary === null ? [] : [{ controller: "mine", summary }];

  test("say how sure the figures are and what they hang on", () => {
    const lines = summaryLines(suiteWith([], { summary: suite }));
    expect(lines[0]).toMatch(/^pass rate 66\.7 % \(95 %: 9\.4 % to 99\.2 %\); mean score 63\.3 \(\d+\.\d to \d+\.\d\)$/);
    expect(lines.slice(1)).toEqual([
      "worst tenth 20.0; worst 20.0: a.yaml#gapM=8",
      "hangs most on gapM of a.yaml: 70.0 points; the verdict turns between 8 and 10",
      "least change from pass to fail: gapM 10 -> 8 in a.yaml",
      "not run: 1 of 4 declared combinations, such as gapM=14 of a.yaml",
    ]);
  });

  test("say of which scenarios what was not run is not known", () => {
    const tooLarge = (scenarioId: string) => ({ scenarioId, dimensions: [], isTooLarge: true }) as const;
    const lineOf = (...names: string[]): string | undefined => {
      const own = summaryOf(rows, { scenarios: names.map(tooLarge), odd: [] }, "hash");
      return summaryLines(suiteWith([], { summary: own === null ? [] : [{ controller: "mine", summary: own }] })).at(-1);
    };
    const text = "what was not run is not counted, because too many values are declared: ";
    expect(lineOf("a.yaml")).toBe(`${text}a.yaml`);
    expect(lineOf("a\u001b.yaml", "b.yaml", "c.yaml")).toBe(`${text}a\\x1b.yaml and 2 more`);
  });

  test("name a scenario as its file is named, whatever is in the name", () => {
    const odd = rows.map((r) => ({ ...r, scenarioId: "a#1.yaml", variantId: r.variantId.replace("a.yaml", "a#1.yaml") }));
    const own = summaryOf(odd, { scenarios: [], odd: [] }, "hash");
    const lines = summaryLines(suiteWith([], { summary: own === null ? [] : [{ controller: "mine", summary: own }] }));
    expect(lines.at(-1)).toBe("least change from pass to fail: gapM 10 -> 8 in a#1.yaml");
  });

  test("stand under each controller where there are several", () => {
    const two = [...suite, ...suite.map((s) => ({ ...s, controller: "yours\u001b[31m" }))];
    const lines = summaryLines(suiteWith([], { summary: two }));
    expect(lines.filter((l) => !l.startsWith("  "))).toEqual(["mine:", expect.stringMatching(/^yours.*:$/)]);
    expect(lines.join("")).not.toContain("\u001b");
  });

  test("are none where there is no summary", () => expect(summaryLines(suiteWith([]))).toEqual([]));
});

test("the ranking of several controllers is one line, ties marked", () => {
  const place = (rank: number, controller: string, isTied: boolean, adjustedScore: number): RankedController =>
    ({ rank, controller, isTied, adjustedScore, meanScore: adjustedScore, count: 4, behind: null }) as const;
  const ranking = [place(1, "new", false, 91.04), place(1, "old", true, 90.9), place(3, "other", false, 70)];
  expect(rankingLines(suiteWith([], { ranking }))).toEqual([
    "ranking by score, the variants' difficulty considered: 1. new 91.0, 1= old 90.9, 3. other 70.0",
  ]);
  expect(rankingLines(suiteWith([]))).toEqual([]);
});
