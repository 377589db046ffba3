/**
 * Tells: how far a corner of the ego left the drivable area at most, as nuPlan counts it; a gate.
 * Formula: max over samples at 10 Hz and corners of the distance to the nearest driving lane, 0 on one. Score: 0 at 0.3 m and beyond, else
 *   1. Series: the same of the sample.
 * Unit: m; never negative.
 * Source: motional/nuplan-devkit@e9241677, nuplan/planning/metrics/evaluation_metrics/common/drivable_area_compliance.py:46-118; the
 *   driving lanes stand for the map's drivable area, which holds car parks too.
 * Not applicable: the road has no driving lanes.
 */
import { type CornerAcc, farthestCorner } from "../../corner-metric.ts";
import type { Metric } from "../../metric.ts";

/** max_violation_threshold. */
const LIMIT_M = 0.3;

/** nuPlan's score of the farthest corner: a corner exactly at the threshold is far. */
export function drivableAreaScore(offM: number): number {
  return offM >= LIMIT_M ? 0 : 1;
}

export const drivableArea: Metric<CornerAcc> = farthestCorner({
  id: "nuplan.drivable-area",
  title: "largest distance of a corner off the drivable area, nuPlan",
  definition: "nuplan.drivable-area@e924",
  limitM: LIMIT_M,
  params: { limitM: LIMIT_M },
  sentence: (e) =>
    `a corner was ${e.value.toFixed(2)} m off the drivable area at ${e.atSec.toFixed(2)} s; the limit is ${e.limit.toFixed(2)} m`,
});
