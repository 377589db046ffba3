import { divergenceM } from "../../../src/eval/anchors/waymax/log-divergence.ts";
import { signedM } from "../../../src/eval/road-edge.ts";
import { findNearestEdge, type NearestEdge, type RoadEdges } from "../../../src/road/edges.ts";
import type { Adapter } from "./vector.ts";

const SHORT_M = 1e-6;

export const WAYMAX: Readonly<Record<string, Adapter>> = {
  "waymax-log_divergence": (_params, { sim, log }) => ({
    log_divergence: (sim as [number, number][]).map(([x, y], i) => divergenceM(x, y, log[i][0], log[i][1])),
  }),
  "waymax-offroad": (_params, { point, road_edge_points, road_edge_direction }) => {
    const [[fromX, fromY]] = road_edge_points;
    const [x, y] = [point[0] as number, point[1] as number];
    // a point of an edge is a piece too short to matter
    const edges: RoadEdges = {
      count: 1,
      fromXM: Float64Array.of(fromX),
      fromYM: Float64Array.of(fromY),
      toXM: Float64Array.of(fromX + SHORT_M * road_edge_direction[0]),
      toYM: Float64Array.of(fromY + SHORT_M * road_edge_direction[1]),
      minXM: fromX,
      minYM: fromY,
      columns: 1,
      rows: 1,
      cellM: 10,
      start: Int32Array.of(0, 1),
      items: Int32Array.of(0),
    };
    const nearest: NearestEdge = { distanceM: 0, crossM: 0 };
    findNearestEdge(edges, x, y, true, nearest);
    const distance = signedM(nearest.distanceM, nearest.crossM);
    return { signed_distance: distance, offroad: distance > 0 };
  },
};
