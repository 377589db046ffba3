/**
 * Tells: how near the subject came to leaving the road, or how far it left it, by the measure of Waymo's sim agents challenge.
 * Formula: max over samples, each tenth of a second, of the distance of the corner that is farthest out from the nearest road edge, negative
 *   on the road. A road edge is a border of a driving lane beyond which there is no other. Series: the value, absent between samples.
 * Unit: m; above 0 is off the road.
 * Source: waymo-research/waymo-open-dataset@99a4cb3, sim_agents_metrics/map_metric_features.py. Theirs tells the side by the direction of the
 *   nearest edge, here by whether the corner is on a driving lane; roads one above the other are not told apart.
 * Not applicable: the road has no driving lanes.
 */
import type { RoadEdges } from "../../../road/edges.ts";
import { ticksAStep } from "../../maths/sample-rate.ts";
import type { Metric } from "../../metric.ts";
import { edgesOf, outsideM } from "../../road-edge.ts";
import { type WorstAcc, worstMetric } from "../../worst.ts";

export const wosacRoadEdge: Metric<WorstAcc<RoadEdges | null>> = worstMetric<RoadEdges | null>({
  id: "wosac.road-edge",
  title: "distance beyond the road's edge by Waymo's sim agents",
  definition: "wosac.road-edge@99a4",
  unit: "m",
  better: "lower",
  limit: 0,
  params: {},
  begin: (_header, scene) => edgesOf(scene.lanes.lookup),
  measure(at, edges, now) {
    if (edges === null || now.tick % ticksAStep(at.header.dtSec) !== 0) return;
    at.has = true;
    at.value = outsideM(at.scene.lanes.lookup, edges, at.scene.geometry);
  },
  reason: "the road has no driving lanes",
  isVacuous: false,
  sentence: (e) => `a corner was ${e.value.toFixed(2)} m beyond the road's edge at ${e.atSec.toFixed(2)} s`,
});
