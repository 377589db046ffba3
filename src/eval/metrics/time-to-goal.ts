/**
 * Tells: how long the ego took to its goal.
 * Formula: t = tick x dt of the first tick at which the box centre's s along the route is at or beyond the goal's, minus t of the first
 *   tick. Series: the time since the first tick, until the goal is reached.
 * Unit: s; never negative.
 * Source: ours.
 * Not applicable: no goal or route, the goal was not reached (an expectation is then not met), or the subject is not the ego.
 */
import { type Lead, updateLead } from "../lead.ts";
import type { Metric } from "../metric.ts";
import type { Scene } from "../scene.ts";

interface Acc {
  readonly scene: Scene;
  readonly lead: Lead;
  readonly dtSec: number;
  readonly goalSM: number;
  readonly hasGoal: boolean;
  firstTick: number;
  reachedTick: number;
}

export const timeToGoal: Metric<Acc> = {
  id: "time-to-goal",
  title: "time to the goal",
  definition: "redrive.time-to-goal@1",
  dimension: "progress",
  unit: "s",
  better: "lower",
  class: "tick",
  attribution: "worst",
  limit: null,
  params: {},
  init: (header, _subjectIndex, scene) => ({
    scene,
    lead: scene.lead,
    dtSec: header.dtSec,
    goalSM: header.goal?.sM ?? 0,
    hasGoal: header.goal !== null && scene.lead.route !== null,
    firstTick: -1,
    reachedTick: -1,
  }),
  step(acc, _previous, now, out) {
    if (!acc.hasGoal) {
      out.none();
      return;
    }
    if (acc.firstTick < 0) acc.firstTick = now.tick;
    if (acc.reachedTick >= 0) {
      out.none();
      return;
    }
    updateLead(acc.lead, acc.scene.geometry, now);
    if (acc.lead.sM >= acc.goalSM) acc.reachedTick = now.tick;
    out.value((now.tick - acc.firstTick) * acc.dtSec);
  },
  finish(acc) {
    if (!acc.hasGoal) return { kind: "not-applicable", reason: "the ego has no goal on a route", vacuous: false };
    if (acc.reachedTick < 0) return { kind: "not-applicable", reason: "the goal was not reached", vacuous: false };
    return { kind: "value", value: (acc.reachedTick - acc.firstTick) * acc.dtSec, atTick: acc.reachedTick, actorId: null, episodes: [] };
  },
  sentence: (e) => `the ego took ${e.value.toFixed(2)} s to its goal`,
};
