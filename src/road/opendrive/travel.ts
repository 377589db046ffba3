import { turnRad } from "../../core/angle.ts";
import { geometryAt, type ReferenceLine } from "./geometry.ts";
import { type LaneGraph, sectionAtS, slotOf } from "./lane-graph.ts";
import { emptySpan, findSpan } from "./lanes.ts";
import { graphOf, type RoadMap, tablesOf } from "./map.ts";
import type { RoadPlace } from "./place.ts";
import { emptyRoadPoint, laneAtTM, laneCentreTM, pointAt } from "./point.ts";

/** Which way to take where a lane goes on into several. */
export type JunctionChoice =
  /** The one that turns least from here to the end of its road; of two that turn alike the one more to the left. */
  | { readonly kind: "straight" }
  /** The one whose turn is nearest to this one, positive to the left; of two as near the one more to the left. */
  | { readonly kind: "angle"; readonly rad: number }
  /** By a number in [0, 1), of those that there are in their order. */
  | { readonly kind: "seeded"; readonly value: number }
  /** The one that leads to the next of these roads (indices), by one road in between or none; straight on where none does. */
  | { readonly kind: "route"; readonly roads: readonly number[] };

/** Written in place. */
export interface Travelled {
  readonly place: RoadPlace;
  /** It faces against increasing s of the road it is on now. */
  isAgainst: boolean;
  /** Roads gone through, the first and the last included. */
  readonly roads: number[];
  /** What is left of the way where the road ended. */
  leftM: number;
  /** t of the middle of the lane at the place, and its width; NaN at a border beyond which the lane does not go on. */
  centreTM: number;
  widthM: number;
}

export function emptyTravelled(): Travelled {
  const place = { road: -1, lane: 0, sM: 0, tM: 0, offsetM: 0 };
  return { place, isAgainst: false, roads: [], leftM: 0, centreTM: Number.NaN, widthM: Number.NaN };
}

/** Of a way along a lane in a curve: it is followed in pieces at most so long. */
const PIECE_M = 1;
/** A lane at a radius below a twentieth of its distance from the reference line is taken as turning at that. */
const MIN_STRETCH = 0.05;
/** How far into a road without a junction of its own (after a direct junction) its heading tells where it leads. */
const LOOK_M = 50;
/** Turns that differ by less are alike. */
const ALIKE_RAD = 1e-6;

/** A lane under way. */
interface Way {
  road: number;
  section: number;
  lane: number;
  sM: number;
  offsetM: number;
  isBack: boolean;
}

const at: Way = { road: 0, section: 0, lane: 0, sM: 0, offsetM: 0, isBack: false };
const point = emptyRoadPoint();
const SPAN = emptySpan();

/**
 * Moves a place along its lane by `dsM` in the direction it faces (`isAgainst`: decreasing s), backwards where negative, with its offset from
 * the lane's centre kept, over the lane's links. `dsM` counts along the reference line; with `along` "lane" it counts along the place's own
 * path, ds (1 - curvature t). A lane that ends inside its road is left for the lane that lies at its t. Says "end-of-road" where nothing goes
 * on: the place is then at the border, and `out.leftM` is what was left. `out.place` may be `place`.
 */
export function travel(
  map: RoadMap,
  place: RoadPlace,
  isAgainst: boolean,
  dsM: number,
  choose: JunctionChoice,
  out: Travelled,
  along: "reference" | "lane" = "reference",
): "ok" | "end-of-road" {
  const graph = graphOf(map);
  const isReversing = dsM < 0;
  begin(graph, place, isAgainst !== isReversing, out);
  let leftM = Math.abs(dsM);
  let still = 0;
  for (;;) {
    const usedM = within(map, graph, leftM, along);
    leftM -= usedM;
    if (leftM <= 0) break;
    // A circle of sections without length leads nowhere.
    still = usedM > 0 ? 0 : still + 1;
    if (still > graph.sectionRoad.length || !cross(map, graph, choose)) break;
    if (at.road !== out.roads.at(-1)) out.roads.push(at.road);
  }
  finish(map, isReversing, leftM, out);
  return leftM > 0 ? "end-of-road" : "ok";
}

function begin(graph: LaneGraph, place: RoadPlace, isBack: boolean, out: Travelled): void {
  at.road = place.road;
  at.section = sectionAtS(graph, place.road, place.sM);
  at.lane = place.lane;
  at.sM = place.sM;
  at.offsetM = place.offsetM;
  at.isBack = isBack;
  // Cut to none, a list would be made anew.
  if (out.roads.length > 1) out.roads.length = 1;
  out.roads[0] = place.road;
}

