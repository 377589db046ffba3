/**
 * LongitudinalDistanceAction (ASAM OpenSCENARIO XML 1.3): keeps, or reaches, a distance or time gap to another entity. The standard gives the
 * constraints and not the law between them; here the gap is a critically damped spring,
 *   a = w^2 (gap - wanted) + 2 w (v of the other - v),    w^2 = 0.4 / m times the greatest deceleration (acceleration where gap - wanted < 0),
 * within the constraints (docs/decisions/0017-open-readings.md): an error of 2.5 m asks for all of it. Where jerk is limited, gap and speeds are
 * those of when the present acceleration is taken back. Without constraints the distance is there at once. A time gap counts at the other's speed,
 * which is the speed that both have while the gap is kept.
 */
import { cos, sin } from "../../core/dmath.ts";
import { emptyRoadDistance, roadDistance } from "../../road/opendrive/distance.ts";
import { addWay, driveTo, foreseenSpeedMps, nowSec } from "./entity-step.ts";
import { entitySpecOf } from "./entity-spec.ts";
import type { PlannedAction } from "./plan.ts";
import { limitsOf } from "./limits.ts";
import { refusal } from "./refusal.ts";
import type { ConstraintsSpec, PrivateActionSpec } from "./spec.ts";
import type { EntityState, StoryWorld } from "./state.ts";
import type { TrajectoryRun } from "./follow-trajectory.ts";
import { curvePoint } from "./trajectory.ts";
import { besideTrajectory, type BesideTrajectory, followedBy, shortWayM } from "./trajectory-nearest.ts";

/** Of the spring: stiffness per unit of the greatest acceleration, 1/m. */
const STIFFNESS_PER_M = 0.4;
/** Taken as the greatest acceleration where the constraints state none, m/s^2. */
const MOST_MPS2 = 10;
/** Of the law, where it switches. */
const STEP_SEC = 2e-4;
/** The distance is reached. */
const REACHED_M = 0.1;
/** How far along roads another entity is looked for. */
const REACH_M = 2000;

export interface DistanceRun {
  readonly kind: "longitudinal-distance";
  readonly otherEntity: number;
  /** 1: the other is ahead, so it is followed; -1: it is led. */
  readonly sideScale: number;
  readonly hasLimits: boolean;
  accelMps2: number;
}

type DistanceSpec = Extract<PrivateActionSpec, { kind: "longitudinal-distance" }>;

/** Begins the action at `fromSec`. */
export function startDistance(world: StoryWorld, action: PlannedAction, fromSec: number): DistanceRun {
  const spec = action.spec as DistanceSpec;
  const otherEntity = world.plan.entityIndex.get(spec.entity)!;
  driveTo(world.state.entities[action.actor]!, fromSec);
  const ahead = centreGapM(world, action.actor, otherEntity, spec.coordinates) < 0 ? -1 : 1;
  return {
    kind: "longitudinal-distance",
    otherEntity,
    sideScale: spec.displacement === "any" ? ahead : spec.displacement === "leadingReferencedEntity" ? -1 : 1,
    hasLimits: spec.constraints !== null && isLimited(spec.constraints),
    accelMps2: 0,
  };
}

/** Runs the action over [fromSec, toSec]. Returns the instant at which it ended, NaN while it goes on. */
export function stepDistance(world: StoryWorld, action: PlannedAction, run: DistanceRun, fromSec: number, toSec: number): number {
  const spec = action.spec as DistanceSpec;
  const entity = world.state.entities[action.actor]!;
  if (spec.coordinates === "trajectory") checkFollowing(world, action, run);
  driveTo(entity, fromSec);
  const gapM = gapAtM(world, action.actor, run.otherEntity, spec, fromSec);
  if (!run.hasLimits) return setAtOnce(world, entity, run, spec, gapM, fromSec, toSec);
  const limits = limitsOf(spec.constraints, entitySpecOf(world, action.actor).ability);
  driveInSteps(world, entity, run, spec, limits, gapM, fromSec, toSec);
  if (spec.isContinuous) return Number.NaN;
  const errorM = gapM - wantedM(world, run, spec, fromSec);
  return Math.abs(errorM) < REACHED_M ? toSec : Number.NaN;
}

/** Trajectory coordinates need a trajectory, which says where the entity is: it can be driven along, not jumped to. */
function checkFollowing(world: StoryWorld, action: PlannedAction, run: DistanceRun): void {
  const path = "LongitudinalDistanceAction";
  const what = "for trajectory coordinates";
  if (followedBy(world, action.actor) === null) throw refusal(path, `an actor that follows a trajectory, ${what}`, "one that follows none");
  if (!run.hasLimits) throw refusal(path, `DynamicConstraints, ${what}`, "none");
}

