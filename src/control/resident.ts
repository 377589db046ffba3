import { readdirSync, readFileSync } from "node:fs";

// A controller that forks without end must not make the sampling endless.
const MAX_PROCESSES = 64;

/**
 * Resident memory of a process and of the processes that it started, bytes; pages that they share count for each. Read from /proc,
 * which Linux has: null elsewhere, and where the process is gone.
 */
export function residentBytes(pid: number): number | null {
  const own = ownBytes(pid);
  if (own === null) return null;
  let total = own;
  const found = [pid];
  for (let i = 0; i < found.length && found.length < MAX_PROCESSES; i++) {
    for (const child of childrenOf(found[i] as number)) {
      found.push(child);
      total += ownBytes(child) ?? 0;
    }
  }
  return total;
}

/** `VmRSS` of proc_pid_status(5); a process that is about to end has none. */
function ownBytes(pid: number): number | null {
  const match = /^VmRSS:\s+(\d+) kB$/m.exec(textOf(`/proc/${pid}/status`));
  return match === null ? null : Number(match[1]) * 1024;
}

/** A process's children stand with the thread that started them; kernels without this list (CONFIG_PROC_CHILDREN) tell of none. */
function childrenOf(pid: number): number[] {
  const threads = filesOf(`/proc/${pid}/task`);
  return threads.flatMap((thread) => (textOf(`/proc/${pid}/task/${thread}/children`).match(/\d+/g) ?? []).map(Number));
}

/** Empty where a file cannot be read: the process may end at any moment. */
function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
