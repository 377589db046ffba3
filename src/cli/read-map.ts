import { resolve } from "node:path";
import { InputError, type Problem } from "../core/errors.ts";
import { readWhole } from "../drive/file.ts";
import { buildMap, type RoadMap } from "../road/opendrive/map.ts";
import { readOpenDrive } from "../road/opendrive/opendrive-read.ts";

/** What reliability.md allows an XML file. */
const MAX_BYTES = 64 * 1024 * 1024;

/** A map file as the road commands take it, with the warnings of its reader. Throws InputError where it cannot be read. */
export function readMap(path: string): { readonly map: RoadMap; readonly problems: readonly Problem[] } {
  const { map, problems } = readOpenDrive(readWhole(resolve(path), MAX_BYTES), path);
  if (map === null) throw new InputError(problems);
  return { map: buildMap(map), problems };
}
