/**
 * Tells: for which share of the time the subject drove against its lane.
 * Formula: mean over steps of a tenth of a second of 1 where its heading is more than 90 deg off the direction of the lane under its box
 *   centre, else 0; 0 off every lane. Series: the same of the step, absent between steps.
 * Unit: ratio, 0 to 1.
 * Source: huawei-noah/SMARTS@c113dd7, smarts/env/gymnasium/wrappers/metric/costs.py, _wrong_way. Where lanes lie over one another theirs takes
 *   the nearest, here the one that runs most in the subject's direction.
 * Not applicable: the road has no driving lanes.
 */
import type { Polyline } from "../../../core/polyline.ts";
import { updateLanes } from "../../lanes.ts";
import { ticksAStep } from "../../maths/sample-rate.ts";
import type { Metric } from "../../metric.ts";
import { type TotalAcc, totalMetric } from "../../total.ts";

export const smartsWrongWay: Metric<TotalAcc<number>> = totalMetric<number>({
  id: "smarts.wrong-way",
  title: "driving the wrong way by SMARTS",
  definition: "smarts.wrong-way@c113",
  dimension: "rules",
  unit: "ratio",
  better: "lower",
  limit: null,
  params: {},
  attribution: "sum",
  isMean: true,
  begin: (header) => ticksAStep(header.dtSec),
  measure(at, everyTicks, now) {
    const { lanes, geometry: g } = at.scene;
    if (!lanes.lookup.hasDriving) return;
    // Every tick, so that the lane that is kept does not depend on the rate.
    updateLanes(lanes, g);
    if (now.tick % everyTicks !== 0) return;
    at.has = true;
    at.value = 0;
    if (lanes.lane < 0) return;
    const centre = lanes.lookup.centres[lanes.lane] as Polyline;
    const i = lanes.place.segment;
    const cosine = g.cosYaw * (centre.tangentX[i] as number) + g.sinYaw * (centre.tangentY[i] as number);
    at.value = cosine < 0 ? 1 : 0;
    at.addedValue = at.value;
  },
  reason: "the road has no driving lanes",
  isVacuous: false,
  sentence: (e) => `the ego drove against its lane from ${e.fromSec.toFixed(2)} s to ${e.toSec.toFixed(2)} s`,
});
