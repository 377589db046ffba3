import { InputError } from "../core/errors.ts";
import type { Expectation } from "../eval/result.ts";
import { METRIC_UNITS } from "../run/selection.ts";
import type { Finding } from "../scenario/finding.ts";
import { limitsOf } from "../scenario/parse/expect-limits.ts";
import { limits } from "../scenario/parse/schema-story.ts";
import { CONFIG_FILE, type Config } from "./config.ts";

/** The limits that a configuration sets for every scenario. Throws InputError where they are none. */
export function budgetsOf({ expect: budgets = {} }: Config): readonly Expectation[] {
  const parsed = limits.safeParse(budgets);
  const findings: Finding[] = [];
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) {
      findings.push({
        code: "RDV_USAGE",
        path: ["expect", ...path.map(String)],
        expected: "a limit as in expect of a scenario",
        found: message,
      });
    }
  }
  const found = limitsOf(parsed.success ? parsed.data : {}, METRIC_UNITS, findings);
  if (findings.length === 0) return found;
  throw new InputError(
    findings.map(({ code, path, expected, found, hint = "" }) => {
      return { code, severity: "error", file: CONFIG_FILE, line: 0, column: 0, path: path.join("."), expected, found, hint };
    }),
  );
}
