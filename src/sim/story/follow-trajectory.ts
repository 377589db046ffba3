/**
 * FollowTrajectoryAction (ASAM OpenSCENARIO XML 1.3, FollowTrajectoryAction, Timing, 6.9). The entity's origin is on the curve from the start on:
 * one that is elsewhere is put there. What steers a car towards a curve is a driver's business, and the default controller has none; so following
 * mode `follow` differs from `position` in how smoothly it goes: headings turn from vertex to vertex, and the speed along a polyline with times is
 * continuous, its acceleration even between vertices.
 *
 * With times it rules way and speed; without, the speed is that of the other actions. At the end it goes on as the default controller drives; on a
 * plane without roads that has no lane to follow, and the entity stands until a teleport or another trajectory moves it.
 */
import { cos } from "../../core/dmath.ts";
import { addWay, driveTo, nowSec } from "./entity-step.ts";
import { entitySpecOf } from "./entity-spec.ts";
import { atInstant, entitiesOfTrajectory } from "./instant.ts";
import type { PlannedAction } from "./plan.ts";
import { placeOnMap } from "./positions.ts";
import { SAME_SEC } from "./speed-action.ts";
import type { EntitySpec, PrivateActionSpec } from "./spec.ts";
import type { EntityState, StoryWorld } from "./state.ts";
import { arcAtSec, heldM, isTimed, markAtSec, secAtArc, type Trajectory, trajectoryOf } from "./trajectory.ts";
import { type Blending, emptyTrajectoryPose, trajectoryPose } from "./trajectory-pose.ts";

type FollowSpec = Extract<PrivateActionSpec, { kind: "follow-trajectory" }>;

export interface TrajectoryRun {
  readonly kind: "follow-trajectory";
  readonly trajectory: Trajectory;
  readonly blending: Blending;
  /** It goes from start to end, wherever the entity faces. */
  readonly isHeadingIgnored: boolean;
  /** Where it is on the curve, s. */
  sM: number;
  /** Its back is to where the curve goes: it began to drive backwards. Not known before it moves. */
  isTurned: boolean;
  isSettled: boolean;
  /** null: no times. */
  readonly clock: TrajectoryClock | null;
}

/** A trajectory with times: its own time is (t - originSec) / scale. */
export interface TrajectoryClock {
  readonly originSec: number;
  readonly scaleRatio: number;
  /** Speed is continuous; else it is even between marks. */
  readonly isSmooth: boolean;
  /** The stretch under way, of a smooth one: its mark, and where, when and how fast it began, in the trajectory's own time. */
  mark: number;
  fromSec: number;
  fromM: number;
  fromMps: number;
  /** How often a closed one has been gone round. */
  roundCount: number;
}

/** Whether the action rules the speed too: it has a timing, and its trajectory has times. */
export function rulesSpeed(spec: FollowSpec): boolean {
  return spec.timing !== null && firstTime(spec) !== null;
}

function firstTime({ trajectory: { shape } }: FollowSpec): number | null {
  if (shape.kind === "polyline") return shape.vertices[0]?.timeSec ?? null;
  if (shape.kind === "nurbs") return shape.controlPoints[0]?.timeSec ?? null;
  return shape.kind === "clothoid" ? shape.startSec : (shape.segments[0]?.startSec ?? null);
}

/** Begins at `fromSec`. Positions of the trajectory are as they are then. */
export function startFollowTrajectory(world: StoryWorld, action: PlannedAction, fromSec: number): TrajectoryRun {
  const spec = action.spec as FollowSpec;
  const entity = world.state.entities[action.actor]!;
  const trajectory = atInstant(world, entitiesOfTrajectory(world, spec.trajectory, action.actor), fromSec, () =>
    trajectoryOf(spec.trajectory, {
      own: { xM: entity.xM, yM: entity.yM, zM: entity.zM, hRad: entity.hRad, pRad: entity.pRad, rRad: entity.rRad },
      place: (position) => placeOnMap(world, position, action.actor),
      isStepped: world.options.timing === "tick",
    }),
  );
  const sM = Math.min(trajectory.lengthM, Math.max(0, spec.initialDistanceOffsetM));
  const look = propertiesOf(entitySpecOf(world, action.actor));
  trajectoryPose(trajectory, sM, "none", false, POSE);
  const run: TrajectoryRun = {
    kind: "follow-trajectory",
    trajectory,
    blending: look.blending ?? (spec.followingMode === "follow" ? "segment" : "corner"),
    isHeadingIgnored: look.isHeadingIgnored,
    sM,
    isTurned: entity.isPresent && cos(entity.hRad - POSE.tangentRad) < -1e-9,
    isSettled: false,
    clock: rulesSpeed(spec) && isTimed(trajectory) ? clockOf(spec, trajectory, sM, entity, fromSec) : null,
  };
  if (run.clock !== null) run.isTurned = false;
  // Who comes in has driven no way to get there.
  if (!entity.isPresent) entity.step.isBroken = true;
  entity.isPresent = true;
  // What was left of the tick behind the end of another one is driven on this one.
  entity.step.restM = 0;
  return run;
}

