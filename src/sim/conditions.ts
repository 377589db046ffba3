/**
 * Conditions of the storyboard at a tick: the bare test, then its edge, then its delay (OpenSCENARIO; scenarios.md section 2).
 *
 * A test is a margin, positive or zero where it is true, up to 1e-6. Between two ticks the margin is taken as linear, and the instant
 * at which it passed zero is the instant of the change: exact for time, second order in the tick length for all that is smooth.
 * A test about a road user that is not in the world is false.
 */
import { type Box, boxGapM, emptyBox } from "../core/box.ts";
import { setBoxOf } from "./contact.ts";
import type { WorldState } from "./state.ts";
import type { Condition, ConditionTest, Rule } from "./storyboard-model.ts";
import { isPresent } from "./truth.ts";
import type { WorldModel } from "./world.ts";

/** `above` means above the limit by more than this, `below` likewise; what is reached may fall short by it. */
const EPSILON = 1e-6;
/** Slower than this is standing. */
const STANDING_MPS = 0.01;
/** Rounding of sums of instants. */
const INSTANT_SEC = 1e-9;

/** `HistoryState.queueEvent`. */
const FALLS = 0;
const RISES = 1;
const PULSE = 2;

const A: Box = emptyBox();
const B: Box = emptyBox();

/** The margin and how it is judged, written by `measure`. */
const MARGIN = { value: 0, isKnown: false, isReached: false };

/** Judges every condition at the state's tick; to be called once a tick, in order. */
export function judgeConditions(model: WorldModel, state: WorldState): void {
  const { conditions } = state.plan;
  for (let c = 0; c < conditions.length; c++) {
    const condition = conditions[c]!;
    const change = judgeTest(model, state, condition.test, c);
    judgeEdge(model, state, condition, c, change);
    state.story.isKnown[c] = 1;
  }
}

/** Updates truth and since of a bare test. Returns whether it changed. */
function judgeTest(model: WorldModel, state: WorldState, test: ConditionTest, c: number): boolean {
  const { story } = state;
  const nowSec = state.tick * model.dtSec;
  measure(model, state, test, c);
  const truth = MARGIN.isKnown && (MARGIN.isReached ? MARGIN.value >= -EPSILON : MARGIN.value > EPSILON);
  const changes = truth !== (story.isTrue[c] === 1);
  if (changes) story.sinceSec[c] = model.timing === "tick" || story.isKnown[c] === 0 ? nowSec : crossingSec(model, state, test, c);
  story.isTrue[c] = truth ? 1 : 0;
  story.hasMargin[c] = MARGIN.isKnown ? 1 : 0;
  story.marginValue[c] = MARGIN.isKnown ? MARGIN.value : 0;
  return changes;
}

/** Instant between the last tick and this one at which the margin passed zero. */
function crossingSec(model: WorldModel, state: WorldState, test: ConditionTest, c: number): number {
  const { story } = state;
  const nowSec = state.tick * model.dtSec;
  if (test.kind === "event") return eventSec(state, test.event, test.state);
  if (test.kind === "standstill") return story.isTrue[c] === 1 ? nowSec : story.standsSinceSec[c]! + test.forSec;
  const before = story.marginValue[c]!;
  const after = MARGIN.value;
  if (story.hasMargin[c] === 0 || !MARGIN.isKnown || !Number.isFinite(before) || !Number.isFinite(after)) return nowSec;
  const share = before / (before - after);
  return share >= 0 && share <= 1 ? (state.tick - 1 + share) * model.dtSec : nowSec;
}

