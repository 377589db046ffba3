import type { ComparedVariant, MetricChange } from "../eval/comparison.ts";
import {
  changedMetrics,
  changedVariants,
  commandOf,
  type ComparedSides,
  countSentences,
  headlineOf,
  partingText,
  plural,
  pText,
  scoreText,
  signed,
  valueRange,
  valueText,
  whyOf,
} from "./compare-words.ts";

/** A comment on GitHub takes 65 536 characters; what is counted there is left some room. */
const MAX_BYTES = 60_000;
const MAX_TEXT = 240;

/** How much of each list is shown. */
interface Caps {
  readonly metrics: number;
  readonly variants: number;
  readonly listed: number;
}

const CAPS: Caps = { metrics: 15, variants: 30, listed: 20 };

/**
 * A comparison as text of a pull request (GitHub's Markdown): the verdict, what changed and why, the commands that reproduce it. Below
 * the limits of a comment and of a step's summary however many variants there are: lists are cut, and say by how much.
 */
export function compareMarkdown(sides: ComparedSides): string {
  let caps = CAPS;
  for (;;) {
    const text = markdownWith(sides, caps);
    if (Buffer.byteLength(text) <= MAX_BYTES || caps.variants === 0) return text;
    const half = (n: number): number => Math.floor(n / 2);
    caps = { metrics: half(caps.metrics), variants: half(caps.variants), listed: half(caps.listed) };
  }
}

function markdownWith(sides: ComparedSides, caps: Caps): string {
  const { base, head, comparison } = sides;
  const { word, sentence } = headlineOf(comparison);
  const changed = changedVariants(comparison);
  const lines = [
    `## ${word}: ${text(sentence)}`,
    "",
    ...countSentences(sides).map((s) => `- ${text(s)}`),
    `- BASE ${code(base.folder)}, controller ${code(base.controller)}; HEAD ${code(head.folder)}, controller ${code(head.controller)}`,
    ...variantTable(changed, caps),
    ...metricTable(changedMetrics(comparison), caps),
    ...reproduceBlock(changed, caps),
    ...definitionTable(sides, caps),
    ...listBlocks(sides, caps),
    "",
    `<sub>${text(`redrive compare; allowed loss in points: ${comparison.allowedScore}; intervals at 95 %, BCa over variants`)}</sub>`,
  ];
  return `${lines.join("\n")}\n`;
}

function variantTable(changed: readonly ComparedVariant[], { variants }: Caps): string[] {
  if (changed.length === 0) return [];
  const rows = changed.slice(0, variants).map((v) => {
    const verdict = v.base?.verdict === v.head?.verdict ? (v.head?.verdict ?? "") : `${v.base?.verdict} → **${v.head?.verdict}**`;
    const scores = `${scoreText(v.base?.score)} → ${scoreText(v.head?.score)}`;
    return `| ${code(v.variantId)} | ${scores} | ${verdict} | ${partingText(v)} | ${text(whyOf(v))} |`;
  });
  const head = ["", "### Changed variants", "", "| variant | score | verdict | runs part at | why |", "|---|---|---|---|---|"];
  return [...head, ...rows, ...cut(changed.length, variants, "changed variants")];
}

function metricTable(metrics: readonly MetricChange[], caps: Caps): string[] {
  if (metrics.length === 0) return [];
  const rows = metrics.slice(0, caps.metrics).map(({ id, unit, contributionScore, values, count, onlyBaseCount, onlyHeadCount }) => {
    const only = onlyBaseCount + onlyHeadCount > 0 ? ` (${onlyBaseCount} only in BASE, ${onlyHeadCount} only in HEAD)` : "";
    const cells =
      values === null
        ? ["-", "-", "-", "-", "-"]
        : [
            valueText(values.base),
            valueText(values.head),
            values.t === null ? "-" : valueRange(values.t),
            pText(values.p),
            pText(values.holmP),
          ];
    return `| ${code(id)} | ${signed(contributionScore)} | ${cells.slice(0, 2).join(" | ")} | ${text(unit)} | ${cells.slice(2).join(" | ")} | ${count}${only} |`;
  });
  const head = [
    "",
    "### What the difference is made of",
    "",
    "| metric | points | BASE | HEAD | unit | difference, t 95 % | p | p by Holm | variants |",
    "|---|---|---|---|---|---|---|---|---|",
  ];
  return [...head, ...rows, ...cut(metrics.length, caps.metrics, "changed metrics")];
}

/** A command a line, in a block that nothing in it can close. */
function reproduceBlock(changed: readonly ComparedVariant[], { variants }: Caps): string[] {
  const commands = changed.slice(0, variants).map((v) => clipped(oneLine(commandOf(v))));
  if (commands.length === 0) return [];
  const fence = "`".repeat(Math.max(3, 1 + longestTicks(commands.join("\n"))));
  return ["", "<details><summary>Commands that reproduce HEAD</summary>", "", `${fence}sh`, ...commands, fence, "", "</details>"];
}

function definitionTable({ comparison }: ComparedSides, { listed }: Caps): string[] {
  const { definitions } = comparison;
  if (definitions.length === 0) return [];
  const rows = definitions
    .slice(0, listed)
    .map((d) => `| ${code(d.metric)} | ${code(d.base ?? "none")} | ${code(d.head ?? "none")} | ${d.count} |`);
  const head = ["", "### Not compared: definitions differ", "", "| metric | BASE | HEAD | variants |", "|---|---|---|---|"];
  return [...head, ...rows, ...cut(definitions.length, listed, "definitions")];
}

function listBlocks({ comparison }: ComparedSides, { listed }: Caps): string[] {
  return (["new", "gone", "not-compared"] as const).flatMap((status) => {
    const own = comparison.variants.filter((v) => v.status === status);
    if (own.length === 0) return [];
    const name = { new: "only in HEAD", gone: "only in BASE", "not-compared": "not compared" }[status];
    const rows = own.slice(0, listed).map((v) => `- ${code(v.variantId)}${v.whyNot === "" ? "" : `: ${v.whyNot}`}`);
    return [
      "",
      `<details><summary>${plural(own.length, "variant")} ${name}</summary>`,
      "",
      ...rows,
      ...cut(own.length, listed, "variants"),
      "",
      "</details>",
    ];
  });
}

function cut(total: number, shown: number, what: string): string[] {
  return total > shown ? ["", `and ${total - shown} more ${what}`] : [];
}

// ---- text of others, as Markdown that says nothing else ----

function oneLine(raw: string): string {
  return raw.replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
}

function clipped(raw: string): string {
  return raw.length <= MAX_TEXT ? raw : `${raw.slice(0, MAX_TEXT - 3).toWellFormed()}...`;
}

/** What Markdown, HTML, or GitHub's mentions and references would take for theirs is written as a character reference. */
function text(raw: string): string {
  return clipped(oneLine(raw)).replace(/[&<>@#|*_`~[\]\\]/g, (c) => `&#${c.codePointAt(0)};`);
}

/** A code span in a table's cell: more backticks around than inside, and no bar that would end the cell. */
function code(raw: string): string {
  const inner = clipped(oneLine(raw)).replaceAll("|", "\\|");
  const fence = "`".repeat(1 + longestTicks(inner));
  const space = inner.startsWith("`") || inner.endsWith("`") || inner === "" ? " " : "";
  return `${fence}${space}${inner}${space}${fence}`;
}

function longestTicks(raw: string): number {
  return Math.max(0, ...[...raw.matchAll(/`+/g)].map((m) => m[0].length));
}
