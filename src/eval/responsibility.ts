import type { TraceHeader } from "../trace/tick.ts";
import { r157Collision } from "./anchors/r157/collision.ts";
import { type RssBlame, rssCollision } from "./anchors/rss/collision.ts";
import type { Episode, Metric, MetricResult, MetricValue } from "./metric.ts";
import { collision } from "./metrics/collision.ts";
import { NOT_RUN, type Preventability } from "./preventable.ts";
import type { ResponsibilityRule } from "./responsibility-rules.ts";
import { SCORE_TABLE, type ScoreRow } from "./score-table.ts";

/** The metric whose episodes are the collisions that a rule counts. */
const METRIC_OF: Readonly<Record<ResponsibilityRule, Metric<unknown>>> = { nuplan: collision, rss: rssCollision, r157: r157Collision };

/** A rule, and what it needs of other runs. */
export interface ResponsibilityGate {
  readonly rule: ResponsibilityRule;
  /** Read by `r157` alone; null: the careful drivers were not run. */
  readonly preventability: Preventability | null;
}

export const NUPLAN_GATE: ResponsibilityGate = { rule: "nuplan", preventability: null };

/** What a rule reads beside the metrics of every run. */
export function metricsOfRule(rule: ResponsibilityRule): readonly Metric<unknown>[] {
  return rule === "nuplan" ? [] : [METRIC_OF[rule]];
}

/** The score table with the collisions of a rule in the place of nuPlan's, which are shown beside. */
export function rowsOfRule(rule: ResponsibilityRule): readonly ScoreRow[] {
  if (rule === "nuplan") return SCORE_TABLE;
  return SCORE_TABLE.flatMap((row): ScoreRow[] => {
    if (row.metric !== collision.id) return [row];
    return [
      { metric: METRIC_OF[rule].id, use: row.use },
      { metric: collision.id, use: { kind: "reported" } },
    ];
  });
}

/**
 * A metric's result as the rule counts it: under `r157` no collision counts that the careful human has too. One that is not known to be
 * preventable counts.
 */
export function countedBy({ rule, preventability }: ResponsibilityGate, id: string, result: MetricValue): MetricValue {
  if (rule !== "r157" || id !== r157Collision.id || preventability?.verdict !== "not-preventable") return result;
  return { ...result, value: 0, episodes: result.episodes.map((e) => ({ ...e, severity: 0 })) };
}

/** One collision of a run, and who is to blame for it by each of the rules. */
export interface CollisionResponsibility {
  readonly tick: number;
  readonly tSec: number;
  /** The other road user. */
  readonly actor: string;
  readonly nuplan: Blame;
  readonly rss: Blame;
  readonly r157: Blame;
  /** A replayed road user that RSS blames ran into the ego: it could not react, so the collision may be an artefact of replay. */
  readonly nonreactiveArtifact: boolean;
}

export interface Blame {
  /** Whether the ego is to blame. */
  readonly verdict: "ego" | "not-ego" | "unknown";
  /** One clause. */
  readonly why: string;
}

/**
 * Who is to blame for each collision of a run, in the order of their first ticks.
 * @param collisions what `collision` found, @param byRss what `rss.collision` found in the same records.
 * @param preventability null: the careful drivers were not run.
 */
export function responsibilityOf(
  header: TraceHeader,
  collisions: MetricResult,
  byRss: MetricResult,
  preventability: Preventability | null,
): CollisionResponsibility[] {
  if (collisions.kind !== "value") return [];
  const rssEpisodes = byRss.kind === "value" ? byRss.episodes : [];
  return collisions.episodes.map((episode) => {
    const actor = header.actors.find(({ id }) => id === episode.actorId);
    const rssLabel = rssEpisodes.find(
      (e) => e.actorId === episode.actorId && e.fromTick <= episode.fromTick && episode.fromTick <= e.toTick,
    )?.label;
    const isOthers = rssLabel === "other" || rssLabel === "both";
    const isReplayed = actor?.motion === "replayed";
    return {
      tick: episode.fromTick,
      tSec: episode.fromTick * header.dtSec,
      actor: actor?.name ?? "",
      nuplan: nuplanBlame(episode),
      rss: rssBlame(rssLabel as RssBlame | undefined),
      r157: r157Blame(preventability),
      nonreactiveArtifact: isReplayed && isOthers && episode.severity === 0,
    };
  });
}

const NUPLAN_WHY: Readonly<Record<string, string>> = {
  front: "the ego's front touched it",
  "stopped-track": "it stood",
  "stopped-ego": "the ego stood",
  rear: "it came from behind",
  lateral: "their sides touched",
};

function nuplanBlame({ severity, label }: Episode): Blame {
  return { verdict: severity > 0 ? "ego" : "not-ego", why: NUPLAN_WHY[label] ?? "" };
}

const RSS_WHY: Readonly<Record<RssBlame, string>> = {
  subject: "the ego did not respond as RSS asks",
  other: "the other did not respond as RSS asks",
  both: "neither responded as RSS asks",
  nobody: "the response was given, or its time was not over",
};

function rssBlame(label: RssBlame | undefined): Blame {
  if (label === undefined) return { verdict: "unknown", why: "RSS was not watched in this run" };
  return { verdict: label === "subject" || label === "both" ? "ego" : "not-ego", why: RSS_WHY[label] };
}

function r157Blame(preventability: Preventability | null): Blame {
  if (preventability === null) return { verdict: "unknown", why: NOT_RUN };
  const verdict = { preventable: "ego", "not-preventable": "not-ego", unknown: "unknown" } as const;
  return { verdict: verdict[preventability.verdict], why: preventability.why };
}
