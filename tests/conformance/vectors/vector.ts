/** One vector of the data folder: what goes in, and what must come out. */
export interface Vector {
  readonly id: string;
  readonly params: Values;
  readonly input: Values;
  readonly expected: Values;
  readonly tolerance: Tolerance;
}

export interface VectorFile {
  readonly vectors: readonly Vector[];
}

/** Plain JSON, shaped by each file's own conventions: an adapter says what it takes. */
// oxlint-disable-next-line typescript/no-explicit-any -- the shape is that of a foreign file, read by its own conventions
export type Values = Readonly<Record<string, any>>;

/** `{abs}` or `{rel}` for all keys, or one of them by key; further keys are remarks. */
export type Tolerance = Readonly<Record<string, unknown>>;

/** Computes every key of `expected` from `params` and `input` with the definitions of src/. */
export type Adapter = (params: Values, input: Values) => Values;

/**
 * What of `expected` the actual values miss, one line a key. Keys that begin with `upstream` are remarks, and so are those that begin with
 * `fixture`: what a test of upstream asserts of one of the values beside them, cut to two decimals, is not told by the input.
 */
export function differencesOf({ expected, tolerance }: Vector, actual: Values): string[] {
  const found: string[] = [];
  for (const [key, wanted] of Object.entries(expected)) {
    if (key.startsWith("upstream") || key.startsWith("fixture")) continue;
    compare(key, wanted, actual[key], allowed(tolerance, key), found);
  }
  return found;
}

interface Allowed {
  readonly abs: number;
  readonly rel: number;
}

function allowed(tolerance: Tolerance, key: string): Allowed {
  const own = tolerance[key];
  const of = typeof own === "object" && own !== null ? (own as Record<string, unknown>) : tolerance;
  const number = (value: unknown): number => (typeof value === "number" ? value : 0);
  return { abs: number(of["abs"]), rel: number(of["rel"]) };
}

function compare(path: string, wanted: unknown, actual: unknown, limit: Allowed, found: string[]): void {
  const number = numberOf(wanted);
  if (number !== null) {
    if (!isNear(number, numberOf(actual), limit)) found.push(`${path}: expected ${String(wanted)}, found ${String(actual)}`);
    return;
  }
  if (typeof wanted !== "object" || wanted === null) {
    if (wanted !== actual) found.push(`${path}: expected ${String(wanted)}, found ${String(actual)}`);
    return;
  }
  if (typeof actual !== "object" || actual === null || Array.isArray(wanted) !== Array.isArray(actual)) {
    found.push(`${path}: expected ${JSON.stringify(wanted)}, found ${JSON.stringify(actual)}`);
    return;
  }
  if (Array.isArray(wanted) && wanted.length !== (actual as readonly unknown[]).length) {
    found.push(`${path}: expected ${wanted.length} entries, found ${(actual as readonly unknown[]).length}`);
    return;
  }
  for (const [key, value] of Object.entries(wanted)) compare(`${path}.${key}`, value, (actual as Values)[key], limit, found);
}

/** JSON has no infinities: they are words there. */
function numberOf(value: unknown): number | null {
  if (typeof value === "number") return value;
  if (value === "Infinity") return Infinity;
  if (value === "-Infinity") return -Infinity;
  return value === "NaN" ? Number.NaN : null;
}

function isNear(wanted: number, actual: number | null, { abs, rel }: Allowed): boolean {
  if (actual === null) return false;
  if (Object.is(wanted, actual) || wanted === actual) return true;
  return Math.abs(wanted - actual) <= Math.max(abs, rel * Math.abs(wanted));
}
