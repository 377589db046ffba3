/**
 * A lane as a row of points, as the drivers of scenario files see it that aim at its borders: as few as keep the chord within 5 cm of the lane's
 * middle. Which points these are decides how such a driver steers (docs/decisions/0013-drivers-of-files.md).
 */
import { cos, sin } from "../../../core/dmath.ts";
import type { LaneGraph } from "../../../road/opendrive/lane-graph.ts";
import { graphOf, type RoadMap } from "../../../road/opendrive/map.ts";
import { emptyRoadPoint, laneCentreTM, laneWidthM, pointAt } from "../../../road/opendrive/point.ts";
import { turnRad } from "../../../core/angle.ts";

/** Along increasing s, the first and the last at the ends of the lane's section. */
export interface LanePoints {
  readonly sM: Float64Array;
  /** Borders to the left and to the right of increasing s, square to the road at the middle of the lane. */
  readonly leftXM: Float64Array;
  readonly leftYM: Float64Array;
  readonly rightXM: Float64Array;
  readonly rightYM: Float64Array;
}

/** A chord is tried in steps of so much. */
const STEP_M = 1;
/** Steps that are halved down to this are taken as they are. */
const FINEST_M = 0.2;
const LONGEST_M = 50;
/** Of the crossing of the two tangents from the chord. */
const DEVIATION_M = 0.05;
/** A row on a straight is one as long as it does not leave it by more. */
const ASIDE_M = 0.2;
/** Tangents are taken over so much to both sides. */
const TANGENT_M = 0.01;
const SMALL = 1e-6;

const known = new WeakMap<RoadMap, Map<number, LanePoints>>();
const POINT = emptyRoadPoint();

/** The points of a lane of a section (`slot` of the map's lane graph). */
export function lanePoints(map: RoadMap, slot: number): LanePoints {
  let ofMap = known.get(map);
  if (ofMap === undefined) {
    ofMap = new Map();
    known.set(map, ofMap);
  }
  const made = ofMap.get(slot);
  if (made !== undefined) return made;
  const points = pointsOf(map, graphOf(map), slot);
  ofMap.set(slot, points);
  return points;
}

interface LaneOf {
  readonly map: RoadMap;
  readonly road: number;
  readonly lane: number;
  readonly fromM: number;
  readonly toM: number;
}

function pointsOf(map: RoadMap, graph: LaneGraph, slot: number): LanePoints {
  const section = graph.slotSection[slot]!;
  const of: LaneOf = {
    map,
    road: graph.sectionRoad[section]!,
    lane: graph.slotLane[slot]!,
    fromM: graph.sectionFromM[section]!,
    toM: graph.sectionToM[section]!,
  };
  const lastM = of.toM - 0.5 * SMALL;
  const rows = [of.fromM];
  let firstM = STEP_M;
  while (rows.at(-1)! < lastM - SMALL) {
    const beforeM = rows.at(-1)!;
    const nextM = nextPointM(of, beforeM, firstM, lastM);
    rows.push(nextM);
    firstM = Math.min(STEP_M, 2 * (nextM - beforeM));
  }
  return bordersAt(of, rows);
}

/** Goes on in steps while the chord fits; then comes back by halves to about the longest one that does. */
function nextPointM(of: LaneOf, fromM: number, firstM: number, lastM: number): number {
  let stepM = firstM;
  let toM = fromM;
  let isNarrowing = false;
  for (;;) {
    toM = Math.min(toM + stepM, lastM);
    const fits = chordFits(of, fromM, toM);
    if (toM >= lastM - SMALL || Math.abs(stepM) < FINEST_M + SMALL || (fits && toM - fromM > LONGEST_M - SMALL)) return toM;
    isNarrowing ||= !fits;
    if (isNarrowing) stepM = (fits ? 0.5 : -0.5) * Math.abs(stepM);
  }
}

interface Spot {
  xM: number;
  yM: number;
  hRad: number;
  /** Direction of the lane's middle. */
  dxM: number;
  dyM: number;
}

const FROM: Spot = { xM: 0, yM: 0, hRad: 0, dxM: 0, dyM: 0 };
const TO: Spot = { xM: 0, yM: 0, hRad: 0, dxM: 0, dyM: 0 };

function chordFits(of: LaneOf, fromM: number, toM: number): boolean {
  spotAt(of, fromM, FROM);
  spotAt(of, toM, TO);
  const alongXM = TO.xM - FROM.xM;
  const alongYM = TO.yM - FROM.yM;
  if (Math.abs(turnRad(FROM.hRad, TO.hRad)) < SMALL) {
    return Math.abs(alongYM * cos(FROM.hRad) - alongXM * sin(FROM.hRad)) < ASIDE_M;
  }
  const crossing = FROM.dxM * TO.dyM - FROM.dyM * TO.dxM;
  if (crossing === 0) return true;
  // The tangents cross at FROM + u d; how far from the chord that is.
  const u = (alongXM * TO.dyM - alongYM * TO.dxM) / crossing;
  const chordM = Math.sqrt(alongXM * alongXM + alongYM * alongYM);
  return Math.abs(u * (FROM.dxM * alongYM - FROM.dyM * alongXM)) < DEVIATION_M * chordM;
}

function spotAt(of: LaneOf, sM: number, out: Spot): void {
  middleAt(of, Math.max(0, sM - TANGENT_M));
  const beforeXM = POINT.xM;
  const beforeYM = POINT.yM;
  middleAt(of, Math.min(sM + TANGENT_M, of.toM));
  out.dxM = POINT.xM - beforeXM;
  out.dyM = POINT.yM - beforeYM;
  middleAt(of, sM);
  out.xM = POINT.xM;
  out.yM = POINT.yM;
  out.hRad = POINT.hRad;
}

/** The lane's middle; beyond the ends of its section as if it went on as at the end. */
function middleAt({ map, road, lane, fromM, toM }: LaneOf, sM: number): void {
  const tM = laneCentreTM(map, road, Math.max(fromM, Math.min(sM, toM - 0.5 * SMALL)), lane);
  pointAt(map, road, sM, tM, POINT);
}

function bordersAt(of: LaneOf, rows: readonly number[]): LanePoints {
  const { map, road, lane } = of;
  const count = rows.length;
  const points = {
    sM: Float64Array.from(rows),
    leftXM: new Float64Array(count),
    leftYM: new Float64Array(count),
    rightXM: new Float64Array(count),
    rightYM: new Float64Array(count),
  };
  for (let i = 0; i < count; i++) {
    const halfM = 0.5 * laneWidthM(map, road, rows[i]!, lane);
    middleAt(of, rows[i]!);
    points.leftXM[i] = POINT.xM - halfM * sin(POINT.hRad);
    points.leftYM[i] = POINT.yM + halfM * cos(POINT.hRad);
    points.rightXM[i] = POINT.xM + halfM * sin(POINT.hRad);
    points.rightYM[i] = POINT.yM - halfM * cos(POINT.hRad);
  }
  return points;
}
