/**
 * Tells: how far the ego drove off its route's lanes within one second at most, as NAVSIM counts it.
 * Formula: max over samples at 10 Hz of the way of the box centre in the last n + 1 intervals, n = 1 s over the time between samples; an
 *   interval counts where it ends on no lane of the route and in no intersection. Score: 1 below 2 m, 1/2 below 6 m, else 0. Series: the
 *   metres of the window.
 * Unit: m; never negative.
 * Source: autonomousvision/navsim@0a380a9 (v2.2), pdm_scorer.py, _calculate_driving_direction_compliance.
 * Not applicable: there is no route, the road has no driving lanes, or the subject is not the ego.
 */
import { lanesAt } from "../../../road/lookup.ts";
import { isInJunction } from "../../ego-area.ts";
import { closedEpisodes, type EpisodeLog, newEpisodeLog, noteBreak } from "../../episodes.ts";
import { isSample, newSampleClock, type SampleClock, STEP_SEC, stepsWithin } from "../../maths/sample-rate.ts";
import type { Metric } from "../../metric.ts";
import { routeLanes } from "../../route-lanes.ts";
import type { Scene } from "../../scene.ts";
import { type HorizonSum, newHorizonSum, pushGainedM } from "../nuplan/driving-direction.ts";

/** driving_direction_compliance_threshold, driving_direction_violation_threshold, driving_direction_horizon. */
const LIMIT_M = 2;
const VIOLATION_M = 6;
const HORIZON_SEC = 1;

interface Acc {
  readonly scene: Scene;
  readonly isOnRoute: Uint8Array | null;
  readonly found: Int32Array;
  readonly clock: SampleClock;
  readonly horizon: HorizonSum;
  readonly log: EpisodeLog;
  lastXM: number;
  lastYM: number;
  worstM: number;
  worstTick: number;
}

export const drivingDirection: Metric<Acc> = {
  id: "navsim.driving-direction",
  title: "longest way off the route's lanes within 1 s, NAVSIM",
  definition: "navsim.driving-direction@0a38",
  dimension: "rules",
  unit: "m",
  better: "lower",
  class: "window",
  attribution: "worst",
  limit: LIMIT_M,
  params: { limitM: LIMIT_M, violationM: VIOLATION_M, horizonSec: HORIZON_SEC, stepSec: STEP_SEC },
  init(header, _subjectIndex, scene) {
    const clock = newSampleClock(header.dtSec);
    const { lookup } = scene.lanes;
    const isOnRoute = scene.geometry.isEgo && header.route !== null && lookup.hasDriving ? routeLanes(lookup, header.route) : null;
    return {
      scene,
      isOnRoute,
      found: new Int32Array(16),
      clock,
      horizon: newHorizonSum(stepsWithin(HORIZON_SEC, clock.stepSec)),
      log: newEpisodeLog(LIMIT_M, header.dtSec),
      lastXM: 0,
      lastYM: 0,
      worstM: 0,
      worstTick: 0,
    };
  },
  step(acc, _previous, now, out) {
    if (acc.isOnRoute === null) {
      out.none();
      return;
    }
    if (!isSample(acc.clock, now.tick)) {
      out.none();
      return;
    }
    const { xM, yM } = acc.scene.geometry.box;
    const dx = xM - acc.lastXM;
    const dy = yM - acc.lastYM;
    const way = acc.horizon.samples === 0 || isOnOwnWay(acc, acc.isOnRoute, xM, yM) ? 0 : Math.sqrt(dx * dx + dy * dy);
    acc.lastXM = xM;
    acc.lastYM = yM;
    const sum = pushGainedM(acc.horizon, way);
    out.value(sum);
    if (acc.horizon.samples === 1 || sum > acc.worstM) {
      acc.worstM = sum;
      acc.worstTick = now.tick;
    }
    if (sum >= LIMIT_M) noteBreak(acc.log, now.tick, -1, sum, sum - LIMIT_M, (sum - LIMIT_M) * acc.clock.stepSec, "");
  },
  finish(acc) {
    if (acc.isOnRoute === null) return { kind: "not-applicable", reason: "the ego has no route over driving lanes", vacuous: false };
    return { kind: "value", value: acc.worstM, atTick: acc.worstTick, actorId: null, episodes: closedEpisodes(acc.log) };
  },
  sentence: (e) =>
    `the ego drove ${e.value.toFixed(1)} m off its route's lanes in the second before ${e.atSec.toFixed(2)} s; ${e.limit.toFixed(0)} m are allowed`,
};

/** On a lane of the route, or in an intersection. */
function isOnOwnWay({ scene, found }: Acc, isOnRoute: Uint8Array, xM: number, yM: number): boolean {
  const { lookup } = scene.lanes;
  const count = Math.min(found.length, lanesAt(lookup, xM, yM, found));
  for (let i = 0; i < count; i++) if (isOnRoute[found[i] as number] === 1) return true;
  return isInJunction(lookup, xM, yM);
}
