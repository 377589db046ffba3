/**
 * `${...}` of OpenSCENARIO XML (ASAM OpenSCENARIO XML 1.3.1, clause 9.2): parameters as `$name`, arithmetic, functions, booleans.
 * Evaluated while it is read: no syntax tree, no `eval`. Products: `*`, `/`, `%`; `%` has the sign of the dividend (345 % 360 = 345);
 * `round` rounds halves away from zero. Numbers stay finite.
 */
import { acos, asin, atan, cos, pow, sin, tan } from "../../../core/dmath.ts";
import { literalProblem } from "./literal.ts";
import { MAX_DEPTH, MAX_LENGTH } from "../../expression.ts";

export type XoscValue = number | boolean | string;
export type XoscLookup = (name: string) => XoscValue | undefined;
export type XoscResult =
  | { readonly ok: true; readonly value: XoscValue }
  | { readonly ok: false; readonly unknownName: string | null; readonly expected: string; readonly found: string };

const TOKEN = /\s*(?:((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|\$([A-Za-z_][A-Za-z0-9_]*)|([A-Za-z_][A-Za-z0-9_]*)|(\S))/y;

interface Token {
  readonly kind: "number" | "parameter" | "word" | "mark" | "end";
  readonly text: string;
}

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
  readonly lookup: XoscLookup;
  /** For a text: words stand for themselves, and "+" joins texts. */
  readonly isText: boolean;
  problem: { readonly unknownName: string | null; readonly expected: string; readonly found: string } | null;
}

const ONE: Readonly<Record<string, (a: number) => number>> = {
  round: (a) => Math.sign(a) * Math.floor(Math.abs(a) + 0.5),
  floor: Math.floor,
  ceil: Math.ceil,
  sqrt: Math.sqrt,
  sign: Math.sign,
  abs: Math.abs,
  sin,
  cos,
  tan,
  asin,
  acos,
  atan,
};
const TWO: Readonly<Record<string, (a: number, b: number) => number>> = { pow, min: Math.min, max: Math.max };
const FUNCTIONS = [...Object.keys(ONE), ...Object.keys(TWO)].join(", ");

/**
 * The value of an expression without its `${` and `}`. The standard has no expressions of texts, but scenarios have them in names:
 * with `isText` words that nothing declares stand for themselves, and "+" joins what is no number.
 */
export function evaluateXosc(text: string, lookup: XoscLookup, isText = false): XoscResult {
  if (text.length > MAX_LENGTH) return refused(`an expression of at most ${MAX_LENGTH} characters`, `${text.length} characters`);
  const r: Reader = { tokens: tokensOf(text), at: 0, depth: 0, lookup, isText, problem: null };
  const value = disjunction(r);
  if (r.problem === null && peek(r).kind !== "end") fail(r, "an operator or the end of the expression");
  if (r.problem !== null) return { ok: false, ...r.problem };
  if (typeof value === "number" && !Number.isFinite(value)) return refused("a finite number", String(value));
  return { ok: true, value: value === 0 ? 0 : value };
}

/** Parameter names an expression mentions. */
export function parametersIn(text: string): string[] {
  return tokensOf(text.slice(0, MAX_LENGTH))
    .filter((t) => t.kind === "parameter")
    .map((t) => t.text);
}

function refused(expected: string, found: string): XoscResult {
  return { ok: false, unknownName: null, expected, found };
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let m = TOKEN.exec(text); m !== null; m = TOKEN.exec(text)) {
    if (m[1] !== undefined) tokens.push({ kind: "number", text: m[1] });
    else if (m[2] !== undefined) tokens.push({ kind: "parameter", text: m[2] });
    else if (m[3] !== undefined) tokens.push({ kind: "word", text: m[3] });
    else tokens.push({ kind: "mark", text: m[4] ?? "" });
  }
  tokens.push({ kind: "end", text: "the end of the expression" });
  return tokens;
}

function peek(r: Reader): Token {
  return r.tokens[r.at] ?? { kind: "end", text: "the end of the expression" };
}

function took(r: Reader, kind: Token["kind"], text: string): boolean {
  const token = peek(r);
  if (token.kind !== kind || token.text !== text) return false;
  r.at += 1;
  return true;
}

/** Keeps the first problem and jumps to the end, so that every loop stops. */
function fail(r: Reader, expected: string, found?: string, unknownName: string | null = null): number {
  const token = peek(r);
  r.problem ??= { unknownName, expected, found: found ?? (token.kind === "end" ? token.text : JSON.stringify(token.text)) };
  r.at = r.tokens.length - 1;
  return 0;
}

