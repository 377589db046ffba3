import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type Stats } from "node:fs";
import { inFile, inputError } from "./problem.ts";

const MEBIBYTE = 1024 * 1024;
const CHUNK_BYTES = MEBIBYTE;

/** What a path is, the last link not followed. Throws RDV_FILE_MISSING. */
export function statOf(path: string): Stats {
  try {
    return lstatSync(path);
  } catch (error) {
    throw inputError("RDV_FILE_MISSING", inFile(path), "a file or folder that can be read", systemCode(error));
  }
}

/** True where the path is there, whatever it is. */
export function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/**
 * Reads a regular file in pieces of at most 1 MiB; a piece is borrowed and holds only until `onChunk` returns.
 * Links, pipes, devices and folders are refused before they are opened, and once more after it, so that a swap in between is seen.
 * Throws RDV_FILE_MISSING, RDV_FILE_KIND, RDV_FILE_SIZE.
 */
export function readChunks(path: string, maxBytes: number, onChunk: (chunk: Uint8Array) => void): void {
  refuseUnlessFile(path, statOf(path));
  const fd = openFile(path);
  try {
    const stats = fstatSync(fd);
    refuseUnlessFile(path, stats);
    if (stats.size > maxBytes) throw tooLarge(path, maxBytes, stats.size);
    const buffer = new Uint8Array(Math.min(CHUNK_BYTES, stats.size + 1));
    for (let total = 0; ; ) {
      const count = readSync(fd, buffer, 0, buffer.length, null);
      if (count === 0) return;
      total += count;
      if (total > maxBytes) throw tooLarge(path, maxBytes, total); // the file grew while it was read
      onChunk(buffer.subarray(0, count));
    }
  } finally {
    closeSync(fd);
  }
}

/** The whole of a regular file, refused as in `readChunks`. */
export function readWhole(path: string, maxBytes: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  readChunks(path, maxBytes, (chunk) => {
    parts.push(chunk.slice());
    length += chunk.length;
  });
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The first bytes of a regular file, at most `count`. */
export function readHead(path: string, count: number): Uint8Array {
  refuseUnlessFile(path, statOf(path));
  const fd = openFile(path);
  try {
    refuseUnlessFile(path, fstatSync(fd));
    const buffer = new Uint8Array(count);
    return buffer.subarray(0, readSync(fd, buffer, 0, count, 0));
  } finally {
    closeSync(fd);
  }
}

function openFile(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    throw inputError("RDV_FILE_MISSING", inFile(path), "a file that can be read", systemCode(error));
  }
}

function refuseUnlessFile(path: string, stats: Stats): void {
  if (stats.isFile()) return;
  throw inputError("RDV_FILE_KIND", inFile(path), "a regular file", kindOf(stats));
}

/** What a path is, in a word. */
export function kindOf(stats: Stats): string {
  if (stats.isFile()) return "a file";
  if (stats.isDirectory()) return "a folder";
  if (stats.isSymbolicLink()) return "a symbolic link";
  if (stats.isFIFO()) return "a pipe";
  if (stats.isSocket()) return "a socket";
  return "a device";
}

function tooLarge(path: string, maxBytes: number, size: number) {
  const limit = maxBytes >= MEBIBYTE ? `${maxBytes / MEBIBYTE} MiB` : `${maxBytes} bytes`;
  return inputError("RDV_FILE_SIZE", inFile(path), `at most ${limit}`, `${size} bytes`);
}

function systemCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "an unknown failure";
}
