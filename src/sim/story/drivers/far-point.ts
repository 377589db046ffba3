/**
 * The far point of a driver who steers by the borders of the lane: the nearest place ahead at which the line of sight touches a border, so that
 * what lies beyond is hidden behind it.
 */
import { PI, turnRad } from "../../../core/angle.ts";
import { atan2 } from "../../../core/dmath.ts";
import { sectionAtS, slotOf } from "../../../road/opendrive/lane-graph.ts";
import { graphOf, type RoadMap } from "../../../road/opendrive/map.ts";
import { emptyRoadPoint, pointAt } from "../../../road/opendrive/point.ts";
import type { EntityState } from "../state.ts";
import { type LanePoints, lanePoints } from "./lane-points.ts";

/** Written in place. */
export interface FarPoint {
  isFound: boolean;
  /** Direction of the line of sight in W. */
  angleRad: number;
  /** Along the road from the origin. */
  aheadM: number;
  /** Way to the junction at which the look ended; Infinity where it came to none. */
  junctionM: number;
}

interface Sight {
  angleRad: number;
  turnedRad: number;
  aheadM: number;
  seen: number;
}

const ALIKE_RAD = 1e-6;
const POINT = emptyRoadPoint();
const LEFT: Sight = { angleRad: 0, turnedRad: 0, aheadM: 0, seen: 0 };
const RIGHT: Sight = { angleRad: 0, turnedRad: 0, aheadM: 0, seen: 0 };

/** Looks along the lane of an entity on a road, less than `rangeM` ahead and not into junctions. */
export function findFarPoint(map: RoadMap, entity: EntityState, rangeM: number, out: FarPoint): void {
  const graph = graphOf(map);
  const { place } = entity;
  out.isFound = false;
  out.junctionM = Infinity;
  begin(map, entity);
  let slot = slotOf(graph, place.road, sectionAtS(graph, place.road, place.sM), place.lane);
  let isBack = entity.isAgainst;
  let startM = Number.NaN;
  for (let isFirst = true; slot >= 0; isFirst = false) {
    const section = graph.slotSection[slot]!;
    const road = graph.sectionRoad[section]!;
    const fromM = graph.sectionFromM[section]!;
    const toM = graph.sectionToM[section]!;
    if (isFirst) startM = isBack ? place.sM - toM : fromM - place.sM;
    if (startM >= rangeM) return;
    const points = lanePoints(map, slot);
    follow(points, true, isBack, isFirst ? 0 : 1, startM, rangeM, entity, out);
    follow(points, false, isBack, isFirst ? 0 : 1, startM, out.isFound ? Math.min(rangeM, out.aheadM) : rangeM, entity, out);
    if (out.isFound) return;
    startM += toM - fromM;
    const isEnd = section === (isBack ? graph.sectionStart[road]! : graph.sectionStart[road + 1]! - 1);
    if (isEnd && graph.isJunction[2 * road + (isBack ? 1 : 0)] === 1) {
      out.junctionM = startM;
      return;
    }
    const way = 2 * slot + (isBack ? 1 : 0);
    if (graph.nextStart[way] === graph.nextStart[way + 1]) return;
    const next = graph.next[graph.nextStart[way]!]!;
    slot = next >> 1;
    isBack = (next & 1) === 1;
  }
}

/** Square to the road on both sides. */
function begin(map: RoadMap, { place, isAgainst }: EntityState): void {
  pointAt(map, place.road, place.sM, place.tM, POINT);
  const aheadRad = POINT.hRad + (isAgainst ? PI : 0);
  LEFT.angleRad = aheadRad + PI / 2;
  RIGHT.angleRad = aheadRad - PI / 2;
  LEFT.seen = 0;
  RIGHT.seen = 0;
}

/** Lets the line of sight follow a border outwards: where it turns back, the point before is touched. */
function follow(
  points: LanePoints,
  isLeft: boolean,
  isBack: boolean,
  skipped: number,
  startM: number,
  rangeM: number,
  entity: EntityState,
  out: FarPoint,
): void {
  const sight = isLeft ? LEFT : RIGHT;
  const { sM } = points;
  const xM = isLeft !== isBack ? points.leftXM : points.rightXM;
  const yM = isLeft !== isBack ? points.leftYM : points.rightYM;
  const last = sM.length - 1;
  for (let i = skipped; i <= last; i++) {
    const k = isBack ? last - i : i;
    const aheadM = startM + Math.abs(sM[k]! - sM[isBack ? last : 0]!);
    if (aheadM <= 0) continue;
    if (aheadM > rangeM) return;
    const angleRad = atan2(yM[k]! - entity.yM, xM[k]! - entity.xM);
    const turnedRad = turnRad(sight.angleRad, angleRad);
    if (sight.seen > 0 && Math.abs(turnedRad) > ALIKE_RAD && turnedRad < 0 !== sight.turnedRad < 0) {
      out.isFound = true;
      out.angleRad = sight.angleRad;
      out.aheadM = sight.aheadM;
      return;
    }
    sight.angleRad = angleRad;
    sight.aheadM = aheadM;
    if (Math.abs(turnedRad) > ALIKE_RAD) sight.turnedRad = turnedRad;
    sight.seen += 1;
  }
}