/**
 * Timing: times of the trajectory are multiplied by the scale, then the offset is added; relative ones count from the start of the action. One
 * that begins on the way (initialDistanceOffset) begins at the time of that place.
 */
function clockOf(spec: FollowSpec, trajectory: Trajectory, sM: number, entity: EntityState, fromSec: number): TrajectoryClock {
  const { isAbsolute, scale, offsetSec } = spec.timing!;
  const skippedSec = sM > 0 ? secAtArc(trajectory, sM) : 0;
  const originSec = isAbsolute ? offsetSec : fromSec + offsetSec - scale * skippedSec;
  const atSec = (fromSec - originSec) / scale;
  const isSmooth = spec.followingMode === "follow" && spec.trajectory.shape.kind === "polyline";
  const mark = markAtSec(trajectory.marks, atSec);
  return {
    originSec,
    scaleRatio: scale,
    isSmooth,
    mark,
    fromSec: Math.max(atSec, trajectory.marks.atSec[0]!),
    fromM: arcAtSec(trajectory, atSec),
    fromMps: Math.abs(entity.step.speedMps) * scale,
    roundCount: 0,
  };
}

/** Settings of the vehicle in the file that say how it rides a trajectory; both of one player, kept since files in use have them. */
function propertiesOf(spec: EntitySpec): { blending: Blending | null; isHeadingIgnored: boolean } {
  const valueOf = (name: string): string | undefined => spec.properties.find((property) => property.name === name)?.value;
  const wanted = valueOf("plineInterpolation");
  const blending = wanted === "corner" || wanted === "segment" || wanted === "none" ? wanted : null;
  return { blending, isHeadingIgnored: valueOf("ignoreHeadingForTrajMotion") === "true" };
}

const POSE = emptyTrajectoryPose();
/** Lengths closer than this are one: the rounding of sums. */
const SAME_M = 1e-9;

/**
 * Runs the action over [fromSec, toSec]: the entity stands at the end where the curve says. Returns the instant at which it came to an end of the
 * curve, NaN while it goes on. Actions on the speed of the entity are to be run before.
 */
export function stepFollowTrajectory(world: StoryWorld, action: PlannedAction, run: TrajectoryRun, fromSec: number, toSec: number): number {
  const entity = world.state.entities[action.actor]!;
  const endSec = run.clock === null ? goOn(world, entity, run, fromSec, toSec) : keepTime(world, entity, run, run.clock, fromSec, toSec);
  const { step } = entity;
  entity.isStranded = world.map === null && !Number.isNaN(endSec);
  trajectoryPose(run.trajectory, run.sM, run.blending, run.isTurned, POSE);
  step.isPosed = true;
  step.poseSec = Number.isNaN(endSec) ? toSec : endSec;
  step.pose.xM = POSE.xM;
  step.pose.yM = POSE.yM;
  step.pose.zM = POSE.zM;
  step.pose.hRad = POSE.hRad;
  step.pose.pRad = POSE.pRad;
  step.pose.rRad = POSE.rRad;
  return endSec;
}

// ---- without times ----

