import { InputError } from "../core/errors.ts";
import type { Point } from "../eval/statistics/axes.ts";
import { BINOMIAL_INTERVALS, exactUpper } from "../eval/statistics/binomial.ts";
import { exposureRequired, variantsMissing } from "../eval/statistics/exposure.ts";
import { importanceSampling, subsetSimulation } from "../eval/statistics/rare.ts";
import { DISTRIBUTION_FORMS, type Distribution, parseDistribution, type WorldAxis, worldWeights } from "../eval/statistics/world.ts";
import { printable } from "../report/printable.ts";
import { rateText } from "../report/rate-text.ts";
import { type KeptRun, readRunFolder } from "../run/run-folder.ts";
import { EXIT } from "./exit-codes.ts";

export interface EstimateOptions {
  readonly confidence: number;
  /** Which two-sided interval of a rate, by its name in `BINOMIAL_INTERVALS`. */
  readonly interval: string;
  readonly maxRate?: number;
  readonly scenario?: string;
  readonly controller?: string;
  readonly world: readonly string[];
  readonly drawn: readonly string[];
  readonly levels?: string;
  readonly perLevel?: number;
  readonly correlation: number;
}

/** Says what a run tells of the rate of failures: exact bounds, what a claim still needs, and rates weighted by how the world draws. */
export function estimate(folder: string, options: EstimateOptions): number {
  const lines = options.levels === undefined ? linesOf(folder, options) : [levelLine(options.levels, options)];
  process.stdout.write(`${lines.map(printable).join("\n")}\n`);
  return EXIT.passed;
}

function linesOf(folder: string, options: EstimateOptions): string[] {
  const { scenario = "", controller = "" } = options;
  const runs = readRunFolder(folder).results.filter(
    (r) => r.score !== null && r.scenarioId.includes(scenario) && r.controller.text.includes(controller),
  );
  if (runs.length === 0) throw wrong("RDV_NOTHING_MATCHED", folder, "scored runs", "none");
  const names = [...new Set(runs.map((r) => r.controller.text))];
  return names.flatMap((name) => {
    const own = runs.filter((r) => r.controller.text === name);
    const lines = [...rateLines(own, options), ...worldLines(own, options)];
    return names.length === 1 ? lines : [`controller ${name}:`, ...lines.map((line) => `  ${line}`)];
  });
}

function rateLines(runs: readonly KeptRun[], { confidence, maxRate, interval }: EstimateOptions): string[] {
  const n = runs.length;
  const k = runs.filter((r) => r.verdict !== "passed").length;
  const intervalOf = BINOMIAL_INTERVALS[interval];
  if (intervalOf === undefined) throw wrong("RDV_USAGE", "--interval", `one of ${Object.keys(BINOMIAL_INTERVALS).join(", ")}`, interval);
  const { low, high } = intervalOf(k, n, confidence);
  const sure = `${rateText(low)} to ${rateText(high)}, one-sided at most ${rateText(exactUpper(k, n, confidence))}`;
  const lines = [
    `${k} of ${n} scored variants failed: ${rateText(k / n)} (${100 * confidence} %: ${sure}), if these stand for those to come`,
  ];
  if (maxRate === undefined) return lines;
  const missing = variantsMissing(confidence, maxRate, k, n);
  const needed = Math.ceil(exposureRequired(confidence, maxRate, k));
  const claim = `a rate of at most ${rateText(maxRate)}`;
  return [
    ...lines,
    missing === 0 ? `${claim} is shown` : `${claim} takes ${needed} variants with ${k} failures: ${missing} more without another failure`,
  ];
}

function worldLines(runs: readonly KeptRun[], { world, drawn }: EstimateOptions): string[] {
  if (world.length === 0) {
    if (drawn.length > 0) throw wrong("RDV_USAGE", "--drawn", "--world beside it", "none");
    return [];
  }
  const axes = axesOf(world, drawn);
  const scenarios = [...new Set(runs.map((r) => r.scenarioId))];
  if (scenarios.length > 1) throw wrong("RDV_USAGE", "--world", "runs of one scenario: --scenario TEXT", `${scenarios.length} scenarios`);
  const points = runs.map(
    (r): Point => ({ variantId: r.variantId, parameters: r.parameters, isPass: r.verdict === "passed", score: r.score?.total ?? 0 }),
  );
  const { rate, standardError, relativeError, effectiveSize, selfNormalised, warnings } = weighted(points, axes);
  const relative = relativeError === null ? "" : ` (${(100 * relativeError).toFixed(0)} % of it)`;
  return [
    `as the world draws ${axes.map((a) => a.name).join(", ")}: failure rate ${rateText(rate)}, standard error ${rateText(standardError)}${relative}; self-normalised ${rateText(selfNormalised)}; worth ${effectiveSize.toFixed(1)} runs drawn from the world`,
    ...warnings.map((text) => `warning: ${text}`),
  ];
}

function weighted(points: readonly Point[], axes: readonly WorldAxis[]): ReturnType<typeof importanceSampling> {
  try {
    return importanceSampling(
      worldWeights(points, axes),
      points.map((p) => !p.isPass),
    );
  } catch (error) {
    if (error instanceof RangeError) throw wrong("RDV_USAGE", "--world", "numbers that can be weighed", error.message);
    throw error;
  }
}

function axesOf(world: readonly string[], drawn: readonly string[]): WorldAxis[] {
  const drawnBy = new Map(drawn.map((text) => namedDistribution("--drawn", text)));
  const axes = world.map((text) => {
    const [name, distribution] = namedDistribution("--world", text);
    return { name, world: distribution, drawn: drawnBy.get(name) ?? null };
  });
  const other = [...drawnBy.keys()].find((name) => !axes.some((a) => a.name === name));
  if (other !== undefined) throw wrong("RDV_USAGE", "--drawn", `--world ${other}=... beside it`, "none");
  return axes;
}

function namedDistribution(flag: string, text: string): [string, Distribution] {
  const equals = text.indexOf("=");
  const distribution = parseDistribution(text.slice(equals + 1));
  if (equals < 1 || distribution === null) throw wrong("RDV_USAGE", flag, `NAME=DISTRIBUTION, which is one of ${DISTRIBUTION_FORMS}`, text);
  return [text.slice(0, equals), distribution];
}

/** Subset simulation over runs that the user nested: each level's share of those that passed into the next. */
function levelLine(text: string, { perLevel, correlation }: EstimateOptions): string {
  const levels = text.split(",").map(Number);
  if (!levels.every((p) => p > 0 && p <= 1)) throw wrong("RDV_USAGE", "--levels", "shares above 0 and up to 1, with commas", text);
  if (!(correlation >= 0)) throw wrong("RDV_USAGE", "--correlation", "a number from 0 on", String(correlation));
  if (perLevel === undefined) throw wrong("RDV_USAGE", "--levels", "--per-level N beside it", "none");
  const { rate, variation, isLowerBound } = subsetSimulation(levels, perLevel, correlation);
  const error = `${isLowerBound ? "at least " : ""}${(100 * variation).toFixed(0)} %`;
  const why = isLowerBound ? " (runs of a level taken as independent: --correlation says otherwise)" : "";
  return `failure rate ${rateText(rate)}, standard error ${error} of it${why}`;
}

function wrong(code: "RDV_USAGE" | "RDV_NOTHING_MATCHED", file: string, expected: string, found: string): InputError {
  return new InputError([
    { code, severity: "error", file, line: 0, column: 0, path: "", expected, found, hint: "redrive estimate --help" },
  ]);
}
