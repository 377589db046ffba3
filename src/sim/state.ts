import { type HashChain, hashFloat64s, hashNumber } from "../core/hash.ts";
import type { VehicleState } from "../vehicle/model.ts";
import { type Plan, planOf } from "./plan.ts";
import { hashStory, hashStoryTick } from "./story/hash.ts";
import type { StoryWorld } from "./story/state.ts";
import type { WorldModel } from "./world.ts";

/**
 * What a run changes, at one tick. Plain numbers: all arrays but the trajectories are views of `numbers`, and the hash reads it as it is.
 * The first `hashedCount` numbers are hashed; the rest repeats what was hashed at this tick or an earlier one. A copy of both is a snapshot.
 * Groups stand in the order in which a tick uses them.
 */
export interface WorldState {
  /** The instant is tick * dtSec. */
  tick: number;
  /** Indices below: FRICTION ... */
  readonly runNumbers: Float64Array;
  readonly ego: EgoState;
  readonly actors: ActorState;
  readonly story: StoryState;
  readonly history: HistoryState;
  readonly numbers: Float64Array;
  readonly hashedCount: number;
  /** Constant, shared between copies. */
  readonly plan: Plan;
  /** The story under way (staged.ts); null where the world has none. No view of `numbers`, and hashed where there is one. */
  staged: StoryWorld | null;
}

// ---- run ----

/** Scales the road's friction; storyboard actions change it. */
export const FRICTION = 0;
/** Slot of the road user the ego touched between the last tick and this one; -1 for none. */
export const CONTACT_SLOT = 1;
/** Instant of the first touch. */
export const CONTACT_SEC = 2;
/** 1 once an impact has been worked out by the physics engine. */
export const LOW_FIDELITY = 3;
/** 1 while the stop trigger holds. */
export const STOPPED = 4;
/** Index of an action that cannot be carried out, for example a change to a lane that does not exist; -1 for none. */
export const FAILED_ACTION = 5;
/** Lane the ego was on when last looked for; the first guess of the next search. */
export const EGO_LANE = 6;
export const OFF_MAP_M = 7;
/** The ego's box centre along its route. */
export const ROUTE_S = 8;
export const ROUTE_SEGMENT = 9;
/** How long before this tick the ego's first impact was; 0 at any other tick. */
export const IMPACT_AGO_SEC = 10;
const RUN_COUNT = 11;

// ---- ego ----

export interface EgoState {
  /** Inner state of the vehicle model. */
  readonly inner: Float64Array;
  /** Indices below: MODE ... */
  readonly driveNumbers: Float64Array;
  /** Rows of COMMAND_COLUMNS: accepted, in force, applied, then the commands in flight. */
  readonly commandRows: Float64Array;
  /** Trajectories in flight and in force (trajectories.ts); empty until the first. No view of `numbers`: few runs have any. */
  trajectoryPoints: Float64Array;
  /** A real car in the ego's place (reported.ts); empty without one. No view of `numbers`, and hashed where it is not empty. */
  reportedNumbers: Float64Array;
  /** What can be seen of it; follows from the rest. */
  readonly seen: VehicleState;
}

/** Who moves the ego: one of the five below. */
export const MODE = 0;
/** Segment of the line that the path follower is on; -1 before the first use. */
export const FOLLOWED_SEGMENT = 1;
const DRIVE_COUNT = 2;

export const ON_RECORDING = 0;
export const DRIVEN = 1;
/** A free body after an impact. */
export const WRECK = 2;
/** A real car is in its place. */
export const REPORTED = 3;
/** The story, in which it is an entity. */
export const ON_STORY = 4;

