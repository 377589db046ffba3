import { basename } from "node:path";
import type { DrawnLabel, DrawnLine, RoadDrawing } from "../report/road-svg.ts";
import type { Lane } from "../road/network.ts";
import type { RoadMap } from "../road/opendrive/map.ts";
import { toNetwork } from "../road/opendrive/network.ts";
import { drivesAlong, emptyRoadPoint, pointAt } from "../road/opendrive/point.ts";
import { signalsOf } from "../road/opendrive/signals.ts";

/** What `redrive road plot` draws of a map. */
export function drawingOf(map: RoadMap, path: string): RoadDrawing {
  const lanes = toNetwork(map).lanes;
  const byId = new Map(lanes.map((lane) => [lane.id, lane]));
  const { roads } = map.source;
  const inJunction = new Set(roads.filter((road) => road.junction !== null).map((road) => road.id));
  return {
    title: basename(path),
    lanes: lanes.map(({ id, type, left, right }) => ({ type, isInJunction: inJunction.has(roadIn(id)), left, right })),
    references: roads.flatMap((road, r) => (road.junction === null ? referenceOf(map, byId, r) : [])),
    labels: [...roadLabels(map), ...junctionLabels(map)],
    signals: signalsOf(map).map(({ xM, yM, signal }) => ({ xM, yM, isDynamic: signal.isDynamic })),
  };
}

/** The id of a lane of the network is `road/section/lane`. */
function roadIn(id: string): string {
  return id.slice(0, id.lastIndexOf("/", id.lastIndexOf("/") - 1));
}

/** The lane reference of each section: the inner border of the lane beside it. */
function referenceOf(map: RoadMap, lanes: ReadonlyMap<string, Lane>, road: number): DrawnLine[] {
  const { id, sections } = map.source.roads[road]!;
  return sections.flatMap(({ sM }, section) => {
    const right = lanes.get(`${id}/${section}/-1`);
    if (right !== undefined) return [drivesAlong(map, road, -1, sM) ? right.left : right.right];
    const left = lanes.get(`${id}/${section}/1`);
    return left === undefined ? [] : [drivesAlong(map, road, 1, sM) ? left.right : left.left];
  });
}

function roadLabels(map: RoadMap): DrawnLabel[] {
  const point = emptyRoadPoint();
  return map.source.roads.flatMap((road, index): DrawnLabel[] => {
    if (road.junction !== null) return [];
    pointAt(map, index, road.lengthM / 2, 0, point);
    return [{ kind: "road", text: road.id, xM: point.xM, yM: point.yM }];
  });
}

/** In the middle of the junction's roads; of a direct junction, where the roads that it joins meet. */
function junctionLabels(map: RoadMap): DrawnLabel[] {
  const point = emptyRoadPoint();
  return map.source.junctions.flatMap((junction): DrawnLabel[] => {
    let [xM, yM, count] = [0, 0, 0];
    const add = (road: number, sM: number): void => {
      pointAt(map, road, sM, 0, point);
      xM += point.xM;
      yM += point.yM;
      count++;
    };
    map.source.roads.forEach((road, index) => {
      if (road.junction === junction.id) add(index, road.lengthM / 2);
    });
    for (const { connectingRoad, contact } of count > 0 ? [] : junction.connections) {
      const index = map.roadIndex.get(connectingRoad);
      if (index !== undefined) add(index, contact === "start" ? 0 : map.roads[index]!.lengthM);
    }
    return count === 0 ? [] : [{ kind: "junction", text: junction.id, xM: xM / count, yM: yM / count }];
  });
}
