/**
 * Tells: how many red lights the subject ran; a gate.
 * Formula: number of times at which the middle of the front bumper passes a light's stop line in its lane's direction while the light is
 *   red at this tick and was so at the one before. Series: 1 at such a tick, else 0.
 * Unit: count.
 * Source: ours; CARLA counts the tail instead, so that a stop in the middle of the junction goes free (scenario_runner@94ff3b8a,
 *   atomic_criteria.py:1632-1810).
 * Not applicable: there is no traffic light, or the trace does not keep where one stops for it.
 */
import { SIGNAL_STATES } from "../../core/signal-state.ts";
import type { Metric } from "../metric.ts";
import { notePassage } from "../passages.ts";
import { type StopLineAcc, stopLineMetric } from "../stop-line-metric.ts";
import { crosses, type Front, moveFront, newFront } from "../stop-lines.ts";

const RED: number = SIGNAL_STATES.indexOf("red");

export const redLight: Metric<StopLineAcc<Front>> = stopLineMetric<Front>({
  id: "red-light",
  title: "red lights run",
  definition: "redrive.red-light@1",
  params: {},
  of: "lights",
  begin: newFront,
  judge({ scene, lines, passages, state: front }, previous, now) {
    moveFront(front, scene.geometry.box);
    for (const line of lines) {
      const isRed = now.signals.state[line.signal] === RED && previous?.signals.state[line.signal] === RED;
      if (!isRed || !crosses(line, front.fromXM, front.fromYM, front.xM, front.yM)) continue;
      notePassage(passages, now.tick, scene.geometry.speedMps, 0, line.id);
      return; // the lines of several lanes meet: one light is run once
    }
  },
  sentence: (e) => `the red light ${e.label} was run at ${e.atSec.toFixed(2)} s, at ${e.value.toFixed(1)} m/s`,
});
