import type { Metric, MetricResult, MetricValue } from "../metric.ts";
import type { Gate, SoftPart } from "../score-tree.ts";

/** A part of a score that the profile reads from one metric. */
export interface Part {
  readonly name: string;
  readonly metric: Metric<unknown>;
  readonly result: MetricValue;
  /** 0..1 */
  readonly value: number;
}

/** A part, or why there is none. */
export type PartOrReason = { readonly part: Part } | { readonly part: null; readonly reason: string };

/** Stands for a metric that had nothing to judge: nobody to run into, no light to run. */
const NOTHING: MetricValue = { kind: "value", value: 0, atTick: null, actorId: null, episodes: [] };

/**
 * The part that a metric's result gives, by the anchor's rule. Where there was nothing that could have broken the rule the anchor gives the
 * whole part.
 */
export function partOf(name: string, metric: Metric<unknown>, result: MetricResult, score: (value: MetricValue) => number): PartOrReason {
  if (result.kind === "value") return { part: { name, metric, result, value: score(result) } };
  if (result.vacuous) return { part: { name, metric, result: NOTHING, value: 1 } };
  return { part: null, reason: result.reason };
}

/** The first reason among parts that a profile cannot do without; null where all are there. */
export function firstReason(parts: readonly PartOrReason[]): string | null {
  for (const p of parts) if (p.part === null) return p.reason;
  return null;
}

/** Parts that are there, as factors. */
export function gatesOf(parts: readonly PartOrReason[]): Gate[] {
  return parts.flatMap(({ part }) => (part === null ? [] : [{ ...part, lossLimit: part.metric.limit ?? 1 }]));
}

/** A part that is there, with its weight. */
export function softOf({ part }: PartOrReason, weight: number): SoftPart[] {
  return part === null ? [] : [{ ...part, lossLimit: part.metric.limit ?? 1, weight }];
}
