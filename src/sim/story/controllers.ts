/**
 * Controllers that a file assigns and activates (ASAM OpenSCENARIO XML 1.3, AssignControllerAction, ActivateControllerAction). They are known by
 * name, or by the name in their property `esminiController`. Three sorts are built in: those that drive, those that lead an entity that the
 * default controller drives, and those that stand for a driver outside (a person, a bus, another program), for whom the default controller drives
 * until somebody takes the entity over. Any other is refused by name when it is activated.
 */
import { driveAcc, newAcc } from "./acc.ts";
import { driveAfterReference, newFollowReference } from "./drivers/follow-reference.ts";
import { guideByRoute, newFollowRoute } from "./drivers/follow-route.ts";
import { driveLooming, newLooming } from "./drivers/looming.ts";
import { driveNatural, lookAboutNatural, newNatural, settleNatural } from "./drivers/natural-driver.ts";
import { driveOffroad, newOffroadFollower } from "./drivers/offroad-follower.ts";
import { checkProperties, kindOf, textProperty } from "./drivers/properties.ts";
import { restartWay } from "./entity-step.ts";
import { entitySpecOf } from "./entity-spec.ts";
import type { PlannedAction } from "./plan.ts";
import { driveR157 } from "./r157/drive.ts";
import { newR157 } from "./r157/memory.ts";
import { refusal } from "./refusal.ts";
import type { ControllerSpec, EntitySpec, PrivateActionSpec } from "./spec.ts";
import type { ControllerMemory, ControllerState, EntityState, StoryWorld } from "./state.ts";

/** How a controller drives. It is called once a tick for an entity that is there, up to the tick's end; its memory is its own. */
interface ControllerKind {
  /** Without a property `mode`: whether it adds to the default controller, or takes its place. Alone: it does whatever the property says. */
  readonly usualMode: "additive" | "override" | "alone";
  readonly remember: (controller: ControllerSpec, body: EntitySpec) => ControllerMemory;
  /** Before it drives: of one that has to look before anybody does. */
  readonly lookAbout?: (world: StoryWorld, index: number, controller: ControllerState) => void;
  readonly drive: (world: StoryWorld, index: number, controller: ControllerState, endSec: number) => void;
  /** When all have looked: of one whose choices others ask for. */
  readonly settle?: (world: StoryWorld, index: number, controller: ControllerState) => void;
}

const ACC: ControllerKind = { usualMode: "additive", remember: newAcc, drive: driveAcc };

const NATURAL: ControllerKind = {
  usualMode: "alone",
  remember: newNatural,
  lookAbout: lookAboutNatural,
  drive: driveNatural,
  settle: settleNatural,
};

/** By name; null: it stands for a driver outside. */
const KINDS: ReadonlyMap<string, ControllerKind | null> = new Map<string, ControllerKind | null>([
  ["ACCController", ACC],
  ["ALKSController", ACC],
  ["ALKS_R157SM_Controller", { usualMode: "override", remember: newR157, drive: driveR157 }],
  ["ExternalController", null],
  ["FollowReferenceController", { usualMode: "alone", remember: newFollowReference, drive: driveAfterReference }],
  ["HIDController", null],
  ["InteractiveController", null],
  ["LoomingController", { usualMode: "alone", remember: newLooming, drive: driveLooming }],
  ["NaturalDriver", NATURAL],
  ["OffroadFollower", { usualMode: "alone", remember: newOffroadFollower, drive: driveOffroad }],
  ["UDPDriverController", null],
]);

/** How a controller leads an entity that the default controller, or another one, drives. It is called before the tick's motion. */
interface GuideKind {
  readonly remember: (controller: ControllerSpec) => ControllerMemory;
  readonly guide: (world: StoryWorld, index: number, controller: ControllerState, endSec: number) => void;
}

/** By name: they have the lateral channel. */
const GUIDES: ReadonlyMap<string, GuideKind> = new Map([["FollowRouteController", { remember: newFollowRoute, guide: guideByRoute }]]);

