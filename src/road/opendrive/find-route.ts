import { noiseAt, streamIdOf } from "../../core/random.ts";
import { type LaneGraph, sectionAtS, slotOf } from "./lane-graph.ts";
import { isDrivingType } from "./lanes.ts";
import { graphOf, type RoadMap } from "./map.ts";
import type { RoadPlace } from "./place.ts";
import { drivesAlong, speedLimitMpsAt } from "./point.ts";
import { newHeap, popWay, pushWay } from "./way-heap.ts";

/** RouteStrategy of OpenSCENARIO 1.3. Random: the shortest by lengths that a seed stretches up to tenfold. */
export type RouteStrategy = "shortest" | "fastest" | "leastIntersections" | "random";

/** A part of a route: one lane, from one s to another in its driving direction. */
export interface RouteLeg {
  readonly road: number;
  readonly lane: number;
  /** Along increasing s. */
  readonly isForwards: boolean;
  readonly fromM: number;
  readonly toM: number;
}

/** Of a lane change, in the unit of the strategy: enough to take the route with fewer of them where two are alike. */
const CHANGE = 0.1;
/** Of a road in a junction under "leastIntersections": more than any map is long. */
const INTERSECTION = 1e7;
/** Where the map states no limit: 50 km/h. */
const UNKNOWN_LIMIT_MPS = 50 / 3.6;
const MAX_STRETCH = 10;
const STREAM = streamIdOf("route");

const scratch = {
  stamp: new Int32Array(0),
  cost: new Float64Array(0),
  enterM: new Float64Array(0),
  parent: new Int32Array(0),
  now: 0,
  heap: newHeap(),
};
const goal = { way: -1, sM: 0, cost: 0, parent: -1, enterM: 0 };

/**
 * The best route for traffic from one place to another: along lanes in their driving direction and what they go on into, and across to a lane
 * beside of the same direction and use. Null where there is none, or where a place is on no lane. Legs of one lane are one leg over its
 * sections; between two legs of one road the lane changes. `seed` is for the strategy "random" only.
 */
export function findRoute(map: RoadMap, from: RoadPlace, to: RoadPlace, strategy: RouteStrategy, seed = 0): RouteLeg[] | null {
  const graph = graphOf(map);
  const start = wayAt(map, graph, from);
  goal.way = wayAt(map, graph, to);
  if (start < 0 || goal.way < 0) return null;
  goal.sM = to.sM;
  goal.cost = Number.POSITIVE_INFINITY;
  begin(graph);
  const price = (way: number, lengthM: number): number => costOf(map, graph, way, lengthM, strategy, seed);
  reach(start, -1, 0, from.sM, price);
  for (;;) {
    const done = scratch.heap.keyM[0]!;
    const way = popWay(scratch.heap);
    if (way < 0 || done >= goal.cost) break;
    if (done > scratch.cost[way]!) continue;
    expand(map, graph, way, done, price);
  }
  return goal.cost === Number.POSITIVE_INFINITY ? null : legsOf(graph);
}

function wayAt(map: RoadMap, graph: LaneGraph, place: RoadPlace): number {
  if (place.road < 0) return -1;
  const slot = slotOf(graph, place.road, sectionAtS(graph, place.road, place.sM), place.lane);
  return slot < 0 ? -1 : 2 * slot + (drivesAlong(map, place.road, place.lane, place.sM) ? 0 : 1);
}

type Price = (way: number, lengthM: number) => number;

function costOf(map: RoadMap, graph: LaneGraph, way: number, lengthM: number, strategy: RouteStrategy, seed: number): number {
  const section = graph.slotSection[way >> 1]!;
  const road = graph.sectionRoad[section]!;
  switch (strategy) {
    case "shortest":
      return lengthM;
    case "fastest":
      return lengthM / (speedLimitMpsAt(map, road, graph.sectionFromM[section]!, graph.slotLane[way >> 1]!) ?? UNKNOWN_LIMIT_MPS);
    case "leastIntersections": {
      const isFirst = section === graph.sectionStart[road]!;
      return lengthM + (isFirst && map.source.roads[road]!.junction !== null ? INTERSECTION : 0);
    }
    case "random":
      return lengthM * (1 + (MAX_STRETCH - 1) * noiseAt(seed, STREAM, road));
  }
}

function begin(graph: LaneGraph): void {
  const ways = 2 * graph.slotLane.length;
  if (scratch.stamp.length < ways) {
    scratch.stamp = new Int32Array(ways);
    scratch.cost = new Float64Array(ways);
    scratch.enterM = new Float64Array(ways);
    scratch.parent = new Int32Array(ways);
    scratch.now = 0;
  }
  if (scratch.now === 0x7fffffff) {
    scratch.stamp.fill(0);
    scratch.now = 0;
  }
  scratch.now++;
  scratch.heap.size = 0;
}

