import { fileURLToPath } from "node:url";
import { builtinController } from "../src/control/builtin/builtin.ts";
import { startEvaluation } from "../src/eval/evaluate.ts";
import type { Metric } from "../src/eval/metric.ts";
import { METRICS } from "../src/eval/metrics.ts";
import { OFFERED } from "../src/eval/offered.ts";
import type { Profile } from "../src/eval/profile.ts";
import { PROFILES } from "../src/eval/profiles.ts";
import { SCORE_TABLE, type ScoreRow } from "../src/eval/score-table.ts";
import type { Series } from "../src/eval/series.ts";
import { driveCache } from "../src/run/inputs.ts";
import { select } from "../src/run/selection.ts";
import { compile } from "../src/scenario/compile/compile.ts";
import { specOf } from "../src/scenario/parse/scenario-file.ts";
import { runSync } from "../src/sim/loop.ts";
import { metricFile, metricHeader } from "./metric-header.ts";
import { seriesPicture } from "./series-picture.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Scenarios that between them show most kinds of events; pictures are of the first in which a series moves. */
const SCENES: readonly string[] = [
  "scenarios/demo/car-following.yaml#brakeMps2=6,gapM=32",
  "scenarios/demo/cut-in.yaml#gapM=14,cutterMps=16",
  "scenarios/demo/oncoming-turn.yaml#turnAtM=60,turnMps=4",
  "scenarios/demo/replayed-drive.yaml#brakeScale=2,latencySec=0.3",
  "scenarios/demo/fails-ice.yaml",
  "scenarios/demo/pedestrian-behind-van.yaml",
  "scenarios/demo/bend.yaml#curvaturePerM=0.012,vehicle=compact",
  "scenarios/demo/fails-late-cut-in.yaml",
  "scripts/scenes/red-light.yaml",
];

interface Pictured {
  readonly scene: string;
  readonly dtSec: number;
  readonly series: Series;
}

/** Every page and picture by its path below docs/, from the code and from runs of the shipped suite: the same each time. */
export function metricPages(): Map<string, string> {
  const pages = new Map<string, string>();
  const metrics = [...METRICS, ...OFFERED];
  const pictures = picturesOf(metrics);
  for (const metric of metrics) {
    const picture = pictures.get(metric.id);
    if (picture !== undefined) pages.set(`metrics/${metric.id}.svg`, seriesPicture(picture.series, metric.limit, picture.dtSec));
    pages.set(`metrics/${metric.id}.md`, metricPage(metric, picture));
  }
  pages.set("metrics/README.md", metricIndex(metrics));
  for (const profile of PROFILES) pages.set(`profiles/${profile.id}.md`, profilePage(profile));
  pages.set("profiles/README.md", profileIndex());
  return pages;
}

// ---- metrics ----

