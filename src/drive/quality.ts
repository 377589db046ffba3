import { CHANNEL_NAMES } from "./build.ts";
import type { Channel, ChannelName, Drive, DriveNote } from "./drive.ts";
import { actorChecks, egoChecks } from "./quality-checks.ts";
import { floorErrors } from "./quality-floor.ts";
import type { ActorsQuality, QualityReport, SeriesQuality, Span } from "./quality-report.ts";

const MAX_LISTED = 20;

/** Examines a drive. Costs some milliseconds a minute of recording. */
export function qualityReport(drive: Drive): QualityReport {
  const { ego, notes } = drive;
  return {
    name: drive.name,
    format: drive.format,
    synthetic: drive.synthetic,
    durationSec: drive.durationNs / 1e9,
    contentHash: drive.contentHash,
    channels: CHANNEL_NAMES.flatMap((name) => (ego[name] === undefined ? [] : [seriesQuality(name, ego[name], notes)])),
    actors: drive.actors.length === 0 ? null : actorsQuality(drive),
    laneCount: drive.road.lanes.length,
    hasTask: drive.task !== null,
    checks: [...egoChecks(drive), ...actorChecks(drive)],
    engaged: ego.engaged === undefined ? [] : spansAbove(ego.engaged, 0.5),
    floor: floorErrors(drive),
    notes,
  };
}

function seriesQuality(name: ChannelName, channel: Channel, notes: readonly DriveNote[]): SeriesQuality {
  const { tNs, value, gapLimitNs } = channel;
  const steps = stepsOf(tNs, gapLimitNs);
  const firstNs = tNs[0] ?? 0;
  const lastNs = tNs.at(-1) ?? 0;
  return {
    name,
    sampleCount: tNs.length,
    fromSec: firstNs / 1e9,
    toSec: lastNs / 1e9,
    rateHz: steps.rateHz,
    longestStepSec: steps.longestNs / 1e9,
    gapCount: steps.gaps.length,
    gaps: steps.gaps.slice(0, MAX_LISTED),
    duplicateCount: countOf(notes, "duplicate-stamp-keep-last", (channelName) => channelName === name),
    outOfOrderCount: countOf(notes, "out-of-order-stable-sort", (channelName) => channelName === name),
    droppedCount: countOf(notes, "missing-value-drop", (channelName) => channelName === name),
    minValue: value.reduce((least, v) => Math.min(least, v), Infinity),
    maxValue: value.reduce((most, v) => Math.max(most, v), -Infinity),
  };
}

function stepsOf(tNs: Float64Array, gapLimitNs: number): { rateHz: number; longestNs: number; gaps: Span[] } {
  const gaps: Span[] = [];
  let longestNs = 0;
  let coveredNs = 0;
  for (let i = 1; i < tNs.length; i++) {
    const stepNs = tNs[i]! - tNs[i - 1]!;
    longestNs = Math.max(longestNs, stepNs);
    if (stepNs > gapLimitNs) gaps.push({ fromSec: tNs[i - 1]! / 1e9, toSec: tNs[i]! / 1e9 });
    else coveredNs += stepNs;
  }
  const steps = tNs.length - 1 - gaps.length;
  return { rateHz: coveredNs > 0 ? (steps / coveredNs) * 1e9 : 0, longestNs, gaps };
}

function countOf(notes: readonly DriveNote[], rule: string, isMeant: (channel: string) => boolean): number {
  return notes.reduce((sum, note) => sum + (note.rule === rule && isMeant(note.channel) ? note.count : 0), 0);
}

function actorsQuality(drive: Drive): ActorsQuality {
  const { actors, notes } = drive;
  const steps = actors.map((actor) => stepsOf(actor.tNs, actor.gapLimitNs));
  const spans = actors.map((actor) => ((actor.tNs.at(-1) ?? 0) - (actor.tNs[0] ?? 0)) / 1e9);
  const rates = steps.map((step) => step.rateHz).sort((a, b) => a - b);
  const isActor = (channel: string): boolean => channel.startsWith("actor ");
  return {
    count: actors.length,
    sampleCount: actors.reduce((sum, actor) => sum + actor.tNs.length, 0),
    rateHz: rates[rates.length >> 1] ?? 0,
    shortestSec: spans.reduce((least, span) => Math.min(least, span), Infinity),
    longestSec: spans.reduce((most, span) => Math.max(most, span), 0),
    gapCount: steps.reduce((sum, step) => sum + step.gaps.length, 0),
    duplicateCount: countOf(notes, "duplicate-stamp-keep-last", isActor),
    outOfOrderCount: countOf(notes, "out-of-order-stable-sort", isActor),
    droppedCount: countOf(notes, "missing-value-drop", isActor),
  };
}

/** From the first sample above the limit to the next one not above it. */
function spansAbove(channel: Channel, limit: number): Span[] {
  const spans: Span[] = [];
  let fromNs = -1;
  channel.tNs.forEach((tNs, i) => {
    const isAbove = channel.value[i]! > limit;
    if (isAbove && fromNs < 0) fromNs = tNs;
    if (isAbove || fromNs < 0) return;
    spans.push({ fromSec: fromNs / 1e9, toSec: tNs / 1e9 });
    fromNs = -1;
  });
  if (fromNs >= 0) spans.push({ fromSec: fromNs / 1e9, toSec: (channel.tNs.at(-1) ?? 0) / 1e9 });
  return spans;
}
