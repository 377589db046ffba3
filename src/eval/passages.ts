import { instantEpisode } from "./episodes.ts";
import type { Episode, MetricResult } from "./metric.ts";

/** Events of one tick each that are counted: lines that were passed as they must not be. */
export interface Passages {
  readonly episodes: Episode[];
  total: number;
}

/** Events beyond this many are counted, not listed. */
const MAX_LISTED = 256;

export function newPassages(): Passages {
  return { episodes: [], total: 0 };
}

/** Notes an event; `value` and `limit` in whatever unit its sentence names. */
export function notePassage(p: Passages, tick: number, value: number, limit: number, label: string): void {
  p.total++;
  if (p.episodes.length >= MAX_LISTED) return;
  p.episodes.push(instantEpisode(tick, null, value, limit, 1, label));
}

/** How many there were; the first one decides. */
export function passagesResult({ episodes, total }: Passages): MetricResult {
  return { kind: "value", value: total, atTick: episodes[0]?.fromTick ?? null, actorId: null, episodes };
}
