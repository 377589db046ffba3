import { readdirSync, readFileSync } from "node:fs";

// Fields of /proc/PID/stat after the name in brackets, which may hold anything (proc(5)): state is the first.
const GROUP_FIELD = 2;
const RESIDENT_FIELD = 21;
const PAGE_BYTES = 4096;

/** Resident memory of a process group, bytes; null where the system has no /proc or the group is gone. */
export function residentBytes(groupPid: number): number | null {
  let pages = 0;
  let isThere = false;
  for (const entry of entriesOf("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const fields = statOf(entry);
    if (Number(fields[GROUP_FIELD]) !== groupPid) continue;
    isThere = true;
    pages += Number(fields[RESIDENT_FIELD]);
  }
  return isThere ? pages * PAGE_BYTES : null;
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Empty for a process that ended meanwhile. */
function statOf(pid: string): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
}