/** Turns the truth of a test into whether the condition holds, and since when. */
function judgeEdge(model: WorldModel, state: WorldState, condition: Condition, c: number, changes: boolean): void {
  const { story } = state;
  const isTrue = story.isTrue[c] === 1;
  const isLevel = condition.edge === "none";
  const isChange = changes && story.isKnown[c] === 1;
  const pulses = isChange && (condition.edge === "either" || condition.edge === (isTrue ? "rising" : "falling"));
  if (condition.delaySec > 0) {
    if (isLevel && changes) push(state, c, isTrue ? RISES : FALLS);
    if (!isLevel && pulses) push(state, c, PULSE);
    takeDelayed(model, state, c, condition.delaySec);
    return;
  }
  story.isHolding[c] = (isLevel ? isTrue : pulses) ? 1 : 0;
  story.holdsSinceSec[c] = story.sinceSec[c]!;
}

// ---- delay ----

function push(state: WorldState, c: number, change: number): void {
  const { story, history, plan } = state;
  const start = plan.queueStart[c]!;
  const size = plan.queueStart[c + 1]! - start;
  const at = start + ((story.queueHead[c]! + story.queueCount[c]!) % size);
  history.queueSec[at] = story.sinceSec[c]!;
  history.queueEvent[at] = change;
  story.queueCount[c]! += 1;
}

/** A delayed condition holds where it held anywhere between the last look and this one, the delay ago. */
function takeDelayed(model: WorldModel, state: WorldState, c: number, delaySec: number): void {
  const { story, history, plan } = state;
  const start = plan.queueStart[c]!;
  const size = plan.queueStart[c + 1]! - start;
  const nowSec = state.tick * model.dtSec;
  let holds = story.isLateTrue[c]!;
  let sinceSec = story.lateSinceSec[c]!;
  while (story.queueCount[c]! > 0) {
    const at = start + story.queueHead[c]!;
    const dueSec = history.queueSec[at]! + delaySec;
    if (dueSec > nowSec + INSTANT_SEC) break;
    story.queueHead[c] = (story.queueHead[c]! + 1) % size;
    story.queueCount[c]! -= 1;
    const change = history.queueEvent[at]!;
    if (change === RISES || change === PULSE) {
      if (holds === 0) sinceSec = dueSec;
      holds = 1;
    }
    if (change === RISES) story.lateSinceSec[c] = dueSec;
    if (change !== PULSE) story.isLateTrue[c] = change === RISES ? 1 : 0;
  }
  story.isHolding[c] = holds;
  story.holdsSinceSec[c] = sinceSec;
}

// ---- the tests ----

function setMargin(value: number, isReached: boolean): void {
  MARGIN.value = value;
  MARGIN.isKnown = value === value;
  MARGIN.isReached = isReached;
}

function setRule(rule: Rule, value: number, limit: number): void {
  setMargin(rule === "above" ? value - limit : limit - value, false);
}

/** Writes the margin of a test; not known where it is about someone absent or does not apply. */
function measure(model: WorldModel, state: WorldState, test: ConditionTest, c: number): void {
  const { history, actors } = state;
  if (test.kind === "time") {
    setMargin(state.tick * model.dtSec - test.atSec, true);
    return;
  }
  if (test.kind === "event") {
    setMargin(eventSec(state, test.event, test.state) >= 0 ? 1 : -1, true);
    return;
  }
  MARGIN.isKnown = false;
  if (!isPresent(state, test.slot) || ("otherSlot" in test && !isPresent(state, test.otherSlot))) return;
  switch (test.kind) {
    case "distance":
      setRule(
        test.rule,
        test.freespace ? boxGap(state, test.slot, test.otherSlot) : originDistance(state, test.slot, test.otherSlot),
        test.limitM,
      );
      break;
    case "time-headway":
      setRule(test.rule, headwaySec(state, test.slot, test.otherSlot), test.limitSec);
      break;
    case "time-to-collision":
      setRule(test.rule, collisionSec(state, test.slot, test.otherSlot), test.limitSec);
      break;
    case "speed":
      setRule(test.rule, history.speedMps[test.slot]!, test.limitMps);
      break;
    case "relative-speed":
      setRule(test.rule, history.speedMps[test.slot]! - history.speedMps[test.otherSlot]!, test.limitMps);
      break;
    case "travelled":
      setMargin(actors.travelledM[test.slot]! - test.limitM, true);
      break;
    case "reach":
      setMargin(test.radiusM - placeDistance(state, test.slot, test.xM, test.yM), true);
      break;
    case "standstill":
      setMargin(standingSec(model, state, test.slot, c) - test.forSec, true);
      break;
  }
}

