/**
 * How alike two signals are, by ISO/TS 18571:2014 (recalled): 1 is the same, 0 nothing alike.
 *
 *   corridor   mean over the samples of 1 within 5 % of the largest |T|, 0 beyond 50 %, ((outer - |d|) / (outer - inner))^2 between
 *   phase      1 - |shift| / 20 % of the length, the shift that gives the largest cross-correlation
 *   magnitude  1 - e / 0.5, e = ||C - T|| / ||T|| of the shifted signals, warped in time by at most 10 % of their length
 *   slope      1 - e / 2, the same of the rates of the shifted signals, each the mean over 9 samples
 *   rating     0.4 corridor + 0.2 phase + 0.2 magnitude + 0.2 slope
 *
 * T is the reference, C what is compared with it, sampled at the same times.
 */
export interface SignalRating {
  readonly corridorRatio: number;
  readonly phaseRatio: number;
  readonly magnitudeRatio: number;
  readonly slopeRatio: number;
  readonly ratingRatio: number;
  /** How many samples C comes after T; negative where it comes before. */
  readonly lateTicks: number;
}

const INNER_RATIO = 0.05;
const OUTER_RATIO = 0.5;
const MAX_SHIFT_RATIO = 0.2;
const WARP_RATIO = 0.1;
const MAX_MAGNITUDE_RATIO = 0.5;
const MAX_SLOPE_RATIO = 2;
const SLOPE_SAMPLES = 9;

/** Rates a signal against a reference of the same length, 20 samples at least; the reference must not be 0 throughout. */
export function rateSignal(T: Float64Array, C: Float64Array): SignalRating {
  const n = T.length;
  const corridorRatio = corridor(T, C);
  const lateTicks = bestShift(T, C, Math.floor(MAX_SHIFT_RATIO * n));
  const phaseRatio = 1 - Math.abs(lateTicks) / (MAX_SHIFT_RATIO * n);
  const length = n - Math.abs(lateTicks);
  const shiftedT = T.subarray(Math.max(0, -lateTicks), Math.max(0, -lateTicks) + length);
  const shiftedC = C.subarray(Math.max(0, lateTicks), Math.max(0, lateTicks) + length);
  const magnitudeRatio = atLeastNothing(1 - warpedError(shiftedT, shiftedC) / MAX_MAGNITUDE_RATIO);
  const slopeRatio = atLeastNothing(1 - relativeError(slopes(shiftedT), slopes(shiftedC)) / MAX_SLOPE_RATIO);
  const ratingRatio = 0.4 * corridorRatio + 0.2 * (phaseRatio + magnitudeRatio + slopeRatio);
  return { corridorRatio, phaseRatio, magnitudeRatio, slopeRatio, ratingRatio, lateTicks };
}

function atLeastNothing(ratio: number): number {
  return Math.max(0, ratio);
}

function corridor(T: Float64Array, C: Float64Array): number {
  let norm = 0;
  for (const t of T) norm = Math.max(norm, Math.abs(t));
  const inner = INNER_RATIO * norm;
  const outer = OUTER_RATIO * norm;
  let sum = 0;
  for (let i = 0; i < T.length; i++) {
    const share = (outer - Math.abs((C[i] as number) - (T[i] as number))) / (outer - inner);
    const kept = Math.min(1, atLeastNothing(share));
    sum += kept * kept;
  }
  return sum / T.length;
}

/** The shift with the largest normalised cross-correlation of what overlaps; of equals the smallest. */
function bestShift(T: Float64Array, C: Float64Array, most: number): number {
  let best = 0;
  let largest = -Infinity;
  for (let size = 0; size <= most; size++) {
    for (const shift of size === 0 ? [0] : [size, -size]) {
      const r = correlation(T, C, shift);
      if (r <= largest) continue;
      largest = r;
      best = shift;
    }
  }
  return best;
}

function correlation(T: Float64Array, C: Float64Array, shift: number): number {
  let [tt, cc, tc] = [0, 0, 0];
  for (let i = Math.max(0, -shift); i < Math.min(T.length, T.length - shift); i++) {
    const t = T[i] as number;
    const c = C[i + shift] as number;
    tt += t * t;
    cc += c * c;
    tc += t * c;
  }
  return tt > 0 && cc > 0 ? tc / Math.sqrt(tt * cc) : 0;
}

/** Dynamic time warping: the least sum of squares over monotonous pairings within the window, both ends paired; relative to T as paired. */
function warpedError(T: Float64Array, C: Float64Array): number {
  const n = T.length;
  const window = Math.max(1, Math.floor(WARP_RATIO * n));
  // by cell of the row: least cost so far, and the sum of T^2 along that pairing
  let [cost, square] = [new Float64Array(n).fill(Infinity), new Float64Array(n)];
  for (let i = 0; i < n; i++) {
    const t = T[i] as number;
    const [nextCost, nextSquare] = [new Float64Array(n).fill(Infinity), new Float64Array(n)];
    for (let j = Math.max(0, i - window); j <= Math.min(n - 1, i + window); j++) {
      const d = t - (C[j] as number);
      let [before, squares] = i === 0 && j === 0 ? [0, 0] : [Infinity, 0];
      if (i > 0 && j > 0 && cost[j - 1]! < before) [before, squares] = [cost[j - 1]!, square[j - 1]!];
      if (i > 0 && cost[j]! < before) [before, squares] = [cost[j]!, square[j]!];
      if (j > 0 && nextCost[j - 1]! < before) [before, squares] = [nextCost[j - 1]!, nextSquare[j - 1]!];
      nextCost[j] = before + d * d;
      nextSquare[j] = squares + t * t;
    }
    [cost, square] = [nextCost, nextSquare];
  }
  return rootRatio(cost[n - 1]!, square[n - 1]!);
}

function relativeError(T: Float64Array, C: Float64Array): number {
  let [error, square] = [0, 0];
  for (let i = 0; i < T.length; i++) {
    const d = (C[i] as number) - (T[i] as number);
    error += d * d;
    square += (T[i] as number) * (T[i] as number);
  }
  return rootRatio(error, square);
}

/** 0 where both are 0; Infinity where only the reference is. */
function rootRatio(error: number, square: number): number {
  return error === 0 ? 0 : Math.sqrt(error / square);
}

/** Differences a sample, each the mean over nine, fewer at the ends. */
function slopes(values: Float64Array): Float64Array {
  const n = values.length - 1;
  const half = (SLOPE_SAMPLES - 1) / 2;
  return Float64Array.from({ length: n }, (_, i) => {
    const from = Math.max(0, i - half);
    const to = Math.min(n, i + half + 1);
    return ((values[to] as number) - (values[from] as number)) / (to - from);
  });
}
