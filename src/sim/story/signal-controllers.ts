/**
 * Traffic signal controllers: phases one after the other, over and over (ASAM OpenSCENARIO XML 1.3, TrafficSignalController). A controller with a
 * delay to another begins its first phase that long after the other's; before, it is in its cycle as if it had always run.
 */
import type { RoadMap } from "../../road/opendrive/map.ts";
import type { SignalController } from "../../road/opendrive/model.ts";
import type { SignalControllerSpec } from "./spec.ts";
import type { StoryWorld } from "./state.ts";

/** Sets all controllers to where they are in their cycles at time 0, and shows their signals. */
export function startSignals(world: StoryWorld): void {
  const { signalControllers } = world.plan.spec;
  for (const [i, controller] of signalControllers.entries()) {
    const cycleSec = cycleOf(controller);
    const lateSec = lateOf(signalControllers, i);
    // Seconds into the cycle at time 0.
    let intoSec = cycleSec > 0 ? (cycleSec - (lateSec % cycleSec)) % cycleSec : 0;
    let index = 0;
    while (index + 1 < controller.phases.length && intoSec >= controller.phases[index]!.durationSec) {
      intoSec -= controller.phases[index]!.durationSec;
      index++;
    }
    world.state.phases[i] = { index, sinceSec: -intoSec };
    showPhase(world, i);
  }
}

/** Advances all controllers to `atSec`. */
export function stepSignals(world: StoryWorld, atSec: number): void {
  const { signalControllers } = world.plan.spec;
  for (let i = 0; i < signalControllers.length; i++) {
    const { phases } = signalControllers[i]!;
    const now = world.state.phases[i]!;
    if (!(cycleOf(signalControllers[i]!) > 0)) continue;
    let isChanged = false;
    // The tolerance is that of the sums of durations, so that a phase of whole ticks changes at its tick.
    while (atSec - now.sinceSec >= phases[now.index]!.durationSec - 1e-9) {
      now.sinceSec += phases[now.index]!.durationSec;
      now.index = (now.index + 1) % phases.length;
      isChanged = true;
    }
    if (isChanged) showPhase(world, i);
  }
}

/** Lets the signals show what the controller's phase says. */
export function showPhase(world: StoryWorld, index: number): void {
  const controller = world.plan.spec.signalControllers[index]!;
  const phase = controller.phases[world.state.phases[index]!.index];
  for (const { signal, state } of phase?.states ?? []) {
    if (signal !== null) world.state.signals[signal] = state;
    else for (const { id } of groupOf(world.map, controller.name)?.signals ?? []) world.state.signals[id] = state;
  }
}

/** The controller of the map that a signal controller of the scenario names, by id, else by name; undefined for none. */
export function groupOf(map: RoadMap | null, name: string): SignalController | undefined {
  const all = map?.source.controllers ?? [];
  return all.find(({ id }) => id === name) ?? all.find((one) => one.name === name);
}

function cycleOf(controller: SignalControllerSpec): number {
  let sec = 0;
  for (const phase of controller.phases) sec += phase.durationSec;
  return Number.isFinite(sec) ? sec : 0;
}

/** Delay to the first of the chain of references; a circle counts each controller once. */
function lateOf(controllers: readonly SignalControllerSpec[], index: number): number {
  let sec = 0;
  let at = index;
  for (let steps = 0; steps < controllers.length; steps++) {
    const { delaySec, reference } = controllers[at]!;
    if (reference === null) break;
    sec += delaySec;
    const next = controllers.findIndex((one) => one.name === reference);
    if (next < 0) break;
    at = next;
  }
  return sec;
}
