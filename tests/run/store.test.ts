import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { RunResult } from "../../src/run/result.ts";
import { closeResultLog, logResult, openResultLog, readResultLog } from "../../src/run/store.ts";
import { exitCodeOf } from "../../src/run/suite.ts";
import { folderWith } from "../cli/support.ts";

/** A result of which only this much matters here. */
const result = (index: number, change: object = {}): RunResult =>
  ({ index, variantId: `v${index}.yaml`, verdict: "passed", why: "ünïcode\n\u2028", end: { reason: "completed" }, ...change }) as RunResult;

function logged(...results: RunResult[]): string {
  const folder = folderWith({});
  const log = openResultLog(folder);
  for (const r of results) logResult(log, r);
  closeResultLog(log);
  return folder;
}

describe("the log of results", () => {
  test("gives back what was written", () => {
    const results = [result(0), result(1), result(2)];
    expect(readResultLog(logged(...results))).toEqual({ results, damagedLines: 0 });
  });

  test("cut at every byte, it gives the results whose lines are whole and reports the torn one", () => {
    const results = [result(0), result(1)];
    const folder = logged(...results);
    const path = join(folder, "results.jsonl");
    const bytes = readFileSync(path);
    const second = bytes.indexOf("\n") + 1;
    for (let length = bytes.length - 1; length >= 0; length--) {
      truncateSync(path, length);
      const read = readResultLog(folder);
      // A line that lacks no more than its end of line is whole.
      const whole = length >= bytes.length - 1 ? 2 : length >= second - 1 ? 1 : 0;
      expect(read?.results).toEqual(results.slice(0, whole));
      const torn = length > 0 && length < second - 1 ? 1 : length > second && length < bytes.length - 1 ? 1 : 0;
      expect(read?.damagedLines).toBe(torn);
    }
  });

  test("one changed byte damages one line", () => {
    const folder = logged(result(0), result(1), result(2));
    const path = join(folder, "results.jsonl");
    writeFileSync(path, readFileSync(path, "utf8").replace('"v1.yaml"', '"v9.yaml"'));
    expect(readResultLog(folder)).toEqual({ results: [result(0), result(2)], damagedLines: 1 });
  });

  test("a new run takes away the suite of the one before, which would pass for its own", () => {
    const folder = folderWith({ "results.json": "{}", "report.html": "", "results.jsonl": "old" });
    closeResultLog(openResultLog(folder));
    expect(() => readFileSync(join(folder, "results.json"))).toThrow("ENOENT");
    expect(readResultLog(folder)).toEqual({ results: [], damagedLines: 0 });
  });
});

describe("the exit code of a suite", () => {
  const error = (reason: string): RunResult => result(0, { verdict: "error", end: { reason } });
  const failed = result(0, { verdict: "failed", end: { reason: "contact" } });

  test.each<[string, RunResult[], number]>([
    ["nothing at all", [], 0],
    ["all passed", [result(0)], 0],
    ["a failed drive", [result(0), failed], 1],
    ["an input error", [failed, error("input-error")], 2],
    ["a controller that broke", [failed, error("input-error"), error("controller-fault")], 4],
    ["a controller that hung", [error("controller-timeout"), failed], 4],
    ["a run that diverged", [error("controller-fault"), error("diverged"), error("input-error")], 3],
    ["our own fault", [error("harness-error"), failed, error("controller-fault")], 3],
    ["what the user stopped", [result(0, { verdict: "aborted", end: { reason: "aborted" } })], 0],
    ["a contact that was expected", [result(0, { verdict: "passed", expected: "fail", end: { reason: "contact" } })], 0],
  ])("%s", (_, results, code) => {
    expect(exitCodeOf(results)).toBe(code);
  });
});
