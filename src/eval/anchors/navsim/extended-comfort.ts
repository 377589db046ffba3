/**
 * Tells: how often a plan agreed with the one before it, as NAVSIM counts it.
 * Formula: share of pairs of plans 0.5 s apart, both sampled at 0.1 s where they overlap, whose size of the acceleration, its rate, yaw rate
 *   and yaw acceleration differ by at most 0.7 m/s^2, 0.5 m/s^3, 0.1 rad/s and 0.1 rad/s^2 as root mean square; filters as nuPlan's comfort,
 *   yaw acceleration by a parabola. Series: none.
 * Unit: ratio, 0 to 1.
 * Source: autonomousvision/navsim@0a380a9 (v2.2), pdm_comfort_metrics.py:410-470. Theirs lets a tracker drive both plans first; here the
 *   motion is that of the plans' own points: speed, its rate and v times the yaw rate, by central differences.
 * Not applicable: fewer than two plans 0.5 s apart overlap by 0.5 s, none are known, or the subject is not the ego.
 */
import { hypot } from "../../../core/dmath.ts";
import { turnRad } from "../../../core/angle.ts";
import { isAlike, motionOf, PLAN_BOUNDS, planDifference } from "../../maths/navsim-plans.ts";
import type { SampledMotion } from "../../maths/comfort-series.ts";
import { STEP_SEC, ticksAStep } from "../../maths/sample-rate.ts";
import type { Episode, Metric } from "../../metric.ts";
import { NO_PLANS, type Plan, planInForce, planPoseAt } from "../../plans.ts";

/** The time from one frame of NAVSIM to the next. */
const APART_SEC = 0.5;
/** Shorter overlaps say nothing: the filters of the yaw rate are as long. */
const OVERLAP_SEC = 0.5;

interface Acc {
  readonly plans: readonly Plan[];
  readonly dtSec: number;
}

export const extendedComfort: Metric<Acc> = {
  id: "navsim.extended-comfort",
  title: "agreement of consecutive plans, NAVSIM",
  definition: "navsim.extended-comfort@0a38",
  dimension: "comfort",
  unit: "ratio",
  better: "higher",
  class: "post",
  attribution: "count",
  limit: 1,
  params: { ...PLAN_BOUNDS, stepSec: STEP_SEC, apartSec: APART_SEC, overlapSec: OVERLAP_SEC },
  init: (header, _subjectIndex, scene) => ({ plans: scene.geometry.isEgo ? scene.plans : [], dtSec: header.dtSec }),
  step: (_acc, _previous, _now, out) => out.none(),
  finish({ plans, dtSec }) {
    if (plans.length === 0) return { kind: "not-applicable", reason: NO_PLANS, vacuous: false };
    const episodes: Episode[] = [];
    let pairs = 0;
    for (const [before, after] of pairsOf(plans, dtSec)) {
      const difference = differenceOf(before, after);
      if (difference === null) continue;
      pairs++;
      if (!isAlike(difference)) episodes.push(episodeOf(before, after));
    }
    if (pairs === 0) return { kind: "not-applicable", reason: "no two plans 0.5 s apart overlap long enough", vacuous: false };
    const value = (pairs - episodes.length) / pairs;
    return { kind: "value", value, atTick: episodes[0]?.worstTick ?? null, actorId: null, episodes };
  },
  sentence: (e) => `the plan at ${e.atSec.toFixed(2)} s was another than the one at ${e.fromSec.toFixed(2)} s`,
};

/** Plans half a second apart, from the first on: at each time the last one that was given out. */
function pairsOf(plans: readonly Plan[], dtSec: number): [Plan, Plan][] {
  const everyTicks = ticksAStep(dtSec, APART_SEC);
  const pairs: [Plan, Plan][] = [];
  const first = plans[0] as Plan;
  const last = plans.at(-1) as Plan;
  for (let before = first, tick = first.tick + everyTicks; tick <= last.tick; tick += everyTicks) {
    const after = planInForce(plans, tick) as Plan;
    if (after.tick > before.tick) pairs.push([before, after]);
    before = after;
  }
  return pairs;
}

function differenceOf(before: Plan, after: Plan): ReturnType<typeof planDifference> {
  const fromSec = Math.max(before.tSec[0] as number, after.tSec[0] as number);
  const toSec = Math.min(before.tSec.at(-1) as number, after.tSec.at(-1) as number);
  if (toSec - fromSec < OVERLAP_SEC) return null;
  const count = Math.floor((toSec - fromSec) / STEP_SEC + 1e-9) + 1;
  const [one, other] = [motionAt(before, fromSec, count), motionAt(after, fromSec, count)];
  return one === null || other === null ? null : planDifference(other, one);
}

/** The motion of a plan at equal times; null where it does not reach so far. */
function motionAt(plan: Plan, fromSec: number, count: number): SampledMotion | null {
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  const yaw = new Float64Array(count);
  const pose = { xM: 0, yM: 0, yawRad: 0 };
  const endSec = plan.tSec.at(-1) as number;
  for (let i = 0; i < count; i++) {
    if (!planPoseAt(plan, Math.min(endSec, fromSec + i * STEP_SEC), pose)) return null;
    x[i] = pose.xM;
    y[i] = pose.yM;
    yaw[i] = pose.yawRad;
  }
  const speed = rateOf(count, (i, j) => hypot((x[j] as number) - (x[i] as number), (y[j] as number) - (y[i] as number)));
  const yawRate = rateOf(count, (i, j) => turnRad(yaw[i] as number, yaw[j] as number));
  const lon = rateOf(count, (i, j) => (speed[j] as number) - (speed[i] as number));
  return motionOf(
    lon,
    speed.map((v, i) => v * (yawRate[i] as number)),
    yaw,
    STEP_SEC,
  );
}

/** Central differences, one-sided at the ends. */
function rateOf(count: number, change: (i: number, j: number) => number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => {
    const [from, to] = [Math.max(0, i - 1), Math.min(count - 1, i + 1)];
    return change(from, to) / ((to - from) * STEP_SEC);
  });
}

function episodeOf(before: Plan, after: Plan): Episode {
  return { fromTick: before.tick, toTick: after.tick, worstTick: after.tick, actorId: null, value: 0, limit: 1, severity: 1, label: "" };
}
