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
  valueText,
  whyOf,
} from "./compare-words.ts";
import { printable } from "./printable.ts";

const METRICS_SHOWN = 8;
const VARIANTS_SHOWN = 10;
const LISTED = 5;

/** A comparison for the terminal: the verdict, then what changed and why, then the commands that reproduce it. */
export function compareText(sides: ComparedSides): string {
  const { base, head, comparison } = sides;
  const { word, sentence } = headlineOf(comparison);
  const lines = [
    `BASE ${base.folder}, controller ${base.controller}, hash ${base.hash}`,
    `HEAD ${head.folder}, controller ${head.controller}, hash ${head.hash}`,
    "",
    ...metricLines(changedMetrics(comparison)),
    ...variantLines(changedVariants(comparison)),
    ...definitionLines(sides),
    ...listLines(sides),
    ...countSentences(sides),
    `${word}: ${sentence}`,
  ];
  return `${lines.map(printable).join("\n")}\n`;
}

function metricLines(metrics: readonly MetricChange[]): string[] {
  if (metrics.length === 0) return [];
  const lines = metrics.slice(0, METRICS_SHOWN).map((m) => {
    const values = m.values === null ? "no common value" : `${valueText(m.values.base)} -> ${valueText(m.values.head)} ${m.unit}`;
    const p = m.values === null ? "" : `, p ${pText(m.values.p)}, by Holm ${pText(m.values.holmP)}`;
    return `  ${signed(m.contributionScore).padStart(7)}  ${m.id}: ${values}${p}`;
  });
  const more = metrics.length > METRICS_SHOWN ? [`  and ${metrics.length - METRICS_SHOWN} more metrics`] : [];
  return ["what the difference is made of, in points:", ...lines, ...more, ""];
}

function variantLines(changed: readonly ComparedVariant[]): string[] {
  const lines = changed.slice(0, VARIANTS_SHOWN).flatMap((v) => {
    const scores = `${scoreText(v.base?.score)} -> ${scoreText(v.head?.score)}`;
    const verdicts = v.base?.verdict === v.head?.verdict ? v.head?.verdict : `${v.base?.verdict} -> ${v.head?.verdict}`;
    const parting = v.parting === null ? "" : `; runs part at ${partingText(v)}`;
    return [
      `${v.variantId}`,
      `    ${scores}, ${verdicts}${parting}`,
      ...(whyOf(v) === "" ? [] : [`    ${whyOf(v)}`]),
      `    ${commandOf(v)}`,
    ];
  });
  const more =
    changed.length > VARIANTS_SHOWN
      ? [`and ${changed.length - VARIANTS_SHOWN} more changed variants, see --markdown, --html or --json`]
      : [];
  return lines.length === 0 ? [] : [...lines, ...more, ""];
}

function definitionLines({ comparison }: ComparedSides): string[] {
  const lines = comparison.definitions
    .slice(0, LISTED)
    .map((d) => `  ${d.metric}: ${d.base ?? "none"} | ${d.head ?? "none"} (${plural(d.count, "variant")})`);
  if (lines.length === 0) return [];
  const more = comparison.definitions.length > LISTED ? [`  and ${comparison.definitions.length - LISTED} more`] : [];
  return ["not compared, because these definitions differ:", ...lines, ...more, ""];
}

/** What is in one run only, or was driven with another seed. */
function listLines({ comparison }: ComparedSides): string[] {
  const lines: string[] = [];
  for (const status of ["new", "gone", "not-compared"] as const) {
    const own = comparison.variants.filter((v) => v.status === status && v.whyNot !== "scored by other definitions");
    lines.push(...own.slice(0, LISTED).map((v) => `${status.replace("-", " ")}: ${v.variantId}${v.whyNot === "" ? "" : `, ${v.whyNot}`}`));
    if (own.length > LISTED) lines.push(`${status.replace("-", " ")}: and ${own.length - LISTED} more`);
  }
  return lines.length === 0 ? [] : [...lines, ""];
}
