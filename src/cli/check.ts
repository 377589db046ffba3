import { resolve } from "node:path";
import { type ErrorCode, ERRORS, InputError, type Problem, problemText } from "../core/errors.ts";
import { githubOf } from "../report/github.ts";
import { sarifOf, type RuledProblem } from "../report/sarif.ts";
import { driveCache } from "../run/inputs.ts";
import { readSelection, type Selected, type SelectionRequest } from "../run/selection.ts";
import { compile } from "../scenario/compile/compile.ts";
import { checkFile, standardOf } from "../scenario/parse/check/check-file.ts";
import { RULES } from "../scenario/parse/check/rules.ts";
import { locateProblem, specOf } from "../scenario/parse/scenario-file.ts";
import { type Config, readConfig } from "./config.ts";
import { EXIT } from "./exit-codes.ts";
import { exitOfProblems } from "./failure.ts";
import { selectionOf } from "./run.ts";
import { redriveVersion } from "./version.ts";

interface Flags {
  readonly maxVariants: number;
  readonly root: string[];
  readonly json?: boolean;
  readonly format?: "text" | "json" | "sarif" | "github";
  readonly xsd?: boolean;
  readonly schemas?: string;
}

/**
 * Says what is wrong with files, without running them: .xosc and .xodr files by their standards and by redrive's readers, each variant
 * of a selection of scenarios by reading and compiling it, drives included.
 */
export async function check(selectors: readonly string[], options: Record<string, unknown>): Promise<number> {
  const folder = process.cwd();
  const config = await readConfig(folder);
  const flags = options as unknown as Flags;
  const chosen = selectors.length > 0 ? selectors : (config.scenarios ?? ["scenarios"]);
  const ofStandards = chosen.filter((selector) => standardOf(selector) !== null);
  const others = chosen.filter((selector) => standardOf(selector) === null);
  const schemas = schemasOf(flags);
  const problems: RuledProblem[] = [];
  const { roots } = requestOf([], flags, config);
  for (const file of ofStandards) problems.push(...(await checkFile(file, standardOf(file)!, { folder, roots, schemas })));
  const checked = others.length > 0 ? checkAll(others, flags, config) : { problems: [], scenarios: 0, variants: 0 };
  problems.push(...checked.problems);
  print(problems, { files: ofStandards.length, scenarios: checked.scenarios, variants: checked.variants }, flags);
  const errors = problems.filter((p) => p.severity === "error");
  return errors.length === 0 ? EXIT.passed : exitOfProblems(errors);
}

interface Counts {
  readonly files: number;
  readonly scenarios: number;
  readonly variants: number;
}

function print(problems: readonly RuledProblem[], counts: Counts, flags: Flags): void {
  const { files, scenarios, variants } = counts;
  const format = flags.format ?? (flags.json === true ? "json" : "text");
  const write = (text: string) => process.stdout.write(text);
  if (format === "json") write(`${JSON.stringify({ ...(files > 0 ? { files } : {}), scenarios, variants, problems }, null, 2)}\n`);
  else if (format === "sarif") write(`${JSON.stringify(sarifOf(problems, redriveVersion(), describeRule), null, 2)}\n`);
  else if (format === "github") write(githubOf(problems));
  else if (problems.length > 0) for (const problem of problems) write(`${problemText(problem)}\n`);
  else {
    const ofStandards = files > 0 ? [`${files} ${files === 1 ? "file" : "files"} of a standard`] : [];
    const ofScenarios = scenarios > 0 || files === 0 ? [`${scenarios} scenarios`, `${variants} variants`] : [];
    write(`${[...ofStandards, ...ofScenarios, "no problems"].join(", ")}\n`);
  }
}

/** What a rule of a standard demands, or what an error code means. */
function describeRule(id: string): string {
  const rule = [...RULES.xosc, ...RULES.xodr].find((r) => r.id === id);
  return rule?.text ?? (id in ERRORS ? ERRORS[id as ErrorCode].text : id);
}

/** The folder of schemas: `--schemas`, or REDRIVE_SCHEMAS; null where schema validity is not asked for. */
function schemasOf({ xsd, schemas }: Flags): string | null {
  if (xsd !== true && schemas === undefined) return null;
  const folder = schemas ?? process.env["REDRIVE_SCHEMAS"] ?? "";
  if (folder !== "") return resolve(folder);
  const place = { file: "--xsd", line: 0, column: 0, path: "" };
  const expected = "--schemas FOLDER or REDRIVE_SCHEMAS, the folder of the standards' schema files";
  const hint = "redrive ships none; docs/check.md says how the folder is laid out";
  throw new InputError([{ code: "RDV_USAGE", severity: "error", ...place, expected, found: "neither", hint }]);
}

interface Checked {
  readonly problems: readonly Problem[];
  readonly scenarios: number;
  readonly variants: number;
}

function requestOf(selectors: readonly string[], flags: Flags, config: Config): SelectionRequest {
  return selectionOf(selectors, { ...flags, grep: undefined, grepInvert: undefined }, config);
}

function checkAll(selectors: readonly string[], flags: Flags, config: Config): Checked {
  const { selected, problems } = readSelection(requestOf(selectors, flags, config));
  return {
    problems: [...problems, ...selected.flatMap(problemsOf)],
    scenarios: selected.length,
    variants: selected.reduce((n, s) => n + s.indices.length, 0),
  };
}

/** The problems of one file's variants, each said once. */
function problemsOf({ scenario, indices }: Selected): Problem[] {
  const found = new Map<string, Problem>();
  const drives = driveCache();
  for (const index of indices) {
    try {
      const spec = specOf(scenario, index);
      compile(spec, drives.of(spec));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      for (const p of error.problems.map((p) => locateProblem(scenario, p))) found.set(problemText(p), p);
    }
  }
  return [...found.values()];
}
