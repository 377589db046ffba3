/**
 * Tells: how close in time the subject came to touching a road user ahead of it, by nuPlan's rule.
 * Formula: min over ticks and tracks of the first k x 0.1 s, k = 1, 2, ..., below 3 s, at which the boxes touch, each moved at constant
 *   speed along its heading. Tracks: centre within 30 deg of the heading, seen from the rear axle; any that is not more than 150 deg off
 *   while the subject is between lanes or in an intersection (eval/ego-area.ts); none that has ever touched the subject. 0 at the tick of
 *   an at-fault collision; a subject at <= 0.005 m/s has none. 3 s where no contact lies within the horizon, nuPlan's infinity.
 *   Series: the least time of the tick, absent where there is none and between judged ticks.
 * Unit: s; never negative. The score of nuPlan is 1 above 0.95 s.
 * Source: motional/nuplan-devkit@e9241677, evaluation_metrics/common/time_to_collision_within_bound.py:47-395; judged every 0.1 s, as
 *   nuPlan does. Its defects are kept: a track hit once is never seen again, "behind" is measured from the rear axle.
 * Not applicable: no other road user was in the world, or the scenario has no lanes.
 */
import { type Box, boxesOverlap, emptyBox, setBox } from "../../../core/box.ts";
import { ACTOR_CLASSES, type TickRecord, type TraceHeader } from "../../../trace/tick.ts";
import { type EgoArea, newEgoArea, updateEgoArea } from "../../ego-area.ts";
import { CULL_MARGIN_M, leastGapM, setActorBox, type TickGeometry } from "../../geometry.ts";
import { type LaneScene, updateLanes } from "../../lanes.ts";
import { isAheadOfRear, isBehindRear, nuplanBlames, nuplanCollision } from "../../maths/nuplan-contact.ts";
import { isSample, newSampleClock, type SampleClock, STEP_SEC } from "../../maths/sample-rate.ts";
import type { Metric } from "../../metric.ts";
import { type WorstAcc, worstMetric } from "../../worst.ts";

/** nuPlan time_horizon, least_min_ttc, stopped_speed_threshold. */
const HORIZON_SEC = 3;
const LIMIT_SEC = 0.95;
const STOPPED_MPS = 0.005;
/** Ours: edges that meet count as contact, up to the rounding of thirty steps. */
const TOUCH_M = 1e-9;
const STATIC_CLASS: number = ACTOR_CLASSES.indexOf("static");

/** What nuPlan's rule remembers between ticks. */
export interface NuplanTtc {
  readonly area: EgoArea;
  /** By slot, 1 once the track has touched the subject. */
  readonly hasCollided: Uint8Array;
  readonly track: Box;
  readonly egoThen: Box;
  readonly trackThen: Box;
  readonly clock: SampleClock;
  /** Slot that decided the last tick; -1 where none did. */
  slot: number;
}

export function newNuplanTtc(header: TraceHeader): NuplanTtc {
  return {
    area: newEgoArea(),
    hasCollided: new Uint8Array(header.actors.length),
    track: emptyBox(),
    egoThen: emptyBox(),
    trackThen: emptyBox(),
    clock: newSampleClock(header.dtSec),
    slot: -1,
  };
}

export const nuplanTtc: Metric<WorstAcc<NuplanTtc>> = worstMetric<NuplanTtc>({
  id: "nuplan.ttc",
  title: "least time to collision by nuPlan",
  definition: "nuplan.ttc@e924",
  unit: "s",
  better: "higher",
  limit: LIMIT_SEC,
  params: { stepSec: STEP_SEC, horizonSec: HORIZON_SEC, limitSec: LIMIT_SEC, stoppedMps: STOPPED_MPS, touchM: TOUCH_M },
  lacks: (header) => (header.road.lanes.length === 0 ? "the scenario has no lanes" : null),
  begin: newNuplanTtc,
  measure(at, state, now) {
    // Every tick, so that the lane that is kept does not depend on the rate.
    updateLanes(at.scene.lanes, at.scene.geometry);
    if (!isSample(state.clock, now.tick)) return;
    const sec = nuplanTtcSec(state, at.scene.geometry, at.scene.lanes, now);
    at.has = sec < Infinity;
    at.value = sec;
    at.slot = state.slot;
  },
  defaultValue: HORIZON_SEC,
  reason: "no other road user was in the world",
  sentence: (e) =>
    `time to collision with ${e.who} by nuPlan's rule fell to ${e.value.toFixed(1)} s at ${e.atSec.toFixed(2)} s; more than ${e.limit.toFixed(2)} s is asked for`,
});

