/**
 * The motion of one entity over a tick, put together by its actions: each works out the way over its own part of the tick, at its own speeds, and
 * what no action rules is driven at the speed there is. So an effect that starts or ends within a tick covers exactly its own part.
 */
import { emptyPlace } from "../../road/opendrive/place.ts";
import type { EntityState, EntityStep, StoryWorld } from "./state.ts";

/** A step with nothing in it. */
export function newEntityStep(): EntityStep {
  return {
    untilSec: 0,
    wayM: 0,
    speedMps: 0,
    markSec: 0,
    markWayM: 0,
    jumpM: 0,
    offsetM: Number.NaN,
    offsetMps: 0,
    paceMps: Number.NaN,
    isAcross: false,
    isPosed: false,
    pose: { xM: 0, yM: 0, zM: Number.NaN, hRad: 0, pRad: Number.NaN, rRad: Number.NaN },
    poseSec: 0,
    restM: 0,
    onto: emptyPlace(),
    isBroken: false,
    isTeleported: false,
  };
}

/** Empties the step for the tick that begins at `atSec`, from the speed the entity has. */
export function beginStep(entity: EntityState, atSec: number): void {
  const { step } = entity;
  restartWay(entity, atSec);
  step.jumpM = 0;
  step.offsetM = Number.NaN;
  step.offsetMps = 0;
  step.isAcross = false;
  step.isPosed = false;
  step.poseSec = atSec;
  step.restM = 0;
  step.onto.road = -1;
  step.isBroken = false;
}

/**
 * Takes back what actions ask of way and speed along the path, from `atSec` on. What they do to the side, and where they have set the entity, stays.
 */
export function restartWay(entity: EntityState, atSec: number): void {
  const { step } = entity;
  step.untilSec = atSec;
  step.wayM = 0;
  step.speedMps = entity.speedMps;
  step.markSec = atSec;
  step.markWayM = 0;
  step.paceMps = Number.NaN;
  step.isTeleported = false;
}

/**
 * Drives on to `atSec` at the speed there is. An instant that lies behind takes back what was driven since: an effect that starts late in being
 * noticed, but at its true instant.
 */
export function driveTo(entity: EntityState, atSec: number): void {
  const { step } = entity;
  step.wayM += step.speedMps * (atSec - step.untilSec);
  step.untilSec = atSec;
}

/** Adds a way worked out by an action, up to `atSec`, and the speed then. */
export function addWay(entity: EntityState, wayM: number, atSec: number, speedMps: number): void {
  const { step } = entity;
  step.markSec = step.untilSec;
  step.markWayM = step.wayM;
  step.wayM += wayM;
  step.untilSec = atSec;
  step.speedMps = speedMps;
}

/**
 * Gives the entity the speed that an additive controller, or one in the place of the default one, has come to by `endSec`: over what actions have
 * left of the tick the speed changes evenly, from `fromMps`; where they have ruled all of it, the way is theirs.
 */
export function comeTo(entity: EntityState, fromMps: number, toMps: number, endSec: number): void {
  const restSec = endSec - entity.step.untilSec;
  if (restSec > 0) addWay(entity, 0.5 * (fromMps + toMps) * restSec, endSec, toMps);
  else entity.step.speedMps = toMps;
}

/** Time of the state, s: of the tick that begins. */
export function nowSec(world: StoryWorld): number {
  return world.state.tick * world.options.dtSec;
}

/**
 * Speed of another entity at `atSec`, from the state alone: with sub-tick timing it goes on at its acceleration, so that what follows it does not
 * lag by a tick; with timing by ticks it is the speed of the state.
 */
export function foreseenSpeedMps(world: StoryWorld, other: EntityState, atSec: number): number {
  // Before the first tick the entities are only being set up: what the init actions so far have made of them.
  if (world.state.tick === 0 && atSec <= 0) return other.step.speedMps;
  if (world.options.timing === "tick") return other.speedMps;
  return other.speedMps + other.accelMps2 * (atSec - nowSec(world));
}
