import { lengthOfM } from "./line.ts";
import type { RoadNetwork } from "./network.ts";
import { sectionsOf } from "./sections.ts";

/**
 * All lanes as quadrilaterals between neighbouring cross-sections, struct of arrays, lane after lane. Corners in order: 0 left and 1 left
 * further on, 2 right further on and 3 right.
 */
export interface Quads {
  readonly count: number;
  readonly lane: Int32Array;
  /** Quadrilaterals of lane i are firstOfLane[i] ... firstOfLane[i + 1] - 1, in driving order. */
  readonly firstOfLane: Int32Array;
  /** 1 for each lane of type driving. */
  readonly isDriving: Uint8Array;
  /** Share of the lane's length at which it begins and ends. */
  readonly fromShare: Float64Array;
  readonly toShare: Float64Array;
  /** A segment of the lane's centre line nearby: where a projection starts to search. */
  readonly centreSegment: Int32Array;
  readonly x0: Float64Array;
  readonly y0: Float64Array;
  readonly x1: Float64Array;
  readonly y1: Float64Array;
  readonly x2: Float64Array;
  readonly y2: Float64Array;
  readonly x3: Float64Array;
  readonly y3: Float64Array;
}

/** Longer ones would lie in many cells of the grid at once. */
export const MAX_QUAD_M = 20;
/** A point this far outside counts as on the border, so that rounding leaves no crack between two lanes. */
const EDGE_M = 1e-6;

/** Cuts every lane of a network into quadrilaterals. */
export function quadsOf(network: RoadNetwork): Quads {
  const sections = network.lanes.map((lane) => sectionsOf(lane.left, lane.right, MAX_QUAD_M));
  const count = sections.reduce((sum, s) => sum + s.count - 1, 0);
  const quads: Quads = {
    count,
    lane: new Int32Array(count),
    firstOfLane: new Int32Array(network.lanes.length + 1),
    isDriving: Uint8Array.from(network.lanes, (lane) => (lane.type === "driving" ? 1 : 0)),
    fromShare: new Float64Array(count),
    toShare: new Float64Array(count),
    centreSegment: new Int32Array(count),
    x0: new Float64Array(count),
    y0: new Float64Array(count),
    x1: new Float64Array(count),
    y1: new Float64Array(count),
    x2: new Float64Array(count),
    y2: new Float64Array(count),
    x3: new Float64Array(count),
    y3: new Float64Array(count),
  };
  let at = 0;
  sections.forEach((s, lane) => {
    const centre = network.lanes[lane]!.centre;
    quads.firstOfLane[lane] = at;
    for (let i = 0, segment = 0; i + 1 < s.count; i++, at++) {
      const middleM = ((s.u[i]! + s.u[i + 1]!) / 2) * lengthOfM(centre);
      while (segment + 2 < centre.sM.length && centre.sM[segment + 1]! < middleM) segment++;
      quads.lane[at] = lane;
      quads.centreSegment[at] = segment;
      quads.fromShare[at] = s.u[i]!;
      quads.toShare[at] = s.u[i + 1]!;
      quads.x0[at] = s.leftX[i]!;
      quads.y0[at] = s.leftY[i]!;
      quads.x1[at] = s.leftX[i + 1]!;
      quads.y1[at] = s.leftY[i + 1]!;
      quads.x2[at] = s.rightX[i + 1]!;
      quads.y2[at] = s.rightY[i + 1]!;
      quads.x3[at] = s.rightX[i]!;
      quads.y3[at] = s.rightY[i]!;
    }
  });
  quads.firstOfLane[network.lanes.length] = at;
  return quads;
}

/** True where the point lies in one of the two triangles of the quadrilateral or within a thousandth of a millimetre of them. */
export function isInQuad(q: Quads, i: number, xM: number, yM: number): boolean {
  const x0 = q.x0[i]!;
  const y0 = q.y0[i]!;
  const x2 = q.x2[i]!;
  const y2 = q.y2[i]!;
  return isInTriangle(x0, y0, q.x1[i]!, q.y1[i]!, x2, y2, xM, yM) || isInTriangle(x0, y0, x2, y2, q.x3[i]!, q.y3[i]!, xM, yM);
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
    squareToEdge(q.x0[i]!, q.y0[i]!, q.x1[i]!, q.y1[i]!, xM, yM),
    squareToEdge(q.x1[i]!, q.y1[i]!, q.x2[i]!, q.y2[i]!, xM, yM),
    squareToEdge(q.x2[i]!, q.y2[i]!, q.x3[i]!, q.y3[i]!, xM, yM),
    squareToEdge(q.x3[i]!, q.y3[i]!, q.x0[i]!, q.y0[i]!, xM, yM),
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
