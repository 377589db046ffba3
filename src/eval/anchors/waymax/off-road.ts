/**
 * Tells: whether the subject ever left the road, by Waymax's measure.
 * Formula: max over samples, each tenth of a second, of 1 where a corner lies on the outer side of the road-edge point nearest to it, else 0;
 *   edges as wosac.road-edge, with a point each metre at most (theirs each half metre). Where two pieces of an edge meet in the point, both
 *   must have it outside. Series: the same of the sample, absent between samples.
 * Unit: count, 0 or 1.
 * Source: waymo-research/waymax@48b33d7, metrics/roadgraph.py.
 * Not applicable: the road has no driving lanes.
 */
import type { RoadEdges } from "../../../road/edges.ts";
import { ticksAStep } from "../../maths/sample-rate.ts";
import type { Metric } from "../../metric.ts";
import { edgesOf, waymaxOutsideM } from "../../road-edge.ts";
import { type WorstAcc, worstMetric } from "../../worst.ts";

export const waymaxOffRoad: Metric<WorstAcc<RoadEdges | null>> = worstMetric<RoadEdges | null>({
  id: "waymax.off-road",
  title: "off the road by Waymax",
  definition: "waymax.off-road@48b3",
  unit: "count",
  better: "lower",
  limit: 0,
  params: {},
  begin: (_header, scene) => edgesOf(scene.lanes.lookup),
  measure(at, edges, now) {
    if (edges === null || now.tick % ticksAStep(at.header.dtSec) !== 0) return;
    at.has = true;
    at.value = waymaxOutsideM(edges, at.scene.geometry) > 0 ? 1 : 0;
  },
  reason: "the road has no driving lanes",
  isVacuous: false,
  sentence: (e) => `a corner was off the road from ${e.fromSec.toFixed(2)} s to ${e.toSec.toFixed(2)} s`,
});
