/**
 * Tells: which share of its way the ego did not come.
 * Formula: min(|goal - s|, way) / way at the last tick, 0 once it has been at the goal; s the place of the box centre along the route, way from
 *   its first place to the goal. Series: the same up to each tick.
 * Unit: ratio, 0 to 1.
 * Source: huawei-noah/SMARTS@c113dd7, smarts/env/gymnasium/wrappers/metric/costs.py, _dist_to_destination. Theirs adds what was driven off the
 *   route since it was left.
 * Not applicable: there is no route or no goal, it begins at the goal, or the subject is not the ego.
 */
import type { Goal } from "../../../trace/tick.ts";
import { updateLead } from "../../lead.ts";
import type { Metric } from "../../metric.ts";
import type { Scene } from "../../scene.ts";

interface Acc {
  readonly scene: Scene;
  readonly goal: Goal | null;
  wayM: number;
  leftM: number;
  hasArrived: boolean;
  lastTick: number;
}

export const smartsDestination: Metric<Acc> = {
  id: "smarts.destination",
  title: "way left to the goal by SMARTS",
  definition: "smarts.destination@c113",
  dimension: "progress",
  unit: "ratio",
  better: "lower",
  class: "tick",
  attribution: "worst",
  limit: null,
  params: {},
  init: (header, _subjectIndex, scene) => ({
    scene,
    goal: scene.lead.route === null ? null : header.goal,
    wayM: 0,
    leftM: 0,
    hasArrived: false,
    lastTick: -1,
  }),
  step(acc, _previous, now, out) {
    const { goal, scene } = acc;
    if (goal === null) {
      out.none();
      return;
    }
    updateLead(scene.lead, scene.geometry, now);
    const left = goal.sM - scene.lead.sM;
    if (acc.lastTick < 0) acc.wayM = left;
    acc.lastTick = now.tick;
    if (left <= 0) acc.hasArrived = true;
    acc.leftM = acc.hasArrived ? 0 : Math.abs(left);
    if (acc.wayM > 0) out.value(leftRatio(acc.leftM, acc.wayM));
    else out.none();
  },
  finish(acc) {
    if (!(acc.wayM > 0)) return { kind: "not-applicable", reason: "the ego has no way to a goal along a route", vacuous: false };
    return { kind: "value", value: leftRatio(acc.leftM, acc.wayM), atTick: acc.lastTick, actorId: null, episodes: [] };
  },
  sentence: (e) => `${(100 * e.value).toFixed(1)} % of the way to the goal were left`,
};

/** What is left of a way, at most all of it. */
export function leftRatio(leftM: number, wayM: number): number {
  return Math.min(leftM, wayM) / wayM;
}
