import { type ErrorCode, InputError, type Problem } from "../../../core/errors.ts";
import { readXml, type XmlElement } from "../../../drive/xml.ts";

export type { XmlElement } from "../../../drive/xml.ts";

/**
 * A whole XML file as one tree of positioned elements, under the limits of `readXml` (size, depth, attributes, values, elements; no DOCTYPE).
 * `root` is null where the file cannot be read; then `problems` says why, with codes fit for a file that is no recording.
 */
export function readTree(bytes: Uint8Array, file: string): { readonly root: XmlElement | null; readonly problems: readonly Problem[] } {
  let root: XmlElement | null = null;
  const children: XmlElement[] = [];
  try {
    readXml(bytes, file, {
      root: (element) => {
        root = { ...element, children };
      },
      child: (element) => children.push(element),
    });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { root: null, problems: error.problems.map(asXmlProblem) };
  }
  return { root, problems: [] };
}

/** What the reader of recordings says, as it is called in a file that is none. */
const CODES: Partial<Record<ErrorCode, ErrorCode>> = {
  RDV_DRIVE_TRUNCATED: "RDV_XML_SYNTAX",
  RDV_DRIVE_FORMAT: "RDV_XML_ENCODING",
  RDV_DRIVE_LIMIT: "RDV_XML_LIMIT",
};

function asXmlProblem(problem: Problem): Problem {
  return { ...problem, code: CODES[problem.code] ?? problem.code };
}

/** The first child of that name, or null. */
export function childOf(element: XmlElement, name: string): XmlElement | null {
  return element.children.find((child) => child.name === name) ?? null;
}

/** The children of that name, in the order of the file. */
export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** What lies at `a/b/c` under an element: every c of every b of every a. */
export function at(element: XmlElement, path: string): XmlElement[] {
  let found = [element];
  for (const name of path.split("/")) found = found.flatMap((e) => childrenOf(e, name));
  return found;
}

/** Calls back for an element and all under it, in the order of the file, with the elements around it from the root inwards. */
export function visit(element: XmlElement, act: (element: XmlElement, around: readonly XmlElement[]) => void): void {
  const around: XmlElement[] = [];
  const walk = (e: XmlElement): void => {
    act(e, around);
    around.push(e);
    for (const child of e.children) walk(child);
    around.pop();
  };
  walk(element);
}

/** The elements of one of these names under an element, itself included. */
export function allOf(element: XmlElement, ...names: readonly string[]): XmlElement[] {
  const found: XmlElement[] = [];
  visit(element, (e) => {
    if (names.includes(e.name)) found.push(e);
  });
  return found;
}

/** An attribute's text, or null. */
export function textOf(element: XmlElement, name: string): string | null {
  return element.attributes.get(name) ?? null;
}

/** An attribute as a finite number; NaN where it is absent or not one, which no comparison of a rule takes for a fault. */
export function numberOf(element: XmlElement, name: string): number {
  const text = element.attributes.get(name)?.trim() ?? "";
  const value = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
}
