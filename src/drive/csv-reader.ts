import { inputError, quoted, type Where } from "./problem.ts";

/** One row of a CSV file. Borrowed: the arrays are reused for the next row. */
export interface CsvRow {
  readonly fields: readonly string[];
  /** Column in the file at which each field starts; counts from 1. */
  readonly columns: readonly number[];
  /** Line at which the row starts; counts from 1. */
  readonly line: number;
  /** False for a last row without a line end, which may have been cut off. */
  readonly ended: boolean;
}

export interface CsvReader {
  /** Takes the next piece of the file, cut anywhere between two characters. */
  push(text: string): void;
  /** To be called after the last piece. */
  end(): void;
}

const MAX_FIELD_CHARS = 65_536;
const MAX_FIELDS = 4096;

const FIELD_START = 0;
const PLAIN = 1;
const QUOTED = 2;
const QUOTE_SEEN = 3;
const RETURN_SEEN = 4;

const QUOTE = 34;
const LINE_FEED = 10;
const RETURN = 13;

/**
 * Reads CSV as RFC 4180 defines it, strictly: a quote only at the start and end of a field, doubled inside; lines end in LF or CRLF.
 * Works piece by piece in constant memory. Throws RDV_DRIVE_FORMAT, RDV_DRIVE_LIMIT, RDV_DRIVE_TRUNCATED with line and column.
 */
export function createCsvReader(file: string, delimiter: string, onRow: (row: CsvRow) => void): CsvReader {
  const separator = delimiter.charCodeAt(0);
  const fields: string[] = [];
  const columns: number[] = [];
  let state = FIELD_START;
  let pending = ""; // what is known of the current field from earlier pieces, or before a doubled quote
  let passed = 0; // characters before the present piece
  let line = 1;
  let rowLine = 1;
  let lineStart = 0; // position of the current line's first character in the file
  let fieldAt = 0; // position of the current field's first character in the file

  const where = (at: number): Where => ({ file, line, column: passed + at - lineStart + 1, path: "" });
  const finishField = (text: string): void => {
    if (text.length > MAX_FIELD_CHARS)
      throw inputError("RDV_DRIVE_LIMIT", where(0), `fields of at most ${MAX_FIELD_CHARS} characters`, "more");
    if (fields.length === MAX_FIELDS) throw inputError("RDV_DRIVE_LIMIT", where(0), `at most ${MAX_FIELDS} fields in a row`, "more");
    fields.push(text);
    columns.push(Math.max(1, fieldAt - lineStart + 1));
    pending = "";
  };
  const finishRow = (ended: boolean): void => {
    onRow({ fields, columns, line: rowLine, ended });
    fields.length = 0;
    columns.length = 0;
    state = FIELD_START;
  };
  const newLine = (at: number): void => {
    line++;
    lineStart = passed + at + 1;
  };
  /** The field is over at `at`, where a separator or a line end stands. */
  const closeField = (code: number, text: string, at: number): void => {
    finishField(text);
    state = code === RETURN ? RETURN_SEEN : FIELD_START;
    if (code === LINE_FEED) endLine(at);
  };
  const endLine = (at: number): void => {
    newLine(at);
    finishRow(true);
    rowLine = line;
  };

  const push = (text: string): void => {
    let from = 0;
    for (let i = 0; i < text.length; i++) {
      let code = text.charCodeAt(i);
      if (state === FIELD_START) {
        fieldAt = passed + i;
        state = code === QUOTE ? QUOTED : PLAIN;
        from = code === QUOTE ? i + 1 : i;
        if (code === QUOTE) continue;
      }
      if (state === PLAIN) {
        while (code !== separator && code !== LINE_FEED && code !== RETURN && code !== QUOTE && ++i < text.length)
          code = text.charCodeAt(i);
        if (i === text.length) break;
        if (code === QUOTE) throw inputError("RDV_DRIVE_FORMAT", where(i), "quotes only around a whole field", "a quote inside a field");
        closeField(code, pending + text.slice(from, i), i);
      } else if (state === QUOTED) {
        if (code === LINE_FEED) newLine(i);
        if (code !== QUOTE) continue;
        pending += text.slice(from, i);
        state = QUOTE_SEEN;
      } else if (state === QUOTE_SEEN) {
        if (code === QUOTE) {
          pending += '"';
          from = i + 1;
          state = QUOTED;
        } else if (code === separator || code === LINE_FEED || code === RETURN) {
          closeField(code, pending, i);
        } else {
          throw inputError("RDV_DRIVE_FORMAT", where(i), "a comma or line end after a closing quote", quoted(text.charAt(i)));
        }
      } else if (code === LINE_FEED) {
        endLine(i);
      } else {
        throw inputError("RDV_DRIVE_FORMAT", where(i), "a line feed after a carriage return", quoted(text.charAt(i)));
      }
    }
    if (state === PLAIN || state === QUOTED) pending += text.slice(from);
    if (pending.length > MAX_FIELD_CHARS)
      throw inputError("RDV_DRIVE_LIMIT", where(0), `fields of at most ${MAX_FIELD_CHARS} characters`, "more");
    passed += text.length;
  };

  const end = (): void => {
    if (state === QUOTED) throw inputError("RDV_DRIVE_TRUNCATED", where(0), "a closing quote", "the end of the file");
    if (state === FIELD_START && fields.length === 0) return; // the file ended with a line end
    if (state === FIELD_START) fieldAt = passed;
    if (state !== RETURN_SEEN) finishField(pending);
    finishRow(false);
  };
  return { push, end };
}
