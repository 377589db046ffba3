/** Whether and why a run ends at a tick (reliability.md section 1). */
import { type Box, boxSideOf, emptyBox } from "../core/box.ts";
import { distanceToDrivingM, isOnLane, placeOf } from "../road/lookup.ts";
import type { LanePlace } from "../road/network.ts";
import { type LineProjection, project, projectNear } from "../core/polyline.ts";
import { setBoxOf } from "./contact.ts";
import type { EndReason, RunEnd } from "./port.ts";
import { isRecorded } from "./recording.ts";
import { isStaged } from "./staged.ts";
import {
  CONTACT_SEC,
  CONTACT_SLOT,
  EGO_LANE,
  FAILED_ACTION,
  OFF_MAP_M,
  ROUTE_S,
  ROUTE_SEGMENT,
  STOPPED,
  type WorldState,
} from "./state.ts";
import { isPresent } from "./truth.ts";
import type { WorldModel } from "./world.ts";

/** Faster than any road vehicle, and farther from the origin than any scenario: such a state is a fault of the model, not a drive. */
const MAX_SPEED_MPS = 150;
const MAX_DISTANCE_M = 1e7;
const MAX_RATE_RADPS = 100;

const EGO: Box = emptyBox();
const OTHER: Box = emptyBox();
const AT: LineProjection = { sM: 0, tM: 0, distanceM: 0, segment: 0 };
const LANE: LanePlace = { lane: -1, sM: 0, tM: 0 };

/**
 * The end of the run at the state's tick, or null. Of several ends the first of: diverged, an action that cannot be done, contact, goal,
 * off-map, stop-condition, completed, max-ticks or not-triggered.
 */
export function endOf(model: WorldModel, state: WorldState): RunEnd | null {
  const { ends } = model;
  const { runNumbers, tick } = state;
  const wrong = divergence(state);
  if (wrong !== null) return endAt(state, "diverged", wrong);
  if (runNumbers[FAILED_ACTION] !== -1) return endAt(state, "input-error", failedActionText(model, state));
  if (runNumbers[CONTACT_SLOT] !== -1 && !ends.allowContact && !isStaged(state)) return endAt(state, "contact", contactText(model, state));
  if (ends.goal !== null && runNumbers[ROUTE_S]! >= ends.goal.sM)
    return endAt(state, "goal", `the ego has passed s ${ends.goal.sM} m of its route`);
  if (runNumbers[OFF_MAP_M]! > ends.offMapM) {
    return endAt(state, "off-map", `the ego's box centre is ${runNumbers[OFF_MAP_M]!.toFixed(2)} m from the nearest driving lane`);
  }
  if (runNumbers[STOPPED] === 1) return endAt(state, "stop-condition", "the stop trigger of the storyboard holds");
  if (ends.durationTicks !== -1 && tick >= ends.durationTicks) return endAt(state, "completed", "the scenario's duration is over");
  if (ends.endWithRecording && !isRecorded(model.ego.recorded, tick + 1)) return endAt(state, "completed", "the ego's recording is over");
  if (tick >= ends.maxTicks) return endOfTime(model, state);
  return null;
}

/** Updates what the ends need to know of the ego's place. */
export function locateEgo(model: WorldModel, state: WorldState): void {
  const { runNumbers, actors, plan } = state;
  const x = actors.xM[model.egoIndex]!;
  const y = actors.yM[model.egoIndex]!;
  if (model.ends.goal !== null && plan.route !== null) {
    if (runNumbers[ROUTE_SEGMENT]! < 0) project(plan.route, x, y, AT);
    else projectNear(plan.route, x, y, runNumbers[ROUTE_SEGMENT]!, AT);
    runNumbers[ROUTE_S] = AT.sM;
    runNumbers[ROUTE_SEGMENT] = AT.segment;
  }
  if (Number.isFinite(model.ends.offMapM)) runNumbers[OFF_MAP_M] = distanceFromLanes(state, x, y);
}

/** 0 on a driving lane, also where there are no lanes. */
function distanceFromLanes(state: WorldState, x: number, y: number): number {
  const { lookup } = state.plan;
  if (lookup === null || !lookup.hasDriving) return 0;
  const lane = state.runNumbers[EGO_LANE]!;
  if (lane !== -1 && isOnLane(lookup, lane, x, y)) return 0;
  placeOf(lookup, x, y, lane, LANE);
  const isDriving = LANE.lane !== -1 && lookup.network.lanes[LANE.lane]!.type === "driving";
  state.runNumbers[EGO_LANE] = isDriving ? LANE.lane : -1;
  return distanceToDrivingM(lookup, x, y);
}

