import { atan } from "../../core/dmath.ts";
import { wrapRad } from "../../core/angle.ts";
import { emptyLinePoint, linePointAt, type LinePoint } from "./geometry.ts";
import { emptySpan, findSpan, isEvenBetween, nearestSpan, validAt } from "./lanes.ts";
import { type RoadMap, type RoadTables, tablesOf } from "./map.ts";
import { type CrossPoint, crossPointAt, elevationAt, riseAt } from "./surface.ts";

/** A point on the surface of a road in the frame of the map file; written in place. */
export interface RoadPoint {
  xM: number;
  yM: number;
  zM: number;
  /** Of increasing s, in (-pi, pi]. */
  hRad: number;
  /** Positive nose down, as everywhere in ISO 8855: a road that rises along s has a negative one. */
  pRad: number;
  /** Positive falls to the right. */
  rRad: number;
  /** Of the reference line in the map plane, positive to the left. */
  curvaturePerM: number;
}

/** A point without a place. */
export function emptyRoadPoint(): RoadPoint {
  return { xM: 0, yM: 0, zM: 0, hRad: 0, pRad: 0, rRad: 0, curvaturePerM: 0 };
}

/**
 * Place and orientation of the surface of a road at (s, t): the reference line's point, plus t turned by heading, pitch and roll in the order of
 * ASAM OpenDRIVE 8.2 (z, y, x). On the reference line z is the elevation; the pitch is that of the reference line everywhere.
 */
export function pointAt(map: RoadMap, road: number, sM: number, tM: number, out: RoadPoint): void {
  const tables = tablesOf(map, road);
  linePointAt(tables.line, sM, LINE);
  surfacePoint(tables, sM, tM, LINE, out);
}

/** The reference line of a road at one s, kept for whoever asks there again; road -1: nothing yet. */
export interface Foot extends LinePoint {
  road: number;
  sM: number;
}

/** No point. */
export function emptyFoot(): Foot {
  return { road: -1, sM: 0, ...emptyLinePoint() };
}

/**
 * The reference line at s: worked out unless `out` is that point already. Who is on a road
 * asks at the end of a tick and at the beginning of the next.
 */
export function footAt(map: RoadMap, road: number, sM: number, out: Foot): void {
  if (out.road === road && Object.is(out.sM, sM)) return;
  linePointAt(tablesOf(map, road).line, sM, out);
  out.road = road;
  out.sM = sM;
}

/** As `pointAt`, at the s of a foot. */
export function pointBeside(map: RoadMap, foot: Foot, tM: number, out: RoadPoint): void {
  surfacePoint(tablesOf(map, foot.road), foot.sM, tM, foot, out);
}

/** The same where the point of the reference line is known. */
function surfacePoint(tables: RoadTables, sM: number, tM: number, line: LinePoint, out: RoadPoint): void {
  out.hRad = wrapRad(line.hRad);
  out.curvaturePerM = line.curvaturePerM;
  const { surface } = tables;
  if (surface.isFlat) {
    out.xM = line.xM - tM * line.sinH;
    out.yM = line.yM + tM * line.cosH;
    out.zM = 0;
    out.pRad = 0;
    out.rRad = 0;
    return;
  }
  if (!surface.isTilted) {
    const rise = riseAt(surface, sM);
    out.xM = line.xM - tM * line.sinH;
    out.yM = line.yM + tM * line.cosH;
    out.zM = elevationAt(surface, sM) + 0;
    out.pRad = rise === 0 ? 0 : -atan(rise);
    out.rRad = 0;
    return;
  }
  crossPointAt(surface, tables.lanes, sM, tM, CROSS);
  const { leftM, upM } = CROSS;
  const rise = riseAt(surface, sM);
  const cosPitch = 1 / Math.sqrt(1 + rise * rise);
  const aheadM = -rise * cosPitch * upM;
  out.xM = line.xM + aheadM * line.cosH - leftM * line.sinH;
  out.yM = line.yM + aheadM * line.sinH + leftM * line.cosH;
  out.zM = elevationAt(surface, sM) + cosPitch * upM;
  out.pRad = rise === 0 ? 0 : -atan(rise);
  out.rRad = CROSS.rollRad;
}

