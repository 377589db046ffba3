import { inFile, inputError, quoted } from "./problem.ts";

/** An array of a `.npy` file, always in C order (last index fastest), whatever the file's order was. */
export interface NpyArray {
  readonly shape: readonly number[];
  /** Values of `<f8`, or of `<i8` where each fits a double exactly; empty for byte strings. */
  readonly values: Float64Array;
  /** Bytes of `|Sn`, n per element, trailing zeros kept; empty for numbers. */
  readonly bytes: Uint8Array;
  /** n of `|Sn`; 0 for numbers. */
  readonly byteWidth: number;
}

// The header numpy writes is a Python dict literal with sorted keys; other spellings are refused.
const HEADER = /^\{'descr': '([^']{1,8})', 'fortran_order': (True|False), 'shape': \(([0-9, ]{0,64})\), \} *\n$/;
const MAX_HEADER_BYTES = 4096;
const MAX_STRING_BYTES = 64;
const MAX_LENGTH = 0x7fff_ffff;

/**
 * Reads numpy's array format (NEP 1), versions 1 to 3, of type `<f8`, `<i8` or `|Sn`, with at most two dimensions.
 * Throws RDV_DRIVE_TRUNCATED where the file is shorter than its header says, RDV_DRIVE_FORMAT for all else.
 */
export function readNpy(bytes: Uint8Array, file: string): NpyArray {
  const header = readHeader(bytes, file);
  const match = HEADER.exec(header.text);
  if (match === null) {
    throw bad(file, "the header that numpy writes: descr, fortran_order, shape", quoted(header.text.trimEnd()));
  }
  const [, descr = "", order, shapeText = ""] = match;
  const shape = readShape(shapeText, file);
  const itemBytes = itemSize(descr, file);
  const count = shape.reduce((product, n) => product * n, 1);
  const wanted = header.dataAt + count * itemBytes;
  if (bytes.length < wanted) throw truncated(file, wanted, bytes.length);
  if (bytes.length > wanted) throw bad(file, `the file to end at byte ${wanted}`, `${bytes.length - wanted} bytes more`);
  const data = new Uint8Array(bytes.subarray(header.dataAt)); // a copy, so that its buffer begins with the data
  if (descr.startsWith("|S")) return { shape, values: new Float64Array(0), bytes: data, byteWidth: itemBytes };
  const values = descr === "<f8" ? new Float64Array(data.buffer) : exactDoubles(new BigInt64Array(data.buffer), file);
  const inOrder = order === "True" && shape.length === 2 ? toRowsFirst(values, shape[0] ?? 0, shape[1] ?? 0) : values;
  return { shape, values: inOrder, bytes: new Uint8Array(0), byteWidth: 0 };
}

function readHeader(bytes: Uint8Array, file: string): { text: string; dataAt: number } {
  if (bytes.length < 10 && startsWithMagic(bytes.subarray(0, 6))) throw truncated(file, 10, bytes.length);
  if (!startsWithMagic(bytes)) throw bad(file, "a numpy array (it begins with \\x93NUMPY)", "other bytes");
  const major = bytes[6] ?? 0;
  if (major < 1 || major > 3) throw bad(file, "numpy format version 1 to 3", `version ${major}`);
  const lengthBytes = major === 1 ? 2 : 4;
  if (bytes.length < 8 + lengthBytes) throw truncated(file, 8 + lengthBytes, bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > MAX_HEADER_BYTES) throw bad(file, `a header of at most ${MAX_HEADER_BYTES} bytes`, `${length} bytes`);
  const dataAt = 8 + lengthBytes + length;
  if (bytes.length < dataAt) throw truncated(file, dataAt, bytes.length);
  return { text: Buffer.from(bytes.subarray(8 + lengthBytes, dataAt)).toString("latin1"), dataAt };
}

function startsWithMagic(bytes: Uint8Array): boolean {
  const magic = "\x93NUMPY";
  for (let i = 0; i < Math.min(6, bytes.length); i++) {
    if (bytes[i] !== magic.charCodeAt(i)) return false;
  }
  return bytes.length > 0;
}

function readShape(text: string, file: string): number[] {
  const parts = text.split(",").map((part) => part.trim());
  if (parts.at(-1) === "") parts.pop(); // a tuple of one is written (3,)
  const shape = parts.map(Number);
  if (shape.length < 1 || shape.length > 2) throw bad(file, "one or two dimensions", `shape (${text})`);
  if (parts.includes("") || shape.some((n) => !Number.isSafeInteger(n) || n > MAX_LENGTH))
    throw bad(file, "a shape of whole numbers", `(${text})`);
  return shape;
}

function itemSize(descr: string, file: string): number {
  if (descr === "<f8" || descr === "<i8") return 8;
  const width = /^\|S([1-9][0-9]?)$/.exec(descr);
  if (width !== null && Number(width[1]) <= MAX_STRING_BYTES) return Number(width[1]);
  throw bad(file, "elements of type <f8, <i8 or |S1 to |S64", quoted(descr));
}

function exactDoubles(values: BigInt64Array, file: string): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = Number(values[i]);
    if (!Number.isSafeInteger(value)) throw bad(file, "whole numbers below 2^53", `${values[i]} in row ${i}`);
    out[i] = value;
  }
  return out;
}

function toRowsFirst(values: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) out[row * columns + column] = values[column * rows + row] ?? 0;
  }
  return out;
}

function truncated(file: string, wanted: number, found: number) {
  return inputError("RDV_DRIVE_TRUNCATED", inFile(file), `${wanted} bytes`, `the end at byte ${found}`);
}

function bad(file: string, expected: string, found: string) {
  return inputError("RDV_DRIVE_FORMAT", inFile(file), expected, found);
}
