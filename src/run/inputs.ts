import { readFileSync } from "node:fs";
import { InputError } from "../core/errors.ts";
import { sha256Hex } from "../core/sha256.ts";
import type { Drive } from "../drive/drive.ts";
import { openDrive } from "../drive/open.ts";
import { buildMap } from "../road/opendrive/map.ts";
import { toNetwork } from "../road/opendrive/network.ts";
import { readOpenDrive } from "../road/opendrive/opendrive-read.ts";
import type { LoadedMap } from "../scenario/compile/story-world.ts";
import type { ScenarioSpec } from "../scenario/spec.ts";

/** What specs name, recorded drives and maps, is read once a worker and kept while it is used: the last few of each, by path. */
export interface DriveCache {
  /** The drive a spec names, or null where it names none. Throws InputError where it cannot be read. */
  of(spec: ScenarioSpec): Drive | null;
  /** The map a spec's story names, or null where it names none. Throws InputError where it cannot be read. */
  mapOf(spec: ScenarioSpec): LoadedMap | null;
}

const KEPT = 4;

export function driveCache(): DriveCache {
  const drives = new Map<string, Drive>();
  const maps = new Map<string, LoadedMap>();
  return {
    of: ({ world }) => (world.kind === "drive" ? kept(drives, world.drivePath, openDrive) : null),
    mapOf: ({ world }) => (world.kind === "story" && world.story.mapPath !== null ? kept(maps, world.story.mapPath, loadMap) : null),
  };
}

/** The value of a path, made where it is not among the last ones used. */
function kept<T>(cache: Map<string, T>, path: string, open: (path: string) => T): T {
  const value = cache.get(path) ?? open(path);
  cache.delete(path);
  cache.set(path, value);
  for (const oldest of cache.keys()) {
    if (cache.size <= KEPT) break;
    cache.delete(oldest);
  }
  return value;
}

function loadMap(path: string): LoadedMap {
  const bytes = readFileSync(path);
  const { map: source, problems } = readOpenDrive(bytes, path);
  if (source === null) throw new InputError(problems);
  const map = buildMap(source);
  return { map, network: toNetwork(map), contentHash: sha256Hex(bytes).slice(0, 16) };
}
