import { type LaneGraph, sectionAtS, slotOf } from "./lane-graph.ts";
import { graphOf, type RoadMap } from "./map.ts";
import type { RoadPlace } from "./place.ts";
import { newHeap, popWay, pushWay } from "./way-heap.ts";

/** Written in place; where nothing is found all numbers are 0. */
export interface RoadDistance {
  found: boolean;
  /** Positive where the way leaves `from` along increasing s of its road. */
  dsM: number;
  /** t of `to` less t of `from`, in the t of the road of `to`: where the two roads run against each other, t of `from` changes its sign. */
  dtM: number;
  /**
   * From the lane of that road into which the lane of `from` leads to the lane of `to`, without a step
   * at lane 0; where it leads into none, from the lane of the same number.
   */
  dLane: number;
}

export function emptyRoadDistance(): RoadDistance {
  return { found: false, dsM: 0, dtM: 0, dLane: 0 };
}

/** Storage of a search, kept over calls; `stamp` tells which entries are of this one. */
const scratch = { stamp: new Int32Array(0), reachedM: new Float64Array(0), startEnd: new Uint8Array(0), now: 0, heap: newHeap() };
const best = { lengthM: 0, startEnd: 0, direction: 0, lane: 0 };
const beside = { lengthM: 0, startEnd: 0, direction: 0, lane: 0 };
/** Sums over sections differ by rounding from the length of their road: lengths so near are the same. */
const SAME_LENGTH_M = 1e-6;

/**
 * Distance over the road network along s, less than `maxM`: the shortest way from `from`, both ways along its lane and what that lane goes on
 * into, to the road of `to`. Which lane of that road it comes in on does not matter, so that two neighbours have a distance. No U-turns.
 * On one road it is the difference in s. (OpenSCENARIO 1.3, relative distances in road coordinates.)
 */
export function roadDistance(map: RoadMap, from: RoadPlace, to: RoadPlace, maxM: number, out: RoadDistance): void {
  out.found = false;
  out.dsM = 0;
  out.dtM = 0;
  out.dLane = 0;
  if (from.road < 0 || to.road < 0) return;
  if (from.road === to.road) {
    if (!(Math.abs(to.sM - from.sM) < maxM)) return;
    fill(out, from, to, to.sM - from.sM, false, from.lane);
    return;
  }
  search(map, graphOf(map), from, to, maxM);
  if (!(best.lengthM < maxM)) return;
  const isFlipped = best.startEnd !== best.direction;
  const lane = best.lane !== 0 ? best.lane : isFlipped ? -from.lane : from.lane;
  fill(out, from, to, best.startEnd === 0 ? best.lengthM : -best.lengthM, isFlipped, lane);
}

function fill(out: RoadDistance, from: RoadPlace, to: RoadPlace, dsM: number, isFlipped: boolean, lane: number): void {
  out.found = true;
  out.dsM = dsM;
  out.dtM = isFlipped ? to.tM + from.tM : to.tM - from.tM;
  out.dLane = laneSteps(lane, to.lane);
}

function laneSteps(from: number, to: number): number {
  const steps = to - from;
  return from * to < 0 ? steps - Math.sign(steps) : steps;
}

/** Dijkstra over ways; the key of a way is the distance to its far end. The answer is in `best`. */
function search(map: RoadMap, graph: LaneGraph, from: RoadPlace, to: RoadPlace, maxM: number): void {
  const roads = map.source.roads;
  begin(graph);
  best.lengthM = Number.POSITIVE_INFINITY;
  beside.lengthM = Number.POSITIVE_INFINITY;
  const slot = slotOf(graph, from.road, sectionAtS(graph, from.road, from.sM), from.lane);
  for (let end = 0; end < 2; end++) {
    const lengthM = end === 0 ? roads[from.road]!.lengthM - from.sM : from.sM;
    offer(map, graph, from.road, end, lengthM, end, to, -1, beside);
    if (slot < 0) continue;
    const section = graph.slotSection[slot]!;
    reach(2 * slot + end, end === 0 ? graph.sectionToM[section]! - from.sM : from.sM - graph.sectionFromM[section]!, end);
  }
  while (scratch.heap.size > 0) {
    const doneM = scratch.heap.keyM[0]!;
    if (doneM >= maxM || doneM >= best.lengthM || doneM > beside.lengthM) break;
    const way = popWay(scratch.heap);
    if (doneM > scratch.reachedM[way]!) continue;
    expand(map, graph, way, doneM, to);
  }
  if (beside.lengthM >= best.lengthM - SAME_LENGTH_M) return;
  best.lengthM = beside.lengthM;
  best.startEnd = beside.startEnd;
  best.direction = beside.direction;
  best.lane = 0;
}

