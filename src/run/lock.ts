import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DiskError, onDisk } from "../trace/file-write.ts";

/** An output folder that this process alone writes to. */
export interface FolderLock {
  /** The process whose lock was left behind and is broken now; null where there was none. */
  readonly brokenPid: number | null;
  release(): void;
}

/** Who holds a lock. The same pid after a reboot, or given to another program, is somebody else. */
interface Holder {
  readonly pid: number;
  readonly bootId: string;
  /** Start of the process in clock ticks since boot; with boot id, empty where the system has no /proc. */
  readonly startTicks: string;
}

/**
 * Takes an output folder for this process until `release()` or its end. A lock whose process is gone is broken.
 * Throws DiskError where another run writes there, or the folder cannot be written.
 */
export function lockFolder(folder: string): FolderLock {
  const path = join(folder, ".lock");
  const brokenPid = onDisk(folder, () => claim(folder, path));
  const release = (): void => {
    process.off("exit", release);
    rmSync(path, { force: true });
  };
  process.on("exit", release);
  return { brokenPid, release };
}

function claim(folder: string, path: string): number | null {
  const own = `${path}.${process.pid}.tmp`;
  writeFileSync(own, JSON.stringify(holderOf(process.pid)));
  try {
    if (linked(own, path)) return null;
    const holder = readHolder(path);
    if (holder !== null && isAlive(holder)) throw new DiskError(folder, `another run (process ${holder.pid}) writes there`);
    rmSync(path, { force: true });
    if (linked(own, path)) return holder?.pid ?? 0;
    throw new DiskError(folder, "another run has just begun to write there");
  } finally {
    rmSync(own, { force: true });
  }
}

/** A link comes with its content and only where there was none: two processes cannot both succeed. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function readHolder(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Holder;
  } catch {
    return null; // gone since, or not a lock of ours: either way nobody holds it
  }
}

function holderOf(pid: number): Holder {
  return { pid, bootId: textOf("/proc/sys/kernel/random/boot_id"), startTicks: startTicksOf(pid) };
}

function isAlive(holder: Holder): boolean {
  const now = holderOf(holder.pid);
  if (now.bootId !== "") return now.bootId === holder.bootId && now.startTicks === holder.startTicks && now.startTicks !== "";
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Field 22 of /proc/PID/stat; the name in field 2 may hold spaces and parentheses. */
function startTicksOf(pid: number): string {
  const stat = textOf(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return "";
  }
}
