import type { z } from "zod";
import type { Finding } from "../finding.ts";
import type { ExpectSpec } from "../spec.ts";
import type { ScenarioContext } from "./context.ts";
import { didYouMean } from "./suggest.ts";
import { type expect, type limits, UNIT_SUFFIX } from "./schema-story.ts";

/**
 * What a scenario expects: its own limits, and the budgets of the suite for what it says nothing of. `findings` receives names that are no
 * metric or score, and limits in another unit.
 */
export function expectOf(e: z.infer<typeof expect>, context: ScenarioContext, findings: Finding[]): ExpectSpec {
  const { verdict, ...metrics } = typeof e === "string" ? { verdict: e } : e;
  const limits = limitsOf(metrics, context.metrics, findings);
  const budgets = (context.budgets ?? []).filter(({ metric }) => !Object.hasOwn(metrics, metric));
  return { verdict, limits: [...limits, ...budgets] };
}

/** The limits of a map of metrics; `findings` receives what is wrong, with paths below `expect`. */
export function limitsOf(metrics: z.infer<typeof limits>, known: ScenarioContext["metrics"], findings: Finding[]): ExpectSpec["limits"] {
  const found: ExpectSpec["limits"][number][] = [];
  for (const [metric, { level, ...bounds }] of Object.entries(metrics)) {
    const unit = known.get(metric)?.unit;
    const path = ["expect", metric];
    if (unit === undefined) {
      const hint = didYouMean(metric, [...known.keys()]);
      findings.push({
        code: "RDV_SCENARIO_METRIC",
        path,
        atKey: true,
        expected: "the id of a metric or a score",
        found: `"${metric}"`,
        hint,
      });
      continue;
    }
    const suffix = UNIT_SUFFIX[unit];
    if (Object.keys(bounds).length === 0 && level !== "off") {
      const expected = `"atLeast${suffix}" or "atMost${suffix}"`;
      findings.push({ code: "RDV_SCENARIO_MISSING", path, atKey: true, expected, found: "no limit" });
    }
    for (const [key, limit] of Object.entries(bounds)) {
      const comparison = key.startsWith("atLeast") ? "at least" : "at most";
      const right = (comparison === "at least" ? "atLeast" : "atMost") + suffix;
      if (key === right && typeof limit === "number") found.push({ metric, level, comparison, limit });
      else {
        const expected = `"${right}": ${metric} is in ${unit}`;
        findings.push({ code: "RDV_SCENARIO_KEY", path: [...path, key], atKey: true, expected, found: `"${key}"` });
      }
    }
  }
  return found;
}
