/**
 * The tests of `xs:assert` and `xs:alternative` (W3C XSD 1.1, 3.13; XPath 2.0): of XPath the part that schemas of road networks use. Conditions
 * (`if then else`), `and`, `or`, comparisons, numbers, texts, the functions below, and paths of child elements and attributes, `//` for all below.
 */
import { childrenOf, visit, type XmlElement } from "./xml-tree.ts";

/** Attributes' texts and elements, or one value. */
type Value = readonly (string | XmlElement)[] | number | string | boolean;
/** Whether a test holds of an element. */
export type XsdTest = (element: XmlElement) => boolean;
type Part = (element: XmlElement) => Value;

const TOKEN = /\s*(?:('[^']*'|"[^"]*")|(\d+(?:\.\d+)?)|(\/\/|!=|<=|>=|[()/@,=<>.])|([A-Za-z_][\w-]*))/y;
const COMPARISONS: Readonly<Record<string, string>> = { eq: "=", ne: "!=", lt: "<", le: "<=", gt: ">", ge: ">=" };
const MAX_DEPTH = 50;
const MAX_TEXT = 10_000;

/** Makes a test ready; null where it uses more of XPath than is known here. */
export function xsdTestOf(text: string): XsdTest | null {
  const tokens = text.length > MAX_TEXT ? null : tokensOf(text);
  if (tokens === null) return null;
  const reader: Reader = { tokens, next: 0, depth: 0 };
  try {
    const part = expression(reader);
    if (reader.next < tokens.length) return null;
    return (element) => isTrue(part(element));
  } catch (error) {
    if (error === UNKNOWN) return null;
    throw error;
  }
}

/** Thrown, and caught here, where a test uses more of XPath. */
const UNKNOWN = new Error("a test that is not known here");

interface Reader {
  readonly tokens: readonly string[];
  next: number;
  depth: number;
}

function tokensOf(text: string): string[] | null {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const match = TOKEN.exec(text);
    if (match === null) return null;
    tokens.push(match[0].trim());
  }
  return tokens;
}

function take(reader: Reader, ...wanted: readonly string[]): string | null {
  const token = reader.tokens[reader.next];
  if (token === undefined || !wanted.includes(token)) return null;
  reader.next++;
  return token;
}

function need(reader: Reader, wanted: string): void {
  if (take(reader, wanted) === null) throw UNKNOWN;
}

function expression(reader: Reader): Part {
  if (++reader.depth > MAX_DEPTH) throw UNKNOWN;
  const part = take(reader, "if") === null ? joined(reader, "or", () => joined(reader, "and", () => comparison(reader))) : choice(reader);
  reader.depth--;
  return part;
}

function choice(reader: Reader): Part {
  need(reader, "(");
  const condition = expression(reader);
  need(reader, ")");
  need(reader, "then");
  const yes = expression(reader);
  need(reader, "else");
  const no = expression(reader);
  return (element) => (isTrue(condition(element)) ? yes(element) : no(element));
}

function joined(reader: Reader, word: "and" | "or", part: () => Part): Part {
  const parts = [part()];
  while (take(reader, word) !== null) parts.push(part());
  if (parts.length === 1) return parts[0]!;
  if (word === "or") return (element) => parts.some((one) => isTrue(one(element)));
  return (element) => parts.every((one) => isTrue(one(element)));
}

function comparison(reader: Reader): Part {
  const left = primary(reader);
  const operator = take(reader, "=", "!=", "<", "<=", ">", ">=", ...Object.keys(COMPARISONS));
  if (operator === null) return left;
  const right = primary(reader);
  const kind = COMPARISONS[operator] ?? operator;
  return (element) => compares(kind, left(element), right(element));
}

