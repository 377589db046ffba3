/**
 * Tells: how far off the centre of its lane the subject drove, by SMARTS.
 * Formula: mean over steps of a tenth of a second of (t / half width)^2, t the distance of the box centre from the centre line of the lane
 *   under it; 0 off every lane. Series: the square of the step, absent between steps.
 * Unit: ratio; 1 is on the border of the lane.
 * Source: huawei-noah/SMARTS@c113dd7, smarts/env/gymnasium/wrappers/metric/costs.py, _lane_center_offset.
 * Not applicable: the road has no driving lanes.
 */
import { halfWidthM } from "../../../road/lookup.ts";
import { updateLanes } from "../../lanes.ts";
import { ticksAStep } from "../../maths/sample-rate.ts";
import type { Metric } from "../../metric.ts";
import { type TotalAcc, totalMetric } from "../../total.ts";

export const smartsLaneOffset: Metric<TotalAcc<number>> = totalMetric<number>({
  id: "smarts.lane-offset",
  title: "distance from the lane's centre by SMARTS",
  definition: "smarts.lane-offset@c113",
  dimension: "human-likeness",
  unit: "ratio",
  better: "lower",
  limit: null,
  params: {},
  attribution: "sum",
  isMean: true,
  begin: (header) => ticksAStep(header.dtSec),
  measure(at, everyTicks, now) {
    const { lanes, geometry } = at.scene;
    if (!lanes.lookup.hasDriving) return;
    // Every tick, so that the lane that is kept does not depend on the rate.
    updateLanes(lanes, geometry);
    if (now.tick % everyTicks !== 0) return;
    at.has = true;
    at.value = lanes.lane < 0 ? 0 : offsetCost(lanes.place.tM, halfWidthM(lanes.lookup, lanes.lane, lanes.sM));
    at.addedValue = at.value;
  },
  reason: "the road has no driving lanes",
  isVacuous: false,
  sentence: (e) =>
    `the ego was off the centre of its lane, squared share of half the width ${e.value.toFixed(2)} at ${e.atSec.toFixed(2)} s`,
});

/** The squared share of half the lane's width. */
export function offsetCost(offsetM: number, halfM: number): number {
  return (offsetM * offsetM) / (halfM * halfM);
}
