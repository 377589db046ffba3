/**
 * The world at an instant within the tick: what starts there and is laid relative to an entity is laid to where that entity is then, not to where the
 * tick found it.
 */
import { cos, sin } from "../../core/dmath.ts";
import { emptyTravelled, travel } from "../../road/opendrive/travel.ts";
import { nowSec } from "./entity-step.ts";
import { junctionChoice } from "./junction-choice.ts";
import { entityNamesOf, positionsOf } from "./position-entities.ts";
import { copyPlace, standFreely, standOnRoad } from "./placing.ts";
import type { PositionSpec, TrajectorySpec } from "./spec.ts";
import type { EntityState, StoryWorld } from "./state.ts";

const OUT = emptyTravelled();

/** Does something with these entities where they are at `atSec`, as far as the state tells: each goes on along its lane as it does. */
export function atInstant<T>(world: StoryWorld, entities: readonly number[], atSec: number, act: () => T): T {
  const lateSec = atSec - nowSec(world);
  if (lateSec === 0 || world.options.timing === "tick") return act();
  const kept = entities.map((index) => structuredCopy(world.state.entities[index]!));
  for (const index of entities) advance(world, index, lateSec);
  try {
    return act();
  } finally {
    entities.forEach((index, i) => putBack(kept[i]!, world.state.entities[index]!));
  }
}

type Kept = Pick<
  EntityState,
  "xM" | "yM" | "zM" | "hRad" | "pRad" | "rRad" | "isAgainst" | "relativeHRad" | "relativePRad" | "relativeRRad" | "place" | "guide"
>;

function structuredCopy(entity: EntityState): Kept {
  const { xM, yM, zM, hRad, pRad, rRad, isAgainst, relativeHRad, relativePRad, relativeRRad } = entity;
  const angles = { hRad, pRad, rRad, isAgainst, relativeHRad, relativePRad, relativeRRad };
  return { xM, yM, zM, ...angles, place: { ...entity.place }, guide: { ...entity.guide } };
}

function putBack({ place, guide, ...rest }: Kept, entity: EntityState): void {
  Object.assign(entity, rest);
  copyPlace(place, entity.place);
  copyPlace(guide, entity.guide);
}

/**
 * Moves an entity on by so much. Where actions of the tick have worked out its way already, it goes as
 * they say: who is on a trajectory, or came to the end of one, from there.
 */
function advance(world: StoryWorld, index: number, lateSec: number): void {
  const entity = world.state.entities[index]!;
  const { step } = entity;
  const atSec = nowSec(world) + lateSec;
  let wayM = (entity.speedMps + 0.5 * entity.accelMps2 * lateSec) * lateSec;
  if (step.isPosed) {
    entity.xM = step.pose.xM;
    entity.yM = step.pose.yM;
    standFreely(world, entity, step.pose.zM, step.pose.hRad, step.pose.pRad, step.pose.rRad);
    wayM = step.speedMps * (atSec - step.poseSec);
  } else if (step.untilSec > nowSec(world)) {
    wayM = step.wayM + step.speedMps * (atSec - step.untilSec);
  }
  if (world.map === null || entity.guide.road < 0 || entity.latOwner >= 0) {
    entity.xM += wayM * cos(entity.hRad);
    entity.yM += wayM * sin(entity.hRad);
    return;
  }
  travel(world.map, entity.guide, entity.isAgainst, wayM, junctionChoice(world, index), OUT, "lane");
  copyPlace(OUT.place, entity.guide);
  copyPlace(OUT.place, entity.place);
  entity.isAgainst = OUT.isAgainst;
  standOnRoad(world, entity, 0);
}

/** Entities that the positions of a trajectory are relative to, and the one that is to follow it. */
export function entitiesOfTrajectory(world: StoryWorld, { shape }: TrajectorySpec, own: number): number[] {
  return entitiesOf(world, positionsOf(shape), own);
}

/** The entities that some positions are relative to, and `own`. */
export function entitiesOf(world: StoryWorld, positions: readonly PositionSpec[], own: number): number[] {
  const found = new Set([own]);
  for (const name of positions.flatMap(entityNamesOf)) {
    const index = world.plan.entityIndex.get(name);
    if (index !== undefined) found.add(index);
  }
  return [...found];
}
