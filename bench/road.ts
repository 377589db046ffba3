import { globSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { buildMap, type RoadMap } from "../src/road/opendrive/map.ts";
import { readOpenDrive } from "../src/road/opendrive/opendrive-read.ts";
import { median } from "./median.ts";
import { pointRows } from "./road-points.ts";
import type { BenchRow } from "./row.ts";

const DATA = resolve(process.env["REDRIVE_DATA"] || join(import.meta.dirname, "..", "..", "shared", "data"));
const INPUTS = join(DATA, "openscenario/inputs");
/** The largest of the reference inputs, those with most kinds of geometry, and a map of half a megabyte from ASAM's examples. */
const MAPS = [
  "openscenario/inputs/esmini/resources/xodr/multi_intersections.xodr",
  "openscenario/inputs/esmini/resources/xodr/fabriksgatan.xodr",
  "openscenario/inputs/esmini/resources/xodr/soderleden.xodr",
  "openscenario/inputs/esmini/resources/xodr/e6mini.xodr",
  "openscenario/inputs/OSC-NCAP-scenarios/OpenDRIVE/NCAP/X-Intersection_NCAP.xodr",
  "schemas/openscenario/examples-1.3/Databases/SampleDatabase.xodr",
  "schemas/openscenario/examples-1.3/Databases/AB_RQ31_Straight.xodr",
];
const ROUNDS = 15;

function load(bytes: Uint8Array, file: string): RoadMap {
  const { map } = readOpenDrive(bytes, file);
  if (map === null) throw new Error(`${file} does not load`);
  return buildMap(map);
}

function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e3;
}

/**
 * CPU of reading and building maps: all ALKS maps in a process that has read none yet, then each of some maps, warm; and what a map keeps.
 * Then the time of single points and places.
 */
export async function run(): Promise<BenchRow[]> {
  const alks = globSync("{alks-openmsl,OSC-ALKS-scenarios}/**/*.xodr", { cwd: INPUTS }).sort();
  if (alks.length === 0) throw new Error("no ALKS maps; set REDRIVE_DATA to the folder of reference data");
  const files = alks.map((file) => ({ file, bytes: readFileSync(join(INPUTS, file)) }));
  const coldMs = cpuMs(() => {
    for (const { file, bytes } of files) load(bytes, file);
  });
  const note = "CPU of reading and building, bytes in memory";
  const rows: BenchRow[] = [
    {
      name: `${files.length} ALKS maps, first in the process`,
      value: coldMs,
      unit: "ms",
      note: `${note}, nothing compiled yet, all together`,
    },
  ];
  for (const file of MAPS) {
    const bytes = readFileSync(join(DATA, file));
    const name = `${basename(file)}, ${(bytes.length / 1024).toFixed(0)} kB`;
    const ms = median(Array.from({ length: ROUNDS }, () => cpuMs(() => load(bytes, file))));
    rows.push({ name, value: ms, unit: "ms", note: `${note}, median of ${ROUNDS}` });
    rows.push({
      name,
      value: keptBytes(bytes, file) / 1024,
      unit: "kB heap",
      note: "kept by a map that was read and built, and not asked yet",
    });
  }
  return [...rows, ...(await pointRows(INPUTS))];
}

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Of several maps, divided, so that what else happens in the heap does not count. */
function keptBytes(bytes: Uint8Array, file: string): number {
  const used = (): number => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = used();
  const maps = Array.from({ length: ROUNDS }, () => load(bytes, file));
  const kept = (used() - before) / maps.length;
  if (maps.length !== ROUNDS) throw new RangeError("a map was lost");
  return kept;
}
