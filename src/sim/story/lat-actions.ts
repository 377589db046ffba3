/**
 * LaneChangeAction and LaneOffsetAction (ASAM OpenSCENARIO XML 1.3): transitions of the offset from a lane's centre, of the time or the way along the
 * lane since their start; the entity follows that lane meanwhile, over links too. Lengths to the side are in t, positive to the left of the road.
 */
import { pointAt, emptyRoadPoint, laneCentreTM } from "../../road/opendrive/point.ts";
import type { RoadMap } from "../../road/opendrive/map.ts";
import { cos, sin } from "../../core/dmath.ts";
import { durationOfRateSec, SHAPES, shapeRate, shapeValue, STEP } from "../transition.ts";
import { nowSec } from "./entity-step.ts";
import { laneStepped } from "./lane-count.ts";
import type { PlannedAction } from "./plan.ts";
import { refusal } from "./refusal.ts";
import { SAME_SEC } from "./speed-action.ts";
import type { PrivateActionSpec } from "./spec.ts";
import type { EntityState, StoryWorld } from "./state.ts";

/** A transition of the offset from the guide's lane. */
export interface ShiftRun {
  readonly kind: "lane-change" | "lane-offset";
  /** Later by what a lane change was held back. */
  startSec: number;
  readonly startOdometerM: number;
  readonly shape: number;
  /** Exactly one is not NaN; a way is measured along the lane. */
  readonly overSec: number;
  readonly overM: number;
  /** Of one over a way: how much was driven since its start along the path, and how far along the lane that led. */
  pathM: number;
  alongM: number;
  fromM: number;
  toM: number;
  /** Entity whose place to the side is followed; -1: none. */
  readonly otherEntity: number;
  readonly isContinuous: boolean;
}

type LaneChangeSpec = Extract<PrivateActionSpec, { kind: "lane-change" }>;
type LaneOffsetSpec = Extract<PrivateActionSpec, { kind: "lane-offset" }>;

// ---- lane change ----

/** Begins a lane change at `fromSec`: from here on the entity follows the target lane, at the offset it has from it. */
export function startLaneChange(world: StoryWorld, action: PlannedAction, fromSec: number): ShiftRun {
  const spec = action.spec as LaneChangeSpec;
  const entity = world.state.entities[action.actor]!;
  const map = roadsFor(world, entity, "LaneChangeAction");
  const { guide } = entity;
  const lane = targetLane(world, spec);
  const centreM = laneCentreTM(map, guide.road, guide.sM, lane);
  if (Number.isNaN(centreM)) {
    throw refusal(
      "LaneChangeAction",
      `a lane of road ${map.source.roads[guide.road]!.id} at s = ${guide.sM.toFixed(2)} m`,
      `lane ${String(lane)}`,
    );
  }
  const asideM = shiftedM(entity);
  guide.lane = lane;
  guide.offsetM = guide.tM - centreM;
  const fromM = guide.offsetM + asideM;
  const shape = SHAPES.indexOf(spec.dynamics.shape);
  const { dimension, value } = spec.dynamics;
  const deltaM = spec.targetOffsetM - fromM;
  const isByWay = dimension === "distance" && shape !== STEP;
  const overSec = shape === STEP || deltaM === 0 ? 0 : dimension === "time" ? value : durationOfRateSec(shape, deltaM, Math.abs(value));
  return {
    kind: "lane-change",
    ...shiftFrom(world, entity, shape, fromSec),
    fromM,
    overSec: isByWay ? Number.NaN : overSec,
    overM: isByWay ? value : Number.NaN,
    toM: spec.targetOffsetM,
    otherEntity: -1,
    isContinuous: false,
  };
}

/** The lane to change to: of lanes relative to an entity, positive to its left. */
function targetLane(world: StoryWorld, spec: LaneChangeSpec): number {
  if (spec.target.kind === "absolute") return Number(spec.target.lane);
  const other = world.state.entities[world.plan.entityIndex.get(spec.target.entity)!]!;
  return laneStepped(other.place.lane, other.isAgainst ? -spec.target.lanes : spec.target.lanes);
}

// ---- lane offset ----

