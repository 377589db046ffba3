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

interface Machine {
  readonly file: string;
  readonly separator: number;
  readonly onRow: (row: CsvRow) => void;
  readonly fields: string[];
  readonly columns: number[];
  state: number;
  /** What is known of the current field from earlier pieces, or before a doubled quote. */
  pending: string;
  /** Characters before the present piece. */
  passed: number;
  line: number;
  rowLine: number;
  /** Positions in the file of the current line's and the current field's first character. */
  lineStart: number;
  fieldStart: number;
}

/**
 * Reads CSV as RFC 4180 defines it, strictly: a quote only at the start and end of a field, doubled inside; lines end in LF or CRLF.
 * Works piece by piece in constant memory. Throws RDV_DRIVE_FORMAT, RDV_DRIVE_LIMIT, RDV_DRIVE_TRUNCATED with line and column.
 */
export function createCsvReader(file: string, delimiter: string, onRow: (row: CsvRow) => void): CsvReader {
  const m: Machine = {
    file,
    separator: delimiter.charCodeAt(0),
    onRow,
    fields: [],
    columns: [],
    state: FIELD_START,
    pending: "",
    passed: 0,
    line: 1,
    rowLine: 1,
    lineStart: 0,
    fieldStart: 0,
  };
  return { push: (text) => push(m, text), end: () => end(m) };
}

function push(m: Machine, text: string): void {
  let from = 0; // where the part of the field that is not in `pending` begins
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (m.state === FIELD_START) {
      m.fieldStart = m.passed + i;
      m.state = code === QUOTE ? QUOTED : PLAIN;
      from = code === QUOTE ? i + 1 : i;
      if (code === QUOTE) continue;
    }
    if (m.state === PLAIN) {
      i = endOfPlain(m, text, i);
      if (i < text.length) closeField(m, text.charCodeAt(i), m.pending + text.slice(from, i), i);
    } else if (m.state === QUOTED) {
      if (code === LINE_FEED) newLine(m, i);
      if (code !== QUOTE) continue;
      m.pending += text.slice(from, i);
      m.state = QUOTE_SEEN;
    } else if (m.state === QUOTE_SEEN && code === QUOTE) {
      m.pending += '"';
      from = i + 1;
      m.state = QUOTED;
    } else if (m.state === QUOTE_SEEN) {
      if (!endsField(m, code)) throw wrong(m, i, "a comma or line end after a closing quote", quoted(text.charAt(i)));
      closeField(m, code, m.pending, i);
    } else {
      if (code !== LINE_FEED) throw wrong(m, i, "a line feed after a carriage return", quoted(text.charAt(i)));
      endLine(m, i);
    }
  }
  if (m.state === PLAIN || m.state === QUOTED) m.pending += text.slice(from);
  if (m.pending.length > MAX_FIELD_CHARS) throw tooMuch(m, `fields of at most ${MAX_FIELD_CHARS} characters`);
  m.passed += text.length;
}

/** Index of the separator or line end that closes a field without quotes; the text's length where it goes on in the next piece. */
function endOfPlain(m: Machine, text: string, from: number): number {
  let i = from;
  while (i < text.length && !endsField(m, text.charCodeAt(i))) {
    if (text.charCodeAt(i) === QUOTE) throw wrong(m, i, "quotes only around a whole field", "a quote inside a field");
    i++;
  }
  return i;
}

function endsField(m: Machine, code: number): boolean {
  return code === m.separator || code === LINE_FEED || code === RETURN;
}

/** The field is over at `at`, where the separator or a line end stands. */
function closeField(m: Machine, code: number, text: string, at: number): void {
  finishField(m, text);
  m.state = code === RETURN ? RETURN_SEEN : FIELD_START;
  if (code === LINE_FEED) endLine(m, at);
}

function finishField(m: Machine, text: string): void {
  if (text.length > MAX_FIELD_CHARS) throw tooMuch(m, `fields of at most ${MAX_FIELD_CHARS} characters`);
  if (m.fields.length === MAX_FIELDS) throw tooMuch(m, `at most ${MAX_FIELDS} fields in a row`);
  m.fields.push(text);
  m.columns.push(Math.max(1, m.fieldStart - m.lineStart + 1));
  m.pending = "";
}

function newLine(m: Machine, at: number): void {
  m.line++;
  m.lineStart = m.passed + at + 1;
}

function endLine(m: Machine, at: number): void {
  finishRow(m, true);
  newLine(m, at);
  m.rowLine = m.line;
}

function finishRow(m: Machine, ended: boolean): void {
  m.onRow({ fields: m.fields, columns: m.columns, line: m.rowLine, ended });
  m.fields.length = 0;
  m.columns.length = 0;
  m.state = FIELD_START;
}

function end(m: Machine): void {
  if (m.state === QUOTED) throw inputError("RDV_DRIVE_TRUNCATED", where(m, 0), "a closing quote", "the end of the file");
  if (m.state === FIELD_START && m.fields.length === 0) return; // the file ended with a line end
  if (m.state === FIELD_START) m.fieldStart = m.passed;
  if (m.state !== RETURN_SEEN) finishField(m, m.pending);
  finishRow(m, false);
}

function where(m: Machine, at: number): Where {
  return { file: m.file, line: m.line, column: m.passed + at - m.lineStart + 1, path: "" };
}

function wrong(m: Machine, at: number, expected: string, found: string) {
  return inputError("RDV_DRIVE_FORMAT", where(m, at), expected, found);
}

function tooMuch(m: Machine, expected: string) {
  return inputError("RDV_DRIVE_LIMIT", where(m, 0), expected, "more");
}
