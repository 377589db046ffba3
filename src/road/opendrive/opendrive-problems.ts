import type { ErrorCode, Problem } from "../../core/errors.ts";

/** What can be wrong with a map, as codes of the table that all readers share. */
export const CODE = {
  syntax: "RDV_XML_SYNTAX",
  doctype: "RDV_XML_DOCTYPE",
  fileSize: "RDV_FILE_SIZE",
  encoding: "RDV_XML_ENCODING",
  limit: "RDV_XML_LIMIT",
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
  warningCount: number;
}

/** A file with more errors than this is broken as a whole: it is not read further. */
const MAX_ERRORS = 100;
/** Warnings beyond this are only counted. */
const MAX_WARNINGS = 400;

/** Ends the reading of a file; what is wrong is in the log. */
export class Stopped extends Error {}

export function newLog(): ProblemLog {
  return { items: [], said: new Set(), errorCount: 0, warningCount: 0 };
}

/** Throws Stopped where there are too many errors for more to help. */
export function addProblem(log: ProblemLog, problem: Found): void {
  if (problem.severity === "error") {
    log.items.push(problem);
    if (++log.errorCount === MAX_ERRORS) throw new Stopped();
  } else if (++log.warningCount <= MAX_WARNINGS) log.items.push(problem);
}

/** The problems in the order of the file, with lines and columns counted from 1; those without a place (offset below 0) have 0 for both. */
export function problemsOf(log: ProblemLog, file: string, text: string): Problem[] {
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
  const unlisted = log.warningCount - MAX_WARNINGS;
  if (unlisted > 0) problems.push(summary(file, "warning", `at most ${MAX_WARNINGS} warnings`, `${unlisted} more`));
  if (log.errorCount === MAX_ERRORS) problems.push(summary(file, "error", `fewer than ${MAX_ERRORS} errors`, `${MAX_ERRORS}`));
  return problems;
}

function summary(file: string, severity: Problem["severity"], expected: string, found: string): Problem {
  const hint = severity === "error" ? "the file was not read further" : "mend the first ones and read again";
  return { code: CODE.limit, severity, file, line: 0, column: 0, path: "", expected, found, hint };
}

/** Text from a file, fit for a message: quoted, control characters escaped, at most 60 characters. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}
