import { SaxesParser } from "saxes";
import { type ErrorCode, InputError } from "../../../core/errors.ts";

export interface XmlAttribute {
  readonly value: string;
  readonly line: number;
  readonly column: number;
  /** Set by whoever takes it into the scenario, so that nothing is left out unseen. */
  isRead: boolean;
}

/** An element with all that is in it; `line` and `column` say where its tag or attribute begins, both from 1. */
export interface XmlNode {
  readonly file: string;
  readonly name: string;
  readonly attributes: ReadonlyMap<string, XmlAttribute>;
  readonly children: readonly XmlNode[];
  /** Its own text, without that of its children and without white space around it. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
  isRead: boolean;
}

// Limits: what real scenarios and catalogs stay far below, and what keeps a hostile file from costing more than its size.
export const MAX_XOSC_BYTES: number = 32 * 1024 * 1024;
const MAX_DEPTH = 100;
const MAX_ATTRIBUTES = 100;
const MAX_VALUE_CHARS = 64 * 1024;
const MAX_ELEMENTS = 1_000_000;

const NO_ATTRIBUTES: ReadonlyMap<string, XmlAttribute> = new Map();

interface Open {
  readonly name: string;
  attributes: Map<string, XmlAttribute> | null;
  readonly children: XmlNode[];
  text: string;
  readonly line: number;
  readonly column: number;
}

interface Reading {
  readonly parser: SaxesParser;
  readonly file: string;
  readonly text: string;
  /** Offset at which each line begins. */
  readonly lineStarts: readonly number[];
  /** From the root inwards. */
  readonly open: Open[];
  elementCount: number;
  root: XmlNode | null;
}

/**
 * The document's root element. Bytes must be UTF-8; a DOCTYPE is refused, so that no entity can be declared; size, depth, attributes,
 * values and elements are limited. Throws InputError with line and column: RDV_XML_DOCTYPE, RDV_XML_SYNTAX, RDV_XML_LIMIT, RDV_XML_ENCODING.
 */
export function readXmlTree(bytes: Uint8Array, file: string): XmlNode {
  const text = textOf(bytes, file);
  const parser = new SaxesParser({ position: true });
  const r: Reading = { parser, file, text, lineStarts: lineStartsOf(text), open: [], elementCount: 0, root: null };
  parser.on("error", (error) => refuse(r, "RDV_XML_SYNTAX", "well-formed XML", JSON.stringify(error.message.replace(/^\d+:\d+: /, ""))));
  parser.on("doctype", () => refuse(r, "RDV_XML_DOCTYPE", "no DOCTYPE", "one"));
  parser.on("xmldecl", ({ encoding }) => {
    if (encoding === undefined || ["utf-8", "utf8", "us-ascii"].includes(encoding.toLowerCase())) return;
    refuse(r, "RDV_XML_ENCODING", 'encoding="UTF-8"', JSON.stringify(encoding.slice(0, 40)));
  });
  parser.on("opentagstart", ({ name }) => openElement(r, name));
  parser.on("attribute", ({ name, value }) => addAttribute(r, name, value));
  parser.on("text", (piece) => addText(r, piece));
  parser.on("cdata", (piece) => addText(r, piece));
  parser.on("closetag", () => closeElement(r));
  parser.write(text);
  parser.close();
  if (r.root === null) return refuse(r, "RDV_XML_SYNTAX", "an XML document", "no element");
  return r.root;
}

function textOf(bytes: Uint8Array, file: string): string {
  if (bytes.length === 0) throw atStart(file, "RDV_XML_SYNTAX", "an XML document", "an empty file");
  if (bytes.length > MAX_XOSC_BYTES) throw atStart(file, "RDV_XML_LIMIT", `at most ${MAX_XOSC_BYTES} bytes`, `${bytes.length} bytes`);
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    throw atStart(file, "RDV_XML_ENCODING", "UTF-8 text", "UTF-16 text", "save it as UTF-8");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw atStart(file, "RDV_XML_ENCODING", "UTF-8 text", "bytes that are not UTF-8", "save it as UTF-8");
  }
}

function atStart(file: string, code: ErrorCode, expected: string, found: string, hint = ""): InputError {
  return new InputError([{ code, severity: "error", file, line: 1, column: 1, path: "", expected, found, hint }]);
}

function refuse(r: Reading, code: ErrorCode, expected: string, found: string): never {
  const { line, columnIndex } = r.parser;
  const where = { file: r.file, line, column: columnIndex + 1, path: r.open.map((e) => e.name).join("/") };
  throw new InputError([{ code, severity: "error", ...where, expected, found, hint: "" }]);
}

function openElement(r: Reading, name: string): void {
  if (r.open.length === MAX_DEPTH) refuse(r, "RDV_XML_LIMIT", `elements at most ${MAX_DEPTH} deep`, "more");
  r.elementCount += 1;
  if (r.elementCount > MAX_ELEMENTS) refuse(r, "RDV_XML_LIMIT", `at most ${MAX_ELEMENTS} elements`, "more");
  // The parser stands behind the character after the name.
  const at = placeAt(r, r.parser.position - name.length - 2);
  r.open.push({ name, attributes: null, children: [], text: "", ...at });
}

function addAttribute(r: Reading, name: string, value: string): void {
  const element = r.open.at(-1);
  if (element === undefined) return;
  element.attributes ??= new Map();
  if (element.attributes.size === MAX_ATTRIBUTES) refuse(r, "RDV_XML_LIMIT", `at most ${MAX_ATTRIBUTES} attributes`, "more");
  checkLength(r, value);
  element.attributes.set(name, { value, ...placeAt(r, attributeStart(r, name)), isRead: false });
}

/** The parser stands behind the closing quote. */
function attributeStart({ parser, text }: Reading, name: string): number {
  const end = parser.position;
  const quote = text.charAt(end - 1);
  if (quote !== '"' && quote !== "'") return end;
  const opening = text.lastIndexOf(quote, end - 2);
  return text.lastIndexOf(name, opening - 1);
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) starts.push(i + 1);
  return starts;
}

function placeAt({ lineStarts }: Reading, offset: number): { line: number; column: number } {
  let low = 0;
  let high = lineStarts.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 };
}

function checkLength(r: Reading, value: string): void {
  if (value.length > MAX_VALUE_CHARS) refuse(r, "RDV_XML_LIMIT", `values of at most ${MAX_VALUE_CHARS} characters`, "more");
}

function addText(r: Reading, piece: string): void {
  const element = r.open.at(-1);
  if (element === undefined || piece.trim() === "") return;
  element.text += piece;
  checkLength(r, element.text);
}

function closeElement(r: Reading): void {
  const open = r.open.pop();
  if (open === undefined) return;
  const { name, children, line, column } = open;
  const node: XmlNode = {
    file: r.file,
    name,
    attributes: open.attributes ?? NO_ATTRIBUTES,
    children,
    text: open.text.trim(),
    line,
    column,
    isRead: false,
  };
  const parent = r.open.at(-1);
  if (parent === undefined) r.root = node;
  else parent.children.push(node);
}
