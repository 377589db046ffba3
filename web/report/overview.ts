import type { RunResult, SuiteResult } from "../../src/run/result.ts";
import type { Place } from "./data.ts";
import { matches } from "./data.ts";
import { differenceTable } from "./differences.ts";
import { h, onClick } from "./dom.ts";

const VERDICTS = ["all", "passed", "expected failures", "failed", "error", "aborted"];
const COLUMNS: readonly { readonly title: string; readonly key: (r: RunResult) => number | string }[] = [
  { title: "variant", key: (r) => r.index },
  { title: "controller", key: (r) => r.controller.text },
  { title: "verdict", key: (r) => r.verdict },
  { title: "score", key: (r) => r.score?.total ?? -1 },
  { title: "end", key: (r) => r.end.reason },
  { title: "why", key: (r) => r.why },
];

/** The first page: counts, score by dimension, filters, and a row a variant. */
export function overview(
  suite: SuiteResult,
  place: Place,
  go: (next: Place) => void,
  sort: { column: number; down: boolean },
): HTMLElement {
  const shown = suite.results.filter((r) => matches(r, place.filter, place.verdict));
  return h(
    "div",
    {},
    heading(suite),
    chips(suite),
    dimensionTable(suite),
    filters(place, go, shown.length),
    resultTable(shown, place, go, sort),
    differenceTable(suite, place, go),
  );
}

function heading(suite: SuiteResult): HTMLElement {
  return h(
    "header",
    {},
    h("h1", {}, "redrive report"),
    h(
      "p",
      { class: "dim" },
      `controller ${suite.controllers.join(" and ")}, seed ${suite.seed}, hash `,
      h("code", {}, suite.hash),
      `, redrive ${suite.redriveVersion}, Node ${suite.nodeVersion}`,
    ),
  );
}

function chips(suite: SuiteResult): HTMLElement {
  const { counts } = suite;
  const chip = (label: string, value: string, tone: string): HTMLElement =>
    h("div", { class: "chip" }, h("b", { class: tone }, value), label);
  return h(
    "div",
    { class: "chips" },
    chip("mean score", suite.meanScore === null ? "-" : suite.meanScore.toFixed(1), ""),
    chip("passed", String(counts.passed), counts.passed === counts.total ? "good" : ""),
    chip("failed", String(counts.failed), counts.failed > 0 ? "bad" : ""),
    chip("in error", String(counts.error), counts.error > 0 ? "bad" : ""),
    chip("expected failures", String(counts.expectedFailures), ""),
    chip("scored", `${counts.scored} of ${counts.total}`, counts.scored < counts.total ? "warn" : ""),
  );
}

/** Mean of each dimension over the scored variants. */
function dimensionTable(suite: SuiteResult): HTMLElement {
  const sums = new Map<string, { sum: number; n: number }>();
  for (const r of suite.results) {
    for (const d of r.score?.dimensions ?? []) {
      if (d.score === null) continue;
      const entry = sums.get(d.dimension) ?? { sum: 0, n: 0 };
      sums.set(d.dimension, { sum: entry.sum + d.score, n: entry.n + 1 });
    }
  }
  const row = h("div", { class: "bar" });
  for (const [dimension, { sum, n }] of sums) row.append(h("span", {}, `${dimension} `, meter(sum / n), ` ${(sum / n).toFixed(1)}`), " ");
  return row;
}

/** A bar from 0 to 100. */
export function meter(score: number): HTMLElement {
  const fill = h("i", {});
  fill.style.width = `${Math.max(0, Math.min(100, score))}%`;
  return h("span", { class: "meter" }, fill);
}

function filters(place: Place, go: (next: Place) => void, shown: number): HTMLElement {
  const search = h("input", {
    type: "search",
    placeholder: "filter: words of the id, end or reason",
    value: place.filter,
    "aria-label": "filter",
  });
  search.addEventListener("change", () => go({ ...place, filter: search.value }));
  const bar = h("div", { class: "bar" }, search);
  for (const verdict of VERDICTS) {
    bar.append(onClick(h("button", { "aria-pressed": String(place.verdict === verdict) }, verdict), () => go({ ...place, verdict })));
  }
  bar.append(h("span", { class: "dim" }, `${shown} shown`));
  return bar;
}

function resultTable(
  shown: readonly RunResult[],
  place: Place,
  go: (next: Place) => void,
  sort: { column: number; down: boolean },
): HTMLElement {
  const head = h("tr", {});
  COLUMNS.forEach((column, c) => {
    const mark = sort.column === c ? (sort.down ? " ↓" : " ↑") : "";
    head.append(
      h(
        "th",
        {},
        onClick(h("button", {}, column.title + mark), () => {
          sort.down = sort.column === c && !sort.down;
          sort.column = c;
          go(place);
        }),
      ),
    );
  });
  const body = h("tbody", {});
  for (const result of sorted(shown, sort)) body.append(resultRow(result, place, go));
  return h("table", {}, h("thead", {}, head), body);
}

function sorted(results: readonly RunResult[], sort: { column: number; down: boolean }): RunResult[] {
  const key = COLUMNS[sort.column]?.key ?? ((r: RunResult) => r.index);
  const sign = sort.down ? -1 : 1;
  return [...results].sort((a, b) => {
    const x = key(a);
    const y = key(b);
    return x === y ? a.index - b.index : x < y ? -sign : sign;
  });
}

function resultRow(result: RunResult, place: Place, go: (next: Place) => void): HTMLElement {
  const row = h(
    "tr",
    { class: "link" },
    h("td", { class: "mono" }, result.variantId),
    h("td", {}, result.controller.text),
    h("td", {}, verdictText(result)),
    h("td", { class: "number" }, result.score === null ? "-" : result.score.total.toFixed(1)),
    h("td", {}, result.end.reason),
    h("td", {}, result.why),
  );
  return onClick(row, () => go({ ...place, run: result.index, tick: null }));
}

/** The verdict in its colour; an expected failure says so. */
export function verdictText(result: RunResult): HTMLElement {
  if (result.verdict === "passed") return h("span", { class: "good" }, result.expected === "fail" ? "failed as expected" : "passed");
  return h("span", { class: result.verdict === "aborted" ? "warn" : "bad" }, result.verdict);
}