// rows and columns of `EgoState.commandRows`
export const ACCEPTED = 0;
export const IN_FORCE = 8;
export const APPLIED = 16;
export const IN_FLIGHT = 24;
export const COMMAND_COLUMNS = 8;
export const FROM_TICK = 0;
/** Index into COMMAND_KINDS. */
export const KIND = 1;
export const ACCEL = 2;
export const WHEEL = 3;
export const CURVATURE = 4;
export const USES_CURVATURE = 5;
export const CLAMPED = 6;
/** Tick at which a command in flight takes effect; -1 in an empty row. */
export const DUE_TICK = 7;
// the same columns of a row in flight or in force that holds pedals
export const THROTTLE = ACCEL;
export const BRAKE = CURVATURE;
/** The sum of the flags below that hold. */
export const PEDAL_FLAGS = USES_CURVATURE;
export const HAND_BRAKE_FLAG = 1;
export const NEUTRAL_FLAG = 2;
// and of one that holds a trajectory: how many points, how many slots after its natural one they lie, and a digest of them
export const COUNT = ACCEL;
export const SLOT_SHIFT = WHEEL;
export const DIGEST_LO = CURVATURE;
export const DIGEST_HI = USES_CURVATURE;
/** Of the accepted row: tick since which the controller asks its driver to take over; -1 while it does not. */
export const TAKEOVER_TICK = DUE_TICK;
/** Of the applied row, 0 or 1: the command that was due had not come. */
export const HELD = USES_CURVATURE;

// ---- road users ----

export interface ActorState {
  /** One of the phases below. */
  readonly phase: Float64Array;
  /** Box centres, W; all but `phase` mean nothing unless the phase is PRESENT or BODY. */
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly yawRad: Float64Array;
  readonly vxMps: Float64Array;
  readonly vyMps: Float64Array;
  readonly axMps2: Float64Array;
  readonly ayMps2: Float64Array;
  readonly yawRateRadps: Float64Array;
  /** Way of the box centre since it entered. */
  readonly travelledM: Float64Array;
  readonly path: PathState;
}

export const ABSENT = 0;
export const PRESENT = 1;
/** A free body after an impact. */
export const BODY = 2;
/** It left, and does not come back. */
export const GONE = 3;

/** Place and motion along a path, one number a path of `Plan.pathSlots`; see motion.ts. */
export interface PathState {
  readonly sM: Float64Array;
  /** Offset to the left at the state's tick. */
  readonly tM: Float64Array;
  readonly vMps: Float64Array;
  readonly aMps2: Float64Array;
  readonly segment: Float64Array;
  // the change of speed it is in: from `lawV0Mps` by `lawDvMps` over `lawOverSec`, then constant
  readonly lawShape: Float64Array;
  readonly lawFromSec: Float64Array;
  readonly lawV0Mps: Float64Array;
  readonly lawDvMps: Float64Array;
  readonly lawOverSec: Float64Array;
  /** Distance of this law that is already in `sM`. */
  readonly lawDoneM: Float64Array;
  /** Index of the action that made it, -1 for none. */
  readonly lawAction: Float64Array;
  /** Point of the speed profile that it leads to, -1 without a profile. */
  readonly profileIndex: Float64Array;
  // the change of offset it is in
  readonly sideShape: Float64Array;
  readonly sideFromSec: Float64Array;
  readonly sideT0M: Float64Array;
  readonly sideDtM: Float64Array;
  readonly sideOverSec: Float64Array;
  readonly sideAction: Float64Array;
  /** The lane it drives on, and that lane's centre to the left of the path. */
  readonly lane: Float64Array;
  readonly laneTM: Float64Array;
  /** What a reactive driver wants. */
  readonly desiredMps: Float64Array;
}

// ---- storyboard ----

export interface StoryState {
  // per event
  readonly phase: Float64Array;
  readonly executions: Float64Array;
  /** Instant at which it fired, while it waits for the tick to start it. */
  readonly firedSec: Float64Array;
  readonly firstStartSec: Float64Array;
  readonly firstEndSec: Float64Array;
  /** It cannot fire before its last end. */
  readonly readySec: Float64Array;
  // per action
  readonly isRunning: Float64Array;
  readonly endSec: Float64Array;
  // per condition: the bare test
  readonly isKnown: Float64Array;
  readonly isTrue: Float64Array;
  readonly sinceSec: Float64Array;
  readonly hasMargin: Float64Array;
  readonly marginValue: Float64Array;
  /** Instant since which the road user of a standstill test stands; -1 while it moves. */
  readonly standsSinceSec: Float64Array;
  // per condition: after edge and delay
  readonly isHolding: Float64Array;
  readonly holdsSinceSec: Float64Array;
  readonly isLateTrue: Float64Array;
  readonly lateSinceSec: Float64Array;
  readonly queueHead: Float64Array;
  readonly queueCount: Float64Array;
}

