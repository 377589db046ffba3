import type { PrivateActionSpec, StorySpec } from "../../../sim/story/spec.ts";
import { type Build, report } from "./reading.ts";

type Activation = Extract<PrivateActionSpec, { kind: "activate-controller" | "assign-controller" }>;

/** Warns of controllers that are given to an entity and that nothing ever activates: they have no effect. */
export function checkActivated(build: Build, spec: StorySpec): void {
  for (const { at, entity, name } of build.given) {
    if (isActivated(spec, entity, name)) continue;
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

function isActivated(spec: StorySpec, entity: string, name: string): boolean {
  const last = spec.entities.find((e) => e.name === entity)?.controllers.at(-1)?.name;
  return activationsOf(spec, entity).some((action) => {
    const isOn = action.lateral !== false || action.longitudinal !== false || action.lighting === true || action.animation === true;
    if (!isOn) return false;
    if (action.kind === "assign-controller") return action.controllers.some((c) => c.name === name);
    return action.controller === null ? name === last : action.controller === name;
  });
}

/** Actions that may activate a controller of an entity: its own of the init part, and those of groups that it may be an actor of. */
function activationsOf(spec: StorySpec, entity: string): Activation[] {
  const isOne = (action: { readonly kind: string }): action is Activation =>
    action.kind === "activate-controller" || action.kind === "assign-controller";
  const init = spec.init.privates.filter((p) => p.entity === entity).flatMap(({ actions }) => actions);
  const groups = spec.stories.flatMap((story) => story.acts.flatMap((act) => act.groups));
  const own = groups.filter((group) => group.selectTriggeringEntities || group.actors.includes(entity));
  const events = own.flatMap((group) => group.maneuvers.flatMap((maneuver) => maneuver.events));
  return [...init, ...events.flatMap((event) => event.actions.map(({ action }) => action))].filter(isOne);
}
