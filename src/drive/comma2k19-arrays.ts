import { join } from "node:path";
import type { DriveNote } from "./drive.ts";
import { exists, readWhole } from "./file.ts";
import { type NpyArray, readNpy } from "./npy.ts";
import { inFile, inputError } from "./problem.ts";

const MAX_ARRAY_BYTES = 256 * 1024 * 1024;

/** Samples of one channel with stamps in seconds of the device's clock. */
export interface ClockSamples {
  readonly tSec: readonly number[];
  readonly value: readonly number[];
}

/** The array under `folder`, or null with a warning where there is none. */
export function optionalArray(folder: string, name: string, notes: DriveNote[]): NpyArray | null {
  const path = join(folder, name);
  if (exists(path)) return readNpy(readWhole(path, MAX_ARRAY_BYTES), path);
  notes.push({ kind: "warning", rule: "absent", channel: name, count: 1, text: "the array is not there; what it feeds is left out" });
  return null;
}

/** Throws RDV_DRIVE_VALUE, naming the row, where a value is not finite. */
export function requireFinite(array: NpyArray, path: string): void {
  const columns = array.shape[1] ?? 1;
  const at = array.values.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return;
  const place = `row ${Math.floor(at / columns)}, column ${at % columns}`;
  throw inputError("RDV_DRIVE_VALUE", inFile(path, place), "a finite number", String(array.values[at]));
}

/** Throws RDV_DRIVE_TIME where there are fewer than two stamps. */
export function requireTwo(t: NpyArray, place: string): void {
  if (t.values.length < 2) throw inputError("RDV_DRIVE_TIME", inFile(place), "at least two stamps", `${t.values.length}`);
}

/** "(802, 3)", for messages. */
export function shapeText(array: NpyArray): string {
  return `(${array.shape.join(", ")})`;
}
