import type { Cubic } from "./model.ts";

/** A list of cubics along a road, each valid from its start to the next one's, as one row of numbers: start, a, b, c, d. */
export interface Cubics {
  readonly count: number;
  /** In the unit of what the cubics describe. */
  readonly numbers: Float64Array;
}

const STRIDE = 5;

/** Packs the cubics in ascending order of their start; of two with the same start the later one in the file is the valid one. */
export function cubicsOf(list: readonly Cubic[]): Cubics {
  const sorted = list.toSorted((one, other) => one.sM - other.sM);
  return { count: sorted.length, numbers: Float64Array.from(sorted.flatMap(({ sM, a, b, c, d }) => [sM, a, b, c, d])) };
}

/** Whether some coefficient is not 0. */
export function isAnywhere(cubics: Cubics): boolean {
  return cubics.numbers.some((number, i) => i % STRIDE !== 0 && number !== 0);
}

/** Whether the value is the same all over [fromM, toM). */
export function isConstant(cubics: Cubics, fromM: number, toM: number): boolean {
  const { count, numbers } = cubics;
  const value = cubicAt(cubics, fromM);
  for (let i = 0; i < count; i++) {
    const at = STRIDE * i;
    const isValid = numbers[at]! < toM && (i + 1 === count || numbers[at + STRIDE]! > fromM);
    if (isValid && (numbers[at + 1] !== value || numbers[at + 2] !== 0 || numbers[at + 3] !== 0 || numbers[at + 4] !== 0)) return false;
  }
  return true;
}

/** Value at s; 0 before the first cubic and of an empty list. */
export function cubicAt(cubics: Cubics, sM: number): number {
  const at = rowAt(cubics, sM);
  if (at < 0) return 0;
  const { numbers } = cubics;
  const d = sM - numbers[at]!;
  return numbers[at + 1]! + d * (numbers[at + 2]! + d * (numbers[at + 3]! + d * numbers[at + 4]!));
}

/** Derivative by s; 0 before the first cubic and of an empty list. */
export function cubicSlopeAt(cubics: Cubics, sM: number): number {
  const at = rowAt(cubics, sM);
  if (at < 0) return 0;
  const { numbers } = cubics;
  const d = sM - numbers[at]!;
  return numbers[at + 2]! + d * (2 * numbers[at + 3]! + d * 3 * numbers[at + 4]!);
}

/** Largest size of the value over [fromM, toM], or a little more: a cubic counts from its own start. */
export function cubicBound(cubics: Cubics, fromM: number, toM: number): number {
  const { count, numbers } = cubics;
  let bound = 0;
  for (let i = 0; i < count; i++) {
    const startM = numbers[STRIDE * i]!;
    const endM = i + 1 < count ? numbers[STRIDE * (i + 1)]! : toM;
    const d = Math.min(endM, toM) - startM;
    if (d < 0 || endM < fromM) continue;
    bound = Math.max(bound, boundOver(numbers, STRIDE * i, d));
  }
  return bound;
}

function boundOver(numbers: Float64Array, at: number, d: number): number {
  const a = numbers[at + 1]!;
  const b = numbers[at + 2]!;
  const c = numbers[at + 3]!;
  const e = numbers[at + 4]!;
  if (c === 0 && e === 0) return Math.max(Math.abs(a), Math.abs(a + b * d));
  // The size at the ends and at the extremes in between.
  let bound = Math.max(Math.abs(a), Math.abs(a + d * (b + d * (c + d * e))));
  const root = c * c - 3 * b * e;
  if (root < 0) return bound;
  for (const x of [(-c + Math.sqrt(root)) / (3 * e), (-c - Math.sqrt(root)) / (3 * e), -b / (2 * c)]) {
    if (x > 0 && x < d) bound = Math.max(bound, Math.abs(a + x * (b + x * (c + x * e))));
  }
  return bound;
}

/** Offset of the row that is valid at s; -1 before the first. */
function rowAt(cubics: Cubics, sM: number): number {
  const { count, numbers } = cubics;
  if (count === 0 || sM < numbers[0]!) return -1;
  let low = 0;
  let high = count;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (numbers[STRIDE * middle]! <= sM) low = middle;
    else high = middle;
  }
  return STRIDE * low;
}