function metricPage(metric: Metric<unknown>, picture: Pictured | undefined): string {
  const header = metricHeader(metric.id);
  const { id, title, definition, dimension, unit, better, limit, attribution } = metric;
  const inEveryRun = METRICS.includes(metric) ? "in every run" : `with \`--metric ${id}\`, or by a profile that reads it`;
  const lines = [
    `# ${id}`,
    "",
    `${capital(title)}. Tells ${header.Tells}`,
    "",
    "| | |",
    "|---|---|",
    row("definition", `\`${definition}\``),
    row("dimension", dimension),
    row("unit", `${unit}; ${better} is better. Values: ${header.Unit}`),
    row("measured", `${inEveryRun}; class \`${metric.class}\``),
    row("limit", limit === null ? "none: there are no episodes" : `${limit} ${unit}; beyond it an episode begins`),
    row("in the score", useText(id)),
    row("a loss is spread", SPREAD[attribution]),
    row("profiles that read it", profilesReading(id)),
    "",
    "## Formula",
    "",
    header.Formula,
    "",
    "## Not applicable",
    "",
    capital(header["Not applicable"]),
    "",
    ...parameterLines(metric),
    "## Source",
    "",
    header.Source,
    "",
    `Code: \`${metricFile(id)}\`.`,
    "",
    ...pictureLines(metric, picture),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

const SPREAD: Readonly<Record<Metric<unknown>["attribution"], string>> = {
  worst: "all on the tick and road user that decided the value",
  sum: "over the episodes, in proportion to what each added",
  count: "evenly over the events",
};

function useText(id: string): string {
  const entry = SCORE_TABLE.find(({ metric }) => metric === id);
  return entry === undefined || entry.use.kind === "reported" ? "reported, no weight" : placeText(entry);
}

/** What a row of the score's table makes of a value. */
export function placeText({ use }: ScoreRow): string {
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

function profilesReading(id: string): string {
  const ids = PROFILES.filter(({ metrics }) => metrics.some((m) => m.id === id)).map((p) => `[${p.id}](../profiles/${p.id}.md)`);
  return ids.length === 0 ? "none" : ids.join(", ");
}

function parameterLines({ params }: Metric<unknown> | Profile): string[] {
  const entries = Object.entries(params);
  if (entries.length === 0) return [];
  return [
    "## Parameters",
    "",
    "| parameter | value |",
    "|---|---|",
    ...entries.map(([key, value]) => row(`\`${key}\``, String(value))),
    "",
  ];
}

function pictureLines({ id, limit }: Metric<unknown>, picture: Pictured | undefined): string[] {
  if (picture === undefined)
    return ["## Series", "", "No picture: it gives one value a run, or the shipped scenarios have nothing that it measures."];
  const dashed = limit === null ? "" : " The dashed line is the limit.";
  return ["## Series", "", `\`${picture.scene}\`, driven by \`builtin:pursuit\`.${dashed}`, "", `![${id}](${id}.svg)`];
}

function metricIndex(metrics: readonly Metric<unknown>[]): string {
  const rows = metrics.map((m) =>
    row(`[${m.id}](${m.id}.md)`, m.title, m.unit, m.dimension, METRICS.includes(m) ? "every run" : "by name", m.definition),
  );
  const head = ["| metric | what it is | unit | dimension | measured | definition |", "|---|---|---|---|---|---|"];
  return `${["# Metrics, one page each", "", NOTE, "", ...head, ...rows].join("\n")}\n`;
}

const NOTE = "Made from the code by `node scripts/make-metric-pages.ts`; a test compares.";

// ---- profiles ----

function profilePage(profile: Profile): string {
  const { id, title, definition, formula, needs, differences, source, metrics } = profile;
  const lines = [
    `# ${id}`,
    "",
    `${capital(title)}. \`redrive run --profile ${id}\`, \`redrive score TRACE --profile ${id}\`.`,
    "",
    "| | |",
    "|---|---|",
    row("definition", `\`${definition}\``),
    row("needs", needs),
    row("reads", metrics.map((m) => `[${m.id}](../metrics/${m.id}.md)`).join(", ")),
    "",
    "## Rule",
    "",
    formula,
    "",
    "## Differences from the anchor, and edges",
    "",
    ...(differences.length === 0 ? ["None."] : differences.map((text) => `- ${text}`)),
    "",
    ...parameterLines(profile),
    "## Source",
    "",
    source,
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

function profileIndex(): string {
  const rows = PROFILES.map((p) => row(`[${p.id}](${p.id}.md)`, p.title, p.formula, p.needs));
  const head = ["| profile | what it is | rule | needs |", "|---|---|---|---|"];
  return `${["# Profiles, one page each", "", NOTE, "", ...head, ...rows].join("\n")}\n`;
}

// ---- pictures ----

/** For each metric the first scene in which its series moves, else the first in which it has values at all. */
function picturesOf(metrics: readonly Metric<unknown>[]): Map<string, Pictured> {
  const chosen = new Map<string, Pictured>();
  const still = new Map<string, Pictured>();
  for (const scene of SCENES) {
    for (const { series, dtSec } of seriesOf(scene, metrics)) {
      const kept = moves(series) ? chosen : still;
      if (hasValues(series) && !kept.has(series.metric)) kept.set(series.metric, { scene, dtSec, series });
    }
  }
  return new Map([...still, ...chosen]);
}

function seriesOf(scene: string, metrics: readonly Metric<unknown>[]): { readonly series: Series; readonly dtSec: number }[] {
  const request = { folder: ROOT, roots: [], maxVariants: 1000, grep: null, grepInvert: null, only: null };
  const [selected] = select({ ...request, selectors: [scene] });
  if (selected === undefined) throw new Error(`${scene} selects nothing`);
  const spec = specOf(selected.scenario, selected.indices[0] ?? 0);
  const drives = driveCache();
  const model = compile(spec, drives.of(spec), drives.mapOf(spec));
  const evaluation = startEvaluation(model.header, { metrics });
  runSync(model, builtinController("pursuit").open(), { record: (record) => evaluation.record(record) });
  return evaluation.finish().series.map((series) => ({ series, dtSec: model.dtSec }));
}

/** Fewer values than this are no picture. */
const MIN_VALUES = 20;

function hasValues({ valid }: Series): boolean {
  return valid.reduce((sum, v) => sum + v, 0) >= MIN_VALUES;
}

function moves(series: Series): boolean {
  const values = [...series.value].filter((_, i) => series.valid[i] === 1);
  return hasValues(series) && values.some((v) => v !== values[0]);
}

// ---- words ----

function row(...cells: readonly string[]): string {
  return `| ${cells.map((c) => c.replaceAll("|", "\\|")).join(" | ")} |`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
