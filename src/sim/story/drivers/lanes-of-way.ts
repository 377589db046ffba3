/** Which lane each road of a way is to be driven in, so that the lanes are changed as early and as seldom as can be. */
import type { RouteLeg } from "../../../road/opendrive/find-route.ts";
import { type LaneGraph, sectionAtS, slotOf } from "../../../road/opendrive/lane-graph.ts";
import { graphOf, type RoadMap } from "../../../road/opendrive/map.ts";
import type { RoadPlace } from "../../../road/opendrive/place.ts";
import type { LaneStop } from "./memory.ts";

/**
 * One stop for each road of the way, the last one the goal: the lane in which the road is left, from which the later ones are come to without another
 * change where there is such a lane. It is looked at in the middle of the part of the road that has the lane; on the first road where the way
 * begins, if that lies there.
 */
export function lanesOfWay(map: RoadMap, legs: readonly RouteLeg[], goal: RoadPlace): LaneStop[] {
  const graph = graphOf(map);
  const stops: LaneStop[] = [{ road: goal.road, lane: goal.lane, sM: goal.sM }];
  let entered = enteredLane(graph, legs.at(-1)!, slotOf(graph, goal.road, sectionAtS(graph, goal.road, goal.sM), goal.lane));
  for (let i = legs.length - 2; i >= 0; i--) {
    const leg = legs[i]!;
    const later = legs[i + 1]!;
    // Two legs of one road: the lane changes on it.
    if (leg.road === later.road) {
      if (entered < 0) entered = firstSlot(graph, leg);
      continue;
    }
    const slot = leadingTo(graph, leg, entered >= 0 ? entered : firstSlot(graph, later));
    const left = slot >= 0 ? slot : lastSlot(graph, leg);
    const lane = graph.slotLane[left]!;
    const sM = middleM(graph, leg, lane);
    const isFirst = legs[0]!.road === leg.road;
    stops.unshift({ road: leg.road, lane, sM: isFirst && hasLane(graph, leg, lane, legs[0]!.fromM) ? legs[0]!.fromM : sM });
    entered = enteredLane(graph, leg, left);
  }
  return stops;
}

/** The lane that the one of a place becomes by s, ahead on its road; 0 where it ends before. */
export function laneAheadOf(map: RoadMap, place: RoadPlace, sM: number): number {
  const graph = graphOf(map);
  const isForwards = sM >= place.sM;
  const goal = graph.sectionStart[place.road]! + sectionAtS(graph, place.road, sM);
  let slot = slotOf(graph, place.road, sectionAtS(graph, place.road, place.sM), place.lane);
  while (slot >= 0 && graph.slotSection[slot] !== goal) {
    const way = 2 * slot + (isForwards ? 0 : 1);
    const next = graph.nextStart[way] === graph.nextStart[way + 1] ? -1 : graph.next[graph.nextStart[way]!]! >> 1;
    slot = next >= 0 && graph.sectionRoad[graph.slotSection[next]!] === place.road ? next : -1;
  }
  return slot < 0 ? 0 : graph.slotLane[slot]!;
}

function lastSection(graph: LaneGraph, { road, isForwards }: RouteLeg): number {
  return isForwards ? graph.sectionStart[road + 1]! - 1 : graph.sectionStart[road]!;
}

function firstSection(graph: LaneGraph, { road, isForwards }: RouteLeg): number {
  return isForwards ? graph.sectionStart[road]! : graph.sectionStart[road + 1]! - 1;
}

function slotIn(graph: LaneGraph, section: number, lane: number): number {
  const road = graph.sectionRoad[section]!;
  return slotOf(graph, road, section - graph.sectionStart[road]!, lane);
}

function firstSlot(graph: LaneGraph, leg: RouteLeg): number {
  return slotIn(graph, firstSection(graph, leg), leg.lane);
}

function lastSlot(graph: LaneGraph, leg: RouteLeg): number {
  return slotIn(graph, lastSection(graph, leg), leg.lane);
}

/** The lane in which the road of a leg is entered to be in `slot` later without a change; -1 where that lane begins on the road. */
function enteredLane(graph: LaneGraph, leg: RouteLeg, slot: number): number {
  const first = firstSection(graph, leg);
  let at = slot;
  while (at >= 0 && graph.slotSection[at] !== first) {
    const before = graph.slotSection[at]! + (leg.isForwards ? -1 : 1);
    at = leadingFrom(graph, before, leg.isForwards, at);
  }
  return at;
}

/** A lane in which the road of a leg can be left to be in `slot` of the next road; -1: none. */
function leadingTo(graph: LaneGraph, leg: RouteLeg, slot: number): number {
  return slot < 0 ? -1 : leadingFrom(graph, lastSection(graph, leg), leg.isForwards, slot);
}

function leadingFrom(graph: LaneGraph, section: number, isForwards: boolean, slot: number): number {
  for (let from = graph.slotStart[section]!; from < graph.slotStart[section + 1]!; from++) {
    const way = 2 * from + (isForwards ? 0 : 1);
    for (let i = graph.nextStart[way]!; i < graph.nextStart[way + 1]!; i++) if (graph.next[i]! >> 1 === slot) return from;
  }
  return -1;
}

/** Sections from the end at which the road of a leg is left that have the lane: the first that has, in the direction of the leg. */
function stretchFrom(graph: LaneGraph, leg: RouteLeg, lane: number): number {
  const back = leg.isForwards ? -1 : 1;
  const first = firstSection(graph, leg);
  let section = lastSection(graph, leg);
  while (section !== first && slotIn(graph, section + back, lane) >= 0) section += back;
  return section;
}

function middleM(graph: LaneGraph, leg: RouteLeg, lane: number): number {
  const from = stretchFrom(graph, leg, lane);
  const last = lastSection(graph, leg);
  return leg.isForwards
    ? 0.5 * (graph.sectionFromM[from]! + graph.sectionToM[last]!)
    : 0.5 * (graph.sectionFromM[last]! + graph.sectionToM[from]!);
}

function hasLane(graph: LaneGraph, leg: RouteLeg, lane: number, sM: number): boolean {
  const from = stretchFrom(graph, leg, lane);
  return leg.isForwards ? sM > graph.sectionFromM[from]! : sM < graph.sectionToM[from]!;
}
