import { expect, test } from "vitest";
import type { ProfileReport } from "../../src/eval/result.ts";
import { profileLines } from "../../src/report/summary-lines.ts";
import type { RunResult, SuiteResult } from "../../src/run/result.ts";
import { suiteProfilesOf } from "../../src/run/suite-profiles.ts";

function report(id: string, score: number | null): ProfileReport {
  const parts = score === null ? [] : [{ name: "test point", metric: "m", role: "gate" as const, value: score / 100, weight: 1 }];
  return { id, title: id, definition: "d", paramsHash: "h", score, reason: "", parts, findings: [], notes: [] };
}

function run(controller: string, profiles: readonly ProfileReport[], tags: readonly string[] = []): RunResult {
  return { variantId: "v", scenarioId: "s", tags, parameters: [], profiles, controller: { text: controller } } as unknown as RunResult;
}

test("a rule without one of its own over a suite has the mean of the runs it is applicable to", () => {
  const results = [
    run("a", [report("rss", 100)]),
    run("a", [report("rss", 0)]),
    run("a", [report("rss", null)]),
    run("b", [report("rss", null)]),
  ];
  expect(suiteProfilesOf(results, ["a", "b"])).toMatchObject([
    { controller: "a", id: "rss", value: 50, unit: "points", scoredCount: 2, totalCount: 3, lines: [] },
    { controller: "b", id: "rss", value: null, scoredCount: 0, totalCount: 1 },
  ]);
});

test("an anchor's own rule reads tags and parts of the runs", () => {
  const tagged = ["ncap-load-case:CCRs", "ncap-vut-kmh:50"];
  const results = [run("a", [report("ncap-ca-2026", 100)], tagged), run("a", [report("ncap-ca-2026", 50)], tagged)];
  const [suite] = suiteProfilesOf(results, ["a"]);
  expect(suite?.value).toBeCloseTo(1.2 * 0.75, 12);
  const lines = profileLines({ profiles: [suite], controllers: ["a"] } as unknown as SuiteResult);
  expect(lines[0]).toBe("ncap-ca-2026: 0.90 points, 2 of 2 scored");
  expect(lines[1]).toMatch(/^ {2}CCRs: 0\.900 of 1\.2 points in the standard range \(2 test points\)/);
});

test("nothing is said where no rule was asked for", () => {
  expect(suiteProfilesOf([run("a", [])], ["a"])).toEqual([]);
  expect(profileLines({ controllers: ["a"] } as unknown as SuiteResult)).toEqual([]);
});
