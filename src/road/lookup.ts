import type { Pose } from "../core/frames.ts";
import { type LinePlace, type LineProjection, placeAt, type Polyline, polylineOf, projectNear, smoothYawRadAt } from "../core/polyline.ts";
import { buildGrid, cellColumn, cellRow, type QuadGrid } from "./grid.ts";
import type { LanePlace, RoadNetwork } from "./network.ts";
import { distanceToBoxM, distanceToQuadM, isInQuad, type Quads, quadsOf } from "./quads.ts";

/**
 * An index over a network, built once and shared; look-ups allocate nothing and depend on their arguments alone.
 *
 * A lane's area is what lies between its borders: the quadrilaterals between its cross-sections (sections.ts). A grid of cells tells
 * which quadrilaterals are near a point, so that a look-up costs the same on a large map as on a small one.
 */
export interface RoadLookup {
  readonly network: RoadNetwork;
  /** Centre line of each lane. */
  readonly centres: readonly Polyline[];
  readonly quads: Quads;
  readonly grid: QuadGrid;
  readonly hasDriving: boolean;
}

/** A pose that is written in place. */
export type MutablePose = { -readonly [K in keyof Pose]: Pose[K] };

/** A point farther than this from every lane has no place on the road. */
const NEAR_LANE_M = 20;

// Scratch of one call each; nothing is read that the same call did not write.
const projection: LineProjection = { sM: 0, tM: 0, distanceM: 0, segment: 0 };
const linePlace: LinePlace = { xM: 0, yM: 0, yawRad: 0, segment: 0 };

/** Builds the index of a network. */
export function buildLookup(network: RoadNetwork): RoadLookup {
  const centres = network.lanes.map((lane) => polylineOf(lane.centre.xM, lane.centre.yM));
  const quads = quadsOf(network);
  const hasDriving = network.lanes.some((lane) => lane.type === "driving");
  return { network, centres, quads, grid: buildGrid(quads), hasDriving };
}

/**
 * The lane a point of W is on, and its s and t there. A point on several lanes (junctions, shared borders) belongs to `hintLane` if that
 * is one of them; else to the ones linked with it (successor, predecessor, neighbour) before others; then to the one with the smallest
 * |t|; then to the lower index. A point on no lane gets the nearest lane within 20 m, `lane` -1 beyond that (s and t are 0 then).
 * Pass -1 for no hint.
 */
export function placeOf(lookup: RoadLookup, xM: number, yM: number, hintLane: number, out: LanePlace): void {
  const { quads, grid } = lookup;
  out.lane = -1;
  out.sM = 0;
  out.tM = 0;
  let bestRank = 3;
  if (grid.count === 0) return;
  const cell = cellRow(grid, yM) * grid.columns + cellColumn(grid, xM);
  let previous = -1; // quadrilaterals of one lane follow one another in a cell
  for (let k = grid.start[cell]!; k < grid.start[cell + 1]!; k++) {
    const quad = grid.items[k]!;
    const lane = quads.lane[quad]!;
    if (lane === previous || !isInQuad(quads, quad, xM, yM)) continue;
    previous = lane;
    const rank = rankOf(lookup, hintLane, lane);
    if (rank > bestRank) continue;
    projectNear(lookup.centres[lane]!, xM, yM, quads.centreSegment[quad]!, projection);
    if (out.lane >= 0 && rank === bestRank && Math.abs(projection.tM) >= Math.abs(out.tM)) continue;
    bestRank = rank;
    out.lane = lane;
    out.sM = projection.sM;
    out.tM = projection.tM;
  }
  if (out.lane >= 0) return;
  const nearest = nearestQuad(lookup, xM, yM, NEAR_LANE_M, false);
  if (nearest < 0) return;
  const lane = quads.lane[nearest]!;
  projectNear(lookup.centres[lane]!, xM, yM, quads.centreSegment[nearest]!, projection);
  out.lane = lane;
  out.sM = projection.sM;
  out.tM = projection.tM;
}

/** 0 the hint itself, 1 linked with it, 2 neither. */
function rankOf(lookup: RoadLookup, hintLane: number, lane: number): number {
  if (lane === hintLane) return 0;
  const hint = lookup.network.lanes[hintLane];
  if (hint === undefined) return 2;
  const isBeside = hint.leftLane?.lane === lane || hint.rightLane?.lane === lane;
  return isBeside || hint.successors.includes(lane) || hint.predecessors.includes(lane) ? 1 : 2;
}

/** Writes the lanes whose area holds the point, lower index first, and returns how many there are; what does not fit `out` is counted only. */
export function lanesAt(lookup: RoadLookup, xM: number, yM: number, out: Int32Array): number {
  const { quads, grid } = lookup;
  if (grid.count === 0) return 0;
  const cell = cellRow(grid, yM) * grid.columns + cellColumn(grid, xM);
  let count = 0;
  let previous = -1;
  for (let k = grid.start[cell]!; k < grid.start[cell + 1]!; k++) {
    const quad = grid.items[k]!;
    const lane = quads.lane[quad]!;
    if (lane === previous || !isInQuad(quads, quad, xM, yM)) continue;
    previous = lane;
    if (count < out.length) out[count] = lane;
    count++;
  }
  return count;
}

