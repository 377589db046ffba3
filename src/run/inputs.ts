import type { Drive } from "../drive/drive.ts";
import { openDrive } from "../drive/open.ts";
import type { ScenarioSpec } from "../scenario/spec.ts";

/** Recorded drives are read once a worker and kept while they are used: the last few, by path. */
export interface DriveCache {
  /** The drive a spec names, or null where it names none. Throws InputError where it cannot be read. */
  of(spec: ScenarioSpec): Drive | null;
}

const KEPT = 4;

export function driveCache(): DriveCache {
  const kept = new Map<string, Drive>();
  return {
    of(spec) {
      if (spec.world.kind !== "drive") return null;
      const path = spec.world.drivePath;
      const drive = kept.get(path) ?? openDrive(path);
      kept.delete(path);
      kept.set(path, drive);
      for (const oldest of kept.keys()) {
        if (kept.size <= KEPT) break;
        kept.delete(oldest);
      }
      return drive;
    },
  };
}
