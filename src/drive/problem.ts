import { type ErrorCode, InputError } from "../core/errors.ts";

/** Where in an input something is wrong: lines and columns count from 1, 0 where there are none; path inside the document, or empty. */
export interface Where {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
}

/** A place in a file without lines. */
export function inFile(file: string, path = ""): Where {
  return { file, line: 0, column: 0, path };
}

/** An input error with one problem. */
export function inputError(code: ErrorCode, where: Where, expected: string, found: string, hint = ""): InputError {
  return new InputError([{ code, severity: "error", ...where, expected, found, hint }]);
}

/** Text from a file, fit for a message: quoted, control characters escaped, at most 60 characters. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}