/** One tick: the time to collision, Infinity where there is none within the horizon; leaves the slot in `state.slot`. */
export function nuplanTtcSec(state: NuplanTtc, g: TickGeometry, lanes: LaneScene, now: TickRecord): number {
  state.slot = -1;
  if (noteCollisions(state, g, lanes, now)) return 0;
  let least = Infinity;
  if (g.speedMps <= STOPPED_MPS) return least;
  for (let k = 0; k < g.otherCount; k++) {
    const slot = g.others[k] as number;
    const speed = speedOf(now, slot);
    const reachM = (g.speedMps + speed) * Math.min(least, HORIZON_SEC) + CULL_MARGIN_M;
    if (state.hasCollided[slot] === 1 || leastGapM(g, slot) > reachM) continue;
    setActorBox(state.track, now, slot);
    if (!isLookedAt(state, g, lanes)) continue;
    const sec = projectedContactSec(state, g, speed, least);
    if (sec >= least) continue;
    least = sec;
    state.slot = slot;
  }
  return least;
}

function speedOf({ actors }: TickRecord, slot: number): number {
  const vx = actors.vxMps[slot] as number;
  const vy = actors.vyMps[slot] as number;
  return Math.sqrt(vx * vx + vy * vy);
}

/** Remembers the tracks that touch the subject; whether one of them does so for the first time by the subject's fault. */
function noteCollisions(state: NuplanTtc, g: TickGeometry, lanes: LaneScene, now: TickRecord): boolean {
  for (let k = 0; k < g.otherCount; k++) {
    const slot = g.others[k] as number;
    if (state.hasCollided[slot] === 1 || leastGapM(g, slot) > CULL_MARGIN_M) continue;
    setActorBox(state.track, now, slot);
    if (!boxesOverlap(g.box, state.track)) continue;
    state.hasCollided[slot] = 1;
    const kind = nuplanCollision(g, state.track, speedOf(now, slot), now.actors.cls[slot] === STATIC_CLASS);
    if (kind === "lateral") updateEgoArea(state.area, lanes, g);
    if (state.slot < 0 && nuplanBlames(kind, state.area.keepsLane)) state.slot = slot;
  }
  return state.slot >= 0;
}

/** Whether the track in `state.track` is ahead, or beside a subject that is between lanes or in an intersection. */
function isLookedAt(state: NuplanTtc, g: TickGeometry, lanes: LaneScene): boolean {
  const { track, area } = state;
  if (isAheadOfRear(g, track.xM, track.yM)) return true;
  if (isBehindRear(g, track.xM, track.yM)) return false;
  updateEgoArea(area, lanes, g);
  return !area.keepsLane || area.isInJunction;
}

/**
 * First multiple of the step below both the horizon and `beforeSec` at which the projected boxes touch; Infinity where there is none.
 * Moved step by step, as nuPlan does.
 */
function projectedContactSec(state: NuplanTtc, g: TickGeometry, speedMps: number, beforeSec: number): number {
  const { track, egoThen, trackThen } = state;
  const { box } = g;
  setBox(egoThen, box.xM, box.yM, box.cosYaw, box.sinYaw, 2 * (box.halfLengthM + TOUCH_M), 2 * (box.halfWidthM + TOUCH_M));
  setBox(trackThen, track.xM, track.yM, track.cosYaw, track.sinYaw, 2 * track.halfLengthM, 2 * track.halfWidthM);
  const steps = Math.round(HORIZON_SEC / STEP_SEC);
  for (let k = 1; k < steps && k * STEP_SEC < beforeSec; k++) {
    moveAhead(egoThen, g.speedMps);
    moveAhead(trackThen, speedMps);
    if (boxesOverlap(egoThen, trackThen)) return k * STEP_SEC;
  }
  return Infinity;
}

/** Moves a box along its own direction by one step. */
function moveAhead(box: Box, speedMps: number): void {
  box.xM += box.cosYaw * speedMps * STEP_SEC;
  box.yM += box.sinYaw * speedMps * STEP_SEC;
}
