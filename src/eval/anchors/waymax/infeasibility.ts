/**
 * Tells: whether no car with Waymax's limits could have moved as the subject did.
 * Formula: max over steps of a tenth of a second of 1 where |a| > 10.4 m/s2 + 0.001 or |kappa| > 0.3 1/m + 0.001, else 0;
 *   a = (v(k+1) - v(k)) / dt, kappa = wrap(psi - yaw(k)) / (v(k) dt + a dt^2/2), v the speeds of the box centre, psi the direction of its velocity
 *   at k+1, the heading where it is slower than 0.6 m/s; kappa is 0 where one of the speeds is below 0.6 m/s. Series: the same of the step
 *   that ends at the sample, absent between samples.
 * Unit: count, 0 or 1.
 * Source: waymo-research/waymax@48b33d7, metrics/comfort.py, dynamics/bicycle_model.py.
 * Not applicable: no two samples follow one another.
 */
import { wrapRad } from "../../../core/angle.ts";
import { atan2, hypot } from "../../../core/dmath.ts";
import type { TickRecord } from "../../../trace/tick.ts";
import { ticksAStep } from "../../maths/sample-rate.ts";
import type { Metric } from "../../metric.ts";
import { type Instant, type WorstAcc, worstMetric } from "../../worst.ts";

const MAX_ACCEL_MPS2 = 10.4;
const MAX_CURVATURE_PERM = 0.3;
const EPSILON = 1e-3;
const SLOW_MPS = 0.6;

interface State {
  readonly everyTicks: number;
  lastTick: number;
  speedMps: number;
  yawRad: number;
}

export const waymaxInfeasibility: Metric<WorstAcc<State>> = worstMetric<State>({
  id: "waymax.infeasibility",
  title: "kinematic infeasibility by Waymax",
  definition: "waymax.infeasibility@48b3",
  dimension: "comfort",
  unit: "count",
  better: "lower",
  limit: 0,
  params: { maxAccelMps2: MAX_ACCEL_MPS2, maxCurvaturePerM: MAX_CURVATURE_PERM, epsilon: EPSILON, slowMps: SLOW_MPS },
  begin: (header) => ({ everyTicks: ticksAStep(header.dtSec), lastTick: -1, speedMps: 0, yawRad: 0 }),
  measure: measureStep,
  reason: "no two samples follow one another",
  isVacuous: false,
  sentence: (e) => `the motion was infeasible for Waymax's car from ${e.fromSec.toFixed(2)} s to ${e.toSec.toFixed(2)} s`,
});

function measureStep(at: Instant, state: State, { tick }: TickRecord): void {
  if (tick % state.everyTicks !== 0) return;
  const g = at.scene.geometry;
  const speed = hypot(g.vxMps, g.vyMps);
  if (state.lastTick >= 0 && state.lastTick === tick - state.everyTicks) {
    const dt = state.everyTicks * at.header.dtSec;
    const direction = speed <= SLOW_MPS ? g.yawRad : atan2(g.vyMps, g.vxMps);
    at.has = true;
    at.value = isInfeasible(state.speedMps, speed, wrapRad(direction - state.yawRad), dt) ? 1 : 0;
  }
  state.lastTick = tick;
  state.speedMps = speed;
  state.yawRad = g.yawRad;
}

/** Whether a step needs more acceleration or curvature than there is; `turnRad` from the heading before to the direction after it. */
export function isInfeasible(fromMps: number, toMps: number, turnRad: number, dtSec: number): boolean {
  const a = (toMps - fromMps) / dtSec;
  if (Math.abs(a) > MAX_ACCEL_MPS2 + EPSILON) return true;
  if (fromMps < SLOW_MPS || toMps < SLOW_MPS) return false;
  return Math.abs(turnRad / (fromMps * dtSec + 0.5 * a * dtSec * dtSec)) > MAX_CURVATURE_PERM + EPSILON;
}
