import type { TraceHeader } from "../trace/tick.ts";
import { definitionHash } from "./canonical.ts";
import type { Evaluated } from "./evaluate.ts";
import { MICRO_A_POINT } from "./loss.ts";
import type { Metric, MetricResult } from "./metric.ts";
import type { Profile, ProfileRun } from "./profile.ts";
import type { ProfilePart, ProfileReport } from "./result.ts";
import { type ScoreTree, treeFindings, treeMicroPoints } from "./score-tree.ts";

/** Every metric that one of the profiles reads, each once. */
export function metricsOfProfiles(profiles: readonly Profile[]): Metric<unknown>[] {
  const byId = new Map<string, Metric<unknown>>();
  for (const { metrics } of profiles) for (const metric of metrics) byId.set(metric.id, metric);
  return [...byId.values()];
}

/**
 * The score of one run by one anchor's rule, each lost point with its cause.
 * @param evaluated of a set of metrics that holds all the profile's.
 * @param human the recorded driver by the same metrics; null where there is none, or nobody asked.
 */
export function profileReport(
  profile: Profile,
  header: TraceHeader,
  evaluated: Evaluated,
  run: Pick<ProfileRun, "end" | "tags" | "reruns">,
  human: Evaluated | null = null,
): ProfileReport {
  const { id, title, definition, metrics, params } = profile;
  const read = metrics.map((m) => [m.definition, definitionHash(m.params)] as const);
  const identity = { id, title, definition, paramsHash: definitionHash({ params, metrics: read }) };
  const result = (metricId: string): MetricResult => resultOf(evaluated, metricId);
  const humanResult = (metricId: string): MetricResult | null => (human === null ? null : resultOf(human, metricId));
  const outcome = profile.score({ header, result, human: humanResult, ...run });
  if (outcome.kind === "not-applicable") {
    return { ...identity, score: null, reason: outcome.reason, parts: [], findings: [], notes: [] };
  }
  const { tree, notes, facts } = outcome;
  const findings = treeFindings(tree, { header, lastScoredTick: evaluated.lastScoredTick });
  return {
    ...identity,
    score: treeMicroPoints(tree) / MICRO_A_POINT,
    reason: "",
    parts: partsOf(tree),
    findings,
    notes,
    ...(facts === undefined ? {} : { facts }),
  };
}

function resultOf({ results }: Evaluated, id: string): MetricResult {
  const outcome = results.find(({ metric }) => metric.id === id);
  if (outcome === undefined) throw new Error(`a profile reads the metric ${id}, which was not measured`);
  return outcome.result;
}

function partsOf({ gates, soft }: ScoreTree): ProfilePart[] {
  return [
    ...gates.map(({ name, metric, value }): ProfilePart => ({ name, metric: metric.id, role: "gate", value, weight: 1 })),
    ...soft.map(({ name, metric, value, weight }): ProfilePart => ({ name, metric: metric.id, role: "soft", value, weight })),
  ];
}
