import type { Metric } from "../eval/metric.ts";
import { METRICS } from "../eval/metrics.ts";
import { OFFERED } from "../eval/offered.ts";
import type { Profile } from "../eval/profile.ts";
import { PROFILES } from "../eval/profiles.ts";
import { select } from "../run/selection.ts";
import { variantIdOf } from "../scenario/parse/scenario-file.ts";
import { readConfig } from "./config.ts";
import { EXIT } from "./exit-codes.ts";
import { selectionOf } from "./run.ts";

/** Prints the id of every variant of a selection, one a line; each is a working selector. Or the profiles, or the metrics. */
export async function list(selectors: readonly string[], options: Record<string, unknown>): Promise<number> {
  if (options["profiles"] === true)
    return print(
      PROFILES.map(profileLine),
      PROFILES.map(({ id }) => id),
      options,
    );
  const metrics = [...METRICS, ...OFFERED];
  if (options["metrics"] === true)
    return print(
      metrics.map(metricLine),
      metrics.map(({ id }) => id),
      options,
    );
  const config = await readConfig(process.cwd());
  const chosen = selectors.length > 0 ? selectors : (config.scenarios ?? ["scenarios"]);
  const flags = options as { grep?: string; grepInvert?: string; maxVariants: number; root: string[]; json?: boolean };
  const selected = select(selectionOf(chosen, { ...flags, grep: flags.grep, grepInvert: flags.grepInvert }, config));
  const ids = selected.flatMap(({ scenario, indices }) => indices.map((i) => variantIdOf(scenario, i)));
  process.stdout.write(flags.json === true ? `${JSON.stringify(ids, null, 2)}\n` : `${ids.join("\n")}\n`);
  if (flags.json !== true) process.stderr.write(`${ids.length} variants of ${selected.length} scenarios\n`);
  return EXIT.passed;
}

function print(lines: readonly string[], ids: readonly string[], { json }: Record<string, unknown>): number {
  process.stdout.write(json === true ? `${JSON.stringify(ids, null, 2)}\n` : `${lines.join("\n")}\n`);
  return EXIT.passed;
}

function profileLine({ id, title, formula }: Profile): string {
  return `${id.padEnd(14)} ${title}: ${formula}`;
}

function metricLine({ id, title, unit, dimension, definition }: Metric<unknown>): string {
  const isInEveryRun = METRICS.some((metric) => metric.id === id);
  return `${id.padEnd(32)} ${title}, ${unit}, ${dimension} (${definition}${isInEveryRun ? "" : ", by --metric"})`;
}
