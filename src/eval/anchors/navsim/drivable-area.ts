/**
 * Tells: how far a corner of the ego left the drivable area at most, as NAVSIM counts it; a gate.
 * Formula: max over samples at 10 Hz and corners of the distance to the nearest driving lane, 0 on one. Score: 0 where it is above 0, else 1.
 *   Series: the same of the sample.
 * Unit: m; never negative.
 * Source: autonomousvision/navsim@0a380a9 (v2.2), pdm_scorer.py, _calculate_drivable_area_compliance; the driving lanes stand for the map's
 *   drivable area, which holds car parks too.
 * Not applicable: the road has no driving lanes.
 */
import { type CornerAcc, farthestCorner } from "../../corner-metric.ts";
import type { Metric } from "../../metric.ts";

export const drivableArea: Metric<CornerAcc> = farthestCorner({
  id: "navsim.drivable-area",
  title: "largest distance of a corner off the drivable area, NAVSIM",
  definition: "navsim.drivable-area@0a38",
  limitM: 0,
  params: {},
  sentence: (e) => `a corner was ${e.value.toFixed(2)} m off the drivable area at ${e.atSec.toFixed(2)} s; none may be off at all`,
});
