/**
 * One tick of the storyboard. Three passes, so that what happens at once sees the same world:
 * 1. in the order of the tree, triggers are evaluated and elements change; no entity does, so all conditions see the snapshot of the tick;
 * 2. actions that start start, and all that run run over the tick;
 * 3. what is done is completed, children before parents.
 *
 * Element-state conditions see what changed since they last looked: a start earlier in the tree in the same tick, all ends in the next one. With
 * sub-tick timing what waits for nothing else follows on an end within the same tick.
 */
import type { ActionRun } from "./action-run.ts";
import { triggerAt } from "./conditions.ts";
import { changeElement, completeAction, endElement, planned, startElement, stateOf, stopElement } from "./elements.ts";
import type { ActionSpec, PlannedAction } from "./plan.ts";
import type { StoryWorld } from "./state.ts";

/** How actions of all kinds are played. */
export interface ActionKinds {
  /** Begins an action; null where it is done at once. */
  start(world: StoryWorld, action: PlannedAction, atSec: number): ActionRun | null;
  /** Runs an action over [fromSec, toSec]. The instant at which it ended; NaN while it goes on. */
  runToSec(world: StoryWorld, action: PlannedAction, run: ActionRun, fromSec: number, toSec: number): number;
  /** Whether a new action takes what a running one of the same entity rules. */
  areInConflict(started: ActionSpec, running: ActionSpec): boolean;
  /** Whether it can begin within the tick under way, as that has been worked out so far for its actor. */
  isReady(world: StoryWorld, action: PlannedAction): boolean;
  /** It goes the way that the others of the tick work out: it is run after them. */
  isRunLast(world: StoryWorld, spec: ActionSpec): boolean;
}

// Lists of the tick under way, emptied when one begins, and by action what is in them: thousands may start at once.
/** Actions that start. */
const STARTING: number[] = [];
let isStarting = new Uint8Array(0);
/** Actions that ended, and when; NaN for all others. */
const DONE: number[] = [];
let doneSec = new Float64Array(0);

/** Begins the storyboard and carries out its init actions, at time 0. They are completed in the first tick. */
export function beginBoard(world: StoryWorld, kinds: ActionKinds): void {
  clearLists(world);
  for (const element of world.plan.elements) {
    if (element.kind === "init") changeElement(world, element.index, "start", "running", 0);
  }
  startElement(world, 0, 0);
  for (const index of world.plan.initActions) addStarting(index);
  playActions(world, kinds, 0, 0, false);
}

/** Only where there is something in them: cutting a list costs as much as a condition. */
function clearLists({ plan }: StoryWorld): void {
  for (const action of STARTING) isStarting[action] = 0;
  if (STARTING.length > 0) STARTING.length = 0;
  for (const action of DONE) doneSec[action] = Number.NaN;
  if (DONE.length > 0) DONE.length = 0;
  if (isStarting.length >= plan.actions.length) return;
  isStarting = new Uint8Array(plan.actions.length);
  doneSec = new Float64Array(plan.actions.length).fill(Number.NaN);
}

function addStarting(action: number): void {
  STARTING.push(action);
  isStarting[action] = 1;
}

/** The storyboard at `fromSec`, actions over [fromSec, toSec]. Nothing below changes where the stop trigger fires. */
export function tickBoard(world: StoryWorld, kinds: ActionKinds, fromSec: number, toSec: number): void {
  const { state, plan } = world;
  const firstChange = state.changes;
  clearLists(world);
  const stopAt = triggerAt(world, planned(world, 0).stopTrigger, fromSec, 0, fromSec);
  if (!Number.isNaN(stopAt)) {
    stopElement(world, 0, stopAt);
    state.isStopped = true;
    return;
  }
  for (const index of plan.triggeredElements) visit(world, kinds, index, fromSec, toSec, firstChange);
  state.earlierChanges = state.changes;
  playActions(world, kinds, fromSec, toSec, false);
  if (state.tick === 0 || state.changes > firstChange || DONE.length > 0) completeAll(world, fromSec);
  // Ends within the tick are known: with sub-tick timing what waits for them starts within it too.
  const isFollowing = world.options.timing === "subtick" && toSec > fromSec;
  while (isFollowing && state.changes > firstChange && followEnds(world, kinds, fromSec, toSec, firstChange)) completeAll(world, fromSec);
}

