/** A word, a number, a parameter, or one operator of an OpenSCENARIO expression. */
const TOKEN = /\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|\$([A-Za-z_]\w*)|([A-Za-z]+)|([-+*/%(),]))/y;

/** Functions and how many arguments each takes; ASAM OpenSCENARIO XML 1.3, section on expressions. */
const FUNCTIONS: ReadonlyMap<string, number> = new Map([
  ...["round", "floor", "ceil", "sqrt", "sign", "abs", "sin", "cos", "tan", "asin", "acos", "atan"].map((name) => [name, 1] as const),
  ...["pow", "min", "max"].map((name) => [name, 2] as const),
]);
/** The standard knows no pi, but many scenarios do: whoever asks decides what to say of it. */
const CONSTANTS: ReadonlySet<string> = new Set(["true", "false", "pi"]);
const BETWEEN: ReadonlySet<string> = new Set(["+", "-", "*", "/", "%", "and", "or"]);
const BEFORE: ReadonlySet<string> = new Set(["+", "-", "not"]);
const MAX_DEPTH = 64;

interface Reading {
  readonly tokens: readonly string[];
  next: number;
  depth: number;
}

/** What is wrong with the inside of a `${...}`, or null where only operators and functions of the standard are used (or pi). */
export function faultOfExpression(text: string): string | null {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; text.slice(at).trim() !== ""; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null) return `${JSON.stringify(text.slice(at).trim().slice(0, 10))}, which no expression may hold`;
    tokens.push(match[0].trim());
  }
  const reading: Reading = { tokens, next: 0, depth: 0 };
  return operand(reading) ?? (reading.next < tokens.length ? unexpected(reading) : null);
}

/** A chain of values with operators between them; precedence changes no verdict. */
function operand(r: Reading): string | null {
  if (++r.depth > MAX_DEPTH) return `more than ${MAX_DEPTH} nested parts`;
  for (;;) {
    while (BEFORE.has(r.tokens[r.next] ?? "")) r.next++;
    const fault = value(r);
    if (fault !== null) return fault;
    if (!BETWEEN.has(r.tokens[r.next] ?? "")) break;
    r.next++;
  }
  r.depth--;
  return null;
}

function value(r: Reading): string | null {
  const token = r.tokens[r.next] ?? "";
  if (/^[\d.$]/.test(token) || CONSTANTS.has(token)) {
    r.next++;
    return null;
  }
  if (token === "(") return inBrackets(r, 1);
  if (!/^[A-Za-z]/.test(token)) return unexpected(r);
  const count = FUNCTIONS.get(token);
  if (count === undefined) return `${JSON.stringify(token)}, which is no function or operator`;
  r.next++;
  return r.tokens[r.next] === "(" ? inBrackets(r, count) : unexpected(r);
}

function inBrackets(r: Reading, count: number): string | null {
  for (let i = 0; i < count; i++) {
    r.next++; // the bracket or the comma
    const fault = operand(r);
    if (fault !== null) return fault;
    if (r.tokens[r.next] !== (i === count - 1 ? ")" : ",")) return unexpected(r);
  }
  r.next++;
  return null;
}

function unexpected(r: Reading): string {
  const token = r.tokens[r.next];
  return token === undefined ? "its end where a value must follow" : `${JSON.stringify(token)} where it cannot stand`;
}
