/**
 * Tells: how far the ego came, as a share of how far the recorded driver came, as nuPlan counts it.
 * Formula: 0 where it went more than 2 m backwards, else min(1, max(e, 2) / max(x, 2)) at the last tick; e metres of the ego's box centre
 *   along the route (without one, along the recorded line), x the recorded driver's over the same ticks. Series: the ratio up to each tick.
 * Unit: ratio, 0 to 1.
 * Source: motional/nuplan-devkit@e9241677, nuplan/planning/metrics/evaluation_metrics/common/ego_progress_along_expert_route.py:231-252.
 *   Theirs is measured along the centre lines of the lanes that the expert drove.
 * Not applicable: no recording at any tick of the run, or the subject is not the ego.
 */
import type { Metric } from "../../metric.ts";
import { FLOOR_M, type ProgressMeter, progressRatio, updateProgress } from "../../progress-meter.ts";
import type { MetricResult } from "../../metric.ts";
import type { Scene } from "../../scene.ts";

export interface ProgressAcc {
  readonly scene: Scene;
  readonly meter: ProgressMeter;
  lastTick: number;
}

export const progress: Metric<ProgressAcc> = {
  id: "nuplan.progress",
  title: "progress along the expert's route, nuPlan",
  definition: "nuplan.progress@e924",
  dimension: "progress",
  unit: "ratio",
  better: "higher",
  class: "tick",
  attribution: "worst",
  limit: null,
  params: { scoreProgressM: FLOOR_M },
  init: (_header, _subjectIndex, scene) => ({ scene, meter: scene.progress, lastTick: 0 }),
  step(acc, _previous, now, out) {
    const { scene, meter } = acc;
    if (meter.kind === "recorded") updateProgress(meter, scene.geometry, scene.lead, scene.lanes, now);
    acc.lastTick = now.tick;
    if (meter.kind === "recorded" && meter.hasStarted) out.value(progressRatio(meter.coveredM, meter.expectedM));
    else out.none();
  },
  finish: (acc) => expertProgress(acc),
  sentence: (e) => `the ego made ${(100 * e.value).toFixed(1)} % of the recorded driver's progress`,
};

/** The ratio at the last tick, which decides it. */
export function expertProgress({ meter, lastTick }: ProgressAcc): MetricResult {
  if (meter.kind !== "recorded" || !meter.hasStarted) {
    return { kind: "not-applicable", reason: "no tick of the run has a recorded driver in the ego's place", vacuous: false };
  }
  const value = progressRatio(meter.coveredM, meter.expectedM);
  return { kind: "value", value, atTick: lastTick, actorId: null, episodes: [] };
}
