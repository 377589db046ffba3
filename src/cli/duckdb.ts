import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { InputError } from "../core/errors.ts";

const PACKAGE = "@duckdb/node-api";

/** What redrive uses of DuckDB's package: an instance, a connection, and all rows of an answer. */
interface DuckDb {
  readonly DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<Connection> }> };
}

interface Connection {
  run(sql: string): Promise<unknown>;
  runAndReadAll(sql: string): Promise<{ columnNames(): readonly string[]; getRowsJson(): readonly (readonly unknown[])[] }>;
  closeSync(): void;
}

export interface Answer {
  readonly columns: readonly string[];
  /** Cells as JSON: numbers beyond 2^53 and decimals are texts. */
  readonly rows: readonly (readonly unknown[])[];
}

/**
 * Answers a question in SQL over views. DuckDB is an optional package of 70 MB, taken from the user's folder or from redrive's own.
 * Throws InputError where it is not installed, or the SQL is wrong.
 */
export async function askDuckDb(views: readonly string[], sql: string, folder: string): Promise<Answer> {
  const { DuckDBInstance } = await loadDuckDb(folder);
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  try {
    for (const view of views) await connection.run(view);
    const reader = await answered(connection, sql);
    return { columns: reader.columnNames(), rows: reader.getRowsJson() };
  } finally {
    connection.closeSync();
  }
}

async function answered(connection: Connection, sql: string): ReturnType<Connection["runAndReadAll"]> {
  try {
    return await connection.runAndReadAll(sql);
  } catch (error) {
    throw wrong("an SQL query that DuckDB can answer", error instanceof Error ? error.message : String(error), "tables: runs, metrics");
  }
}

async function loadDuckDb(folder: string): Promise<DuckDb> {
  for (const base of [join(folder, "package.json"), import.meta.filename]) {
    const path = resolvedFrom(base);
    if (path !== null) return (await import(pathToFileURL(path).href)) as DuckDb;
  }
  throw wrong(`the package ${PACKAGE}`, "none", `npm install ${PACKAGE} in this folder; without it: redrive history export --parquet FILE`);
}

function resolvedFrom(base: string): string | null {
  try {
    return createRequire(base).resolve(PACKAGE);
  } catch {
    return null;
  }
}

function wrong(expected: string, found: string, hint: string): InputError {
  return new InputError([
    { code: "RDV_USAGE", severity: "error", file: "redrive query", line: 0, column: 0, path: "", expected, found, hint },
  ]);
}
