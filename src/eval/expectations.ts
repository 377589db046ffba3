import { DIMENSIONS, type Unit } from "./metric.ts";
import type { DimensionScore, Expectation, ExpectationResult } from "./result.ts";

/** What a limit may speak of: a metric, a dimension's score, the score. */
export interface Quantity {
  readonly id: string;
  /** null with `reason` where it is not applicable. */
  readonly value: number | null;
  readonly reason: string;
  readonly unit: Unit;
}

/** Names of the scores that limits may speak of beside metrics: `score`, and `comfort-score` and so on. */
export const SCORE_IDS: readonly string[] = ["score", ...DIMENSIONS.map(scoreId)];

function scoreId(dimension: (typeof DIMENSIONS)[number]): string {
  return `${dimension}-score`;
}

/** The score and those of its dimensions, as limits may speak of them. */
export function scoreQuantities(total: number, dimensions: readonly DimensionScore[]): Quantity[] {
  const byDimension = DIMENSIONS.map((dimension): Quantity => {
    const value = dimensions.find((d) => d.dimension === dimension)?.score ?? null;
    return { id: scoreId(dimension), value, reason: "nothing of it is applicable", unit: "points" };
  });
  return [{ id: "score", value: total, reason: "", unit: "points" }, ...byDimension];
}

/**
 * Judges a scenario's limits on metrics; those of level `off` are left out. A limit is met at equality. A metric that is not
 * applicable meets every limit where nothing could have broken one, and none otherwise.
 * @param isVacuous whether a metric without a value is so because nothing could have broken a limit.
 */
export function judgeExpectations(
  expectations: readonly Expectation[],
  quantities: readonly Quantity[],
  isVacuous: (id: string) => boolean,
): ExpectationResult[] {
  const results: ExpectationResult[] = [];
  for (const { metric, level, comparison, limit } of expectations) {
    if (level === "off") continue;
    const report = quantities.find((m) => m.id === metric);
    if (report === undefined) throw new Error(`an expectation names ${metric}, which was not evaluated`);
    const { value, unit } = report;
    const isMet = value !== null && (comparison === "at least" ? value >= limit : value <= limit);
    const passed = value === null ? isVacuous(metric) : isMet;
    results.push({ metric, level, comparison, limit, value, unit, passed, sentence: sentenceOf(report, comparison, limit, passed) });
  }
  return results;
}

function sentenceOf(report: Quantity, comparison: string, limit: number, passed: boolean): string {
  const wanted = `expected ${comparison} ${quantity(limit, report.unit)}`;
  if (report.value === null) return `${report.id} is not applicable (${report.reason}), ${wanted}${passed ? "" : ", which cannot be said"}`;
  return `${report.id} is ${quantity(report.value, report.unit)}, ${wanted}`;
}

/** A number as people read it: at most 6 significant digits, which still show a limit missed by little. */
function quantity(value: number, unit: Unit): string {
  const text = String(Number(value.toPrecision(6)));
  return unit === "ratio" || unit === "count" ? text : `${text} ${unit}`;
}
