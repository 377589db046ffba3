import type { Problem } from "../../core/errors.ts";
import type { DocPath, Finding } from "../finding.ts";

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where a path of the document stands; the nearest existing part of it where it does not exist. */
export type Locate = (path: DocPath, atKey: boolean) => Position;

/** The finding as a problem of a file. */
export function problemAt(file: string, locate: Locate, f: Finding): Problem {
  const { line, column } = locate(f.path, f.atKey ?? false);
  const path = f.path.join(".");
  return { code: f.code, severity: "error", file, line, column, path, expected: f.expected, found: f.found, hint: f.hint ?? "" };
}

/** A value in an error text, shortened. */
export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "an empty value";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object") return "a map";
  const text = typeof value === "number" ? String(value) : JSON.stringify(value); // JSON has no infinity
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