/** A way is entered at s, at a cost; the goal may lie ahead on it. */
function reach(way: number, parent: number, cost: number, enterM: number, price: Price): void {
  if (way === goal.way) {
    const aheadM = (way & 1) === 0 ? goal.sM - enterM : enterM - goal.sM;
    const total = cost + price(way, aheadM);
    if (aheadM >= 0 && total < goal.cost) {
      goal.cost = total;
      goal.parent = parent;
      goal.enterM = enterM;
    }
  }
  if (scratch.stamp[way] === scratch.now && scratch.cost[way]! <= cost) return;
  scratch.stamp[way] = scratch.now;
  scratch.cost[way] = cost;
  scratch.enterM[way] = enterM;
  scratch.parent[way] = parent;
  pushWay(scratch.heap, way, cost);
}

function expand(map: RoadMap, graph: LaneGraph, way: number, done: number, price: Price): void {
  const section = graph.slotSection[way >> 1]!;
  const isBack = (way & 1) === 1;
  const enterM = scratch.enterM[way]!;
  const left = done + price(way, isBack ? enterM - graph.sectionFromM[section]! : graph.sectionToM[section]! - enterM);
  for (let i = graph.nextStart[way]!; i < graph.nextStart[way + 1]!; i++) {
    const next = graph.next[i]!;
    const nextSection = graph.slotSection[next >> 1]!;
    const isNextBack = (next & 1) === 1;
    if (directionOf(map, graph, next >> 1) !== isNextBack) continue;
    const atM = graph.nextAtM[i]!;
    reach(
      next,
      way,
      left,
      Number.isNaN(atM) ? (isNextBack ? graph.sectionToM[nextSection]! : graph.sectionFromM[nextSection]!) : atM,
      price,
    );
  }
  for (const step of [-1, 1]) {
    const beside = besideOf(map, graph, way >> 1, step);
    if (beside >= 0) reach(2 * beside + (way & 1), way, done + CHANGE, enterM, price);
  }
}

/** Whether the traffic of a lane drives against s. */
function directionOf(map: RoadMap, graph: LaneGraph, slot: number): boolean {
  const section = graph.slotSection[slot]!;
  return !drivesAlong(map, graph.sectionRoad[section]!, graph.slotLane[slot]!, graph.sectionFromM[section]!);
}

/** The lane beside a lane of the same direction and use; -1 where there is none. */
function besideOf(map: RoadMap, graph: LaneGraph, slot: number, step: number): number {
  const section = graph.slotSection[slot]!;
  let beside = slot + step;
  if (graph.slotLane[beside] === 0) beside += step;
  if (beside < graph.slotStart[section]! || beside >= graph.slotStart[section + 1]!) return -1;
  if (directionOf(map, graph, slot) !== directionOf(map, graph, beside)) return -1;
  const [type, other] = [typeOf(map, graph, slot), typeOf(map, graph, beside)];
  return type === other || (isDrivingType(type) && isDrivingType(other)) ? beside : -1;
}

function typeOf(map: RoadMap, graph: LaneGraph, slot: number): string {
  const section = graph.slotSection[slot]!;
  const road = graph.sectionRoad[section]!;
  const { lanes } = map.source.roads[road]!.sections[section - graph.sectionStart[road]!]!;
  return lanes[slot - graph.slotStart[section]!]!.type;
}

/** The route that ends at the goal, from its start; parts of one lane made one, those without length left out. */
function legsOf(graph: LaneGraph): RouteLeg[] {
  const legs: RouteLeg[] = [];
  let [way, enterM, leaveM, parent] = [goal.way, goal.enterM, goal.sM, goal.parent];
  for (;;) {
    const section = graph.slotSection[way >> 1]!;
    const road = graph.sectionRoad[section]!;
    const lane = graph.slotLane[way >> 1]!;
    const isForwards = (way & 1) === 0;
    const later = legs[0];
    const isSame =
      later !== undefined && later.road === road && later.lane === lane && later.isForwards === isForwards && later.fromM === leaveM;
    if (isSame) legs[0] = { ...later, fromM: enterM };
    else if (enterM !== leaveM || parent < 0) legs.unshift({ road, lane, isForwards, fromM: enterM, toM: leaveM });
    if (parent < 0) return legs;
    leaveM = leaveOf(graph, parent, way, enterM);
    way = parent;
    enterM = scratch.enterM[way]!;
    parent = scratch.parent[way]!;
  }
}

/** Where a way is left: at its border, or at once for a lane beside it. */
function leaveOf(graph: LaneGraph, way: number, next: number, nextEnterM: number): number {
  const section = graph.slotSection[way >> 1]!;
  const isBeside = way !== next && section === graph.slotSection[next >> 1] && nextEnterM === scratch.enterM[way];
  if (isBeside) return nextEnterM;
  return (way & 1) === 1 ? graph.sectionFromM[section]! : graph.sectionToM[section]!;
}
