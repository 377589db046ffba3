import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { InputError, type Problem } from "../core/errors.ts";
import { hashHex, hashStart, hashText } from "../core/hash.ts";
import type { RunResult, SuiteResult } from "./result.ts";
import { readResultLog } from "./store.ts";

/** A run as an output folder keeps it; checked as far as what reads these folders relies on it. */
export type KeptRun = RunResult;

/** What an output folder holds. */
export interface RunFolder {
  readonly results: readonly KeptRun[];
  readonly hash: string;
  readonly damagedLines: number;
  /** null where the run was killed before its end: only `results.jsonl` is there. */
  readonly suite: SuiteResult | null;
  readonly isWhole: boolean;
}

/**
 * Reads the results that a finished or killed run left behind.
 * Throws InputError where there are none (RDV_FILE_MISSING), or what is there is not of this version of redrive (RDV_RESULT_FORMAT).
 */
export function readRunFolder(folder: string): RunFolder {
  const path = join(folder, "results.json");
  if (existsSync(path)) {
    const suite = parsed(path);
    if (!isSuite(suite)) throw new InputError([wrong(path, "a suite's results of version 1", kindOf(suite))]);
    return { results: checked(suite.results, path), hash: suite.hash, damagedLines: 0, suite, isWhole: true };
  }
  const log = readResultLog(folder);
  if (log === null) throw new InputError([missing(folder)]);
  const results = checked(log.results, join(folder, "results.jsonl")).toSorted((a, b) => a.index - b.index);
  const chain = hashStart("redrive.partial");
  for (const { variantId, hash } of results) hashText(chain, `${variantId} ${hash}`);
  return { results, hash: hashHex(chain), damagedLines: log.damagedLines, suite: null, isWhole: false };
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new InputError([wrong(path, "JSON", error instanceof Error ? error.message : String(error))]);
  }
}

type Fields = Readonly<Record<string, unknown>>;

function isSuite(value: unknown): value is SuiteResult {
  return isFields(value) && value["suiteVersion"] === 1 && typeof value["hash"] === "string" && Array.isArray(value["results"]);
}

/** Every result, or an InputError that says which one is none. */
function checked(results: readonly unknown[], path: string): readonly KeptRun[] {
  const bad = results.findIndex((r) => !isRun(r));
  if (bad >= 0) throw new InputError([wrong(path, "a run's result of version 1", `something else at place ${bad}`)]);
  return results as readonly KeptRun[];
}

function isRun(value: unknown): value is KeptRun {
  if (!isFields(value) || value["resultVersion"] !== 1) return false;
  const { end, controller, files, score } = value;
  const texts = ["variantId", "scenarioId", "verdict", "why", "hash", "reproduce"].every((name) => typeof value[name] === "string");
  const hasParts = isFields(end) && typeof end["tick"] === "number" && isFields(controller) && typeof controller["text"] === "string";
  return texts && hasParts && isFields(files) && Array.isArray(value["hashes"]) && (score === null || isScore(score));
}

function isScore(score: unknown): boolean {
  if (!isFields(score) || typeof score["scoreId"] !== "string" || typeof score["total"] !== "number") return false;
  const { metrics, findings } = score;
  const isMetric = (m: unknown): boolean =>
    isFields(m) && typeof m["id"] === "string" && typeof m["definition"] === "string" && (m["value"] === null || isNumber(m["value"]));
  const isFinding = (f: unknown): boolean => isFields(f) && isNumber(f["lossPoints"]) && typeof f["sentence"] === "string";
  return Array.isArray(metrics) && metrics.every(isMetric) && Array.isArray(findings) && findings.every(isFinding);
}

function isNumber(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(value);
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (!isFields(value)) return value === null ? "null" : Array.isArray(value) ? "a list" : `a ${typeof value}`;
  return `suiteVersion ${String(JSON.stringify(value["suiteVersion"]) ?? "missing").slice(0, 40)}`;
}

function wrong(file: string, expected: string, found: string): Problem {
  const hint = "run the suite again with this redrive";
  return { code: "RDV_RESULT_FORMAT", severity: "error", file, line: 0, column: 0, path: "", expected, found, hint };
}

function missing(folder: string): Problem {
  const where = { file: folder, line: 0, column: 0, path: "" };
  const expected = "an output folder of redrive run, with results.json or results.jsonl";
  return { code: "RDV_FILE_MISSING", severity: "error", ...where, expected, found: "neither", hint: "redrive run -o FOLDER makes one" };
}