function completeAll(world: StoryWorld, nowSec: number): void {
  for (const index of world.plan.upwardElements) complete(world, index, nowSec);
}

/**
 * Starts what waits for elements alone, if their states have come true within the tick, and runs its actions to the end of it. False where nothing
 * does. Each event starts once a tick at most, so this comes to an end.
 */
function followEnds(world: StoryWorld, kinds: ActionKinds, nowSec: number, toSec: number, firstChange: number): boolean {
  let isAny = false;
  clearLists(world);
  for (let i = 1; i < world.plan.elements.length; i++) {
    const { kind, startTrigger, followsEnds } = planned(world, i);
    const state = stateOf(world, i);
    if (!followsEnds || state.phase !== "standby" || state.endChange > firstChange) continue;
    if (kind === "event") {
      if (!areReady(world, kinds, i)) continue;
      isAny = awaitEvent(world, kinds, i, nowSec, toSec, toSec) || isAny;
      continue;
    }
    const atSec = triggerAt(world, startTrigger, nowSec, state.changedSec, toSec);
    if (Number.isNaN(atSec)) continue;
    startElement(world, i, atSec);
    isAny = true;
  }
  if (isAny) playActions(world, kinds, nowSec, toSec, true);
  return isAny;
}

/** Whether all actions of an event can begin within the tick. */
function areReady(world: StoryWorld, kinds: ActionKinds, event: number): boolean {
  for (const child of planned(world, event).children) {
    const action = world.plan.actions[planned(world, child).action];
    if (action !== undefined && !kinds.isReady(world, action)) return false;
  }
  return true;
}

/** Pass 1, one element: what waits may start, an act that ran before may be stopped. */
function visit(world: StoryWorld, kinds: ActionKinds, index: number, nowSec: number, toSec: number, firstChange: number): void {
  const element = planned(world, index);
  const state = stateOf(world, index);
  if (element.kind === "event") {
    // What was overwritten in this very tick waits for the next one.
    if (state.phase === "standby" && state.endChange <= firstChange) awaitEvent(world, kinds, index, nowSec, toSec, nowSec);
  } else if (element.kind === "act") {
    if (state.phase === "running" && element.stopTrigger >= 0 && state.startChange <= firstChange) {
      const atSec = triggerAt(world, element.stopTrigger, nowSec, state.changedSec, nowSec);
      if (!Number.isNaN(atSec)) stopElement(world, index, atSec);
    } else if (state.phase === "standby") {
      const atSec = triggerAt(world, element.startTrigger, nowSec, state.changedSec, toSec);
      if (!Number.isNaN(atSec)) startElement(world, index, atSec);
    }
  } else if (element.kind === "maneuverGroup" && state.phase === "standby") {
    startElement(world, index, startOf(world, nowSec, state.changedSec));
  }
}

/** Under timing "tick" everything starts at the tick. */
function startOf(world: StoryWorld, nowSec: number, atSec: number): number {
  return world.options.timing === "tick" ? nowSec : atSec;
}

/** Starts an event whose trigger holds, unless it is skipped: whether it did. Running actions have run up to `ranSec`. */
function awaitEvent(world: StoryWorld, kinds: ActionKinds, index: number, nowSec: number, toSec: number, ranSec: number): boolean {
  const { startTrigger, priority, parent } = planned(world, index);
  const { changedSec } = stateOf(world, index);
  const atSec = startTrigger < 0 ? startOf(world, nowSec, changedSec) : triggerAt(world, startTrigger, nowSec, changedSec, toSec);
  if (Number.isNaN(atSec)) return false;
  const siblings = planned(world, parent).children;
  if (priority === "skip" && siblings.some((other) => stateOf(world, other).phase === "running")) {
    changeElement(world, index, "skip", "standby", atSec);
    return false;
  }
  if (priority === "overwrite") {
    for (const other of siblings) if (stateOf(world, other).phase === "running") overwrite(world, kinds, other, ranSec, atSec);
  }
  startEvent(world, kinds, index, ranSec, atSec);
  return true;
}

