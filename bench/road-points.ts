import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Bench } from "tinybench";
import { buildMap, type RoadMap } from "../src/road/opendrive/map.ts";
import { readOpenDrive } from "../src/road/opendrive/opendrive-read.ts";
import { emptyPlace, locate, type RoadPlace } from "../src/road/opendrive/place.ts";
import { emptyRoadPoint, laneCentreTM, pointAt } from "../src/road/opendrive/point.ts";
import type { BenchRow } from "./row.ts";

/** Calls in one measured task, so that the clock's own cost vanishes. */
const CALLS = 10_000;
const TIME_MS = 300;

/** Maps with one kind of geometry each, and one with all that a surface can have. */
const MAPS: readonly (readonly [string, string])[] = [
  ["lines", "esmini/resources/xodr/straight_500m.xodr"],
  ["an arc", "OSC-ALKS-scenarios/Scenarios/ALKS_Road_left_radius_1000m.xodr"],
  ["lines, arcs and clothoids", "esmini/resources/xodr/multi_intersections.xodr"],
  ["clothoids with elevation", "esmini/resources/xodr/tunnels.xodr"],
  ["paramPoly3 with elevation", "esmini/resources/xodr/e6mini.xodr"],
  ["superelevation", "esmini/EnvironmentSimulator/Unittest/xodr/straight_500_superelevation_elevation.xodr"],
];

/** What was computed last; read so that nothing is optimised away. */
export const seen: { sum: number } = { sum: 0 };

/** Wall clock of one point, of one place with the place of the tick before as hint (0.3 m back), and of one without. */
export async function pointRows(inputs: string): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const [name, file] of MAPS) {
    const { map: source } = readOpenDrive(readFileSync(join(inputs, file)), file);
    if (source === null) throw new Error(`${file} does not load`);
    const map = buildMap(source);
    rows.push(await rowOf(`point, ${name}`, pointTask(map), "written in place, road after road"));
    rows.push(await rowOf(`place with a hint, ${name}`, placeTask(map, true), "moved 0.3 m since, snapped to driving lanes"));
    rows.push(await rowOf(`place without a hint, ${name}`, placeTask(map, false), "over the whole map, snapped to driving lanes"));
  }
  return rows;
}

async function rowOf(name: string, task: () => void, note: string): Promise<BenchRow> {
  const bench = new Bench({ time: TIME_MS, warmupTime: TIME_MS / 3 }).add(name, task);
  await bench.run();
  const result = bench.tasks[0]?.result;
  if (result?.state !== "completed") throw new Error(`the task ${name} did not end`);
  return { name, value: (result.latency.p50 * 1e6) / CALLS, unit: "ns", note };
}

function placesOf(map: RoadMap): RoadPlace[] {
  return Array.from({ length: 1000 }, (_, i) => {
    const road = i % map.roads.length;
    const sM = ((i * 0.618) % 1) * map.roads[road]!.lengthM;
    const lane = map.source.roads[road]!.sections[0]!.lanes.find((row) => row.type === "driving" && row.id !== 0)?.id ?? 0;
    const tM = laneCentreTM(map, road, sM, lane);
    return { ...emptyPlace(), road, lane, sM, tM: Number.isNaN(tM) ? 0 : tM };
  });
}

function pointTask(map: RoadMap): () => void {
  const places = placesOf(map);
  const out = emptyRoadPoint();
  return () => {
    let sum = 0;
    for (let i = 0; i < CALLS; i++) {
      const place = places[i % places.length]!;
      pointAt(map, place.road, place.sM, place.tM, out);
      sum += out.xM;
    }
    seen.sum = sum;
  };
}

function placeTask(map: RoadMap, isHinted: boolean): () => void {
  const places = placesOf(map);
  const points = places.map((place) => {
    const out = emptyRoadPoint();
    pointAt(map, place.road, place.sM, place.tM, out);
    return out;
  });
  const hints = places.map((place) => ({ ...place, sM: Math.max(0, place.sM - 0.3) }));
  const out = emptyPlace();
  const options = { snap: "driving" } as const;
  return () => {
    let sum = 0;
    for (let i = 0; i < CALLS; i++) {
      const at = i % points.length;
      const point = points[at]!;
      locate(map, point.xM, point.yM, point.zM, isHinted ? hints[at]! : null, out, options);
      sum += out.sM;
    }
    seen.sum = sum;
  };
}
