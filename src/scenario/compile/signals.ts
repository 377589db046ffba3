import { SIGNAL_STATES } from "../../core/signal-state.ts";
import type { RoadNetwork, StopLine } from "../../road/network.ts";
import { stopLineAcross } from "../../road/stop-lines.ts";
import type { SignalModel } from "../../sim/world.ts";
import type { TrafficLightSpec } from "../spec.ts";
import { poseOnLane } from "./lanes.ts";

/** A traffic light on the tick grid. Its lanes, its stop line and its times must have been checked. */
export function signalOf(light: TrafficLightSpec, road: RoadNetwork, dtSec: number): SignalModel {
  const { name, lanes, sM, offsetSec, cycle } = light;
  const { xM, yM } = poseOnLane(road, lanes[0] ?? "", sM, 0);
  let tick = 0;
  return {
    id: name,
    lanes: lanes.map((id) => road.lanes.findIndex((lane) => lane.id === id)),
    stopPoint: { xM, yM },
    state: Uint8Array.from(cycle, (phase) => SIGNAL_STATES.indexOf(phase.color)),
    untilTick: Int32Array.from(cycle, (phase) => (tick += Math.round(phase.forSec / dtSec))),
    offsetTicks: Math.round(offsetSec / dtSec),
  };
}

/** The stop lines of traffic lights, one a lane; checked as `signalOf` asks. */
export function stopLinesOf(lights: readonly TrafficLightSpec[], road: RoadNetwork): StopLine[] {
  return lights.flatMap(({ name, lanes, sM }, signal) =>
    lanes.flatMap((id) => {
      const index = road.lanes.findIndex((lane) => lane.id === id);
      const lane = road.lanes[index];
      return lane === undefined ? [] : [stopLineAcross(lane, index, sM, name, signal)];
    }),
  );
}