/** Goes the way of the tick along the curve. */
function goOn(world: StoryWorld, entity: EntityState, run: TrajectoryRun, fromSec: number, toSec: number): number {
  const wayM = wayOver(world, entity, fromSec, toSec);
  const direction = wayM !== 0 ? wayM : entity.step.speedMps;
  if (!run.isSettled && direction !== 0) {
    run.isTurned = direction < 0;
    run.isSettled = true;
  }
  const { trajectory } = run;
  trajectoryPose(trajectory, run.sM, "none", run.isTurned, POSE);
  const forwardsM = run.isHeadingIgnored ? wayM : wayM * POSE.facing;
  run.sM += forwardsM;
  if (trajectory.isClosed && trajectory.lengthM > 0) {
    run.sM = heldM(trajectory, run.sM);
    return Number.NaN;
  }
  const beyondM = forwardsM >= 0 ? run.sM - trajectory.lengthM : -run.sM;
  const isStanding = entity.step.speedMps === 0 && trajectory.lengthM > 0;
  // Who comes to the very end with some speed goes beyond it in the next tick; who stands there has arrived.
  if (beyondM < -SAME_M || (isStanding ? forwardsM === 0 && run.sM < trajectory.lengthM - SAME_M : beyondM <= SAME_M)) return Number.NaN;
  const speedMps = Math.abs(entity.step.speedMps);
  leaveRest(world, entity, run, Math.sign(wayM) * Math.max(0, beyondM));
  return speedMps > 0 ? Math.max(fromSec, toSec - Math.max(0, beyondM) / speedMps) : toSec;
}

/**
 * What is left of the tick behind an end is driven as the default controller drives, which on a plane without roads is not at all. Timed by ticks, as
 * in the players that step this way, it is driven straight on behind the last point, along a heading stated there, and left out before the first.
 */
function leaveRest(world: StoryWorld, entity: EntityState, run: TrajectoryRun, restM: number): void {
  const { trajectory } = run;
  if (world.options.timing === "tick") {
    const beyondM = run.sM - trajectory.lengthM;
    run.sM = beyondM < 0 ? heldM(trajectory, run.sM) : trajectory.lengthM + (run.isTurned ? beyondM : POSE.facing * beyondM);
    return;
  }
  run.sM = heldM(trajectory, run.sM);
  if (world.map === null) entity.step.speedMps = 0;
  else entity.step.restM = restM;
}

/** Way of the entity over [fromSec, toSec] as the actions of the tick have it; timed by ticks, at the speed of the tick's end. */
function wayOver(world: StoryWorld, entity: EntityState, fromSec: number, toSec: number): number {
  const { step } = entity;
  if (world.options.timing === "tick") return step.speedMps * (toSec - fromSec);
  const wholeM = step.wayM + step.speedMps * (toSec - step.untilSec);
  const lateSec = fromSec - nowSec(world);
  if (!(lateSec > 0)) return wholeM;
  if (Math.abs(step.markSec - fromSec) <= SAME_SEC) return wholeM - step.markWayM;
  // What was driven before the start, the speed changing evenly.
  const gainMps2 = (step.speedMps - entity.speedMps) / (toSec - nowSec(world));
  return wholeM - (entity.speedMps + 0.5 * gainMps2 * lateSec) * lateSec;
}

// ---- with times ----

/** Is where the trajectory says at the tick's end. */
function keepTime(
  world: StoryWorld,
  entity: EntityState,
  run: TrajectoryRun,
  clock: TrajectoryClock,
  fromSec: number,
  toSec: number,
): number {
  const { trajectory } = run;
  const { marks } = trajectory;
  const beginsAgain = trajectory.isClosed && marks.atSec[marks.count - 1]! > marks.atSec[0]!;
  if (beginsAgain) return goRound(entity, run, clock, fromSec, toSec);
  const lastSec = clock.originSec + clock.scaleRatio * marks.atSec[marks.count - 1]!;
  const untilSec = toSec >= lastSec - SAME_SEC ? Math.max(fromSec, Math.min(lastSec, toSec)) : toSec;
  const beforeM = run.sM;
  const ownSec = Math.min((untilSec - clock.originSec) / clock.scaleRatio, marks.atSec[marks.count - 1]!);
  if (clock.isSmooth) smoothAt(trajectory, clock, ownSec, AT);
  else evenAt(trajectory, ownSec, AT);
  run.sM = AT.sM;
  trajectoryPose(trajectory, run.sM, "none", false, POSE);
  const facing = run.isHeadingIgnored ? 1 : POSE.facing;
  const speedMps = AT.rateMps / clock.scaleRatio;
  const isAtEnd = toSec >= lastSec - SAME_SEC;
  const restM = isAtEnd ? speedMps * (toSec - untilSec) : 0;
  driveTo(entity, fromSec);
  // In esmini the first instant, at which nobody has moved, has the speed from before.
  const isFirst = toSec === 0 && world.plan.spec.semantics === "esmini";
  addWay(entity, facing * (run.sM - beforeM + restM), toSec, isFirst ? entity.step.speedMps : facing * speedMps);
  if (isAtEnd) {
    run.sM += restM;
    leaveRest(world, entity, run, facing * restM);
  }
  return isAtEnd ? untilSec : Number.NaN;
}

