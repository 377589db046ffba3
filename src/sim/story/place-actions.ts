/** Actions that are done at once and change where an entity is, or whether it is there (ASAM OpenSCENARIO XML 1.3). */
import { beginStep, nowSec } from "./entity-step.ts";
import type { PlannedAction } from "./plan.ts";
import { atInstant, entitiesOf } from "./instant.ts";
import { newEntity } from "./new-state.ts";
import { copyPlace, keepTilt } from "./placing.ts";
import { emptyResolved, resolvePosition } from "./positions.ts";
import { refusal } from "./refusal.ts";
import type { GlobalActionSpec, PositionSpec, PrivateActionSpec } from "./spec.ts";
import type { StoryWorld } from "./state.ts";

const AT = emptyResolved();

type PrivateOf<K extends PrivateActionSpec["kind"]> = Extract<PrivateActionSpec, { kind: K }>;
type GlobalOf<K extends GlobalActionSpec["kind"]> = Extract<GlobalActionSpec, { kind: K }>;

/**
 * TeleportAction: at `atSec` the actor is there, and in the world from then on. Its speed stays, and from that instant on it drives on from there.
 */
export function teleport(world: StoryWorld, action: PlannedAction, atSec: number): void {
  const { position } = action.spec as PrivateOf<"teleport">;
  putAt(world, action.actor, position, atSec);
  goOnFrom(world, action.actor, atSec);
}

/** Nothing of the way before an instant counts. */
function goOnFrom(world: StoryWorld, index: number, atSec: number): void {
  const { step } = world.state.entities[index]!;
  step.untilSec = atSec;
  step.wayM = 0;
  step.jumpM = 0;
}

/** Puts an entity at a position, as that is at `atSec`, and lets it follow the lane it is on from there. */
export function putAt(world: StoryWorld, index: number, position: PositionSpec, atSec: number): void {
  const entity = world.state.entities[index]!;
  atInstant(world, entitiesOf(world, [position], index), atSec, () => resolvePosition(world, position, index, AT));
  entity.isPresent = true;
  entity.endOfRoadSinceSec = Number.NaN;
  entity.isStranded = false;
  entity.xM = AT.xM;
  entity.yM = AT.yM;
  entity.zM = AT.zM;
  entity.hRad = AT.hRad;
  entity.pRad = AT.pRad;
  entity.rRad = AT.rRad;
  copyPlace(AT.place, entity.place);
  copyPlace(AT.place, entity.guide);
  if (!AT.isOnRoad) entity.guide.road = -1;
  entity.isAgainst = AT.isAgainst;
  entity.relativeHRad = AT.relativeHRad;
  keepTilt(world, entity);
  entity.step.isBroken = true;
  entity.step.isTeleported = true;
  entity.step.isPosed = false;
}

/** VisibilityAction. */
export function setVisibility(world: StoryWorld, action: PlannedAction): void {
  const { graphics, sensors, traffic } = action.spec as PrivateOf<"visibility">;
  const { isVisible } = world.state.entities[action.actor]!;
  isVisible.graphics = graphics;
  isVisible.sensors = sensors;
  isVisible.traffic = traffic;
}

/** AddEntityAction: a stranger to the world comes in; one that is there already stays where it is. */
export function addEntity(world: StoryWorld, action: PlannedAction, atSec: number): void {
  const spec = action.spec as GlobalOf<"add-entity">;
  const index = indexOf(world, spec.entity, "AddEntityAction");
  if (world.state.entities[index]!.isPresent) return;
  putAt(world, index, spec.position, atSec);
  goOnFrom(world, index, atSec);
}

/**
 * DeleteEntityAction: it is gone with all that has happened to it, its place and speed, its route, the controllers that actions have given it,
 * lights, visibility and couplings; added again, it comes in standing, as one that was never there. What the file declares it to be stays (name,
 * body, controllers of its own, not active), and so does who drives it from outside.
 */
export function deleteEntity(world: StoryWorld, action: PlannedAction): void {
  const entity = world.state.entities[indexOf(world, (action.spec as GlobalOf<"delete-entity">).entity, "DeleteEntityAction")]!;
  Object.assign(entity, newEntity(entity.isExternal));
  beginStep(entity, nowSec(world));
}

function indexOf(world: StoryWorld, name: string, element: string): number {
  const index = world.plan.entityIndex.get(name);
  if (index === undefined) throw refusal(element, "an entity of the scenario", JSON.stringify(name), "", "RDV_SCENARIO_REFERENCE");
  return index;
}
