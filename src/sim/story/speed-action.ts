/**
 * SpeedAction (ASAM OpenSCENARIO XML 1.3, SpeedAction and TransitionDynamics): from the speed at the start to the target, by shape, over a time, a
 * distance or at a peak rate. In closed form of the time since the start.
 */
import { acos, asin, sin } from "../../core/dmath.ts";
import { distanceAfterM, durationOfDistanceSec, durationOfRateSec, SHAPES, shapeValue, STEP } from "../transition.ts";
import { addWay, driveTo, foreseenSpeedMps } from "./entity-step.ts";
import { entitySpecOf } from "./entity-spec.ts";
import type { PlannedAction } from "./plan.ts";
import type { DynamicsSpec, PrivateActionSpec } from "./spec.ts";
import type { EntityState, StoryWorld } from "./state.ts";

/** Instants closer than this are one: the rounding of sums of ticks. */
export const SAME_SEC = 1e-9;

export interface SpeedRun {
  readonly kind: "speed";
  readonly startSec: number;
  readonly fromMps: number;
  /** Moves where the target is relative. */
  toMps: number;
  /** Index of `SHAPES`. */
  readonly shape: number;
  /** Moves with the target where a rate is given. */
  overSec: number;
  /** Entity that the target is relative to; -1: the target stands. */
  readonly otherEntity: number;
  readonly isContinuous: boolean;
  /** How far ahead of its clock the shape is, s; negative once the entity could not follow and the shape goes on from where it is. */
  aheadSec: number;
}

type SpeedSpec = Extract<PrivateActionSpec, { kind: "speed" }>;

/** Begins the action at `fromSec`. Reads other entities as they are in the state. */
export function startSpeed(world: StoryWorld, action: PlannedAction, fromSec: number): SpeedRun {
  const spec = action.spec as SpeedSpec;
  const entity = world.state.entities[action.actor]!;
  driveTo(entity, fromSec);
  const fromMps = entity.step.speedMps;
  const { target } = spec;
  const otherEntity = target.kind === "relative" ? world.plan.entityIndex.get(target.entity)! : -1;
  const toMps = limitedMps(world, action.actor, spec, targetMps(world, spec, fromSec));
  const shape = SHAPES.indexOf(spec.dynamics.shape);
  const overSec = durationSec(world, action.actor, spec.dynamics, shape, fromMps, toMps);
  // What begins after it at the same instant begins from its speed.
  if (overSec === 0) entity.step.speedMps = toMps;
  return {
    kind: "speed",
    startSec: fromSec,
    fromMps,
    toMps,
    shape,
    overSec,
    otherEntity,
    isContinuous: target.kind === "relative" && target.isContinuous,
    aheadSec: 0,
  };
}

/** Runs the action over [fromSec, toSec]. Returns the instant at which it ended, NaN while it goes on. */
export function stepSpeed(world: StoryWorld, action: PlannedAction, run: SpeedRun, fromSec: number, toSec: number): number {
  const entity = world.state.entities[action.actor]!;
  if (run.otherEntity >= 0) return stepFollowed(world, action, run, entity, fromSec, toSec);
  driveTo(entity, fromSec);
  const endSec = run.startSec + run.overSec;
  const untilSec = toSec >= endSec - SAME_SEC ? Math.max(fromSec, Math.min(endSec, toSec)) : toSec;
  addWay(entity, coveredM(run, untilSec) - coveredM(run, fromSec), untilSec, speedAt(run, untilSec));
  if (toSec < endSec - SAME_SEC) return Number.NaN;
  // The sum of start and duration may fall short of the shape's end by a rounding: the target is what was asked for.
  entity.step.speedMps = run.toMps;
  return untilSec;
}

/** Speed of the law at an instant. */
function speedAt(run: SpeedRun, atSec: number): number {
  const u = run.overSec > 0 ? (atSec - run.startSec) / run.overSec : 1;
  return run.fromMps + (run.toMps - run.fromMps) * shapeValue(run.shape, u);
}

/** Way of the law from its start to an instant. */
function coveredM(run: SpeedRun, atSec: number): number {
  const t = atSec - run.startSec;
  if (!(run.overSec > 0)) return run.toMps * t;
  return distanceAfterM(run.shape, run.fromMps, run.toMps - run.fromMps, run.overSec, t);
}

/**
 * A target relative to another entity: the transition goes from the speed at the start to the target as it is at each instant, no faster than the
 * entity can, and is over when it is there; a continuous one is kept. While the target moves, the way is that of a speed changing evenly.
 */
