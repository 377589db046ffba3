import { SaxesParser } from "saxes";
import { addProblem, type Cause, type ProblemLog, quoted, Stopped } from "./opendrive-problems.ts";

// Limits: what real maps stay far below, and what keeps a hostile file from costing more than its size.
export const MAX_MAP_BYTES: number = 64 * 1024 * 1024;
const MAX_DEPTH = 100;
const MAX_ATTRIBUTES = 100;
const MAX_VALUE_CHARS = 64 * 1024;
const MAX_ELEMENTS = 5_000_000;

/** Where the reader stands in the text. */
export interface Cursor {
  /** Of the element that was opened last. */
  attributes: Readonly<Record<string, string>>;
  /** Offset of its `<`. */
  at: number;
  /** Names of the open elements, from the root inwards. */
  readonly names: string[];
  readonly log: ProblemLog;
}

/** What to do with an element and which elements may stand in it; the rules form the tree of the format. */
export interface ElementRule<C extends Cursor> {
  readonly attributes: ReadonlySet<string>;
  readonly children: ReadonlyMap<string, ElementRule<C>>;
  /** Reads the attributes; false where nothing in the element can be used, so that it is skipped. */
  readonly open: ((cursor: C) => boolean | void) | null;
  readonly text: ((cursor: C, text: string) => void) | null;
  readonly close: ((cursor: C) => void) | null;
}

export interface RuleParts<C extends Cursor> {
  readonly children?: Readonly<Record<string, ElementRule<C>>>;
  readonly open?: (cursor: C) => boolean | void;
  readonly text?: (cursor: C, text: string) => void;
  readonly close?: (cursor: C) => void;
}

/** `attributes`: the names that the format knows, separated by spaces. */
export function elementRule<C extends Cursor>(attributes: string, parts: RuleParts<C>): ElementRule<C> {
  const { children = {}, open = null, text = null, close = null } = parts;
  return { attributes: new Set(attributes.split(" ")), children: new Map(Object.entries(children)), open, text, close };
}

/** What to do with what the rules do not name. */
export interface Unknown<C extends Cursor> {
  element(cursor: C, name: string): void;
  attribute(cursor: C, name: string): void;
}

interface Reading<C extends Cursor> {
  readonly parser: SaxesParser<{ xmlns: false; position: false }>;
  readonly cursor: C;
  readonly charCount: number;
  /** Rules of the open elements; `depth` of them. */
  readonly rules: (ElementRule<C> | null)[];
  readonly unknown: Unknown<C>;
  attributeCount: number;
  /** Characters in the text of the element that was opened last. */
  textChars: number;
  elementCount: number;
  /** Depth of the outermost element that is skipped; 0 for none. */
  skippedFrom: number;
  isClosing: boolean;
}

/**
 * Walks XML text once and keeps nothing of it. A DOCTYPE is refused, so that no entity can be declared; depth, attributes, values and
 * elements are limited. What is wrong with the XML itself is one error in the cursor's log, and the end of the walk: it throws Stopped.
 */
export function walkXml<C extends Cursor>(text: string, cursor: C, document: ElementRule<C>, unknown: Unknown<C>): void {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const counts = { attributeCount: 0, textChars: 0, elementCount: 0, skippedFrom: 0, isClosing: false };
  const r: Reading<C> = { parser, cursor, charCount: text.length, rules: [document], unknown, ...counts };
  parser.on("error", (error) => refuse(r, error));
  parser.on("doctype", () => stop(r, "doctype", "no DOCTYPE", "one"));
  parser.on("xmldecl", ({ encoding }) => checkEncoding(r, encoding ?? "utf-8"));
  parser.on("opentagstart", ({ name }) => startElement(r, name));
  parser.on("attribute", ({ value }) => countAttribute(r, value));
  parser.on("opentag", (tag) => openElement(r, tag.name, tag.attributes));
  parser.on("text", (piece) => addText(r, piece));
  parser.on("cdata", (piece) => addText(r, piece));
  parser.on("closetag", () => closeElement(r));
  parser.write(text);
  r.isClosing = true;
  parser.close();
}

