/**
 * Tells: how far the ego came, as a share of how far it should have come.
 * Formula: 0 where it went more than 2 m backwards, else min(1, max(e, 2) / max(x, 2)) at the last tick; e metres of the ego, x metres of
 *   the reference: the recorded driver over the same ticks; without a recording the way to the goal; without both the way at the speed
 *   limit over ticks with nobody ahead within 3 s (eval/progress-meter.ts). Series: the same ratio up to each tick.
 * Unit: ratio, 0 to 1.
 * Source: motional/nuplan-devkit@e9241677, evaluation_metrics/common/ego_progress_along_expert_route.py:231-252; the way at the speed
 *   limit is ours, so that standing on a free road is no progress.
 * Not applicable: no recording, no goal, and no tick on a free road with a known speed limit; or the subject is not the ego.
 */
import type { Metric } from "../metric.ts";
import { FLOOR_M, FREE_HEADWAY_SEC, type ProgressMeter, progressRatio, updateProgress } from "../progress-meter.ts";
import type { Scene } from "../scene.ts";

interface Acc {
  readonly scene: Scene;
  readonly meter: ProgressMeter;
  lastTick: number;
}

export const progress: Metric<Acc> = {
  id: "progress",
  title: "progress",
  definition: "redrive.progress@1",
  dimension: "progress",
  unit: "ratio",
  better: "higher",
  class: "tick",
  attribution: "worst",
  limit: null,
  params: { floorM: FLOOR_M, freeHeadwaySec: FREE_HEADWAY_SEC },
  init: (_header, _subjectIndex, scene) => ({ scene, meter: scene.progress, lastTick: 0 }),
  step(acc, _previous, now, out) {
    const { scene, meter } = acc;
    updateProgress(meter, scene.geometry, scene.lead, scene.lanes, now);
    acc.lastTick = now.tick;
    if (meter.hasStarted) out.value(progressRatio(meter.coveredM, meter.expectedM));
    else out.none();
  },
  finish: (acc) => progressResult(acc.meter, acc.lastTick),
  sentence: (e) => `the ego made ${(100 * e.value).toFixed(1)} % of the expected progress`,
};

/** The ratio at the last tick, which decides it. */
export function progressResult(meter: ProgressMeter, lastTick: number) {
  if (!meter.hasStarted) return { kind: "not-applicable", reason: reasonOf(meter), vacuous: false } as const;
  const value = progressRatio(meter.coveredM, meter.expectedM);
  return { kind: "value", value, atTick: lastTick, actorId: null, episodes: [] } as const;
}

function reasonOf(meter: ProgressMeter): string {
  if (meter.kind === "none") return "recording, goal and route belong to the ego alone";
  if (meter.kind === "recorded") return "the recording has no value at any tick of the run";
  if (meter.kind === "goal") return "no tick was scored";
  return "there is no recording, no goal, and no tick on a free road with a known speed limit";
}
