import { cubicAt } from "./cubics.ts";
import { emptyLinePoint, geometryAt, pointOnGeometry } from "./geometry.ts";
import { emptySpan, findSpan, nearestSpan } from "./lanes.ts";
import { type RoadBoxes, type RoadMap, type RoadTables, tablesOf } from "./map.ts";
import { boxesOf, FANOUT } from "./road-boxes.ts";
import { type CrossPoint, crossPointAt, heightAt, riseAt } from "./surface.ts";

/** A place on the road network; written in place. */
export interface RoadPlace {
  /** Index of the road in the map; -1 for no place. */
  road: number;
  /** Id of the lane; 0 for the lane reference. */
  lane: number;
  sM: number;
  tM: number;
  /** t counted from the middle of the lane. */
  offsetM: number;
}

/** What `locate` may answer with: a place on any lane, or only on one for motor traffic. */
export interface LocateOptions {
  readonly snap: "any" | "driving";
}

/** No place. */
export function emptyPlace(): RoadPlace {
  return { road: -1, lane: 0, sM: 0, tM: 0, offsetM: 0 };
}

/** Two places this far off a lane are equally near. */
const SAME_M = 1e-9;
/** Further above or below a surface than this a point belongs to another level: storeys of car parks are 2.5 m apart, bridges more. */
const STOREY_M = 2;
/** A road on another level is taken only where none on the point's own is within a lane's width. */
const OTHER_LEVEL_M = 3.5;
/** Surfaces of roads that meet differ by less; where they differ by more, the one at the point's height is the nearer one. */
const SAME_LEVEL_M = 0.1;
const MAX_STEPS = 40;
const MAX_HINT_STEPS = 8;
const STEP_M = 1e-10;
/** After a step of this size Newton errs by half of (change of curvature, t, step^2): 1e-11 m on a road's sharpest clothoid. */
const LAST_STEP_M = 1e-5;

/**
 * The place on the road network that is nearest to a point in the map plane: the one with the least distance to the area of a lane, then the one
 * nearest to the lane's middle, then the first road. s stays on the road; t and offset are those of the point, beyond the lane's border too
 * where the point is off the lanes asked for. On a road without lanes it is lane 0, unless a driving lane is asked for. zM, unless NaN, tells
 * roads above one another apart; it need not be on a surface.
 *
 * A hint is the place of the same thing a moment ago. Where the point is still on a lane of its road, that is the answer: no other road is
 * looked at, so roads that overlap do not take a vehicle over from one another. `out` may be the hint. `out.road` is -1 where the map has no
 * such lane or the point is not finite.
 */
export function locate(
  map: RoadMap,
  xM: number,
  yM: number,
  zM: number,
  hint: RoadPlace | null,
  out: RoadPlace,
  options: LocateOptions,
): void {
  const drivingOnly = options.snap === "driving";
  BEST.distanceM = Infinity;
  BEST.road = -1;
  if (Number.isFinite(xM) && Number.isFinite(yM) && !(hint !== null && isStillOn(map, xM, yM, zM, hint, drivingOnly))) {
    BEST.distanceM = Infinity;
    BEST.road = -1;
    search(map, xM, yM, zM, drivingOnly);
  }
  out.road = BEST.road;
  out.lane = BEST.road < 0 ? 0 : BEST.lane;
  out.sM = BEST.road < 0 ? 0 : BEST.sM;
  out.tM = BEST.road < 0 ? 0 : BEST.tM;
  out.offsetM = BEST.road < 0 ? 0 : BEST.offsetM;
}

/** The place at (s, t) of a road, on its lane there or else the nearest one; lane 0 where the road has no lanes. */
export function placeOf(map: RoadMap, road: number, sM: number, tM: number, out: RoadPlace): void {
  const { lanes } = tablesOf(map, road);
  nearestSpan(lanes, sM, tM, false, SPAN);
  out.road = road;
  out.lane = SPAN.row === null ? 0 : SPAN.row.id;
  out.sM = sM;
  out.tM = tM;
  out.offsetM = tM - (SPAN.row === null ? cubicAt(lanes.offset, sM) : 0.5 * (SPAN.innerM + SPAN.outerM));
}

/** The place on a lane at s, `offsetM` left of its middle. False, with t NaN, where the road has no such lane at s. */
export function placeOnLane(map: RoadMap, road: number, lane: number, sM: number, offsetM: number, out: RoadPlace): boolean {
  const isThere = findSpan(tablesOf(map, road).lanes, sM, lane, SPAN);
  out.road = road;
  out.lane = lane;
  out.sM = sM;
  out.tM = isThere ? 0.5 * (SPAN.innerM + SPAN.outerM) + offsetM : Number.NaN;
  out.offsetM = offsetM;
  return isThere;
}

const LINE = emptyLinePoint();
const SPAN = emptySpan();
const CROSS: CrossPoint = { leftM: 0, upM: 0, rollRad: 0 };
/** The foot of the point on a road: how far the point is left of it, and how far ahead where s is at the end of its range. */
const FOOT = { sM: 0, leftM: 0, aheadM: 0 };
/** The nearest place so far. */
const BEST = { distanceM: Infinity, aboveM: 0, road: -1, lane: 0, sM: 0, tM: 0, offsetM: 0 };

