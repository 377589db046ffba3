import type { Quads } from "./quads.ts";

/**
 * Square cells over the road, each with the quadrilaterals whose bounding box touches it, in ascending order. Cells lie row after row;
 * items of cell i are items[start[i]] ... items[start[i + 1] - 1].
 */
export interface QuadGrid {
  /** Number of quadrilaterals; where it is 0 there are no cells. */
  readonly count: number;
  readonly cellM: number;
  readonly minXM: number;
  readonly minYM: number;
  readonly columns: number;
  readonly rows: number;
  readonly start: Int32Array;
  readonly items: Int32Array;
}

/** Some lanes wide and half a quadrilateral long: a few quadrilaterals a cell on a motorway. */
const CELL_M = 10;
/** Larger maps get larger cells: 4 MB of index at most. */
const MAX_CELLS = 1_000_000;

/** Sorts the quadrilaterals into cells. */
export function buildGrid(quads: Quads): QuadGrid {
  if (quads.count === 0) {
    return { count: 0, cellM: CELL_M, minXM: 0, minYM: 0, columns: 0, rows: 0, start: new Int32Array(1), items: new Int32Array(0) };
  }
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (let i = 0; i < quads.count; i++) {
    box.minX = Math.min(box.minX, quads.minXM[i]!);
    box.maxX = Math.max(box.maxX, quads.maxXM[i]!);
    box.minY = Math.min(box.minY, quads.minYM[i]!);
    box.maxY = Math.max(box.maxY, quads.maxYM[i]!);
  }
  const widthM = box.maxX - box.minX;
  const heightM = box.maxY - box.minY;
  let cellM = CELL_M;
  while (Math.ceil(widthM / cellM) * Math.ceil(heightM / cellM) > MAX_CELLS) cellM *= 2;
  const columns = Math.ceil(widthM / cellM);
  const rows = Math.ceil(heightM / cellM);
  const frame = { count: quads.count, cellM, minXM: box.minX, minYM: box.minY, columns, rows };
  const start = new Int32Array(columns * rows + 1);
  forEachCell(quads, frame, (cell) => start[cell + 1]!++);
  for (let i = 1; i < start.length; i++) start[i]! += start[i - 1]!;
  const items = new Int32Array(start[start.length - 1]!);
  const next = start.slice();
  forEachCell(quads, frame, (cell, quad) => {
    items[next[cell]!++] = quad;
  });
  return { ...frame, start, items };
}

type Frame = Omit<QuadGrid, "start" | "items">;

function forEachCell(quads: Quads, frame: Frame, visit: (cell: number, quad: number) => void): void {
  const { minXM, maxXM, minYM, maxYM } = quads;
  for (let i = 0; i < quads.count; i++) {
    const toColumn = cellColumn(frame, maxXM[i]!);
    const toRow = cellRow(frame, maxYM[i]!);
    for (let row = cellRow(frame, minYM[i]!); row <= toRow; row++) {
      for (let column = cellColumn(frame, minXM[i]!); column <= toColumn; column++) visit(row * frame.columns + column, i);
    }
  }
}

/** Column of the cell at x; the outermost one beyond the grid. */
export function cellColumn(grid: Frame, xM: number): number {
  return clamp(Math.floor((xM - grid.minXM) / grid.cellM), grid.columns - 1);
}

/** Row of the cell at y; the outermost one beyond the grid. */
export function cellRow(grid: Frame, yM: number): number {
  return clamp(Math.floor((yM - grid.minYM) / grid.cellM), grid.rows - 1);
}

/** 0 for NaN, so that a look-up of it ends somewhere, and on no lane. */
function clamp(index: number, last: number): number {
  return index > 0 ? Math.min(index, last) : 0;
}