function stop<C extends Cursor>(r: Reading<C>, cause: Cause, expected: string, found: string, hint = ""): never {
  addProblem(r.cursor.log, {
    cause,
    severity: "error",
    // At the end of the text the parser counts on.
    at: Math.max(0, Math.min(r.parser.position - 1, r.charCount)),
    path: r.cursor.names.join("/"),
    expected,
    found,
    hint,
  });
  throw new Stopped();
}

function refuse<C extends Cursor>(r: Reading<C>, error: Error): never {
  if (r.isClosing) return stop(r, "syntax", "the end of the root element", "the end of the file", "the file may be cut off");
  return stop(r, "syntax", "well-formed XML", quoted(error.message));
}

function checkEncoding<C extends Cursor>(r: Reading<C>, encoding: string): void {
  if (!["utf-8", "us-ascii", "ascii"].includes(encoding.toLowerCase()))
    stop(r, "encoding", 'encoding="utf-8"', quoted(encoding), "save it as UTF-8");
}

function startElement<C extends Cursor>(r: Reading<C>, name: string): void {
  const { cursor } = r;
  if (cursor.names.length === MAX_DEPTH) stop(r, "limit", `elements at most ${MAX_DEPTH} deep`, "more");
  if (++r.elementCount > MAX_ELEMENTS) stop(r, "limit", `at most ${MAX_ELEMENTS} elements`, "more");
  r.attributeCount = 0;
  r.textChars = 0;
  // The parser has read the name and the character after it.
  cursor.at = r.parser.position - name.length - 2;
  cursor.names.push(name);
}

function countAttribute<C extends Cursor>(r: Reading<C>, value: string): void {
  if (++r.attributeCount > MAX_ATTRIBUTES) stop(r, "limit", `at most ${MAX_ATTRIBUTES} attributes`, "more");
  if (value.length > MAX_VALUE_CHARS) stop(r, "limit", `values of at most ${MAX_VALUE_CHARS} characters`, `${value.length}`);
}

function openElement<C extends Cursor>(r: Reading<C>, name: string, attributes: Readonly<Record<string, string>>): void {
  const { cursor, rules } = r;
  const depth = cursor.names.length;
  if (r.skippedFrom > 0) return;
  const rule = rules[depth - 1]!.children.get(name);
  cursor.attributes = attributes;
  if (rule !== undefined) checkAttributes(r, rule);
  if (rule === undefined) r.unknown.element(cursor, name);
  else if (rule.open === null || rule.open(cursor) !== false) {
    rules[depth] = rule;
    return;
  }
  r.skippedFrom = depth;
}

function checkAttributes<C extends Cursor>(r: Reading<C>, rule: ElementRule<C>): void {
  for (const name in r.cursor.attributes) {
    // Names with a prefix, and the declaration of one, belong to XML or to others.
    if (!rule.attributes.has(name) && !name.includes(":") && name !== "xmlns") r.unknown.attribute(r.cursor, name);
  }
}

function addText<C extends Cursor>(r: Reading<C>, piece: string): void {
  if (r.skippedFrom > 0) return;
  const text = r.rules[r.cursor.names.length]?.text;
  if (text === null || text === undefined) return;
  r.textChars += piece.length;
  if (r.textChars > MAX_VALUE_CHARS) stop(r, "limit", `text of at most ${MAX_VALUE_CHARS} characters`, `${r.textChars}`);
  text(r.cursor, piece);
}

function closeElement<C extends Cursor>(r: Reading<C>): void {
  const depth = r.cursor.names.length;
  if (r.skippedFrom === 0) r.rules[depth]!.close?.(r.cursor);
  else if (r.skippedFrom === depth) r.skippedFrom = 0;
  r.cursor.names.pop();
}
