import type { Value } from "./expression.ts";

/**
 * Parameters of a scenario file and the variants they span: the product of all axes in declared order, the last axis fastest.
 * Variants are never listed: number, values and name of one follow from its index.
 */
export type Parameter =
  /** One value, the same in every variant. */
  | { readonly kind: "constant"; readonly name: string; readonly value: Value }
  /** `list`: the values as written. */
  | { readonly kind: "list"; readonly name: string; readonly values: readonly Value[] }
  /** from, from + step, ... up to and including `to` where it lies on the grid. */
  | { readonly kind: "range"; readonly name: string; readonly from: number; readonly to: number; readonly step: number }
  /** An expression over parameters declared before it. */
  | { readonly kind: "derived"; readonly name: string; readonly text: string };

export type Axis = Extract<Parameter, { kind: "list" | "range" }>;

export interface Assignment {
  readonly name: string;
  readonly value: string;
}

/** The parameters that span variants. */
export function axesOf(parameters: readonly Parameter[]): Axis[] {
  return parameters.filter((p) => p.kind === "list" || p.kind === "range");
}

/** Number of values of an axis; a range counts its steps, so it may be larger than any list. */
export function axisLength(axis: Axis): number {
  if (axis.kind === "list") return axis.values.length;
  // A step that misses the end by rounding only still reaches it.
  return Math.floor((axis.to - axis.from) / axis.step + 1e-9) + 1;
}

/** The i-th value. A range's is rounded to the decimals it is written with, so that 0.1 + 2 * 0.1 is 0.3. */
export function axisValue(axis: Axis, index: number): Value {
  if (axis.kind === "list") return axis.values[index] ?? 0;
  const decimals = Math.max(decimalsOf(axis.from), decimalsOf(axis.step));
  const value = axis.from + index * axis.step;
  return decimals > 20 ? value : Number(value.toFixed(decimals));
}

/** Digits after the point in a number's shortest decimal form. */
function decimalsOf(value: number): number {
  const [mantissa = "", exponent = "0"] = String(value).split("e");
  const digits = mantissa.split(".")[1]?.length ?? 0;
  return Math.max(0, digits - Number(exponent));
}

/** Number of variants, exact however large. 1 without axes. */
export function countVariants(parameters: readonly Parameter[]): bigint {
  return axesOf(parameters).reduce((count, axis) => count * BigInt(axisLength(axis)), 1n);
}

/** Values of the axes in the variant of this index. */
export function variantAt(parameters: readonly Parameter[], index: number): Map<string, Value> {
  const axes = axesOf(parameters);
  const values: [string, Value][] = [];
  let rest = index;
  for (const axis of axes.toReversed()) {
    const n = axisLength(axis);
    values.push([axis.name, axisValue(axis, rest % n)]);
    rest = Math.floor(rest / n);
  }
  return new Map(values.toReversed());
}

/** A value as ids show it: numbers in shortest round-trip form; characters that have a meaning in ids are percent-encoded. */
export function printValue(value: Value): string {
  // No regular expression range covers "%", ",", "=", "#", white space and controls alone: everything outside plain text is encoded.
  return String(value).replace(/[^A-Za-z0-9_.:/+-]/gu, (c) => encodeURIComponent(c.toWellFormed()).replace(/[!'()*~]/g, encodeByte));
}

function encodeByte(c: string): string {
  return `%${c.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** `file#name=value,...` in declared order; the scenario's own id where nothing varies. */
export function variantId(scenarioId: string, values: ReadonlyMap<string, Value>): string {
  if (values.size === 0) return scenarioId;
  return `${scenarioId}#${[...values].map(([name, value]) => `${name}=${printValue(value)}`).join(",")}`;
}

/** Takes a selector apart at its last `#`. Assignments are null where there is none, or where a piece lacks its `=`. */
export function splitSelector(text: string): { readonly file: string; readonly assignments: readonly Assignment[] | null } {
  const mark = text.lastIndexOf("#");
  if (mark < 0) return { file: text, assignments: null };
  const pieces = text.slice(mark + 1).split(",");
  const assignments = pieces.map((piece) => {
    const equals = piece.indexOf("=");
    return { name: piece.slice(0, Math.max(equals, 0)), value: piece.slice(equals + 1) };
  });
  if (assignments.some((a) => a.name === "")) return { file: text, assignments: null };
  return { file: text.slice(0, mark), assignments };
}

export type Match =
  | { readonly ok: true; readonly indices: readonly number[] }
  /** What is wrong with the selector, in the words of an error. */
  | { readonly ok: false; readonly expected: string; readonly found: string };

/**
 * Variants that have all these values, in order; a parameter that is not named may have any.
 * At most `limit` are returned.
 */
export function findVariants(parameters: readonly Parameter[], assignments: readonly Assignment[], limit: number): Match {
  const axes = axesOf(parameters);
  const fixed = new Map<string, number>();
  for (const { name, value } of assignments) {
    const axis = axes.find((a) => a.name === name);
    if (axis === undefined) return { ok: false, expected: namesText(axes), found: `"${name}"` };
    const index = indexOfValue(axis, value);
    if (index < 0) return { ok: false, expected: `${name}=${valuesText(axis)}`, found: `"${value}"` };
    fixed.set(name, index);
  }
  let indices: number[] = [0];
  for (const axis of axes) {
    const n = axisLength(axis);
    const at = fixed.get(axis.name);
    const choices = at === undefined ? Array.from({ length: Math.min(n, limit) }, (_, i) => i) : [at];
    indices = indices.flatMap((head) => choices.map((i) => head * n + i)).slice(0, limit);
  }
  return { ok: true, indices };
}

function indexOfValue(axis: Axis, printed: string): number {
  const length = axisLength(axis);
  if (axis.kind === "range") {
    const near = Math.round((Number(printed) - axis.from) / axis.step);
    const hit = near >= 0 && near < length && axisValue(axis, near) === Number(printed);
    return hit ? near : -1;
  }
  const exact = axis.values.findIndex((v) => printValue(v) === printed);
  if (exact >= 0 || printed.trim() === "") return exact;
  return axis.values.findIndex((v) => typeof v === "number" && v === Number(printed));
}

function namesText(axes: readonly Axis[]): string {
  return axes.length === 0 ? "no parameters (this scenario has one variant)" : `one of ${axes.map((a) => `"${a.name}"`).join(", ")}`;
}

function valuesText(axis: Axis): string {
  const length = axisLength(axis);
  const shown = Array.from({ length: Math.min(length, 12) }, (_, i) => printValue(axisValue(axis, i)));
  return shown.join("|") + (length > shown.length ? "|..." : "");
}
