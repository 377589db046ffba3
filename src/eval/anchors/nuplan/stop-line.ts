/**
 * Tells: how fast the ego was where it met a stop line as the first of its lane, as nuPlan counts it.
 * Formula: max over stop lines, of lights and signs whatever they show, of the speed of the box centre at the sample at which the front
 *   edge came nearest to the line; samples at 10 Hz at which the middle of the front edge is on the line's lane, at most 5 m before it or
 *   over it with the box still on it, with no road user ahead in the lane before the line. Series: the speed at such samples.
 * Unit: m/s; never negative.
 * Source: motional/nuplan-devkit@e9241677, nuplan/planning/metrics/evaluation_metrics/scenario_dependent/ego_stop_at_stop_line.py; limits
 *   of its configuration (recalled). Theirs looks at polygons before the line; the trace keeps the line.
 * Not applicable: there is no stop line, the ego met none as the first, or the trace does not keep where one stops.
 */
import { hypot } from "../../../core/dmath.ts";
import type { StopLine } from "../../../road/network.ts";
import type { TraceHeader } from "../../../trace/tick.ts";
import { updateLead } from "../../lead.ts";
import { isSample, newSampleClock, type SampleClock, STEP_SEC } from "../../maths/sample-rate.ts";
import { instantEpisode } from "../../episodes.ts";
import type { Episode, Metric, NotApplicable } from "../../metric.ts";
import type { Scene } from "../../scene.ts";
import { acrossRatio, beyondM } from "../../stop-lines.ts";

/** distance_threshold, velocity_threshold. */
const NEAR_M = 5;
const LIMIT_MPS = 0.1;

interface Acc {
  readonly scene: Scene;
  readonly lines: readonly StopLine[];
  readonly lack: NotApplicable | null;
  readonly clock: SampleClock;
  /** By line, at the sample at which the front was nearest: distance, speed, tick. */
  readonly nearestM: Float64Array;
  readonly speedMps: Float64Array;
  readonly atTick: Float64Array;
}

export const stopLine: Metric<Acc> = {
  id: "nuplan.stop-line",
  title: "highest speed at a stop line, nuPlan",
  definition: "nuplan.stop-line@e924",
  dimension: "rules",
  unit: "m/s",
  better: "lower",
  class: "tick",
  attribution: "worst",
  limit: LIMIT_MPS,
  params: { nearM: NEAR_M, limitMps: LIMIT_MPS, stepSec: STEP_SEC },
  init(header, _subjectIndex, scene) {
    const lines = header.stopLines ?? [];
    return {
      scene,
      lines,
      lack: lackOf(header),
      clock: newSampleClock(header.dtSec),
      nearestM: new Float64Array(lines.length).fill(Infinity),
      speedMps: new Float64Array(lines.length),
      atTick: new Float64Array(lines.length),
    };
  },
  step(acc, _previous, now, out) {
    if (acc.lines.length === 0) {
      out.none();
      return;
    }
    const { geometry, lead } = acc.scene;
    updateLead(lead, geometry, now);
    if (!isSample(acc.clock, now.tick)) {
      out.none();
      return;
    }
    const speed = hypot(geometry.vxMps, geometry.vyMps);
    const leadGapM = lead.slot < 0 ? Infinity : lead.gapM;
    let hasMet = false;
    for (let i = 0; i < acc.lines.length; i++) {
      const distance = distanceOfFrontM(acc.lines[i] as StopLine, acc.scene, leadGapM);
      if (distance > NEAR_M) continue;
      hasMet = true;
      if (distance >= (acc.nearestM[i] as number)) continue;
      acc.nearestM[i] = distance;
      acc.speedMps[i] = speed;
      acc.atTick[i] = now.tick;
    }
    if (hasMet) out.value(speed);
    else out.none();
  },
  finish(acc) {
    if (acc.lack !== null) return acc.lack;
    const met = acc.lines.flatMap(({ id }, i): Episode[] => {
      if (acc.nearestM[i] === Infinity) return [];
      const [tick, value] = [acc.atTick[i] as number, acc.speedMps[i] as number];
      return [instantEpisode(tick, null, value, LIMIT_MPS, value, id)];
    });
    const worst = met.toSorted((a, b) => b.value - a.value)[0];
    if (worst === undefined) return { kind: "not-applicable", reason: "the ego met no stop line as the first of its lane", vacuous: true };
    const episodes = met.filter((e) => e.value >= LIMIT_MPS);
    return { kind: "value", value: worst.value, atTick: worst.worstTick, actorId: null, episodes };
  },
  sentence: (e) =>
    `the ego was at ${e.value.toFixed(2)} m/s at a stop line at ${e.atSec.toFixed(2)} s; nuPlan calls ${e.limit} m/s stopped`,
};

function lackOf({ stopLines }: TraceHeader): NotApplicable | null {
  if (stopLines !== undefined && stopLines.length > 0) return null;
  if (stopLines !== undefined) return { kind: "not-applicable", reason: "there is no stop line", vacuous: true };
  const reason = "the trace does not say where traffic has to stop: it was written before that was kept";
  return { kind: "not-applicable", reason, vacuous: false };
}

/** Of the front edge to a line that the box has not passed; Infinity beside it, behind it, and with somebody between. */
function distanceOfFrontM(line: StopLine, { geometry }: Scene, leadGapM: number): number {
  const { box, cosYaw, sinYaw } = geometry;
  const [x, y] = [box.xM + box.halfLengthM * cosYaw, box.yM + box.halfLengthM * sinYaw];
  const across = acrossRatio(line, x, y);
  if (across < 0 || across > 1) return Infinity;
  const beyond = beyondM(line, x, y);
  if (beyond > 2 * box.halfLengthM) return Infinity;
  const distance = Math.abs(beyond);
  return beyond < 0 && leadGapM < distance ? Infinity : distance;
}