function isStillOn(map: RoadMap, xM: number, yM: number, zM: number, hint: RoadPlace, drivingOnly: boolean): boolean {
  const ready = map.roads[hint.road];
  if (ready === undefined) return false;
  const tables = tablesOf(map, hint.road);
  if (!findFoot(tables, -1, 0, ready.lengthM, hint.sM, MAX_HINT_STEPS, xM, yM)) return false;
  if (!(Math.abs(FOOT.aheadM) <= SAME_M)) return false;
  offer(hint.road, tables, Number.NaN, drivingOnly);
  if (!(BEST.distanceM <= SAME_M)) return false;
  return Number.isNaN(zM) || Math.abs(zM - heightAt(tables.surface, tables.lanes, BEST.sM, BEST.tM)) <= STOREY_M;
}

/**
 * Newton's method for the point of the reference line, within [from, to], whose cross-section holds the point: `ahead` becomes 0. On one
 * geometry, or with -1 on whichever is valid at s. False where it does not settle, which only happens beyond a curve's centre and at kinks.
 */
function findFoot(
  tables: RoadTables,
  geometry: number,
  fromM: number,
  toM: number,
  startM: number,
  maxSteps: number,
  xM: number,
  yM: number,
): boolean {
  const { line, surface } = tables;
  let s = Math.min(toM, Math.max(fromM, startM));
  for (let step = 0; step < maxSteps; step++) {
    const piece = geometry < 0 ? geometryAt(line, s) : geometry;
    pointOnGeometry(line, piece, s, LINE);
    const dx = xM - LINE.xM;
    const dy = yM - LINE.yM;
    FOOT.leftM = dy * LINE.cosH - dx * LINE.sinH;
    FOOT.aheadM = dx * LINE.cosH + dy * LINE.sinH - (surface.isTilted ? leanAheadM(tables, s, FOOT.leftM) : 0);
    // Beyond the centre of curvature the distance has no least value; a step of this size still leads to an end.
    const slope = Math.max(0.1, 1 - LINE.curvaturePerM * FOOT.leftM) * (line.params[piece]?.stretchRatio ?? 1);
    const next = Math.min(toM, Math.max(fromM, s + FOOT.aheadM / slope));
    const moved = next - s;
    s = next;
    FOOT.sM = s;
    if (!surface.isTilted && isStraightTo(tables, piece, s)) {
      FOOT.aheadM -= moved;
      return true;
    }
    if (Math.abs(moved) <= (surface.isTilted ? STEP_M : LAST_STEP_M)) {
      FOOT.aheadM -= moved * slope;
      return true;
    }
  }
  return false;
}

/** Whether a line was solved by one step: nothing of it changes along s, and s is still on it. */
function isStraightTo(tables: RoadTables, piece: number, sM: number): boolean {
  const { line } = tables;
  if (line.source[piece]?.kind !== "line") return false;
  return (piece === 0 || sM >= line.startM[piece]!) && (piece + 1 >= line.count || sM <= line.startM[piece + 1]!);
}

/** How far ahead of its cross-section a point of the surface lies that is `leftM` beside the reference line: pitch leans what is above it. */
function leanAheadM(tables: RoadTables, sM: number, leftM: number): number {
  const rise = riseAt(tables.surface, sM);
  if (rise === 0) return 0;
  findAcross(tables, sM, leftM);
  return (-rise / Math.sqrt(1 + rise * rise)) * CROSS.upM;
}

/** t of the surface point that lies `leftM` beside the reference line; leaves the point in CROSS. */
function findAcross(tables: RoadTables, sM: number, leftM: number): number {
  const { surface, lanes } = tables;
  crossPointAt(surface, lanes, sM, leftM, CROSS);
  if (CROSS.leftM === leftM) return leftM;
  // Exact at once on a plane; a bent surface needs some more.
  let tM = leftM;
  for (let step = 0; step < MAX_STEPS; step++) {
    const ratio = Math.abs(CROSS.leftM) < 1e-3 * Math.abs(tM) || tM === 0 ? 1 : CROSS.leftM / tM;
    const next = tM + (leftM - CROSS.leftM) / ratio;
    const moved = Math.abs(next - tM);
    tM = next;
    crossPointAt(surface, lanes, sM, tM, CROSS);
    if (moved <= STEP_M) break;
  }
  return tM;
}

