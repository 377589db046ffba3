import type { MetricReport } from "../../src/eval/result.ts";
import type { RunResult, SuiteResult } from "../../src/run/result.ts";
import type { Place } from "./data.ts";
import { h, onClick } from "./dom.ts";
import { verdictText } from "./overview.ts";

/** One variant, driven by two controllers. */
interface Pair {
  readonly a: RunResult;
  readonly b: RunResult;
}

/** Where the controllers of one suite differ: a row a variant and pair, the largest differences of score first; null for one controller. */
export function differenceTable(suite: SuiteResult, go: (change: Partial<Place>) => void): HTMLElement | null {
  if (suite.controllers.length < 2) return null;
  const pairs = pairsOf(suite);
  const body = h("tbody", {});
  for (const pair of pairs.toSorted((p, q) => weightOf(q) - weightOf(p))) {
    const open = (r: RunResult): HTMLElement => onClick(h("button", {}, r.controller.text), () => go({ run: r.index, tick: null }));
    const cell = (r: RunResult): HTMLElement =>
      h("td", {}, open(r), " ", verdictText(r), ` ${r.score === null ? "-" : r.score.total.toFixed(1)}`);
    const difference = scoreDifference(pair);
    body.append(
      h(
        "tr",
        {},
        h("td", { class: "mono" }, pair.a.variantId),
        cell(pair.a),
        cell(pair.b),
        h("td", { class: "number" }, Number.isNaN(difference) ? "-" : difference.toFixed(1)),
        h("td", {}, pair.a.hash === pair.b.hash ? "the same run, bit for bit" : metricDifferences(pair)),
      ),
    );
  }
  const head = h("tr", {}, ...["variant", "one", "other", "score difference", "where they differ most"].map((t) => h("th", {}, t)));
  return h("section", {}, h("h2", {}, "Where the controllers differ"), h("table", {}, h("thead", {}, head), body));
}

/** Every controller against the first, variant by variant. */
function pairsOf(suite: SuiteResult): Pair[] {
  const pairs: Pair[] = [];
  const first = new Map<string, RunResult>();
  for (const b of suite.results) {
    const a = first.get(b.variantId);
    if (a === undefined) first.set(b.variantId, b);
    else pairs.push({ a, b });
  }
  return pairs;
}

/** Pairs that cannot be compared come last. */
function weightOf(pair: Pair): number {
  const difference = Math.abs(scoreDifference(pair));
  return Number.isNaN(difference) ? -1 : difference;
}

/** Score of the second less that of the first; NaN where one has none. */
function scoreDifference({ a, b }: Pair): number {
  return a.score === null || b.score === null ? Number.NaN : b.score.total - a.score.total;
}

/** The three metrics whose place in the score differs most, or that only one run has. */
function metricDifferences({ a, b }: Pair): string {
  const others = new Map((b.score?.metrics ?? []).map((m) => [m.id, m]));
  const rows = (a.score?.metrics ?? []).flatMap((m) => {
    const other = others.get(m.id);
    return other === undefined ? [] : [{ m, other, size: sizeOf(m, other) }];
  });
  const largest = rows.filter((r) => r.size > 0).toSorted((p, q) => q.size - p.size);
  return largest
    .slice(0, 3)
    .map(({ m, other }) => `${m.id} ${valueText(m)} against ${valueText(other)}`)
    .join("; ");
}

function sizeOf(a: MetricReport, b: MetricReport): number {
  if (a.value === null || b.value === null) return a.value === b.value ? 0 : 1e-6;
  if (a.normalised !== null && b.normalised !== null && a.normalised !== b.normalised) return Math.abs(a.normalised - b.normalised);
  const scale = Math.max(Math.abs(a.value), Math.abs(b.value));
  return scale === 0 ? 0 : (1e-3 * Math.abs(a.value - b.value)) / scale;
}

function valueText(m: MetricReport): string {
  return m.value === null ? "nothing" : `${m.value.toPrecision(3)} ${m.unit}`;
}
