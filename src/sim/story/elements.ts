/**
 * How elements of a storyboard change: starting with all that starts along, ending, stopping with all that runs below.
 *
 * States and transitions: ASAM OpenSCENARIO XML 1.3, section "StoryboardElement states and transitions".
 */
import type { LoggedState, LoggedTransition } from "./element-log.ts";
import type { PlannedElement } from "./plan.ts";
import type { ElementState, Phase, StoryWorld, Transition } from "./state.ts";

const STATES: Readonly<Record<Phase, LoggedState>> = {
  init: "initState",
  standby: "standbyState",
  running: "runningState",
  complete: "completeState",
};

const TRANSITIONS: Readonly<Record<Exclude<Transition, "none">, LoggedTransition>> = {
  standby: "initToStandbyTransition",
  start: "startTransition",
  end: "endTransition",
  stop: "stopTransition",
  skip: "skipTransition",
};

/** An element as planned and as it is. Throws RangeError on an index that is not the plan's. */
export function planned(world: StoryWorld, index: number): PlannedElement {
  const element = world.plan.elements[index];
  if (element === undefined) throw new RangeError(`element ${String(index)}`);
  return element;
}

export function stateOf(world: StoryWorld, index: number): ElementState {
  const element = world.state.elements[index];
  if (element === undefined) throw new RangeError(`element ${String(index)}`);
  return element;
}

/** Puts an element into a phase at an instant, counts and logs it. */
export function changeElement(world: StoryWorld, index: number, transition: Exclude<Transition, "none">, to: Phase, atSec: number): void {
  const element = stateOf(world, index);
  world.state.changes += 1;
  const { changes } = world.state;
  if (transition === "start") element.startChange = changes;
  else if (transition === "end") element.endChange = changes;
  else if (transition === "stop") element.stopChange = changes;
  else if (transition === "skip") element.skipChange = changes;
  const from = STATES[element.phase];
  world.state.log.push({ kind: "state", tSec: atSec, element: index, from, transition: TRANSITIONS[transition], to: STATES[to] });
  element.phase = to;
  element.transition = transition;
  element.changedSec = atSec;
}

/**
 * Starts a storyboard, story, act, maneuver group or maneuver, and what has no trigger of its own below; acts with a trigger and events wait.
 * What is run again begins anew: executions below are forgotten.
 */
export function startElement(world: StoryWorld, index: number, atSec: number): void {
  const { children } = planned(world, index);
  stateOf(world, index).executions += 1;
  changeElement(world, index, "start", "running", atSec);
  for (const child of children) {
    const { kind, startTrigger } = planned(world, child);
    if (kind === "init") continue;
    const state = stateOf(world, child);
    state.phase = "init";
    state.executions = 0;
    if (kind === "event" || (kind === "act" && startTrigger >= 0)) awaitTrigger(world, child, "standby", atSec);
    else startElement(world, child, atSec);
  }
}

/** Puts an element into standby, its trigger unevaluated: the first evaluation is never an edge. */
function awaitTrigger(world: StoryWorld, index: number, transition: "standby" | "end", atSec: number): void {
  changeElement(world, index, transition, "standby", atSec);
  forgetTrigger(world, planned(world, index).startTrigger);
  forgetTrigger(world, planned(world, index).stopTrigger);
}

function forgetTrigger(world: StoryWorld, trigger: number): void {
  for (const group of world.plan.triggers[trigger]?.groups ?? []) {
    for (const index of group) {
      const condition = world.state.conditions[index];
      if (condition === undefined) continue;
      condition.was = null;
      condition.isRaised = false;
      condition.isHeld = false;
      condition.holdsSinceSec = Number.NaN;
      condition.lastValue = Number.NaN;
      condition.earlierValue = Number.NaN;
      condition.pending.length = 0;
      condition.triggeringEntities.length = 0;
    }
  }
}

/** Ends a running event or maneuver group: it waits again while executions are left. */
export function endElement(world: StoryWorld, index: number, atSec: number): void {
  const { maxExecutions, kind } = planned(world, index);
  const isRepeated = kind === "event" || kind === "maneuverGroup";
  if (isRepeated && stateOf(world, index).executions < maxExecutions) awaitTrigger(world, index, "end", atSec);
  else changeElement(world, index, "end", "complete", atSec);
}

/** Completes the action of an element and gives back the channels it ruled. */
export function completeAction(world: StoryWorld, index: number, transition: "end" | "stop", atSec: number): void {
  const { action } = planned(world, index);
  world.state.runs[action] = null;
  const entity = world.state.entities[world.plan.actions[action]?.actor ?? -1];
  if (entity?.longOwner === action) entity.longOwner = -1;
  if (entity?.latOwner === action) entity.latOwner = -1;
  changeElement(world, index, transition, "complete", atSec);
}

/** Stops an element and all that waits or runs below it, children first. */
export function stopElement(world: StoryWorld, index: number, atSec: number): void {
  const { children, kind } = planned(world, index);
  for (const child of children) stopElement(world, child, atSec);
  const { phase } = stateOf(world, index);
  if (phase !== "running" && phase !== "standby") return;
  if (kind === "action" || kind === "init") completeAction(world, index, "stop", atSec);
  else changeElement(world, index, "stop", "complete", atSec);
}
