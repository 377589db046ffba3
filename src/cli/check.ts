import { InputError, type Problem, problemText } from "../core/errors.ts";
import { driveCache } from "../run/inputs.ts";
import { readSelection, type Selected } from "../run/selection.ts";
import { compile } from "../scenario/compile/compile.ts";
import { locateProblem, specOf } from "../scenario/parse/read-scenario.ts";
import { type Config, readConfig } from "./config.ts";
import { EXIT } from "./exit-codes.ts";
import { exitOfProblems } from "./failure.ts";
import { selectionOf } from "./run.ts";

/** Reads and compiles every variant of a selection, drives included, and prints what is wrong with it. */
export async function check(selectors: readonly string[], options: Record<string, unknown>): Promise<number> {
  const config = await readConfig(process.cwd());
  const chosen = selectors.length > 0 ? selectors : (config.scenarios ?? ["scenarios"]);
  const flags = options as { maxVariants: number; root: string[]; json?: boolean };
  const { problems, variants, scenarios } = checkAll(chosen, flags, config);
  if (flags.json === true) process.stdout.write(`${JSON.stringify({ scenarios, variants, problems }, null, 2)}\n`);
  else if (problems.length === 0) process.stdout.write(`${scenarios} scenarios, ${variants} variants, no problems\n`);
  else for (const problem of problems) process.stdout.write(`${problemText(problem)}\n`);
  const errors = problems.filter((p) => p.severity === "error");
  return errors.length === 0 ? EXIT.passed : exitOfProblems(errors);
}

interface Checked {
  readonly problems: readonly Problem[];
  readonly scenarios: number;
  readonly variants: number;
}

function checkAll(selectors: readonly string[], flags: { maxVariants: number; root: string[] }, config: Config): Checked {
  const request = selectionOf(selectors, { ...flags, grep: undefined, grepInvert: undefined }, config);
  const { selected, problems } = readSelection(request);
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
