import { emptyLinePoint, partBordersOf, pointOnGeometry } from "./geometry.ts";
import { reachM } from "./lanes.ts";
import { type RoadBoxes, type RoadMap, tablesOf } from "./map.ts";

/** Children of a node. */
export const FANOUT = 8;
/** What shape, crossfall and lane heights may move a point sideways on a road that also rolls or climbs. */
const BENT_MARGIN_M = 1;

interface Pieces {
  readonly road: number[];
  readonly geometry: number[];
  readonly fromM: number[];
  readonly toM: number[];
  readonly boxM: number[];
}

/** The index of a map; made at the first call. */
export function boxesOf(map: RoadMap): RoadBoxes {
  map.boxes ??= buildBoxes(map);
  return map.boxes;
}

function buildBoxes(map: RoadMap): RoadBoxes {
  const pieces: Pieces = { road: [], geometry: [], fromM: [], toM: [], boxM: [] };
  for (let road = 0; road < map.roads.length; road++) addRoad(map, road, pieces);
  const order = curveOrder(pieces);
  const count = order.length;
  const levelStart = [0];
  let total = 0;
  for (let size = count; ; size = Math.ceil(size / FANOUT)) {
    total += size;
    levelStart.push(total);
    if (size <= 1) break;
  }
  const boxM = new Float64Array(4 * total);
  order.forEach((piece, i) => {
    for (let side = 0; side < 4; side++) boxM[4 * i + side] = pieces.boxM[4 * piece + side]!;
  });
  for (let level = 1; level + 1 < levelStart.length; level++) coverLevel(boxM, levelStart, level);
  return {
    count,
    boxM,
    levelStart: Int32Array.from(levelStart),
    pieceRoad: Int32Array.from(order, (piece) => pieces.road[piece]!),
    pieceGeometry: Int32Array.from(order, (piece) => pieces.geometry[piece]!),
    pieceFromM: Float64Array.from(order, (piece) => pieces.fromM[piece]!),
    pieceToM: Float64Array.from(order, (piece) => pieces.toM[piece]!),
  };
}

/** Boxes of a level, each over its up to eight nodes of the level below. */
function coverLevel(boxM: Float64Array, levelStart: readonly number[], level: number): void {
  const below = levelStart[level - 1]!;
  const end = levelStart[level]!;
  for (let node = end; node < levelStart[level + 1]!; node++) {
    const first = below + (node - end) * FANOUT;
    boxM.copyWithin(4 * node, 4 * first, 4 * first + 4);
    for (let child = first + 1; child < Math.min(first + FANOUT, end); child++) {
      for (let side = 0; side < 4; side++) {
        const value = boxM[4 * child + side]!;
        const at = 4 * node + side;
        boxM[at] = side < 2 ? Math.min(boxM[at]!, value) : Math.max(boxM[at]!, value);
      }
    }
  }
}

/** The pieces of a road: its geometries' parts, each geometry up to where the next one begins, the last one to the road's end. */
function addRoad(map: RoadMap, road: number, pieces: Pieces): void {
  const { line, lanes, surface } = tablesOf(map, road);
  const lengthM = map.roads[road]!.lengthM;
  const marginM = reachM(lanes, lengthM) + (surface.isBent ? BENT_MARGIN_M : 0);
  for (let geometry = 0; geometry < line.count; geometry++) {
    const startM = geometry === 0 ? 0 : line.startM[geometry]!;
    const endM = geometry + 1 < line.count ? Math.min(line.startM[geometry + 1]!, lengthM) : lengthM;
    const borders = partBordersOf(line, geometry);
    for (let part = 0; part + 1 < borders.length; part++) {
      const fromM = part === 0 ? startM : borders[part]!;
      const toM = part + 2 === borders.length ? endM : Math.min(borders[part + 1]!, endM);
      // A road shorter than its geometry ends before some parts; one piece of length 0 is kept of a road without length.
      if (toM > fromM || (pieces.road.at(-1) !== road && geometry + 1 === line.count))
        addPiece(map, road, geometry, fromM, toM, marginM, pieces);
    }
  }
}

const A = emptyLinePoint();
const B = emptyLinePoint();

/** A curve of length L over a chord c stays in the ellipse about its ends: half as wide as sqrt(L^2 - c^2), and (L - c) / 2 beyond them. */
function addPiece(map: RoadMap, road: number, geometry: number, fromM: number, toM: number, marginM: number, pieces: Pieces): void {
  const { line } = tablesOf(map, road);
  pointOnGeometry(line, geometry, fromM, A);
  pointOnGeometry(line, geometry, toM, B);
  const dx = B.xM - A.xM;
  const dy = B.yM - A.yM;
  const lengthM = Math.max(toM - fromM, Math.sqrt(dx * dx + dy * dy)) * (line.params[geometry]?.stretchRatio ?? 1);
  const bulgeM = 0.5 * Math.sqrt(Math.max(0, lengthM * lengthM - dx * dx - dy * dy)) + marginM;
  const boxM = [Math.min(A.xM, B.xM) - bulgeM, Math.min(A.yM, B.yM) - bulgeM, Math.max(A.xM, B.xM) + bulgeM, Math.max(A.yM, B.yM) + bulgeM];
  // A place that is not a number can be near nothing.
  if (!boxM.every(Number.isFinite)) return;
  pieces.road.push(road);
  pieces.geometry.push(geometry);
  pieces.fromM.push(fromM);
  pieces.toM.push(toM);
  pieces.boxM.push(...boxM);
}

/** Pieces in the order of a Z curve through their boxes' middles: neighbours in the row are neighbours on the map. */
function curveOrder(pieces: Pieces): number[] {
  const middle = (piece: number, axis: 0 | 1): number => 0.5 * (pieces.boxM[4 * piece + axis]! + pieces.boxM[4 * piece + 2 + axis]!);
  const all = pieces.road.map((_, piece) => piece);
  const least = [0, 1].map((axis) => all.reduce((min, piece) => Math.min(min, middle(piece, axis as 0 | 1)), Infinity));
  const most = [0, 1].map((axis) => all.reduce((max, piece) => Math.max(max, middle(piece, axis as 0 | 1)), -Infinity));
  const cell = (piece: number, axis: 0 | 1): number => {
    const range = most[axis]! - least[axis]!;
    return range > 0 ? Math.floor((65_535 * (middle(piece, axis) - least[axis]!)) / range) : 0;
  };
  const keys = all.map((piece) => 2 * spread(cell(piece, 1)) + spread(cell(piece, 0)));
  return all.sort((one, other) => keys[one]! - keys[other]! || one - other);
}

/** The lower 16 bits with a zero after each. */
function spread(bits: number): number {
  let x = bits;
  x = (x | (x << 8)) & 0x00ff00ff;
  x = (x | (x << 4)) & 0x0f0f0f0f;
  x = (x | (x << 2)) & 0x33333333;
  x = (x | (x << 1)) & 0x55555555;
  return x;
}
