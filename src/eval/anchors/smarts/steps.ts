/**
 * Tells: how much of the time that SMARTS allows the ego took.
 * Formula: min(n, N) / N, n the steps of a tenth of a second up to the goal, or to the end; N = 1000. Series: the same up to each tick.
 * Unit: ratio, 0 to 1.
 * Source: huawei-noah/SMARTS@c113dd7, smarts/env/gymnasium/wrappers/metric/costs.py, _steps; N is the environment's max_episode_steps (recalled).
 *   That a run which fails counts as 1 is the profile's.
 * Not applicable: no tick was scored.
 */
import type { Goal } from "../../../trace/tick.ts";
import { updateLead } from "../../lead.ts";
import { STEP_SEC } from "../../maths/sample-rate.ts";
import type { Metric } from "../../metric.ts";
import type { Scene } from "../../scene.ts";

const MAX_STEPS = 1000;

interface Acc {
  readonly scene: Scene;
  readonly dtSec: number;
  readonly goal: Goal | null;
  ticks: number;
  hasArrived: boolean;
  lastTick: number;
}

export const smartsSteps: Metric<Acc> = {
  id: "smarts.steps",
  title: "time taken by SMARTS",
  definition: "smarts.steps@c113",
  dimension: "progress",
  unit: "ratio",
  better: "lower",
  class: "tick",
  attribution: "worst",
  limit: null,
  params: { maxSteps: MAX_STEPS, stepSec: STEP_SEC },
  init: (header, _subjectIndex, scene) => ({
    scene,
    dtSec: header.dtSec,
    goal: scene.lead.route === null ? null : header.goal,
    ticks: 0,
    hasArrived: false,
    lastTick: -1,
  }),
  step(acc, _previous, now, out) {
    const { scene, goal } = acc;
    if (!acc.hasArrived) {
      acc.ticks++;
      acc.lastTick = now.tick;
      updateLead(scene.lead, scene.geometry, now);
      if (goal !== null && scene.lead.sM >= goal.sM) acc.hasArrived = true;
    }
    out.value(stepsRatio(acc.ticks * acc.dtSec));
  },
  finish(acc) {
    if (acc.lastTick < 0) return { kind: "not-applicable", reason: "no tick was scored", vacuous: false };
    return { kind: "value", value: stepsRatio(acc.ticks * acc.dtSec), atTick: acc.lastTick, actorId: null, episodes: [] };
  },
  sentence: (e) => `the ego took ${(100 * e.value).toFixed(1)} % of the ${(MAX_STEPS * STEP_SEC).toFixed(0)} s that SMARTS allows`,
};

/** Share of the allowed steps. */
export function stepsRatio(takenSec: number): number {
  return Math.min(1, Math.round(takenSec / STEP_SEC) / MAX_STEPS);
}