export const STANDBY = 0;
/** Its trigger holds at this tick; the tick starts it. */
export const FIRED = 1;
export const RUNNING = 2;
export const COMPLETE = 3;

// ---- what repeats hashed numbers ----

export interface HistoryState {
  // of each road user at this tick
  readonly cosYaw: Float64Array;
  readonly sinYaw: Float64Array;
  /** Along its heading. */
  readonly speedMps: Float64Array;
  // of each road user one tick ago
  readonly wasPresent: Float64Array;
  readonly lastXM: Float64Array;
  readonly lastYM: Float64Array;
  readonly lastYawRad: Float64Array;
  readonly lastSpeedMps: Float64Array;
  /** Changes of conditions under way: instants, and what changed. */
  readonly queueSec: Float64Array;
  readonly queueEvent: Float64Array;
  /** What the sensors measured: tick k stands in row k modulo the number of rows. */
  readonly scenes: readonly Scene[];
}

/** All road users at one tick, as in `ActorState`. */
export interface Scene {
  /** 0 or 1. */
  readonly present: Float64Array;
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly yawRad: Float64Array;
  readonly cosYaw: Float64Array;
  readonly sinYaw: Float64Array;
  readonly vxMps: Float64Array;
  readonly vyMps: Float64Array;
  readonly axMps2: Float64Array;
  readonly ayMps2: Float64Array;
  readonly yawRateRadps: Float64Array;
}

const NO_NUMBERS = new Float64Array(0);

type Take = (count: number) => Float64Array;

/** A state of the right size for the model, all zero. Throws where the model is not sound. */
export function emptyState(model: WorldModel, plan: Plan = planOf(model)): WorldState {
  let total = 0;
  const none = new Float64Array(0);
  const count: Take = (n) => {
    total += n;
    return none;
  };
  arrange(model, plan, count);
  const hashedCount = total;
  arrangeHistory(plan, count);
  const numbers = new Float64Array(total);
  let at = 0;
  const take: Take = (n) => {
    at += n;
    return numbers.subarray(at - n, at);
  };
  return { tick: 0, ...arrange(model, plan, take), history: arrangeHistory(plan, take), numbers, hashedCount, plan, staged: null };
}

/** Makes `to` equal `from`; both must be states of the same model. */
export function copyState(from: WorldState, to: WorldState): void {
  to.tick = from.tick;
  to.numbers.set(from.numbers);
  Object.assign(to.ego.seen, from.ego.seen);
  if (from.ego.reportedNumbers.length > 0 || to.ego.reportedNumbers.length > 0) to.ego.reportedNumbers = from.ego.reportedNumbers.slice();
  const { trajectoryPoints } = from.ego;
  if (to.ego.trajectoryPoints.length === trajectoryPoints.length) to.ego.trajectoryPoints.set(trajectoryPoints);
  else to.ego.trajectoryPoints = trajectoryPoints.slice();
  to.staged = from.staged === null ? null : { ...from.staged, state: structuredClone(from.staged.state) };
}

/** A copy that goes its own way; the fork of a run. */
export function snapshot(model: WorldModel, state: WorldState): WorldState {
  const copy = emptyState(model, state.plan);
  copyState(state, copy);
  return copy;
}

/** Adds the state to a chain: all that decides the future and is not in the chain already; of a story what changes at each tick (`hashWhole`). */
export function hashState(chain: HashChain, state: WorldState): void {
  hashNumber(chain, state.tick);
  hashFloat64s(chain, state.numbers, 0, state.hashedCount);
  const { reportedNumbers: reported } = state.ego;
  if (reported.length > 0) hashFloat64s(chain, reported, 0, reported.length);
  if (state.staged !== null) hashStoryTick(chain, state.staged.state);
}

