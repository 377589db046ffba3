import { type ReferenceLine, referenceLineOf } from "./geometry.ts";
import { type LaneTable, laneTableOf } from "./lanes.ts";
import type { OpenDriveMap, Road } from "./model.ts";
import type { RoadBoxes } from "./road-boxes.ts";
import { type Surface, surfaceOf } from "./surface.ts";

/**
 * A map made ready to be asked. Roads are named by their index in the file. Tables of a road are made when the road is first asked, the index
 * of boxes when a place is first looked for; nothing is sampled.
 */
export interface RoadMap {
  readonly source: OpenDriveMap;
  /** In the order of the file. */
  readonly roads: readonly ReadyRoad[];
  /** Index of a road by its id; of several with one id the first. */
  readonly roadIndex: ReadonlyMap<string, number>;
  /** Made by `boxesOf`. */
  boxes: RoadBoxes | null;
}

export interface ReadyRoad {
  readonly source: Road;
  readonly lengthM: number;
  /** Made by `tablesOf`. */
  tables: RoadTables | null;
}

/** Everything of one road in flat tables. */
export interface RoadTables {
  readonly line: ReferenceLine;
  readonly lanes: LaneTable;
  readonly surface: Surface;
}

/** Makes a map ready: costs a few words a road. */
export function buildMap(source: OpenDriveMap): RoadMap {
  const roadIndex = new Map<string, number>();
  source.roads.forEach((road, index) => {
    if (!roadIndex.has(road.id)) roadIndex.set(road.id, index);
  });
  return { source, roads: source.roads.map((road) => ({ source: road, lengthM: road.lengthM, tables: null })), roadIndex, boxes: null };
}

/** The tables of a road; made at the first call. Throws a RangeError where there is no road of that index. */
export function tablesOf(map: RoadMap, road: number): RoadTables {
  const ready = map.roads[road];
  if (ready === undefined) throw new RangeError(`the map has no road ${road}`);
  return ready.tables ?? makeTables(ready);
}

function makeTables(ready: ReadyRoad): RoadTables {
  const lanes = laneTableOf(ready.source);
  const tables = { line: referenceLineOf(ready.source.geometry), lanes, surface: surfaceOf(ready.source, lanes) };
  ready.tables = tables;
  return tables;
}