/** Ends a running event and its actions. */
function overwrite(world: StoryWorld, kinds: ActionKinds, index: number, ranSec: number, atSec: number): void {
  for (const child of planned(world, index).children) {
    if (stateOf(world, child).phase === "running") endAction(world, kinds, child, ranSec, atSec);
    const { action } = planned(world, child);
    if (isStarting[action] !== 1) continue;
    STARTING.splice(STARTING.indexOf(action), 1);
    isStarting[action] = 0;
  }
  endElement(world, index, atSec);
}

function startEvent(world: StoryWorld, kinds: ActionKinds, index: number, ranSec: number, atSec: number): void {
  const { children, startTrigger } = planned(world, index);
  stateOf(world, index).executions += 1;
  changeElement(world, index, "start", "running", atSec);
  for (const child of children) {
    const action = world.plan.actions[planned(world, child).action];
    if (action === undefined) continue;
    const state = stateOf(world, child);
    state.phase = "init";
    if (action.onlyWhenTriggering && !isTriggering(world, startTrigger, action.actor)) continue;
    endConflicting(world, kinds, action, ranSec, atSec);
    changeElement(world, child, "start", "running", atSec);
    // In esmini what an action sets is seen by the conditions further down in the same tick.
    if (world.plan.spec.semantics === "esmini" && SETTING.has(action.spec.kind)) startAction(world, kinds, action);
    else addStarting(action.index);
  }
}

/** What conditions by value read is set by these, at once. */
const SETTING: ReadonlySet<ActionSpec["kind"]> = new Set([
  "set-parameter",
  "set-variable",
  "modify-parameter",
  "modify-variable",
  "signal-state",
  "signal-phase",
  "environment",
]);

/** Ends a running action; where that is known beforehand, it runs until then. */
function endAction(world: StoryWorld, kinds: ActionKinds, index: number, ranSec: number, atSec: number): void {
  const action = world.plan.actions[planned(world, index).action] as PlannedAction;
  const run = world.state.runs[action.index];
  if (run !== null && run !== undefined && atSec > ranSec) kinds.runToSec(world, action, run, ranSec, atSec);
  completeAction(world, index, "end", atSec);
}

/** Whether an entity helped to make a trigger true. */
function isTriggering(world: StoryWorld, trigger: number, entity: number): boolean {
  const groups = world.plan.triggers[trigger]?.groups ?? [];
  return groups.some(
    (group) =>
      group.every((condition) => !Number.isNaN(world.state.conditions[condition]?.holdsSinceSec ?? Number.NaN)) &&
      group.some((condition) => world.state.conditions[condition]?.triggeringEntities.includes(entity) ?? false),
  );
}

/** A new action ends the running ones of its actor that rule the same (ASAM OpenSCENARIO XML 1.3, conflicting actions). */
function endConflicting(world: StoryWorld, kinds: ActionKinds, started: PlannedAction, ranSec: number, atSec: number): void {
  if (started.actor < 0) return;
  for (const index of world.plan.actionsOfActor[started.actor]!) {
    const other = world.plan.actions[index]!;
    if (index === started.index) continue;
    if (
      stateOf(world, other.element).phase !== "running" ||
      planned(world, other.element).parent === planned(world, started.element).parent
    )
      continue;
    if (kinds.areInConflict(started.spec, other.spec)) endAction(world, kinds, other.element, ranSec, atSec);
  }
}

