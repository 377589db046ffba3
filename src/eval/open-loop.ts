import { boxCentreOf } from "../core/box.ts";
import { cos, sin } from "../core/dmath.ts";
import type { TraceHeader } from "../trace/tick.ts";
import { displacementErrorsM, headingErrorsRad, largestOf, meanOf, type Poses } from "./maths/displacement.ts";
import { ticksAStep } from "./maths/sample-rate.ts";
import type { Metric, MetricResult } from "./metric.ts";
import { NO_PLANS, type Plan, planInForce, planPoseAt } from "./plans.ts";
import type { Scene } from "./scene.ts";

/** How far one plan was from what the recorded driver then did, by horizon. */
export interface FrameErrors {
  readonly tick: number;
  readonly averageM: readonly number[];
  readonly largestM: readonly number[];
  readonly finalM: readonly number[];
  readonly averageRad: readonly number[];
  readonly finalRad: readonly number[];
}

/** comparison_horizon and comparison_frequency of nuPlan's open-loop metrics: once a second, 3, 5 and 8 s ahead. */
export const HORIZONS_SEC: readonly number[] = [3, 5, 8];
export const FRAME_SEC = 1;
const LONGEST_SEC = 8;

/**
 * The errors of the plans in force once a second from the first tick on: distance of the box centres and turn, each second up to 8 s ahead.
 * A plan that ends less than a second early is compared where it ends, as upstream. Frames at which the plan or the recording is shorter are
 * left out.
 * Source: motional/nuplan-devkit@e9241677, nuplan/planning/metrics/evaluation_metrics/common/planner_expert_average_l2_error_within_bound.py.
 */
export function openLoopErrors(header: TraceHeader, plans: readonly Plan[], firstTick: number, lastTick: number): FrameErrors[] {
  const everyTicks = ticksAStep(header.dtSec, FRAME_SEC);
  const frames: FrameErrors[] = [];
  for (let tick = firstTick; tick <= lastTick; tick += everyTicks) {
    const plan = planInForce(plans, tick);
    const poses = plan === null ? null : posesAhead(header, plan, tick, everyTicks);
    if (poses !== null) frames.push(errorsOf(tick, poses.planned, poses.driven));
  }
  return frames;
}

function errorsOf(tick: number, planned: Poses, driven: Poses): FrameErrors {
  const distances = displacementErrorsM(planned, driven, 0, 1);
  const turns = headingErrorsRad(planned, driven);
  const of = (values: Float64Array, read: (part: Float64Array) => number): number[] => HORIZONS_SEC.map((h) => read(values.subarray(0, h)));
  const last = (part: Float64Array): number => part[part.length - 1] as number;
  return {
    tick,
    averageM: of(distances, meanOf),
    largestM: of(distances, largestOf),
    finalM: of(distances, last),
    averageRad: of(turns, meanOf),
    finalRad: of(turns, last),
  };
}

/** Box centres at each of the next 8 s, of the plan and of the recorded driver; null where one of them does not go on so long. */
function posesAhead(header: TraceHeader, plan: Plan, tick: number, everyTicks: number): { planned: Poses; driven: Poses } | null {
  const path = header.recorded;
  if (path === null) return null;
  const planned = emptyPoses();
  const driven = emptyPoses();
  const pose = { xM: 0, yM: 0, yawRad: 0 };
  const endSec = plan.tSec[plan.tSec.length - 1] as number;
  for (let k = 1; k <= LONGEST_SEC; k++) {
    let at = tick + k * everyTicks;
    // The last pose of a plan that ends within the last second stands for the one after it.
    if (k === LONGEST_SEC && at * header.dtSec > endSec) at = Math.floor(endSec / header.dtSec + 1e-9);
    if (at <= tick + (k - 1) * everyTicks || path.valid[at] !== 1 || !planPoseAt(plan, at * header.dtSec, pose)) return null;
    setPose(header, planned, k - 1, pose.xM, pose.yM, pose.yawRad);
    setPose(header, driven, k - 1, path.xM[at] as number, path.yM[at] as number, path.yawRad[at] as number);
  }
  return { planned, driven };
}

function emptyPoses(): Poses {
  return { xM: new Float64Array(LONGEST_SEC), yM: new Float64Array(LONGEST_SEC), yawRad: new Float64Array(LONGEST_SEC) };
}

/** From the rear axle to the box centre. */
function setPose(header: TraceHeader, poses: Poses, i: number, xM: number, yM: number, yawRad: number): void {
  const { footprint } = header.actors[header.egoIndex] as TraceHeader["actors"][number];
  const centre = { xM: 0, yM: 0 };
  boxCentreOf(xM, yM, cos(yawRad), sin(yawRad), footprint, centre);
  poses.xM[i] = centre.xM;
  poses.yM[i] = centre.yM;
  poses.yawRad[i] = yawRad;
}

export interface OpenLoopAcc {
  readonly header: TraceHeader;
  readonly plans: readonly Plan[];
  readonly isEgo: boolean;
  firstTick: number;
  lastTick: number;
}

/** What the metrics over plans and the recorded driver share; each says what it makes of the frames. */
export function openLoopMetric(
  value: (frames: readonly FrameErrors[]) => { readonly value: number; readonly atTick: number | null },
): Pick<Metric<OpenLoopAcc>, "dimension" | "better" | "class" | "attribution" | "init" | "step" | "finish"> {
  return {
    dimension: "human-likeness",
    better: "lower",
    class: "post",
    attribution: "worst",
    init: (header, _subjectIndex, scene: Scene) => ({
      header,
      plans: scene.plans,
      isEgo: scene.geometry.isEgo,
      firstTick: -1,
      lastTick: -1,
    }),
    step(acc, _previous, now, out) {
      if (acc.firstTick < 0) acc.firstTick = now.tick;
      acc.lastTick = now.tick;
      out.none();
    },
    finish({ header, plans, isEgo, firstTick, lastTick }): MetricResult {
      const none = (reason: string): MetricResult => ({ kind: "not-applicable", reason, vacuous: false });
      if (!isEgo || plans.length === 0) return none(NO_PLANS);
      if (header.recorded === null) return none("there is no recorded driver to compare plans with");
      const frames = openLoopErrors(header, plans, firstTick, lastTick);
      if (frames.length === 0) return none(`no plan and no recording reach ${LONGEST_SEC} s ahead together`);
      return { kind: "value", ...value(frames), actorId: null, episodes: [] };
    },
  };
}

/** Mean over frames and horizons, decided by the frame with the largest mean. */
export function meanOver(
  frames: readonly FrameErrors[],
  read: (frame: FrameErrors) => readonly number[],
): { value: number; atTick: number } {
  let sum = 0;
  let worst = frames[0] as FrameErrors;
  const total = (frame: FrameErrors): number => read(frame).reduce((a, b) => a + b, 0);
  for (const frame of frames) {
    sum += total(frame);
    if (total(frame) > total(worst)) worst = frame;
  }
  return { value: sum / (frames.length * HORIZONS_SEC.length), atTick: worst.tick };
}
