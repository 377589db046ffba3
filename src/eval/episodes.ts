import type { Episode } from "./metric.ts";

/**
 * Episodes as they grow. Two stretches of the same kind and road user at most `mergeTicks` apart are one: a limit that is met
 * to and fro is broken once. Memory is bounded: past `MAX_EPISODES` the newest takes in what follows.
 */
export interface EpisodeLog {
  readonly mergeTicks: number;
  readonly limit: number;
  readonly list: OpenEpisode[];
}

type OpenEpisode = { -readonly [K in keyof Episode]: Episode[K] } & { worstDepth: number };

/** Two breaks at most this far apart are one episode; ours: shorter than a driver's reaction. */
export const MERGE_SEC = 0.5;
const MAX_EPISODES = 256;

export function newEpisodeLog(limit: number, dtSec: number): EpisodeLog {
  return { mergeTicks: Math.max(1, Math.round(MERGE_SEC / dtSec)), limit, list: [] };
}

/** An episode of one tick. */
export function instantEpisode(
  tick: number,
  actorId: number | null,
  value: number,
  limit: number,
  severity: number,
  label: string = "",
): Episode {
  return { fromTick: tick, toTick: tick, worstTick: tick, actorId, value, limit, severity, label };
}

/**
 * Notes that the limit is broken at this tick.
 * @param actorId -1 where no other road user is concerned.
 * @param depth how far beyond the limit; the deepest tick becomes the episode's worst, the earliest of equals.
 * @param amount what this tick adds to the episode's severity.
 */
export function noteBreak(
  log: EpisodeLog,
  tick: number,
  actorId: number,
  value: number,
  depth: number,
  amount: number,
  label: string,
): void {
  const open = openEpisode(log, tick, actorId, label);
  if (open === null) {
    log.list.push({
      fromTick: tick,
      toTick: tick,
      worstTick: tick,
      actorId: actorId < 0 ? null : actorId,
      value,
      limit: log.limit,
      severity: amount,
      label,
      worstDepth: depth,
    });
    return;
  }
  open.toTick = tick;
  open.severity += amount;
  if (depth > open.worstDepth) {
    open.worstDepth = depth;
    open.worstTick = tick;
    open.value = value;
  }
}

function openEpisode(log: EpisodeLog, tick: number, actorId: number, label: string): OpenEpisode | null {
  const { list } = log;
  for (let i = list.length - 1; i >= 0; i--) {
    const e = list[i] as OpenEpisode;
    if ((e.actorId ?? -1) === actorId && e.label === label) return e.toTick >= tick - log.mergeTicks || full(list) ? e : null;
  }
  return full(list) ? (list[list.length - 1] as OpenEpisode) : null;
}

function full(list: readonly OpenEpisode[]): boolean {
  return list.length >= MAX_EPISODES;
}

/** The episodes in the order in which they began. */
export function closedEpisodes(log: EpisodeLog): Episode[] {
  return log.list.map(({ worstDepth: _depth, ...episode }) => episode);
}