/** Pass 2: starts in the order in which they came, then a step of each running action. */
function playActions(world: StoryWorld, kinds: ActionKinds, fromSec: number, toSec: number, onlyStarting: boolean): void {
  const { plan } = world;
  for (const index of STARTING) {
    const action = plan.actions[index];
    if (action !== undefined && stateOf(world, action.element).phase === "running") startAction(world, kinds, action);
  }
  const isAnyLast = stepRunning(world, kinds, fromSec, toSec, onlyStarting, false);
  if (isAnyLast) stepRunning(world, kinds, fromSec, toSec, onlyStarting, true);
}

/** Begins an action at the instant at which its element started. */
function startAction(world: StoryWorld, kinds: ActionKinds, action: PlannedAction): void {
  const { state } = world;
  const atSec = stateOf(world, action.element).changedSec;
  const run = isAbsent(world, action) && action.spec.kind !== "follow-trajectory" ? null : kinds.start(world, action, atSec);
  state.runs[action.index] = run;
  if (run !== null) return;
  if (action.actor < 0) state.setSec = atSec;
  markDone(world, action.index, atSec);
}

/** Steps the running actions that are run last, or the others; says whether there are of the others too. */
function stepRunning(
  world: StoryWorld,
  kinds: ActionKinds,
  fromSec: number,
  toSec: number,
  onlyStarting: boolean,
  isLast: boolean,
): boolean {
  const { runs } = world.state;
  const { actions } = world.plan;
  let isAnyOther = false;
  for (let i = 0; i < runs.length; i++) {
    const run = runs[i];
    if (run === null || run === undefined) continue;
    const action = actions[i]!;
    if (kinds.isRunLast(world, action.spec) !== isLast) {
      isAnyOther = true;
      continue;
    }
    const startsNow = isStarting[i] === 1;
    if (onlyStarting && !startsNow) continue;
    const startSec = startsNow ? stateOf(world, action.element).changedSec : fromSec;
    const endSec = isAbsent(world, action) ? fromSec : kinds.runToSec(world, action, run, startSec, toSec);
    if (!Number.isNaN(endSec)) markDone(world, i, endSec);
  }
  return isAnyOther;
}

/** Its actor has left, or was never there. A teleport may bring it in; so may the start of a trajectory. */
function isAbsent(world: StoryWorld, action: PlannedAction): boolean {
  return action.actor >= 0 && !action.isInit && world.state.entities[action.actor]?.isPresent === false && action.spec.kind !== "teleport";
}

function markDone(world: StoryWorld, action: number, atSec: number): void {
  world.state.runs[action] = null;
  // The first end counts.
  if (Number.isNaN(doneSec[action]!)) doneSec[action] = atSec;
  DONE.push(action);
}

/** Pass 3, one element, its children done before it. */
function complete(world: StoryWorld, index: number, nowSec: number): void {
  const { kind, action, children } = planned(world, index);
  const { phase } = stateOf(world, index);
  if (phase !== "running" || kind === "storyboard") return;
  if (action >= 0) {
    if (world.state.runs[action] !== null) return;
    const endSec = Number.isNaN(doneSec[action]!) ? nowSec : doneSec[action]!;
    const transition = isAbsent(world, world.plan.actions[action] as PlannedAction) ? "stop" : "end";
    completeAction(world, index, transition, world.options.timing === "tick" ? nowSec : endSec);
  } else if (isDone(world, kind === "event", children)) {
    endElement(world, index, lastChange(world, index));
  }
}

/** An event is done when none of its actions runs, all else when there are parts and all are complete. */
function isDone(world: StoryWorld, isEvent: boolean, children: readonly number[]): boolean {
  if (!isEvent && children.length === 0) return false;
  for (const child of children) {
    const { phase } = stateOf(world, child);
    if (isEvent ? phase === "running" : phase !== "complete") return false;
  }
  return true;
}

function lastChange(world: StoryWorld, index: number): number {
  let lastSec = stateOf(world, index).changedSec;
  for (const child of planned(world, index).children) lastSec = Math.max(lastSec, stateOf(world, child).changedSec);
  return lastSec;
}