/** Nothing limits it: it stands where it is wanted; with `continuous` it goes on at the other's speed from there. */
function setAtOnce(
  world: StoryWorld,
  entity: EntityState,
  run: DistanceRun,
  spec: DistanceSpec,
  gapM: number,
  fromSec: number,
  toSec: number,
): number {
  entity.step.jumpM += gapM - wantedM(world, run, spec, fromSec);
  entity.step.isBroken = true;
  if (!spec.isContinuous) return fromSec;
  const other = world.state.entities[run.otherEntity]!;
  const beforeMps = foreseenSpeedMps(world, other, fromSec);
  const afterMps = foreseenSpeedMps(world, other, toSec);
  addWay(entity, 0.5 * (beforeMps + afterMps) * (toSec - fromSec), toSec, afterMps);
  return Number.NaN;
}

/**
 * The law over a tick. A limited jerk makes it switch to and fro, where no order of a method helps: it is stepped finely then, so that what comes
 * out does not hang on the tick. Timed by ticks it is taken once a tick, as players that step this way do.
 */
function driveInSteps(
  world: StoryWorld,
  entity: EntityState,
  run: DistanceRun,
  spec: DistanceSpec,
  limits: ConstraintsSpec,
  gapM: number,
  fromSec: number,
  toSec: number,
): void {
  const isSwitching = limits.maxAccelRateMps3 < Infinity || limits.maxDecelRateMps3 < Infinity;
  const steps = isSwitching && world.options.timing === "subtick" ? Math.ceil((toSec - fromSec) / STEP_SEC - 1e-6) : 1;
  const dtSec = (toSec - fromSec) / steps;
  const other = world.state.entities[run.otherEntity]!;
  let restM = gapM;
  for (let i = 0; i < steps; i++) {
    const atSec = fromSec + i * dtSec;
    const beforeM = entity.step.wayM;
    const mps = foreseenSpeedMps(world, other, atSec + 0.5 * dtSec);
    drive(world, entity, run, spec, limits, restM, dtSec, i === steps - 1 ? toSec : atSec + dtSec);
    restM += mps * dtSec - (entity.step.wayM - beforeM);
  }
}

/** One step of the law, at the middle of the step (second order), the other going on as it does; timed by ticks, at its beginning. */
function drive(
  world: StoryWorld,
  entity: EntityState,
  run: DistanceRun,
  spec: DistanceSpec,
  limits: ConstraintsSpec,
  gapM: number,
  dtSec: number,
  toSec: number,
): void {
  if (dtSec <= 0) return;
  const other = world.state.entities[run.otherEntity]!;
  const before = entity.step.speedMps;
  const fromSec = toSec - dtSec;
  const otherMps = foreseenSpeedMps(world, other, fromSec);
  const first = lawMps2(world, run, spec, limits, gapM, before, otherMps, fromSec);
  const accel =
    world.options.timing === "tick"
      ? clampAccel(run, limits, first, dtSec)
      : middleMps2(world, run, spec, limits, gapM, before, first, fromSec, dtSec);
  const most = limits.maxSpeedMps;
  const after = Math.max(0, Math.min(most, before + accel * dtSec));
  run.accelMps2 = accel;
  addWay(entity, 0.5 * (before + after) * dtSec, toSec, after);
}

/** The acceleration at the middle of a step, from that at its beginning. */
function middleMps2(
  world: StoryWorld,
  run: DistanceRun,
  spec: DistanceSpec,
  limits: ConstraintsSpec,
  gapM: number,
  beforeMps: number,
  firstMps2: number,
  fromSec: number,
  dtSec: number,
): number {
  const other = world.state.entities[run.otherEntity]!;
  const halfSec = 0.5 * dtSec;
  const middleMps = beforeMps + clampAccel(run, limits, firstMps2, halfSec) * halfSec;
  const otherMps = foreseenSpeedMps(world, other, fromSec);
  const otherMiddleMps = foreseenSpeedMps(world, other, fromSec + halfSec);
  const middleGapM = gapM + 0.5 * (otherMps + otherMiddleMps - beforeMps - middleMps) * halfSec;
  const second = lawMps2(world, run, spec, limits, middleGapM, middleMps, otherMiddleMps, fromSec + halfSec);
  return clampAccel(run, limits, second, dtSec);
}

/** The acceleration that the spring asks for. Where jerk is limited, from where the entity will be when its present acceleration is taken back. */
function lawMps2(
  world: StoryWorld,
  run: DistanceRun,
  spec: DistanceSpec,
  limits: ConstraintsSpec,
  gapM: number,
  speedMps: number,
  otherMps: number,
  atSec: number,
): number {
  const backSec = Math.abs(run.accelMps2) / (run.accelMps2 > 0 ? limits.maxDecelRateMps3 : limits.maxAccelRateMps3);
  const laterMps = speedMps + 0.5 * run.accelMps2 * backSec;
  const laterGapM = gapM + backSec * (otherMps - speedMps - (run.accelMps2 * backSec) / 3);
  const errorM = laterGapM - wantedM(world, run, spec, atSec);
  const most = errorM < 0 ? limits.maxAccelMps2 : limits.maxDecelMps2;
  const omega = Math.sqrt(STIFFNESS_PER_M * Math.min(most, MOST_MPS2));
  return omega * (omega * errorM + 2 * (otherMps - laterMps));
}

