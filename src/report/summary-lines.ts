import type { SuiteSummary } from "../eval/summary.ts";
import type { SuiteResult } from "../run/result.ts";
import { printable } from "./printable.ts";
import { percentText } from "./rate-text.ts";

/** A few lines on each controller's runs as a whole: rates and means with their intervals at 95 %, and what the result hangs on. */
export function summaryLines({ summary }: SuiteResult): string[] {
  return summary.flatMap((s) => {
    const lines = linesOf(s.summary);
    return summary.length > 1 ? [`${printable(s.controller)}:`, ...lines.map((line) => `  ${line}`)] : lines;
  });
}

/** What the anchors' rules say of each controller's runs. */
export function profileLines({ profiles = [], controllers }: SuiteResult): string[] {
  return profiles.flatMap(({ controller, id, value, unit, lines, scoredCount, totalCount }) => {
    const of = controllers.length > 1 ? `${printable(controller)}, ` : "";
    const text = value === null ? "not applicable to any run" : `${value.toFixed(2)} ${unit}, ${scoredCount} of ${totalCount} scored`;
    return [`${of}${id}: ${text}`, ...lines.map((line) => `  ${printable(line)}`)];
  });
}

/** Who is before whom, where there are several controllers; `=` for those that cannot be told from the one before. */
export function rankingLines({ ranking = [] }: SuiteResult): string[] {
  const places = ranking.map(({ rank, isTied, controller, adjustedScore, count }) => {
    const of = ranking.some((r) => r.count !== count) ? ` of ${count} scored` : "";
    return `${rank}${isTied ? "=" : "."} ${printable(controller)} ${adjustedScore.toFixed(1)}${of}`;
  });
  return places.length === 0 ? [] : [`ranking by score, the variants' difficulty considered: ${places.join(", ")}`];
}

function linesOf(summary: SuiteSummary): string[] {
  const { pass, score, worst, cvar10Score } = summary;
  const of = score.over === "scenarios" ? `, by ${score.unitCount} scenarios` : "";
  const mean = score.interval === null ? "" : ` (${score.interval.low.toFixed(1)} to ${score.interval.high.toFixed(1)}${of})`;
  return [
    `pass rate ${percentText(pass.passRatio)} (95 %: ${percentText(pass.exact.low)} to ${percentText(pass.exact.high)}); mean score ${score.mean.toFixed(1)}${mean}`,
    `worst tenth ${cvar10Score.toFixed(1)}; worst ${worst.score.toFixed(1)}: ${printable(worst.variantId)}`,
    ...axisLine(summary),
    ...flipLine(summary),
    ...coverageLine(summary),
    ...uncountedLine(summary),
  ];
}

function axisLine({ sensitivity }: SuiteSummary): string[] {
  const [axis] = sensitivity;
  if (axis === undefined || axis.spanScore < 0.05) return [];
  const turns = axis.border === null ? "" : `; the verdict turns between ${axis.border.from} and ${axis.border.to}`;
  return [`hangs most on ${printable(axis.name)} of ${printable(axis.scenarioId)}: ${axis.spanScore.toFixed(1)} points${printable(turns)}`];
}

function flipLine({ flips }: SuiteSummary): string[] {
  const [flip] = flips;
  if (flip === undefined) return [];
  const changes = flip.changes.map(({ name, from, to }) => `${name} ${from} -> ${to}`).join(", ");
  return [`least change from pass to fail: ${printable(changes)} in ${printable(flip.scenarioId)}`];
}

/** Only what is not covered is worth a line. */
function coverageLine({ coverage }: SuiteSummary): string[] {
  const open = coverage.filter(({ cells }) => cells.coveredCount < cells.totalCount);
  const missing = open.reduce((sum, { cells }) => sum + cells.totalCount - cells.coveredCount, 0);
  const declared = coverage.reduce((sum, { cells }) => sum + cells.totalCount, 0);
  const [first] = open;
  const [example] = first?.cells.uncovered ?? [];
  if (first === undefined || example === undefined) return [];
  const cell = example.map((c) => `${c.name}=${c.cell}`).join(", ");
  return [`not run: ${missing} of ${declared} declared combinations, such as ${printable(cell)} of ${printable(first.of)}`];
}

function uncountedLine({ uncounted = [] }: SuiteSummary): string[] {
  const [first] = uncounted;
  if (first === undefined) return [];
  const more = uncounted.length > 1 ? ` and ${uncounted.length - 1} more` : "";
  return [`what was not run is not counted, because too many values are declared: ${printable(first)}${more}`];
}
