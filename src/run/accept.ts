import { existsSync } from "node:fs";
import { join } from "node:path";
import { appendLine, makeFolder, writeWhole } from "../trace/file-write.ts";
import { lockFolder } from "./lock.ts";
import type { SuiteResult } from "./result.ts";
import { finishedSuite, readRunFolder, stoppedRun } from "./run-folder.ts";

/** One line of `accepted.jsonl`: what became the baseline, in the place of what, and why. Who did it is not known. */
export interface Acceptance {
  readonly acceptVersion: 1;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Hash of the suite that was the baseline; null for the first. */
  readonly from: string | null;
  readonly to: string;
  readonly reason: string;
  readonly redriveVersion: string;
  readonly controllers: readonly string[];
  readonly total: number;
  readonly passed: number;
  readonly scored: number;
  readonly meanScore: number | null;
}

const AUDIT = "accepted.jsonl";

/**
 * Makes a finished run the baseline of later comparisons: one line more in the baseline's `accepted.jsonl`, then its `results.json`
 * replaced as a whole. Killed in between, the line says what was about to be accepted, and the next line's `from` says that it was not.
 * Throws InputError where the run was not finished, DiskError where the baseline cannot be written.
 */
export function acceptRun(runFolder: string, baselineFolder: string, reason: string, at: Date): Acceptance {
  const suite = finishedSuite(runFolder);
  if (suite.counts.aborted > 0) throw stoppedRun(runFolder);
  makeFolder(baselineFolder);
  const lock = lockFolder(baselineFolder);
  try {
    const before = existsSync(join(baselineFolder, "results.json")) ? readRunFolder(baselineFolder).hash : null;
    const line = acceptanceOf(suite, before, reason, at);
    appendLine(join(baselineFolder, AUDIT), JSON.stringify(line));
    writeWhole(join(baselineFolder, "results.json"), `${JSON.stringify(withoutFiles(suite), null, 2)}\n`);
    return line;
  } finally {
    lock.release();
  }
}

function acceptanceOf(suite: SuiteResult, from: string | null, reason: string, at: Date): Acceptance {
  const { hash: to, redriveVersion, controllers, counts, meanScore } = suite;
  const { total, passed, scored } = counts;
  return { acceptVersion: 1, at: at.toISOString(), from, to, reason, redriveVersion, controllers, total, passed, scored, meanScore };
}

/** Traces and pictures stay with the run. */
function withoutFiles(suite: SuiteResult): SuiteResult {
  return { ...suite, results: suite.results.map((r) => ({ ...r, files: { trace: null, view: null, controllerLog: null } })) };
}
