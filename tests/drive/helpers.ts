import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { InputError, type Problem } from "../../src/core/errors.ts";

/** A folder that is gone after the test, with the given files in it. */
export function tempFolder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "redrive-drive-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return folder;
}

/** The one problem of the input error that `run` throws; anything else fails the test. */
export function problemOf(run: () => unknown): Problem {
  try {
    run();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(error.problems.length).toBe(1);
    return error.problems[0]!;
  }
  throw new Error("it was accepted");
}

/** Runs something that may refuse its input; true where it did, anything but an input error fails the test. */
export function isRefused(run: () => unknown): boolean {
  try {
    run();
    return false;
  } catch (error) {
    if (error instanceof InputError) return true;
    throw error;
  }
}

/** Bytes of a .npy file of version 1, padded as numpy pads it. */
export function npyBytes(descr: string, shape: readonly number[], data: Uint8Array, fortranOrder = false): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const dict = `{'descr': '${descr}', 'fortran_order': ${fortranOrder ? "True" : "False"}, 'shape': ${tuple}, }`;
  const padded = `${dict.padEnd(64 * Math.ceil((dict.length + 11) / 64) - 11)}\n`;
  const head = Buffer.from(`\x93NUMPY\x01\x00\x00\x00${padded}`, "latin1");
  head.writeUInt16LE(padded.length, 8);
  return new Uint8Array(Buffer.concat([head, data]));
}

/** The same for doubles. */
export function npyDoubles(values: readonly number[], shape: readonly number[] = [values.length], fortranOrder = false): Uint8Array {
  return npyBytes("<f8", shape, new Uint8Array(Float64Array.from(values).buffer), fortranOrder);
}

/** The same for 64-bit integers. */
export function npyIntegers(values: readonly bigint[]): Uint8Array {
  return npyBytes("<i8", [values.length], new Uint8Array(BigInt64Array.from(values).buffer));
}
