/**
 * Values of sampled series between their samples. Times are sorted and strictly increasing, in any one unit; nothing is extrapolated
 * and no gap is bridged silently: ask for an index first, and there is a value only if the index is not -1.
 *
 *   const i = bracketAt(times, time, maxGap, hint);
 *   if (i >= 0) value = linearAt(times, values, i, time);
 *
 * A hint is any index, best that of the previous look-up: times asked in order are then found in a step or two.
 */
import { turnRad, wrapRad } from "./angle.ts";

/** RangeError unless the times are finite and strictly increasing; to be called once, where a series comes in. */
export function requireIncreasing(times: Float64Array): void {
  for (let i = 0; i < times.length; i++) {
    if (!Number.isFinite(times[i])) throw new RangeError(`time ${i} is not finite: ${times[i]}`);
    if (i > 0 && !(times[i]! > times[i - 1]!)) throw new RangeError(`time ${i} (${times[i]}) is not after time ${i - 1} (${times[i - 1]})`);
  }
}

/** Index of the last sample at or before `time`; -1 where there is none, or the time is NaN. */
export function lastAtOrBefore(times: Float64Array, time: number, hint: number): number {
  const last = times.length - 1;
  if (!(time >= times[0]!)) return -1;
  if (time >= times[last]!) return last;
  // times[low] <= time < times[high]
  let low = 0;
  let high = last;
  if (hint >= 0 && hint < last) {
    if (times[hint]! <= time) {
      low = hint;
      if (time < times[hint + 1]!) return hint;
      if (time < times[hint + 2]!) return hint + 1;
    } else high = hint;
  }
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (times[middle]! <= time) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * Index i of the samples i and i + 1 around `time`; -1 where `time` lies outside the series or between samples more than `maxGap` apart.
 * A time that is a sample's own has that sample, whatever the gaps beside it.
 */
export function bracketAt(times: Float64Array, time: number, maxGap: number, hint: number): number {
  const i = lastAtOrBefore(times, time, hint);
  if (i < 0 || time === times[i]) return i;
  return i + 1 < times.length && times[i + 1]! - times[i]! <= maxGap ? i : -1;
}

/** Index of the last sample at or before `time` and at most `maxAge` older; -1 where there is none. */
export function heldAt(times: Float64Array, time: number, maxAge: number, hint: number): number {
  const i = lastAtOrBefore(times, time, hint);
  return i >= 0 && time - times[i]! <= maxAge ? i : -1;
}

/** Linear between samples i and i + 1, with i from `bracketAt`. */
export function linearAt(times: Float64Array, values: Float64Array, i: number, time: number): number {
  const from = values[i]!;
  if (time === times[i]) return from;
  return from + (values[i + 1]! - from) * ratioAt(times, i, time);
}

/** The same for angles, wrapped or not, along the shorter way; in (-pi, pi]. */
export function angleRadAt(times: Float64Array, anglesRad: Float64Array, i: number, time: number): number {
  const fromRad = anglesRad[i]!;
  if (time === times[i]) return wrapRad(fromRad);
  return wrapRad(fromRad + turnRad(fromRad, anglesRad[i + 1]!) * ratioAt(times, i, time));
}

function ratioAt(times: Float64Array, i: number, time: number): number {
  return (time - times[i]!) / (times[i + 1]! - times[i]!);
}
