/**
 * Tells: whether the subject drove over a stop line at red, by the measure of Waymo's sim agents challenge.
 * Formula: 1 where, between two samples a tenth of a second apart, the box centre passes the stop line of a traffic light in its lane's
 *   direction, and the light is red at the second of them; else 0. Series: the same of the sample, absent between samples.
 * Unit: count, 0 or 1.
 * Source: waymo-research/waymo-open-dataset, challenge of 2025, sim_agents_metrics/traffic_light_features.py. Theirs asks which lane is
 *   nearest to the box centre, here the way must lead between the line's ends.
 * Not applicable: the trace does not keep where one stops for a light.
 */
import { SIGNAL_STATES } from "../../../core/signal-state.ts";
import type { StopLine } from "../../../road/network.ts";
import { ticksAStep } from "../../maths/sample-rate.ts";
import type { Metric } from "../../metric.ts";
import { crosses, stopLinesFor } from "../../stop-lines.ts";
import { type WorstAcc, worstMetric } from "../../worst.ts";

const RED = SIGNAL_STATES.indexOf("red");

interface State {
  readonly lines: readonly StopLine[];
  readonly everyTicks: number;
  lastTick: number;
  xM: number;
  yM: number;
}

export const wosacRedLight: Metric<WorstAcc<State>> = worstMetric<State>({
  id: "wosac.red-light",
  title: "red light passed by Waymo's sim agents",
  definition: "wosac.red-light@2025",
  unit: "count",
  better: "lower",
  limit: 0,
  params: {},
  lacks: ({ stopLines }) => (stopLines === undefined ? "the trace does not say where traffic has to stop" : null),
  begin: (header) => ({
    lines: stopLinesFor(header, "lights"),
    everyTicks: ticksAStep(header.dtSec),
    lastTick: -1,
    xM: 0,
    yM: 0,
  }),
  measure(at, state, now) {
    if (now.tick % state.everyTicks !== 0) return;
    const { xM, yM } = at.scene.geometry.box;
    const follows = state.lastTick >= 0 && state.lastTick === now.tick - state.everyTicks;
    at.has = true;
    at.value = 0;
    for (let i = 0; i < state.lines.length; i++) {
      const line = state.lines[i] as StopLine;
      if (follows && now.signals.state[line.signal] === RED && crosses(line, state.xM, state.yM, xM, yM)) at.value = 1;
    }
    state.lastTick = now.tick;
    state.xM = xM;
    state.yM = yM;
  },
  reason: "no tick was sampled",
  isVacuous: false,
  sentence: (e) => `a stop line was passed at red at ${e.atSec.toFixed(2)} s`,
});
