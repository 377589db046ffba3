import { type Box, boxCorners } from "../core/box.ts";
import { isOnLane, lanesAt, type RoadLookup } from "../road/lookup.ts";
import type { Lane } from "../road/network.ts";
import type { TickGeometry } from "./geometry.ts";
import { keepsLane, type LaneScene, updateLanes } from "./lanes.ts";

/**
 * Where the subject is on the map, in the words of nuPlan and NAVSIM. Looked up when it is asked for: most ticks need none of it.
 *
 * Lanes may say whether they lead through a junction. Where none of those under a point says so, the point counts as in one where it is on
 * two driving lanes that neither follow one another nor lie side by side: lanes that cross, merge or part.
 */
export interface EgoArea {
  tick: number;
  /** All corners on the subject's lane or the ones that lead into or out of it (nuPlan). */
  keepsLane: boolean;
  /** The reference point (the ego's rear axle) is in an intersection. */
  isInJunction: boolean;
}

const FOUND = new Int32Array(16);
const CORNERS_M = new Float64Array(8);

export function newEgoArea(): EgoArea {
  return { tick: -1, keepsLane: true, isInJunction: false };
}

/** Describes the tick that `g` describes; once a tick, however often it is called. */
export function updateEgoArea(area: EgoArea, lanes: LaneScene, g: TickGeometry): void {
  if (area.tick === g.tick) return;
  area.tick = g.tick;
  updateLanes(lanes, g);
  area.keepsLane = keepsLane(lanes, g);
  area.isInJunction = isInJunction(lanes.lookup, g.xM, g.yM);
}

/** Whether all corners of a box are on one and the same driving lane (NAVSIM). */
export function isInOneLane(lookup: RoadLookup, box: Box): boolean {
  boxCorners(box, CORNERS_M, 0);
  const count = Math.min(FOUND.length, lanesAt(lookup, CORNERS_M[0] as number, CORNERS_M[1] as number, FOUND));
  for (let i = 0; i < count; i++) {
    const lane = FOUND[i] as number;
    if (lookup.quads.isDriving[lane] === 1 && holdsCorners(lookup, lane)) return true;
  }
  return false;
}

function holdsCorners(lookup: RoadLookup, lane: number): boolean {
  for (let k = 2; k < 8; k += 2) if (!isOnLane(lookup, lane, CORNERS_M[k] as number, CORNERS_M[k + 1] as number)) return false;
  return true;
}

/** Whether a point is on a lane of a junction; without lanes that say so, on two driving lanes that are no neighbours and do not follow one another. */
export function isInJunction(lookup: RoadLookup, xM: number, yM: number): boolean {
  const count = Math.min(FOUND.length, lanesAt(lookup, xM, yM, FOUND));
  for (let i = 0; i < count; i++) {
    const one = FOUND[i] as number;
    if (lookup.quads.isDriving[one] === 0) continue;
    const { inJunction } = lookup.network.lanes[one] as Lane;
    if (inJunction === true) return true;
    if (inJunction === false) continue;
    for (let k = i + 1; k < count; k++) {
      const other = FOUND[k] as number;
      if (lookup.quads.isDriving[other] === 1 && !isLinked(lookup.network.lanes[one] as Lane, other)) return true;
    }
  }
  return false;
}

function isLinked(lane: Lane, other: number): boolean {
  return (
    lane.leftLane?.lane === other || lane.rightLane?.lane === other || lane.successors.includes(other) || lane.predecessors.includes(other)
  );
}
