/**
 * Tells: how many stop signs the ego passed without a stop, as CARLA counts them.
 * Formula: a sign holds for the ego from the tick on at which the middle of its stop line is within 4 m of the box centre and not behind
 *   it, across its lane, unless the ego drives backwards or against the lane (cosine below -0.17). When it holds no more, it counts where no
 *   tick in between was below 0.1 m/s, but not twice in a row. Series: 1 at such a tick, else 0.
 * Unit: count.
 * Source: carla-simulator/scenario_runner@94ff3b8a, atomic_criteria.py:1812-1974. Theirs asks whether the lane 0 to 4 m ahead of the centre
 *   leads through the sign's trigger box, of which the trace keeps the stop line alone.
 * Not applicable: there is no stop sign, or the trace does not keep where one stops for it.
 */
import type { StopLine } from "../../../road/network.ts";
import type { TickGeometry } from "../../geometry.ts";
import type { Metric } from "../../metric.ts";
import { notePassage } from "../../passages.ts";
import { type StopLineAcc, stopLineMetric } from "../../stop-line-metric.ts";
import { acrossRatio, alongCosine, beyondM, distanceToMiddleM } from "../../stop-lines.ts";

/** PROXIMITY_THRESHOLD, SPEED_THRESHOLD, and the cosine of "100 deg, just in case". */
const NEAR_M = 4;
const STOPPED_MPS = 0.1;
const AGAINST_COSINE = -0.17;

interface State {
  target: StopLine | null;
  hasStopped: boolean;
  leastMps: number;
  lastFailed: string | null;
}

export const stopSign: Metric<StopLineAcc<State>> = stopLineMetric<State>({
  id: "carla.stop-sign",
  title: "stop signs passed without a stop, CARLA",
  definition: "carla.stop-sign@94ff",
  params: { nearM: NEAR_M, stoppedMps: STOPPED_MPS, againstCosine: AGAINST_COSINE },
  of: "signs",
  begin: () => ({ target: null, hasStopped: false, leastMps: Infinity, lastFailed: null }),
  judge: (acc, _previous, now) => notePassed(acc, now.tick),
  sentence: (e) =>
    `the stop sign ${e.label} was passed at ${e.atSec.toFixed(2)} s without a stop: the least speed there was ${e.value.toFixed(1)} m/s`,
});

function notePassed({ scene: { geometry: g }, lines, passages, state }: StopLineAcc<State>, tick: number): void {
  const { target } = state;
  if (target === null) {
    state.target =
      g.vLonMps < AGAINST_COSINE ? null : (lines.find((line) => alongCosine(line, g) >= AGAINST_COSINE && holds(line, g)) ?? null);
    state.hasStopped = false;
    state.leastMps = Infinity;
    return;
  }
  state.leastMps = Math.min(state.leastMps, g.speedMps);
  if (g.speedMps < STOPPED_MPS) state.hasStopped = true;
  if (holds(target, g)) return;
  state.target = null;
  if (state.hasStopped || state.lastFailed === target.id) return;
  state.lastFailed = target.id;
  notePassage(passages, tick, state.leastMps, STOPPED_MPS, target.id);
}

function holds(line: StopLine, { box }: TickGeometry): boolean {
  if (distanceToMiddleM(line, box.xM, box.yM) > NEAR_M || beyondM(line, box.xM, box.yM) > 0) return false;
  const across = acrossRatio(line, box.xM, box.yM);
  return across >= 0 && across <= 1;
}
