import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { SuiteResult } from "../run/result.ts";

/** Ids are folder names, never paths: a leading letter or digit, then letters, digits, dot, dash, underscore. */
export const RUN_ID: RegExp = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
/** The run that lies in the output folder itself. */
const LATEST = "latest";

/** One suite run as the list shows it. */
export interface RunSummary {
  readonly id: string;
  readonly controllers: readonly string[];
  readonly total: number;
  readonly passed: number;
  readonly meanScore: number | null;
  readonly exitCode: number;
  readonly hash: string;
}

/** All finished runs of an output folder: the folder itself as `latest`, and its subfolders that hold a `results.json`. */
export function listRuns(outFolder: string): RunSummary[] {
  const ids = existsSync(outFolder)
    ? readdirSync(outFolder)
        .filter((name) => RUN_ID.test(name))
        .sort()
    : [];
  const summaries: RunSummary[] = [];
  for (const id of [LATEST, ...ids.filter((name) => name !== LATEST)]) {
    const suite = readSuite(outFolder, id);
    if (suite !== null) summaries.push(summaryOf(id, suite));
  }
  return summaries;
}

/** The stored result of a run; null where there is none. Throws RangeError for an id that is not one. */
export function readSuite(outFolder: string, id: string): SuiteResult | null {
  const path = fileOf(outFolder, id, "results.json");
  return path === null ? null : (JSON.parse(readFileSync(path, "utf8")) as SuiteResult);
}

/** The HTML report of a run; null where there is none. */
export function readReport(outFolder: string, id: string): string | null {
  const path = fileOf(outFolder, id, "report.html");
  return path === null ? null : readFileSync(path, "utf8");
}

function fileOf(outFolder: string, id: string, name: "results.json" | "report.html"): string | null {
  if (!RUN_ID.test(id)) throw new RangeError(`not a run id: ${id}`);
  const path = id === LATEST ? join(outFolder, name) : join(outFolder, id, name);
  return existsSync(path) && statSync(path).isFile() ? path : null;
}

function summaryOf(id: string, suite: SuiteResult): RunSummary {
  const { controllers, counts, meanScore, exitCode, hash } = suite;
  return { id, controllers, total: counts.total, passed: counts.passed, meanScore, exitCode, hash };
}