/** Begins a change of the offset from the centre of the lane it is in, at `fromSec`. */
export function startLaneOffset(world: StoryWorld, action: PlannedAction, fromSec: number): ShiftRun {
  const spec = action.spec as LaneOffsetSpec;
  const entity = world.state.entities[action.actor]!;
  roadsFor(world, entity, "LaneOffsetAction");
  const asideM = shiftedM(entity);
  followOwnLane(world, entity);
  const fromM = entity.guide.offsetM + asideM;
  const shape = SHAPES.indexOf(spec.shape);
  const otherEntity = spec.target.kind === "relative" ? world.plan.entityIndex.get(spec.target.entity)! : -1;
  const toM = otherEntity < 0 ? spec.target.offsetM : besideM(world, entity, otherEntity, spec.target.offsetM);
  return {
    kind: "lane-offset",
    ...shiftFrom(world, entity, shape, fromSec),
    fromM,
    overSec: spec.maxLateralAccMps2 === null ? 0 : durationOfAccelSec(shape, toM - fromM, spec.maxLateralAccMps2),
    overM: Number.NaN,
    toM,
    otherEntity: spec.isContinuous ? otherEntity : -1,
    isContinuous: spec.isContinuous,
  };
}

/** The guide becomes the lane that it is in. */
function followOwnLane(world: StoryWorld, entity: EntityState): void {
  const { guide, place } = entity;
  if (place.road !== guide.road || place.lane === 0 || place.lane === guide.lane) return;
  const centreM = laneCentreTM(world.map!, guide.road, guide.sM, place.lane);
  if (Number.isNaN(centreM)) return;
  guide.lane = place.lane;
  guide.offsetM = guide.tM - centreM;
}

/**
 * Time a change by `deltaM` takes with the greatest sideways acceleration: sinusoidal pi^2 d / (2 P^2), cubic 6 d / P^2. A straight ramp has none but
 * at its ends; it takes as long as a cubic (docs/decisions/0017-open-readings.md).
 */
function durationOfAccelSec(shape: number, deltaM: number, accelMps2: number): number {
  if (shape === STEP || deltaM === 0) return 0;
  const name = SHAPES[shape];
  const peak = name === "sinusoidal" ? 4.934802200544679 : 6;
  return Math.sqrt((peak * Math.abs(deltaM)) / accelMps2);
}

// ---- both ----

function shiftFrom(
  world: StoryWorld,
  entity: EntityState,
  shape: number,
  fromSec: number,
): Pick<ShiftRun, "startSec" | "startOdometerM" | "shape" | "pathM" | "alongM"> {
  const startOdometerM = entity.odometerM + Math.abs(entity.step.speedMps) * (fromSec - nowSec(world));
  return { startSec: fromSec, startOdometerM, shape, pathM: 0, alongM: 0 };
}

/** How far another action has taken it to the side within the tick under way, where one ended in it. */
function shiftedM({ step, guide }: EntityState): number {
  return Number.isNaN(step.offsetM) ? 0 : step.offsetM - guide.offsetM;
}

/**
 * Runs a lane change or lane offset over [fromSec, toSec]. Returns the instant at which it ended, NaN while it goes on. Who is at the end of its
 * road has no lane ahead to change to: its lane change is over.
 */
export function stepShift(world: StoryWorld, action: PlannedAction, run: ShiftRun, fromSec: number, toSec: number): number {
  const entity = world.state.entities[action.actor]!;
  if (run.kind === "lane-change" && !Number.isNaN(entity.endOfRoadSinceSec)) return fromSec;
  if (run.otherEntity >= 0) run.toM = besideM(world, entity, run.otherEntity, (action.spec as LaneOffsetSpec).target.offsetM);
  return shiftOn(world, entity, run, fromSec, toSec);
}

