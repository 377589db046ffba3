/**
 * Traffic signal controllers: phases one after the other, over and over (ASAM OpenSCENARIO XML 1.3, TrafficSignalController). A controller with a
 * delay to another begins its first phase that long after the other's; before, it is in its cycle as if it had always run.
 */
import type { RoadMap } from "../../road/opendrive/map.ts";
import type { SignalController } from "../../road/opendrive/model.ts";
import type { SignalControllerSpec } from "./spec.ts";
import type { StoryWorld } from "./state.ts";

/** No phase is shorter, but for one of no time at all, which is passed over: the cycle must get on however long the run has lasted. */
export const LEAST_PHASE_SEC = 0.001;

/** Sets all controllers to where they are in their cycles at time 0, and shows their signals. */
export function startSignals(world: StoryWorld): void {
  const { signalControllers } = world.plan.spec;
  const latesSec = latesOf(signalControllers, world.plan.controllerIndex);
  for (const [i, controller] of signalControllers.entries()) {
    const cycleSec = cycleOf(controller);
    // Seconds into the cycle at time 0.
    let intoSec = cycleSec > 0 ? (cycleSec - (latesSec[i]! % cycleSec)) % cycleSec : 0;
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
    const controller = signalControllers[i]!;
    const now = world.state.phases[i]!;
    const durationSec = controller.phases[now.index]?.durationSec ?? Infinity;
    if (atSec - now.sinceSec >= durationSec - SLACK_SEC && advance(controller, now, atSec)) showPhase(world, i);
  }
}

/** That of sums of durations, so that a phase of whole ticks changes at its tick. */
const SLACK_SEC = 1e-9;

/** Goes on by whole cycles and then by single phases, once round at most. False for a controller whose phases take no time. */
function advance(controller: SignalControllerSpec, now: { index: number; sinceSec: number }, atSec: number): boolean {
  const { phases } = controller;
  const cycleSec = cycleOf(controller);
  if (!(cycleSec > 0)) return false;
  now.sinceSec += cycleSec * Math.floor((atSec - now.sinceSec + SLACK_SEC) / cycleSec);
  for (let n = 0; n < phases.length && atSec - now.sinceSec >= phases[now.index]!.durationSec - SLACK_SEC; n++) {
    now.sinceSec += phases[now.index]!.durationSec;
    now.index = (now.index + 1) % phases.length;
  }
  return true;
}

/** Lets the signals show what the controller's phase says. */
export function showPhase(world: StoryWorld, index: number): void {
  const controller = world.plan.spec.signalControllers[index]!;
  const phase = controller.phases[world.state.phases[index]!.index];
  for (const { signal, state } of phase?.states ?? []) {
    if (signal !== null) world.state.signals[signal] = state;
    else for (const { id } of world.plan.signalGroups[index]?.signals ?? []) world.state.signals[id] = state;
  }
}

/** The controllers of the map that signal controllers of the scenario name, by id, else by name; undefined for none. */
export function signalGroupsOf(map: RoadMap | null, controllers: readonly SignalControllerSpec[]): (SignalController | undefined)[] {
  const found = new Map<string, SignalController>();
  const all = map?.source.controllers ?? [];
  // The first of several has the name.
  for (const one of all.toReversed()) found.set(one.name, one);
  for (const one of all.toReversed()) found.set(one.id, one);
  return controllers.map(({ name }) => found.get(name));
}

function cycleOf(controller: SignalControllerSpec): number {
  let sec = 0;
  for (const phase of controller.phases) sec += phase.durationSec;
  return Number.isFinite(sec) ? sec : 0;
}

/** How late each is: its delay, and those along the chain of its references; a circle counts each of its controllers once. */
function latesOf(controllers: readonly SignalControllerSpec[], indexOf: ReadonlyMap<string, number>): number[] {
  const latesSec = controllers.map(({ reference }) => (reference === null ? 0 : Number.NaN));
  for (let first = 0; first < controllers.length; first++) {
    const chain: number[] = [];
    const placeOf = new Map<number, number>();
    let at: number | undefined = first;
    for (; at !== undefined && Number.isNaN(latesSec[at]) && !placeOf.has(at); at = indexOf.get(controllers[at]!.reference ?? "")) {
      placeOf.set(at, chain.length);
      chain.push(at);
    }
    const circle = chain.splice(placeOf.get(at ?? -1) ?? chain.length);
    let sec = 0;
    for (const one of circle) sec += controllers[one]!.delaySec;
    for (const one of circle) latesSec[one] = sec;
    if (circle.length === 0 && at !== undefined) sec = latesSec[at]!;
    for (const one of chain.toReversed()) {
      sec += controllers[one]!.delaySec;
      latesSec[one] = sec;
    }
  }
  return latesSec;
}
