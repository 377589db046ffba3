/**
 * Tells: how far the ego drove from its route, by Waymax's measure of the wrong way.
 * Formula: max over samples, each tenth of a second, of the distance of the box centre from the nearest point of the route where that is
 *   3.5 m or more, else 0. Series: the same of the sample, absent between samples.
 * Unit: m.
 * Source: waymo-research/waymax@48b33d7, metrics/roadgraph.py, WrongWayMetric. Theirs looks at the points of all paths that can be driven from
 *   the start, of which a run knows the one route.
 * Not applicable: there is no route, or the subject is not the ego.
 */
import { type LineProjection, type Polyline, project } from "../../../core/polyline.ts";
import { ticksAStep } from "../../maths/sample-rate.ts";
import type { Metric } from "../../metric.ts";
import { type WorstAcc, worstMetric } from "../../worst.ts";

const LIMIT_M = 3.5;

interface State {
  readonly route: Polyline | null;
  readonly place: LineProjection;
}

export const waymaxWrongWay: Metric<WorstAcc<State>> = worstMetric<State>({
  id: "waymax.wrong-way",
  title: "distance from the route by Waymax",
  definition: "waymax.wrong-way@48b3",
  dimension: "rules",
  unit: "m",
  better: "lower",
  limit: 0,
  params: { limitM: LIMIT_M },
  lacks: (header, isEgo) => (isEgo && header.route !== null ? null : "the ego has no route"),
  begin: (_header, scene) => ({ route: scene.lead.route, place: { sM: 0, tM: 0, distanceM: 0, segment: 0 } }),
  measure(at, { route, place }, now) {
    if (route === null || now.tick % ticksAStep(at.header.dtSec) !== 0) return;
    const { xM, yM } = at.scene.geometry.box;
    project(route, xM, yM, place);
    at.has = true;
    at.value = beyondM(place.distanceM);
  },
  reason: "no tick was sampled",
  isVacuous: false,
  sentence: (e) => `the ego was ${e.value.toFixed(2)} m from its route at ${e.atSec.toFixed(2)} s`,
});

/** A distance that counts; 0 below the limit. */
export function beyondM(distanceM: number): number {
  return distanceM < LIMIT_M ? 0 : distanceM;
}
