/**
 * LateralDistanceAction (ASAM OpenSCENARIO XML 1.3): reaches, or keeps, a distance to the side of another entity. The standard gives the constraints
 * and not the law between them (docs/decisions/0017-open-readings.md):
 * - across the road a critically damped spring, a = w^2 error - 2 w v, w^2 = 0.4 / m times the greatest acceleration; where only the speed is
 *   limited, straight to the place;
 * - beside an entity as it faces, and off the roads, the entity steers to the line beside the other, the steeper the further away it is;
 * - without constraints it is there at once.
 * Lengths across the road are in t, positive to its left.
 */
import { PI, turnRad, wrapRad } from "../../core/angle.ts";
import { acos, asin, cos, sin } from "../../core/dmath.ts";
import { emptyRoadDistance, roadDistance } from "../../road/opendrive/distance.ts";
import type { RoadPlace } from "../../road/opendrive/place.ts";
import { entitySpecOf } from "./entity-spec.ts";
import { nowSec } from "./entity-step.ts";
import { lateralM } from "./lat-actions.ts";
import { copyPlace } from "./placing.ts";
import type { PlannedAction } from "./plan.ts";
import { refusal } from "./refusal.ts";
import type { ConstraintsSpec, PrivateActionSpec } from "./spec.ts";
import type { EntityState, StoryWorld } from "./state.ts";

type LateralDistanceSpec = Extract<PrivateActionSpec, { kind: "lateral-distance" }>;

export interface SideRun {
  readonly kind: "lateral-distance";
  readonly otherEntity: number;
  /** 1: to the left of the other, -1: to its right. */
  readonly sideScale: number;
  readonly limits: ConstraintsSpec;
  readonly hasLimits: boolean;
  /** Timed by ticks the first tick is one to look, as in the players that step this way. */
  hasLooked: boolean;
  /** In t. */
  offsetMps: number;
  accelMps2: number;
}

/** Of the spring that holds the distance: stiffness per unit of the greatest acceleration, 1/m; as along the road. */
const STIFFNESS_PER_M = 0.4;
const REACHED_M = 0.01;
const SAME_M = 1e-6;
/** Of the radius to steer by. */
const LEAST_RADIUS_M = 0.5;
/** More is taken as this, so that the radius stays a number. */
const MOST_MPS2 = 1000;
/** How far along roads another entity is looked for. */
const REACH_M = 2000;

const NO_LIMITS: ConstraintsSpec = {
  maxAccelMps2: Infinity,
  maxDecelMps2: Infinity,
  maxAccelRateMps3: Infinity,
  maxDecelRateMps3: Infinity,
  maxSpeedMps: Infinity,
};
const TRAJECTORY_HINT = "who follows a trajectory keeps to it: this action would end that one";

/** Begins to keep, or to reach, a distance to the side of another entity; to its left where no side is given. */
export function startLateralDistance(world: StoryWorld, action: PlannedAction, _fromSec: number): SideRun {
  const spec = action.spec as LateralDistanceSpec;
  if (spec.coordinates === "trajectory")
    throw refusal("LateralDistanceAction", "coordinates entity, lane, road or world", "trajectory", TRAJECTORY_HINT);
  const limits = spec.constraints ?? NO_LIMITS;
  return {
    kind: "lateral-distance",
    otherEntity: world.plan.entityIndex.get(spec.entity)!,
    sideScale: spec.displacement === "rightToReferencedEntity" ? -1 : 1,
    limits,
    hasLimits: limits.maxAccelMps2 < Infinity || limits.maxDecelMps2 < Infinity || limits.maxSpeedMps < Infinity,
    hasLooked: false,
    offsetMps: 0,
    accelMps2: 0,
  };
}

