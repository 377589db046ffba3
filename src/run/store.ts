import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { writeWhole } from "../trace/file-write.ts";
import type { RunResult, SuiteResult } from "./result.ts";

/**
 * The output folder of a run: `results.jsonl` grows by one line a finished variant, so a killed run loses nothing;
 * `results.json` and the reports are written at the end, each as a temporary file that is renamed.
 */
export interface ResultLog {
  readonly fd: number;
}

export function openResultLog(outFolder: string): ResultLog {
  mkdirSync(outFolder, { recursive: true });
  return { fd: openSync(join(outFolder, "results.jsonl"), "w") };
}

/** One line: the CRC-32 of the JSON as eight hex digits, a space, the JSON. */
export function logResult(log: ResultLog, result: RunResult): void {
  const json = JSON.stringify(result);
  writeSync(log.fd, `${crcHex(json)} ${json}\n`);
}

export function closeResultLog(log: ResultLog): void {
  fsyncSync(log.fd);
  closeSync(log.fd);
}

export interface LoggedResults {
  readonly results: readonly RunResult[];
  /** Lines whose CRC did not fit: a torn last line after a kill, or damage. */
  readonly damagedLines: number;
}

/** Reads what a finished or killed run left behind. Throws where the file cannot be read. */
export function readResultLog(outFolder: string): LoggedResults {
  const results: RunResult[] = [];
  let damagedLines = 0;
  for (const line of readFileSync(join(outFolder, "results.jsonl"), "utf8").split("\n")) {
    if (line === "") continue;
    const json = line.slice(9);
    if (line[8] === " " && line.slice(0, 8) === crcHex(json)) results.push(JSON.parse(json) as RunResult);
    else damagedLines++;
  }
  return { results, damagedLines };
}

export function writeSuite(outFolder: string, suite: SuiteResult): void {
  writeWhole(join(outFolder, "results.json"), `${JSON.stringify(suite, null, 2)}\n`);
}

function crcHex(text: string): string {
  return crc32(text).toString(16).padStart(8, "0");
}
