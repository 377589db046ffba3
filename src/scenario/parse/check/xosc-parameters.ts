import { allOf, textOf, visit, type XmlElement } from "./xml-tree.ts";

const MAX_CHAIN = 32;

/** Gives an attribute's text with parameters filled in by their declared values; null where only a run can tell. */
export type Resolve = (text: string | null) => string | null;

/** By name; a name that is declared twice with two values is not resolved. */
export function resolverOf(root: XmlElement): Resolve {
  const values = new Map<string, string | null>();
  for (const declaration of allOf(root, "ParameterDeclaration")) {
    const name = textOf(declaration, "name");
    const value = textOf(declaration, "value");
    if (name !== null) values.set(name, values.has(name) && values.get(name) !== value ? null : value);
  }
  return (text) => {
    let now = text;
    for (let i = 0; i < MAX_CHAIN && now !== null; i++) {
      if (!now.startsWith("$")) return now;
      now = now.startsWith("${") ? null : (values.get(now.slice(1)) ?? null);
    }
    return null;
  };
}

/** The names of the parameters that a text uses, in a `$name` or a `${...}`. */
export function parametersIn(text: string): string[] {
  return text.startsWith("$") ? [...text.matchAll(/\$([A-Za-z_]\w*)/g)].map((match) => match[1] ?? "") : [];
}

/** Every attribute that is given by an expression, `${...}`, with what stands inside the braces. */
export function expressionsIn(root: XmlElement): { readonly at: XmlElement; readonly attribute: string; readonly inside: string }[] {
  const found: { at: XmlElement; attribute: string; inside: string }[] = [];
  visit(root, (element) => {
    for (const [attribute, text] of element.attributes) {
      const value = text.trim();
      if (value.startsWith("${")) found.push({ at: element, attribute, inside: value.slice(2, value.endsWith("}") ? -1 : value.length) });
    }
  });
  return found;
}