/** Runs the action over [fromSec, toSec]. Returns the instant at which it ended, NaN while it goes on. */
export function stepLateralDistance(world: StoryWorld, action: PlannedAction, run: SideRun, fromSec: number, toSec: number): number {
  const spec = action.spec as LateralDistanceSpec;
  const entity = world.state.entities[action.actor]!;
  if (spec.coordinates === "entity" || entity.guide.road < 0) return steer(world, action.actor, run, spec, fromSec, toSec);
  const isLooking = world.options.timing === "tick" && !run.hasLooked;
  run.hasLooked = true;
  if (isLooking) return Number.NaN;
  const errorM = sideErrorM(world, action.actor, run, spec);
  if (!run.hasLimits) {
    entity.step.offsetM = entity.guide.offsetM + errorM;
    const isThere = world.options.timing === "subtick" || Math.abs(errorM) < REACHED_M;
    return spec.isContinuous || !isThere ? Number.NaN : fromSec;
  }
  return shift(world, entity, run, spec, errorM, toSec - fromSec) ? toSec : Number.NaN;
}

// ---- across the road ----

/** Moves across the road within the limits. Whether that was all. */
function shift(world: StoryWorld, entity: EntityState, run: SideRun, spec: LateralDistanceSpec, errorM: number, dtSec: number): boolean {
  if (!(dtSec > 0)) return false;
  const { step, guide } = entity;
  const isByTick = world.options.timing === "tick";
  const before = run.offsetMps;
  const mostMps = Math.min(run.limits.maxSpeedMps, Math.abs(step.speedMps));
  const isSudden = leastMps2(run.limits) === Infinity;
  run.offsetMps = clamp(isSudden ? errorM / dtSec : springMps(run, errorM, dtSec, isByTick), mostMps);
  // Timed by ticks the speed at its end counts for all of it.
  const wayM = (isSudden || isByTick ? run.offsetMps : 0.5 * (before + run.offsetMps)) * dtSec;
  step.offsetM = guide.offsetM + wayM;
  step.offsetMps = run.offsetMps;
  if (spec.isContinuous) return false;
  return isSudden ? Math.abs(errorM) <= mostMps * dtSec : Math.abs(errorM) < REACHED_M;
}

/** Speed after a step of the spring: at its beginning, or at its middle (second order). */
function springMps(run: SideRun, errorM: number, dtSec: number, isByTick: boolean): number {
  const before = run.offsetMps;
  let accel = springMps2(run, errorM, before, dtSec);
  if (!isByTick) {
    const halfSec = 0.5 * dtSec;
    const middleMps = before + springMps2(run, errorM, before, halfSec) * halfSec;
    accel = springMps2(run, errorM - 0.5 * (before + middleMps) * halfSec, middleMps, dtSec);
  }
  run.accelMps2 = accel;
  return before + accel * dtSec;
}

/**
 * What the spring asks for, within the limits: the greatest acceleration bounds slowing down too, unless the greatest deceleration is less; to
 * either side, growing speed is acceleration and shrinking speed deceleration.
 */
function springMps2({ limits, accelMps2 }: SideRun, errorM: number, speedMps: number, dtSec: number): number {
  const stiffness = STIFFNESS_PER_M * leastMps2(limits);
  const wanted = stiffness * errorM - 2 * Math.sqrt(stiffness) * speedMps;
  const isSlowing = wanted * speedMps < 0;
  const most = isSlowing ? leastMps2(limits) : limits.maxAccelMps2;
  const rate = isSlowing ? Math.min(limits.maxAccelRateMps3, limits.maxDecelRateMps3) : limits.maxAccelRateMps3;
  return clamp(accelMps2 + clamp(wanted - accelMps2, rate * dtSec), most);
}

/** The greatest acceleration, unless the greatest deceleration is less: what can be taken back as fast as it was gained. */
function leastMps2({ maxAccelMps2, maxDecelMps2 }: ConstraintsSpec): number {
  return Math.min(maxAccelMps2, maxDecelMps2);
}

function clamp(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value));
}

// ---- beside the other as it faces ----

