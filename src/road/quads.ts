import { lengthOfM } from "./line.ts";
import type { RoadNetwork } from "./network.ts";
import { sectionsOf } from "./sections.ts";

/**
 * All lanes as quadrilaterals between neighbouring cross-sections, struct of arrays, lane after lane. Corners in order: a left and b left
 * further on, c right further on and d right.
 */
export interface Quads {
  readonly count: number;
  readonly lane: Int32Array;
  /** Quadrilaterals of lane i are firstOfLane[i] ... firstOfLane[i + 1] - 1, in driving order. */
  readonly firstOfLane: Int32Array;
  /** 1 for each lane of type driving. */
  readonly isDriving: Uint8Array;
  /** Share of the lane's length at which it begins and ends. */
  readonly fromRatio: Float64Array;
  readonly toRatio: Float64Array;
  /** A segment of the lane's centre line nearby: where a projection starts to search. */
  readonly centreSegment: Int32Array;
  /** Bounding box, a little larger than the corners: most look-ups need no more. */
  readonly minXM: Float64Array;
  readonly maxXM: Float64Array;
  readonly minYM: Float64Array;
  readonly maxYM: Float64Array;
  readonly aXM: Float64Array;
  readonly aYM: Float64Array;
  readonly bXM: Float64Array;
  readonly bYM: Float64Array;
  readonly cXM: Float64Array;
  readonly cYM: Float64Array;
  readonly dXM: Float64Array;
  readonly dYM: Float64Array;
}

/** Longer ones would lie in many cells of the grid at once. */
const MAX_QUAD_M = 20;
/** A point this far outside counts as on the border, so that rounding leaves no crack between two lanes. */
const EDGE_M = 1e-6;
/** More than EDGE_M at any corner that is not a needle. */
const BOX_MARGIN_M = 1e-3;

/** Cuts every lane of a network into quadrilaterals. */
export function quadsOf(network: RoadNetwork): Quads {
  const sections = network.lanes.map((lane) => sectionsOf(lane.left, lane.right, MAX_QUAD_M));
  const count = sections.reduce((sum, s) => sum + s.count - 1, 0);
  const quads: Quads = {
    count,
    lane: new Int32Array(count),
    firstOfLane: new Int32Array(network.lanes.length + 1),
    isDriving: Uint8Array.from(network.lanes, (lane) => (lane.type === "driving" ? 1 : 0)),
    fromRatio: new Float64Array(count),
    toRatio: new Float64Array(count),
    centreSegment: new Int32Array(count),
    minXM: new Float64Array(count),
    maxXM: new Float64Array(count),
    minYM: new Float64Array(count),
    maxYM: new Float64Array(count),
    aXM: new Float64Array(count),
    aYM: new Float64Array(count),
    bXM: new Float64Array(count),
    bYM: new Float64Array(count),
    cXM: new Float64Array(count),
    cYM: new Float64Array(count),
    dXM: new Float64Array(count),
    dYM: new Float64Array(count),
  };
  let at = 0;
  sections.forEach((s, lane) => {
    const centre = network.lanes[lane]!.centre;
    quads.firstOfLane[lane] = at;
    for (let i = 0, segment = 0; i + 1 < s.count; i++, at++) {
      const middleM = ((s.ratio[i]! + s.ratio[i + 1]!) / 2) * lengthOfM(centre);
      while (segment + 2 < centre.sM.length && centre.sM[segment + 1]! < middleM) segment++;
      quads.lane[at] = lane;
      quads.centreSegment[at] = segment;
      quads.fromRatio[at] = s.ratio[i]!;
      quads.toRatio[at] = s.ratio[i + 1]!;
      quads.aXM[at] = s.leftXM[i]!;
      quads.aYM[at] = s.leftYM[i]!;
      quads.bXM[at] = s.leftXM[i + 1]!;
      quads.bYM[at] = s.leftYM[i + 1]!;
      quads.cXM[at] = s.rightXM[i + 1]!;
      quads.cYM[at] = s.rightYM[i + 1]!;
      quads.dXM[at] = s.rightXM[i]!;
      quads.dYM[at] = s.rightYM[i]!;
    }
  });
  quads.firstOfLane[network.lanes.length] = at;
  for (let i = 0; i < count; i++) setBox(quads, i);
  return quads;
}

