import { nextUint32, randomStream } from "../../core/random.ts";
import type { Interval } from "./binomial.ts";
import { normalBelow, normalQuantile, tCritical } from "./special.ts";

/** Resamples of every interval of redrive. */
export const RESAMPLES = 10_000;

/**
 * How an interval came about: `bca`; `percentile` where all resamples lay on one side of the estimate; `constant` where nothing varied;
 * `t` where there are so many units that resampling would take long and change little.
 */
export type BootstrapMethod = "bca" | "percentile" | "constant" | "t";

export interface BootstrapInterval extends Interval {
  readonly method: BootstrapMethod;
  /** Bias correction and acceleration of `bca`; 0 otherwise. */
  readonly z0: number;
  readonly acceleration: number;
}

/** Quantile of sorted values by linear interpolation between order statistics: type 7 of Hyndman and Fan 1996. RangeError without values. */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  if (sorted.length === 0) throw new RangeError("no values have no quantile");
  const at = (sorted.length - 1) * p;
  const below = Math.floor(at);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (at - below) * (high - low);
}

/** What is drawn with replacement: each unit's sum and how many values it holds. The statistic is the mean over all values drawn. */
export interface Units {
  readonly sums: Float64Array;
  readonly counts: Float64Array;
}

/** Each value its own unit. */
export function singleUnits(values: readonly number[]): Units {
  return { sums: Float64Array.from(values), counts: new Float64Array(values.length).fill(1) };
}

/** One unit a group, in order of first appearance: values of a group depend on each other and are drawn together. */
export function groupedUnits(values: readonly number[], groups: readonly string[]): Units {
  const indexOf = new Map<string, number>();
  for (const group of groups) if (!indexOf.has(group)) indexOf.set(group, indexOf.size);
  const sums = new Float64Array(indexOf.size);
  const counts = new Float64Array(indexOf.size);
  for (const [i, value] of values.entries()) {
    const at = indexOf.get(groups[i] as string) as number;
    sums[at] = (sums[at] as number) + value;
    counts[at] = (counts[at] as number) + 1;
  }
  return { sums, counts };
}

/**
 * Means of resamples, sorted. Draws from the xoshiro128** stream of that name, so the same name gives the same interval; an index is
 * the upper part of a product with 32 random bits, biased by at most n/2^32.
 */
export function resampledMeans({ sums, counts }: Units, resamples: number, streamName: string): Float64Array {
  const n = sums.length;
  const stream = randomStream(0, streamName);
  const means = new Float64Array(resamples);
  for (let r = 0; r < resamples; r++) {
    let sum = 0;
    let count = 0;
    for (let i = 0; i < n; i++) {
      const at = Math.floor((nextUint32(stream) / 4294967296) * n);
      sum += sums[at] as number;
      count += counts[at] as number;
    }
    means[r] = sum / count;
  }
  return means.sort();
}

/** The mean over all values, and with each unit left out in turn; the latter needs two units or more. */
export function jackknife({ sums, counts }: Units): { readonly mean: number; readonly without: Float64Array } {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < sums.length; i++) {
    sum += sums[i] as number;
    count += counts[i] as number;
  }
  return { mean: sum / count, without: sums.map((s, i) => (sum - s) / (count - (counts[i] as number))) };
}

/** The quantiles of the resamples themselves. */
export function percentileInterval(sorted: ArrayLike<number>, c: number): Interval {
  return { low: quantile(sorted, (1 - c) / 2), high: quantile(sorted, (1 + c) / 2) };
}

/** The percentile interval mirrored at the estimate. */
export function basicInterval(sorted: ArrayLike<number>, estimate: number, c: number): Interval {
  const { low, high } = percentileInterval(sorted, c);
  return { low: 2 * estimate - high, high: 2 * estimate - low };
}

/**
 * Bias-corrected and accelerated interval (Efron 1987). Resamples equal to the estimate count half on either side. Without spread of the
 * jackknife the acceleration is 0; with all resamples on one side the correction is not finite and the percentile interval stands in.
 */
export function bcaInterval(sorted: ArrayLike<number>, estimate: number, without: ArrayLike<number>, c: number): BootstrapInterval {
  let below = 0;
  for (let i = 0; i < sorted.length; i++) {
    const value = sorted[i] as number;
    below += value < estimate ? 1 : value === estimate ? 0.5 : 0;
  }
  const share = below / sorted.length;
  if (share === 0 || share === 1) return { ...percentileInterval(sorted, c), method: "percentile", z0: 0, acceleration: 0 };
  const z0 = normalQuantile(share);
  const acceleration = accelerationOf(without);
  const end = (p: number): number => {
    const z = z0 + normalQuantile(p);
    return quantile(sorted, normalBelow(z0 + z / (1 - acceleration * z)));
  };
  return { low: end((1 - c) / 2), high: end((1 + c) / 2), method: "bca", z0, acceleration };
}

function accelerationOf(without: ArrayLike<number>): number {
  let mean = 0;
  for (let i = 0; i < without.length; i++) mean += (without[i] as number) / without.length;
  let squares = 0;
  let cubes = 0;
  for (let i = 0; i < without.length; i++) {
    const d = mean - (without[i] as number);
    squares += d * d;
    cubes += d * d * d;
  }
  return squares === 0 ? 0 : cubes / (6 * squares * Math.sqrt(squares));
}

/** A mean and how sure it is; `interval` is null with a single unit, which says nothing of the spread. */
export interface MeanEstimate {
  readonly mean: number;
  readonly interval: BootstrapInterval | null;
  /** Units that were resampled. */
  readonly unitCount: number;
}

/** Units up to which every mean is resampled; at 10 000 of them that takes half a second. */
export const MAX_RESAMPLED_UNITS = 10_000;

/**
 * The mean over all values with its BCa interval at confidence c; of more than `limit` units, with Student's t interval from the jackknife.
 * RangeError without units.
 */
export function meanEstimate(units: Units, c: number, streamName: string, limit = MAX_RESAMPLED_UNITS): MeanEstimate {
  const unitCount = units.sums.length;
  if (unitCount === 0) throw new RangeError("no values have no mean");
  const { mean, without } = jackknife(units);
  if (unitCount === 1) return { mean, interval: null, unitCount };
  const first = (units.sums[0] as number) / (units.counts[0] as number);
  const isConstant = units.sums.every((s, i) => s === first * (units.counts[i] as number));
  if (isConstant) return { mean: first, interval: { low: first, high: first, method: "constant", z0: 0, acceleration: 0 }, unitCount };
  if (unitCount > limit) return { mean, interval: jackknifeInterval(mean, without, c), unitCount };
  return { mean, interval: bcaInterval(resampledMeans(units, RESAMPLES, streamName), mean, without, c), unitCount };
}

/** Student's t about the mean with the jackknife's standard error (Efron and Stein 1981). */
function jackknifeInterval(mean: number, without: Float64Array, c: number): BootstrapInterval {
  const n = without.length;
  let centre = 0;
  for (const value of without) centre += value / n;
  let squares = 0;
  for (const value of without) squares += (value - centre) * (value - centre);
  const half = tCritical(c, n - 1) * Math.sqrt((squares * (n - 1)) / n);
  return { low: mean - half, high: mean + half, method: "t", z0: 0, acceleration: 0 };
}
