import { TYPES_A_TO_M } from "./grammar-a-m.ts";
import { SINCE } from "./grammar-enums.ts";
import { TYPES_N_TO_Z } from "./grammar-n-z.ts";

/** What one type of the schemas may hold. */
export interface ElementType {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, AttributeRule>;
  readonly children: ReadonlyMap<string, ChildRule>;
  readonly choices: readonly ChoiceRule[];
  readonly hasText: boolean;
}

export interface AttributeRule {
  readonly type: string;
  readonly isRequired: boolean;
  /** Minor version that brought it. */
  readonly minor: number;
}

export interface ChildRule {
  readonly type: string;
  readonly atLeastCount: number;
  readonly isMany: boolean;
  readonly minor: number;
}

export interface ChoiceRule {
  readonly names: readonly string[];
  readonly isOptional: boolean;
}

const cache = new Map<string, ElementType>();

/** The type by its name in the schemas; `OpenScenario` is the root's. */
export function typeOf(name: string): ElementType {
  const known = cache.get(name) ?? parsed(name, lineOf(name) ?? "");
  cache.set(name, known);
  return known;
}

export function typeNames(): string[] {
  return [...Object.keys(TYPES_A_TO_M), ...Object.keys(TYPES_N_TO_Z)];
}

function lineOf(name: string): string | undefined {
  if (Object.hasOwn(TYPES_A_TO_M, name)) return TYPES_A_TO_M[name];
  return Object.hasOwn(TYPES_N_TO_Z, name) ? TYPES_N_TO_Z[name] : undefined;
}

const ITEM = /^(@?)([A-Za-z0-9]+)(?:[:=]([A-Za-z]+))?(!|\?|\*|\+\d?)?(?:\^(\d))?$/;

function parsed(name: string, line: string): ElementType {
  const attributes = new Map<string, AttributeRule>();
  const children = new Map<string, ChildRule>();
  const choices: ChoiceRule[] = [];
  let choice: string[] | null = null;
  for (const token of line.split(" ")) {
    if (token === "(" || token === "(?") {
      choice = [];
      choices.push({ names: choice, isOptional: token === "(?" });
    } else if (token === ")") choice = null;
    const match = ITEM.exec(token);
    if (match === null) continue;
    const [, at, key = "", type = key, mark = "", since] = match;
    const minor = Math.max(Number(since ?? 0), SINCE[type] ?? 0);
    if (at === "@") {
      attributes.set(key, { type, isRequired: mark === "!", minor });
      continue;
    }
    const isMany = mark === "*" || mark.startsWith("+");
    const least = mark.startsWith("+") ? Number(mark.slice(1) || 1) : mark === "" ? 1 : 0;
    children.set(key, { type, atLeastCount: choice === null ? least : 0, isMany, minor });
    choice?.push(key);
  }
  return { name, attributes, children, choices, hasText: line.endsWith("#text") };
}
