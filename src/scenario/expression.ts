/**
 * `${...}` in scenario files: + - * / % with the usual precedence, parentheses, parameter names, min max abs.
 * Evaluated while it is read: no syntax tree, no `eval`. `%` is the remainder with the sign of the dividend (345 % 360 = 345).
 */
export type Value = number | string | boolean;

export type Lookup = (name: string) => Value | undefined;

export interface ExpressionProblem {
  /** The name that nothing declares, where that is the problem. */
  readonly unknownName: string | null;
  readonly expected: string;
  readonly found: string;
}

export type ExpressionResult = { readonly ok: true; readonly value: Value } | ({ readonly ok: false } & ExpressionProblem);

/** Parentheses, signs and calls inside each other. */
export const MAX_DEPTH = 64;
/** Characters of one expression. */
export const MAX_LENGTH = 1000;

/** Names that a parameter may not have. */
export const FUNCTION_NAMES = ["min", "max", "abs"] as const;

const TOKEN = /\s*(?:((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|([A-Za-z][A-Za-z0-9_]*)|(\S))/y;

type Token = { readonly kind: "number" | "name" | "mark" | "end"; readonly text: string };

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
  readonly lookup: Lookup;
  problem: ExpressionProblem | null;
}

/** The value of an expression without its `${` and `}`. A lone name keeps its type; arithmetic wants and gives finite numbers. */
export function evaluate(text: string, lookup: Lookup): ExpressionResult {
  if (text.length > MAX_LENGTH) return refused(`an expression of at most ${MAX_LENGTH} characters`, `${text.length} characters`);
  const reader: Reader = { tokens: tokensOf(text), at: 0, depth: 0, lookup, problem: null };
  const value = sum(reader);
  if (reader.problem === null && peek(reader).kind !== "end") fail(reader, "an operator or the end of the expression");
  if (reader.problem !== null) return { ok: false, ...reader.problem };
  if (typeof value === "number" && !Number.isFinite(value)) return refused("a finite number", String(value));
  return { ok: true, value: value === 0 ? 0 : value };
}

/** Parameter names an expression mentions, in order, each once. */
export function namesIn(text: string): string[] {
  const tokens = tokensOf(text.slice(0, MAX_LENGTH));
  const names = tokens.filter((t, i) => t.kind === "name" && tokens[i + 1]?.text !== "(").map((t) => t.text);
  return [...new Set(names)];
}

function refused(expected: string, found: string): ExpressionResult {
  return { ok: false, unknownName: null, expected, found };
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let m = TOKEN.exec(text); m !== null; m = TOKEN.exec(text)) {
    if (m[1] !== undefined) tokens.push({ kind: "number", text: m[1] });
    else if (m[2] !== undefined) tokens.push({ kind: "name", text: m[2] });
    else tokens.push({ kind: "mark", text: m[3] ?? "" });
  }
  tokens.push({ kind: "end", text: "the end of the expression" });
  return tokens;
}

function peek(r: Reader): Token {
  return r.tokens[r.at] ?? { kind: "end", text: "the end of the expression" };
}

/** Takes the next token if it is this mark. */
function took(r: Reader, mark: string): boolean {
  const token = peek(r);
  if (token.kind !== "mark" || token.text !== mark) return false;
  r.at += 1;
  return true;
}

/** Keeps the first problem and jumps to the end, so that every loop stops. */
function fail(r: Reader, expected: string, found?: string, unknownName: string | null = null): number {
  const token = peek(r);
  r.problem ??= { unknownName, expected, found: found ?? (token.kind === "end" ? token.text : `"${token.text}"`) };
  r.at = r.tokens.length - 1;
  return 0;
}

function sum(r: Reader): Value {
  let left = product(r);
  for (;;) {
    if (took(r, "+")) left = numeric(r, left) + numeric(r, product(r));
    else if (took(r, "-")) left = numeric(r, left) - numeric(r, product(r));
    else return left;
  }
}

function product(r: Reader): Value {
  let left = signed(r);
  for (;;) {
    if (took(r, "*")) left = numeric(r, left) * numeric(r, signed(r));
    else if (took(r, "/")) left = quotient(r, numeric(r, left), numeric(r, signed(r)));
    else if (took(r, "%")) left = remainder(r, numeric(r, left), numeric(r, signed(r)));
    else return left;
  }
}

function quotient(r: Reader, a: number, b: number): number {
  return b === 0 ? fail(r, "a divisor other than 0", "a division by 0") : a / b;
}

function remainder(r: Reader, a: number, b: number): number {
  return b === 0 ? fail(r, "a divisor other than 0", "a remainder by 0") : a % b;
}

function signed(r: Reader): Value {
  r.depth += 1;
  const value = r.depth > MAX_DEPTH ? fail(r, `at most ${MAX_DEPTH} levels of nesting`, "more") : primary(r);
  r.depth -= 1;
  return value;
}

function primary(r: Reader): Value {
  if (took(r, "-")) return -numeric(r, signed(r));
  if (took(r, "(")) return closed(r, sum(r));
  const token = peek(r);
  if (token.kind === "number") {
    r.at += 1;
    return Number(token.text);
  }
  if (token.kind !== "name") return fail(r, 'a number, a parameter, "(" or "-"');
  r.at += 1;
  if (took(r, "(")) return call(r, token.text);
  const value = r.lookup(token.text);
  return value ?? fail(r, "a parameter declared before", `"${token.text}"`, token.text);
}

function call(r: Reader, name: string): Value {
  const values = [numeric(r, sum(r))];
  while (took(r, ",")) values.push(numeric(r, sum(r)));
  closed(r, 0);
  if (name === "min") return values.reduce((a, b) => Math.min(a, b));
  if (name === "max") return values.reduce((a, b) => Math.max(a, b));
  if (name === "abs" && values.length === 1) return Math.abs(values[0] ?? 0);
  return fail(r, "min(a, b, ...), max(a, b, ...) or abs(a)", `${name} with ${values.length} value${values.length === 1 ? "" : "s"}`);
}

function closed(r: Reader, value: Value): Value {
  return took(r, ")") ? value : fail(r, '")"');
}

function numeric(r: Reader, value: Value): number {
  return typeof value === "number" ? value : fail(r, "a number", JSON.stringify(value));
}
