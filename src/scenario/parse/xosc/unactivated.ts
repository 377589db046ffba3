import type { ControllerSpec, EntitySpec, PrivateActionSpec, StorySpec } from "../../../sim/story/spec.ts";
import { knownController, warnOfChannels } from "./controller-check.ts";
import { type Build, type GivenController, report } from "./reading.ts";

type Activation = Extract<PrivateActionSpec, { kind: "activate-controller" | "assign-controller" }>;

/**
 * Checks what becomes of the controllers that entities are declared with: warns of those that nothing ever activates, or only by a channel on which
 * they do nothing; refuses one that steers a vehicle without length.
 */
export function checkActivated(build: Build, spec: StorySpec): void {
  if (build.given.length === 0) return;
  const owners = new Map(spec.entities.map((e) => [e.name, e]));
  const { ofEntity, ofAnyone } = activationsOf(spec);
  for (const given of build.given) {
    const { at, entity, name } = given;
    const owner = owners.get(entity);
    const lists = [...(ofEntity.get(entity) ?? []), ...ofAnyone];
    const activations = lists.flatMap((list) => list.filter((action) => concerns(action, owner, name)));
    const controller = owner?.controllers.find((c) => c.name === name);
    if (activations.some(isOn)) {
      if (owner !== undefined && controller !== undefined) checkUse(given, owner, controller, activations);
      continue;
    }
    const hint = "a controller that no action activates has no effect: the default one drives";
    report(
      at,
      at.node,
      "RDV_SCENARIO_WORLD",
      `an ActivateControllerAction for ${entity}`,
      `${JSON.stringify(name.slice(0, 60))}, never activated`,
      hint,
      "warning",
    );
  }
}

function checkUse({ at }: GivenController, owner: EntitySpec, controller: ControllerSpec, activations: readonly Activation[]): void {
  const isLongitudinal = activations.some(({ longitudinal }) => longitudinal === true);
  warnOfChannels(
    at,
    controller,
    activations.some(({ lateral }) => lateral === true),
    isLongitudinal,
  );
  const isSteered = isLongitudinal && !at.build.controllersOff && knownController(controller)?.moves === "steers";
  if (!isSteered || owner.box.lengthM > 0) return;
  const expected = `a length of ${owner.name}, which ${controller.name} steers`;
  report(at, at.node, "RDV_SCENARIO_WORLD", expected, `${String(owner.box.lengthM)} m`, "state the Dimensions of its BoundingBox");
}

function isOn(action: Activation): boolean {
  return action.lateral !== false || action.longitudinal !== false || action.lighting === true || action.animation === true;
}

/** Whether an action may activate the controller of that name. */
function concerns(action: Activation, owner: EntitySpec | undefined, name: string): boolean {
  if (action.kind === "assign-controller") return action.controllers.some((c) => c.name === name);
  return action.controller === null ? name === owner?.controllers.at(-1)?.name : action.controller === name;
}

/** Lists of actions that may activate a controller. */
interface Activations {
  /** Of an entity: its own of the init part, and those of groups that it is an actor of. */
  readonly ofEntity: ReadonlyMap<string, readonly (readonly Activation[])[]>;
  /** Those of groups whose actor anyone may be. */
  readonly ofAnyone: readonly (readonly Activation[])[];
}

function activationsOf(spec: StorySpec): Activations {
  const ofEntity = new Map<string, (readonly Activation[])[]>();
  const ofAnyone: (readonly Activation[])[] = [];
  const add = (entity: string, actions: readonly Activation[]): void => {
    const known = ofEntity.get(entity) ?? [];
    known.push(actions);
    ofEntity.set(entity, known);
  };
  for (const { entity, actions } of spec.init.privates) add(entity, actions.filter(isActivation));
  for (const group of spec.stories.flatMap((story) => story.acts.flatMap((act) => act.groups))) {
    const events = group.maneuvers.flatMap((maneuver) => maneuver.events);
    const actions = events.flatMap((event) => event.actions.map(({ action }) => action)).filter(isActivation);
    if (actions.length === 0) continue;
    if (group.selectTriggeringEntities) ofAnyone.push(actions);
    else for (const actor of new Set(group.actors)) add(actor, actions);
  }
  return { ofEntity, ofAnyone };
}

function isActivation(action: { readonly kind: string }): action is Activation {
  return action.kind === "activate-controller" || action.kind === "assign-controller";
}
