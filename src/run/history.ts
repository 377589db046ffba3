import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { inTransaction, withHistory } from "./history-file.ts";
import type { RunResult, SuiteResult } from "./result.ts";

/** Makes the history where there is none, and refuses what is none: before a long run rather than after it. Throws as `withHistory`. */
export function checkHistory(path: string): void {
  withHistory(path, "write", () => undefined);
}

/** Adds a finished suite, whole or not at all. Throws as `withHistory`. */
export function appendHistory(path: string, suite: SuiteResult, at: Date): void {
  withHistory(path, "write", (db) => addSuite(db, suite, at));
}

/** Adds a suite to an open history. */
export function addSuite(db: DatabaseSync, suite: SuiteResult, at: Date): void {
  inTransaction(db, () => {
    const { total, passed, failed, error, aborted, scored } = suite.counts;
    const numbers = [total, passed, failed, error, aborted, scored];
    const { lastInsertRowid } = db
      .prepare(
        "INSERT INTO suite (at, hash, redrive_version, total, passed, failed, error, aborted, scored) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      )
      .run(at.toISOString(), suite.hash, suite.redriveVersion, ...numbers);
    const add = runAdder(db, Number(lastInsertRowid));
    for (const result of suite.results) add(result);
  });
}

function runAdder(db: DatabaseSync, suite: number): (result: RunResult) => void {
  const scenario = known(db, "scenario", ["id"]);
  const controller = known(db, "controller", ["text", "name", "build"]);
  const definition = known(db, "definition", ["metric", "id", "params_hash"], ["unit", "better"]);
  const addRun = db.prepare(
    `INSERT INTO run (suite, scenario, controller, variant_id, seed, verdict, end_reason, end_tick, score, score_id, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const addValue = db.prepare("INSERT INTO value (run, definition, value, loss_points) VALUES (?, ?, ?, ?)");
  return (r) => {
    const { text, name, build } = r.controller;
    const who = [suite, scenario([r.scenarioId]), controller([text, name, build])];
    const scored = [r.score?.total ?? null, r.score?.scoreId ?? null];
    const run = Number(addRun.run(...who, r.variantId, r.seed, r.verdict, r.end.reason, r.end.tick, ...scored, r.hash).lastInsertRowid);
    for (const m of r.score?.metrics ?? []) {
      const lost = (r.score?.findings ?? []).reduce((sum, f) => (f.metric === m.id ? sum + f.lossPoints : sum), 0);
      addValue.run(run, definition([m.id, m.definition, m.paramsHash], [m.unit, m.better]), m.value, lost);
    }
  };
}

/** The number of a row with these texts, which is added where it is not there yet. */
function known(
  db: DatabaseSync,
  table: "scenario" | "controller" | "definition",
  keys: readonly string[],
  others: readonly string[] = [],
): (key: readonly string[], other?: readonly string[]) => number {
  const columns = [...keys, ...others];
  const add: StatementSync = db.prepare(
    `INSERT OR IGNORE INTO "${table}" (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`,
  );
  const find = db.prepare(`SELECT "${table}" AS number FROM "${table}" WHERE ${keys.map((k) => `"${k}" = ?`).join(" AND ")}`);
  const found = new Map<string, number>();
  return (key, other = []) => {
    const text = JSON.stringify(key);
    const before = found.get(text);
    if (before !== undefined) return before;
    add.run(...(key as SQLInputValue[]), ...(other as SQLInputValue[]));
    const number = Number(find.get(...(key as SQLInputValue[]))?.["number"]);
    found.set(text, number);
    return number;
  };
}

// ---- reading ----

/** What of a history is asked for. */
export interface TrendRequest {
  /** Part of a scenario's id; null for all. */
  readonly scenario: string | null;
  /** Part of how the user named a controller, of its own name, or of its build; null for all. */
  readonly controller: string | null;
  /** A metric's id; null for the score. */
  readonly metric: string | null;
  /** So many of the latest suites. */
  readonly suiteCount: number;
}

/** One suite of a history. */
export interface HistorySuite {
  readonly suite: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly hash: string;
  readonly redriveVersion: string;
  readonly total: number;
  readonly passed: number;
  readonly scored: number;
}

/** What one scenario came to under one controller in one suite. */
export interface TrendPoint {
  readonly suite: number;
  readonly scenarioId: string;
  readonly controller: string;
  readonly controllerName: string;
  readonly build: string;
  /** Score id, or definition and parameter hash: values of different ones are not comparable. */
  readonly definition: string;
  /** Mean over the variants that have one. */
  readonly value: number;
  readonly count: number;
  readonly passCount: number;
  readonly total: number;
}

export interface Trend {
  /** Oldest first. */
  readonly suites: readonly HistorySuite[];
  readonly points: readonly TrendPoint[];
  /** Of the metric; "points" for the score, empty where nobody has it. */
  readonly unit: string;
}

const POINTS = `SELECT r.suite, s.id AS scenarioId, c.text AS controller, c.name AS controllerName, c.build,
  COUNT(*) AS total, SUM(r.verdict = 'passed') AS passCount`;
const FROM = "FROM run r JOIN scenario s USING (scenario) JOIN controller c USING (controller)";
const WHERE = `WHERE r.suite >= ? AND (? IS NULL OR instr(s.id, ?)) AND (? IS NULL OR instr(c.text, ?) OR instr(c.name, ?) OR instr(c.build, ?))`;
const GROUP = "GROUP BY r.suite, r.controller, r.scenario, definition ORDER BY c.text, s.id, r.suite";

/** The trend of the score, or of one metric, by scenario and controller. Throws as `withHistory`. */
export function readTrend(path: string, request: TrendRequest): Trend {
  return withHistory(path, "read", (db) => {
    const suites = suitesOf(db, request.suiteCount);
    const { scenario, controller, metric } = request;
    const given = [suites[0]?.suite ?? 0, scenario, scenario, controller, controller, controller, controller];
    const score = `${POINTS}, r.score_id AS definition, AVG(r.score) AS value, COUNT(r.score) AS count ${FROM} ${WHERE} AND r.score IS NOT NULL ${GROUP}`;
    const one = `${POINTS}, d.id || ' ' || d.params_hash AS definition, AVG(v.value) AS value, COUNT(v.value) AS count
      ${FROM} JOIN value v USING (run) JOIN definition d USING (definition) ${WHERE} AND d.metric = ? AND v.value IS NOT NULL ${GROUP}`;
    const rows = metric === null ? db.prepare(score).all(...given) : db.prepare(one).all(...given, metric);
    const unit =
      metric === null
        ? "points"
        : db.prepare("SELECT unit FROM definition WHERE metric = ? ORDER BY definition DESC").get(metric)?.["unit"];
    return { suites, points: rows as unknown as TrendPoint[], unit: String(unit ?? "") };
  });
}

function suitesOf(db: DatabaseSync, count: number): HistorySuite[] {
  const rows = db
    .prepare("SELECT suite, at, hash, redrive_version AS redriveVersion, total, passed, scored FROM suite ORDER BY suite DESC LIMIT ?")
    .all(count);
  return (rows as unknown as HistorySuite[]).toReversed();
}
