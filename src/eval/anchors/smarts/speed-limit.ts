/**
 * Tells: how far the subject drove above the speed limit, by SMARTS.
 * Formula: mean over steps of a tenth of a second of min((v - limit) / (0.5 limit), 1)^2 where v > limit, else 0; 0 off every lane.
 *   Series: the square of the step, absent between steps and on lanes whose limit is unknown.
 * Unit: ratio, 0 to 1.
 * Source: huawei-noah/SMARTS@c113dd7, smarts/env/gymnasium/wrappers/metric/costs.py, _speed_limit.
 * Not applicable: no lane that was driven on has a speed limit.
 */
import { updateLanes } from "../../lanes.ts";
import { ticksAStep } from "../../maths/sample-rate.ts";
import type { Metric } from "../../metric.ts";
import { type TotalAcc, totalMetric } from "../../total.ts";

const SPAN_RATIO = 0.5;

export const smartsSpeedLimit: Metric<TotalAcc<number>> = totalMetric<number>({
  id: "smarts.speed-limit",
  title: "speed above the limit by SMARTS",
  definition: "smarts.speed-limit@c113",
  dimension: "rules",
  unit: "ratio",
  better: "lower",
  limit: null,
  params: { spanRatio: SPAN_RATIO },
  attribution: "sum",
  isMean: true,
  begin: (header) => ticksAStep(header.dtSec),
  measure(at, everyTicks, now) {
    const { lanes, geometry } = at.scene;
    if (!lanes.lookup.hasDriving) return;
    // Every tick, so that the lane that is kept does not depend on the rate.
    updateLanes(lanes, geometry);
    if (now.tick % everyTicks !== 0) return;
    if (lanes.lane >= 0 && lanes.limitMps <= 0) return;
    at.has = true;
    at.value = lanes.lane < 0 ? 0 : overspeedCost(geometry.speedMps, lanes.limitMps);
    at.addedValue = at.value;
  },
  reason: "no lane that was driven on has a speed limit",
  isVacuous: false,
  sentence: (e) => `the ego drove above the speed limit from ${e.fromSec.toFixed(2)} s to ${e.toSec.toFixed(2)} s`,
});

/** The squared share of half the limit. */
export function overspeedCost(speedMps: number, limitMps: number): number {
  const over = Math.min(1, Math.max(0, speedMps - limitMps) / (SPAN_RATIO * limitMps));
  return over * over;
}
