import { expect, test } from "vitest";
import type { Problem } from "../../../src/core/errors.ts";
import type { RuleProblem } from "../../../src/scenario/parse/check/rule.ts";
import { saidOnce } from "../../../src/scenario/parse/check/said-once.ts";
import { readTree } from "../../../src/scenario/parse/check/xml-tree.ts";

const { root } = readTree(new TextEncoder().encode(`<a>\n  <b x="1"\n     y="2"/>\n  <b x="1"/>\n</a>`), "f");
const problem = (line: number, column: number, more: Partial<Problem> = {}): Problem => ({
  code: "RDV_SCENARIO_REFERENCE",
  severity: "error",
  file: "f",
  line,
  column,
  path: "",
  expected: "",
  found: "",
  hint: "",
  ...more,
});
const ofRule = (line: number, column: number): RuleProblem => ({ ...problem(line, column, { hint: "r" }), rule: "r" });
const once = (rules: RuleProblem[], reader: Problem[]) => saidOnce(rules, reader, root!).map((p) => [p.line, p.column, p.hint, p.rule]);

test("what a rule and the reader say of one tag is said once, at the attribute, with the remedy and the rule", () => {
  expect(once([ofRule(2, 3)], [problem(3, 6, { hint: "did you mean it?" })])).toEqual([[3, 6, "did you mean it? [r]", "r"]]);
  expect(once([ofRule(2, 3)], [problem(2, 6)])).toEqual([[2, 6, "r", "r"]]);
});

test("the greater severity stays", () => {
  const [joined] = saidOnce([ofRule(2, 3)], [problem(2, 6, { severity: "warning" })], root!);
  expect(joined?.severity).toBe("error");
  expect(saidOnce([{ ...ofRule(2, 3), severity: "warning" }], [problem(2, 6)], root!)).toMatchObject([{ severity: "error", rule: "r" }]);
});

test("another tag, another code or another file is another problem", () => {
  for (const other of [problem(4, 3), problem(2, 6, { code: "RDV_SCENARIO_RANGE" }), problem(2, 6, { file: "g" }), problem(0, 0)])
    expect(once([ofRule(2, 3)], [other])).toHaveLength(2);
});

test("two problems of a tag are joined with two, one with one", () => {
  expect(once([ofRule(2, 3), ofRule(2, 3)], [problem(2, 6)])).toHaveLength(2);
  expect(once([ofRule(2, 3)], [problem(2, 6), problem(3, 6)])).toEqual([
    [2, 6, "r", "r"],
    [3, 6, "", ""],
  ]);
});
