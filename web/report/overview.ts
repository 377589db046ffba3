import type { RunResult, SuiteResult } from "../../src/run/result.ts";
import { hashOfPlace, matches, type Place } from "./data.ts";
import { differenceTable } from "./differences.ts";
import { h, onClick } from "./dom.ts";
import { statistics } from "./statistics.ts";

const VERDICTS = ["all", "passed", "expected failures", "failed", "error", "aborted"];
interface Column {
  readonly title: string;
  readonly key: (r: RunResult) => number | string;
  readonly cell: (r: RunResult, place: Place) => HTMLElement;
}

const COLUMNS: readonly Column[] = [
  {
    title: "variant",
    key: (r) => r.index,
    cell: (r, place) => h("td", { class: "mono" }, h("a", { href: hashOfPlace({ ...place, run: r.index, tick: null }) }, r.variantId)),
  },
  { title: "controller", key: (r) => r.controller.text, cell: (r) => h("td", {}, r.controller.text) },
  { title: "verdict", key: (r) => r.verdict, cell: (r) => h("td", {}, verdictText(r)) },
  {
    title: "score",
    key: (r) => r.score?.total ?? -1,
    cell: (r) => h("td", { class: "number" }, r.score === null ? "-" : r.score.total.toFixed(1)),
  },
  {
    title: "end",
    key: (r) => r.end.reason,
    cell: (r) => h("td", {}, r.pacing === "realtime" ? `${r.end.reason}, in real time` : r.end.reason),
  },
  // A controller's last words may follow on further lines: they are on the run's own page.
  { title: "why", key: (r) => r.why, cell: (r) => h("td", {}, r.why.split("\n", 1)[0] ?? "") },
];

export interface Sort {
  /** Index into the columns. */
  column: number;
  down: boolean;
}

/** The results that the filter leaves, in the order of the table. */
export function shownResults(suite: SuiteResult, place: Place, sort: Sort): RunResult[] {
  const key = COLUMNS[sort.column]?.key ?? ((r: RunResult) => r.index);
  const sign = sort.down ? -1 : 1;
  return suite.results
    .filter((r) => matches(r, place.filter, place.verdict))
    .sort((a, b) => {
      const x = key(a);
      const y = key(b);
      return x === y ? a.index - b.index : x < y ? -sign : sign;
    });
}

/**
 * The first page: counts, score by dimension, filters, and a row a variant.
 * @param go opens another place; @param note is told of a filter that is typed, which changes the rows here.
 */
export function overview(
  suite: SuiteResult,
  place: Place,
  sort: Sort,
  go: (change: Partial<Place>) => void,
  note: (change: Partial<Place>) => void,
): HTMLElement {
  const count = h("span", { class: "dim" });
  const table = h("div", {});
  const fill = (now: Place): void => {
    const shown = shownResults(suite, now, sort);
    count.textContent = `${shown.length} shown`;
    table.replaceChildren(resultTable(suite, shown, now, sort, go, () => fill(now)));
  };
  fill(place);
  const onFilter = (filter: string): void => {
    note({ filter });
    fill({ ...place, filter });
  };
  return h(
    "div",
    {},
    heading(suite),
    chips(suite),
    ...suite.notes.map((text) => h("p", { class: "warn" }, text)),
    dimensionTable(suite),
    statistics(suite),
    filterBar(place, go, onFilter, count),
    table,
    differenceTable(suite, go),
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
    humanChip(suite, chip),
    chip("passed", String(counts.passed), counts.passed === counts.total ? "good" : ""),
    chip("failed", String(counts.failed), counts.failed > 0 ? "bad" : ""),
    chip("in error", String(counts.error), counts.error > 0 ? "bad" : ""),
    chip("expected failures", String(counts.expectedFailures), ""),
    chip("scored", `${counts.scored} of ${counts.total}`, counts.scored < counts.total ? "warn" : ""),
  );
}

/** The recorded drivers' mean over the runs that have one, and the controller's over the same; null where none has. */
function humanChip({ results }: SuiteResult, chip: (label: string, value: string, tone: string) => HTMLElement): HTMLElement | null {
  const pairs = results.flatMap(({ human, score }) => (human === null || score === null ? [] : [{ human: human.total, own: score.total }]));
  if (pairs.length === 0) return null;
  const mean = (of: (pair: (typeof pairs)[number]) => number): string =>
    (pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length).toFixed(1);
  const runs = pairs.length === 1 ? "1 run" : `${pairs.length} runs`;
  return chip(
    `recorded driver in ${runs}, the controller ${mean((p) => p.own)}`,
    mean((p) => p.human),
    "",
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

function filterBar(
  place: Place,
  go: (change: Partial<Place>) => void,
  onFilter: (filter: string) => void,
  count: HTMLElement,
): HTMLElement {
  const search = h("input", {
    type: "search",
    placeholder: "filter: words of the id, end or reason",
    value: place.filter,
    "aria-label": "filter",
  });
  search.addEventListener("input", () => onFilter(search.value));
  const bar = h("div", { class: "bar" }, search);
  for (const verdict of VERDICTS) {
    bar.append(onClick(h("button", { "aria-pressed": String(place.verdict === verdict) }, verdict), () => go({ verdict })));
  }
  bar.append(count);
  return bar;
}

function resultTable(
  suite: SuiteResult,
  shown: readonly RunResult[],
  place: Place,
  sort: Sort,
  go: (change: Partial<Place>) => void,
  again: () => void,
): HTMLElement {
  const head = h("tr", {});
  const wanted = COLUMNS.filter((column) => column.title !== "controller" || suite.controllers.length > 1);
  for (const column of wanted) {
    const c = COLUMNS.indexOf(column);
    const mark = sort.column === c ? (sort.down ? " \u2193" : " \u2191") : "";
    const onSort = (): void => {
      sort.down = sort.column === c && !sort.down;
      sort.column = c;
      again();
    };
    head.append(h("th", {}, onClick(h("button", {}, column.title + mark), onSort)));
  }
  const body = h("tbody", {});
  for (const result of shown) {
    const row = h("tr", { class: "link" }, ...wanted.map((column) => column.cell(result, place)));
    row.addEventListener("click", (event) => {
      if (!(event.target instanceof HTMLAnchorElement)) go({ run: result.index, tick: null });
    });
    body.append(row);
  }
  return h("table", {}, h("thead", {}, head), body);
}

/** The verdict in its colour; an expected failure says so. */
export function verdictText(result: RunResult): HTMLElement {
  if (result.verdict === "passed") return h("span", { class: "good" }, result.expected === "fail" ? "expected failure" : "passed");
  return h("span", { class: result.verdict === "aborted" ? "warn" : "bad" }, result.verdict);
}
