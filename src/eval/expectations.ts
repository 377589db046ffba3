import type { Unit } from "./metric.ts";
import type { Expectation, ExpectationResult, MetricReport } from "./result.ts";

/**
 * Judges a scenario's limits on metrics; those of level `off` are left out. A limit is met at equality. A metric that is not
 * applicable meets every limit where nothing could have broken one, and none otherwise.
 * @param isVacuous whether a metric without a value is so because nothing could have broken a limit.
 */
export function judgeExpectations(
  expectations: readonly Expectation[],
  metrics: readonly MetricReport[],
  isVacuous: (id: string) => boolean,
): ExpectationResult[] {
  const results: ExpectationResult[] = [];
  for (const { metric, level, comparison, limit } of expectations) {
    if (level === "off") continue;
    const report = metrics.find((m) => m.id === metric);
    if (report === undefined) throw new Error(`an expectation names the metric ${metric}, which was not evaluated`);
    const { value, unit } = report;
    const isMet = value !== null && (comparison === "at least" ? value >= limit : value <= limit);
    const passed = value === null ? isVacuous(metric) : isMet;
    results.push({ metric, level, comparison, limit, value, unit, passed, sentence: sentenceOf(report, comparison, limit, passed) });
  }
  return results;
}

function sentenceOf(report: MetricReport, comparison: string, limit: number, passed: boolean): string {
  const wanted = `expected ${comparison} ${quantity(limit, report.unit)}`;
  if (report.value === null) return `${report.id} is not applicable (${report.reason}), ${wanted}${passed ? "" : ", which cannot be said"}`;
  return `${report.id} is ${quantity(report.value, report.unit)}, ${wanted}`;
}

/** A number as people read it: at most 6 significant digits, which still show a limit missed by little. */
function quantity(value: number, unit: Unit): string {
  const text = String(Number(value.toPrecision(6)));
  return unit === "ratio" || unit === "count" ? text : `${text} ${unit}`;
}