/** Offers the foot's place to BEST. */
function offer(road: number, tables: RoadTables, zM: number, drivingOnly: boolean): void {
  const tM = tables.surface.isTilted ? findAcross(tables, FOOT.sM, FOOT.leftM) : FOOT.leftM;
  nearestSpan(tables.lanes, FOOT.sM, tM, drivingOnly, SPAN);
  if (SPAN.row === null) {
    if (drivingOnly) return;
    // A road without lanes is its lane reference.
    SPAN.innerM = cubicAt(tables.lanes.offset, FOOT.sM);
    SPAN.outerM = SPAN.innerM;
  }
  const besideM = Math.max(0, Math.min(SPAN.innerM, SPAN.outerM) - tM, tM - Math.max(SPAN.innerM, SPAN.outerM));
  const aboveM = Number.isNaN(zM) ? 0 : Math.abs(zM - heightAt(tables.surface, tables.lanes, FOOT.sM, tM));
  const distanceM = Math.sqrt(besideM * besideM + FOOT.aheadM * FOOT.aheadM) + (aboveM > STOREY_M ? OTHER_LEVEL_M : 0);
  const offsetM = tM - 0.5 * (SPAN.innerM + SPAN.outerM);
  if (!isBetter(distanceM, aboveM, offsetM, road)) return;
  BEST.distanceM = distanceM;
  BEST.aboveM = aboveM;
  BEST.road = road;
  BEST.lane = SPAN.row === null ? 0 : SPAN.row.id;
  BEST.sM = FOOT.sM;
  BEST.tM = tM;
  BEST.offsetM = offsetM;
}

function isBetter(distanceM: number, aboveM: number, offsetM: number, road: number): boolean {
  if (distanceM < BEST.distanceM - SAME_M) return true;
  if (!(distanceM <= BEST.distanceM + SAME_M)) return false;
  if (Math.abs(aboveM - BEST.aboveM) > SAME_LEVEL_M) return aboveM < BEST.aboveM;
  const nearer = Math.abs(BEST.offsetM) - Math.abs(offsetM);
  return nearer > SAME_M || (nearer >= -SAME_M && road < BEST.road);
}

/** Nodes still to be looked at, the nearest on top; seven for each of up to ten levels, and the root. */
const STACK = new Int32Array(128);
const STACK_LEVEL = new Int32Array(128);
const STACK_M = new Float64Array(128);

/** Walks down the tree of boxes, nearest first, and leaves out what is further away than the best place. */
function search(map: RoadMap, xM: number, yM: number, zM: number, drivingOnly: boolean): void {
  const boxes = boxesOf(map);
  if (boxes.count === 0) return;
  const { levelStart } = boxes;
  let top = 0;
  STACK[0] = levelStart[levelStart.length - 2]!;
  STACK_LEVEL[0] = levelStart.length - 2;
  STACK_M[0] = 0;
  while (top >= 0) {
    const node = STACK[top]!;
    const level = STACK_LEVEL[top]!;
    const nodeM = STACK_M[top]!;
    top--;
    if (nodeM > BEST.distanceM + SAME_M) continue;
    if (level === 0) offerPiece(map, boxes, node, xM, yM, zM, drivingOnly);
    else top = pushChildren(boxes, node, level, top, xM, yM);
  }
}

function offerPiece(map: RoadMap, boxes: RoadBoxes, piece: number, xM: number, yM: number, zM: number, drivingOnly: boolean): void {
  const road = boxes.pieceRoad[piece]!;
  const tables = tablesOf(map, road);
  const fromM = boxes.pieceFromM[piece]!;
  const toM = boxes.pieceToM[piece]!;
  const geometry = boxes.pieceGeometry[piece]!;
  if (findFoot(tables, geometry, fromM, toM, 0.5 * (fromM + toM), MAX_STEPS, xM, yM)) return offer(road, tables, zM, drivingOnly);
  offerEnd(road, tables, geometry, fromM, xM, yM, zM, drivingOnly);
  offerEnd(road, tables, geometry, toM, xM, yM, zM, drivingOnly);
}

/** Beyond the centre of a curve an end of the piece is the nearest. */
function offerEnd(
  road: number,
  tables: RoadTables,
  geometry: number,
  sM: number,
  xM: number,
  yM: number,
  zM: number,
  drivingOnly: boolean,
): void {
  if (findFoot(tables, geometry, sM, sM, sM, 1, xM, yM)) offer(road, tables, zM, drivingOnly);
}

/** Puts the children of a node on the stack, the nearest on top. */
function pushChildren(boxes: RoadBoxes, node: number, level: number, top: number, xM: number, yM: number): number {
  const { boxM, levelStart } = boxes;
  const below = levelStart[level - 1]!;
  const first = below + (node - levelStart[level]!) * FANOUT;
  const end = Math.min(first + FANOUT, levelStart[level]!);
  let last = top;
  for (let child = first; child < end; child++) {
    const dx = Math.max(0, boxM[4 * child]! - xM, xM - boxM[4 * child + 2]!);
    const dy = Math.max(0, boxM[4 * child + 1]! - yM, yM - boxM[4 * child + 3]!);
    const childM = Math.sqrt(dx * dx + dy * dy);
    if (childM > BEST.distanceM + SAME_M) continue;
    let at = ++last;
    for (; at - 1 > top && STACK_M[at - 1]! < childM; at--) {
      STACK[at] = STACK[at - 1]!;
      STACK_LEVEL[at] = STACK_LEVEL[at - 1]!;
      STACK_M[at] = STACK_M[at - 1]!;
    }
    STACK[at] = child;
    STACK_LEVEL[at] = level - 1;
    STACK_M[at] = childM;
  }
  return last;
}
