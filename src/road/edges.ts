import type { RoadLookup } from "./lookup.ts";
import { lanesAt } from "./lookup.ts";
import type { RoadLine } from "./network.ts";

/**
 * The edges of the road: those pieces of the borders of driving lanes beyond which there is no driving lane. Each piece runs so that the
 * road is on its left, is at most 1 m long, and pieces that follow one another share their end to the bit.
 */
export interface RoadEdges {
  readonly count: number;
  readonly fromXM: Float64Array;
  readonly fromYM: Float64Array;
  readonly toXM: Float64Array;
  readonly toYM: Float64Array;
  /** Square cells over the pieces, row after row; pieces of cell i are items[start[i]] ... items[start[i + 1] - 1]. */
  readonly minXM: number;
  readonly minYM: number;
  readonly columns: number;
  readonly rows: number;
  readonly cellM: number;
  readonly start: Int32Array;
  readonly items: Int32Array;
}

/** What a search for the nearest edge finds; written in place. */
export interface NearestEdge {
  /** Infinity where the road has no edge. */
  distanceM: number;
  /** Positive where the point is to the right of the edge, which is off the road; of several pieces as near the least. */
  crossM: number;
}

const PIECE_M = 1;
/** Lanes side by side may leave a gap as wide as this between their borders. */
const GAP_M = 0.2;
const CELL_M = 10;
const MAX_CELLS = 1_000_000;
const FOUND = new Int32Array(16);

/** The edges of a network, worked out anew. */
export function roadEdgesOf(lookup: RoadLookup): RoadEdges {
  const pieces: number[] = [];
  for (const { type, left, right } of lookup.network.lanes) {
    if (type !== "driving") continue;
    addPieces(lookup, right, 1, pieces);
    addPieces(lookup, left, -1, pieces);
  }
  const count = pieces.length / 4;
  const column = (k: number): Float64Array => Float64Array.from({ length: count }, (_, i) => pieces[4 * i + k] as number);
  const ends = { fromXM: column(0), fromYM: column(1), toXM: column(2), toYM: column(3) };
  return { count, ...ends, ...cellsOf(ends) };
}

/** Adds the pieces of one border that are edges. `side` 1: the road is on the line's left; -1: on its right, so pieces run backwards. */
function addPieces(lookup: RoadLookup, { xM, yM }: RoadLine, side: 1 | -1, out: number[]): void {
  for (let i = 0; i + 1 < xM.length; i++) {
    const x = xM[i] as number;
    const y = yM[i] as number;
    const dx = (xM[i + 1] as number) - x;
    const dy = (yM[i + 1] as number) - y;
    const lengthM = Math.sqrt(dx * dx + dy * dy);
    if (lengthM === 0) continue;
    const parts = Math.ceil(lengthM / PIECE_M);
    // the outside is to the right of a right border, to the left of a left one
    const outXM = (side * GAP_M * dy) / lengthM;
    const outYM = (-side * GAP_M * dx) / lengthM;
    for (let k = 0; k < parts; k++) {
      const middle = (k + 0.5) / parts;
      if (isDriving(lookup, x + middle * dx + outXM, y + middle * dy + outYM)) continue;
      const from = k / parts;
      const [toX, toY] =
        k + 1 === parts ? [xM[i + 1] as number, yM[i + 1] as number] : [x + ((k + 1) / parts) * dx, y + ((k + 1) / parts) * dy];
      if (side > 0) out.push(x + from * dx, y + from * dy, toX, toY);
      else out.push(toX, toY, x + from * dx, y + from * dy);
    }
  }
}

function isDriving(lookup: RoadLookup, xM: number, yM: number): boolean {
  const count = Math.min(FOUND.length, lanesAt(lookup, xM, yM, FOUND));
  for (let i = 0; i < count; i++) if (lookup.quads.isDriving[FOUND[i] as number] === 1) return true;
  return false;
}

type Ends = Pick<RoadEdges, "fromXM" | "fromYM" | "toXM" | "toYM">;

