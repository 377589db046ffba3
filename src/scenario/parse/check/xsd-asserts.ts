/** The asserts of a schema in XSD 1.1, which the validator cannot read: each is tested on the elements of its type, and of types made from that. */
import { type XsdTest, xsdTestOf } from "./xsd-test.ts";
import { allOf, readTree, textOf, type XmlElement } from "./xml-tree.ts";

/** An assert that an element does not keep. */
export interface BrokenAssert {
  readonly element: XmlElement;
  readonly test: string;
}

/** The asserts of a schema, made ready. */
export interface XsdAsserts {
  /** Whether there are some that use more of XPath than is known here: these are not tested. */
  readonly isPartly: boolean;
  brokenIn(root: XmlElement): BrokenAssert[];
}

interface Type {
  readonly base: string | null;
  readonly asserts: readonly { readonly text: string; readonly test: XsdTest }[];
  readonly elements: ReadonlyMap<string, Declared>;
}

/** An element as its parent's type declares it. */
interface Declared {
  readonly type: string | null;
  /** A type without a name. */
  readonly inner: Type | null;
  readonly alternatives: readonly { readonly test: XsdTest | null; readonly type: string }[];
}

interface Types {
  readonly named: Map<string, Type>;
  readonly groups: Map<string, XmlElement>;
  isPartly: boolean;
}

const MAX_BASES = 50;

/** Reads the asserts of a schema's files; null where it has none. */
export function xsdAssertsOf(
  files: readonly { readonly fileName: string; readonly contents: string }[],
  rootName: string,
): XsdAsserts | null {
  const schemas = files.flatMap(({ fileName, contents }) => readTree(new TextEncoder().encode(contents), fileName).root ?? []);
  if (schemas.every((schema) => allOf(schema, "xs:assert", "xsd:assert").length === 0)) return null;
  const types: Types = { named: new Map(), groups: new Map(), isPartly: false };
  const top = schemas.flatMap(({ children }) => children);
  for (const one of top) if (localName(one) === "group") types.groups.set(textOf(one, "name") ?? "", one);
  for (const one of top) if (localName(one) === "complexType") types.named.set(textOf(one, "name") ?? "", typeOf(one, types));
  const root = top.find((one) => localName(one) === "element" && textOf(one, "name") === rootName);
  if (root === undefined) return null;
  const declared = declaredBy(root, types);
  return { isPartly: types.isPartly, brokenIn: (element) => brokenBelow(element, declared, types) };
}

function localName(element: XmlElement): string {
  return element.name.slice(element.name.indexOf(":") + 1);
}

function typeOf(complexType: XmlElement, types: Types): Type {
  const asserts: { text: string; test: XsdTest }[] = [];
  const elements = new Map<string, Declared>();
  let base: string | null = null;
  const openGroups = new Set<string>();
  const walk = (part: XmlElement): void => {
    for (const child of part.children) {
      const name = localName(child);
      if (name === "element") elements.set(textOf(child, "name") ?? "", declaredBy(child, types));
      else if (name === "assert") {
        const text = textOf(child, "test") ?? "";
        const test = xsdTestOf(text);
        if (test === null) types.isPartly = true;
        else asserts.push({ text, test });
      } else if (name === "group") {
        const ref = textOf(child, "ref") ?? "";
        const group = openGroups.has(ref) ? undefined : types.groups.get(ref);
        openGroups.add(ref);
        if (group !== undefined) walk(group);
      } else {
        if (name === "extension") base = textOf(child, "base");
        walk(child);
      }
    }
  };
  walk(complexType);
  return { base, asserts, elements };
}

function declaredBy(element: XmlElement, types: Types): Declared {
  const inner = element.children.find((child) => localName(child) === "complexType");
  const alternatives = element.children
    .filter((child) => localName(child) === "alternative")
    .map((child) => {
      const text = textOf(child, "test");
      const test = text === null ? null : xsdTestOf(text);
      // Which type an element has is not known then: none is looked at.
      if (text !== null && test === null) types.isPartly = true;
      return { test: text === null ? null : (test ?? (() => false)), type: textOf(child, "type") ?? "" };
    });
  return { type: textOf(element, "type"), inner: inner === undefined ? null : typeOf(inner, types), alternatives };
}

function brokenBelow(element: XmlElement, declared: Declared, types: Types): BrokenAssert[] {
  const line = linesOf(element, declared, types);
  const own = line.flatMap(({ asserts }) => asserts.filter(({ test }) => !test(element)).map(({ text }) => ({ element, test: text })));
  const inside = element.children.flatMap((child) => {
    const known = line.map(({ elements }) => elements.get(child.name)).find((one) => one !== undefined);
    return known === undefined ? [] : brokenBelow(child, known, types);
  });
  return [...own, ...inside];
}

/** The type of an element, and those it is made from. */
function linesOf(element: XmlElement, { type, inner, alternatives }: Declared, types: Types): Type[] {
  const chosen = alternatives.find(({ test }) => test === null || test(element))?.type ?? type;
  const line: Type[] = [];
  let now = inner ?? types.named.get(chosen ?? "");
  while (now !== undefined && line.length < MAX_BASES) {
    line.push(now);
    now = types.named.get(now.base ?? "");
  }
  return line;
}
