/**
 * Tells: how large the jerk is, as a share of what SMARTS calls comfortable.
 * Formula: mean over steps of a tenth of a second of min(|j| / 1.2728 m/s3, 1), j the second difference of the velocity of the box centre
 *   over dt^2; 0 at the first two steps. Series: the share of the step, absent between steps.
 * Unit: ratio, 0 to 1.
 * Source: huawei-noah/SMARTS@c113dd7, smarts/env/gymnasium/wrappers/metric/costs.py, _jerk_linear.
 * Not applicable: no tick was scored.
 */
import { hypot } from "../../../core/dmath.ts";
import { ticksAStep } from "../../maths/sample-rate.ts";
import { JERK_MAX_MPS3 } from "../../maths/smarts.ts";
import type { Metric } from "../../metric.ts";
import { type TotalAcc, totalMetric } from "../../total.ts";

/** The two velocities before, W. */
interface State {
  readonly everyTicks: number;
  steps: number;
  vx1Mps: number;
  vy1Mps: number;
  vx2Mps: number;
  vy2Mps: number;
}

export const smartsJerk: Metric<TotalAcc<State>> = totalMetric<State>({
  id: "smarts.jerk",
  title: "jerk by SMARTS",
  definition: "smarts.jerk@c113",
  dimension: "human-likeness",
  unit: "ratio",
  better: "lower",
  limit: null,
  params: { jerkMps3: JERK_MAX_MPS3 },
  attribution: "sum",
  isMean: true,
  begin: (header) => ({ everyTicks: ticksAStep(header.dtSec), steps: 0, vx1Mps: 0, vy1Mps: 0, vx2Mps: 0, vy2Mps: 0 }),
  measure(at, state, now) {
    if (now.tick % state.everyTicks !== 0) return;
    const { vxMps, vyMps } = at.scene.geometry;
    const stepSec = state.everyTicks * at.header.dtSec;
    const square = stepSec * stepSec;
    const jerk = hypot((vxMps - 2 * state.vx1Mps + state.vx2Mps) / square, (vyMps - 2 * state.vy1Mps + state.vy2Mps) / square);
    at.has = true;
    at.value = state.steps < 2 ? 0 : Math.min(1, jerk / JERK_MAX_MPS3);
    at.addedValue = at.value;
    state.steps++;
    state.vx2Mps = state.vx1Mps;
    state.vy2Mps = state.vy1Mps;
    state.vx1Mps = vxMps;
    state.vy1Mps = vyMps;
  },
  reason: "no tick was scored",
  isVacuous: false,
  sentence: (e) => `the jerk was ${(100 * e.value).toFixed(0)} % of what SMARTS allows for at ${e.atSec.toFixed(2)} s`,
});
