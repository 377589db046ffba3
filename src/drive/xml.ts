import { SaxesParser } from "./saxes.js";
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

/**
 * Reads XML in constant memory but for one child of the root at a time. Bytes must be UTF-8; a DOCTYPE is refused, so that no entity
 * can be declared; depth, attributes, values and elements are limited. Throws InputError with line and column:
 * RDV_XML_DOCTYPE, RDV_XML_SYNTAX, RDV_DRIVE_TRUNCATED (well formed as far as it goes), RDV_DRIVE_LIMIT, RDV_DRIVE_FORMAT (not UTF-8).
 */
export function readXml(bytes: Uint8Array, file: string, handler: XmlHandler): void {
  if (bytes.length === 0) throw inputError("RDV_XML_SYNTAX", inFile(file), "an XML document", "an empty file");
  const text = decodeUtf8(bytes, file);
  const parser = new SaxesParser({ position: true });
  const open: Open[] = [];
  let elements = 0;
  let childElements = 0;
  let isClosing = false;
  const here = (): Where => ({ file, line: parser.line, column: parser.column + 1, path: "" });

  parser.on("error", (error) => {
    const found = error.message.replace(/^\d+:\d+: /, "");
    if (isClosing)
      throw inputError("RDV_DRIVE_TRUNCATED", here(), "the end of the root element", `the end of the file at byte ${bytes.length}`);
    throw inputError("RDV_XML_SYNTAX", here(), "well-formed XML", quoted(found));
  });
  parser.on("doctype", () => {
    throw inputError("RDV_XML_DOCTYPE", here(), "no DOCTYPE", "one");
  });
  parser.on("xmldecl", ({ encoding }) => {
    if (encoding === undefined || encoding.toLowerCase() === "utf-8" || encoding.toLowerCase() === "us-ascii") return;
    throw inputError("RDV_DRIVE_FORMAT", here(), 'encoding="utf-8"', quoted(encoding), "save it as UTF-8");
  });
  parser.on("opentagstart", ({ name }) => {
    if (open.length === MAX_DEPTH) throw inputError("RDV_DRIVE_LIMIT", here(), `elements at most ${MAX_DEPTH} deep`, "more");
    if (++elements > MAX_ELEMENTS) throw inputError("RDV_DRIVE_LIMIT", here(), `at most ${MAX_ELEMENTS} elements`, "more");
    childElements = open.length < 2 ? 0 : childElements + 1;
    if (childElements > MAX_CHILD_ELEMENTS)
      throw inputError("RDV_DRIVE_LIMIT", here(), `at most ${MAX_CHILD_ELEMENTS} elements in one`, "more");
    open.push({
      name,
      attributes: null,
      children: null,
      text: "",
      line: parser.line,
      column: Math.max(1, parser.column - name.length - 1),
    });
  });
  parser.on("attribute", ({ name, value }) => {
    const element = open.at(-1)!;
    element.attributes ??= new Map();
    if (element.attributes.size === MAX_ATTRIBUTES)
      throw inputError("RDV_DRIVE_LIMIT", here(), `at most ${MAX_ATTRIBUTES} attributes`, "more");
    element.attributes.set(name, limited(value, here));
  });
  parser.on("opentag", () => {
    if (open.length === 1) handler.root(finished(open[0]!));
  });
  const addText = (text: string): void => {
    const element = open.at(-1);
    if (element === undefined) return;
    if (text.trim() === "") return;
    element.text = limited(element.text + text, here);
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    const element = finished(open.pop()!);
    const parent = open.at(-1);
    if (parent !== undefined && open.length > 1) (parent.children ??= []).push(element);
    else if (open.length === 1) handler.child(element);
  });

  for (let at = 0; at < text.length; at += PIECE_CHARS) parser.write(text.slice(at, at + PIECE_CHARS));
  isClosing = true;
  parser.close();
}

function limited(value: string, here: () => Where): string {
  if (value.length <= MAX_VALUE_CHARS) return value;
  throw inputError("RDV_DRIVE_LIMIT", here(), `values of at most ${MAX_VALUE_CHARS} characters`, "more");
}

function finished(element: Open): XmlElement {
  const { name, attributes, children, text, line, column } = element;
  return { name, attributes: attributes ?? NO_ATTRIBUTES, children: children ?? NO_CHILDREN, text: text.trim(), line, column };
}