/** Steers to the line beside the other, or is set on it. Returns the instant at which that was all. */
function steer(world: StoryWorld, index: number, run: SideRun, spec: LateralDistanceSpec, fromSec: number, toSec: number): number {
  const entity = world.state.entities[index]!;
  const besideRad = world.state.entities[run.otherEntity]!.hRad;
  const leftM = leftErrorM(world, index, run, spec);
  const wayM = wayOver(world, entity, toSec);
  if (!run.hasLimits) setBeside(world, entity, besideRad, leftM, wayM);
  else {
    const dtSec = toSec - fromSec;
    const isByTick = world.options.timing === "tick";
    const turnedRad = turnTo(entity, besideRad, leftM, run.limits, isByTick ? Math.abs(wayM) : 0, dtSec);
    // Timed by ticks the heading of its end counts for all of it.
    moveOn(world, entity, entity.xM, entity.yM, entity.hRad + (isByTick ? 1 : 0.5) * turnedRad, wayM);
    entity.step.pose.hRad = wrapRad(entity.hRad + turnedRad);
  }
  entity.step.poseSec = toSec;
  return spec.isContinuous || (run.hasLimits && Math.abs(leftM) > REACHED_M) ? Number.NaN : toSec;
}

/** Way of the tick. */
function wayOver(world: StoryWorld, { step }: EntityState, toSec: number): number {
  return world.options.timing === "tick" ? step.speedMps * (toSec - nowSec(world)) : step.wayM + step.speedMps * (toSec - step.untilSec);
}

/** Straight to the side, then on beside the other; timed by ticks the way to the side is taken from that of the tick. */
function setBeside(world: StoryWorld, entity: EntityState, besideRad: number, leftM: number, wayM: number): void {
  const isByTick = world.options.timing === "tick";
  const onM = Math.sign(wayM) * Math.max(0, Math.abs(wayM) - (isByTick ? Math.abs(leftM) : 0));
  moveOn(world, entity, entity.xM - leftM * sin(besideRad), entity.yM + leftM * cos(besideRad), besideRad, onM);
  entity.step.isBroken = true;
}

/**
 * By how much it turns over a step. R = 1.5 v^2 / a, 0.5 m at least, is a radius that keeps the sideways acceleration a at the peak of the turn.
 * Further away than R it heads straight for the line; nearer by the share w of that and 1 - w of the direction of the line, w cubic in the angle
 * acos(1 - distance / R); timed by ticks at half the way of the step, and from where one step leads onto the line, there. It turns by 1.5 v / R
 * at most.
 */
function turnTo(entity: EntityState, besideRad: number, leftM: number, limits: ConstraintsSpec, stepM: number, dtSec: number): number {
  const { hRad } = entity;
  const speedMps = Math.abs(entity.step.speedMps);
  const distanceM = Math.abs(leftM);
  const alongRad = turnRad(hRad, besideRad);
  if (distanceM < SAME_M && stepM > 0) return alongRad;
  const side = Math.sign(leftM);
  const accel = Math.min(leastMps2(limits), MOST_MPS2);
  // Without acceleration to the side there is no way to turn.
  if (!(accel > 0)) return 0;
  const radiusM = Math.max(LEAST_RADIUS_M, (1.5 * speedMps * speedMps) / accel);
  if (distanceM < 0.5 * stepM && 0.5 * stepM > radiusM) return turnRad(hRad, besideRad + side * asin(distanceM / stepM));
  const acrossRad = turnRad(hRad, besideRad + (side * PI) / 2);
  const share = distanceM > radiusM ? 1 : shareAcross(distanceM / radiusM, stepM / radiusM);
  const steepest = asin(Math.min(1, limits.maxSpeedMps / Math.max(speedMps, SAME_M)));
  const wantedRad = share * acrossRad + (1 - share) * alongRad;
  const offRad = turnRad(besideRad, hRad + wantedRad);
  const turningRad = steepest < PI / 2 && Math.abs(offRad) > steepest ? turnRad(hRad, besideRad + clamp(offRad, steepest)) : wantedRad;
  return clamp(turningRad, Math.min(PI, ((1.5 * speedMps) / radiusM) * dtSec));
}

