import { rssCollision } from "../eval/anchors/rss/collision.ts";
import type { Evaluated } from "../eval/evaluate.ts";
import { evaluateTape } from "../eval/evaluate-tape.ts";
import { humanInstead } from "../eval/human.ts";
import type { Metric } from "../eval/metric.ts";
import { collision } from "../eval/metrics/collision.ts";
import { OFFERED } from "../eval/offered.ts";
import type { Preventability } from "../eval/preventable.ts";
import type { Profile, Reruns } from "../eval/profile.ts";
import { metricsOfProfiles, profileReport } from "../eval/profile-report.ts";
import { PROFILES } from "../eval/profiles.ts";
import { type CollisionResponsibility, responsibilityOf } from "../eval/responsibility.ts";
import type { ProfileReport } from "../eval/result.ts";
import type { FrameTape } from "../trace/frame-tape.ts";
import type { Tape } from "../trace/tape.ts";
import type { TickRecord, TraceHeader } from "../trace/tick.ts";
import { plansOf } from "./plans.ts";

/** A run in memory, or one read from its trace file. */
export interface Taped {
  readonly header: TraceHeader;
  readonly tape: Tape;
  readonly end: { readonly reason: string; readonly tick: number };
  readonly tags: readonly string[];
  /** The controller's frames, which tell its plans; absent or null where none were kept. */
  readonly frames?: FrameTape | null;
  /** Puts somebody else in the ego's place; absent where the ego is judged. */
  readonly rewrite?: (record: TickRecord) => void;
}

/** Those of a list that are named, in its order, `all` for every one; or the first name that is none of them. */
export function named<T extends { readonly id: string }>(list: readonly T[], names: readonly string[]): readonly T[] | string {
  const unknown = names.find((name) => name !== "all" && !list.some(({ id }) => id === name));
  if (unknown !== undefined) return unknown;
  return names.includes("all") ? list : list.filter(({ id }) => names.includes(id));
}

export function profilesNamed(names: readonly string[]): readonly Profile[] | string {
  return named(PROFILES, names);
}

/** The metrics that are not measured in every run. */
export function offeredNamed(names: readonly string[]): readonly Metric<unknown>[] | string {
  return named(OFFERED, names);
}

/** Scores a run by each of the profiles, from one more pass over its records. Empty where no tick counts. */
export function judgeByProfiles(
  { header, tape, end, tags, frames = null, rewrite }: Taped,
  profiles: readonly Profile[],
  reruns: Reruns,
): ProfileReport[] {
  if (profiles.length === 0) return [];
  const plans = rewrite === undefined ? plansOf({ header, tape }, frames) : [];
  const evaluated = evaluateTape(header, tape, { metrics: metricsOfProfiles(profiles), plans }, rewrite);
  if (evaluated.scoredTicks === 0) return [];
  const human = humanBeside({ header, tape }, profiles);
  return profiles.map((profile) => profileReport(profile, header, evaluated, { end, tags, reruns }, human));
}

/** The recorded driver by the metrics of the profiles that ask for him; null where none does, or none of his ticks counts. */
function humanBeside({ header, tape }: Pick<Taped, "header" | "tape">, profiles: readonly Profile[]): Evaluated | null {
  const asking = profiles.filter(({ needsHuman }) => needsHuman === true);
  const rewrite = asking.length === 0 ? null : humanInstead(header);
  if (rewrite === null) return null;
  const evaluated = evaluateTape(header, tape, { metrics: metricsOfProfiles(asking), keepSeries: false }, rewrite);
  return evaluated.scoredTicks === 0 ? null : evaluated;
}

/**
 * Who is to blame for each collision of a run, by the three rules; RSS is watched only where there was one.
 * @param evaluated of a set of metrics that holds `collision`.
 */
export function judgeResponsibility(
  { header, tape, rewrite }: Pick<Taped, "header" | "tape" | "rewrite">,
  evaluated: Evaluated,
  preventability: Preventability | null,
): CollisionResponsibility[] {
  const found = evaluated.results.find(({ metric }) => metric.id === collision.id)?.result;
  if (found?.kind !== "value" || found.episodes.length === 0) return [];
  const { subjectIndex } = evaluated;
  const watched = evaluateTape(header, tape, { metrics: [rssCollision], keepSeries: false, subjectIndex }, rewrite);
  const byRss = watched.results[0]?.result;
  return byRss === undefined ? [] : responsibilityOf(header, found, byRss, preventability);
}
