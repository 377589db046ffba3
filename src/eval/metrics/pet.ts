/**
 * Tells: how soon one of the subject and another road user came to a place that the other had just left.
 * Formula: min over road users and places of the entry of the second less the exit of the first. A place is where the areas swept by both
 *   boxes over the run overlap; entry is the first tick at which a box is in it, exit the first later tick at which it is not, ticks 0.1 s
 *   apart. A place in which both are at a time has none, nor one that the first never leaves. No series.
 * Unit: s; never negative.
 * Source: post-encroachment time, Allen, Shin and Cooper 1978; conflict areas from the paths that were driven, entry at the first tick
 *   that intersects (metrics.md section 11).
 * Not applicable: no other road user was in the world, or nobody crossed the subject's path and left it.
 */
import { conflictsOf, secondEntryRow } from "../conflicts.ts";
import { postEncroachmentRows } from "../maths/encroachment.ts";
import type { Episode, Metric, MetricResult } from "../metric.ts";
import { type PostAcc, postMetric, type Replay, tickOfRow } from "../replay.ts";

/** Above it an encounter is normal (metrics.md section 3.2). */
const LIMIT_SEC = 2;

export const pet: Metric<PostAcc> = postMetric({
  id: "pet",
  title: "least post-encroachment time",
  definition: "redrive.pet@1",
  unit: "s",
  better: "higher",
  limit: LIMIT_SEC,
  params: { limitSec: LIMIT_SEC },
  attribution: "worst",
  judge: leastPet,
  sentence: (e) =>
    `${e.value.toFixed(1)} s lay between the subject and ${e.who} at a place that both drove over, at ${e.atSec.toFixed(2)} s; ${e.limit.toFixed(1)} s or more costs nothing`,
});

function leastPet(r: Replay): MetricResult {
  const episodes: Episode[] = [];
  let worst: Episode | null = null;
  for (const conflict of conflictsOf(r)) {
    const { slot, subject, other } = conflict;
    const rows = postEncroachmentRows(subject, other);
    if (rows === Infinity) continue;
    const tick = tickOfRow(r, secondEntryRow(conflict));
    const value = rows * r.stepSec;
    const short = Math.max(0, LIMIT_SEC - value);
    const actorId = r.header.actors[slot]?.id ?? null;
    const fromTick = tickOfRow(r, Math.min(subject.enterRow, other.enterRow));
    const episode: Episode = { fromTick, toTick: tick, worstTick: tick, actorId, value, limit: LIMIT_SEC, severity: short, label: "" };
    if (short > 0) episodes.push(episode);
    if (worst === null || value < worst.value) worst = episode;
  }
  if (worst === null) return { kind: "not-applicable", reason: "nobody crossed the subject's path and left it", vacuous: true };
  return { kind: "value", value: worst.value, atTick: worst.worstTick, actorId: worst.actorId, episodes };
}
