/**
 * Tells: how far the ego was from where the recorded driver was, by Waymax's measure.
 * Formula: mean over samples, each tenth of a second, of the distance of the box centres of the ego and of the recorded driver at the same
 *   time. Series: the distance, absent between samples and where the recording has no value.
 * Unit: m.
 * Source: waymo-research/waymax@48b33d7, metrics/imitation.py; it gives the distance of each step, of which this is the mean.
 * Not applicable: no recording at any sample of the run, or the subject is not the ego.
 */
import { boxCentreOf } from "../../../core/box.ts";
import { cos, hypot, sin } from "../../../core/dmath.ts";
import type { TraceHeader } from "../../../trace/tick.ts";
import { newLogDistance } from "../../log-distance.ts";
import { ticksAStep } from "../../maths/sample-rate.ts";
import type { Metric } from "../../metric.ts";
import { type TotalAcc, totalMetric } from "../../total.ts";

type Log = ReturnType<typeof newLogDistance>;
const CENTRE = { xM: 0, yM: 0 };

export const waymaxLogDivergence: Metric<TotalAcc<Log>> = totalMetric<Log>({
  id: "waymax.log-divergence",
  title: "mean distance from the recorded driver by Waymax",
  definition: "waymax.log-divergence@48b3",
  dimension: "human-likeness",
  unit: "m",
  better: "lower",
  limit: null,
  params: {},
  attribution: "sum",
  isMean: true,
  begin: newLogDistance,
  measure(at, { path, geometry: g }, { tick }) {
    if (path === null || tick % ticksAStep(at.header.dtSec) !== 0 || tick >= path.valid.length || path.valid[tick] === 0) return;
    const yaw = path.yawRad[tick] as number;
    const { footprint } = at.header.actors[at.header.egoIndex] as TraceHeader["actors"][number];
    boxCentreOf(path.xM[tick] as number, path.yM[tick] as number, cos(yaw), sin(yaw), footprint, CENTRE);
    at.has = true;
    at.value = divergenceM(g.box.xM, g.box.yM, CENTRE.xM, CENTRE.yM);
    at.addedValue = at.value;
  },
  reason: "no sample of the run has a recorded place of the ego",
  isVacuous: false,
  sentence: (e) => `the ego was ${e.value.toFixed(2)} m from the recorded driver at ${e.atSec.toFixed(2)} s`,
});

/** Distance of two places at the same time. */
export function divergenceM(xM: number, yM: number, loggedXM: number, loggedYM: number): number {
  return hypot(xM - loggedXM, yM - loggedYM);
}
