import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { onDisk, writeAll, writeWhole } from "../trace/file-write.ts";
import type { RunResult, SuiteResult } from "./result.ts";

/**
 * The output folder of a run: `results.jsonl` grows by one line a finished variant, so a killed run loses nothing;
 * `results.json` and the reports are written at the end, each as a temporary file that is renamed.
 */
export interface ResultLog {
  readonly fd: number;
  readonly path: string;
}

const LOG = "results.jsonl";
const SUITE = "results.json";

/**
 * Begins a log in a folder that exists. The `results.json` of an earlier run goes: it would pass for this one's, were this one killed.
 * Throws DiskError, as all that writes here.
 */
export function openResultLog(outFolder: string): ResultLog {
  const path = join(outFolder, LOG);
  onDisk(outFolder, () => rmSync(join(outFolder, SUITE), { force: true }));
  return { path, fd: onDisk(path, () => openSync(path, "w")) };
}

/** One line: the CRC-32 of the JSON as eight hex digits, a space, the JSON. */
export function logResult(log: ResultLog, result: RunResult): void {
  const json = JSON.stringify(result);
  const bytes = Buffer.from(`${crcHex(json)} ${json}\n`);
  onDisk(log.path, () => writeAll(log.fd, bytes));
}

export function closeResultLog(log: ResultLog): void {
  onDisk(log.path, () => {
    try {
      fsyncSync(log.fd);
    } finally {
      closeSync(log.fd);
    }
  });
}

export interface LoggedResults {
  readonly results: readonly RunResult[];
  /** Lines whose CRC did not fit: a torn last line after a kill, or damage. */
  readonly damagedLines: number;
}

/** Reads what a finished or killed run left behind; null where no run did. */
export function readResultLog(outFolder: string): LoggedResults | null {
  const path = join(outFolder, LOG);
  if (!existsSync(path)) return null;
  const results: RunResult[] = [];
  let damagedLines = 0;
  for (const line of readFileSync(path, "utf8").split("\n")) {
    if (line === "") continue;
    const json = line.slice(9);
    if (line[8] === " " && line.slice(0, 8) === crcHex(json)) results.push(JSON.parse(json) as RunResult);
    else damagedLines++;
  }
  return { results, damagedLines };
}

export function writeSuite(outFolder: string, suite: SuiteResult): void {
  writeWhole(join(outFolder, SUITE), `${JSON.stringify(suite, null, 2)}\n`);
}

function crcHex(text: string): string {
  return crc32(text).toString(16).padStart(8, "0");
}
