/** The route that the controller of a story's ego is told. */
import type { RoadMap } from "../../road/opendrive/map.ts";
import { emptyRoadPoint, pointAt } from "../../road/opendrive/point.ts";
import { emptyTravelled, type JunctionChoice, travel } from "../../road/opendrive/travel.ts";
import { roadLineOf } from "../../road/line.ts";
import type { RoadLine } from "../../road/network.ts";
import type { EntityState } from "../../sim/story/state.ts";

/** Its points lie so far apart. */
const ROUTE_STEP_M = 2;
/** Points nearer to one another are one. */
const NEAR_M = 1e-3;

/**
 * The centre of the lanes ahead of the ego: along the route that its init actions assign, straight on elsewhere. null where it is on no road or
 * stands at its end.
 */
export function routeAhead(map: RoadMap, start: EntityState, farM: number): RoadLine | null {
  if (start.place.road < 0) return null;
  const way = emptyTravelled();
  const point = emptyRoadPoint();
  Object.assign(way.place, start.place, { offsetM: 0, tM: start.place.tM - start.place.offsetM });
  way.isAgainst = start.isAgainst;
  let left = start.routeRoads;
  const xs: number[] = [];
  const ys: number[] = [];
  for (let s = 0; s <= farM; s += ROUTE_STEP_M) {
    pointAt(map, way.place.road, way.place.sM, way.place.tM, point);
    xs.push(point.xM);
    ys.push(point.yM);
    // Where the road ends, its end is the last point, unless the one before lies there.
    if (way.leftM > 0) break;
    const choose: JunctionChoice = left.length === 0 ? { kind: "straight" } : { kind: "route", roads: left };
    if (travel(map, way.place, way.isAgainst, ROUTE_STEP_M, choose, way) !== "ok" && way.leftM >= ROUTE_STEP_M - NEAR_M) break;
    left = roadsAhead(left, way.place.road);
  }
  return roadLineOf(xs, ys);
}

/** A route without the roads that have been driven: a route may come through one road twice. */
function roadsAhead(roads: number[], road: number): number[] {
  const at = roads.indexOf(road);
  return at <= 0 ? roads : roads.slice(at);
}
