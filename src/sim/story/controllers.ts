/**
 * Controllers that a file assigns and activates (ASAM OpenSCENARIO XML 1.3, AssignControllerAction, ActivateControllerAction). They are known by
 * name, or by the name in their property `esminiController`. Two sorts are built in: those that keep a gap to whoever is ahead, and those
 * that stand for a driver outside (a person, a bus, another program), for whom the default controller drives until somebody takes the
 * entity over. Any other is refused by name when it is activated.
 */
import { cos, sin } from "../../core/dmath.ts";
import { roadDistance } from "../../road/opendrive/distance.ts";
import { addWay } from "./entity-step.ts";
import { entitySpecOf } from "./entity-spec.ts";
import type { PlannedAction } from "./plan.ts";
import { refusal } from "./refusal.ts";
import type { ControllerSpec, PrivateActionSpec } from "./spec.ts";
import type { ControllerState, EntityState, StoryWorld } from "./state.ts";

const GAP_KEEPERS: readonly string[] = ["ACCController", "ALKSController", "ALKS_R157SM_Controller"];
const OUTSIDE: readonly string[] = ["ExternalController", "HIDController", "InteractiveController", "UDPDriverController"];

/** How the built-in gap keeper drives: Treiber, Hennecke, Helbing 2000 (doi 10.1103/PhysRevE.62.1805). */
const ACCEL_MPS2 = 1.5;
const BRAKE_MPS2 = 2;
const HARDEST_MPS2 = 8;
const MIN_GAP_M = 2;
const TIME_GAP_SEC = 1.5;
const SIGHT_M = 200;

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

/** ActivateControllerAction: the controller named, or else the one assigned last, takes channels or lets go of them. Without any, nothing is to be done. */
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
  if (lateral === true || longitudinal === true) refuseUnknown(controller);
  let state = entity.controllers.find(({ name }) => name === controller.name);
  if (state === undefined) {
    state = stateOf(controller);
    entity.controllers.push(state);
  }
  if (lateral !== null) state.lateral = lateral;
  if (longitudinal === null) return;
  for (const other of entity.controllers) if (other !== state && longitudinal) other.longitudinal = false;
  state.longitudinal = longitudinal && GAP_KEEPERS.includes(kindOf(controller));
}

function kindOf(controller: ControllerSpec): string {
  return controller.properties.find(({ name }) => name === "esminiController")?.value ?? controller.name;
}

function refuseUnknown(controller: ControllerSpec): void {
  const kind = kindOf(controller);
  if (GAP_KEEPERS.includes(kind) || OUTSIDE.includes(kind)) return;
  const hint = "run with controllers off, or hand the entity over";
  throw refusal(
    "ActivateControllerAction",
    `one of ${[...GAP_KEEPERS, ...OUTSIDE].join(", ")}`,
    `controller ${JSON.stringify(kind)}`,
    hint,
  );
}

function stateOf(controller: ControllerSpec): ControllerState {
  const numberOf = (wanted: string): number => Number(controller.properties.find(({ name }) => name === wanted)?.value ?? Number.NaN);
  const timeGapSec = numberOf("timeGap");
  return {
    name: controller.name,
    lateral: false,
    longitudinal: false,
    wantedMps: numberOf("setSpeed"),
    timeGapSec: Number.isNaN(timeGapSec) ? TIME_GAP_SEC : timeGapSec,
  };
}

// ---- driving ----

/** Lets the active gap keepers drive, up to `endSec`, whatever the actions of the tick left to them. */
export function driveControllers(world: StoryWorld, endSec: number): void {
  const { entities } = world.state;
  for (let i = 0; i < entities.length; i++) {
    const entity = entities[i]!;
    if (!entity.isPresent || entity.isExternal || entity.longOwner >= 0 || entity.step.isPosed) continue;
    for (const controller of entity.controllers) if (controller.longitudinal) keepGap(world, entity, i, controller, endSec);
  }
}

/** One tick at an even acceleration; never backwards. */
function keepGap(world: StoryWorld, entity: EntityState, index: number, controller: ControllerState, endSec: number): void {
  const dtSec = endSec - entity.step.untilSec;
  if (dtSec <= 0) return;
  if (Number.isNaN(controller.wantedMps)) controller.wantedMps = entity.speedMps;
  const before = entity.step.speedMps;
  const after = Math.max(0, before + dtSec * gapAccelMps2(world, index, controller, before));
  addWay(entity, 0.5 * (before + after) * dtSec, endSec, after);
}

/** a (1 - (v / v0)^4 - (s* / s)^2), s* = s0 + max(0, v T + v (v - v of the lead) / (2 sqrt(a b))). */
function gapAccelMps2(world: StoryWorld, index: number, controller: ControllerState, v: number): number {
  findLead(world, index);
  const ratio = controller.wantedMps > 0 ? v / controller.wantedMps : v > 0 ? 2 : 1;
  const free = Math.max(-BRAKE_MPS2, ACCEL_MPS2 * (1 - ratio * ratio * ratio * ratio));
  if (LEAD.gapM === Infinity) return free;
  const closing = (v * (v - LEAD.speedMps)) / (2 * Math.sqrt(ACCEL_MPS2 * BRAKE_MPS2));
  const share = (MIN_GAP_M + Math.max(0, v * controller.timeGapSec + closing)) / Math.max(0.1, LEAD.gapM);
  return Math.max(-HARDEST_MPS2, free - ACCEL_MPS2 * share * share);
}

/** Free way to whoever is ahead and its speed along the own way. */
const LEAD = { gapM: Infinity, speedMps: 0 };
const APART = { found: false, dsM: 0, dtM: 0, dLane: 0 };

/** The nearest entity ahead in the strip as wide as the entity, along its road or, off the roads, straight ahead. */
function findLead(world: StoryWorld, index: number): void {
  const { entities } = world.state;
  const self = entities[index]!;
  const own = entitySpecOf(world, index).box;
  LEAD.gapM = Infinity;
  for (let j = 0; j < entities.length; j++) {
    const other = entities[j]!;
    if (j === index || !other.isPresent || !apart(world, self, other)) continue;
    const { box } = entitySpecOf(world, j);
    const gapM = APART.dsM - own.centerXM - 0.5 * own.lengthM - 0.5 * box.lengthM + box.centerXM;
    if (APART.dsM <= 0 || APART.dsM > SIGHT_M || gapM >= LEAD.gapM || 2 * Math.abs(APART.dtM) >= own.widthM + box.widthM) continue;
    LEAD.gapM = gapM;
    LEAD.speedMps = other.speedMps * cos(other.hRad - self.hRad);
  }
}

/** Writes how far the other is ahead and to the side; false where no road tells. */
function apart(world: StoryWorld, self: EntityState, other: EntityState): boolean {
  if (world.map !== null && self.place.road >= 0 && other.place.road >= 0) {
    roadDistance(world.map, self.place, other.place, SIGHT_M, APART);
    if (self.isAgainst) APART.dsM = -APART.dsM;
    return APART.found;
  }
  const dx = other.xM - self.xM;
  const dy = other.yM - self.yM;
  APART.dsM = dx * cos(self.hRad) + dy * sin(self.hRad);
  APART.dtM = dy * cos(self.hRad) - dx * sin(self.hRad);
  return true;
}
