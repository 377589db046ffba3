/** The area of a TrafficAreaAction (ASAM OpenSCENARIO XML 1.3): a polygon in the plane, or stretches of roads. */
import { type RoadMap, tablesOf } from "../../road/opendrive/map.ts";
import { sectionOfTable } from "../../road/opendrive/lanes.ts";
import type { LaneDraw } from "./lane-pieces.ts";
import { placeOnMap } from "./positions.ts";
import { refusal } from "./refusal.ts";
import type { RoadStretchSpec, TrafficAreaSpec } from "./spec.ts";
import type { EntityState, StoryWorld } from "./state.ts";

/** An area laid on the map. Exactly one of the two lists is not empty. */
export interface Area {
  /** x and y of the corners in turn. */
  readonly cornersM: readonly number[];
  readonly stretches: readonly Stretch[];
}

interface Stretch {
  readonly road: number;
  readonly fromM: number;
  readonly toM: number;
  /** Empty: all. */
  readonly lanes: readonly number[];
}

/** Lays an area: positions of a polygon are as they are now. */
export function areaOf(world: StoryWorld, spec: TrafficAreaSpec): Area {
  if (spec.kind === "polygon") {
    const corners = spec.corners.flatMap((corner) => {
      const { xM, yM } = placeOnMap(world, corner, null);
      return [xM, yM];
    });
    return { cornersM: corners, stretches: [] };
  }
  return { cornersM: [], stretches: spec.stretches.map((stretch) => stretchOf(world.map!, stretch)) };
}

function stretchOf(map: RoadMap, { road: id, fromM, toM, lanes }: RoadStretchSpec): Stretch {
  const road = map.roadIndex.get(id);
  if (road === undefined) throw refusal("RoadCursor", "a road of the map", `road ${JSON.stringify(id)}`, "", "RDV_SCENARIO_REFERENCE");
  const { lengthM } = map.source.roads[road]!;
  for (const sM of [fromM ?? 0, toM ?? 0]) {
    if (sM > lengthM) throw refusal("RoadCursor", `s in [0, ${lengthM.toFixed(2)}] m of road ${id}`, `${sM.toFixed(2)} m`);
  }
  return { road, fromM: fromM ?? 0, toM: toM ?? lengthM, lanes };
}

/** Draws a place of the stretches from two numbers in [0, 1), even over their lengths, then over the lanes there; false where there are none. */
export function placeOnStretch(
  map: RoadMap,
  stretches: readonly Stretch[],
  alongRatio: number,
  asideRatio: number,
  out: LaneDraw,
): boolean {
  let leftM = alongRatio * stretches.reduce((sum, { fromM, toM }) => sum + toM - fromM, 0);
  const last = stretches.length - 1;
  for (const [i, { road, fromM, toM, lanes }] of stretches.entries()) {
    if (leftM > toM - fromM && i < last) {
      leftM -= toM - fromM;
      continue;
    }
    const sM = Math.min(toM, fromM + leftM);
    const wanted = drivingLanes(map, road, sM).filter((lane) => lanes.length === 0 || lanes.includes(lane));
    out.road = road;
    out.sM = sM;
    out.lane = wanted[Math.floor(asideRatio * wanted.length)] ?? 0;
    return wanted.length > 0;
  }
  return false;
}

function drivingLanes(map: RoadMap, road: number, sM: number): number[] {
  const section = sectionOfTable(tablesOf(map, road).lanes, sM);
  const rows = [...(section?.left ?? []), ...(section?.right ?? [])];
  return rows.flatMap(({ id, isDriving }) => (isDriving ? [id] : [])).toSorted((a, b) => a - b);
}

/** Whether an entity is in the area. */
export function isInArea(area: Area, { xM, yM, place }: EntityState): boolean {
  if (area.stretches.length === 0) return isInPolygon(area.cornersM, xM, yM);
  return area.stretches.some(
    ({ road, fromM, toM, lanes }) =>
      place.road === road && place.sM >= fromM && place.sM <= toM && (lanes.length === 0 || lanes.includes(place.lane)),
  );
}

/** By the number of sides that a ray to the right crosses. */
export function isInPolygon(cornersM: readonly number[], xM: number, yM: number): boolean {
  let isIn = false;
  for (let i = 0, j = cornersM.length - 2; i < cornersM.length; j = i, i += 2) {
    const [ax, ay, bx, by] = [cornersM[i]!, cornersM[i + 1]!, cornersM[j]!, cornersM[j + 1]!];
    if (ay > yM !== by > yM && xM < ax + ((yM - ay) / (by - ay)) * (bx - ax)) isIn = !isIn;
  }
  return isIn;
}