function finish(map: RoadMap, isReversing: boolean, leftM: number, out: Travelled): void {
  const { place } = out;
  place.road = at.road;
  place.lane = at.lane;
  place.sM = at.sM;
  place.offsetM = at.offsetM;
  const isThere = findSpan(tablesOf(map, at.road).lanes, at.sM, at.lane, SPAN);
  out.centreTM = isThere ? 0.5 * (SPAN.innerM + SPAN.outerM) : Number.NaN;
  out.widthM = isThere ? Math.abs(SPAN.outerM - SPAN.innerM) : Number.NaN;
  // At a border where the next section does not have the lane, just before.
  place.tM = (isThere ? out.centreTM : laneCentreTM(map, at.road, at.sM - 1e-9, at.lane)) + at.offsetM;
  out.isAgainst = at.isBack !== isReversing;
  out.leftM = leftM;
}

/** Moves within the section; says how much of the way that took. */
function within(map: RoadMap, graph: LaneGraph, wayM: number, along: "reference" | "lane"): number {
  const global = graph.sectionStart[at.road]! + at.section;
  const borderM = at.isBack ? graph.sectionFromM[global]! : graph.sectionToM[global]!;
  if (along === "lane") return alongLane(map, wayM, borderM);
  const roomM = Math.max(0, at.isBack ? at.sM - borderM : borderM - at.sM);
  const usedM = Math.min(wayM, roomM);
  at.sM = wayM >= roomM ? borderM : at.sM + (at.isBack ? -usedM : usedM);
  return usedM;
}

/** The same by length along the lane: the middle of each piece tells its stretch. */
function alongLane(map: RoadMap, wayM: number, borderM: number): number {
  const sign = at.isBack ? -1 : 1;
  let usedM = 0;
  while (usedM < wayM) {
    const pieceM = Math.min(PIECE_M, wayM - usedM);
    if (sign * (borderM - at.sM) <= 0) break;
    // No piece crosses a joint of the reference line, where the curvature may jump.
    const jointM = geometryBorderM(map, at.sM);
    const toM = sign * (borderM - jointM) < 0 ? borderM : jointM;
    const roomM = sign * (toM - at.sM);
    const here = stretchAt(map, at.sM);
    const perM = 1 / stretchAt(map, at.sM + (sign * Math.min(roomM, pieceM / here)) / 2);
    if (pieceM * perM >= roomM) {
      at.sM = toM;
      usedM += roomM / perM;
    } else {
      at.sM += sign * pieceM * perM;
      usedM += pieceM;
    }
  }
  return Math.min(usedM, wayM);
}

/** Where the geometry ahead ends; beyond all roads where none follows. */
function geometryBorderM(map: RoadMap, sM: number): number {
  const { line } = tablesOf(map, at.road);
  if (!(joint.line === line && sM >= joint.fromM && sM < joint.toM)) {
    joint.line = line;
    joint.index = geometryAt(line, sM);
    joint.fromM = line.startM[joint.index]!;
    joint.toM = joint.index + 1 < line.count ? line.startM[joint.index + 1]! : Number.POSITIVE_INFINITY;
  }
  if (!at.isBack) return joint.toM;
  for (let i = joint.index; i >= 0; i--) if (line.startM[i]! < sM) return line.startM[i]!;
  return Number.NEGATIVE_INFINITY;
}

/** The geometry that was last asked for: the next question is mostly of the same. */
const joint: { line: ReferenceLine | null; index: number; fromM: number; toM: number } = { line: null, index: 0, fromM: 0, toM: 0 };

/** Length along the lane per length along the reference line. */
function stretchAt(map: RoadMap, sM: number): number {
  pointAt(map, at.road, sM, 0, point);
  if (point.curvaturePerM === 0) return 1;
  const centreM = laneCentreTM(map, at.road, sM, at.lane);
  const tM = (Number.isNaN(centreM) ? 0 : centreM) + at.offsetM;
  return Math.max(MIN_STRETCH, 1 - point.curvaturePerM * tM);
}

/** Goes over the border of the section; false where nothing goes on. */
function cross(map: RoadMap, graph: LaneGraph, choose: JunctionChoice): boolean {
  const slot = slotOf(graph, at.road, at.section, at.lane);
  const way = 2 * slot + (at.isBack ? 1 : 0);
  const first = slot < 0 ? 0 : graph.nextStart[way]!;
  const end = slot < 0 ? 0 : graph.nextStart[way + 1]!;
  if (first === end) return crossAside(map, graph);
  const chosen = end - first === 1 || !isAtJunction(graph) ? first : pick(map, graph, first, end, choose);
  const next = graph.next[chosen]!;
  const global = graph.slotSection[next >> 1]!;
  const isBack = (next & 1) === 1;
  at.road = graph.sectionRoad[global]!;
  at.section = global - graph.sectionStart[at.road]!;
  at.lane = graph.slotLane[next >> 1]!;
  if (isBack !== at.isBack) at.offsetM = -at.offsetM;
  at.isBack = isBack;
  const enteredM = graph.nextAtM[chosen]!;
  at.sM = Number.isNaN(enteredM) ? (isBack ? graph.sectionToM[global]! : graph.sectionFromM[global]!) : enteredM;
  return true;
}

