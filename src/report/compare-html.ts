import type { ComparedVariant } from "../eval/comparison.ts";
import {
  changedMetrics,
  changedVariants,
  commandOf,
  type ComparedSides,
  countSentences,
  headlineOf,
  partingText,
  pText,
  reasonText,
  scoreText,
  signed,
  valueRange,
  valueText,
  whyOf,
} from "./compare-words.ts";

/** Rows of a table that a page shows; the rest is in the JSON. */
const MAX_ROWS = 2000;

const STYLE = `body{font:14px/1.5 system-ui,sans-serif;margin:2em auto;max-width:75em;padding:0 1em;color:#1a1a1a;background:#fff}
table{border-collapse:collapse;width:100%;margin:.5em 0 2em}th,td{text-align:left;vertical-align:top;padding:.25em .6em;border-bottom:1px solid #ddd}
td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}code{font:12px/1.4 ui-monospace,monospace;overflow-wrap:anywhere}
.worse{color:#b00020}.unsure{color:#8a5a00}.better,.same,.not-worse{color:#1b6e3c}.dim{color:#666}
@media(prefers-color-scheme:dark){body{color:#ddd;background:#161616}th,td{border-color:#333}.worse{color:#ff8a93}.unsure{color:#e5b567}.better,.same,.not-worse{color:#7fd49b}.dim{color:#999}}`;

/** A comparison as one HTML file without script or network. Text of scenarios and controllers is escaped. */
export function compareHtml(sides: ComparedSides): string {
  const { base, head, comparison } = sides;
  const { word, sentence } = headlineOf(comparison);
  const changed = changedVariants(comparison);
  const counts = countSentences(sides);
  const parts = [
    `<h1 class="${comparison.verdict}">${escaped(word)}</h1><p>${escaped(sentence)}</p>`,
    `<ul>${counts.map((c) => `<li>${escaped(c)}</li>`).join("")}</ul>`,
    `<p class="dim">BASE <code>${escaped(base.folder)}</code>, controller <code>${escaped(base.controller)}</code>, hash ${escaped(base.hash)}<br>`,
    `HEAD <code>${escaped(head.folder)}</code>, controller <code>${escaped(head.controller)}</code>, hash ${escaped(head.hash)}</p>`,
    table(
      "Changed variants",
      ["variant", "score", "difference", "verdict", "runs part at", "why", "reproduce HEAD"],
      changed.map(variantCells),
    ),
    table("What the difference is made of", METRIC_HEADS, metricRows(sides)),
    table("Definitions that differ, and so are not compared", ["metric", "BASE", "HEAD", "variants"], definitionRows(sides)),
    table("In one run only, or not compared", ["variant", "status", "why"], otherRows(sides)),
  ];
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>redrive compare: ${escaped(word)}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><style>${STYLE}</style></head><body>
${parts.join("\n")}
</body></html>
`;
}

const METRIC_HEADS = [
  "metric",
  "points",
  "BASE",
  "HEAD",
  "unit",
  "difference, t 95 %",
  "difference, BCa 95 %",
  "p",
  "p by Holm",
  "variants",
];

function metricRows({ comparison }: ComparedSides): string[][] {
  return changedMetrics(comparison).map(({ id, contributionScore, values, unit, count }) => {
    const cells =
      values === null
        ? ["-", "-", "-", "-", "-", "-"]
        : [
            valueText(values.base),
            valueText(values.head),
            values.t === null ? "-" : valueRange(values.t),
            values.bca === null ? "-" : valueRange(values.bca),
            pText(values.p),
            pText(values.holmP),
          ];
    const [before, after, ...rest] = cells.map(number);
    return [code(id), number(signed(contributionScore)), before ?? "", after ?? "", cell(unit), ...rest, number(String(count))];
  });
}

function variantCells(v: ComparedVariant): string[] {
  const verdict = v.base?.verdict === v.head?.verdict ? (v.head?.verdict ?? "") : `${v.base?.verdict} → ${v.head?.verdict}`;
  return [
    code(v.variantId),
    number(`${scoreText(v.base?.score)} → ${scoreText(v.head?.score)}`),
    number(v.differenceScore === null ? "-" : signed(v.differenceScore)),
    cell(verdict),
    cell(partingText(v)),
    v.reasons.length === 0 ? cell(whyOf(v)) : `<td>${v.reasons.map((r) => escaped(reasonText(r))).join("<br>")}</td>`,
    code(commandOf(v)),
  ];
}

function definitionRows({ comparison }: ComparedSides): string[][] {
  return comparison.definitions.map((d) => [code(d.metric), code(d.base ?? "none"), code(d.head ?? "none"), number(String(d.count))]);
}

function otherRows({ comparison }: ComparedSides): string[][] {
  const names = { new: "only in HEAD", gone: "only in BASE", "not-compared": "not compared", same: "", different: "" };
  return comparison.variants.filter((v) => names[v.status] !== "").map((v) => [code(v.variantId), cell(names[v.status]), cell(v.whyNot)]);
}

/** Cells are HTML already. */
function table(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const head = heads.map((h) => `<th>${escaped(h)}</th>`).join("");
  const body = rows.slice(0, MAX_ROWS).map((r) => `<tr>${r.join("")}</tr>`);
  const more = rows.length > MAX_ROWS ? `<p class="dim">and ${rows.length - MAX_ROWS} more, in the JSON</p>` : "";
  return `<h2>${escaped(title)}</h2><table><thead><tr>${head}</tr></thead><tbody>\n${body.join("\n")}\n</tbody></table>${more}`;
}

function cell(text: string): string {
  return `<td>${escaped(text)}</td>`;
}

function number(text: string): string {
  return `<td class="n">${escaped(text)}</td>`;
}

function code(text: string): string {
  return `<td><code>${escaped(text)}</code></td>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
