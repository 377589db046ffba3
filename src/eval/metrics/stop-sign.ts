/**
 * Tells: how many stop signs the subject passed without a stop.
 * Formula: number of times at which the middle of the front bumper passes a sign's stop line in its lane's direction, and the least speed
 *   since it came within 4 m before the line was not below 0.1 m/s. Series: 1 at such a tick, else 0.
 * Unit: count.
 * Source: distance and speed of carla-simulator/scenario_runner@94ff3b8a, atomic_criteria.py:1812-1974; theirs looks at an area about
 *   the sign that the subject's centre leaves.
 * Not applicable: there is no stop sign, or the trace does not keep where one stops for it.
 */
import type { StopLine } from "../../road/network.ts";
import type { TickGeometry } from "../geometry.ts";
import type { Metric, NotApplicable } from "../metric.ts";
import { newPassages, notePassage, type Passages, passagesResult } from "../passages.ts";
import { acrossRatio, beyondM, crosses, stopLinesFor, withoutStopLines } from "../stop-lines.ts";

/** RunningStopTest PROXIMITY_THRESHOLD, SPEED_THRESHOLD. */
const AREA_M = 4;
const STOPPED_MPS = 0.1;

interface Acc {
  readonly geometry: TickGeometry;
  readonly lines: readonly StopLine[];
  readonly lack: NotApplicable | null;
  readonly passages: Passages;
  /** By line: the least speed before it; Infinity where the subject is not before it. */
  readonly leastMps: Float64Array;
  frontXM: number;
  frontYM: number;
}

export const stopSign: Metric<Acc> = {
  id: "stop-sign",
  title: "stop signs passed without a stop",
  definition: "redrive.stop-sign@1",
  dimension: "rules",
  unit: "count",
  better: "lower",
  class: "tick",
  attribution: "count",
  limit: 0,
  params: { areaM: AREA_M, stoppedMps: STOPPED_MPS },
  init(header, _subjectIndex, scene) {
    const lines = stopLinesFor(header, "signs");
    return {
      geometry: scene.geometry,
      lines,
      lack: withoutStopLines(header, "signs"),
      passages: newPassages(),
      leastMps: new Float64Array(lines.length).fill(Infinity),
      frontXM: 0,
      frontYM: 0,
    };
  },
  step(acc, previous, now, out) {
    if (acc.lack !== null) {
      out.none();
      return;
    }
    const { box, cosYaw, sinYaw, speedMps } = acc.geometry;
    const [fromX, fromY] = [acc.frontXM, acc.frontYM];
    acc.frontXM = box.xM + box.halfLengthM * cosYaw;
    acc.frontYM = box.yM + box.halfLengthM * sinYaw;
    const before = acc.passages.total;
    for (let i = 0; i < acc.lines.length; i++) {
      const line = acc.lines[i] as StopLine;
      const least = acc.leastMps[i] as number;
      if (previous !== null && crosses(line, fromX, fromY, acc.frontXM, acc.frontYM)) {
        if (!(least < STOPPED_MPS)) notePassage(acc.passages, now.tick, least === Infinity ? speedMps : least, STOPPED_MPS, line.id);
      }
      acc.leastMps[i] = isBefore(line, acc.frontXM, acc.frontYM) ? Math.min(least, speedMps) : Infinity;
    }
    out.value(acc.passages.total > before ? 1 : 0);
  },
  finish: (acc) => acc.lack ?? passagesResult(acc.passages),
  sentence: (e) =>
    `the stop sign ${e.label} was passed at ${e.atSec.toFixed(2)} s without a stop: the least speed before it was ${e.value.toFixed(1)} m/s`,
};

function isBefore(line: StopLine, xM: number, yM: number): boolean {
  const beyond = beyondM(line, xM, yM);
  const across = acrossRatio(line, xM, yM);
  return beyond <= 0 && beyond >= -AREA_M && across >= 0 && across <= 1;
}
