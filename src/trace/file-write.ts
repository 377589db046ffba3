import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** The machine could not keep a result (RDV_DISK): no space, no permission, a folder that is not one. Nobody's input is at fault. */
export class DiskError extends Error {
  readonly code = "RDV_DISK";
  constructor(path: string, why: string) {
    super(`${path} could not be written: ${why}`);
    this.name = "DiskError";
  }
}

/** Does what writes to `path`; what the file system answers in its way becomes a DiskError. */
export function onDisk<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof Error && "syscall" in error) throw new DiskError(path, error.message);
    throw error;
  }
}

/** Makes a folder and those above it. Throws DiskError. */
export function makeFolder(path: string): void {
  onDisk(path, () => mkdirSync(path, { recursive: true }));
}

/**
 * Temporary file, fsync, rename, fsync of the folder: a reader sees the old file or the new one, never half of it.
 * Nothing is left of a file that could not be finished. Throws DiskError.
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  makeFolder(dirname(path));
  const temporary = `${path}.${process.pid}.tmp`;
  onDisk(path, () => {
    try {
      writeThrough(temporary, typeof content === "string" ? Buffer.from(content) : content);
      renameSync(temporary, path);
      syncFolder(dirname(path));
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  });
}

function writeThrough(path: string, bytes: Uint8Array): void {
  const fd = openSync(path, "w");
  try {
    writeAll(fd, bytes);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** A single call may write less than it is given. */
export function writeAll(fd: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
}

/** Adds a line to a file and has it on the disk before it returns; a torn line before it stays a line of its own. Throws DiskError. */
export function appendLine(path: string, line: string): void {
  onDisk(path, () => {
    // To append and to read: Windows syncs only what may be written.
    const fd = openSync(path, "a+");
    try {
      const { size } = fstatSync(fd);
      writeAll(fd, Buffer.from(`${endsLine(fd, size) ? "" : "\n"}${line}\n`));
      fsyncSync(fd);
      if (size === 0) syncFolder(dirname(path));
    } finally {
      closeSync(fd);
    }
  });
}

/** Whether nothing, or a line feed, stands before the end of a file of this size. */
function endsLine(fd: number, size: number): boolean {
  const last = Buffer.alloc(1);
  return size === 0 || (readSync(fd, last, 0, 1, size - 1) === 1 && last[0] === 10);
}

/** A new name in a folder is on the disk only once the folder is; Windows has no call for it. */
function syncFolder(path: string): void {
  if (process.platform === "win32") return;
  const fd = openSync(path, "r");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
