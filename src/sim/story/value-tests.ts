/** Conditions by value (ASAM OpenSCENARIO XML 1.3, ByValueCondition). User-defined ones are refused when the story is planned. */
import type { PlannedCondition } from "./plan.ts";
import type { Reading } from "./reading.ts";
import { EPSILON, holds, isOrdering, marginOf } from "./rules.ts";
import type { RuleSpec, ValueTestSpec } from "./spec.ts";
import type { ElementState, StoryWorld } from "./state.ts";
import { isSameValue, numberOf } from "./texts.ts";

/**
 * Whether the test holds at `nowSec`; of what is known beforehand, before `horizonSec`.
 * `seenChanges`: transitions of elements after that are new to it.
 */
export function valueTest(
  world: StoryWorld,
  planned: PlannedCondition,
  test: ValueTestSpec,
  seenChanges: number,
  nowSec: number,
  horizonSec: number,
  out: Reading,
): boolean {
  switch (test.kind) {
    case "simulation-time":
      return timeTest(test.rule, test.valueSec, nowSec, horizonSec, out);
    case "time-of-day":
      return compare(test.rule, timeOfDaySec(world, nowSec), test.valueSec, out);
    case "parameter":
      out.sinceSec = world.state.setSec;
      return compareText(world.plan.spec.parameters[planned.namedIndex]?.type, test, world.state.parameters[planned.namedIndex] ?? "", out);
    case "variable":
      out.sinceSec = world.state.setSec;
      return compareText(world.plan.spec.variables[planned.namedIndex]?.type, test, world.state.variables[planned.namedIndex] ?? "", out);
    case "element-state":
      return elementTest(world, planned, test.state, seenChanges, out);
    case "signal":
      out.sinceSec = Math.max(world.state.setSec, lastPhaseSec(world));
      return world.state.signals[test.signal] === test.state;
    case "signal-controller":
      out.sinceSec = Math.max(world.state.setSec, world.state.phases[planned.namedIndex]?.sinceSec ?? 0);
      return phaseName(world, planned.namedIndex) === test.phase;
    case "user-defined":
      throw new RangeError("user-defined conditions are refused when the story is planned");
  }
}

/** The story's time is known beforehand: what comes true before the horizon holds already, from its instant on. */
function timeTest(rule: RuleSpec, limitSec: number, nowSec: number, horizonSec: number, out: Reading): boolean {
  const isAhead = isOrdering(rule) && horizonSec > nowSec;
  const isTrue = compare(rule, isAhead ? Math.max(nowSec, horizonSec - 2 * EPSILON) : nowSec, limitSec, out);
  const isFromStart = isTrue && (rule === "lessThan" || rule === "lessOrEqual");
  if (isOrdering(rule) && !isFromStart) out.sinceSec = limitSec;
  return isTrue;
}

function compare(rule: RuleSpec, value: number, limit: number, out: Reading): boolean {
  out.measuredValue = value;
  out.marginValue = marginOf(rule, value, limit);
  return holds(rule, value, limit);
}

/** As numbers where both are, else as texts. */
function compareText(
  type: string | undefined,
  test: { readonly rule: RuleSpec; readonly value: string },
  text: string,
  out: Reading,
): boolean {
  const value = numberOf(text);
  const limit = numberOf(test.value);
  if (type !== "string" && !Number.isNaN(value) && !Number.isNaN(limit)) {
    out.measuredValue = value;
    return holds(test.rule, value, limit);
  }
  if (test.rule === "equalTo") return isSameValue(type ?? "string", text, test.value);
  return test.rule === "notEqualTo" && !isSameValue(type ?? "string", text, test.value);
}

/** NaN, for which no rule holds, where no environment has said what time it is. */
function timeOfDaySec(world: StoryWorld, nowSec: number): number {
  const { timeOfDaySec: setSec, isTimeAnimated, timeSetSec } = world.state.environment;
  if (setSec === null) return Number.NaN;
  return isTimeAnimated ? setSec + (nowSec - timeSetSec) : setSec;
}

/** When a signal controller last changed its phase. */
function lastPhaseSec(world: StoryWorld): number {
  let lastSec = 0;
  for (const { sinceSec } of world.state.phases) lastSec = Math.max(lastSec, sinceSec);
  return lastSec;
}

function phaseName(world: StoryWorld, controller: number): string | undefined {
  return world.plan.spec.signalControllers[controller]?.phases[world.state.phases[controller]?.index ?? -1]?.name;
}

/** Any of the elements meant is in the state or went through the transition; complete are they when all that began are. */
function elementTest(
  world: StoryWorld,
  planned: PlannedCondition,
  state: Extract<ValueTestSpec, { kind: "element-state" }>["state"],
  seenChanges: number,
  out: Reading,
): boolean {
  let sinceSec = Number.NaN;
  let isAny = false;
  let isEvery = true;
  for (const index of planned.elements) {
    const element = world.state.elements[index];
    const isSo = element !== undefined && isIn(element, state, seenChanges);
    isEvery = isEvery && (isSo || element?.phase === "init");
    isAny = isAny || isSo;
    if (element !== undefined && isSo && !(element.changedSec <= sinceSec)) sinceSec = element.changedSec;
  }
  out.sinceSec = sinceSec;
  return isAny && (state !== "completeState" || isEvery);
}

function isIn(element: ElementState, state: string, seenChanges: number): boolean {
  switch (state) {
    case "standbyState":
      return element.phase === "standby";
    case "runningState":
      return element.phase === "running";
    case "completeState":
      return element.phase === "complete";
    case "startTransition":
      return element.startChange > seenChanges;
    case "endTransition":
      return element.endChange > seenChanges;
    case "stopTransition":
      return element.stopChange > seenChanges;
    default:
      return element.skipChange > seenChanges;
  }
}
