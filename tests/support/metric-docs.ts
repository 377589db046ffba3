import { metricHeader } from "../../scripts/metric-header.ts";
import { placeText } from "../../scripts/metric-pages.ts";
import type { Metric } from "../../src/eval/metric.ts";
import { METRICS } from "../../src/eval/metrics.ts";
import { DIMENSION_WEIGHTS, SCORE_TABLE } from "../../src/eval/score-table.ts";

/** The rows of the two tables of docs/metrics.md, as the code has them. */
export function metricTable(): string[] {
  return METRICS.map((m) => {
    const { Tells: tells, Formula: formula, Unit: unit } = metricHeader(m.id);
    return row([`\`${m.id}\``, m.dimension, sentence(tells), formula, unit, m.limit === null ? "-" : String(m.limit)]);
  });
}

export function scoreTable(): string[] {
  return SCORE_TABLE.map((r) => {
    const metric = METRICS.find((m) => m.id === r.metric) as Metric<unknown>;
    const weight = DIMENSION_WEIGHTS[metric.dimension];
    return row([`\`${r.metric}\``, `${metric.dimension} (${weight})`, placeText(r), r.use.kind === "reported" ? "-" : r.use.source]);
  });
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((c) => c.replaceAll("|", "\\|")).join(" | ")} |`;
}