/** A closed one begins anew when its last time is over. It never ends. */
function goRound(entity: EntityState, run: TrajectoryRun, clock: TrajectoryClock, fromSec: number, toSec: number): number {
  const { trajectory } = run;
  const { marks, lengthM } = trajectory;
  const firstSec = marks.atSec[0]!;
  const lastSec = marks.atSec[marks.count - 1]!;
  const beforeM = run.sM + clock.roundCount * lengthM;
  const roundSec = lastSec - firstSec;
  let ownSec = (toSec - clock.originSec) / clock.scaleRatio - clock.roundCount * roundSec;
  if (ownSec >= lastSec) {
    if (clock.isSmooth) smoothAt(trajectory, clock, lastSec, AT);
    const rounds = 1 + Math.floor((ownSec - lastSec) / roundSec);
    clock.roundCount += rounds;
    ownSec -= rounds * roundSec;
    clock.mark = 0;
    clock.fromSec = firstSec;
    clock.fromM = 0;
    clock.fromMps = AT.rateMps;
  }
  if (clock.isSmooth) smoothAt(trajectory, clock, ownSec, AT);
  else evenAt(trajectory, ownSec, AT);
  run.sM = AT.sM;
  trajectoryPose(trajectory, run.sM, "none", false, POSE);
  const facing = run.isHeadingIgnored ? 1 : POSE.facing;
  driveTo(entity, fromSec);
  addWay(entity, facing * (run.sM + clock.roundCount * lengthM - beforeM), toSec, (facing * AT.rateMps) / clock.scaleRatio);
  return Number.NaN;
}

/** Arc length and its rate of change in the trajectory's own time. */
const AT = { sM: 0, rateMps: 0 };
/** Half of the interval over which the rate of an even trajectory is taken. */
const RATE_SEC = 1e-4;

function evenAt(trajectory: Trajectory, ownSec: number, out: typeof AT): void {
  const { marks } = trajectory;
  out.sM = arcAtSec(trajectory, ownSec);
  // Backwards in time: at a mark, and at the end, the speed is that of the stretch that ends there.
  const earlierSec = Math.max(marks.atSec[0]!, ownSec - RATE_SEC);
  out.rateMps = ownSec > earlierSec ? (out.sM - arcAtSec(trajectory, earlierSec)) / (ownSec - earlierSec) : startRate(trajectory, ownSec);
}

/** Speed with which it sets out at its first instant; 0 before. */
function startRate(trajectory: Trajectory, ownSec: number): number {
  const firstSec = trajectory.marks.atSec[0]!;
  if (ownSec < firstSec) return 0;
  return (arcAtSec(trajectory, firstSec + RATE_SEC) - arcAtSec(trajectory, firstSec)) / RATE_SEC;
}

/**
 * Even acceleration over each stretch, such that it is at each mark in time: from v0 over a way d in T to 2 d / T - v0. Where that would be backwards
 * it brakes evenly and stands for the rest.
 */
function smoothAt(trajectory: Trajectory, clock: TrajectoryClock, ownSec: number, out: typeof AT): void {
  const { marks } = trajectory;
  while (clock.mark + 2 < marks.count && ownSec >= marks.atSec[clock.mark + 1]!) {
    stretchAt(marks, clock, marks.atSec[clock.mark + 1]!, out);
    clock.mark++;
    clock.fromSec = marks.atSec[clock.mark]!;
    clock.fromM = marks.sM[clock.mark]!;
    clock.fromMps = out.rateMps;
  }
  stretchAt(marks, clock, ownSec, out);
}

function stretchAt(marks: Trajectory["marks"], clock: TrajectoryClock, ownSec: number, out: typeof AT): void {
  const d = marks.sM[clock.mark + 1]! - clock.fromM;
  const T = marks.atSec[clock.mark + 1]! - clock.fromSec;
  const t = Math.max(0, ownSec - clock.fromSec);
  const v0 = clock.fromMps;
  const isStopping = 2 * d < v0 * T;
  // Time over which the speed changes: all of it, or until it stands.
  const over = isStopping ? (2 * d) / v0 : T;
  const gain = over > 0 ? (isStopping ? -v0 : 2 * (d / T - v0)) / over : 0;
  const isThere = t >= over;
  out.sM = isThere ? clock.fromM + d : clock.fromM + v0 * t + 0.5 * gain * t * t;
  out.rateMps = isThere ? (isStopping ? 0 : v0 + gain * over) : v0 + gain * t;
}