function stepFollowed(
  world: StoryWorld,
  action: PlannedAction,
  run: SpeedRun,
  entity: EntityState,
  fromSec: number,
  toSec: number,
): number {
  const spec = action.spec as SpeedSpec;
  driveTo(entity, fromSec);
  const wasMps = run.toMps;
  run.toMps = limitedMps(world, action.actor, spec, targetMps(world, spec, toSec));
  if (spec.dynamics.dimension === "rate" && run.toMps !== wasMps) {
    run.overSec = durationSec(world, action.actor, spec.dynamics, run.shape, run.fromMps, run.toMps);
  }
  const endSec = run.startSec + run.overSec - run.aheadSec;
  const isThere = toSec >= endSec - SAME_SEC;
  const untilSec = isThere && !run.isContinuous ? Math.max(fromSec, Math.min(endSec, toSec)) : toSec;
  const dtSec = untilSec - fromSec;
  const wanted = isThere ? run.toMps : speedAt(run, untilSec + run.aheadSec);
  const before = entity.step.speedMps;
  const after = before + held(world, action.actor, spec, run, wanted - before, dtSec);
  const wayM =
    after === wanted && run.aheadSec === 0 && run.toMps === wasMps && !isThere
      ? coveredM(run, untilSec) - coveredM(run, fromSec)
      : 0.5 * (before + after) * dtSec;
  addWay(entity, wayM, untilSec, after);
  if (after !== wanted && run.overSec > 0) run.aheadSec = shapeTimeSec(run, after) - (untilSec - run.startSec);
  return isThere && after === wanted && !run.isContinuous ? untilSec : Number.NaN;
}

/** When the shape has a speed, since its start; the nearest it has where it has none. */
function shapeTimeSec(run: SpeedRun, speedMps: number): number {
  const deltaMps = run.toMps - run.fromMps;
  const share = deltaMps === 0 ? 1 : Math.max(0, Math.min(1, (speedMps - run.fromMps) / deltaMps));
  return run.overSec * shapeInverse(run.shape, share);
}

/** A change of speed within what the entity can over a time. What is to be at once is. */
function held(world: StoryWorld, index: number, spec: SpeedSpec, run: SpeedRun, changeMps: number, dtSec: number): number {
  const { ability } = entitySpecOf(world, index);
  if (ability === null || spec.dynamics.followingMode === "position" || run.overSec === 0) return changeMps;
  const most = ability.maxAccelMps2 * dtSec + SAME_MPS;
  const least = ability.maxDecelMps2 * dtSec + SAME_MPS;
  return changeMps > most ? most : changeMps < -least ? -least : changeMps;
}

/** Rounding of speeds. */
const SAME_MPS = 1e-9;

/** The target at an instant. */
function targetMps(world: StoryWorld, spec: SpeedSpec, atSec: number): number {
  const { target } = spec;
  if (target.kind === "absolute") return target.valueMps;
  const other = world.state.entities[world.plan.entityIndex.get(target.entity)!]!;
  const speedMps = foreseenSpeedMps(world, other, atSec);
  return target.type === "delta" ? speedMps + target.value : speedMps * target.value;
}

/** A speed within what the entity can (Performance); a following mode "position" keeps to the file. */
function limitedMps(world: StoryWorld, index: number, spec: SpeedSpec, speedMps: number): number {
  const { ability } = entitySpecOf(world, index);
  if (ability === null || spec.dynamics.followingMode === "position") return speedMps;
  return Math.max(-ability.maxSpeedMps, Math.min(ability.maxSpeedMps, speedMps));
}

/**
 * How long the transition takes: given, or by way 2 d / (v0 + v1), or by the peak rate; longer where its peak would be more than the entity can.
 * A rate of 0 never gets there. A step is at once, whatever its value, and so is what takes no time.
 */
function durationSec(world: StoryWorld, index: number, dynamics: DynamicsSpec, shape: number, fromMps: number, toMps: number): number {
  const deltaMps = toMps - fromMps;
  if (shape === STEP) return 0;
  const overSec = statedSec(dynamics, shape, fromMps, toMps);
  const { ability } = entitySpecOf(world, index);
  if (ability === null || dynamics.followingMode === "position" || deltaMps === 0 || overSec === 0) return overSec;
  const most = deltaMps * Math.sign(fromMps === 0 ? toMps : fromMps) > 0 ? ability.maxAccelMps2 : ability.maxDecelMps2;
  return Math.max(overSec, durationOfRateSec(shape, deltaMps, most));
}

function statedSec(dynamics: DynamicsSpec, shape: number, fromMps: number, toMps: number): number {
  if (dynamics.dimension === "time") return dynamics.value;
  if (dynamics.dimension === "distance") return durationOfDistanceSec(fromMps, toMps, dynamics.value);
  const deltaMps = toMps - fromMps;
  // A speed that differs by rounding is there: at a rate of 0 it would not become it.
  return Math.abs(deltaMps) <= SAME_MPS ? 0 : durationOfRateSec(shape, deltaMps, Math.abs(dynamics.value));
}

/** u at which a shape is `share`, 0 to 1. */
function shapeInverse(shape: number, share: number): number {
  const name = SHAPES[shape];
  if (name === "sinusoidal") return acos(1 - 2 * share) / 3.141592653589793;
  return name === "cubic" ? 0.5 - sin(asin(1 - 2 * share) / 3) : share;
}
