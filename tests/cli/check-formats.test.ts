import { expect, test } from "vitest";
import { githubOf } from "../../src/report/github.ts";
import { type RuledProblem, sarifOf } from "../../src/report/sarif.ts";

const problem = (more: Partial<RuledProblem> = {}): RuledProblem => ({
  code: "RDV_STANDARD_RULE",
  severity: "error",
  file: "maps/town.xodr",
  line: 3,
  column: 7,
  path: "lane[1].level",
  expected: "true",
  found: "false",
  hint: "",
  ...more,
});

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region?: Record<string, number> };
  }[];
}
interface Log {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly name: string;
        readonly version: string;
        readonly rules: readonly { readonly id: string; readonly shortDescription: { readonly text: string } }[];
      };
    };
    readonly results: readonly Result[];
  }[];
}

const sarif = (problems: readonly RuledProblem[]) => sarifOf(problems, "1.2.3", (id) => `what ${id} means`) as Log;

test("SARIF: what the specification demands of a log is there (OASIS SARIF 2.1.0, sections 3.13, 3.14, 3.18, 3.19, 3.27, 3.49)", () => {
  const log = sarif([problem({ rule: "b" }), problem({ rule: "a", severity: "warning" }), problem({ rule: "" })]);
  expect(log.version).toBe("2.1.0");
  expect(log.$schema).toMatch(/sarif.*2\.1\.0/);
  expect(log.runs).toHaveLength(1);
  const { driver } = log.runs[0]!.tool;
  expect(driver).toMatchObject({ name: "redrive", version: "1.2.3" });
  expect(driver.rules.map((rule) => rule.id)).toEqual(["RDV_STANDARD_RULE", "a", "b"]);
  expect(driver.rules[1]?.shortDescription.text).toBe("what a means");
  for (const result of log.runs[0]!.results) {
    expect(driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
    expect(["error", "warning"]).toContain(result.level);
    expect(result.message.text).toBe("RDV_STANDARD_RULE lane[1].level: expected true, found false");
    expect(result.locations[0]?.physicalLocation.region).toEqual({ startLine: 3, startColumn: 7 });
  }
});

test("SARIF: no problem is a run without results; a place without line or column has none", () => {
  expect(sarif([]).runs[0]?.results).toEqual([]);
  const place = (more: Partial<RuledProblem>) => sarif([problem(more)]).runs[0]?.results[0]?.locations[0]?.physicalLocation;
  expect(place({ line: 0, column: 0 })).toEqual({ artifactLocation: { uri: "maps/town.xodr" } });
  expect(place({ column: 0 })?.region).toEqual({ startLine: 3 });
});

test("SARIF: a path becomes a relative URI", () => {
  const uri = sarif([problem({ file: "my maps\\100%#1.xodr" })]).runs[0]?.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri;
  expect(uri).toBe("my%20maps/100%25%231.xodr");
});

test("GitHub: one command a problem, with its place", () => {
  expect(githubOf([problem({ hint: "why" }), problem({ severity: "warning", line: 0, column: 0 })])).toBe(
    "::error file=maps/town.xodr,line=3,col=7,title=RDV_STANDARD_RULE::RDV_STANDARD_RULE lane[1].level: expected true, found false (why)\n" +
      "::warning file=maps/town.xodr,title=RDV_STANDARD_RULE::RDV_STANDARD_RULE lane[1].level: expected true, found false\n",
  );
  expect(githubOf([])).toBe("");
});

test("GitHub: nothing from a file can end the command or begin another", () => {
  const text = githubOf([problem({ file: "a,b:c\n.xodr", found: "50%\r\n::error ::x" })]);
  expect(text.trimEnd().split("\n")).toHaveLength(1);
  expect(text).toContain("file=a%2Cb%3Ac%0A.xodr,");
  expect(text).toContain("found 50%25%0D%0A::error ::x");
});
