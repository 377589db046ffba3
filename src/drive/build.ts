import type { Channel, ChannelName, DriveNote } from "./drive.ts";

/** Below this a whole number of nanoseconds is exact in a double: 104 days. */
export const MAX_DURATION_NS: number = Number.MAX_SAFE_INTEGER;

const BETWEEN: Readonly<Record<ChannelName, Channel["between"]>> = {
  xM: "linear",
  yM: "linear",
  yawRad: "angle",
  vLonMps: "linear",
  vLatMps: "linear",
  yawRateRadps: "linear",
  aLonMps2: "linear",
  aLatMps2: "linear",
  imuYawRateRadps: "linear",
  imuALonMps2: "linear",
  imuALatMps2: "linear",
  measuredSteeringWheelRad: "linear",
  measuredRoadWheelRad: "linear",
  measuredThrottleRatio: "linear",
  measuredBrakeRatio: "linear",
  // What was commanded holds until the next command; between two of them nothing else was in force.
  commandedAccelMps2: "previous",
  commandedRoadWheelRad: "previous",
  commandedCurvaturePerM: "previous",
  engaged: "previous",
};

/** All channels a drive can have, in the order of reports. */
export const CHANNEL_NAMES: readonly ChannelName[] = Object.keys(BETWEEN) as ChannelName[];

/** True where `name` is the name of a channel. */
export function isChannelName(name: string): name is ChannelName {
  return Object.hasOwn(BETWEEN, name);
}

/** Samples as they came: stamps in ns since any fixed instant, in any order. */
export interface Samples {
  readonly tNs: readonly number[];
  readonly value: readonly number[];
}

/**
 * A channel from samples as they came: sorted by stamp, one sample a stamp, counted from `startNs`.
 * Each repair and each gap becomes a note under the channel's name.
 */
export function buildChannel(name: ChannelName, samples: Samples, startNs: number, gapLimitNs: number, notes: DriveNote[]): Channel {
  const kept = orderOf(samples.tNs, name, notes);
  const tNs = pick(samples.tNs, kept, -startNs);
  noteGaps(tNs, gapLimitNs, name, notes);
  return { tNs, value: pick(samples.value, kept, 0), between: BETWEEN[name], gapLimitNs };
}

/**
 * Which samples to take, in order of time: a stable sort where stamps step back, and of samples with one stamp the last.
 * Both are noted with their count.
 */
export function orderOf(tNs: readonly number[], channel: string, notes: DriveNote[]): readonly number[] {
  let steppedBack = 0;
  for (let i = 1; i < tNs.length; i++) {
    if (tNs[i]! < tNs[i - 1]!) steppedBack++;
  }
  const order = tNs.map((_, i) => i);
  if (steppedBack > 0) order.sort((a, b) => tNs[a]! - tNs[b]!);
  const kept = order.filter((sample, i) => i + 1 === order.length || tNs[order[i + 1]!] !== tNs[sample]);
  if (steppedBack > 0) {
    notes.push({
      kind: "repair",
      rule: "out-of-order-stable-sort",
      channel,
      count: steppedBack,
      text: "stamps that step back were sorted",
    });
  }
  if (kept.length < tNs.length) {
    const count = tNs.length - kept.length;
    notes.push({ kind: "repair", rule: "duplicate-stamp-keep-last", channel, count, text: "of samples with one stamp the last was kept" });
  }
  return kept;
}

/** The chosen values with `offset` added. */
export function pick(values: readonly number[], kept: readonly number[], offset: number): Float64Array {
  const out = new Float64Array(kept.length);
  for (let i = 0; i < kept.length; i++) out[i] = values[kept[i]!]! + offset;
  return out;
}

/** Notes where samples lie farther apart than `gapLimitNs`; nothing is interpolated there. */
export function noteGaps(tNs: Float64Array, gapLimitNs: number, channel: string, notes: DriveNote[]): void {
  let count = 0;
  let longestNs = 0;
  for (let i = 1; i < tNs.length; i++) {
    const gapNs = tNs[i]! - tNs[i - 1]!;
    if (gapNs > gapLimitNs) count++;
    longestNs = Math.max(longestNs, gapNs);
  }
  if (count === 0) return;
  const text = `longer than ${gapLimitNs / 1e9} s, the longest ${longestNs / 1e9} s; nothing is interpolated across them`;
  notes.push({ kind: "warning", rule: "gap", channel, count, text });
}