/** Sorts the pieces into cells by where they begin. */
function cellsOf({ fromXM, fromYM }: Ends): Pick<RoadEdges, "minXM" | "minYM" | "columns" | "rows" | "cellM" | "start" | "items"> {
  let [minXM, minYM, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < fromXM.length; i++) {
    minXM = Math.min(minXM, fromXM[i] as number);
    maxX = Math.max(maxX, fromXM[i] as number);
    minYM = Math.min(minYM, fromYM[i] as number);
    maxY = Math.max(maxY, fromYM[i] as number);
  }
  if (fromXM.length === 0) [minXM, minYM, maxX, maxY] = [0, 0, 0, 0];
  let cellM = CELL_M;
  const across = (fromM: number, toM: number): number => Math.floor((toM - fromM) / cellM) + 1;
  while (across(minXM, maxX) * across(minYM, maxY) > MAX_CELLS) cellM *= 2;
  const columns = across(minXM, maxX);
  const rows = across(minYM, maxY);
  const cells = Int32Array.from(fromXM, (x, i) => across(minYM, fromYM[i] as number) * columns - columns + across(minXM, x) - 1);
  const start = new Int32Array(columns * rows + 1);
  for (const cell of cells) start[cell + 1]!++;
  for (let i = 1; i < start.length; i++) start[i]! += start[i - 1]!;
  const items = new Int32Array(cells.length);
  const next = start.slice();
  for (let i = 0; i < cells.length; i++) items[next[cells[i]!]!++] = i;
  return { minXM, minYM, columns, rows, cellM, start, items };
}

/**
 * Finds the edge nearest to a point: its nearest point anywhere, or, where `ofEnds`, the nearest end of a piece.
 * Rings of cells are searched outwards: a piece that begins r rings away comes no nearer than (r - 1) cells less its length.
 */
export function findNearestEdge(edges: RoadEdges, xM: number, yM: number, ofEnds: boolean, out: NearestEdge): void {
  const { columns, rows, cellM, start, items } = edges;
  const column = Math.min(columns - 1, Math.max(0, Math.floor((xM - edges.minXM) / cellM)));
  const row = Math.min(rows - 1, Math.max(0, Math.floor((yM - edges.minYM) / cellM)));
  out.distanceM = Infinity;
  out.crossM = 0;
  const rings = Math.max(columns, rows);
  for (let ring = 0; ring <= rings && (ring - 1) * cellM - PIECE_M <= out.distanceM; ring++) {
    for (let r = Math.max(0, row - ring); r <= Math.min(rows - 1, row + ring); r++) {
      const step = ring === 0 || r === row - ring || r === row + ring ? 1 : 2 * ring;
      for (let c = column - ring; c <= column + ring; c += step) {
        if (c < 0 || c >= columns) continue;
        const cell = r * columns + c;
        for (let k = start[cell]!; k < start[cell + 1]!; k++) takePiece(edges, items[k]!, xM, yM, ofEnds, out);
      }
    }
  }
}

function takePiece(edges: RoadEdges, i: number, xM: number, yM: number, ofEnds: boolean, out: NearestEdge): void {
  const x = edges.fromXM[i]!;
  const y = edges.fromYM[i]!;
  const tx = edges.toXM[i]! - x;
  const ty = edges.toYM[i]! - y;
  const dx = xM - x;
  const dy = yM - y;
  const square = tx * tx + ty * ty;
  const share = (dx * tx + dy * ty) / square;
  const at = ofEnds ? (share <= 0.5 ? 0 : 1) : Math.min(1, Math.max(0, share));
  // at an end the difference is taken from that end itself: two pieces that share it are as near to the bit
  const ex = at === 1 ? xM - edges.toXM[i]! : dx - at * tx;
  const ey = at === 1 ? yM - edges.toYM[i]! : dy - at * ty;
  const distanceM = Math.sqrt(ex * ex + ey * ey);
  if (distanceM > out.distanceM) return;
  const crossM = (dx * ty - dy * tx) / Math.sqrt(square);
  out.crossM = distanceM === out.distanceM ? Math.min(out.crossM, crossM) : crossM;
  out.distanceM = distanceM;
}
