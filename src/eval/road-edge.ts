import { boxCorners } from "../core/box.ts";
import { findNearestEdge, type NearestEdge, type RoadEdges, roadEdgesOf } from "../road/edges.ts";
import { distanceToDrivingM, type RoadLookup } from "../road/lookup.ts";
import type { TickGeometry } from "./geometry.ts";
import { oncePer } from "./once.ts";

const CORNERS_M = new Float64Array(8);
const NEAREST: NearestEdge = { distanceM: 0, crossM: 0 };

/** One set of edges an index. */
const madeEdges: (lookup: RoadLookup) => RoadEdges = oncePer(roadEdgesOf);

/** The edges of the road of an index; null where it has none. */
export function edgesOf(lookup: RoadLookup): RoadEdges | null {
  if (!lookup.hasDriving) return null;
  const edges = madeEdges(lookup);
  return edges.count === 0 ? null : edges;
}

/** Distance of the corner that is farthest out from the edge of the road; negative where all four are on driving lanes. */
export function outsideM(lookup: RoadLookup, edges: RoadEdges, g: TickGeometry): number {
  boxCorners(g.box, CORNERS_M, 0);
  let most = -Infinity;
  for (let i = 0; i < 8; i += 2) {
    const x = CORNERS_M[i] as number;
    const y = CORNERS_M[i + 1] as number;
    findNearestEdge(edges, x, y, false, NEAREST);
    const isOn = distanceToDrivingM(lookup, x, y) === 0;
    most = Math.max(most, isOn ? -NEAREST.distanceM : NEAREST.distanceM);
  }
  return most;
}

/** The same by Waymax: to the nearest of the points that the edges are sampled at, signed by the side of the edge that the corner is on. */
export function waymaxOutsideM(edges: RoadEdges, g: TickGeometry): number {
  boxCorners(g.box, CORNERS_M, 0);
  let most = -Infinity;
  for (let i = 0; i < 8; i += 2) {
    findNearestEdge(edges, CORNERS_M[i] as number, CORNERS_M[i + 1] as number, true, NEAREST);
    most = Math.max(most, signedM(NEAREST.distanceM, NEAREST.crossM));
  }
  return most;
}

/** A distance with the sign of the side: positive to the right of the edge, 0 straight ahead of it. */
export function signedM(distanceM: number, crossM: number): number {
  return distanceM * Math.sign(crossM);
}
