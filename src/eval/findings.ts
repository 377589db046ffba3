import type { TraceHeader } from "../trace/tick.ts";
import { apportion, MICRO_A_POINT } from "./loss.ts";
import type { Episode, Metric, MetricValue } from "./metric.ts";
import type { Finding } from "./result.ts";

/** What one metric lost of the score, before it is spread over its events. */
export interface MetricLoss {
  readonly metric: Metric<unknown>;
  readonly result: MetricValue;
  /** Where the loss begins, for metrics without a limit of their own. */
  readonly lossLimit: number;
  readonly isGate: boolean;
  /** In millionths of a point. */
  readonly microPoints: number;
  /** The score with the gates open that hide this loss; null where none does. */
  readonly wouldScore: number | null;
}

/** Context of a run that a finding needs to speak of. */
export interface FindingContext {
  readonly header: TraceHeader;
  readonly lastScoredTick: number;
}

/**
 * The findings of one metric; their points sum exactly to its loss (metrics.md section 7, rules 4 and 5).
 * A loss has at least one finding, a masked one too; collisions without fault are told though they cost nothing.
 */
export function findingsOf(loss: MetricLoss, context: FindingContext): Finding[] {
  const { metric, microPoints, wouldScore } = loss;
  const hasLoss = microPoints > 0 || wouldScore !== null;
  const events = hasLoss ? losingEvents(loss, context) : [];
  const points = apportion(
    microPoints,
    events.map((e) => e.share),
  );
  const costly = events
    .map(({ event }, i) => findingOf(loss, event, points[i] as number, context))
    .filter((f) => f.lossPoints > 0 || wouldScore !== null);
  const blameless = metric.attribution === "count" ? loss.result.episodes.filter((e) => e.severity === 0) : [];
  return [...costly, ...blameless.map((event) => findingOf({ ...loss, isGate: false, wouldScore: null }, event, 0, context))];
}

interface LosingEvent {
  readonly event: Episode;
  readonly share: number;
}

/** The events that share the loss, in the order of the tie break: actor id, then tick. */
function losingEvents(loss: MetricLoss, context: FindingContext): LosingEvent[] {
  const { metric, result } = loss;
  const costly = metric.attribution === "worst" ? [] : result.episodes.filter((e) => e.severity > 0);
  if (costly.length === 0) return [{ event: decidingEvent(loss, context), share: 1 }];
  const sorted = costly.toSorted((a, b) => (a.actorId ?? -1) - (b.actorId ?? -1) || a.fromTick - b.fromTick);
  return sorted.map((event) => ({ event, share: metric.attribution === "sum" ? event.severity : 1 }));
}

/** The episode around the tick that decided the value, or that tick alone. */
function decidingEvent({ metric, result, lossLimit }: MetricLoss, context: FindingContext): Episode {
  const tick = result.atTick ?? Math.max(0, context.lastScoredTick);
  const around = result.episodes.find((e) => e.fromTick <= tick && tick <= e.toTick && e.actorId === result.actorId);
  return {
    fromTick: around?.fromTick ?? tick,
    toTick: around?.toTick ?? tick,
    worstTick: tick,
    actorId: result.actorId,
    value: result.value,
    limit: metric.limit ?? lossLimit,
    severity: around?.severity ?? 0,
    label: around?.label ?? "",
  };
}

function findingOf(loss: MetricLoss, event: Episode, microPoints: number, { header }: FindingContext): Finding {
  const { metric, isGate, wouldScore } = loss;
  const { fromTick, toTick, worstTick, value, limit } = event;
  const actor = header.actors.find((a) => a.id === event.actorId) ?? null;
  return {
    metric: metric.id,
    definition: metric.definition,
    dimension: metric.dimension,
    severity: isGate ? "error" : "warning",
    actor: actor?.name ?? null,
    fromTick,
    toTick,
    worstTick,
    tSec: worstTick * header.dtSec,
    value,
    limit,
    unit: metric.unit,
    lossPoints: microPoints / MICRO_A_POINT,
    masked: wouldScore !== null,
    wouldScore,
    sentence: metric.sentence({
      value,
      limit,
      label: event.label,
      severity: event.severity,
      who: actor === null ? "" : whoIs(actor),
      atSec: worstTick * header.dtSec,
      fromSec: fromTick * header.dtSec,
      toSec: toTick * header.dtSec,
    }),
    reproduce: "",
  };
}

/** "car lead", "pedestrian 12"; "road user 7" where the class says nothing; the ego is called so. */
function whoIs(actor: TraceHeader["actors"][number]): string {
  if (actor.motion === "ego") return "the ego";
  const kind = actor.cls === "unspecified" || actor.cls === "other" ? "road user" : actor.cls === "static" ? "obstacle" : actor.cls;
  return `${kind} ${actor.name}`;
}

/** The most costly first; of equal cost the ones that are worse in kind, then the earlier, then by metric and actor. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const rank = { error: 0, warning: 1, info: 2 } as const;
  return findings.toSorted(
    (a, b) =>
      b.lossPoints - a.lossPoints ||
      rank[a.severity] - rank[b.severity] ||
      a.worstTick - b.worstTick ||
      compareText(a.metric, b.metric) ||
      compareText(a.actor ?? "", b.actor ?? ""),
  );
}

/** By code unit: `localeCompare` depends on the machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
