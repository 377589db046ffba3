/**
 * Tells: how many samples the ego's box touched what a red light closes, as NAVSIM counts it; a gate.
 * Formula: number of samples at 10 Hz at which the light is red and the box touches the line, or a corner or the centre is on a lane
 *   through the junction that follows it. Score: 0 where there is any, else 1. Series: 1 at such a sample, else 0.
 * Unit: count.
 * Source: autonomousvision/navsim@0a380a9 (v2.2), pdm_scorer.py, _calculate_traffic_light_compliance. Theirs has the connectors of the
 *   junction that the light closes; without lanes that lead through a junction the stop line is all there is.
 * Not applicable: there is no traffic light, or the trace does not keep where one stops for it.
 */
import { boxCorners, segmentTouchesBox } from "../../../core/box.ts";
import { SIGNAL_STATES } from "../../../core/signal-state.ts";
import { isOnLane } from "../../../road/lookup.ts";
import type { StopLine } from "../../../road/network.ts";
import type { TraceHeader } from "../../../trace/tick.ts";
import { closedEpisodes, type EpisodeLog, newEpisodeLog, noteBreak } from "../../episodes.ts";
import { isSample, newSampleClock, type SampleClock, STEP_SEC } from "../../maths/sample-rate.ts";
import type { Metric, NotApplicable } from "../../metric.ts";
import type { Scene } from "../../scene.ts";
import { stopLinesFor, withoutStopLines } from "../../stop-lines.ts";

const RED: number = SIGNAL_STATES.indexOf("red");

interface Acc {
  readonly scene: Scene;
  readonly lines: readonly ClosedArea[];
  readonly lack: NotApplicable | null;
  readonly cornersM: Float64Array;
  readonly clock: SampleClock;
  readonly log: EpisodeLog;
  touched: number;
}

interface ClosedArea {
  readonly line: StopLine;
  readonly lanes: readonly number[];
}

export const redLight: Metric<Acc> = {
  id: "navsim.red-light",
  title: "samples in what a red light closes, NAVSIM",
  definition: "navsim.red-light@0a38",
  dimension: "rules",
  unit: "count",
  better: "lower",
  class: "tick",
  attribution: "sum",
  limit: 0,
  params: { stepSec: STEP_SEC },
  init: (header, _subjectIndex, scene) => ({
    scene,
    lines: closedAreas(header),
    lack: withoutStopLines(header, "lights"),
    cornersM: new Float64Array(8),
    clock: newSampleClock(header.dtSec),
    log: newEpisodeLog(0, header.dtSec),
    touched: 0,
  }),
  step(acc, _previous, now, out) {
    if (acc.lack !== null || !isSample(acc.clock, now.tick)) {
      out.none();
      return;
    }
    let touched = 0;
    for (const area of acc.lines) {
      if (now.signals.state[area.line.signal] !== RED || !touches(acc, area)) continue;
      touched = 1;
      noteBreak(acc.log, now.tick, -1, acc.scene.geometry.speedMps, 1, 1, area.line.id);
    }
    acc.touched += touched;
    out.value(touched);
  },
  finish(acc) {
    if (acc.lack !== null) return acc.lack;
    const episodes = closedEpisodes(acc.log);
    return { kind: "value", value: acc.touched, atTick: episodes[0]?.fromTick ?? null, actorId: null, episodes };
  },
  sentence: (e) => `the ego was in what the red light ${e.label} closes from ${e.fromSec.toFixed(2)} s to ${e.toSec.toFixed(2)} s`,
};

function closedAreas(header: TraceHeader): ClosedArea[] {
  const { lanes } = header.road;
  return stopLinesFor(header, "lights").map((line) => {
    const next = lanes[line.lane]?.successors ?? [];
    return { line, lanes: next.filter((i) => lanes[i]?.inJunction === true) };
  });
}

function touches({ scene, cornersM }: Acc, { line, lanes }: ClosedArea): boolean {
  const { box } = scene.geometry;
  if (segmentTouchesBox(line.leftXM, line.leftYM, line.rightXM, line.rightYM, box)) return true;
  if (lanes.length === 0) return false;
  boxCorners(box, cornersM, 0);
  const { lookup } = scene.lanes;
  for (const lane of lanes) {
    if (isOnLane(lookup, lane, box.xM, box.yM)) return true;
    for (let i = 0; i < 8; i += 2) if (isOnLane(lookup, lane, cornersM[i] as number, cornersM[i + 1] as number)) return true;
  }
  return false;
}
