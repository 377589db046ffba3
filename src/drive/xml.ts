import { SaxesParser } from "saxes";
import { inFile, inputError, quoted, type Where } from "./problem.ts";
import { decodeUtf8 } from "./utf8.ts";

/** An element with all that is in it. `line` and `column` say where its tag begins. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Its own text, without that of its children and without white space around it. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

export interface XmlHandler {
  /** The root's tag; its children follow one by one. */
  root(element: XmlElement): void;
  /** A child of the root, complete; not kept by the reader. */
  child(element: XmlElement): void;
}

// Limits: what real maps and scenarios stay far below, and what keeps a hostile file from costing more than its size.
export const MAX_XML_BYTES: number = 64 * 1024 * 1024;
const MAX_DEPTH = 100;
const MAX_ATTRIBUTES = 100;
const MAX_VALUE_CHARS = 64 * 1024;
const MAX_ELEMENTS = 5_000_000;
/** Of one child of the root, which is held in memory: an hour of one road user's states has 400,000. */
const MAX_CHILD_ELEMENTS = 500_000;
const PIECE_CHARS = 64 * 1024;

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();
const NO_CHILDREN: readonly XmlElement[] = [];

/** An element that is still open; most have neither attributes nor children. */
interface Open {
  readonly name: string;
  attributes: Map<string, string> | null;
  children: XmlElement[] | null;
  text: string;
  readonly line: number;
  readonly column: number;
}

interface Reading {
  readonly parser: SaxesParser;
  readonly file: string;
  readonly byteCount: number;
  readonly handler: XmlHandler;
  /** From the root inwards. */
  readonly open: Open[];
  elementCount: number;
  /** In the present child of the root. */
  childElementCount: number;
  isClosing: boolean;
}

/**
 * Reads XML in constant memory but for one child of the root at a time. Bytes must be UTF-8; a DOCTYPE is refused, so that no entity
 * can be declared; depth, attributes, values and elements are limited. Throws InputError with line and column:
 * RDV_XML_DOCTYPE, RDV_XML_SYNTAX, RDV_DRIVE_TRUNCATED (well formed as far as it goes), RDV_DRIVE_LIMIT, RDV_DRIVE_FORMAT (not UTF-8).
 */
export function readXml(bytes: Uint8Array, file: string, handler: XmlHandler): void {
  if (bytes.length === 0) throw inputError("RDV_XML_SYNTAX", inFile(file), "an XML document", "an empty file");
  const text = decodeUtf8(bytes, file);
  const parser = new SaxesParser({ position: true });
  const counts = { elementCount: 0, childElementCount: 0, isClosing: false };
  const r: Reading = { parser, file, byteCount: bytes.length, handler, open: [], ...counts };
  parser.on("error", (error) => refuse(r, error));
  parser.on("doctype", () => {
    throw inputError("RDV_XML_DOCTYPE", here(r), "no DOCTYPE", "one");
  });
  parser.on("xmldecl", ({ encoding }) => checkEncoding(r, encoding ?? "utf-8"));
  parser.on("opentagstart", ({ name }) => openElement(r, name));
  parser.on("attribute", ({ name, value }) => addAttribute(r, name, value));
  parser.on("opentag", () => {
    if (r.open.length === 1) handler.root(finished(r.open[0]!));
  });
  parser.on("text", (piece) => addText(r, piece));
  parser.on("cdata", (piece) => addText(r, piece));
  parser.on("closetag", () => closeElement(r));
  for (let at = 0; at < text.length; at += PIECE_CHARS) parser.write(text.slice(at, at + PIECE_CHARS));
  r.isClosing = true;
  parser.close();
}

function here({ file, parser }: Reading): Where {
  return { file, line: parser.line, column: parser.column + 1, path: "" };
}

function refuse(r: Reading, error: Error): never {
  if (r.isClosing)
    throw inputError("RDV_DRIVE_TRUNCATED", here(r), "the end of the root element", `the end of the file at byte ${r.byteCount}`);
  throw inputError("RDV_XML_SYNTAX", here(r), "well-formed XML", quoted(error.message.replace(/^\d+:\d+: /, "")));
}

function checkEncoding(r: Reading, encoding: string): void {
  if (["utf-8", "us-ascii"].includes(encoding.toLowerCase())) return;
  throw inputError("RDV_DRIVE_FORMAT", here(r), 'encoding="utf-8"', quoted(encoding), "save it as UTF-8");
}

function openElement(r: Reading, name: string): void {
  const { open, parser } = r;
  r.childElementCount = open.length < 2 ? 0 : r.childElementCount + 1;
  if (open.length === MAX_DEPTH) throw tooMany(r, `elements at most ${MAX_DEPTH} deep`);
  if (++r.elementCount > MAX_ELEMENTS) throw tooMany(r, `at most ${MAX_ELEMENTS} elements`);
  if (r.childElementCount > MAX_CHILD_ELEMENTS) throw tooMany(r, `at most ${MAX_CHILD_ELEMENTS} elements in one`);
  // The parser has read the name and the character after it.
  const column = Math.max(1, parser.column - name.length - 1);
  open.push({ name, attributes: null, children: null, text: "", line: parser.line, column });
}

function addAttribute(r: Reading, name: string, value: string): void {
  const element = r.open.at(-1)!;
  element.attributes ??= new Map();
  if (element.attributes.size === MAX_ATTRIBUTES) throw tooMany(r, `at most ${MAX_ATTRIBUTES} attributes`);
  element.attributes.set(name, limited(r, value));
}

function addText(r: Reading, piece: string): void {
  const element = r.open.at(-1);
  if (element !== undefined && piece.trim() !== "") element.text = limited(r, element.text + piece);
}

function closeElement(r: Reading): void {
  const element = finished(r.open.pop()!);
  const parent = r.open.at(-1);
  if (parent === undefined) return;
  if (r.open.length === 1) r.handler.child(element);
  else (parent.children ??= []).push(element);
}

function limited(r: Reading, value: string): string {
  if (value.length > MAX_VALUE_CHARS) throw tooMany(r, `values of at most ${MAX_VALUE_CHARS} characters`);
  return value;
}

function tooMany(r: Reading, expected: string) {
  return inputError("RDV_DRIVE_LIMIT", here(r), expected, "more");
}

function finished(element: Open): XmlElement {
  const { name, attributes, children, text, line, column } = element;
  return { name, attributes: attributes ?? NO_ATTRIBUTES, children: children ?? NO_CHILDREN, text: text.trim(), line, column };
}
