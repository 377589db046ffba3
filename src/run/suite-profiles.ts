import type { ProfileAggregate, ProfileRow } from "../eval/profile.ts";
import { PROFILES } from "../eval/profiles.ts";
import type { ProfileReport } from "../eval/result.ts";
import type { RunResult, SuiteProfile } from "./result.ts";

/** What the anchors' rules say of all runs of each controller, in the order of controllers and profiles; the mean where a rule has no more. */
export function suiteProfilesOf(results: readonly RunResult[], controllers: readonly string[]): SuiteProfile[] {
  return controllers.flatMap((controller) => {
    const own = results.filter((r) => r.controller.text === controller);
    const asked = PROFILES.filter(({ id }) => own.some(({ profiles }) => profiles.some((p) => p.id === id)));
    return asked.map(({ id, title, aggregate = meanScore }): SuiteProfile => {
      const rows = own.flatMap((run) => rowOf(run, id));
      return {
        controller,
        id,
        title,
        ...aggregate(rows),
        scoredCount: rows.filter((r) => r.score !== null).length,
        totalCount: own.length,
      };
    });
  });
}

function rowOf({ variantId, scenarioId, tags, parameters, profiles }: RunResult, id: string): ProfileRow[] {
  const report = profiles.find((p) => p.id === id);
  if (report === undefined) return [];
  return [{ variantId, scenarioId, tags, parameters, score: report.score, values: valuesOf(report), facts: report.facts ?? {} }];
}

function valuesOf({ parts }: ProfileReport): Readonly<Record<string, number>> {
  return Object.fromEntries(parts.map(({ name, value }) => [name, value]));
}

function meanScore(rows: readonly ProfileRow[]): ProfileAggregate {
  const scores = rows.flatMap(({ score }) => (score === null ? [] : [score]));
  const value = scores.length === 0 ? null : scores.reduce((a, b) => a + b, 0) / scores.length;
  return { value, unit: "points", lines: [] };
}
