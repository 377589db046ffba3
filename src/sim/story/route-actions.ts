/**
 * AssignRouteAction, AcquirePositionAction and RandomRouteAction (ASAM OpenSCENARIO XML 1.3). A route says where an entity goes at junctions; it
 * keeps its lane and its speed. The action is done once the route is assigned, and another one replaces it. Behind the end of a route that is not
 * closed the entity goes straight on.
 */
import type { RouteLeg } from "../../road/opendrive/find-route.ts";
import type { RoadMap } from "../../road/opendrive/map.ts";
import type { RoadPlace } from "../../road/opendrive/place.ts";
import type { PlannedAction } from "./plan.ts";
import { placeOnMap } from "./positions.ts";
import { refusal } from "./refusal.ts";
import { type PlacedWaypoint, roadsOf, routeLegs, wayBetween } from "./route.ts";
import type { RouteSpec } from "./spec.ts";
import type { EntityState, StoryWorld } from "./state.ts";

/** Carries out an action of one of the three kinds. Throws an InputError where there is no way on the roads. */
export function assignRoute(world: StoryWorld, action: PlannedAction): void {
  const entity = world.state.entities[action.actor]!;
  const { spec } = action;
  if (world.map === null) throw refusal("RoutingAction", "a map with roads", "a plane without roads");
  entity.route = action.route;
  entity.routeRoads.length = 0;
  if (spec.kind === "assign-route") entity.routeRoads.push(...assignedRoads(world, world.map, spec.route, action.actor));
  else if (spec.kind === "acquire-position") {
    const { place } = placeOnMap(world, spec.position, action.actor);
    entity.routeRoads.push(...roadsOf(wayTo(world.map, entity, place, world.options.seed)));
  }
}

function assignedRoads(world: StoryWorld, map: RoadMap, route: RouteSpec, index: number): number[] {
  const entity = world.state.entities[index]!;
  const waypoints: PlacedWaypoint[] = route.waypoints.map(({ strategy, position }) => ({
    strategy,
    place: placeOnMap(world, position, index).place,
  }));
  const legs = routeLegs(map, waypoints, route.isClosed, world.options.seed);
  if (legs === null)
    throw refusal(`Route ${route.name}`, "waypoints that can be driven from one to the next", "no way between two of them");
  const roads = roadsOf(legs);
  const first = waypoints[0]?.place;
  if (first === undefined || !entity.isPresent || entity.place.road < 0 || roads.includes(entity.place.road)) return roads;
  // Elsewhere it drives to the first waypoint, where there is a way.
  const before = wayBetween(map, entity.place, first, "shortest", world.options.seed);
  return before === null ? roads : roadsOf([...before, ...legs]);
}

function wayTo(map: RoadMap, entity: EntityState, place: RoadPlace, seed: number): RouteLeg[] {
  const legs = wayBetween(map, entity.place, place, "shortest", seed);
  if (legs === null) throw refusal("AcquirePositionAction", "a position that can be driven to", "no way on the roads");
  return legs;
}
