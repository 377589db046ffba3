/**
 * Routes on the roads (ASAM OpenSCENARIO XML 1.3, 6.8 Routes): from waypoint to waypoint along lanes in their driving direction, each stretch by the
 * strategy of the waypoint it begins at. A closed route goes on from its last waypoint to its first.
 */
import { findRoute, type RouteLeg, type RouteStrategy } from "../../road/opendrive/find-route.ts";
import type { RoadMap } from "../../road/opendrive/map.ts";
import { emptyPlace, placeOf, placeOnLane, type RoadPlace } from "../../road/opendrive/place.ts";
import { drivesAlong } from "../../road/opendrive/point.ts";

export interface PlacedWaypoint {
  readonly place: RoadPlace;
  readonly strategy: RouteStrategy;
}

/** The legs of a route in the order driven; null where some waypoint cannot be driven to from the one before. */
export function routeLegs(map: RoadMap, waypoints: readonly PlacedWaypoint[], isClosed: boolean, seed: number): RouteLeg[] | null {
  const legs: RouteLeg[] = [];
  const stops = isClosed && waypoints.length > 1 ? [...waypoints, waypoints[0]!] : waypoints;
  for (let i = 0; i + 1 < stops.length; i++) {
    const { place, strategy } = stops[i]!;
    const stretch = wayBetween(map, place, stops[i + 1]!.place, strategy, seed);
    if (stretch === null) return null;
    legs.push(...stretch);
  }
  return legs;
}

/**
 * The way from one place to another. Where none follows the driving directions of their lanes, the lanes are taken as saying the roads only: it may
 * begin and end on a lane of the other direction. Null where that does not help either.
 */
export function wayBetween(map: RoadMap, from: RoadPlace, to: RoadPlace, strategy: RouteStrategy, seed: number): RouteLeg[] | null {
  const found = findRoute(map, from, to, strategy, seed);
  if (found !== null) return found;
  const starts = [from, acrossOf(map, from)];
  const ends = [to, acrossOf(map, to)];
  for (const end of ends) {
    for (const start of starts) {
      const way = start === null || end === null ? null : findRoute(map, start, end, strategy, seed);
      if (way !== null) return way;
    }
  }
  return null;
}

/** The first lane of the other driving direction of the road there; null where it has none. */
function acrossOf(map: RoadMap, place: RoadPlace): RoadPlace | null {
  if (place.road < 0) return null;
  const isAlong = drivesAlong(map, place.road, place.lane, place.sM);
  for (let lane = 1; lane <= MAX_LANES; lane++) {
    for (const id of [lane, -lane]) {
      const across = emptyPlace();
      if (!placeOnLane(map, place.road, id, place.sM, 0, across)) continue;
      if (drivesAlong(map, place.road, id, place.sM) !== isAlong) return across;
    }
  }
  return null;
}

/** Lanes beside the reference line that are looked at. */
const MAX_LANES = 16;

/** The roads of some legs in the order driven, each once where several legs in turn are on it. */
export function roadsOf(legs: readonly RouteLeg[]): number[] {
  const roads: number[] = [];
  for (const { road } of legs) if (roads[roads.length - 1] !== road) roads.push(road);
  return roads;
}

/** A place on a route, written by `alongRoute`. */
export interface RoutePlace {
  road: number;
  sM: number;
  /** The route runs along increasing s there. */
  isForwards: boolean;
}

/**
 * The place `pathSM` along the reference lines from the first waypoint. Before the beginning and beyond the end it is on the first and the last
 * road, as far as they reach. A route of no length lies at its waypoint `from`.
 */
export function alongRoute(map: RoadMap, legs: readonly RouteLeg[], from: RoadPlace, pathSM: number, out: RoutePlace): void {
  let leftM = pathSM;
  let last: RouteLeg | null = null;
  for (const leg of legs) {
    const lengthM = Math.abs(leg.toM - leg.fromM);
    last = leg;
    if (leftM <= lengthM) break;
    if (leg !== legs[legs.length - 1]) leftM -= lengthM;
  }
  out.road = last?.road ?? from.road;
  out.isForwards = last?.isForwards ?? drivesAlong(map, from.road, from.lane, from.sM);
  const sM = (last?.fromM ?? from.sM) + (out.isForwards ? leftM : -leftM);
  out.sM = Math.min(map.source.roads[out.road]!.lengthM, Math.max(0, sM));
}

/** Puts a lane or a t on a place of a route; false where the road has no such lane there. Lanes and t are those of the road. */
export function placeOnRoute(map: RoadMap, at: RoutePlace, lane: number | null, offsetM: number, out: RoadPlace): boolean {
  if (lane !== null) return placeOnLane(map, at.road, lane, at.sM, offsetM, out);
  placeOf(map, at.road, at.sM, offsetM, out);
  return true;
}