function isAtJunction(graph: LaneGraph): boolean {
  const sections = graph.sectionStart[at.road + 1]! - graph.sectionStart[at.road]!;
  return at.section === (at.isBack ? 0 : sections - 1) && graph.isJunction[2 * at.road + (at.isBack ? 1 : 0)] === 1;
}

/** The lane ends inside its road: the one that lies at its t goes on. */
function crossAside(map: RoadMap, graph: LaneGraph): boolean {
  const section = at.section + (at.isBack ? -1 : 1);
  const sections = graph.sectionStart[at.road + 1]! - graph.sectionStart[at.road]!;
  if (section < 0 || section >= sections) return false;
  const tM = laneCentreTM(map, at.road, at.isBack ? at.sM : at.sM - 1e-9, at.lane) + at.offsetM;
  const beyondM = at.isBack ? at.sM - 1e-9 : at.sM;
  const lane = laneAtTM(map, at.road, beyondM, tM);
  if (lane === 0) return false;
  at.section = section;
  at.lane = lane;
  at.offsetM = tM - laneCentreTM(map, at.road, beyondM, lane);
  return true;
}

function pick(map: RoadMap, graph: LaneGraph, first: number, end: number, choose: JunctionChoice): number {
  if (choose.kind === "seeded") return first + Math.min(end - first - 1, Math.floor(choose.value * (end - first)));
  if (choose.kind === "route") {
    const onRoute = pickOnRoute(graph, first, end, choose.roads);
    if (onRoute >= 0) return onRoute;
  }
  const wantedRad = choose.kind === "angle" ? choose.rad : 0;
  const headingRad = headingAt(map, at.road, at.sM, at.isBack);
  let best = first;
  let bestRad = Number.POSITIVE_INFINITY;
  let bestTurnRad = 0;
  for (let i = first; i < end; i++) {
    const leadsRad = turnRad(headingRad, headingBeyond(map, graph, graph.next[i]!));
    const missRad = Math.abs(turnRad(wantedRad, leadsRad));
    const isNearer = missRad < bestRad - ALIKE_RAD || (missRad < bestRad + ALIKE_RAD && leadsRad > bestTurnRad + ALIKE_RAD);
    if (!isNearer) continue;
    best = i;
    bestRad = missRad;
    bestTurnRad = leadsRad;
  }
  return best;
}

/** The candidate that comes to the earliest of the roads still ahead, itself or by the road after it; -1 where none does. */
function pickOnRoute(graph: LaneGraph, first: number, end: number, roads: readonly number[]): number {
  const passed = roads.indexOf(at.road);
  let best = -1;
  let bestRank = Number.POSITIVE_INFINITY;
  for (let i = first; i < end; i++) {
    const way = graph.next[i]!;
    const road = graph.sectionRoad[graph.slotSection[way >> 1]!]!;
    let rank = rankOf(roads, road, passed);
    const beyond = 2 * road + (way & 1);
    for (let j = graph.beyondStart[beyond]!; j < graph.beyondStart[beyond + 1]!; j++) {
      rank = Math.min(rank, rankOf(roads, graph.beyond[j]! >> 1, passed));
    }
    if (rank < bestRank) {
      best = i;
      bestRank = rank;
    }
  }
  return best;
}

function rankOf(roads: readonly number[], road: number, passed: number): number {
  const rank = roads.indexOf(road, passed + 1);
  return rank < 0 ? Number.POSITIVE_INFINITY : rank;
}

/** Heading where a way leads: at the far end of a connecting road, else a little into its road. */
function headingBeyond(map: RoadMap, graph: LaneGraph, way: number): number {
  const road = graph.sectionRoad[graph.slotSection[way >> 1]!]!;
  const { lengthM, junction } = map.source.roads[road]!;
  const farM = junction === null ? Math.min(LOOK_M, lengthM) : lengthM;
  const isBack = (way & 1) === 1;
  return headingAt(map, road, isBack ? lengthM - farM : farM, isBack);
}

function headingAt(map: RoadMap, road: number, sM: number, isBack: boolean): number {
  pointAt(map, road, sM, 0, point);
  return isBack ? point.hRad + Math.PI : point.hRad;
}
