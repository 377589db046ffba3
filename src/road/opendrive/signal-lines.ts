/** Where drivers stop for the signals of a map. */
import { type LineProjection, polylineOf, project } from "../../core/polyline.ts";
import type { StopLine } from "../network.ts";
import { stopLineAcross } from "../stop-lines.ts";
import type { RoadMap } from "./map.ts";
import { toNetwork } from "./network.ts";
import type { Road } from "./model.ts";
import { drivesAlong, emptyRoadPoint, laneCentreTM, pointAt } from "./point.ts";
import type { PlacedSignal } from "./signals.ts";

/** A signal by the road, and its index among the run's traffic lights; -1 for a sign. */
export interface StopSignal {
  readonly at: PlacedSignal;
  readonly signal: number;
}

/**
 * The stop lines of signals: across each driving lane that one speaks to, where it stands. Signals speak to the lanes that drive their way, or to
 * those of their validity. The lanes of the map are made where there is a signal.
 */
export function signalLines(map: RoadMap, signals: readonly StopSignal[]): StopLine[] {
  if (signals.length === 0) return [];
  const { lanes } = toNetwork(map);
  const indexOf = new Map(lanes.map((lane, i) => [lane.id, i] as const));
  return signals.flatMap((signal) => linesOf(map, indexOf, signal));
}

function linesOf(map: RoadMap, indexOf: ReadonlyMap<string, number>, { at, signal }: StopSignal): StopLine[] {
  const { lanes } = toNetwork(map);
  const road = map.source.roads[at.road] as Road;
  const section = Math.max(
    0,
    road.sections.findLastIndex((s) => s.sM <= at.sM),
  );
  return (road.sections[section]?.lanes ?? []).flatMap(({ id }) => {
    const index = indexOf.get(`${road.id}/${section}/${id}`);
    const lane = index === undefined ? undefined : lanes[index];
    if (index === undefined || lane === undefined || lane.type !== "driving" || !speaksTo(map, at, id)) return [];
    const point = emptyRoadPoint();
    pointAt(map, at.road, at.sM, laneCentreTM(map, at.road, at.sM, id), point);
    const place: LineProjection = { sM: 0, tM: 0, distanceM: 0, segment: 0 };
    project(polylineOf(lane.centre.xM, lane.centre.yM), point.xM, point.yM, place);
    return [stopLineAcross(lane, index, place.sM, at.signal.id, signal)];
  });
}

function speaksTo(map: RoadMap, { road, sM, orientation, validity }: PlacedSignal, lane: number): boolean {
  if (validity.length > 0)
    return validity.some(({ fromLane, toLane }) => Math.min(fromLane, toLane) <= lane && lane <= Math.max(fromLane, toLane));
  return orientation === "none" || drivesAlong(map, road, lane, sM) === (orientation === "+");
}
