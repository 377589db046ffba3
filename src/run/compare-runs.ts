import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { InputError, type Problem } from "../core/errors.ts";
import { compareRuns } from "../eval/compare.ts";
import type { AllowedLoss, ComparedRun, ComparedVariant, Comparison } from "../eval/comparison.ts";
import { firstDifference } from "../trace/diff.ts";
import { readTrace } from "../trace/mcap-file.ts";
import { columnNames } from "../trace/tape.ts";
import { type KeptRun, readRunFolder } from "./run-folder.ts";

/** One side of a comparison: a folder, and which controller's runs of it. */
export interface SideRequest {
  readonly folder: string;
  /** As the run named it; null takes the only one. */
  readonly controller: string | null;
}

/** What was read of a side. */
export interface Side {
  readonly folder: string;
  readonly controller: string;
  readonly hash: string;
  readonly runs: readonly KeptRun[];
  /** Lines of `results.jsonl` that were torn or damaged, and left out. */
  readonly damagedLines: number;
  /** A run that ended by itself left a `results.json`. */
  readonly isWhole: boolean;
}

/** Changed variants whose traces are read for the exact tick: each costs up to a second. */
const TRACES_READ = 50;

/**
 * Reads both sides and compares them. Where both traces of a changed variant were kept, the first differing tick is exact.
 * Throws InputError where a folder holds no results, or does not say which controller is meant.
 */
export async function compareFolders(
  baseRequest: SideRequest,
  headRequest: SideRequest,
  allowed: AllowedLoss,
): Promise<{ readonly base: Side; readonly head: Side; readonly comparison: Comparison }> {
  const base = readSide(baseRequest);
  const head = readSide(headRequest);
  const comparison = compareRuns(base.runs.map(comparedOf), head.runs.map(comparedOf), allowed, `${base.hash} ${head.hash}`);
  return { base, head, comparison: { ...comparison, variants: await withExactTicks(comparison.variants, base, head) } };
}

function comparedOf(run: KeptRun): ComparedRun {
  const { variantId, scenarioId, seed, verdict, why, score, hash, hashes, end, reproduce, profiles } = run;
  return { variantId, scenarioId, seed, verdict, why, score, hash, hashes, endTick: end.tick, reproduce, profiles };
}

function readSide({ folder, controller }: SideRequest): Side {
  const { results, hash, damagedLines, suite } = readRunFolder(folder);
  const named = [...new Set(results.map((r) => r.controller.text))];
  const chosen = controller === null ? named : named.filter((n) => n === controller);
  const [only, ...others] = chosen;
  if (only === undefined || others.length > 0) throw new InputError([ambiguous(folder, controller, named)]);
  const runs = results.filter((r) => r.controller.text === only);
  refuseTwice(folder, runs);
  return { folder, controller: only, hash, runs, damagedLines, isWhole: suite !== null };
}

/** The same controller named twice drives every variant twice: which of them is meant cannot be told. */
function refuseTwice(folder: string, runs: readonly KeptRun[]): void {
  const seen = new Set<string>();
  for (const { variantId } of runs) {
    if (seen.has(variantId)) {
      const where = { file: folder, line: 0, column: 0, path: "" };
      const expected = "each variant once under one controller";
      throw new InputError([{ code: "RDV_RESULT_FORMAT", severity: "error", ...where, expected, found: `${variantId} twice`, hint: "" }]);
    }
    seen.add(variantId);
  }
}

function ambiguous(folder: string, controller: string | null, named: readonly string[]): Problem {
  const where = { file: folder, line: 0, column: 0, path: "" };
  const hint = `--controllers BASE HEAD names one of: ${named.join(" | ")}`;
  const expected = controller === null ? "the runs of one controller" : `runs of the controller ${controller}`;
  const found = controller === null ? `${named.length} controllers` : "none";
  return { code: "RDV_USAGE", severity: "error", ...where, expected, found, hint };
}

/** Largest losses first, because not all traces may be read. */
async function withExactTicks(variants: readonly ComparedVariant[], base: Side, head: Side): Promise<ComparedVariant[]> {
  const runsOf = (side: Side): Map<string, KeptRun> => new Map(side.runs.map((r) => [r.variantId, r]));
  const [before, after] = [runsOf(base), runsOf(head)];
  const candidates = variants
    .filter((v) => v.parting !== null)
    .map((variant) => ({ variant, a: traceOf(base, before.get(variant.variantId)), b: traceOf(head, after.get(variant.variantId)) }))
    .filter(({ a, b }) => a !== null && b !== null)
    .sort((x, y) => (x.variant.differenceScore ?? -100) - (y.variant.differenceScore ?? -100));
  const exact = new Map<string, number>();
  for (const { variant, a, b } of candidates.slice(0, TRACES_READ)) {
    const tick = a === null || b === null ? null : await firstTick(a, b);
    if (tick !== null) exact.set(variant.variantId, tick);
  }
  return variants.map((v) => {
    const tick = exact.get(v.variantId);
    return tick === undefined ? v : { ...v, parting: { fromTick: tick, toTick: tick } };
  });
}

function traceOf({ folder }: Side, run: KeptRun | undefined): string | null {
  const trace = run?.files?.trace ?? null;
  const path = trace === null ? null : join(folder, trace);
  return path !== null && existsSync(path) && statSync(path).isFile() ? path : null;
}

/** null where the records are equal (what differs is hidden state), cannot be read, or are of different worlds. */
async function firstTick(a: string, b: string): Promise<number | null> {
  try {
    const [one, two] = [await readTrace(a), await readTrace(b)];
    if (one.tape.stride !== two.tape.stride) return null;
    return firstDifference(one.tape, two.tape, columnNames(one.header))?.tick ?? null;
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}