/** t of the middle of a lane; of lane 0 the lane reference; NaN where the road has no such lane at s. */
export function laneCentreTM(map: RoadMap, road: number, sM: number, lane: number): number {
  if (!findSpan(tablesOf(map, road).lanes, sM, lane, SPAN)) return Number.NaN;
  return 0.5 * (SPAN.innerM + SPAN.outerM);
}

/** Whether the borders of a lane keep their t from one s to a later one. */
export function isLaneEven(map: RoadMap, road: number, lane: number, fromM: number, toM: number): boolean {
  return isEvenBetween(tablesOf(map, road).lanes, lane, fromM, toM);
}

/** Width of a lane; 0 of lane 0; NaN where the road has no such lane at s. */
export function laneWidthM(map: RoadMap, road: number, sM: number, lane: number): number {
  if (!findSpan(tablesOf(map, road).lanes, sM, lane, SPAN)) return Number.NaN;
  return Math.abs(SPAN.outerM - SPAN.innerM);
}

/** Whether a lane holds t at s; `lane` is the one that does, if any. */
export function isOnLanes(map: RoadMap, road: number, sM: number, tM: number, lane: number): boolean {
  const { lanes } = tablesOf(map, road);
  if (lane !== 0 && findSpan(lanes, sM, lane, SPAN)) {
    const { innerM, outerM } = SPAN;
    // Borders are sums of cubics: what is this near to one is decided by all lanes.
    if (Math.min(innerM, outerM) + BORDER_M < tM && tM < Math.max(innerM, outerM) - BORDER_M) return true;
  }
  return laneAtTM(map, road, sM, tM) !== 0;
}

const BORDER_M = 1e-6;

/** Id of the lane that holds t at s; 0 where none does. On a border the wider lane, then the inner one, then the right one. */
export function laneAtTM(map: RoadMap, road: number, sM: number, tM: number): number {
  const distanceM = nearestSpan(tablesOf(map, road).lanes, sM, tM, false, SPAN);
  return distanceM === 0 && SPAN.row !== null ? SPAN.row.id : 0;
}

/** Type of a lane as in the file; null where the road has no such lane at s. Lane 0 is "none". */
export function laneTypeAt(map: RoadMap, road: number, sM: number, lane: number): string | null {
  if (!findSpan(tablesOf(map, road).lanes, sM, lane, SPAN)) return null;
  return SPAN.row?.source.type ?? "none";
}

/** Speed limit on a lane at s: the lane's own, else that of the road's type there; null where the file states none. */
export function speedLimitMpsAt(map: RoadMap, road: number, sM: number, lane: number): number | null {
  const { lanes } = tablesOf(map, road);
  const ofRoad = validAt(map.roads[road]!.source.types, sM)?.speedMps ?? null;
  if (!findSpan(lanes, sM, lane, SPAN) || SPAN.row === null) return ofRoad;
  let startM = 0;
  for (const section of lanes.sections) if (section.startM <= sM) startM = section.startM;
  return validAt(SPAN.row.source.speeds, sM - startM)?.maxMps ?? ofRoad;
}

/**
 * Whether traffic on a lane drives along increasing s. Right-hand traffic does on lanes with negative ids, left-hand traffic on those with
 * positive ones. A reversed lane is the other way round, one of both directions as standard; on lane 0 nobody drives: it points along s.
 */
export function drivesAlong(map: RoadMap, road: number, lane: number, sM = 0): boolean {
  if (lane === 0) return true;
  const { lanes } = tablesOf(map, road);
  const isStandard = lane < 0 === (map.roads[road]!.source.rule === "RHT");
  const isReversed = findSpan(lanes, sM, lane, SPAN) && SPAN.row?.source.direction === "reversed";
  return isReversed ? !isStandard : isStandard;
}

const LINE: LinePoint = emptyLinePoint();
const CROSS: CrossPoint = { leftM: 0, upM: 0, rollRad: 0 };
const SPAN = emptySpan();