function expand(map: RoadMap, graph: LaneGraph, way: number, doneM: number, to: RoadPlace): void {
  const end = way & 1;
  const section = graph.slotSection[way >> 1]!;
  const road = graph.sectionRoad[section]!;
  const isLast = section === (end === 0 ? graph.sectionStart[road + 1]! - 1 : graph.sectionStart[road]!);
  const startEnd = scratch.startEnd[way]!;
  if (isLast) offer(map, graph, road, end, doneM, startEnd, to, way, best);
  for (let i = graph.nextStart[way]!; i < graph.nextStart[way + 1]!; i++) {
    const next = graph.next[i]!;
    const nextSection = graph.slotSection[next >> 1]!;
    const toM = graph.sectionToM[nextSection]!;
    const fromM = graph.sectionFromM[nextSection]!;
    const atM = graph.nextAtM[i]!;
    const lengthM = Number.isNaN(atM) ? toM - fromM : (next & 1) === 0 ? toM - atM : atM - fromM;
    reach(next, doneM + lengthM, startEnd);
  }
}

/** The road of `to` may lie right beyond this end of a road; `way` is the lane that comes there, -1 where none does. */
function offer(
  map: RoadMap,
  graph: LaneGraph,
  road: number,
  end: number,
  doneM: number,
  startEnd: number,
  to: RoadPlace,
  way: number,
  into: typeof best,
): void {
  const at = 2 * road + end;
  for (let i = graph.beyondStart[at]!; i < graph.beyondStart[at + 1]!; i++) {
    const target = graph.beyond[i]!;
    if (target >> 1 !== to.road) continue;
    const direction = target & 1;
    const lengthM = doneM + (direction === 0 ? to.sM : map.source.roads[to.road]!.lengthM - to.sM);
    if (lengthM >= into.lengthM) continue;
    into.lengthM = lengthM;
    into.startEnd = startEnd;
    into.direction = direction;
    into.lane = way < 0 ? 0 : laneInto(graph, way, to.road, direction);
  }
}

/** Lane of a road into which a way leads, entered in the given direction; 0 for none. */
function laneInto(graph: LaneGraph, way: number, road: number, direction: number): number {
  for (let i = graph.nextStart[way]!; i < graph.nextStart[way + 1]!; i++) {
    const next = graph.next[i]!;
    if ((next & 1) === direction && graph.sectionRoad[graph.slotSection[next >> 1]!] === road) return graph.slotLane[next >> 1]!;
  }
  return 0;
}

function begin(graph: LaneGraph): void {
  const ways = 2 * graph.slotLane.length;
  if (scratch.stamp.length < ways) {
    scratch.stamp = new Int32Array(ways);
    scratch.reachedM = new Float64Array(ways);
    scratch.startEnd = new Uint8Array(ways);
    scratch.now = 0;
  }
  if (scratch.now === 0x7fffffff) {
    scratch.stamp.fill(0);
    scratch.now = 0;
  }
  scratch.now++;
  scratch.heap.size = 0;
}

function reach(way: number, lengthM: number, startEnd: number): void {
  if (scratch.stamp[way] === scratch.now && scratch.reachedM[way]! <= lengthM) return;
  scratch.stamp[way] = scratch.now;
  scratch.reachedM[way] = lengthM;
  scratch.startEnd[way] = startEnd;
  pushWay(scratch.heap, way, lengthM);
}
