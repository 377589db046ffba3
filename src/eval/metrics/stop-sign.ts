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
import type { Metric } from "../metric.ts";
import { notePassage } from "../passages.ts";
import { type StopLineAcc, stopLineMetric } from "../stop-line-metric.ts";
import { crosses, type Front, isJustBefore, moveFront, newFront } from "../stop-lines.ts";

/** RunningStopTest PROXIMITY_THRESHOLD, SPEED_THRESHOLD. */
const AREA_M = 4;
const STOPPED_MPS = 0.1;

interface State {
  readonly front: Front;
  /** By line: the least speed before it; Infinity where the subject is not before it. */
  readonly leastMps: Float64Array;
}

export const stopSign: Metric<StopLineAcc<State>> = stopLineMetric<State>({
  id: "stop-sign",
  title: "stop signs passed without a stop",
  definition: "redrive.stop-sign@1",
  params: { areaM: AREA_M, stoppedMps: STOPPED_MPS },
  of: "signs",
  begin: (lines) => ({ front: newFront(), leastMps: new Float64Array(lines.length).fill(Infinity) }),
  judge({ scene, lines, passages, state: { front, leastMps } }, previous, now) {
    const { box, speedMps } = scene.geometry;
    moveFront(front, box);
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i] as StopLine;
      const least = leastMps[i] as number;
      if (previous !== null && crosses(line, front.fromXM, front.fromYM, front.xM, front.yM) && !(least < STOPPED_MPS)) {
        notePassage(passages, now.tick, least === Infinity ? speedMps : least, STOPPED_MPS, line.id);
      }
      leastMps[i] = isJustBefore(line, front.xM, front.yM, AREA_M) ? Math.min(least, speedMps) : Infinity;
    }
  },
  sentence: (e) =>
    `the stop sign ${e.label} was passed at ${e.atSec.toFixed(2)} s without a stop: the least speed before it was ${e.value.toFixed(1)} m/s`,
});
