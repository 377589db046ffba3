import type { Tape } from "./tape.ts";

/** Where two runs of the same scenario part. */
export interface Difference {
  readonly tick: number;
  readonly field: string;
  readonly a: number;
  readonly b: number;
}

/**
 * The first field in which two tapes differ in bits (NaN equals NaN, -0 differs from 0), earliest tick first, then column order;
 * null where all rows are equal. A tape that ends earlier differs in `tick` at its end.
 */
export function firstDifference(a: Tape, b: Tape, names: readonly string[]): Difference | null {
  if (a.stride !== b.stride) throw new RangeError(`tapes of different scenarios: ${a.stride} and ${b.stride} numbers a tick`);
  const rows = Math.min(a.rows, b.rows);
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < a.stride; c++) {
      const x = a.data[row * a.stride + c] as number;
      const y = b.data[row * b.stride + c] as number;
      if (!Object.is(x, y)) return { tick: a.data[row * a.stride] as number, field: names[c] ?? `column ${c}`, a: x, b: y };
    }
  }
  if (a.rows === b.rows) return null;
  return { tick: rows, field: "tick", a: a.rows, b: b.rows };
}
