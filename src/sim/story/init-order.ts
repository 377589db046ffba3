import type { PlannedAction } from "./plan.ts";
import { entityNamesOf } from "./position-entities.ts";
import type { PositionSpec } from "./spec.ts";

/**
 * Order in which init actions are carried out. They all belong to time 0 and the standard gives them no order. Whoever is placed relative to another
 * entity is placed after it, and after the routes along which that place is found: the other's, and its own where they stand before it in the
 * file. Everything else follows in the order of the file, when all are in their places; so do entities that refer to each other in a circle.
 *
 * In rounds: each takes, in the order of the file, all that wait for nothing of later rounds.
 */
export function initOrderOf(actions: readonly PlannedAction[], nameOf: (entity: number) => string): number[] {
  const init = actions.filter((action) => action.isInit);
  const moves = init.filter((action) => placedAt(action) !== null || isFixedRoute(action));
  const order = new Set<number>();
  const waits = waitsOf(moves, nameOf);
  let round = startOf(waits, moves.length);
  for (let placesLeft = moves.filter((action) => placedAt(action) !== null).length; placesLeft > 0; ) {
    // None is free: a circle.
    const next = round.length > 0 ? round.toSorted((a, b) => a - b) : [...moves.keys()];
    round = [];
    for (const move of next) {
      const { index, spec } = moves[move]!;
      if (order.has(index)) continue;
      order.add(index);
      if (spec.kind === "teleport") placesLeft--;
      round.push(...freedBy(waits, move, moves.length));
    }
  }
  for (const { index } of init) order.add(index);
  return [...order];
}

/**
 * What waits for what: nodes below the number of moves are moves, by their place in the list; others are groups of moves and are done as soon as
 * all of theirs are. Groups keep the number of links in proportion to that of moves.
 */
interface Waits {
  /** How many each still waits for. */
  readonly left: number[];
  /** What waits for each. */
  readonly next: number[][];
}

/** Moves of one entity. */
interface Groups {
  /** All its teleports. */
  readonly teleports: number;
  /** All its teleports and routes. */
  readonly all: number;
  /** Its teleports but those along roads. */
  readonly free: number;
  /** Its teleports along roads that stand further up in the file, and its routes that do; -1 for none. */
  alongAbove: number;
  routesAbove: number;
}

function waitsOf(moves: readonly PlannedAction[], nameOf: (entity: number) => string): Waits {
  const waits: Waits = { left: moves.map(() => 0), next: moves.map(() => []) };
  const groups = new Map<string, Groups>();
  for (const { actor } of moves) if (!groups.has(nameOf(actor))) groups.set(nameOf(actor), newGroups(waits));
  for (const [move, action] of moves.entries()) {
    const own = nameOf(action.actor);
    const place = placedAt(action);
    const group = groups.get(own)!;
    link(waits, move, group.all);
    if (place === null) {
      // A route waits for own places but those along roads that stand further down in the file, which wait for it.
      link(waits, group.free, move);
      link(waits, group.alongAbove, move);
      group.routesAbove = joined(waits, group.routesAbove, move);
      continue;
    }
    link(waits, move, group.teleports);
    const isAlong = isAlongRoads(place);
    if (isAlong) {
      link(waits, group.routesAbove, move);
      group.alongAbove = joined(waits, group.alongAbove, move);
    } else link(waits, move, group.free);
    for (const name of new Set(entityNamesOf(place))) {
      const other = name === own ? undefined : groups.get(name);
      if (other !== undefined) link(waits, isAlong ? other.all : other.teleports, move);
    }
  }
  return waits;
}

function newGroups(waits: Waits): Groups {
  return { teleports: addGroup(waits), all: addGroup(waits), free: addGroup(waits), alongAbove: -1, routesAbove: -1 };
}

function addGroup(waits: Waits): number {
  waits.next.push([]);
  return waits.left.push(0) - 1;
}

/** `then` waits for `first`; -1 is nothing to wait for. */
function link(waits: Waits, first: number, then: number): void {
  if (first < 0) return;
  waits.next[first]!.push(then);
  waits.left[then]! += 1;
}

/** The group of all of a group and one more. */
function joined(waits: Waits, group: number, one: number): number {
  const all = addGroup(waits);
  link(waits, group, all);
  link(waits, one, all);
  return all;
}

/** Moves that wait for nothing, after groups of none are done. */
function startOf(waits: Waits, moves: number): number[] {
  const free = [...waits.left.keys()].filter((node) => waits.left[node] === 0);
  return [...free.filter((node) => node < moves), ...free.filter((node) => node >= moves).flatMap((node) => freedBy(waits, node, moves))];
}

/** The moves that need wait no longer, as one node is done, and the groups that are with it. */
function freedBy(waits: Waits, node: number, moves: number): number[] {
  const freed: number[] = [];
  const done = [node];
  for (let at = done.pop(); at !== undefined; at = done.pop()) {
    for (const then of waits.next[at]!) {
      const left = waits.left[then]! - 1;
      waits.left[then] = left;
      if (left === 0) (then < moves ? freed : done).push(then);
    }
  }
  return freed;
}

/** Where a teleport puts its actor; null for every other action. */
function placedAt(action: PlannedAction): PositionSpec | null {
  return action.spec.kind === "teleport" ? action.spec.position : null;
}

/** A route that is the same wherever anybody is. */
function isFixedRoute({ spec }: PlannedAction): boolean {
  return spec.kind === "assign-route" && spec.route.waypoints.every(({ position }) => entityNamesOf(position).length === 0);
}

/** A place that is found by driving along roads from another entity. */
function isAlongRoads(position: PositionSpec): boolean {
  return position.kind === "relative-lane" || position.kind === "relative-road";
}
