import { rmSync } from "node:fs";
import type { Held } from "../control/link.ts";

/** What a worker thread holds that would stay behind it; kept by the main thread, because one that is out of memory clears nothing away. */
export interface Leftovers {
  readonly pids: Set<number>;
  readonly folders: Set<string>;
}

export function createLeftovers(): Leftovers {
  return { pids: new Set(), folders: new Set() };
}

export function noteHeld({ pids, folders }: Leftovers, held: Held, isHeld: boolean): void {
  if (held.kind === "process") {
    if (isHeld) pids.add(held.pid);
    else pids.delete(held.pid);
  } else if (isHeld) folders.add(held.path);
  else folders.delete(held.path);
}

/**
 * Once the worker is gone: kills the process groups of its controllers and removes its sockets' folders. A process that was waited for
 * has been told as gone, so these numbers are still those of the controllers.
 */
export function clearAway({ pids, folders }: Leftovers): void {
  for (const pid of pids) {
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // The group is gone already.
    }
  }
  for (const path of folders) rmSync(path, { recursive: true, force: true });
  pids.clear();
  folders.clear();
}