/** Of drivers that files name and that are not built: why. */
const NOT_BUILT: ReadonlyMap<string, string> = new Map([
  ["FollowGhostController", "a ghost, the entity itself driven ahead of it, is not built"],
  ["SloppyDriverController", "its random numbers are those of one player and of one run"],
  ["SumoController", "its traffic is that of another program"],
]);

type PrivateOf<K extends PrivateActionSpec["kind"]> = Extract<PrivateActionSpec, { kind: K }>;

/** AssignControllerAction: the entity has these controllers; they take the channels that the action activates. */
export function assignController(world: StoryWorld, action: PlannedAction): void {
  if (world.options.controllersOff) return;
  const spec = action.spec as PrivateOf<"assign-controller">;
  const entity = world.state.entities[action.actor]!;
  for (const controller of spec.controllers) {
    const state = stateOf(controller);
    const before = entity.controllers.findIndex(({ name }) => name === state.name);
    entity.controllers.splice(before < 0 ? entity.controllers.length : before, before < 0 ? 0 : 1, state);
  }
  const last = spec.controllers.at(-1);
  if (last !== undefined) activate(world, action.actor, last, spec.lateral, spec.longitudinal);
}

/**
 * ActivateControllerAction: the controller named, or else the one assigned last, takes
 * channels or lets go of them. Without any, nothing is to be done.
 */
export function activateController(world: StoryWorld, action: PlannedAction): void {
  const spec = action.spec as PrivateOf<"activate-controller">;
  if (world.options.controllersOff) return;
  const known = knownTo(world, action.actor);
  const wanted = spec.controller === null ? known.at(-1) : known.find(({ name }) => name === spec.controller);
  if (wanted !== undefined) activate(world, action.actor, wanted, spec.lateral, spec.longitudinal);
  else if (spec.controller !== null) {
    throw refusal("ActivateControllerAction", "a controller of the entity", JSON.stringify(spec.controller), "", "RDV_SCENARIO_REFERENCE");
  }
}

/** Controllers that the file gives an entity, and those that actions have assigned by now, in this order. */
function knownTo(world: StoryWorld, index: number): ControllerSpec[] {
  const known = [...entitySpecOf(world, index).controllers];
  const { controllers } = world.state.entities[index]!;
  for (const { spec, actor } of world.plan.actions) {
    if (spec.kind !== "assign-controller" || actor !== index) continue;
    known.push(...spec.controllers.filter(({ name }) => controllers.some((state) => state.name === name)));
  }
  return known;
}

function activate(
  world: StoryWorld,
  index: number,
  controller: ControllerSpec,
  lateral: boolean | null,
  longitudinal: boolean | null,
): void {
  const entity = world.state.entities[index]!;
  if (lateral === true || longitudinal === true) {
    refuseUnknown(controller);
    checkProperties(controller);
  }
  let state = entity.controllers.find(({ name }) => name === controller.name);
  if (state === undefined) {
    state = stateOf(controller);
    entity.controllers.push(state);
  }
  if (lateral !== null) state.lateral = lateral;
  if (lateral === true && GUIDES.has(state.kind)) state.memory = memoryOf(controller, entitySpecOf(world, index));
  if (longitudinal === null) return;
  for (const other of entity.controllers) if (other !== state && longitudinal) other.longitudinal = false;
  // What it takes over at its activation, as the speed to keep, is that of now.
  if (longitudinal) state.memory = memoryOf(controller, entitySpecOf(world, index));
  state.longitudinal = longitudinal && (KINDS.get(state.kind) ?? null) !== null;
}