function disjunction(r: Reader): XoscValue {
  let left = conjunction(r);
  while (took(r, "word", "or")) {
    const [a, b] = [truth(r, left), truth(r, conjunction(r))];
    left = a || b;
  }
  return left;
}

function conjunction(r: Reader): XoscValue {
  let left = sum(r);
  while (took(r, "word", "and")) {
    const [a, b] = [truth(r, left), truth(r, sum(r))];
    left = a && b;
  }
  return left;
}

function sum(r: Reader): XoscValue {
  let left = product(r);
  for (;;) {
    if (took(r, "mark", "+")) left = added(r, left, product(r));
    else if (took(r, "mark", "-")) left = numeric(r, left) - numeric(r, product(r));
    else return left;
  }
}

function added(r: Reader, a: XoscValue, b: XoscValue): XoscValue {
  return r.isText && (isWord(a) || isWord(b)) ? `${a}${b}` : numeric(r, a) + numeric(r, b);
}

function isWord(value: XoscValue): boolean {
  return typeof value === "string" && literalProblem("double", value) !== null;
}

function product(r: Reader): XoscValue {
  let left = signed(r);
  for (;;) {
    if (took(r, "mark", "*")) left = numeric(r, left) * numeric(r, signed(r));
    else if (took(r, "mark", "/")) left = divided(r, numeric(r, left), numeric(r, signed(r)), false);
    else if (took(r, "mark", "%")) left = divided(r, numeric(r, left), numeric(r, signed(r)), true);
    else return left;
  }
}

function divided(r: Reader, a: number, b: number, isRemainder: boolean): number {
  if (b === 0) return fail(r, "a divisor other than 0", isRemainder ? "a remainder by 0" : "a division by 0");
  return isRemainder ? a % b : a / b;
}

function signed(r: Reader): XoscValue {
  r.depth += 1;
  const value = r.depth > MAX_DEPTH ? fail(r, `at most ${MAX_DEPTH} levels of nesting`, "more") : primary(r);
  r.depth -= 1;
  return value;
}

function primary(r: Reader): XoscValue {
  if (took(r, "mark", "-")) return -numeric(r, signed(r));
  if (took(r, "word", "not")) return !truth(r, signed(r));
  if (took(r, "mark", "(")) return closed(r, disjunction(r));
  const token = peek(r);
  r.at += token.kind === "mark" || token.kind === "end" ? 0 : 1;
  if (token.kind === "number") return Number(token.text);
  if (token.kind === "parameter") return r.lookup(token.text) ?? fail(r, "a parameter declared before", `"${token.text}"`, token.text);
  if (token.kind !== "word") return fail(r, 'a number, a "$parameter", a function, "(" or "-"');
  const declared = peek(r).text === "(" ? undefined : r.lookup(token.text);
  if (declared !== undefined) return declared; // some files leave the "$" out
  if (token.text === "pi") return Math.PI; // not in the standard, but in scenarios that many have
  if (token.text === "true" || token.text === "false") return token.text === "true";
  if (r.isText && peek(r).text !== "(") return token.text;
  if (!took(r, "mark", "(")) return fail(r, `a number, a "$parameter" or one of the functions ${FUNCTIONS}`, JSON.stringify(token.text));
  return call(r, token.text);
}

function call(r: Reader, name: string): XoscValue {
  const values = [numeric(r, disjunction(r))];
  while (took(r, "mark", ",")) values.push(numeric(r, disjunction(r)));
  closed(r, 0);
  const [a = 0, b = 0] = values;
  if (values.length === 1 && Object.hasOwn(ONE, name)) return ONE[name]?.(a) ?? 0;
  if (values.length === 2 && Object.hasOwn(TWO, name)) return TWO[name]?.(a, b) ?? 0;
  return fail(
    r,
    `one of the functions ${FUNCTIONS}`,
    `${JSON.stringify(name)} with ${values.length} value${values.length === 1 ? "" : "s"}`,
  );
}

function closed(r: Reader, value: XoscValue): XoscValue {
  return took(r, "mark", ")") ? value : fail(r, '")"');
}

/** A parameter declared as text may hold a number. */
function numeric(r: Reader, value: XoscValue): number {
  if (typeof value === "string" && literalProblem("double", value) === null) return Number(value);
  return typeof value === "number" ? value : fail(r, "a number", JSON.stringify(value));
}

function truth(r: Reader, value: XoscValue): boolean {
  return typeof value === "boolean" ? value : fail(r, "true or false", JSON.stringify(value)) !== 0;
}
