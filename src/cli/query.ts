import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { printable } from "../report/printable.ts";
import { withFreshHistory, withHistory } from "../run/history-file.ts";
import { writeParquet } from "../run/history-parquet.ts";
import { addSuite } from "../run/history.ts";
import { finishedSuite } from "../run/run-folder.ts";
import { onDisk } from "../trace/file-write.ts";
import { type Answer, askDuckDb } from "./duckdb.ts";
import { EXIT } from "./exit-codes.ts";

/** Answers a question in SQL over a history, or over the last run of an output folder, through DuckDB. */
export async function query(sql: string, options: { history?: string; out: string; json?: boolean }): Promise<number> {
  const folder = onDisk(tmpdir(), () => mkdtempSync(join(tmpdir(), "redrive-query-")));
  try {
    const parquet = join(folder, "results.parquet");
    if (options.history === undefined) lastRun(options.out, parquet);
    else withHistory(options.history, "read", (db) => writeParquet(db, parquet));
    const answer = await askDuckDb(viewsOf(parquet), sql, process.cwd());
    process.stdout.write(options.json === true ? jsonOf(answer) : textOf(answer));
    return EXIT.passed;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function lastRun(out: string, parquet: string): void {
  const suite = finishedSuite(out);
  withFreshHistory((db) => {
    addSuite(db, suite, new Date());
    writeParquet(db, parquet);
  });
}

/** `runs` has a row a run, `metrics` a row a run and metric. */
function viewsOf(parquet: string): string[] {
  const rows = `read_parquet('${parquet.replaceAll("'", "''")}')`;
  const ofRun = "metric, params_hash, unit, definition, value, loss_points";
  return [
    `CREATE VIEW runs AS SELECT * EXCLUDE (${ofRun}), value AS score, definition AS score_id FROM ${rows} WHERE metric = 'score'`,
    `CREATE VIEW metrics AS SELECT * FROM ${rows} WHERE metric <> 'score'`,
  ];
}

function jsonOf({ columns, rows }: Answer): string {
  const objects = rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
  return `${JSON.stringify(objects, null, 2)}\n`;
}

function textOf({ columns, rows }: Answer): string {
  const cells = [columns, ...rows.map((row) => row.map(cellOf))].map((row) => row.map(printable));
  const widths = columns.map((_, c) => cells.reduce((most, row) => Math.max(most, (row[c] ?? "").length), 0));
  const isNumber = columns.map((_, c) => rows.length > 0 && rows.every((row) => typeof row[c] === "number" || row[c] === null));
  const lines = cells.map((row) =>
    row
      .map((cell, c) => (isNumber[c] === true ? cell.padStart(widths[c] ?? 0) : cell.padEnd(widths[c] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
  return `${lines.join("\n")}\n`;
}

function cellOf(value: unknown): string {
  if (value === null) return "-";
  return typeof value === "string" ? value : JSON.stringify(value);
}