/** Share of the direction across: 3 u^2 - 2 u^3 of u = 2 / pi times the angle of the arc, less a quarter of the step's. */
function shareAcross(distance: number, stepRad: number): number {
  const angleRad = Math.max(acos(1 - distance), 0.5 * stepRad);
  const u = (2 * angleRad - 0.5 * stepRad) / PI;
  return u * u * (3 - 2 * u);
}

/** Stands at a point after a way on along a heading. */
function moveOn(world: StoryWorld, entity: EntityState, xM: number, yM: number, hRad: number, wayM: number): void {
  const { step } = entity;
  const isOnRoads = world.map !== null;
  step.isPosed = true;
  step.pose.xM = xM + wayM * cos(hRad);
  step.pose.yM = yM + wayM * sin(hRad);
  step.pose.zM = isOnRoads ? Number.NaN : entity.zM;
  step.pose.hRad = wrapRad(hRad);
  step.pose.pRad = isOnRoads ? Number.NaN : entity.pRad;
  step.pose.rRad = isOnRoads ? Number.NaN : entity.rRad;
}

// ---- how far it is ----

/** How far it has to go to the left of the other, across that one's heading. */
function leftErrorM(world: StoryWorld, index: number, run: SideRun, spec: LateralDistanceSpec): number {
  const other = world.state.entities[run.otherEntity]!;
  return wantedSideM(world, index, run, spec) - lateralM(other, world.state.entities[index]!, other.hRad);
}

/** The distance wanted between the origins, positive to the left of the other. */
function wantedSideM(world: StoryWorld, index: number, run: SideRun, spec: LateralDistanceSpec): number {
  const halvesM = 0.5 * (entitySpecOf(world, index).box.widthM + entitySpecOf(world, run.otherEntity).box.widthM);
  return run.sideScale * ((spec.distanceM ?? 0) + (spec.isFreespace ? halvesM : 0));
}

/** How far it has to go to the side, in t: measured across the roads that lead to the other, or across the other's heading. */
function sideErrorM(world: StoryWorld, index: number, run: SideRun, spec: LateralDistanceSpec): number {
  const entity = world.state.entities[index]!;
  const other = world.state.entities[run.otherEntity]!;
  const turned = spec.coordinates === "world" ? 0 : turnOfRoads(world, entity, other);
  if (turned !== 0) {
    const wantedM = wantedSideM(world, index, run, spec);
    return turned * (other.place.tM + (other.isAgainst ? -wantedM : wantedM)) - entity.place.tM;
  }
  const leftM = leftErrorM(world, index, run, spec);
  const facing = cos(entity.hRad - other.hRad) >= 0 ? 1 : -1;
  return entity.isAgainst ? -leftM * facing : leftM * facing;
}

/** 1: along the way between them their roads run the same way, -1: against each other, 0: there is no way. */
function turnOfRoads(world: StoryWorld, entity: EntityState, other: EntityState): -1 | 0 | 1 {
  if (entity.place.road === other.place.road) return 1;
  copyPlace(entity.place, FROM);
  copyPlace(other.place, TO);
  FROM.tM = -1;
  TO.tM = 0;
  roadDistance(world.map!, FROM, TO, REACH_M, APART);
  return !APART.found ? 0 : APART.dtM > 0 ? 1 : -1;
}

/** Scratch of the way between two. */
const FROM: RoadPlace = { road: -1, lane: 0, sM: 0, tM: 0, offsetM: 0 };
const TO: RoadPlace = { road: -1, lane: 0, sM: 0, tM: 0, offsetM: 0 };
const APART = emptyRoadDistance();
