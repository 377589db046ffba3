import type { SuiteSummary } from "../../src/eval/summary.ts";
import { percentText, rateText } from "../../src/report/rate-text.ts";
import type { SuiteResult } from "../../src/run/result.ts";
import { h } from "./dom.ts";

/** Rows of a table; the rest is in results.json. */
const MAX_ROWS = 50;

/** What can be said of each controller over all variants, with intervals at 95 %; null where too few runs were scored. */
export function statistics(suite: SuiteResult): HTMLElement | null {
  if (suite.summary.length === 0) return null;
  const parts = suite.summary.map(({ controller, summary }) =>
    h(
      "details",
      {},
      h("summary", {}, suite.summary.length > 1 ? `${controller}: ${headline(summary)}` : headline(summary)),
      ...tables(summary),
    ),
  );
  return h("section", {}, h("h2", {}, "Over all variants"), ...parts);
}

function headline({ pass, score, cvar10Score }: SuiteSummary): string {
  const over = score.over === "scenarios" ? `, by ${score.unitCount} scenarios` : "";
  const mean = score.interval === null ? "" : ` (${score.interval.low.toFixed(1)} to ${score.interval.high.toFixed(1)}${over})`;
  const rate = `${percentText(pass.passRatio)} pass (95 %: ${percentText(pass.exact.low)} to ${percentText(pass.exact.high)})`;
  return `${rate}, mean score ${score.mean.toFixed(1)}${mean}, worst tenth ${cvar10Score.toFixed(1)}`;
}

function tables({ pass, dimensions, sensitivity, flips, tags, coverage, uncounted = [] }: SuiteSummary): (HTMLElement | null)[] {
  const missing = coverage.flatMap(({ of, cells }) =>
    cells.uncovered.map((cell) => [of, cell.map((c) => `${c.name}=${c.cell}`).join(", ")]),
  );
  return [
    h("p", {}, `A failure rate above ${rateText(pass.failureAtMostRatio)} is excluded at 95 %, if these variants stand for those to come.`),
    table(
      "Dimensions",
      ["dimension", "mean", "95 %"],
      dimensions.map(({ dimension, score }) => [dimension, score.mean.toFixed(1), rangeText(score.interval)]),
    ),
    table(
      "What the score hangs on",
      ["scenario", "parameter", "points between its values", "share of the variance", "verdict turns", "steps against the order"],
      sensitivity
        .filter((a) => a.spanScore > 0)
        .map((a) => [
          a.scenarioId,
          a.name,
          a.spanScore.toFixed(1),
          a.varianceShare === null ? "-" : percentText(a.varianceShare),
          a.border === null ? "never" : `between ${a.border.from} and ${a.border.to}, passes ${a.border.passSide}`,
          a.monotonicity === null ? "-" : `${a.monotonicity.againstCount} of ${a.monotonicity.pairCount}`,
        ]),
    ),
    table(
      "Least change from pass to fail",
      ["scenario", "change", "distance, in spans of the parameters", "fails"],
      flips.map((f) => [f.scenarioId, f.changes.map((c) => `${c.name} ${c.from} → ${c.to}`).join(", "), f.distance.toFixed(2), f.failId]),
    ),
    table(
      "Tags",
      ["tag", "passed", "pass rate", "95 %"],
      tags.map((t) => [t.tag, `${t.pass.passCount} of ${t.pass.count}`, percentText(t.pass.passRatio), rateRange(t.pass.exact)]),
    ),
    table("Declared and not run", ["of", "combination"], missing),
    table(
      "Too many values declared to say which were not run",
      ["scenario"],
      uncounted.map((scenarioId) => [scenarioId]),
    ),
  ];
}

function table(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): HTMLElement | null {
  if (rows.length === 0) return null;
  const body = rows.slice(0, MAX_ROWS).map((row) => h("tr", {}, ...row.map((cell) => h("td", {}, cell))));
  const more = rows.length > MAX_ROWS ? h("p", { class: "dim" }, `and ${rows.length - MAX_ROWS} more, in results.json`) : null;
  const head = h("thead", {}, h("tr", {}, ...heads.map((t) => h("th", {}, t))));
  return h("div", {}, h("h3", {}, title), h("table", {}, head, h("tbody", {}, ...body)), more);
}

function rangeText(interval: { readonly low: number; readonly high: number } | null): string {
  return interval === null ? "-" : `${interval.low.toFixed(1)} to ${interval.high.toFixed(1)}`;
}

function rateRange({ low, high }: { readonly low: number; readonly high: number }): string {
  return `${percentText(low)} to ${percentText(high)}`;
}
