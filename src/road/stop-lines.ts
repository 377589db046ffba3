import { type LinePlace, type LineProjection, placeAt, polylineOf, project } from "../core/polyline.ts";
import type { Lane, RoadLine, StopLine } from "./network.ts";

/** The line across a lane at s: between the points of its borders nearest to the centre line there. */
export function stopLineAcross(lane: Lane, laneIndex: number, sM: number, id: string, signal: number): StopLine {
  const centre: LinePlace = { xM: 0, yM: 0, yawRad: 0, segment: 0 };
  placeAt(polylineOf(lane.centre.xM, lane.centre.yM), sM, 0, 0, centre);
  const [leftXM, leftYM] = nearestOn(lane.left, centre.xM, centre.yM);
  const [rightXM, rightYM] = nearestOn(lane.right, centre.xM, centre.yM);
  return { id, signal, lane: laneIndex, sM, leftXM, leftYM, rightXM, rightYM };
}

function nearestOn(line: RoadLine, xM: number, yM: number): readonly [number, number] {
  const polyline = polylineOf(line.xM, line.yM);
  const near: LineProjection = { sM: 0, tM: 0, distanceM: 0, segment: 0 };
  project(polyline, xM, yM, near);
  const at: LinePlace = { xM: 0, yM: 0, yawRad: 0, segment: near.segment };
  placeAt(polyline, near.sM, 0, near.segment, at);
  return [at.xM, at.yM];
}
