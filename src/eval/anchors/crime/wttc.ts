/**
 * Tells: how soon the subject could have touched another road user at the earliest, whatever both had done.
 * Formula: min over ticks and road users of the smallest positive root t of
 *   -(a1 + a2)^2 / 4 t^4 + (dv.dv - (a1 + a2)(r1 + r2)) t^2 + 2 dv.dp t + dp.dp - (r1 + r2)^2 = 0: discs of radius hypot(L/6, W/2) that
 *   both accelerate with 11.5 m/s^2 in the worst direction; a2 = 0 for static objects; 0 where the discs touch. Positions and velocities
 *   in W. Series: the least of the tick.
 * Unit: s; never negative.
 * Source: CommonRoad/commonroad-crime@6898f6a, utility/solver.py:42-86, measure/time/wttc.py (Wachenfeld et al. 2016); upstream takes the
 *   speed along the body for the x component in W, and rounds to the digits of its time step.
 * Not applicable: no other road user was in the world.
 */
import type { Metric } from "../../metric.ts";
import { type WorstAcc, worstMetric } from "../../worst.ts";
import { discRadiiM, findWttc } from "../../worst-case.ts";

const ACCEL_MPS2 = 11.5;
/** In use as a threshold (catalogue of criticality metrics). */
const LIMIT_SEC = 1;

export const crimeWttc: Metric<WorstAcc<Float64Array>> = worstMetric<Float64Array>({
  id: "crime.wttc",
  title: "least worst time to collision by CriMe",
  definition: "crime.wttc@6898",
  unit: "s",
  better: "higher",
  limit: LIMIT_SEC,
  params: { accelMps2: ACCEL_MPS2, limitSec: LIMIT_SEC },
  begin: discRadiiM,
  measure: (at, radiiM, now) => findWttc(at, radiiM, now, ACCEL_MPS2),
  reason: "no other road user was in the world",
  sentence: (e) =>
    `the worst time to collision with ${e.who} fell to ${e.value.toFixed(2)} s at ${e.atSec.toFixed(2)} s; ${e.limit.toFixed(2)} s or more costs nothing`,
});
