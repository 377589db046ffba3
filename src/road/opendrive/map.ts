import { InputError } from "../../core/errors.ts";
import { type LaneGraph, laneGraphOf } from "./lane-graph.ts";
import { type ReferenceLine, referenceLineOf } from "./geometry.ts";
import { type LaneTable, laneTableOf } from "./lanes.ts";
import type { Geometry, OpenDriveMap, Road } from "./model.ts";
import { partsFor } from "./spiral.ts";
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
  /** Made by `boxesOf` of road-boxes.ts. */
  boxes: RoadBoxes | null;
  /** Made by `graphOf`. */
  graph: LaneGraph | null;
}

/**
 * Bounding boxes of short pieces of all roads with their lanes, packed into a tree of eights: level after level in one row, the pieces first.
 * A piece turns by at most half a radian, so that a place near it has one foot on it.
 */
export interface RoadBoxes {
  /** Number of pieces. */
  readonly count: number;
  /** Box of node i: minX, minY, maxX, maxY at 4 i. */
  readonly boxM: Float64Array;
  /** First node of each level, and the end of the last one. */
  readonly levelStart: Int32Array;
  readonly pieceRoad: Int32Array;
  readonly pieceGeometry: Int32Array;
  readonly pieceFromM: Float64Array;
  readonly pieceToM: Float64Array;
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

/** Parts of all arcs and clothoids, half a radian each, over which tables and boxes are made: 80,000 full circles, 32 bytes of table a part. */
const MAX_PARTS = 1_000_000;

/**
 * Makes a map ready: costs a few words a road. Throws RDV_ROAD_GEOMETRY, naming the road, where its arcs and clothoids turn so often that tables
 * over them would not be bounded by the size of the file.
 */
export function buildMap(source: OpenDriveMap): RoadMap {
  checkTurns(source);
  const roadIndex = new Map<string, number>();
  source.roads.forEach((road, index) => {
    if (!roadIndex.has(road.id)) roadIndex.set(road.id, index);
  });
  return {
    source,
    roads: source.roads.map((road) => ({ source: road, lengthM: road.lengthM, tables: null })),
    roadIndex,
    boxes: null,
    graph: null,
  };
}

function checkTurns(source: OpenDriveMap): void {
  let parts = 0;
  for (const road of source.roads) {
    for (const geometry of road.geometry) parts += partsFor(turnRad(geometry));
    if (parts > MAX_PARTS) throw turnsTooOften(road);
  }
}

/** How far an arc or clothoid turns, at most. */
function turnRad(geometry: Geometry): number {
  if (geometry.kind === "arc") return Math.abs(geometry.curvaturePerM) * geometry.lengthM;
  if (geometry.kind === "spiral") return Math.max(Math.abs(geometry.startPerM), Math.abs(geometry.endPerM)) * geometry.lengthM;
  return 0;
}

function turnsTooOften(road: Road): InputError {
  return new InputError([
    {
      code: "RDV_ROAD_GEOMETRY",
      severity: "error",
      file: "road",
      line: 0,
      column: 0,
      path: `road ${road.id}`,
      expected: "arcs and spirals that turn by less than 80,000 full circles over the whole map",
      found: "more",
      hint: "is a curvature given as a radius?",
    },
  ]);
}

/** Which lane goes on into which; made at the first call. */
export function graphOf(map: RoadMap): LaneGraph {
  map.graph ??= laneGraphOf(map.source);
  return map.graph;
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