function primary(reader: Reader): Part {
  const token = reader.tokens[reader.next] ?? "";
  if (token === "(") {
    reader.next++;
    const inner = expression(reader);
    need(reader, ")");
    return inner;
  }
  if (/^['"]/.test(token) || /^\d/.test(token)) {
    reader.next++;
    const value = /^\d/.test(token) ? Number(token) : token.slice(1, -1);
    return () => value;
  }
  return reader.tokens[reader.next + 1] === "(" ? call(reader) : path(reader);
}

const FUNCTIONS: Readonly<Record<string, (value: Value) => Value>> = {
  not: (value) => !isTrue(value),
  exists: (value) => itemsOf(value).length > 0,
  empty: (value) => itemsOf(value).length === 0,
  count: (value) => itemsOf(value).length,
  "distinct-values": (value) => [...new Set(itemsOf(value).map((item) => (typeof item === "string" ? item : item.text)))],
};

function call(reader: Reader): Part {
  const name = reader.tokens[reader.next] ?? "";
  reader.next += 2;
  if (name === "true" || name === "false") {
    need(reader, ")");
    return () => name === "true";
  }
  const apply = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (apply === undefined) throw UNKNOWN;
  const argument = expression(reader);
  need(reader, ")");
  return (element) => apply(argument(element));
}

/** `a/b/@c`, `./a`, `a//b`. */
function path(reader: Reader): Part {
  const steps: ((from: readonly XmlElement[]) => readonly (string | XmlElement)[])[] = [];
  let isDeep = false;
  for (;;) {
    if (take(reader, ".") === null) steps.push(step(reader, isDeep));
    const slash = take(reader, "/", "//");
    if (slash === null) break;
    isDeep = slash === "//";
  }
  return (element) => {
    let found: readonly (string | XmlElement)[] = [element];
    for (const apply of steps) found = apply(found.filter((item) => typeof item !== "string"));
    return found;
  };
}

function step(reader: Reader, isDeep: boolean): (from: readonly XmlElement[]) => readonly (string | XmlElement)[] {
  const isAttribute = take(reader, "@") !== null;
  const name = reader.tokens[reader.next] ?? "";
  if (!/^[A-Za-z_]/.test(name) || (isAttribute && isDeep)) throw UNKNOWN;
  reader.next++;
  if (isAttribute) return (from) => from.flatMap((element) => element.attributes.get(name) ?? []);
  if (!isDeep) return (from) => from.flatMap((element) => childrenOf(element, name));
  return (from) => from.flatMap((element) => below(element, name));
}

function below(element: XmlElement, name: string): XmlElement[] {
  const found: XmlElement[] = [];
  visit(element, (one) => {
    if (one !== element && one.name === name) found.push(one);
  });
  return found;
}

function itemsOf(value: Value): readonly (string | XmlElement)[] {
  return typeof value === "object" ? value : [String(value)];
}

function isTrue(value: Value): boolean {
  if (typeof value === "object") return value.length > 0;
  return typeof value === "number" ? value !== 0 && !Number.isNaN(value) : value !== "" && value !== false;
}

/** What a boolean attribute says for true; `yes` in the schemas of OpenDRIVE, whose tests compare it with true(). */
const TRUE: ReadonlySet<string> = new Set(["true", "1", "yes"]);

/** True where some item of the left and some of the right compare so; as numbers or booleans where one side is one, else as texts. */
function compares(kind: string, left: Value, right: Value): boolean {
  const isNumber = typeof left === "number" || typeof right === "number";
  const isBoolean = typeof left === "boolean" || typeof right === "boolean";
  const plain = (value: Value): readonly (string | number | boolean)[] =>
    itemsOf(value).map((item) => {
      const text = (typeof item === "string" ? item : item.text).trim();
      return isNumber ? Number(text) : isBoolean ? TRUE.has(text) : text;
    });
  const others = plain(right);
  return plain(left).some((a) => others.some((b) => holds(kind, a, b)));
}

function holds(kind: string, a: string | number | boolean, b: string | number | boolean): boolean {
  if (kind === "=") return a === b;
  if (kind === "!=") return a !== b;
  if (kind === "<") return a < b;
  if (kind === "<=") return a <= b;
  return kind === ">" ? a > b : a >= b;
}
