import { evaluate, type ExpressionProblem, type Value } from "./expression.ts";
import type { DocPath } from "./finding.ts";

/** `expression` is the text as written, `${` included. */
export type VaryReport = (path: DocPath, expression: string, problem: ExpressionProblem) => void;

/**
 * A copy of plain data with every `${...}` replaced by its value. A string that is one expression takes the value's type,
 * in any other the value is written into the text. What cannot be evaluated is reported and left as it stands.
 */
export function vary(template: unknown, values: ReadonlyMap<string, Value>, report: VaryReport): unknown {
  return copy(template, [], values, report);
}

function copy(node: unknown, path: (string | number)[], values: ReadonlyMap<string, Value>, report: VaryReport): unknown {
  if (typeof node === "string") return node.includes("${") ? substitute(node, path, values, report) : node;
  if (typeof node !== "object" || node === null) return node;
  const inside = (key: string | number, child: unknown): unknown => {
    path.push(key);
    const value = copy(child, path, values, report);
    path.pop();
    return value;
  };
  if (Array.isArray(node)) return node.map((child, i) => inside(i, child));
  return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, inside(key, child)]));
}

function substitute(text: string, path: DocPath, values: ReadonlyMap<string, Value>, report: VaryReport): Value {
  const parts: Value[] = [];
  let at = 0;
  for (;;) {
    const open = text.indexOf("${", at);
    if (open < 0) break;
    const close = text.indexOf("}", open);
    if (open > at) parts.push(text.slice(at, open));
    if (close < 0) {
      report([...path], text.slice(open), { unknownName: null, expected: '"}" after "${"', found: "the end of the text" });
      return text;
    }
    const expression = text.slice(open + 2, close);
    const result = evaluate(expression, (name) => values.get(name));
    if (!result.ok) {
      report([...path], text.slice(open, close + 1), result);
      return text;
    }
    parts.push(result.value);
    at = close + 1;
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts.length === 1 ? (parts[0] ?? text) : parts.map(String).join("");
}