function boxGap(state: WorldState, a: number, b: number): number {
  setBoxOf(state, a, A);
  setBoxOf(state, b, B);
  return boxGapM(A, B);
}

/** World position of a road user's reference point, the origin of B. */
function originX(state: WorldState, i: number): number {
  return state.actors.xM[i]! - state.plan.originBackM[i]! * state.history.cosYaw[i]!;
}

function originY(state: WorldState, i: number): number {
  return state.actors.yM[i]! - state.plan.originBackM[i]! * state.history.sinYaw[i]!;
}

function originDistance(state: WorldState, a: number, b: number): number {
  return placeDistance(state, a, originX(state, b), originY(state, b));
}

function placeDistance(state: WorldState, a: number, xM: number, yM: number): number {
  const dx = xM - originX(state, a);
  const dy = yM - originY(state, a);
  return Math.sqrt(dx * dx + dy * dy);
}

/** Gap from a's front to the nearest corner of b along a's heading, negative where they reach into each other; NaN unless b is ahead. */
function gapAhead(state: WorldState, a: number, b: number): number {
  const { actors, history, plan } = state;
  const c = history.cosYaw[a]!;
  const s = history.sinYaw[a]!;
  const ahead = (actors.xM[b]! - actors.xM[a]!) * c + (actors.yM[b]! - actors.yM[a]!) * s;
  if (!(ahead > 0)) return NaN;
  const cosTurn = Math.abs(history.cosYaw[b]! * c + history.sinYaw[b]! * s);
  const sinTurn = Math.abs(history.sinYaw[b]! * c - history.cosYaw[b]! * s);
  return ahead - 0.5 * (plan.lengthM[a]! + plan.lengthM[b]! * cosTurn + plan.widthM[b]! * sinTurn);
}

/** Infinity where a does not move forward. */
function headwaySec(state: WorldState, a: number, b: number): number {
  const gap = gapAhead(state, a, b);
  const v = state.history.speedMps[a]!;
  if (gap !== gap) return NaN;
  return v > 0 ? gap / v : Infinity;
}

/** NaN unless they close. */
function collisionSec(state: WorldState, a: number, b: number): number {
  const { actors, history } = state;
  const gap = gapAhead(state, a, b);
  const closing = (actors.vxMps[a]! - actors.vxMps[b]!) * history.cosYaw[a]! + (actors.vyMps[a]! - actors.vyMps[b]!) * history.sinYaw[a]!;
  return closing > 0 ? gap / closing : NaN;
}

/** How long a road user has stood still; NaN while it moves. */
function standingSec(model: WorldModel, state: WorldState, a: number, c: number): number {
  const { story, history } = state;
  const nowSec = state.tick * model.dtSec;
  const v = Math.abs(history.speedMps[a]!);
  if (v >= STANDING_MPS) {
    story.standsSinceSec[c] = -1;
    return NaN;
  }
  if (story.standsSinceSec[c]! < 0) {
    const before = Math.abs(history.lastSpeedMps[a]!);
    const knows = state.tick > 0 && history.wasPresent[a] === 1 && before > STANDING_MPS && model.timing === "subtick";
    story.standsSinceSec[c] = knows ? (state.tick - (STANDING_MPS - v) / (before - v)) * model.dtSec : nowSec;
  }
  return nowSec - story.standsSinceSec[c]!;
}

/** Instant of an event's first start or end; -1 before. */
function eventSec(state: WorldState, event: number, what: "started" | "ended"): number {
  return what === "started" ? state.story.firstStartSec[event]! : state.story.firstEndSec[event]!;
}
