/** One declared dimension of what is to be covered, and the cells it is divided into. */
export interface CoverageDimension {
  readonly name: string;
  readonly cells: readonly string[];
}

/** One combination of cells that no variant is in. */
export type UncoveredCell = readonly { readonly name: string; readonly cell: string }[];

export interface Coverage {
  /** How many dimensions are combined: each t of them. Fewer where fewer are declared. */
  readonly t: number;
  readonly totalCount: number;
  readonly coveredCount: number;
  /** The first of them, in the order of the declaration. */
  readonly uncovered: readonly UncoveredCell[];
}

/** Uncovered combinations that are listed; the counts stay exact. */
const LISTED = 100;
/** Beyond it a declaration is refused rather than counted for minutes. */
export const MAX_COMBINATIONS = 2_000_000;

/**
 * t-wise coverage (Kuhn, Kacker, Lei 2013): of all combinations of cells of any t dimensions, those that some variant is in. The
 * denominator is what was declared, not what was run.
 * @param rows cell by dimension name of each variant; a missing name lies in no cell.
 * Throws RangeError where the declaration has more than `MAX_COMBINATIONS` combinations.
 */
export function coverageOf(dimensions: readonly CoverageDimension[], rows: readonly ReadonlyMap<string, string>[], t = 2): Coverage {
  const strength = Math.min(t, dimensions.length);
  const totalCount = combinationCount(dimensions, t);
  if (totalCount > MAX_COMBINATIONS) throw new RangeError(`${totalCount} combinations to cover, more than ${MAX_COMBINATIONS}`);
  const groups = strength === 0 ? [] : combinations(dimensions, strength);
  let coveredCount = 0;
  const uncovered: UncoveredCell[] = [];
  for (const group of groups) {
    const seen = seenIn(group, rows);
    coveredCount += seen.size;
    if (uncovered.length < LISTED) uncovered.push(...missingIn(group, seen, LISTED - uncovered.length));
  }
  return { t: strength, totalCount, coveredCount, uncovered };
}

/** How many combinations `coverageOf` has to count: of the numbers of cells, the elementary symmetric polynomial of degree t. */
export function combinationCount(dimensions: readonly CoverageDimension[], t = 2): number {
  const strength = Math.min(t, dimensions.length);
  if (strength === 0) return 0;
  // sums[k]: over every choice of k of the dimensions so far, the product of their numbers of cells.
  const sums = [1, ...Array.from({ length: strength }, () => 0)];
  for (const { cells } of dimensions) {
    for (let k = strength; k > 0; k--) sums[k] = (sums[k] as number) + (sums[k - 1] as number) * cells.length;
  }
  return sums[strength] as number;
}

/** Every choice of `size` dimensions, in order. */
function combinations(dimensions: readonly CoverageDimension[], size: number): CoverageDimension[][] {
  if (size === 0) return [[]];
  return dimensions.flatMap((first, i) => combinations(dimensions.slice(i + 1), size - 1).map((rest) => [first, ...rest]));
}

/** Numbers of the combinations that some row is in: the cells' places as digits. */
function seenIn(group: readonly CoverageDimension[], rows: readonly ReadonlyMap<string, string>[]): Set<number> {
  const places = group.map(({ cells }) => new Map(cells.map((cell, i) => [cell, i])));
  const seen = new Set<number>();
  for (const row of rows) {
    let number = 0;
    for (const [i, { name, cells }] of group.entries()) {
      const at = places[i]?.get(row.get(name) ?? "");
      number = at === undefined ? Number.NaN : number * cells.length + at;
    }
    if (!Number.isNaN(number)) seen.add(number);
  }
  return seen;
}

function missingIn(group: readonly CoverageDimension[], seen: ReadonlySet<number>, limit: number): UncoveredCell[] {
  const total = group.reduce((n, d) => n * d.cells.length, 1);
  const missing: UncoveredCell[] = [];
  for (let number = 0; number < total && missing.length < limit; number++) {
    if (!seen.has(number)) missing.push(cellsOf(group, number));
  }
  return missing;
}

function cellsOf(group: readonly CoverageDimension[], number: number): UncoveredCell {
  let rest = number;
  return group
    .toReversed()
    .map(({ name, cells }) => {
      const cell = cells[rest % cells.length] as string;
      rest = Math.floor(rest / cells.length);
      return { name, cell };
    })
    .reverse();
}
