import { inputError, quoted, type Where } from "./problem.ts";

/** A JSON value that knows where it stands, so that whatever is wrong with it later can be shown. */
export interface JsonNode {
  readonly value: string | number | boolean | null | readonly JsonNode[] | ReadonlyMap<string, JsonNode>;
  readonly where: Where;
}

const MAX_DEPTH = 32;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// oxlint-disable-next-line no-control-regex -- RFC 8259 section 7 forbids exactly these
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

interface Cursor {
  readonly text: string;
  readonly file: string;
  at: number;
  line: number;
  lineStart: number;
}

/**
 * Parses JSON (RFC 8259). Unlike `JSON.parse` it keeps positions, refuses a key given twice, and limits depth to 32.
 * Throws RDV_DRIVE_FORMAT with line and column.
 */
export function parseJson(text: string, file: string): JsonNode {
  const cursor = { text, file, at: 0, line: 1, lineStart: 0 };
  const node = readValue(cursor, "", 0);
  skipSpace(cursor);
  if (cursor.at < text.length) throw unexpected(cursor, "the end of the file");
  return node;
}

function readValue(c: Cursor, path: string, depth: number): JsonNode {
  skipSpace(c);
  const where = whereOf(c, path);
  if (depth > MAX_DEPTH) throw inputError("RDV_DRIVE_LIMIT", where, `at most ${MAX_DEPTH} levels`, "more");
  const start = c.text[c.at];
  if (start === "{") return { value: readObject(c, path, depth), where };
  if (start === "[") return { value: readArray(c, path, depth), where };
  if (start === '"') return { value: readString(c), where };
  for (const [word, value] of [
    ["true", true],
    ["false", false],
    ["null", null],
  ] as const) {
    if (c.text.startsWith(word, c.at)) {
      c.at += word.length;
      return { value, where };
    }
  }
  const number = take(c, NUMBER);
  if (number === null) throw unexpected(c, "a JSON value");
  const value = Number(number);
  if (!Number.isFinite(value)) throw inputError("RDV_DRIVE_FORMAT", where, "a number that fits a double", quoted(number));
  return { value, where };
}

function readObject(c: Cursor, path: string, depth: number): ReadonlyMap<string, JsonNode> {
  const map = new Map<string, JsonNode>();
  c.at++;
  skipSpace(c);
  if (skip(c, "}")) return map;
  for (;;) {
    skipSpace(c);
    const keyWhere = whereOf(c, path);
    if (c.text[c.at] !== '"') throw unexpected(c, "a key in double quotes");
    const key = readString(c);
    if (map.has(key)) throw inputError("RDV_DRIVE_FORMAT", keyWhere, "each key once", `${quoted(key)} again`);
    skipSpace(c);
    if (!skip(c, ":")) throw unexpected(c, "a colon");
    map.set(key, readValue(c, path === "" ? key : `${path}.${key}`, depth + 1));
    skipSpace(c);
    if (skip(c, "}")) return map;
    if (!skip(c, ",")) throw unexpected(c, "a comma or }");
  }
}

function readArray(c: Cursor, path: string, depth: number): readonly JsonNode[] {
  const items: JsonNode[] = [];
  c.at++;
  skipSpace(c);
  if (skip(c, "]")) return items;
  for (;;) {
    items.push(readValue(c, `${path}[${items.length}]`, depth + 1));
    skipSpace(c);
    if (skip(c, "]")) return items;
    if (!skip(c, ",")) throw unexpected(c, "a comma or ]");
  }
}

function readString(c: Cursor): string {
  const raw = take(c, STRING);
  if (raw === null) throw unexpected(c, "a string that ends on its line");
  return JSON.parse(raw) as string;
}

function take(c: Cursor, pattern: RegExp): string | null {
  pattern.lastIndex = c.at;
  const match = pattern.exec(c.text);
  if (match === null) return null;
  c.at = pattern.lastIndex;
  return match[0];
}

function skip(c: Cursor, char: string): boolean {
  if (c.text[c.at] !== char) return false;
  c.at++;
  return true;
}

/** Line ends stand only between values: a string may not hold one. */
function skipSpace(c: Cursor): void {
  for (; c.at < c.text.length; c.at++) {
    const char = c.text[c.at] ?? "";
    if (!" \t\r\n".includes(char)) return;
    if (char === "\n") {
      c.line++;
      c.lineStart = c.at + 1;
    }
  }
}

function whereOf(c: Cursor, path: string): Where {
  return { file: c.file, line: c.line, column: c.at - c.lineStart + 1, path };
}

function unexpected(c: Cursor, expected: string) {
  const where = whereOf(c, "");
  if (c.at >= c.text.length) return inputError("RDV_DRIVE_TRUNCATED", where, expected, "the end of the file");
  return inputError("RDV_DRIVE_FORMAT", where, expected, quoted(c.text.slice(c.at, c.at + 20)));
}
