/**
 * Tells: how strongly lanes, road and other road users pushed the subject at most, as a field of potentials.
 * Formula: max over ticks of U_lane + U_road + U_car, at most 100, at the box centre, along and across the direction of its lane.
 *   U_lane = sum of 2 exp(-d^2 / (2 s^2)) over the dividers to lanes of the same direction, d the distance, s three widths of the lane;
 *   U_road = 50 / d^2 for either edge of the road; U_car = sum of 10 exp(-K / 2) / K over road users. K is the distance to the other's
 *   extent, which beginning 0.5 m behind a moving one narrows to a point; from behind a moving one at v_l the way along the lane to its
 *   rear counts f e^(-0.6 (v - v_l)) times, f = 50 / (3 v), at most 1. Series: the value of the tick, absent off every lane.
 * Unit: ratio, 0 to 100: potentials have no unit.
 * Source: CommonRoad/commonroad-crime@6898f6a, measure/potential/pf.py (Wolf and Burdick 2008), without the potential of a desired speed;
 *   corrected: upstream divides by (2 s)^2 (metrics.md section 11).
 * Not applicable: the scenario has no lanes, or the subject was never on one.
 */
import { exp } from "../../../core/dmath.ts";
import { halfWidthM } from "../../../road/lookup.ts";
import { ACTOR_CLASSES, type TickRecord } from "../../../trace/tick.ts";
import { type HalfExtent, setHalfExtent, type TickGeometry } from "../../geometry.ts";
import { type LaneScene, updateLanes } from "../../lanes.ts";
import type { Metric } from "../../metric.ts";
import { type WorstAcc, worstMetric } from "../../worst.ts";

const MOST_RATIO = 100;
const LANE_RATIO = 2;
const WIDTHS_RATIO = 3;
const ROAD_RATIO = 50;
const CAR_RATIO = 10;
const DECAY_PER_M = 0.5;
const CLOSING_RATIO = 0.6;
const FOLLOW_M = 50;
const FOLLOW_SEC = 3;
const WEDGE_M = 0.5;
const STATIC_CLASS: number = ACTOR_CLASSES.indexOf("static");
/** Of one call: along and across the lane. */
const HALF: HalfExtent = { halfSM: 0, halfTM: 0 };

export const crimePf: Metric<WorstAcc<null>> = worstMetric<null>({
  id: "crime.pf",
  title: "largest potential",
  definition: "crime.pf@6898",
  unit: "ratio",
  better: "lower",
  limit: null,
  params: {
    mostRatio: MOST_RATIO,
    laneRatio: LANE_RATIO,
    widthsRatio: WIDTHS_RATIO,
    roadRatio: ROAD_RATIO,
    carRatio: CAR_RATIO,
    decayPerM: DECAY_PER_M,
    closingRatio: CLOSING_RATIO,
    followM: FOLLOW_M,
    followSec: FOLLOW_SEC,
    wedgeM: WEDGE_M,
  },
  lacks: (header) => (header.road.lanes.length === 0 ? "the scenario has no lanes" : null),
  begin: () => null,
  measure(at, _state, now) {
    const { lanes, geometry: g } = at.scene;
    updateLanes(lanes, g);
    if (lanes.lane < 0) return;
    at.has = true;
    at.value = Math.min(MOST_RATIO, sidePotential(lanes, 1) + sidePotential(lanes, -1) + carsPotential(lanes, g, now));
  },
  reason: "the subject was never on a lane",
  sentence: (e) => `the potential reached ${e.value.toFixed(1)} at ${e.atSec.toFixed(2)} s`,
});

/** Of the dividers and the edge on the left (1) or right (-1). */
function sidePotential(lanes: LaneScene, side: number): number {
  const { lookup, place } = lanes;
  const ownHalf = halfWidthM(lookup, lanes.lane, place.sM);
  const spread = WIDTHS_RATIO * 2 * ownHalf;
  let lane = lookup.network.lanes[lanes.lane];
  let sum = 0;
  let distance = ownHalf - side * place.tM;
  let looksLeft = side > 0;
  // A road has fewer lanes than the network.
  for (let k = 0; k < lookup.network.lanes.length; k++) {
    const beside = looksLeft ? lane?.leftLane : lane?.rightLane;
    if (beside === null || beside === undefined || lookup.quads.isDriving[beside.lane] === 0) break;
    if (beside.sameDirection) sum += LANE_RATIO * exp((-distance * distance) / (2 * spread * spread));
    else looksLeft = !looksLeft;
    distance += 2 * halfWidthM(lookup, beside.lane, place.sM);
    lane = lookup.network.lanes[beside.lane];
  }
  return sum + ROAD_RATIO / (distance * distance);
}

function carsPotential({ lookup, lane, place }: LaneScene, g: TickGeometry, now: TickRecord): number {
  const centre = lookup.centres[lane] as LaneScene["lookup"]["centres"][number];
  const c = centre.tangentX[place.segment] as number;
  const s = centre.tangentY[place.segment] as number;
  let sum = 0;
  for (let k = 0; k < g.otherCount; k++) {
    const apart = apartM(g, now, g.others[k] as number, c, s);
    sum += apart > 0 ? (CAR_RATIO * exp(-DECAY_PER_M * apart)) / apart : MOST_RATIO;
  }
  return sum;
}

/** K of one road user. @param c direction of the lane, with `s` its sine. */
function apartM(g: TickGeometry, now: TickRecord, slot: number, c: number, s: number): number {
  const a = now.actors;
  const dx = (a.xM[slot] as number) - g.box.xM;
  const dy = (a.yM[slot] as number) - g.box.yM;
  setHalfExtent(HALF, a.cosYaw[slot] as number, a.sinYaw[slot] as number, a.lengthM[slot] as number, a.widthM[slot] as number, c, s);
  const along = dx * c + dy * s;
  const across = Math.abs(dy * c - dx * s);
  const rear = along - HALF.halfSM;
  const beside = Math.max(0, across - HALF.halfTM);
  if (rear <= 0 || a.cls[slot] === STATIC_CLASS) {
    const over = Math.max(0, Math.abs(along) - HALF.halfSM);
    return Math.sqrt(over * over + beside * beside);
  }
  const vx = a.vxMps[slot] as number;
  const vy = a.vyMps[slot] as number;
  const behind = rear * closingFactor(g.speedMps, Math.sqrt(vx * vx + vy * vy));
  return Math.min(Math.sqrt(behind * behind + beside * beside), wedgeGapM(behind, across, HALF.halfTM));
}

function closingFactor(vMps: number, leadVMps: number): number {
  const start = vMps >= FOLLOW_M / FOLLOW_SEC ? FOLLOW_M / (FOLLOW_SEC * vMps) : 1;
  return start * exp(-CLOSING_RATIO * (vMps - leadVMps));
}

/** Distance of a point behind a rear edge to the wedge on it; 0 inside. */
function wedgeGapM(behindM: number, acrossM: number, halfM: number): number {
  // The wedge's side runs from (0, half) at the rear edge to (wedge, 0) behind it.
  const length = Math.sqrt(WEDGE_M * WEDGE_M + halfM * halfM);
  const outside = (behindM * halfM + (acrossM - halfM) * WEDGE_M) / length;
  if (outside <= 0) return 0;
  const along = Math.min(length, Math.max(0, (behindM * WEDGE_M - (acrossM - halfM) * halfM) / length));
  const px = behindM - (along * WEDGE_M) / length;
  const py = acrossM - halfM + (along * halfM) / length;
  return Math.sqrt(px * px + py * py);
}