function endAt(state: WorldState, reason: EndReason, detail: string): RunEnd {
  return { reason, tick: state.tick, detail, fault: null };
}

// ---- diverged ----

/** Names the first field that is not finite or impossible, or null. */
function divergence(state: WorldState): string | null {
  const { actors, plan } = state;
  const ego = state.ego.seen;
  if (!isWithin(ego.vLonMps, MAX_SPEED_MPS)) return `ego.vLonMps is ${ego.vLonMps}`;
  if (!isWithin(ego.vLatMps, MAX_SPEED_MPS)) return `ego.vLatMps is ${ego.vLatMps}`;
  if (!isWithin(ego.yawRateRadps, MAX_RATE_RADPS)) return `ego.yawRateRadps is ${ego.yawRateRadps}`;
  if (!isWithin(ego.roadWheelRad, MAX_RATE_RADPS)) return `ego.roadWheelRad is ${ego.roadWheelRad}`;
  if (!Number.isFinite(ego.aLonMps2)) return `ego.aLonMps2 is ${ego.aLonMps2}`;
  if (!Number.isFinite(ego.aLatMps2)) return `ego.aLatMps2 is ${ego.aLatMps2}`;
  for (let i = 0; i < plan.count; i++) {
    if (!isPresent(state, i)) continue;
    const isSound =
      isWithin(actors.xM[i]!, MAX_DISTANCE_M) &&
      isWithin(actors.yM[i]!, MAX_DISTANCE_M) &&
      isWithin(actors.vxMps[i]!, MAX_SPEED_MPS) &&
      isWithin(actors.vyMps[i]!, MAX_SPEED_MPS) &&
      Number.isFinite(actors.yawRad[i]!);
    if (!isSound) return actorDivergence(state, i);
  }
  return null;
}

function isWithin(value: number, limit: number): boolean {
  return value >= -limit && value <= limit;
}

function actorDivergence(state: WorldState, i: number): string {
  const { xM, yM, yawRad, vxMps, vyMps } = state.actors;
  return `slot ${i} has xM ${xM[i]}, yM ${yM[i]}, yawRad ${yawRad[i]}, vxMps ${vxMps[i]}, vyMps ${vyMps[i]}`;
}

// ---- texts ----

function nameOf(model: WorldModel, slot: number): string {
  const { header } = model.actors[slot]!;
  return `${header.name} (${header.cls}, id ${header.id})`;
}

/** With whom, at which side of the ego, where and when. */
function contactText(model: WorldModel, state: WorldState): string {
  const other = state.runNumbers[CONTACT_SLOT]!;
  setBoxOf(state, model.egoIndex, EGO);
  setBoxOf(state, other, OTHER);
  const side = boxSideOf(EGO, OTHER.xM, OTHER.yM);
  const place = `x ${EGO.xM.toFixed(2)} m, y ${EGO.yM.toFixed(2)} m`;
  return `contact with ${nameOf(model, other)} at the ego's ${side}, ego at ${place}, at ${state.runNumbers[CONTACT_SEC]!.toFixed(3)} s`;
}

function failedActionText(model: WorldModel, state: WorldState): string {
  const { actions, actionStart } = state.plan;
  const index = state.runNumbers[FAILED_ACTION]!;
  const action = actions[index]!;
  const event = model.storyboard.events.findIndex((_, e) => index >= actionStart[e]! && index < actionStart[e + 1]!);
  const name = model.storyboard.events[event]!.name;
  if (action.kind !== "lane-change") return `event "${name}" has an action that cannot be carried out`;
  const where = `${Math.abs(action.lanes)} to its ${action.lanes > 0 ? "left" : "right"}`;
  return `event "${name}": ${nameOf(model, action.actor)} has no lane ${where} where it is`;
}

function endOfTime(model: WorldModel, state: WorldState): RunEnd {
  const { events } = model.storyboard;
  const never = events.filter((_, e) => state.story.executions[e] === 0).map((e) => `"${e.name}"`);
  const limit = `the limit of ${model.ends.maxTicks} ticks is reached`;
  if (never.length === 0) return endAt(state, "max-ticks", limit);
  return endAt(state, "not-triggered", `${limit}, and never fired: ${never.join(", ")}`);
}
