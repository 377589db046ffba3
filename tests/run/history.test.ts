import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetReadObjects } from "hyparquet";
import { afterAll, describe, expect, test } from "vitest";
import { InputError } from "../../src/core/errors.ts";
import type { MetricReport, Score } from "../../src/eval/result.ts";
import { appendHistory, checkHistory, readTrend, type TrendRequest } from "../../src/run/history.ts";
import { withHistory } from "../../src/run/history-file.ts";
import { writeParquet } from "../../src/run/history-parquet.ts";
import type { RunResult } from "../../src/run/result.ts";
import { DiskError } from "../../src/trace/file-write.ts";
import { findingWith, resultWith, scoreWith, suiteWith } from "../report/support.ts";

const folder = mkdtempSync(join(tmpdir(), "redrive-history-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
const fresh = (): string => join(folder, `${made++}.sqlite`);

const METRIC: MetricReport = {
  id: "min-ttc",
  definition: "redrive.ttc2d@1",
  paramsHash: "aa",
  dimension: "safety",
  unit: "s",
  better: "higher",
  class: "tick",
  value: 2.5,
  reason: "",
  atTick: 3,
  actor: null,
  episodes: [],
  role: "soft",
  normalised: 1,
  weight: 1,
};

function scored(total: number, value: number | null, change: Partial<Score> = {}): Score {
  return { ...scoreWith(total, [findingWith({ metric: "min-ttc", lossPoints: 100 - total })]), metrics: [{ ...METRIC, value }], ...change };
}

const run = (scenarioId: string, score: Score | null, change: Partial<RunResult> = {}): RunResult =>
  resultWith({ scenarioId, variantId: `${scenarioId}#x=1`, score, verdict: score === null ? "error" : "passed", ...change });

const ALL: TrendRequest = { scenario: null, controller: null, metric: null, suiteCount: 10 };
const DAY = (day: number): Date => new Date(Date.UTC(2026, 0, day));

function twoSuites(path: string): void {
  appendHistory(path, suiteWith([run("a", scored(80, 2)), run("a", scored(90, null)), run("b", null)], { hash: "one" }), DAY(1));
  const other = { name: "mine", build: "git 1234", text: "python3 mine.py", rssBytes: null };
  appendHistory(path, suiteWith([run("a", scored(70, 1)), run("a", scored(60, 1.5), { controller: other })], { hash: "two" }), DAY(2));
}

describe("a history", () => {
  const path = fresh();
  twoSuites(path);

  test("gives the mean score of each scenario and controller, suite by suite", () => {
    const { suites, points, unit } = readTrend(path, ALL);
    expect(unit).toBe("points");
    expect(suites.map((s) => [s.at, s.hash, s.total, s.scored])).toEqual([
      ["2026-01-01T00:00:00.000Z", "one", 3, 2],
      ["2026-01-02T00:00:00.000Z", "two", 2, 2],
    ]);
    expect(points.map((p) => [p.suite, p.scenarioId, p.controller, p.build, p.value, p.count])).toEqual([
      [1, "a", "builtin:pursuit", "", 85, 2],
      [2, "a", "builtin:pursuit", "", 70, 1],
      [2, "a", "python3 mine.py", "git 1234", 60, 1],
    ]);
  });

  test("gives a metric where it applies, with its definition", () => {
    const { points, unit } = readTrend(path, { ...ALL, metric: "min-ttc" });
    expect(unit).toBe("s");
    expect(points.map((p) => [p.suite, p.value, p.count, p.definition])).toEqual([
      [1, 2, 1, "redrive.ttc2d@1 aa"],
      [2, 1, 1, "redrive.ttc2d@1 aa"],
      [2, 1.5, 1, "redrive.ttc2d@1 aa"],
    ]);
  });

  test("is filtered by parts of names, taken as they are", () => {
    expect(readTrend(path, { ...ALL, controller: "1234" }).points).toHaveLength(1);
    expect(readTrend(path, { ...ALL, suiteCount: 1 }).points.map((p) => p.suite)).toEqual([2, 2]);
    expect(readTrend(path, { ...ALL, scenario: "%' OR 1=1 --" }).points).toEqual([]);
    expect(readTrend(path, { ...ALL, metric: "nothing" })).toMatchObject({ points: [], unit: "" });
  });

  test("keeps scores of two definitions apart", () => {
    const mixed = fresh();
    appendHistory(mixed, suiteWith([run("a", scored(80, 2)), run("a", scored(20, 2, { scoreId: "t" }))]), DAY(1));
    expect(readTrend(mixed, ALL).points.map((p) => [p.definition, p.value])).toEqual([
      ["s", 80],
      ["t", 20],
    ]);
  });

  test("goes out as Parquet: a row a run and metric, the score among them", async () => {
    const file = join(folder, "out.parquet");
    expect(withHistory(path, "read", (db) => writeParquet(db, file))).toBe(9); // 5 runs, 4 of them scored
    const bytes = readFileSync(file);
    const rows = await parquetReadObjects({ file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) });
    expect(rows).toHaveLength(9);
    expect(rows[0]).toMatchObject({ suite: "one", scenario: "a", variant: "a#x=1", metric: "score", definition: "s", value: 80, seed: 7n });
    expect(rows[1]).toMatchObject({
      metric: "min-ttc",
      definition: "redrive.ttc2d@1",
      params_hash: "aa",
      unit: "s",
      value: 2,
      loss_points: 20,
    });
    expect(rows[3]).toMatchObject({ metric: "min-ttc", value: null });
    expect(rows[4]).toMatchObject({ scenario: "b", verdict: "error", metric: "score", value: null, definition: null });
  });
});

describe("what is no history", () => {
  const whole = fresh();
  twoSuites(whole);
  const bytes = readFileSync(whole);

  /** Reads and adds; whatever is wrong with the file is an input error, and never more than one. */
  function use(path: string): "used" | "refused" {
    try {
      readTrend(path, ALL);
      appendHistory(path, suiteWith([run("a", scored(80, 2))]), DAY(3));
      return "used";
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      expect((error as InputError).problems[0]?.code).toBe("RDV_HISTORY_FORMAT");
      return "refused";
    }
  }

  test("is refused by name: a text, a database of others, a later version, nothing", () => {
    const text = fresh();
    writeFileSync(text, "not a database, but long enough to be one".repeat(100));
    expect(use(text)).toBe("refused");
    const other = fresh();
    const db = new DatabaseSync(other);
    db.exec("CREATE TABLE t (x)");
    db.close();
    expect(() => checkHistory(other)).toThrow(/found another SQLite database/);
    const later = fresh();
    writeFileSync(later, bytes);
    const changed = new DatabaseSync(later);
    changed.exec("PRAGMA user_version = 2");
    changed.close();
    expect(() => checkHistory(later)).toThrow(/found version 2/);
    expect(() => readTrend(fresh(), ALL)).toThrow(/RDV_FILE_MISSING/);
    expect(() => checkHistory(folder)).toThrow(/RDV_FILE_KIND/);
    expect(() => checkHistory(join(whole, "below"))).toThrow(DiskError);
  });

  test("views and triggers of others are refused, whatever the header says", () => {
    const path = fresh();
    writeFileSync(path, bytes);
    const db = new DatabaseSync(path);
    db.exec("CREATE TRIGGER t AFTER INSERT ON suite BEGIN DELETE FROM run; END");
    db.close();
    expect(use(path)).toBe("refused");
  });

  test("a number that redrive cannot have written is refused", () => {
    const path = fresh();
    writeFileSync(path, bytes);
    const db = new DatabaseSync(path);
    db.exec("UPDATE suite SET total = 9223372036854775807");
    db.close();
    expect(use(path)).toBe("refused");
  });

  test("a file cut anywhere, or with a page overwritten, is read or refused, never a crash", () => {
    const path = fresh();
    let refused = 0;
    for (let cut = 0; cut < bytes.length; cut += 3001) {
      writeFileSync(path, bytes.subarray(0, cut));
      // An empty file is a history that has not begun: it can be written, and so is one after the other tries.
      if (cut > 0 && use(path) === "refused") refused++;
    }
    for (let at = 0; at + 512 < bytes.length; at += 4096) {
      const damaged = Buffer.from(bytes);
      damaged.fill(0xa5, at, at + 512);
      writeFileSync(path, damaged);
      if (use(path) === "refused") refused++;
    }
    expect(refused).toBeGreaterThan(10);
  });
});

test("killed at any moment, it holds every suite that was said to be added, each whole", async () => {
  const path = fresh();
  let next = 0;
  for (const afterMs of [150, 220, 310]) {
    const child = spawn(process.execPath, [join(import.meta.dirname, "fixtures/append-history.ts"), path, String(next)]);
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
    await new Promise<void>((resolve) => {
      child.stdout.once("data", () => setTimeout(() => child.kill("SIGKILL"), afterMs));
      child.on("close", () => resolve());
    });
    const last = Number(said.trimEnd().split("\n").at(-1));
    const { suites } = readTrend(path, { ...ALL, suiteCount: 1000 });
    expect(suites.length).toBeGreaterThanOrEqual(last + 1);
    const counts = withHistory(path, "read", (db) => db.prepare("SELECT COUNT(*) AS n FROM run GROUP BY suite").all());
    expect(counts.map((c) => c["n"])).toEqual(suites.map(() => 300));
    next = suites.length;
  }
});

test.skipIf(process.platform === "win32")("where the disk takes no more, it says so and holds what it took", async () => {
  const path = fresh();
  const script = join(import.meta.dirname, "fixtures/append-history.ts");
  // A limit on the size of files stands for a full disk: 200 blocks of 1024 bytes.
  const child = spawn("bash", ["-c", `ulimit -f 200; exec "${process.execPath}" "${script}" "${path}" 0`]);
  const text = { out: "", error: "" };
  child.stdout.setEncoding("utf8").on("data", (part: string) => (text.out += part));
  child.stderr.setEncoding("utf8").on("data", (part: string) => (text.error += part));
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect(code).toBe(1); // the fixture catches nothing
  expect(text.error).toContain("could not be written: ");
  const { suites } = readTrend(path, { ...ALL, suiteCount: 1000 });
  expect(suites.length).toBe(text.out.split("\n").length - 1);
  expect(suites.length).toBeGreaterThan(2);
});

test("two processes add to one history at once, and neither loses anything", async () => {
  const path = fresh();
  const children = [0, 1000].map((from) =>
    spawn(process.execPath, [join(import.meta.dirname, "fixtures/append-history.ts"), path, String(from)]),
  );
  const said = await Promise.all(
    children.map(
      (child) =>
        new Promise<number>((resolve) => {
          let text = "";
          child.stdout.setEncoding("utf8").on("data", (part: string) => {
            text += part;
            if (text.split("\n").length > 4) child.kill("SIGKILL");
          });
          child.on("close", () => resolve(text.split("\n").length - 1));
        }),
    ),
  );
  const { suites } = readTrend(path, { ...ALL, suiteCount: 1000 });
  expect(said.every((n) => n >= 4)).toBe(true);
  expect(suites.length).toBeGreaterThanOrEqual((said[0] ?? 0) + (said[1] ?? 0));
  expect(readdirSync(folder).filter((name) => name.includes("wal") || name.includes("shm"))).toEqual([]);
});