/** An acceleration within its limits, and no further from the one before than the jerk allows. */
function clampAccel(run: DistanceRun, limits: ConstraintsSpec, accelMps2: number, dtSec: number): number {
  const wanted = Math.max(-limits.maxDecelMps2, Math.min(limits.maxAccelMps2, accelMps2));
  const up = limits.maxAccelRateMps3 * dtSec;
  const down = limits.maxDecelRateMps3 * dtSec;
  return Math.max(run.accelMps2 - down, Math.min(run.accelMps2 + up, wanted));
}

/** The gap wanted, signed: the other ahead is positive. */
function wantedM(world: StoryWorld, run: DistanceRun, spec: DistanceSpec, atSec: number): number {
  if (spec.distanceM !== null) return run.sideScale * spec.distanceM;
  const other = world.state.entities[run.otherEntity]!;
  return run.sideScale * (spec.timeGapSec ?? 0) * Math.abs(foreseenSpeedMps(world, other, atSec));
}

/** The gap at an instant near the tick's beginning: that of the state, and what both drove since. */
function gapAtM(world: StoryWorld, index: number, otherEntity: number, spec: DistanceSpec, atSec: number): number {
  const entity = world.state.entities[index]!;
  const other = world.state.entities[otherEntity]!;
  const betweenM = centreGapM(world, index, otherEntity, spec.coordinates);
  const sinceSec = world.state.tick === 0 ? 0 : atSec - nowSec(world);
  // Of the init actions, those before this one count.
  const otherJumpM = world.state.tick === 0 ? other.step.jumpM : 0;
  const moved = betweenM + sinceSec * other.speedMps + otherJumpM - entity.step.wayM - entity.step.jumpM;
  return spec.isFreespace ? moved - Math.sign(moved) * bothHalvesM(world, index, otherEntity, moved) : moved;
}

/** From one origin to the other, positive ahead: along the roads, or along the entity's own heading where the roads do not tell. */
function centreGapM(world: StoryWorld, index: number, otherEntity: number, coordinates: DistanceSpec["coordinates"]): number {
  const entity = world.state.entities[index]!;
  const other = world.state.entities[otherEntity]!;
  if (world.map !== null && (coordinates === "lane" || coordinates === "road")) {
    roadDistance(world.map, entity.place, other.place, REACH_M, APART);
    if (APART.found) return entity.isAgainst ? -APART.dsM : APART.dsM;
  }
  const followed = coordinates === "trajectory" ? followedBy(world, index) : null;
  if (followed !== null) return alongTrajectoryM(followed, entity, other);
  return (other.xM - entity.xM) * cos(entity.hRad) + (other.yM - entity.yM) * sin(entity.hRad);
}

/** From the entity to the point of its trajectory beside which the other lies, positive as the entity faces. */
function alongTrajectoryM({ trajectory, sM }: TrajectoryRun, entity: EntityState, other: EntityState): number {
  besideTrajectory(trajectory, other.xM, other.yM, BESIDE);
  const wayM = shortWayM(trajectory, BESIDE.sM - sM);
  curvePoint(trajectory, sM, POINT);
  return cos(entity.hRad - POINT.tangentRad) < 0 ? -wayM : wayM;
}

const BESIDE: BesideTrajectory = { sM: 0, tM: 0, tangentRad: 0 };
const POINT = { xM: 0, yM: 0, tangentRad: 0, curvaturePerM: 0 };

/** Scratch of `centreGapM`. */
const APART = emptyRoadDistance();

/** What the two bodies take from the distance of their origins, along the entity's heading. */
function bothHalvesM(world: StoryWorld, index: number, otherEntity: number, gapM: number): number {
  const entity = world.state.entities[index]!;
  const other = world.state.entities[otherEntity]!;
  const own = entitySpecOf(world, index).box;
  const theirs = entitySpecOf(world, otherEntity).box;
  const c = cos(other.hRad - entity.hRad);
  const s = sin(other.hRad - entity.hRad);
  const half = 0.5 * (Math.abs(c) * theirs.lengthM + Math.abs(s) * theirs.widthM);
  const centre = theirs.centerXM * c - theirs.centerYM * s;
  return gapM >= 0 ? own.centerXM + 0.5 * own.lengthM + half - centre : 0.5 * own.lengthM - own.centerXM + half + centre;
}

function isLimited(c: ConstraintsSpec): boolean {
  return c.maxAccelMps2 < Infinity || c.maxDecelMps2 < Infinity || c.maxSpeedMps < Infinity;
}
