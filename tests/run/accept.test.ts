import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { InputError } from "../../src/core/errors.ts";
import { acceptRun } from "../../src/run/accept.ts";
import { readRunFolder } from "../../src/run/run-folder.ts";
import { closeResultLog, logResult, openResultLog, writeSuite } from "../../src/run/store.ts";
import { resultWith, scoreWith, suiteWith } from "../report/support.ts";

const folder = mkdtempSync(join(tmpdir(), "redrive-accept-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
function fresh(): string {
  return join(folder, String(made++));
}

const FILES = { trace: "runs/00000/trace.mcap", view: null, controllerLog: null };
const suite = suiteWith([resultWith({ score: scoreWith(80), files: FILES })], { hash: "0a0a" });
const AT = new Date(Date.UTC(2026, 0, 2, 3, 4, 5));

function runFolder(of = suite): string {
  const out = fresh();
  writeSuite(out, of);
  return out;
}

const lines = (baseline: string): string[] => readFileSync(join(baseline, "accepted.jsonl"), "utf8").trimEnd().split("\n");

describe("accepting a run", () => {
  test("keeps its results without the files it leaves behind, and a line of why", () => {
    const baseline = fresh();
    acceptRun(runFolder(), baseline, "first", AT);
    expect(readRunFolder(baseline)).toMatchObject({
      hash: "0a0a",
      results: [{ variantId: "suite/a.yaml#gapM=8", files: { trace: null } }],
    });
    expect(JSON.parse(lines(baseline)[0] ?? "")).toMatchObject({
      at: "2026-01-02T03:04:05.000Z",
      from: null,
      to: "0a0a",
      reason: "first",
      passed: 1,
    });
    expect(existsSync(join(baseline, ".lock"))).toBe(false);
  });

  test("adds a line each time and names what was before; a torn line stays one of its own", () => {
    const baseline = fresh();
    acceptRun(runFolder(), baseline, "first", AT);
    writeFileSync(join(baseline, "accepted.jsonl"), '{"acceptVersion":1,"at":"20', { flag: "a" });
    acceptRun(runFolder({ ...suite, hash: "0b0b" }), baseline, "second\nline", AT);
    expect(lines(baseline)).toHaveLength(3);
    expect(JSON.parse(lines(baseline)[2] ?? "")).toMatchObject({ from: "0a0a", to: "0b0b", reason: "second\nline" });
  });

  test("adds a line to a record of any length, of which it reads the last byte", () => {
    const baseline = fresh();
    acceptRun(runFolder(), baseline, "first", AT);
    const record = join(baseline, "accepted.jsonl");
    const longBytes = 2 ** 30; // of zeros that take no room on the disk
    truncateSync(record, longBytes);
    acceptRun(runFolder(), baseline, "second", AT);
    const fd = openSync(record, "r");
    const added = Buffer.alloc(10_000);
    const count = readSync(fd, added, 0, added.length, longBytes);
    closeSync(fd);
    expect(added.toString("utf8", 0, count)).toMatch(/^\n\{.*"reason":"second".*\}\n$/);
  });

  test("refuses a run that was killed or stopped, and leaves the baseline as it was", () => {
    const baseline = fresh();
    acceptRun(runFolder(), baseline, "first", AT);
    const killed = runFolder();
    rmSync(join(killed, "results.json"));
    closeResultLog(openResultLog(killed));
    const stopped = runFolder({ ...suite, counts: { ...suite.counts, aborted: 1 } });
    for (const run of [killed, stopped])
      expect(() => acceptRun(run, baseline, "x", AT)).toThrow(/RDV_RESULT_FORMAT.*stopped before its end/);
    expect(lines(baseline)).toHaveLength(1);
    expect(readRunFolder(baseline).hash).toBe("0a0a");
  });
});

describe("what an output folder holds", () => {
  test("is read from a log whose last line is torn, and said to be", () => {
    const out = runFolder();
    const log = openResultLog(out);
    logResult(log, resultWith({ index: 1, variantId: "b" }));
    logResult(log, resultWith({ index: 0, variantId: "a" }));
    closeResultLog(log);
    writeFileSync(log.path, "01234567 {", { flag: "a" });
    expect(readRunFolder(out)).toMatchObject({
      damagedLines: 1,
      suite: null,
      results: [{ variantId: "a" }, { variantId: "b" }],
    });
  });

  test.each([
    ["nothing", null, /RDV_FILE_MISSING/],
    ["half a document", '{"suiteVersion":1,', /RDV_RESULT_FORMAT: expected JSON/],
    ["a list", "[]", /found a list/],
    ["another version", '{"suiteVersion":2}', /found suiteVersion 2/],
    ["half a suite", '{"suiteVersion":1,"hash":"x","results":[{}]}', /found version 1 without its parts/],
    ["no result", JSON.stringify({ ...suite, results: [{}] }), /something else at place 0/],
    [
      "a score that is none",
      JSON.stringify({ ...suite, results: [{ ...suite.results[0], score: { scoreId: "s", total: "high" } }] }),
      /place 0/,
    ],
  ])("%s is an input error", (_name, text, message) => {
    const out = runFolder();
    rmSync(join(out, "results.json"));
    if (text !== null) writeFileSync(join(out, "results.json"), text);
    const attempt = (): unknown => readRunFolder(out);
    expect(attempt).toThrow(InputError);
    expect(attempt).toThrow(message);
  });
});
