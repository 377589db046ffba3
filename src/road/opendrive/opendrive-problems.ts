import type { ErrorCode, Problem } from "../../core/errors.ts";

/** What can be wrong with a map, as codes of the table that all readers share. */
export const CODE = {
  syntax: "RDV_XML_SYNTAX",
  doctype: "RDV_XML_DOCTYPE",
  fileSize: "RDV_FILE_SIZE",
  limit: "RDV_DRIVE_LIMIT",
  version: "RDV_SCENARIO_VERSION",
  missing: "RDV_SCENARIO_MISSING",
  type: "RDV_SCENARIO_TYPE",
  range: "RDV_SCENARIO_RANGE",
  choice: "RDV_SCENARIO_CHOICE",
  reference: "RDV_SCENARIO_REFERENCE",
  duplicate: "RDV_SCENARIO_DUPLICATE",
  /** An element that redrive does not use, or that OpenDRIVE does not know. */
  unused: "RDV_SCENARIO_KEY",
  geometry: "RDV_ROAD_GEOMETRY",
} as const satisfies Record<string, ErrorCode>;

export type Cause = keyof typeof CODE;

/** A problem before its place is known as line and column: `at` is an offset into the text. */
interface Found {
  readonly cause: Cause;
  readonly severity: "error" | "warning";
  readonly at: number;
  readonly path: string;
  readonly expected: string;
  readonly found: string;
  readonly hint: string;
}

export interface ProblemLog {
  readonly items: Found[];
  /** What is said once a file. */
  readonly said: Set<string>;
  errorCount: number;
  /** Found after the list was full. */
  unlistedCount: number;
}

/** A file with more problems than this is broken as a whole; listing them all would help nobody and cost memory. */
const MAX_LISTED = 500;

export function newLog(): ProblemLog {
  return { items: [], said: new Set(), errorCount: 0, unlistedCount: 0 };
}

export function addProblem(log: ProblemLog, problem: Found): void {
  if (problem.severity === "error") log.errorCount++;
  if (log.items.length < MAX_LISTED) log.items.push(problem);
  else log.unlistedCount++;
}

/** The problems in the order of the file, with lines and columns counted from 1; those without a place (offset below 0) have 0 for both. */
export function problemsOf(log: ProblemLog, file: string, text: string): readonly Problem[] {
  const sorted = log.items.toSorted((a, b) => a.at - b.at);
  let line = 1;
  let lineStart = 0;
  const problems = sorted.map(({ cause, severity, at, path, expected, found, hint }): Problem => {
    // After a name that ends a line with CR LF the parser is one character further than elsewhere.
    const place = at > 0 && text[at] !== "<" && text[at - 1] === "<" ? at - 1 : at;
    for (let next = text.indexOf("\n", lineStart); next >= 0 && next < place; next = text.indexOf("\n", lineStart)) {
      line++;
      lineStart = next + 1;
    }
    const where = at < 0 ? { line: 0, column: 0 } : { line, column: place - lineStart + 1 };
    return { code: CODE[cause], severity, file, ...where, path, expected, found, hint };
  });
  if (log.unlistedCount === 0) return problems;
  const severity = problems.some((p) => p.severity === "error") || log.errorCount === 0 ? "warning" : "error";
  const rest = {
    expected: `at most ${MAX_LISTED} problems`,
    found: `${log.unlistedCount} more`,
    hint: "mend the first ones and read again",
  };
  return [...problems, { code: CODE.limit, severity, file, line: 0, column: 0, path: "", ...rest }];
}

/** Text from a file, fit for a message: quoted, control characters escaped, at most 60 characters. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}
