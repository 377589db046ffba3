import type { Problem } from "../core/errors.ts";

/** A problem, with the id of the rule it breaks where a standard names one. */
export interface RuledProblem extends Problem {
  readonly rule?: string;
}

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

/**
 * Problems as a log of SARIF 2.1.0 (OASIS), the format of code scanning. A result's rule is that of a standard, or else the code of the
 * problem; `describe` says what a rule demands. Paths are relative as in the text output; columns count UTF-16 code units from 1.
 */
export function sarifOf(problems: readonly RuledProblem[], toolVersion: string, describe: (rule: string) => string): object {
  const ids = [...new Set(problems.map(ruleOf))].sort();
  const rules = ids.map((id) => ({ id, shortDescription: { text: describe(id) } }));
  const driver = { name: "redrive", version: toolVersion, rules };
  const results = problems.map((problem) => resultOf(problem, ids.indexOf(ruleOf(problem))));
  return { $schema: SCHEMA, version: "2.1.0", runs: [{ tool: { driver }, columnKind: "utf16CodeUnits", results }] };
}

function ruleOf(problem: RuledProblem): string {
  return problem.rule === undefined || problem.rule === "" ? problem.code : problem.rule;
}

function resultOf(problem: RuledProblem, ruleIndex: number): object {
  const { file, line, column, severity } = problem;
  const start = column > 0 ? { startLine: line, startColumn: column } : { startLine: line };
  const artifactLocation = { uri: file.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/") };
  const physicalLocation = line > 0 ? { artifactLocation, region: start } : { artifactLocation };
  return { ruleId: ruleOf(problem), ruleIndex, level: severity, message: { text: messageOf(problem) }, locations: [{ physicalLocation }] };
}

/** What is wrong, without the place, which a format states on its own. */
export function messageOf({ code, path, expected, found, hint }: Problem): string {
  return `${code}${path === "" ? "" : ` ${path}`}: expected ${expected}, found ${found}${hint === "" ? "" : ` (${hint})`}`;
}