/** Adds the rest of what decides the future, which would cost too much at each tick: all of a story, where there is one. */
export function hashWhole(chain: HashChain, { staged }: WorldState): void {
  if (staged !== null) hashStory(chain, staged.state);
}

function arrange(model: WorldModel, plan: Plan, take: Take): Pick<WorldState, "runNumbers" | "ego" | "actors" | "story"> {
  const { vehicle, params } = model.ego;
  return {
    runNumbers: take(RUN_COUNT),
    ego: {
      inner: take(vehicle.stateSize(params, model.dtSec)),
      driveNumbers: take(DRIVE_COUNT),
      commandRows: take(IN_FLIGHT + COMMAND_COLUMNS * (model.actuationDelayTicks + 1)),
      trajectoryPoints: NO_NUMBERS,
      reportedNumbers: NO_NUMBERS,
      seen: { xM: 0, yM: 0, yawRad: 0, vLonMps: 0, vLatMps: 0, yawRateRadps: 0, aLonMps2: 0, aLatMps2: 0, roadWheelRad: 0 },
    },
    actors: arrangeActors(
      () => take(plan.count),
      () => take(plan.pathSlots.length),
    ),
    story: arrangeStory(plan, model.storyboard.events.length, take),
  };
}

function arrangeActors(row: () => Float64Array, path: () => Float64Array): ActorState {
  return {
    phase: row(),
    xM: row(),
    yM: row(),
    yawRad: row(),
    vxMps: row(),
    vyMps: row(),
    axMps2: row(),
    ayMps2: row(),
    yawRateRadps: row(),
    travelledM: row(),
    path: {
      sM: path(),
      tM: path(),
      vMps: path(),
      aMps2: path(),
      segment: path(),
      lawShape: path(),
      lawFromSec: path(),
      lawV0Mps: path(),
      lawDvMps: path(),
      lawOverSec: path(),
      lawDoneM: path(),
      lawAction: path(),
      profileIndex: path(),
      sideShape: path(),
      sideFromSec: path(),
      sideT0M: path(),
      sideDtM: path(),
      sideOverSec: path(),
      sideAction: path(),
      lane: path(),
      laneTM: path(),
      desiredMps: path(),
    },
  };
}

function arrangeStory(plan: Plan, eventCount: number, take: Take): StoryState {
  const event = (): Float64Array => take(eventCount);
  const action = (): Float64Array => take(plan.actions.length);
  const condition = (): Float64Array => take(plan.conditions.length);
  return {
    phase: event(),
    executions: event(),
    firedSec: event(),
    firstStartSec: event(),
    firstEndSec: event(),
    readySec: event(),
    isRunning: action(),
    endSec: action(),
    isKnown: condition(),
    isTrue: condition(),
    sinceSec: condition(),
    hasMargin: condition(),
    marginValue: condition(),
    standsSinceSec: condition(),
    isHolding: condition(),
    holdsSinceSec: condition(),
    isLateTrue: condition(),
    lateSinceSec: condition(),
    queueHead: condition(),
    queueCount: condition(),
  };
}

function arrangeHistory(plan: Plan, take: Take): HistoryState {
  const row = (): Float64Array => take(plan.count);
  const queue = plan.queueStart[plan.conditions.length]!;
  return {
    cosYaw: row(),
    sinYaw: row(),
    speedMps: row(),
    wasPresent: row(),
    lastXM: row(),
    lastYM: row(),
    lastYawRad: row(),
    lastSpeedMps: row(),
    queueSec: take(queue),
    queueEvent: take(queue),
    scenes: Array.from({ length: plan.sceneCount }, () => arrangeScene(row)),
  };
}

/** A scene without anybody in it. */
export function newScene(count: number): Scene {
  return arrangeScene(() => new Float64Array(count));
}

function arrangeScene(row: () => Float64Array): Scene {
  return {
    present: row(),
    xM: row(),
    yM: row(),
    yawRad: row(),
    cosYaw: row(),
    sinYaw: row(),
    vxMps: row(),
    vyMps: row(),
    axMps2: row(),
    ayMps2: row(),
    yawRateRadps: row(),
  };
}
