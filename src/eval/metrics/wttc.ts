/**
 * Tells: how soon the subject could have touched another road user at the earliest, had both done their worst within what tyres allow.
 * Formula: min over ticks and road users of the first t with |dp + dv t| = r1 + r2 + (a1 + a2) t^2 / 2: discs of radius hypot(L/6, W/2)
 *   around the box centres, dp and dv the differences of their positions and velocities in W; both accelerate with 9.81 m/s^2 times the
 *   friction of the road, in the direction that brings them together soonest; static objects do not. 0 where the discs touch.
 *   Series: the least of the tick, absent while no other road user is in the world.
 * Unit: s; never negative.
 * Source: worst time to collision, Wachenfeld, Junietz, Wenzel and Winner 2016; discs as CommonRoad-CriMe@6898f6a, utility/solver.py:42-86.
 * Not applicable: no other road user was in the world.
 */
import type { Metric } from "../metric.ts";
import { type WorstAcc, worstMetric } from "../worst.ts";
import { discRadiiM, findWttc } from "../worst-case.ts";

/** Tyres hold at most the friction of the road times this. */
const GRAVITY_MPS2 = 9.81;
/** In use as a threshold (catalogue of criticality metrics). */
const LIMIT_SEC = 1;

export const wttc: Metric<WorstAcc<Float64Array>> = worstMetric<Float64Array>({
  id: "wttc",
  title: "least worst time to collision",
  definition: "redrive.wttc@1",
  unit: "s",
  better: "higher",
  limit: LIMIT_SEC,
  params: { gravityMps2: GRAVITY_MPS2, limitSec: LIMIT_SEC },
  begin: discRadiiM,
  measure: (at, radiiM, now) => findWttc(at, radiiM, now, GRAVITY_MPS2 * at.header.frictionRatio),
  reason: "no other road user was in the world",
  sentence: (e) =>
    `the worst time to collision with ${e.who} fell to ${e.value.toFixed(2)} s at ${e.atSec.toFixed(2)} s; ${e.limit.toFixed(2)} s or more costs nothing`,
});
