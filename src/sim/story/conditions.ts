/**
 * Triggers and conditions: every condition of a trigger that is awaited is evaluated every tick, on the snapshot of the tick.
 *
 * A condition has a bare test, an edge on it and a delay on that (ASAM OpenSCENARIO XML 1.3, Condition). The first evaluation is never an
 * edge. With a delay the condition is what it was that long ago; true when it was true anywhere since the last look.
 */
import { entityTest } from "./entity-tests.ts";
import type { PlannedCondition } from "./plan.ts";
import type { ConditionState, StoryWorld } from "./state.ts";
import { newReading, type Reading } from "./reading.ts";
import { EPSILON } from "./rules.ts";
import { valueTest } from "./value-tests.ts";

/** Sums of ticks differ from the instants of a file by rounding: what is this near has come. */
const SAME_SEC = 1e-9;

const READING: Reading = newReading();

/**
 * Evaluates all conditions of a trigger at `nowSec`. The instant at which it became true, NaN while it is false. Under timing "tick" that is
 * `nowSec`; else it lies after the last tick, not before `floorSec`, when the element began to wait, and, of what is known beforehand (the story's
 * time, the end of a delay), up to `horizonSec`.
 * A trigger without conditions holds at once where it starts an element, never where it stops one.
 */
export function triggerAt(world: StoryWorld, trigger: number, nowSec: number, floorSec: number, horizonSec: number): number {
  const plan = world.plan.triggers[trigger];
  if (plan === undefined) return Number.NaN;
  const isTick = world.options.timing === "tick";
  if (plan.groups.length === 0) return plan.isStop ? Number.NaN : isTick ? nowSec : floorSec;
  const seenSec = isTick ? nowSec : horizonSec;
  let firstSec = Number.NaN;
  for (const group of plan.groups) {
    let lastSec = floorSec;
    for (const index of group) {
      // NaN, where a condition does not hold, stays.
      lastSec = Math.max(lastSec, evaluated(world, index, nowSec, floorSec, seenSec).holdsSinceSec);
    }
    if (Number.isNaN(lastSec)) continue;
    firstSec = Number.isNaN(firstSec) ? lastSec : Math.min(firstSec, lastSec);
  }
  return isTick && !Number.isNaN(firstSec) ? nowSec : firstSec;
}

function evaluated(world: StoryWorld, index: number, nowSec: number, floorSec: number, horizonSec: number): ConditionState {
  const planned = world.plan.conditions[index];
  const state = world.state.conditions[index];
  if (planned === undefined || state === undefined) throw new RangeError(`condition ${String(index)}`);
  const holds = read(world, planned, state, nowSec, horizonSec);
  const changeSec = instantOf(world, state, holds, nowSec, floorSec, horizonSec);
  const { edge, delaySec } = planned.spec;
  const isRaised = raisedBy(edge, state.was, holds);
  if (isRaised !== state.isRaised) {
    // The pulse of an edge lasts until the next look.
    const atSec = state.was === holds ? nowSec : changeSec;
    state.isRaised = isRaised;
    state.pending.push({ atSec, value: isRaised });
    world.state.log.push({ kind: "condition", tSec: atSec, condition: index, value: isRaised, measured: READING.measuredValue });
  }
  state.was = holds;
  state.earlierValue = state.lastValue;
  state.lastValue = READING.marginValue;
  state.seenChanges = world.state.changes;
  if (state.pending.length > 0) settle(state, delaySec, horizonSec > nowSec ? horizonSec - SAME_SEC : nowSec + SAME_SEC);
  else if (!state.isHeld) state.holdsSinceSec = Number.NaN;
  return state;
}

/** The bare test; what was measured is in READING. */
function read(world: StoryWorld, planned: PlannedCondition, state: ConditionState, nowSec: number, horizonSec: number): boolean {
  READING.marginValue = Number.NaN;
  READING.measuredValue = Number.NaN;
  READING.sinceSec = Number.NaN;
  const { test } = planned.spec;
  if (test.by === "entity") return entityTest(world, planned, test, state.triggeringEntities, nowSec, READING);
  const seenChanges = state.was === null ? world.state.earlierChanges : state.seenChanges;
  return valueTest(world, planned, test.test, seenChanges, nowSec, horizonSec, READING);
}

/**
 * When the bare test changed: where that is known, then; else where the margin crossed zero since the last tick; else now. What is known may lie
 * before the last tick: instant effects of instant effects are noticed a tick later each.
 */
function instantOf(world: StoryWorld, state: ConditionState, holds: boolean, nowSec: number, floorSec: number, horizonSec: number): number {
  const { timing, dtSec } = world.options;
  if (timing === "tick") return nowSec;
  const known = READING.sinceSec;
  if (!Number.isNaN(known) || state.was === null) return Math.min(horizonSec, Number.isNaN(known) ? floorSec : Math.max(floorSec, known));
  const before = state.lastValue;
  const after = READING.marginValue;
  // Written so that NaN, no margin, gives the tick.
  const isCrossing = holds ? before <= 0 && after >= 0 && after > before : before >= 0 && after <= 0 && after < before;
  if (!isCrossing) return nowSec;
  const rate = before - state.earlierValue;
  // What comes to rest on the limit got there before the tick: as it went until then.
  const isAtRest = Math.abs(after) <= EPSILON && rate * (after - before) > 0 && Math.abs(before) <= Math.abs(rate);
  if (isAtRest) return Math.max(floorSec, Math.min(nowSec, nowSec - (1 + before / rate) * dtSec));
  return Math.max(floorSec, Math.min(nowSec, nowSec - (after / (after - before)) * dtSec));
}

function raisedBy(edge: PlannedCondition["spec"]["edge"], was: boolean | null, holds: boolean): boolean {
  switch (edge) {
    case "none":
      return holds;
    case "rising":
      return was === false && holds;
    case "falling":
      return was === true && !holds;
    case "risingOrFalling":
      return was !== null && was !== holds;
  }
}

/** Lets changes come into effect whose delay is over. A pulse that came and went since the last look holds at this one. */
function settle(state: ConditionState, delaySec: number, untilSec: number): void {
  let raisedSec = Number.NaN;
  for (;;) {
    const next = state.pending[0];
    if (next === undefined || next.atSec + delaySec > untilSec) break;
    state.pending.shift();
    state.isHeld = next.value;
    if (next.value && Number.isNaN(raisedSec)) raisedSec = Math.min(untilSec, next.atSec + delaySec);
  }
  if (!Number.isNaN(raisedSec)) state.holdsSinceSec = raisedSec;
  else if (!state.isHeld) state.holdsSinceSec = Number.NaN;
}
