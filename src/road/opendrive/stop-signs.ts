import { type LineProjection, polylineOf, project } from "../../core/polyline.ts";
import type { RoadNetwork, StopLine } from "../network.ts";
import { stopLineAcross } from "../stop-lines.ts";
import type { RoadMap } from "./map.ts";
import { toNetwork } from "./network.ts";
import type { Road, Signal } from "./model.ts";
import { emptyRoadPoint, laneCentreTM, pointAt, drivesAlong } from "./point.ts";
import { type PlacedSignal, signalsOf } from "./signals.ts";

/**
 * Types of signals that ask every driver to stop: 206 of the Vienna convention's German catalogue, which maps without a country use too,
 * and R1-1 of the United States.
 */
const STOP_TYPES: readonly string[] = ["206", "R1-1"];

/**
 * The stop lines of a map's stop signs: across each driving lane that a sign speaks to, where the sign stands. Signs speak to the lanes
 * that drive its way, or to those of its validity. Empty, without a look at the lanes, for a map without stop signs.
 */
export function stopSignLines(map: RoadMap): StopLine[] {
  const hasAny = map.source.roads.some((road) => road.signals.some(isStop));
  if (!hasAny) return [];
  const network = toNetwork(map);
  const indexOf = new Map(network.lanes.map((lane, i) => [lane.id, i] as const));
  return signalsOf(map).flatMap((placed) => (isStop(placed.signal) ? linesOf(map, network, indexOf, placed) : []));
}

function isStop({ type, isDynamic }: Signal): boolean {
  return !isDynamic && STOP_TYPES.includes(type);
}

function linesOf(map: RoadMap, network: RoadNetwork, indexOf: ReadonlyMap<string, number>, sign: PlacedSignal): StopLine[] {
  const road = map.source.roads[sign.road] as Road;
  const section = Math.max(
    0,
    road.sections.findLastIndex((s) => s.sM <= sign.sM),
  );
  const lanes = road.sections[section]?.lanes ?? [];
  return lanes.flatMap(({ id }) => {
    const index = indexOf.get(`${road.id}/${section}/${id}`);
    const lane = index === undefined ? undefined : network.lanes[index];
    if (index === undefined || lane === undefined || lane.type !== "driving" || !speaksTo(map, sign, id)) return [];
    const point = emptyRoadPoint();
    pointAt(map, sign.road, sign.sM, laneCentreTM(map, sign.road, sign.sM, id), point);
    const place: LineProjection = { sM: 0, tM: 0, distanceM: 0, segment: 0 };
    project(polylineOf(lane.centre.xM, lane.centre.yM), point.xM, point.yM, place);
    return [stopLineAcross(lane, index, place.sM, sign.signal.id, -1)];
  });
}

function speaksTo(map: RoadMap, { road, sM, orientation, validity }: PlacedSignal, lane: number): boolean {
  if (validity.length > 0)
    return validity.some(({ fromLane, toLane }) => Math.min(fromLane, toLane) <= lane && lane <= Math.max(fromLane, toLane));
  return orientation === "none" || drivesAlong(map, road, lane, sM) === (orientation === "+");
}