/** True where the point lies between the borders of the lane; the borders belong to it. */
export function isOnLane(lookup: RoadLookup, lane: number, xM: number, yM: number): boolean {
  const { quads, grid } = lookup;
  if (grid.count === 0) return false;
  const cell = cellRow(grid, yM) * grid.columns + cellColumn(grid, xM);
  for (let k = grid.start[cell]!; k < grid.start[cell + 1]!; k++) {
    const quad = grid.items[k]!;
    if (quads.lane[quad] === lane && isInQuad(quads, quad, xM, yM)) return true;
  }
  return false;
}

/** Distance to the area of the nearest driving lane: 0 on it, Infinity where the network has none. */
export function distanceToDrivingM(lookup: RoadLookup, xM: number, yM: number): number {
  if (!lookup.hasDriving) return Infinity;
  if (isOnDriving(lookup, xM, yM)) return 0;
  const quad = nearestQuad(lookup, xM, yM, Infinity, true);
  return quad < 0 ? Infinity : distanceToQuadM(lookup.quads, quad, xM, yM);
}

function isOnDriving({ quads, grid }: RoadLookup, xM: number, yM: number): boolean {
  const cell = cellRow(grid, yM) * grid.columns + cellColumn(grid, xM);
  for (let k = grid.start[cell]!; k < grid.start[cell + 1]!; k++) {
    const quad = grid.items[k]!;
    if (quads.isDriving[quads.lane[quad]!] === 1 && isInQuad(quads, quad, xM, yM)) return true;
  }
  return false;
}

/**
 * The pose at s along a lane and t to the left of its centre line; beyond its ends the lane goes on straight.
 * The yaw runs evenly between the points of the centre line, without the steps of its segments. `lane` must be an index of the network.
 */
export function poseAt(lookup: RoadLookup, lane: number, sM: number, tM: number, out: MutablePose): void {
  const centre = lookup.centres[lane]!;
  placeAt(centre, sM, tM, Math.floor(((centre.count - 1) * sM) / centre.lengthM), linePlace);
  out.xM = linePlace.xM;
  out.yM = linePlace.yM;
  out.yawRad = smoothYawRadAt(centre, sM, linePlace.segment);
}

/** Half the distance between the lane's borders at s, measured across its centre line. */
export function halfWidthM(lookup: RoadLookup, lane: number, sM: number): number {
  const { quads, centres } = lookup;
  const centre = centres[lane]!;
  const u = Math.min(Math.max(sM / centre.lengthM, 0), 1);
  let low = quads.firstOfLane[lane]!;
  let high = quads.firstOfLane[lane + 1]! - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (quads.fromRatio[middle]! <= u) low = middle;
    else high = middle - 1;
  }
  const share = (u - quads.fromRatio[low]!) / (quads.toRatio[low]! - quads.fromRatio[low]!);
  const dx = between(quads.aXM, quads.bXM, low, share) - between(quads.dXM, quads.cXM, low, share);
  const dy = between(quads.aYM, quads.bYM, low, share) - between(quads.dYM, quads.cYM, low, share);
  placeAt(centre, sM, 0, quads.centreSegment[low]!, linePlace);
  const i = linePlace.segment;
  return Math.abs(centre.tangentX[i]! * dy - centre.tangentY[i]! * dx) / 2;
}

function between(from: Float64Array, to: Float64Array, i: number, share: number): number {
  return from[i]! + (to[i]! - from[i]!) * share;
}

/**
 * The quadrilateral nearest to the point and at most `limitM` away, the one of the lower lane where several are; -1 where there is none.
 * Rings of cells are searched outwards: cells r rings away lie at least (r - 1) cells away.
 */
function nearestQuad(lookup: RoadLookup, xM: number, yM: number, limitM: number, drivingOnly: boolean): number {
  const { quads, grid } = lookup;
  const column = cellColumn(grid, xM);
  const row = cellRow(grid, yM);
  let best = -1;
  let bestM = limitM;
  const rings = Math.max(grid.columns, grid.rows);
  for (let ring = 0; ring <= rings && (ring - 1) * grid.cellM <= bestM; ring++) {
    for (let r = Math.max(0, row - ring); r <= Math.min(grid.rows - 1, row + ring); r++) {
      const isEdge = r === row - ring || r === row + ring;
      const step = isEdge || ring === 0 ? 1 : 2 * ring;
      for (let c = column - ring; c <= column + ring; c += step) {
        if (c < 0 || c >= grid.columns) continue;
        const cell = r * grid.columns + c;
        for (let k = grid.start[cell]!; k < grid.start[cell + 1]!; k++) {
          const quad = grid.items[k]!;
          if (drivingOnly && quads.isDriving[quads.lane[quad]!] === 0) continue;
          if (distanceToBoxM(quads, quad, xM, yM) > bestM) continue;
          const distanceM = distanceToQuadM(quads, quad, xM, yM);
          const isBetter = distanceM < bestM || (distanceM === bestM && (best < 0 || quad < best));
          if (!isBetter) continue;
          best = quad;
          bestM = distanceM;
        }
      }
    }
  }
  return best;
}
