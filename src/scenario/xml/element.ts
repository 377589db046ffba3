/** An XML element to be written. Attributes that are null or undefined are left out; so are children that are. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

type Attribute = string | number | boolean | null | undefined;
type Child = XmlElement | null | undefined | readonly XmlElement[];

/** An element with attributes and children in the order given. Numbers are written so that reading gives the same bits. */
export function xml(name: string, attributes: Readonly<Record<string, Attribute>> = {}, ...children: readonly Child[]): XmlElement {
  const written: Record<string, string> = {};
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined) written[key] = numberOrText(value);
  const kept: XmlElement[] = [];
  for (const child of children) {
    if (child === null || child === undefined) continue;
    if (Array.isArray(child)) kept.push(...(child as readonly XmlElement[]));
    else kept.push(child as XmlElement);
  }
  return { name, attributes: written, children: kept, text: "" };
}

/** An element that holds text. */
export function xmlText(name: string, attributes: Readonly<Record<string, Attribute>>, text: string): XmlElement {
  return { ...xml(name, attributes), text };
}

/** xsd:double writes infinity as INF. */
function numberOrText(value: string | number | boolean): string {
  if (value === Number.POSITIVE_INFINITY) return "INF";
  if (value === Number.NEGATIVE_INFINITY) return "-INF";
  return Object.is(value, -0) ? "-0" : String(value);
}

/** The document of an element: declaration, two spaces a level, one element a line. */
export function xmlDocument(root: XmlElement): string {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>'];
  append(lines, root, "");
  return `${lines.join("\n")}\n`;
}

function append(lines: string[], element: XmlElement, indent: string): void {
  const attributes = Object.entries(element.attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const open = `${indent}<${element.name}${attributes.join("")}`;
  if (element.text !== "") {
    lines.push(`${open}>${escaped(element.text)}</${element.name}>`);
    return;
  }
  if (element.children.length === 0) {
    lines.push(`${open}/>`);
    return;
  }
  lines.push(`${open}>`);
  for (const child of element.children) append(lines, child, `${indent}  `);
  lines.push(`${indent}</${element.name}>`);
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
  "\r": "&#13;",
  "\t": "&#9;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"\n\r\t]/g, (c) => ESCAPES[c] ?? c);
}
