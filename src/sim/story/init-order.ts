import type { PlannedAction } from "./plan.ts";
import type { PositionSpec } from "./spec.ts";

/**
 * Order in which init actions are carried out. They all belong to time 0 and the standard gives them no order. Whoever is placed relative to another
 * entity is placed after it, and after the routes along which that place is found: the other's, and its own where they stand before it in the
 * file. Everything else follows in the order of the file, when all are in their places; so do entities that refer to each other in a circle.
 */
export function initOrderOf(actions: readonly PlannedAction[], nameOf: (entity: number) => string): number[] {
  const init = actions.filter((action) => action.isInit);
  let waiting = init.filter((action) => placedAt(action) !== null || isFixedRoute(action));
  const order: number[] = [];
  while (waiting.some((action) => placedAt(action) !== null)) {
    const ready = waiting.filter((action) => !waiting.some((other) => other !== action && isBefore(other, action, nameOf)));
    const next = ready.length > 0 ? ready : waiting;
    order.push(...next.map((action) => action.index));
    waiting = waiting.filter((action) => !next.includes(action));
  }
  for (const action of init) if (!order.includes(action.index)) order.push(action.index);
  return order;
}

/** Whether a teleport or route must be done before another one. */
function isBefore(first: PlannedAction, then: PlannedAction, nameOf: (entity: number) => string): boolean {
  const place = placedAt(then);
  const isOwn = first.actor === then.actor;
  if (place !== null && !isOwn && entitiesOf(place).includes(nameOf(first.actor))) return placedAt(first) !== null || isAlongRoads(place);
  if (!isOwn) return false;
  // Own route and own place: the route comes first where it leads to the place, and was written first.
  const [teleport, route] = place === null ? [first, then] : [then, first];
  if (placedAt(teleport) === null || placedAt(route) !== null) return false;
  const isRouteFirst = isAlongRoads(placedAt(teleport)) && route.index < teleport.index;
  return isRouteFirst === (first === route);
}

/** Where a teleport puts its actor; null for every other action. */
function placedAt(action: PlannedAction): PositionSpec | null {
  return action.spec.kind === "teleport" ? action.spec.position : null;
}

/** A route that is the same wherever anybody is. */
function isFixedRoute({ spec }: PlannedAction): boolean {
  return spec.kind === "assign-route" && spec.route.waypoints.every(({ position }) => entitiesOf(position).length === 0);
}

/** A place that is found by driving along roads from another entity. */
function isAlongRoads(position: PositionSpec | null): boolean {
  return position !== null && (position.kind === "relative-lane" || position.kind === "relative-road");
}

/** Names of the entities a position is relative to. */
function entitiesOf(position: PositionSpec | null): string[] {
  if (position === null) return [];
  if (position.kind === "route") {
    const own = position.at.kind === "entity" ? [position.at.entity] : [];
    return [...own, ...position.route.waypoints.flatMap((waypoint) => entitiesOf(waypoint.position))];
  }
  return "entity" in position ? [position.entity] : [];
}
