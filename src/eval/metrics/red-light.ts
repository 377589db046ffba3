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
import type { StopLine } from "../../road/network.ts";
import type { Metric, NotApplicable } from "../metric.ts";
import type { TickGeometry } from "../geometry.ts";
import { newPassages, type Passages, passagesResult, notePassage } from "../passages.ts";
import { crosses, stopLinesFor, withoutStopLines } from "../stop-lines.ts";

const RED: number = SIGNAL_STATES.indexOf("red");

interface Acc {
  readonly geometry: TickGeometry;
  readonly lines: readonly StopLine[];
  readonly lack: NotApplicable | null;
  readonly passages: Passages;
  frontXM: number;
  frontYM: number;
}

export const redLight: Metric<Acc> = {
  id: "red-light",
  title: "red lights run",
  definition: "redrive.red-light@1",
  dimension: "rules",
  unit: "count",
  better: "lower",
  class: "tick",
  attribution: "count",
  limit: 0,
  params: {},
  init: (header, _subjectIndex, scene) => ({
    geometry: scene.geometry,
    lines: stopLinesFor(header, "lights"),
    lack: withoutStopLines(header, "lights"),
    passages: newPassages(),
    frontXM: 0,
    frontYM: 0,
  }),
  step(acc, previous, now, out) {
    if (acc.lack !== null) {
      out.none();
      return;
    }
    const { box, cosYaw, sinYaw, speedMps } = acc.geometry;
    const [fromX, fromY] = [acc.frontXM, acc.frontYM];
    acc.frontXM = box.xM + box.halfLengthM * cosYaw;
    acc.frontYM = box.yM + box.halfLengthM * sinYaw;
    let isRun = false;
    for (const line of acc.lines) {
      const isRed = now.signals.state[line.signal] === RED && previous?.signals.state[line.signal] === RED;
      if (isRun || !isRed || !crosses(line, fromX, fromY, acc.frontXM, acc.frontYM)) continue;
      isRun = true;
      notePassage(acc.passages, now.tick, speedMps, 0, line.id);
    }
    out.value(isRun ? 1 : 0);
  },
  finish: (acc) => acc.lack ?? passagesResult(acc.passages),
  sentence: (e) => `the red light ${e.label} was run at ${e.atSec.toFixed(2)} s, at ${e.value.toFixed(1)} m/s`,
};
