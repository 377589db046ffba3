/** What storyboard actions do to road users. An action for someone who is not in the world, or has become a wreck, ends as it starts. */
import { cos } from "../core/dmath.ts";
import { type LinePlace, type LineProjection, placeAt, project } from "../core/polyline.ts";
import { type MutablePose, placeOf, poseAt, type RoadLookup } from "../road/lookup.ts";
import type { LanePlace } from "../road/network.ts";
import { changeSide, changeSpeed, lawStartSec, speedAtMps } from "./motion.ts";
import { FAILED_ACTION, FRICTION, GONE, PRESENT, type WorldState } from "./state.ts";
import type { StoryAction } from "./storyboard-model.ts";
import { durationOfDistanceSec, durationOfRateSec, SHAPES, STEP } from "./transition.ts";
import { isPresent } from "./truth.ts";
import type { WorldModel } from "./world.ts";

const PLACE: LinePlace = { xM: 0, yM: 0, yawRad: 0, segment: 0 };
const AT: LineProjection = { sM: 0, tM: 0, distanceM: 0, segment: 0 };
const LANE: LanePlace = { lane: -1, sM: 0, tM: 0 };
const CENTRE: MutablePose = { xM: 0, yM: 0, yawRad: 0 };

/** Starts action `a` at an instant of the last tick or before. */
export function startAction(model: WorldModel, state: WorldState, a: number, atSec: number): void {
  const { story, plan } = state;
  const action = plan.actions[a]!;
  story.endSec[a] = atSec;
  if (action.kind === "friction") {
    state.runNumbers[FRICTION] = action.frictionRatio;
    return;
  }
  if (action.kind === "remove") {
    if (isPresent(state, action.actor)) state.actors.phase[action.actor] = GONE;
    return;
  }
  if (state.actors.phase[action.actor] !== PRESENT) return;
  if (action.kind === "speed") startSpeed(model, state, a, action, atSec);
  else startSide(state, a, action, atSec);
}

// ---- speed ----

type SpeedAction = Extract<StoryAction, { kind: "speed" }>;

function startSpeed(model: WorldModel, state: WorldState, a: number, action: SpeedAction, atSec: number): void {
  const { plan } = state;
  const { path } = state.actors;
  const p = plan.pathOf[action.actor]!;
  const shape = SHAPES.indexOf(action.shape);
  const fromSec = Math.max(atSec, lawStartSec(path, p));
  const v0 = speedAtMps(path, p, fromSec);
  const relative = action.relativeTo === -1 ? 0 : speedOfMps(model, state, action.relativeTo, fromSec);
  const target = action.targetMps + relative;
  const over = speedOverSec(action, shape, v0, target);
  stopAction(state, path.lawAction[p]!, fromSec);
  changeSpeed(path, p, shape, target - v0, over, fromSec);
  path.lawAction[p] = a;
  run(state, a, fromSec + over);
}

/** Speed of a road user at an instant of the last tick, along its heading. */
function speedOfMps(model: WorldModel, state: WorldState, slot: number, tSec: number): number {
  const { history } = state;
  const now = history.speedMps[slot]!;
  if (history.wasPresent[slot] === 0) return now;
  const back = Math.min(1, state.tick - tSec / model.dtSec);
  return now + (history.lastSpeedMps[slot]! - now) * back;
}

function speedOverSec(action: SpeedAction, shape: number, v0: number, target: number): number {
  if (shape === STEP) return 0;
  if (action.overSec !== null) return action.overSec;
  if (action.rateMps2 !== null) return durationOfRateSec(shape, target - v0, action.rateMps2);
  return action.overM === null ? 0 : durationOfDistanceSec(v0, target, action.overM);
}

// ---- to the side ----

type SideAction = Extract<StoryAction, { kind: "lane-change" | "lane-offset" }>;

function startSide(state: WorldState, a: number, action: SideAction, atSec: number): void {
  const { path } = state.actors;
  const p = state.plan.pathOf[action.actor]!;
  if (action.kind === "lane-change" && !takeLane(state, p, action.lanes)) {
    state.runNumbers[FAILED_ACTION] = a;
    return;
  }
  const shape = SHAPES.indexOf(action.shape);
  const over = shape === STEP ? 0 : action.overSec;
  const target = path.laneTM[p]! + (action.kind === "lane-offset" ? action.offsetM : 0);
  stopAction(state, path.sideAction[p]!, atSec);
  changeSide(path, p, shape, target, over, atSec);
  path.sideAction[p] = a;
  run(state, a, atSec + over);
}

/**
 * Makes the lane so many to the left of the driving direction the path's own. Its centre is taken where the road user is now, and keeps
 * that distance from the path from then on. False where there is no such lane.
 */
function takeLane(state: WorldState, p: number, lanes: number): boolean {
  const { lookup } = state.plan;
  const { path } = state.actors;
  const line = state.plan.paths[p]!;
  placeAt(line, path.sM[p]!, path.laneTM[p]!, path.segment[p]!, PLACE);
  if (lookup === null) return false;
  placeOf(lookup, PLACE.xM, PLACE.yM, path.lane[p]!, LANE);
  const to = laneBeside(lookup, LANE, lanes, PLACE.yawRad);
  if (to === -1) return false;
  project(lookup.centres[to]!, PLACE.xM, PLACE.yM, AT);
  poseAt(lookup, to, AT.sM, 0, CENTRE);
  const dx = CENTRE.xM - PLACE.xM;
  const dy = CENTRE.yM - PLACE.yM;
  path.laneTM[p]! += dy * line.tangentX[PLACE.segment]! - dx * line.tangentY[PLACE.segment]!;
  path.lane[p] = to;
  return true;
}

/** Lane so many to the left of one who drives with `yawRad` on the lane at `from`; -1 where there is none. */
function laneBeside(lookup: RoadLookup, from: LanePlace, lanes: number, yawRad: number): number {
  if (from.lane === -1) return -1;
  poseAt(lookup, from.lane, from.sM, 0, CENTRE);
  let isForward = cos(CENTRE.yawRad - yawRad) >= 0;
  let { lane } = from;
  for (let i = 0; i < Math.abs(lanes); i++) {
    const { leftLane, rightLane } = lookup.network.lanes[lane]!;
    const side = lanes > 0 === isForward ? leftLane : rightLane;
    if (side === null) return -1;
    if (!side.sameDirection) isForward = !isForward;
    lane = side.lane;
  }
  return lane;
}

// ---- running and ending ----

function run(state: WorldState, a: number, endSec: number): void {
  state.story.isRunning[a] = 1;
  state.story.endSec[a] = endSec;
}

/** A newer action on the same road user and in the same direction ends the older one, whatever event it belongs to. */
function stopAction(state: WorldState, older: number, atSec: number): void {
  if (older < 0 || state.story.isRunning[older] === 0) return;
  state.story.isRunning[older] = 0;
  state.story.endSec[older] = atSec;
}
