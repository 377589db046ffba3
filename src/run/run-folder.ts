import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { InputError, type Problem } from "../core/errors.ts";
import { hashHex, hashStart, hashText } from "../core/hash.ts";
import { type RunResult, type SuiteResult, VERDICTS } from "./result.ts";
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
    return { results: checked(suite.results, path), hash: suite.hash, damagedLines: 0, suite };
  }
  const log = readResultLog(folder);
  if (log === null) throw new InputError([missing(folder)]);
  const results = checked(log.results, join(folder, "results.jsonl")).toSorted((a, b) => a.index - b.index);
  const chain = hashStart("redrive.partial");
  for (const { variantId, hash } of results) hashText(chain, `${variantId} ${hash}`);
  return { results, hash: hashHex(chain), damagedLines: log.damagedLines, suite: null };
}

/** The suite of a run that was not killed. Throws as `readRunFolder`, and `stoppedRun` where it was. */
export function finishedSuite(folder: string): SuiteResult {
  const { suite } = readRunFolder(folder);
  if (suite === null) throw stoppedRun(folder);
  return suite;
}

/** What is said of a run that is needed whole (RDV_RESULT_FORMAT). */
export function stoppedRun(folder: string): InputError {
  const where = { file: folder, line: 0, column: 0, path: "" };
  const [expected, found] = ["a run that was finished", "one that was stopped before its end"];
  return new InputError([{ code: "RDV_RESULT_FORMAT", severity: "error", ...where, expected, found, hint: "run the suite to its end" }]);
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
  if (!isFields(value) || value["suiteVersion"] !== 1 || !hasTexts(value, "hash", "redriveVersion")) return false;
  const { counts, results, controllers, meanScore } = value;
  const names = ["total", "passed", "failed", "error", "aborted", "scored"];
  const isCounted = isFields(counts) && names.every((name) => isNumber(counts[name]));
  const isScored = meanScore === null || isNumber(meanScore);
  return isCounted && isScored && Array.isArray(results) && isListOf(controllers, (c) => typeof c === "string");
}

/** Every result, or an InputError that says which one is none. */
function checked(results: readonly unknown[], path: string): readonly KeptRun[] {
  const bad = results.findIndex((r) => !isRun(r));
  if (bad >= 0) throw new InputError([wrong(path, "a run's result of version 1", `something else at place ${bad}`)]);
  return results as readonly KeptRun[];
}

function isRun(value: unknown): value is KeptRun {
  if (!isFields(value) || value["resultVersion"] !== 1 || !isNumber(value["seed"])) return false;
  const { end, controller, files, score, hashes, parameters } = value;
  const hasParts = isFields(end) && isNumber(end["tick"]) && hasTexts(end, "reason") && isFields(files);
  const hasProfiles = isListOf(value["profiles"], isProfile);
  const hasLists =
    isListOf(hashes, (h) => typeof h === "string") && isListOf(parameters, (p) => isFields(p) && hasTexts(p, "name", "value"));
  const hasWords = hasTexts(value, "variantId", "scenarioId", "why", "hash", "reproduce") && isVerdict(value["verdict"]);
  const isNamed = isFields(controller) && hasTexts(controller, "text", "name", "build");
  return hasParts && hasLists && hasProfiles && hasWords && isNamed && isTextOrNull(files["trace"]) && (score === null || isScore(score));
}

function isVerdict(word: unknown): boolean {
  return VERDICTS.some((verdict) => verdict === word);
}

function isProfile(p: unknown): boolean {
  return isFields(p) && hasTexts(p, "id", "definition", "paramsHash") && (p["score"] === null || isNumber(p["score"]));
}

function isScore(score: unknown): boolean {
  if (!isFields(score) || !hasTexts(score, "scoreId") || !isNumber(score["total"])) return false;
  return isListOf(score["metrics"], isMetric) && isListOf(score["findings"], isFinding);
}

function isMetric(m: unknown): boolean {
  if (!isFields(m) || !hasTexts(m, "id", "definition", "paramsHash", "unit", "better")) return false;
  return m["value"] === null || isNumber(m["value"]);
}

function isFinding(f: unknown): boolean {
  return isFields(f) && isNumber(f["lossPoints"]) && hasTexts(f, "metric", "severity", "sentence", "reproduce");
}

function hasTexts(fields: Fields, ...names: readonly string[]): boolean {
  return names.every((name) => typeof fields[name] === "string");
}

function isListOf(value: unknown, holds: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(holds);
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === "string";
}

function isNumber(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(value);
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (!isFields(value)) return value === null ? "null" : Array.isArray(value) ? "a list" : `a ${typeof value}`;
  if (value["suiteVersion"] === 1) return "version 1 without its parts";
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
