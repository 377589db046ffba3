import type { PlannedAction } from "./plan.ts";
import type { PositionSpec } from "./spec.ts";

/**
 * Order in which init actions are carried out. They all belong to time 0 and the standard gives them no order, so whoever is placed relative to
 * another entity is placed after it; everything else follows in the order of the file, when all are in their places. Entities that refer
 * to each other in a circle keep the order of the file.
 */
export function initOrderOf(actions: readonly PlannedAction[], nameOf: (entity: number) => string): number[] {
  const init = actions.filter((action) => action.isInit);
  let waiting = init.filter((action) => placedAt(action) !== null);
  const order: number[] = [];
  while (waiting.length > 0) {
    const names = new Set(waiting.map((action) => nameOf(action.actor)));
    const ready = waiting.filter((action) =>
      entitiesOf(placedAt(action)).every((name) => name === nameOf(action.actor) || !names.has(name)),
    );
    const next = ready.length > 0 ? ready : waiting;
    order.push(...next.map((action) => action.index));
    waiting = waiting.filter((action) => !next.includes(action));
  }
  for (const action of init) if (placedAt(action) === null) order.push(action.index);
  return order;
}

/** Where a teleport puts its actor; null for every other action. */
function placedAt(action: PlannedAction): PositionSpec | null {
  return action.spec.kind === "teleport" ? action.spec.position : null;
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
