import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Metric } from "../../src/eval/metric.ts";
import { METRICS } from "../../src/eval/metrics.ts";
import { DIMENSION_WEIGHTS, SCORE_TABLE, type ScoreRow } from "../../src/eval/score-table.ts";

/** What the header of a metric's file says, in the order in which it must say it. */
export const HEADER_LABELS = ["Tells", "Formula", "Unit", "Source", "Not applicable"] as const;
type HeaderLabel = (typeof HEADER_LABELS)[number];

/** The header comment of a metric's file, each label's text on one line. Throws where a label is absent or out of order. */
export function metricHeader(id: string): Record<HeaderLabel, string> {
  const file = join(import.meta.dirname, "../../src/eval/metrics", `${id}.ts`);
  const comment = /^\/\*\*\n([\s\S]*?)\n \*\//.exec(readFileSync(file, "utf8"))?.[1];
  if (comment === undefined) throw new Error(`${id}.ts does not begin with a header comment`);
  const text = comment.replaceAll(/^ \* ?/gm, "").replaceAll(/\n +/g, " ");
  const lines = text.split("\n");
  const labels = lines.map((line) => line.slice(0, line.indexOf(":")));
  if (labels.join() !== HEADER_LABELS.join()) throw new Error(`${id}.ts: labels are ${labels.join(", ")}`);
  return Object.fromEntries(lines.map((line, i) => [labels[i], line.slice(line.indexOf(":") + 2)])) as Record<HeaderLabel, string>;
}

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
    return row([`\`${r.metric}\``, `${metric.dimension} (${weight})`, useText(r), r.use.kind === "reported" ? "-" : r.use.source]);
  });
}

function useText({ use }: ScoreRow): string {
  switch (use.kind) {
    case "soft":
      return `soft, weight ${use.weight}: 0 at ${use.zeroAt}, 1 at ${use.oneAt}`;
    case "gate":
      return `gate: ${use.steps.map((s) => `${s.gateScore} below ${s.belowLimit}`).join(", ")}, else ${use.otherwiseScore}`;
    case "collision-gate": {
      const { vulnerableCount, vehicleCount, objectCount } = use.allowed;
      return `gate: product of max(0, 1 - n / (a + 1)); a = ${vulnerableCount} pedestrian, bicycle, animal; ${vehicleCount} vehicle; ${objectCount} object`;
    }
    case "reported":
      return "reported";
  }
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((c) => c.replaceAll("|", "\\|")).join(" | ")} |`;
}
