/**
 * Tells: whether AlpaSim sees the subject off the road.
 * Formula: 1 where at any tick its box touches an edge of the road while a corner is off the driving lanes, else 0; edges as wosac.road-edge.
 *   Wholly beyond the edge is not off the road (upstream's defect). Series: 1 at such a tick.
 * Unit: ratio, 0 or 1.
 * Source: NVlabs/alpasim@3032e0c, src/eval/src/eval/scorers/offroad.py: no lane and no union of lanes near holds the box, and the nearest edge is
 *   less than 1 mm from it.
 * Not applicable: the road has no driving lanes.
 */
import { segmentTouchesBox } from "../../../core/box.ts";
import type { RoadEdges } from "../../../road/edges.ts";
import { farthestCornerM } from "../../lanes.ts";
import type { Metric } from "../../metric.ts";
import { edgesOf } from "../../road-edge.ts";
import { type Instant, type WorstAcc, worstMetric } from "../../worst.ts";

export const alpasimOffRoad: Metric<WorstAcc<RoadEdges | null>> = worstMetric<RoadEdges | null>({
  id: "alpasim.off-road",
  title: "off the road by AlpaSim",
  definition: "alpasim.off-road@3032",
  dimension: "rules",
  unit: "ratio",
  better: "lower",
  limit: 0,
  params: {},
  begin: (_header, scene) => edgesOf(scene.lanes.lookup),
  measure(at, edges) {
    if (edges === null) return;
    at.has = true;
    at.value = farthestCornerM(at.scene.lanes, at.scene.geometry) > 0 && touchesEdge(at, edges) ? 1 : 0;
  },
  reason: "the road has no driving lanes",
  isVacuous: false,
  sentence: (e) => `off the road by AlpaSim's rule from ${e.fromSec.toFixed(2)} s to ${e.toSec.toFixed(2)} s`,
});

/** Whether the box touches a piece of the edge; only pieces in the cells about it are looked at. */
function touchesEdge({ scene }: Instant, edges: RoadEdges): boolean {
  const { box, reachM } = scene.geometry;
  const { columns, rows, cellM, start, items, minXM, minYM } = edges;
  // a piece begins at most its own length, 1 m, from where it touches
  const cell = (valueM: number, minM: number): number => Math.floor((valueM - minM) / cellM);
  const fromColumn = Math.max(0, cell(box.xM - reachM - 1, minXM));
  const toColumn = Math.min(columns - 1, cell(box.xM + reachM + 1, minXM));
  const fromRow = Math.max(0, cell(box.yM - reachM - 1, minYM));
  const toRow = Math.min(rows - 1, cell(box.yM + reachM + 1, minYM));
  for (let row = fromRow; row <= toRow; row++) {
    for (let column = fromColumn; column <= toColumn; column++) {
      const at = row * columns + column;
      for (let k = start[at]!; k < start[at + 1]!; k++) {
        const i = items[k]!;
        if (segmentTouchesBox(edges.fromXM[i]!, edges.fromYM[i]!, edges.toXM[i]!, edges.toYM[i]!, box)) return true;
      }
    }
  }
  return false;
}
