import { expect, test } from "vitest";
import { trendText } from "../../src/report/trend-text.ts";
import type { Trend, TrendPoint } from "../../src/run/history.ts";

function point(suite: number, value: number, definition: string): TrendPoint {
  const who = { scenarioId: "cut-in.yaml", controller: "mine", controllerName: "m", build: suite === 3 ? "b2" : "b1" };
  return { suite, value, definition, ...who, count: 2, passCount: 2, total: 2 };
}

const suites = [1, 2, 3].map((suite) => ({
  suite,
  at: `2026-01-0${suite}T10:20:30.000Z`,
  hash: "00ff",
  redriveVersion: "0.1.0",
  total: 4,
  passed: 3,
  scored: 4,
}));

test("a trend marks what is not comparable, and counts the change from what is", () => {
  const trend: Trend = { suites, unit: "points", points: [point(1, 90, "s"), point(2, 40, "old"), point(3, 84.5, "s")] };
  expect(trendText(trend, "score")).toBe(`  1  2026-01-01 10:20 UTC  00ff  3 of 4 passed, 4 scored, redrive 0.1.0, build b1
  2  2026-01-02 10:20 UTC  00ff  3 of 4 passed, 4 scored, redrive 0.1.0, build b1
  3  2026-01-03 10:20 UTC  00ff  3 of 4 passed, 4 scored, redrive 0.1.0, build b2

score in points, controller mine
scenario        1      2     3  change
cut-in.yaml  90.0  40.0~  84.5   -5.50
~ by other definitions than the newest: not comparable with it
`);
});

test("a trend of nothing says so", () =>
  expect(trendText({ suites: [], unit: "", points: [] }, "drac")).toBe("\nno run of these has a drac\n"));
