import { DatabaseSync } from "node:sqlite";
import { existsSync, statSync } from "node:fs";
import { InputError, type Problem } from "../core/errors.ts";
import { DiskError, makeFolder } from "../trace/file-write.ts";
import { dirname } from "node:path";

/** "RDVH": tells a history from any other SQLite file. */
const APPLICATION_ID = 0x52445648;
const VERSION = 1;
/** How long a second process waits for the first to finish its transaction. */
const BUSY_MS = 10_000;

/**
 * Texts that come again and again have a table of their own; a run of 30 metrics is about 750 bytes. A suite is one transaction with
 * SQLite's rollback journal, synced to the disk: a reader sees all of it or nothing, whenever the writer is killed.
 */
const SCHEMA = `
CREATE TABLE suite (suite INTEGER PRIMARY KEY, at TEXT NOT NULL, hash TEXT NOT NULL, redrive_version TEXT NOT NULL, total INTEGER NOT NULL,
  passed INTEGER NOT NULL, failed INTEGER NOT NULL, error INTEGER NOT NULL, aborted INTEGER NOT NULL, scored INTEGER NOT NULL) STRICT;
CREATE TABLE scenario (scenario INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE controller (controller INTEGER PRIMARY KEY, text TEXT NOT NULL, name TEXT NOT NULL, build TEXT NOT NULL,
  UNIQUE (text, name, build)) STRICT;
CREATE TABLE definition (definition INTEGER PRIMARY KEY, metric TEXT NOT NULL, id TEXT NOT NULL, params_hash TEXT NOT NULL,
  unit TEXT NOT NULL, better TEXT NOT NULL, UNIQUE (metric, id, params_hash)) STRICT;
CREATE TABLE run (run INTEGER PRIMARY KEY, suite INTEGER NOT NULL REFERENCES suite, scenario INTEGER NOT NULL REFERENCES scenario,
  controller INTEGER NOT NULL REFERENCES controller, variant_id TEXT NOT NULL, seed INTEGER NOT NULL, verdict TEXT NOT NULL,
  end_reason TEXT NOT NULL, end_tick INTEGER NOT NULL, score REAL, score_id TEXT, hash TEXT NOT NULL) STRICT;
CREATE TABLE value (run INTEGER NOT NULL REFERENCES run, definition INTEGER NOT NULL REFERENCES definition, value REAL,
  loss_points REAL NOT NULL, PRIMARY KEY (run, definition)) STRICT, WITHOUT ROWID;
CREATE INDEX run_suite ON run (suite);
PRAGMA application_id = ${APPLICATION_ID};
PRAGMA user_version = ${VERSION};`;

const TABLES = new Set(["suite", "scenario", "controller", "definition", "run", "value", "run_suite"]);

/**
 * Does something with the history in a file, and closes it.
 * @param access `write` makes the file where there is none; `read` refuses that.
 * Throws InputError (RDV_FILE_MISSING, RDV_FILE_KIND, RDV_HISTORY_FORMAT) where it is no history, DiskError where it cannot be used.
 */
export function withHistory<T>(path: string, access: "read" | "write", act: (db: DatabaseSync) => T): T {
  checkPath(path, access);
  return translated(path, () => {
    // Not opened read-only: whoever reads first after a writer was killed takes its half-written suite back.
    const db = new DatabaseSync(path);
    try {
      db.exec(`PRAGMA busy_timeout = ${BUSY_MS}; PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON;`);
      checkSchema(db, path, access);
      if (access === "read") db.exec("PRAGMA query_only = ON");
      return act(db);
    } finally {
      db.close();
    }
  });
}

/** A history that lives in memory only. */
export function withFreshHistory<T>(act: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(":memory:");
  try {
    db.exec(SCHEMA);
    return act(db);
  } finally {
    db.close();
  }
}

/** All of it, or nothing of it, is kept. */
export function inTransaction<T>(db: DatabaseSync, act: () => T): T {
  db.exec("BEGIN IMMEDIATE");
  try {
    const result = act();
    db.exec("COMMIT");
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

function checkPath(path: string, access: "read" | "write"): void {
  if (existsSync(path)) {
    if (!statSync(path).isFile()) throw new InputError([problem("RDV_FILE_KIND", path, "a regular file", "something else")]);
    return;
  }
  if (access === "read") {
    const hint = "redrive run --history FILE makes one";
    throw new InputError([{ ...problem("RDV_FILE_MISSING", path, "a history", "nothing at this path"), hint }]);
  }
  makeFolder(dirname(path));
}

/** An empty file becomes a history; one that holds anything else than ours is refused before anything is written. */
function checkSchema(db: DatabaseSync, path: string, access: "read" | "write"): void {
  const names = db.prepare("SELECT name, type FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'").all();
  const number = (pragma: string): number => Number(Object.values(db.prepare(`PRAGMA ${pragma}`).get() ?? {})[0]);
  if (names.length === 0 && access === "write") {
    inTransaction(db, () => {
      // Another process may have been quicker.
      if (db.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined) db.exec(SCHEMA);
    });
    return;
  }
  const isOurs = number("application_id") === APPLICATION_ID && names.length === TABLES.size;
  const isPlain = names.every(({ name, type }) => TABLES.has(String(name)) && (type === "table" || type === "index"));
  if (isOurs && isPlain && number("user_version") === VERSION) return;
  const found = isOurs ? `version ${number("user_version")}` : names.length === 0 ? "an empty file" : "another SQLite database";
  throw new InputError([problem("RDV_HISTORY_FORMAT", path, `a history of redrive, version ${VERSION}`, found)]);
}

/** SQLite's result codes for a file that is damaged, is none of its own, or has other tables than it says. */
const DAMAGED = new Set([1, 11, 20, 24, 26]);

/** What SQLite throws, as who can act on it would read it. */
function translated<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const { code = "" } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
    // A whole number beyond 2^53, which redrive never writes.
    if (error instanceof Error && code === "ERR_OUT_OF_RANGE") {
      throw new InputError([problem("RDV_HISTORY_FORMAT", path, "a history of redrive", error.message)]);
    }
    if (!(error instanceof Error) || code !== "ERR_SQLITE_ERROR") throw error;
    const primary = Number((error as { errcode?: unknown }).errcode) & 0xff;
    if (DAMAGED.has(primary)) throw new InputError([problem("RDV_HISTORY_FORMAT", path, "a history of redrive", error.message)]);
    throw new DiskError(path, error.message);
  }
}

function problem(code: Problem["code"], file: string, expected: string, found: string): Problem {
  return { code, severity: "error", file, line: 0, column: 0, path: "", expected, found, hint: "" };
}
