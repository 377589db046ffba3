/**
 * Tells: how many red lights the ego ran, as CARLA counts them.
 * Formula: number of ticks at which the ego's tail, from 0.8 of its half length behind the box centre to 1 m behind its rear end, meets the
 *   stop line of a red light, while the tail's end is on the line's lane, the ego heads along it and the line is within 15 m; not the light
 *   that was counted last. The line reaches 0.6 of the lane's width to each side of its middle. Series: 1 at such a tick, else 0.
 * Unit: count. A nose beyond the line is free: a run that stops on the line is not one.
 * Source: carla-simulator/scenario_runner@94ff3b8a, atomic_criteria.py:1632-1810. Theirs measures the 15 m from the light's trigger box.
 * Not applicable: there is no traffic light, or the trace does not keep where one stops for it.
 */
import { SIGNAL_STATES } from "../../../core/signal-state.ts";
import type { StopLine } from "../../../road/network.ts";
import { isOnLane } from "../../../road/lookup.ts";
import type { Metric } from "../../metric.ts";
import { notePassage } from "../../passages.ts";
import type { Scene } from "../../scene.ts";
import { type StopLineAcc, stopLineMetric } from "../../stop-line-metric.ts";
import { acrossRatio, alongCosine, beyondM, distanceToMiddleM } from "../../stop-lines.ts";

/** DISTANCE_LIGHT; ends of the tail, of the half length and beyond it; reach of the line over the lane's width, from its middle. */
const NEAR_M = 15;
const TAIL_RATIO = 0.8;
const BEHIND_M = 1;
const LINE_RATIO = 0.6;
const RED: number = SIGNAL_STATES.indexOf("red");

interface State {
  lastSignal: number;
}

export const redLight: Metric<StopLineAcc<State>> = stopLineMetric<State>({
  id: "carla.red-light",
  title: "red lights run, CARLA",
  definition: "carla.red-light@94ff",
  params: { nearM: NEAR_M, tailRatio: TAIL_RATIO, behindM: BEHIND_M, lineRatio: LINE_RATIO },
  of: "lights",
  begin: () => ({ lastSignal: -1 }),
  judge({ scene, lines, passages, state }, _previous, now) {
    const { geometry } = scene;
    for (const line of lines) {
      if (line.signal === state.lastSignal || now.signals.state[line.signal] !== RED) continue;
      if (distanceToMiddleM(line, geometry.box.xM, geometry.box.yM) > NEAR_M || alongCosine(line, geometry) <= 0) continue;
      if (!tailMeets(scene, line)) continue;
      state.lastSignal = line.signal;
      notePassage(passages, now.tick, geometry.speedMps, 0, line.id);
    }
  },
  sentence: (e) => `the red light ${e.label} was run at ${e.atSec.toFixed(2)} s, at ${e.value.toFixed(1)} m/s`,
});

/** Whether the tail meets the line, its far end still on the line's lane. */
function tailMeets({ geometry, lanes }: Scene, line: StopLine): boolean {
  const { box, cosYaw, sinYaw } = geometry;
  const near = TAIL_RATIO * box.halfLengthM;
  const far = box.halfLengthM + BEHIND_M;
  const [nearX, nearY] = [box.xM - near * cosYaw, box.yM - near * sinYaw];
  const [farX, farY] = [box.xM - far * cosYaw, box.yM - far * sinYaw];
  if (!isOnLane(lanes.lookup, line.lane, farX, farY)) return false;
  const [a, b] = [beyondM(line, farX, farY), beyondM(line, nearX, nearY)];
  if ((a > 0 && b > 0) || (a < 0 && b < 0)) return false;
  const share = a === b ? 0 : a / (a - b);
  const across = acrossRatio(line, farX + share * (nearX - farX), farY + share * (nearY - farY));
  return Math.abs(across - 0.5) <= LINE_RATIO;
}