function refuseUnknown(controller: ControllerSpec): void {
  const kind = kindOf(controller);
  if (KINDS.has(kind) || GUIDES.has(kind)) return;
  const instead = "run with --controllers-off, or hand the entity over";
  const why = NOT_BUILT.get(kind);
  const hint = why === undefined ? instead : `${why}: ${instead}`;
  throw refusal(
    "ActivateControllerAction",
    `one of ${[...KINDS.keys(), ...GUIDES.keys()].join(", ")}`,
    `controller ${JSON.stringify(kind)}`,
    hint,
  );
}

function stateOf(controller: ControllerSpec): ControllerState {
  const kind = kindOf(controller);
  return {
    name: controller.name,
    kind,
    lateral: false,
    longitudinal: false,
    isAdditive: isAdditive(controller),
    memory: null,
  };
}

function memoryOf(controller: ControllerSpec, body: EntitySpec): ControllerMemory | null {
  const kind = kindOf(controller);
  return (KINDS.get(kind) ?? GUIDES.get(kind))?.remember(controller, body) ?? null;
}

/** By its property `mode`, or as is usual for its kind. */
function isAdditive(controller: ControllerSpec): boolean {
  const usual = KINDS.get(kindOf(controller))?.usualMode ?? "additive";
  if (usual === "alone") return false;
  return (textProperty(controller, "mode") ?? usual) === "additive";
}

// ---- driving ----

/** Whether a controller of the file drives it along: nothing outside and no trajectory does. */
export function isControlled(entity: EntityState): boolean {
  return activeOf(entity) !== null;
}

/** Lets the controllers that lead entities look at the state, before the motion of the tick that ends at `endSec`. */
export function guideEntities(world: StoryWorld, endSec: number): void {
  const { entities } = world.state;
  for (let i = 0; i < entities.length; i++) {
    const { controllers, isPresent, isExternal } = entities[i]!;
    if (!isPresent || isExternal) continue;
    for (const controller of controllers) if (controller.lateral) GUIDES.get(controller.kind)?.guide(world, i, controller, endSec);
  }
}

/**
 * Lets all active controllers drive up to `endSec`, each from the state as the tick began: what they make of it is in the steps of their entities
 * and in their memories, of which others see what is settled when all have looked.
 */
export function driveControllers(world: StoryWorld, endSec: number): void {
  const { length } = world.state.entities;
  for (let i = 0; i < length; i++) lookAbout(world, i);
  for (let i = 0; i < length; i++) settle(world, i);
  for (let i = 0; i < length; i++) drive(world, i, endSec);
  for (let i = 0; i < length; i++) settle(world, i);
}

/** The same for entity `index` alone; timed by ticks it moves before the next one looks. */
export function driveController(world: StoryWorld, index: number, endSec: number): void {
  lookAbout(world, index);
  settle(world, index);
  drive(world, index, endSec);
  settle(world, index);
}

function lookAbout(world: StoryWorld, index: number): void {
  const controller = activeOf(world.state.entities[index]!);
  if (controller !== null) KINDS.get(controller.kind)!.lookAbout?.(world, index, controller);
}

function settle(world: StoryWorld, index: number): void {
  const controller = activeOf(world.state.entities[index]!);
  if (controller !== null) KINDS.get(controller.kind)!.settle?.(world, index, controller);
}

/**
 * An additive one drives after the actions of the tick; one that takes the place of the default controller drives all of the tick, and what actions
 * ask of the speed has no effect; what they do to the side has.
 */
function drive(world: StoryWorld, index: number, endSec: number): void {
  const entity = world.state.entities[index]!;
  const controller = activeOf(entity);
  if (controller === null) return;
  if (!controller.isAdditive) restartWay(entity, endSec - world.options.dtSec);
  KINDS.get(controller.kind)!.drive(world, index, controller, endSec);
}

/** Who drives it along; null where something outside, a trajectory or the default controller does. */
function activeOf(entity: EntityState): ControllerState | null {
  if (!entity.isPresent || entity.isExternal || entity.step.isPosed) return null;
  for (const controller of entity.controllers) if (controller.longitudinal) return controller;
  return null;
}
