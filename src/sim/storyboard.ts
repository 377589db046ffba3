/**
 * Events of the storyboard: standby, fired, running, then standby again or complete. Triggers are judged when a tick has been reached; the
 * next tick starts what fired, at the instant at which it fired, so that all see the same world (architecture.md section 4).
 * Among what starts at one tick the earlier instant comes first, then the order of the file.
 */
import { judgeConditions } from "./conditions.ts";
import { startAction } from "./actions.ts";
import { REACTIVE } from "./plan.ts";
import { COMPLETE, FIRED, RUNNING, STANDBY, STOPPED, type WorldState } from "./state.ts";
import type { ConditionGroup } from "./storyboard-model.ts";
import type { WorldModel } from "./world.ts";

/** Rounding of sums of instants. */
const INSTANT_SEC = 1e-9;

/** Nothing has started or ended yet. */
export function startStoryboard(state: WorldState): void {
  state.story.firstStartSec.fill(-1);
  state.story.firstEndSec.fill(-1);
  state.story.standsSinceSec.fill(-1);
}

/** Starts the events that fired at the state's tick. */
export function startEvents(model: WorldModel, state: WorldState): void {
  for (let e = nextFired(state); e !== -1; e = nextFired(state)) {
    const { story, plan } = state;
    const atSec = story.firedSec[e]!;
    story.phase[e] = RUNNING;
    story.executions[e]! += 1;
    if (story.firstStartSec[e]! < 0) story.firstStartSec[e] = atSec;
    for (let a = plan.actionStart[e]!; a < plan.actionStart[e + 1]!; a++) startAction(model, state, a, atSec);
  }
}

/** Ends the actions whose time is over at the state's tick, and the events all of whose actions have ended. */
export function endEvents(model: WorldModel, state: WorldState): void {
  const { story, plan } = state;
  const nowSec = state.tick * model.dtSec;
  for (let a = 0; a < plan.actions.length; a++) {
    if (story.isRunning[a] === 1 && story.endSec[a]! <= nowSec + INSTANT_SEC) endAction(state, a);
  }
  for (let e = 0; e < story.phase.length; e++) {
    if (story.phase[e] === RUNNING) endEvent(state, e, model.storyboard.events[e]!.maxExecutions);
  }
}

/** Judges the triggers at the state's tick. */
export function judgeTriggers(model: WorldModel, state: WorldState): void {
  const { events, stop } = model.storyboard;
  const { story } = state;
  judgeConditions(model, state);
  const nowSec = state.tick * model.dtSec;
  let first = 0;
  for (let e = 0; e < events.length; e++) {
    const event = events[e]!;
    const atSec = triggerSec(state, event.trigger, first);
    if (story.phase[e] === STANDBY && story.executions[e]! < event.maxExecutions && atSec !== Infinity) {
      story.phase[e] = FIRED;
      story.firedSec[e] = model.timing === "tick" ? nowSec : Math.min(nowSec, Math.max(atSec, story.readySec[e]!));
    }
    first += conditionCount(event.trigger);
  }
  const isOver = triggerSec(state, stop, first) !== Infinity || state.staged?.state.isStopped === true;
  state.runNumbers[STOPPED] = isOver ? 1 : 0;
}

/** The fired event with the earliest instant; -1 for none. */
function nextFired(state: WorldState): number {
  const { phase, firedSec } = state.story;
  let found = -1;
  for (let e = 0; e < phase.length; e++) {
    if (phase[e] === FIRED && (found === -1 || firedSec[e]! < firedSec[found]!)) found = e;
  }
  return found;
}

/** A reactive driver drives again after its action, and wants the action's speed from then on. */
function endAction(state: WorldState, a: number): void {
  const { story, plan } = state;
  const action = plan.actions[a]!;
  story.isRunning[a] = 0;
  if (action.kind !== "speed" || plan.motion[action.actor] !== REACTIVE) return;
  const { path } = state.actors;
  const p = plan.pathOf[action.actor]!;
  path.lawAction[p] = -1;
  path.desiredMps[p] = path.lawV0Mps[p]! + path.lawDvMps[p]!;
}

function endEvent(state: WorldState, e: number, maxExecutions: number): void {
  const { story, plan } = state;
  let endSec = story.firedSec[e]!;
  for (let a = plan.actionStart[e]!; a < plan.actionStart[e + 1]!; a++) {
    if (story.isRunning[a] === 1) return;
    endSec = Math.max(endSec, story.endSec[a]!);
  }
  story.phase[e] = story.executions[e]! < maxExecutions ? STANDBY : COMPLETE;
  story.readySec[e] = endSec;
  if (story.firstEndSec[e]! < 0) story.firstEndSec[e] = endSec;
}

/** Since when a trigger holds: the first of its groups, each since its last condition; Infinity where none holds. */
function triggerSec(state: WorldState, trigger: readonly ConditionGroup[], first: number): number {
  let earliest = Infinity;
  let c = first;
  for (let g = 0; g < trigger.length; g++) {
    const { length } = trigger[g]!;
    earliest = Math.min(earliest, groupSec(state, c, length));
    c += length;
  }
  return earliest;
}

function groupSec(state: WorldState, first: number, length: number): number {
  const { isHolding, holdsSinceSec } = state.story;
  let latest = 0;
  for (let c = first; c < first + length; c++) {
    if (isHolding[c] === 0) return Infinity;
    latest = Math.max(latest, holdsSinceSec[c]!);
  }
  return latest;
}

function conditionCount(trigger: readonly ConditionGroup[]): number {
  let count = 0;
  for (let g = 0; g < trigger.length; g++) count += trigger[g]!.length;
  return count;
}