function setBox(q: Quads, i: number): void {
  q.minXM[i] = Math.min(q.aXM[i]!, q.bXM[i]!, q.cXM[i]!, q.dXM[i]!) - BOX_MARGIN_M;
  q.maxXM[i] = Math.max(q.aXM[i]!, q.bXM[i]!, q.cXM[i]!, q.dXM[i]!) + BOX_MARGIN_M;
  q.minYM[i] = Math.min(q.aYM[i]!, q.bYM[i]!, q.cYM[i]!, q.dYM[i]!) - BOX_MARGIN_M;
  q.maxYM[i] = Math.max(q.aYM[i]!, q.bYM[i]!, q.cYM[i]!, q.dYM[i]!) + BOX_MARGIN_M;
}

/** True where the point lies in one of the two triangles of the quadrilateral or within a thousandth of a millimetre of them. */
export function isInQuad(q: Quads, i: number, xM: number, yM: number): boolean {
  // Written so that a point that is not a number is in none.
  if (!(xM >= q.minXM[i]! && xM <= q.maxXM[i]! && yM >= q.minYM[i]! && yM <= q.maxYM[i]!)) return false;
  const ax = q.aXM[i]!;
  const ay = q.aYM[i]!;
  const cx = q.cXM[i]!;
  const cy = q.cYM[i]!;
  return isInTriangle(ax, ay, q.bXM[i]!, q.bYM[i]!, cx, cy, xM, yM) || isInTriangle(ax, ay, cx, cy, q.dXM[i]!, q.dYM[i]!, xM, yM);
}

/** Distance from a point to the quadrilateral's bounding box: never more than to itself. */
export function distanceToBoxM(q: Quads, i: number, xM: number, yM: number): number {
  const dx = Math.max(q.minXM[i]! - xM, 0, xM - q.maxXM[i]!);
  const dy = Math.max(q.minYM[i]! - yM, 0, yM - q.maxYM[i]!);
  return Math.sqrt(dx * dx + dy * dy);
}

/** Whichever way the triangle turns. */
function isInTriangle(ax: number, ay: number, bx: number, by: number, cx: number, cy: number, x: number, y: number): boolean {
  const turn = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  const sign = turn < 0 ? -1 : 1;
  return isInside(ax, ay, bx, by, x, y, sign) && isInside(bx, by, cx, cy, x, y, sign) && isInside(cx, cy, ax, ay, x, y, sign);
}

/** Left of the edge from a to b (right of it for sign -1), or at most EDGE_M beyond it. */
function isInside(ax: number, ay: number, bx: number, by: number, x: number, y: number, sign: number): boolean {
  const ex = bx - ax;
  const ey = by - ay;
  const cross = sign * (ex * (y - ay) - ey * (x - ax));
  if (cross >= 0) return true;
  return cross * cross <= EDGE_M * EDGE_M * (ex * ex + ey * ey);
}

/** Distance from a point to the quadrilateral; 0 inside. */
export function distanceToQuadM(q: Quads, i: number, xM: number, yM: number): number {
  if (isInQuad(q, i, xM, yM)) return 0;
  const least = Math.min(
    squareToEdge(q.aXM[i]!, q.aYM[i]!, q.bXM[i]!, q.bYM[i]!, xM, yM),
    squareToEdge(q.bXM[i]!, q.bYM[i]!, q.cXM[i]!, q.cYM[i]!, xM, yM),
    squareToEdge(q.cXM[i]!, q.cYM[i]!, q.dXM[i]!, q.dYM[i]!, xM, yM),
    squareToEdge(q.dXM[i]!, q.dYM[i]!, q.aXM[i]!, q.aYM[i]!, xM, yM),
  );
  return Math.sqrt(least);
}

function squareToEdge(ax: number, ay: number, bx: number, by: number, x: number, y: number): number {
  const ex = bx - ax;
  const ey = by - ay;
  const square = ex * ex + ey * ey;
  const share = square > 0 ? Math.min(Math.max(((x - ax) * ex + (y - ay) * ey) / square, 0), 1) : 0;
  const dx = x - ax - share * ex;
  const dy = y - ay - share * ey;
  return dx * dx + dy * dy;
}
