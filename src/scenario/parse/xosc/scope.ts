import type { Problem } from "../../../core/errors.ts";
import type { VariableType } from "../../../sim/story/spec.ts";
import { didYouMean } from "../suggest.ts";
import { evaluateXosc, type XoscValue } from "./expression.ts";
import { type LiteralType, literalProblem } from "./literal.ts";
import type { XmlNode } from "./xml.ts";

export interface Parameter {
  readonly name: string;
  readonly type: VariableType;
  readonly value: string;
}

/** The parameters seen from a place of the document: its own and those around it. */
export interface Scope {
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly outer: Scope | null;
}

export const EMPTY_SCOPE: Scope = { parameters: new Map(), outer: null };

export function parameterOf(scope: Scope, name: string): Parameter | undefined {
  for (let s: Scope | null = scope; s !== null; s = s.outer) {
    const found = s.parameters.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

export type Resolved = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: TextProblem };

export interface TextProblem {
  readonly code: Problem["code"];
  readonly expected: string;
  readonly found: string;
  readonly hint: string;
  readonly unknownName: string | null;
}

const REFERENCE = /^\$([A-Za-z_][A-Za-z0-9_]*)$/;

/** A value as written with `$name` or `${...}` worked out; other text stays as it is, white space around it left out. */
export function resolveText(raw: string, scope: Scope, isText = false): Resolved {
  const text = raw.trim();
  if (!text.startsWith("$")) return { ok: true, text };
  const declared = parameterOf(scope, text.slice(1));
  if (declared !== undefined) return { ok: true, text: declared.value };
  const name = REFERENCE.exec(text)?.[1];
  if (name !== undefined) return { ok: false, problem: undeclared(name, scope) };
  if (!text.startsWith("${")) return { ok: true, text };
  const end = text.lastIndexOf("}");
  if (end < 0)
    return { ok: false, problem: wrong("RDV_SCENARIO_EXPRESSION", '"}" at the end of the expression', JSON.stringify(text.slice(0, 40))) };
  if (end !== text.length - 1)
    return { ok: false, problem: wrong("RDV_SCENARIO_EXPRESSION", 'one expression from "${" to "}"', JSON.stringify(text.slice(0, 60))) };
  const result = evaluateXosc(text.slice(2, end), (n) => valueOf(parameterOf(scope, n)), isText);
  if (result.ok) return { ok: true, text: String(result.value) };
  if (result.unknownName !== null) return { ok: false, problem: undeclared(result.unknownName, scope) };
  return { ok: false, problem: wrong("RDV_SCENARIO_EXPRESSION", result.expected, result.found) };
}

function wrong(code: Problem["code"], expected: string, found: string, hint = "", unknownName: string | null = null): TextProblem {
  return { code, expected, found, hint, unknownName };
}

function undeclared(name: string, scope: Scope): TextProblem {
  const known: string[] = [];
  for (let s: Scope | null = scope; s !== null; s = s.outer) known.push(...s.parameters.keys());
  return wrong("RDV_SCENARIO_REFERENCE", "a parameter that is declared before", `"$${name}"`, didYouMean(name, known), name);
}

function valueOf(parameter: Parameter | undefined): XoscValue | undefined {
  if (parameter === undefined) return undefined;
  const { type, value } = parameter;
  if (type === "boolean") return value === "true" || value === "1";
  return type === "string" || type === "dateTime" ? value : Number(value);
}

const TYPE_OF: Readonly<Record<VariableType, LiteralType>> = {
  boolean: "boolean",
  dateTime: "dateTime",
  double: "double",
  integer: "int",
  int: "int",
  string: "string",
  unsignedInt: "unsignedInt",
  unsignedShort: "unsignedShort",
};

/** What is wrong with a value of that declared type; null where nothing is. */
export function valueProblem(type: VariableType, value: string): { readonly expected: string; readonly found: string } | null {
  return literalProblem(TYPE_OF[type], value);
}

/** Names that every object of the language has would be taken for its own members somewhere. */
export function isUsableName(name: string): boolean {
  return name !== "" && !(name in {}) && name.length <= 1000;
}

/** Where a declared parameter stands, for a message about a circle of references. */
export interface Declaration {
  readonly node: XmlNode;
  readonly name: string;
  readonly raw: string;
}
