import { closedEpisodes, type EpisodeLog, newEpisodeLog, noteBreak } from "./episodes.ts";
import type { TickGeometry } from "./geometry.ts";
import type { EventText, MetricResult } from "./metric.ts";

/** The largest of a magnitude over the ticks, the first tick that reached it, and the stretches beyond a limit. */
export interface Peak {
  readonly geometry: TickGeometry;
  readonly dtSec: number;
  readonly log: EpisodeLog;
  count: number;
  largest: number;
  largestTick: number;
}

export function newPeak(geometry: TickGeometry, dtSec: number, limit: number): Peak {
  return { geometry, dtSec, log: newEpisodeLog(limit, dtSec), count: 0, largest: 0, largestTick: 0 };
}

/** Takes one tick's magnitude, not negative. */
export function notePeak(peak: Peak, tick: number, magnitude: number): void {
  if (peak.count === 0 || magnitude > peak.largest) {
    peak.largest = magnitude;
    peak.largestTick = tick;
  }
  peak.count++;
  const beyond = magnitude - peak.log.limit;
  if (beyond > 0) noteBreak(peak.log, tick, -1, magnitude, beyond, beyond * peak.dtSec, "");
}

/** The peak; not applicable for `reason` where no tick had a magnitude. */
export function peakResult(peak: Peak, reason: string): MetricResult {
  if (peak.count === 0) return { kind: "not-applicable", reason, vacuous: false };
  return {
    kind: "value",
    value: peak.largest,
    atTick: peak.largestTick,
    actorId: null,
    episodes: closedEpisodes(peak.log),
  };
}

/** "longitudinal jerk reached 5.20 m/s3 at 4.31 s; the limit is 4.13 m/s3". */
export function peakSentence(quantity: string, unit: string, e: EventText): string {
  return `${quantity} reached ${e.value.toFixed(2)} ${unit} at ${e.atSec.toFixed(2)} s; the limit is ${e.limit.toFixed(2)} ${unit}`;
}