/** Goes on with a transition over [fromSec, toSec]. Returns the instant at which it ended, NaN while it goes on. */
export function shiftOn(world: StoryWorld, entity: EntityState, run: ShiftRun, fromSec: number, toSec: number): number {
  const { step } = entity;
  // Timed by ticks, as the players have it that step this way: the heading of the tick's beginning and the speed as the actions so far have left it;
  // a lane offset is that of the tick's beginning altogether, and a lane change drives by itself, in the tick of a teleport too.
  const isByTick = world.options.timing === "tick";
  const isOffset = isByTick && run.kind === "lane-offset";
  if (isByTick && !isOffset) step.isTeleported = false;
  const before = isByTick ? progress(world, entity, run, fromSec) : Number.NaN;
  const isTimed = run.kind === "lane-change" && run.overSec > 0;
  if (isTimed && isByTick && Math.abs(step.speedMps) < SAME_M) return waitFor(entity, run, toSec - fromSec);
  const isHeld = isTimed && holdBack(world, entity, run, fromSec, toSec);
  const u = isOffset ? before : progress(world, entity, run, toSec);
  const isThere = u >= 1 - SAME_SEC;
  step.offsetM = isThere ? run.toM : isHeld && isByTick ? run.fromM + (run.toM - run.fromM) * u : offsetAtM(run, u);
  if (isByTick && !isOffset) step.paceMps = step.speedMps;
  step.isAcross = isOffset;
  step.offsetMps = isHeld ? Math.sign(run.toM - run.fromM) * Math.abs(step.speedMps) : sidewaysMps(entity, run, isByTick ? before : u);
  if (!isThere || run.isContinuous) return Number.NaN;
  return Number.isNaN(run.overM) ? Math.max(fromSec, Math.min(toSec, run.startSec + run.overSec)) : toSec - lateSec(entity, run, u);
}

/** Who stands stays where it is; what is left of the time begins when it drives. */
function waitFor({ step, guide }: EntityState, run: ShiftRun, dtSec: number): number {
  run.startSec += dtSec;
  step.offsetM = guide.offsetM;
  step.offsetMps = 0;
  return Number.NaN;
}

/**
 * Nobody changes lanes faster than it drives: where the time that is given asks for more, it moves straight to the side and comes later. Timed by
 * ticks, as in the players that step this way, it goes on evenly over what is left of the time meanwhile. Whether it was held back.
 */
function holdBack(world: StoryWorld, entity: EntityState, run: ShiftRun, fromSec: number, toSec: number): boolean {
  const wholeM = Math.abs(run.toM - run.fromM);
  const from = (fromSec - run.startSec) / run.overSec;
  const to = (toSec - run.startSec) / run.overSec;
  if (wholeM === 0 || to <= 0) return false;
  const mostM = Math.abs(sinceM(world, entity, toSec) - sinceM(world, entity, fromSec));
  let u: number;
  if (world.options.timing === "tick") {
    if (wholeM * shapeRate(run.shape, from) * (to - from) < mostM + SAME_M) return false;
    u = from + mostM / wholeM;
  } else {
    const mostShare = shapeValue(run.shape, from) + mostM / wholeM;
    if (shapeValue(run.shape, to) <= mostShare) return false;
    u = shapeInverse(run.shape, mostShare, Math.max(0, from), to);
  }
  run.startSec = toSec - u * run.overSec;
  return true;
}

const HALVINGS = 50;

/** Where between two values of u the shape has a value; it rises. */
function shapeInverse(shape: number, value: number, fromU: number, toU: number): number {
  let low = fromU;
  let high = toU;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = 0.5 * (low + high);
    if (shapeValue(shape, middle) < value) low = middle;
    else high = middle;
  }
  return low;
}

function offsetAtM(run: ShiftRun, u: number): number {
  return run.fromM + (run.toM - run.fromM) * shapeValue(run.shape, u);
}

/** How much of the transition lies behind at an instant; 1: all. */
function progress(world: StoryWorld, entity: EntityState, run: ShiftRun, atSec: number): number {
  if (Number.isNaN(run.overM)) return run.overSec > 0 ? (atSec - run.startSec) / run.overSec : 1;
  if (!(run.overM > 0)) return 1;
  const pathM = entity.odometerM + Math.abs(sinceM(world, entity, atSec)) - run.startOdometerM;
  const stepM = pathM - run.pathM;
  run.pathM = pathM;
  run.alongM += world.options.timing === "tick" ? stepM / lengthening(run, run.alongM / run.overM) : alongLaneM(run, stepM);
  return run.alongM / run.overM;
}

