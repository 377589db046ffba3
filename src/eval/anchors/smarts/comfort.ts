/**
 * Tells: for which share of the time a passenger of SMARTS is uncomfortable.
 * Formula: uncomfortable steps / (steps + 30), at steps of a tenth of a second. A step counts where within the last 30 the larger of
 *   jerk / 1.2728 m/s3 and acceleration / 2.4821 m/s2 was above 1; for the last ones the 30 steps after the end count too. Both come from the
 *   lengths of the ways of the box centre from step to step, ways of 0.1 m or less left out, and are signed: braking is free (upstream's
 *   defect). Series: that larger one, absent between steps.
 * Unit: ratio.
 * Source: huawei-noah/SMARTS@c113dd7, smarts/env/gymnasium/wrappers/metric/costs.py:56-106.
 * Not applicable: no tick was scored.
 */
import { closedEpisodes, type EpisodeLog, newEpisodeLog, noteBreak } from "../../episodes.ts";
import type { TickGeometry } from "../../geometry.ts";
import { ticksAStep } from "../../maths/sample-rate.ts";
import {
  ACCEL_MAX_MPS2,
  comfortCost,
  type ComfortSteps,
  JERK_MAX_MPS3,
  newComfortSteps,
  PENALTY_STEPS,
  pushComfort,
} from "../../maths/smarts.ts";
import type { Metric } from "../../metric.ts";

interface Acc {
  readonly geometry: TickGeometry;
  readonly everyTicks: number;
  readonly steps: ComfortSteps;
  readonly log: EpisodeLog;
}

export const smartsComfort: Metric<Acc> = {
  id: "smarts.comfort",
  title: "discomfort by SMARTS",
  definition: "smarts.comfort@c113",
  dimension: "comfort",
  unit: "ratio",
  better: "lower",
  class: "tick",
  attribution: "count",
  limit: 1,
  params: { jerkMps3: JERK_MAX_MPS3, accelMps2: ACCEL_MAX_MPS2, penaltyTicks: PENALTY_STEPS },
  init: (header, _subjectIndex, scene) => {
    const everyTicks = ticksAStep(header.dtSec);
    const steps = newComfortSteps(everyTicks * header.dtSec);
    return { geometry: scene.geometry, everyTicks, steps, log: newEpisodeLog(1, header.dtSec) };
  },
  step(acc, _previous, now, out) {
    if (now.tick % acc.everyTicks !== 0) {
      out.none();
      return;
    }
    const share = pushComfort(acc.steps, acc.geometry.box.xM, acc.geometry.box.yM);
    out.value(share);
    if (share > 1) noteBreak(acc.log, now.tick, -1, share, share - 1, 1, "");
  },
  finish({ steps, log }) {
    if (steps.count === 0) return { kind: "not-applicable", reason: "no tick was scored", vacuous: false };
    const episodes = closedEpisodes(log);
    return { kind: "value", value: comfortCost(steps), atTick: episodes[0]?.worstTick ?? null, actorId: null, episodes };
  },
  sentence: (e) => `jerk or acceleration was ${e.value.toFixed(1)} times what SMARTS calls comfortable at ${e.atSec.toFixed(2)} s`,
};
