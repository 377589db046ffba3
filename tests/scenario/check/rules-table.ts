import type { Rule, Standard } from "../../../src/scenario/parse/check/rule.ts";
import { RULES } from "../../../src/scenario/parse/check/rules.ts";

/** The table of a standard's rules in docs/check.md, a line each. */
export function rulesTable(standard: Standard): string[] {
  return RULES[standard].map((rule) => `| \`${rule.id}\` | ${versionsOf(rule)} | ${rule.severity} | ${rule.text} |`);
}

function versionsOf({ since, before }: Rule): string {
  if (since.major === 0) return "all";
  const from = `${since.major}.${since.minor}`;
  return before === undefined ? `from ${from}` : `${from} to before ${before.major}.${before.minor}`;
}