/** Way of the tick under way up to an instant. */
function sinceM(world: StoryWorld, { step, speedMps }: EntityState, atSec: number): number {
  if (world.options.timing === "tick") return step.speedMps * (atSec - nowSec(world));
  return atSec >= step.untilSec ? step.wayM + step.speedMps * (atSec - step.untilSec) : speedMps * (atSec - nowSec(world));
}

const CHORD_STEPS = 8;
/** Lengths closer than this are one, m; and slower is standing, m/s. */
const SAME_M = 1e-6;

/** What of a straight step of the path goes along the lane: x^2 + (f(x) - f(0))^2 = step^2, by Newton. Behind the end all of it does. */
function alongLaneM(run: ShiftRun, stepM: number): number {
  const fromU = run.alongM / run.overM;
  const beforeM = offsetAtM(run, fromU);
  const leftM = Math.max(0, run.overM - run.alongM);
  const leftPathM = Math.sqrt(leftM * leftM + (run.toM - beforeM) * (run.toM - beforeM));
  if (stepM >= leftPathM) return leftM + stepM - leftPathM;
  let x = stepM / lengthening(run, fromU);
  for (let i = 0; i < CHORD_STEPS; i++) {
    const u = fromU + x / run.overM;
    const asideM = offsetAtM(run, u) - beforeM;
    const missing = stepM * stepM - x * x - asideM * asideM;
    const rate = 2 * (x + asideM * slopeAt(run, u));
    if (Math.abs(missing) <= 1e-15 * stepM * stepM || rate === 0) break;
    x += missing / rate;
  }
  return x;
}

/** Of a transition over a way: offset per way along the lane. */
function slopeAt(run: ShiftRun, u: number): number {
  return ((run.toM - run.fromM) * shapeRate(run.shape, u)) / run.overM;
}

/** Of a transition over a way: path per way along the lane. */
function lengthening(run: ShiftRun, u: number): number {
  const slope = slopeAt(run, u);
  return Math.sqrt(1 + slope * slope);
}

/** Speed to the side, where so much of the transition lies behind. */
function sidewaysMps(entity: EntityState, run: ShiftRun, u: number): number {
  if (Number.isNaN(run.overM)) return run.overSec > 0 ? ((run.toM - run.fromM) * shapeRate(run.shape, u)) / run.overSec : 0;
  return run.overM > 0 ? (slopeAt(run, u) * Math.abs(entity.step.speedMps)) / lengthening(run, u) : 0;
}

/** How long ago a transition over a way was at its end. */
function lateSec(entity: EntityState, run: ShiftRun, u: number): number {
  const speedMps = Math.abs(entity.step.speedMps);
  return speedMps > 0 ? Math.max(0, ((u - 1) * run.overM) / speedMps) : 0;
}

/** Offset from the guide's lane at which it is `offsetM` to the left of another entity, as that one faces; in t of the road. */
function besideM(world: StoryWorld, entity: EntityState, otherEntity: number, offsetM: number): number {
  const { guide } = entity;
  const other = world.state.entities[otherEntity]!;
  const centreM = guide.tM - guide.offsetM;
  const asideM = other.isAgainst ? -offsetM : offsetM;
  if (other.place.road === guide.road) return other.place.tM + asideM - centreM;
  pointAt(world.map!, guide.road, guide.sM, guide.tM, HERE);
  return guide.offsetM + lateralM(entity, other, HERE.hRad) + asideM;
}

/** Scratch of the point of the road that an entity is at. */
const HERE = emptyRoadPoint();

/** How far `other` lies to the left of `entity`, in the frame of a heading. */
export function lateralM(entity: EntityState, other: EntityState, hRad: number): number {
  return (other.yM - entity.yM) * cos(hRad) - (other.xM - entity.xM) * sin(hRad);
}

/** The map, for an action that needs the entity to be on a road. */
function roadsFor(world: StoryWorld, entity: EntityState, element: string): RoadMap {
  if (world.map === null || entity.guide.road < 0) throw refusal(element, "an entity on a road", "one that is on none");
  return world.map;
}
