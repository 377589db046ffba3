/** Actions that are done at once and change what is not a place: environment, values, signals, lights, controls (ASAM OpenSCENARIO XML 1.3). */
import { showPhase } from "./signal-controllers.ts";
import type { PlannedAction } from "./plan.ts";
import { refusal } from "./refusal.ts";
import type { GlobalActionSpec, PrivateActionSpec } from "./spec.ts";
import type { StoryWorld } from "./state.ts";

type PrivateOf<K extends PrivateActionSpec["kind"]> = Extract<PrivateActionSpec, { kind: K }>;
type GlobalOf<K extends GlobalActionSpec["kind"]> = Extract<GlobalActionSpec, { kind: K }>;

/** EnvironmentAction: what the action says changes, the rest stays. */
export function setEnvironment(world: StoryWorld, action: PlannedAction, atSec: number): void {
  const { environment: wanted } = action.spec as GlobalOf<"environment">;
  const { environment } = world.state;
  if (wanted.frictionRatio !== null) environment.frictionRatio = wanted.frictionRatio;
  if (wanted.visibilityM !== null) environment.visibilityM = wanted.visibilityM;
  if (wanted.timeOfDay === null) return;
  environment.timeOfDaySec = wanted.timeOfDay.atSec;
  environment.isTimeAnimated = wanted.timeOfDay.isAnimated;
  environment.timeSetSec = atSec;
}

/** Set and modify actions of parameters and variables. Modified values are written in the shortest form that reads back as the same number. */
export function setValue(world: StoryWorld, action: PlannedAction): void {
  const spec = action.spec as GlobalOf<"set-parameter" | "set-variable" | "modify-parameter" | "modify-variable">;
  const isParameter = spec.kind === "set-parameter" || spec.kind === "modify-parameter";
  const index = (isParameter ? world.plan.parameterIndex : world.plan.variableIndex).get(spec.name);
  const values = isParameter ? world.state.parameters : world.state.variables;
  if (index === undefined) {
    throw refusal(
      isParameter ? "ParameterAction" : "VariableAction",
      "a declared name",
      JSON.stringify(spec.name),
      "",
      "RDV_SCENARIO_REFERENCE",
    );
  }
  values[index] = "by" in spec ? modified(spec, values[index]!) : spec.value;
}

function modified(spec: GlobalOf<"modify-parameter" | "modify-variable">, before: string): string {
  const number = Number(before);
  if (before.trim() === "" || Number.isNaN(number)) throw refusal("ModifyAction", "a number", `${JSON.stringify(before)} in ${spec.name}`);
  return String(spec.by === "add" ? number + spec.value : number * spec.value);
}

/** TrafficSignalStateAction. */
export function setSignal(world: StoryWorld, action: PlannedAction): void {
  const { signal, state } = action.spec as GlobalOf<"signal-state">;
  world.state.signals[signal] = state;
}

/** TrafficSignalControllerAction: the phase begins now and the cycle goes on from it. */
export function setPhase(world: StoryWorld, action: PlannedAction, atSec: number): void {
  const { controller, phase } = action.spec as GlobalOf<"signal-phase">;
  const index = world.plan.controllerIndex.get(controller);
  const spec = index === undefined ? undefined : world.plan.spec.signalControllers[index];
  const wanted = spec?.phases.findIndex((one) => one.name === phase) ?? -1;
  if (index === undefined || wanted < 0) {
    throw refusal(
      "TrafficSignalControllerAction",
      "a phase of a traffic signal controller",
      `${controller}, ${phase}`,
      "",
      "RDV_SCENARIO_REFERENCE",
    );
  }
  world.state.phases[index] = { index: wanted, sinceSec: atSec };
  showPhase(world, index);
}

/** LightStateAction: kept as state; nothing in a run depends on it. */
export function setLight(world: StoryWorld, action: PlannedAction): void {
  const { light, mode } = action.spec as PrivateOf<"light">;
  world.state.entities[action.actor]!.lights[light] = mode;
}

/** OverrideControllerValueAction: active ones are held, others let go. */
export function setOverrides(world: StoryWorld, action: PlannedAction): void {
  const { overrides } = world.state.entities[action.actor]!;
  for (const { control, isActive, value } of (action.spec as PrivateOf<"override">).controls) {
    if (isActive) overrides[control] = value;
    else delete overrides[control];
  }
}
