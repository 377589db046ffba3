/** Contact by exact oriented boxes; between two ticks by a swept test where something moves far enough to jump over something. */
import { type Box, boxesOverlap, emptyBox, setBox, sweptContactSec } from "../core/box.ts";
import { CONTACT_SEC, CONTACT_SLOT, type WorldState } from "./state.ts";
import { isPresent } from "./truth.ts";
import type { WorldModel } from "./world.ts";

const A: Box = emptyBox();
const B: Box = emptyBox();

/** Finds whom the ego touched first between the last tick and this one; of several at one instant the one with the lowest slot. */
export function findContact(model: WorldModel, state: WorldState): void {
  const { runNumbers, plan } = state;
  runNumbers[CONTACT_SLOT] = -1;
  runNumbers[CONTACT_SEC] = 0;
  for (let j = 0; j < plan.count; j++) {
    if (j === model.egoIndex || !isPresent(state, j)) continue;
    const atSec = firstTouchSec(model, state, model.egoIndex, j);
    if (atSec === Infinity || (runNumbers[CONTACT_SLOT] !== -1 && atSec >= runNumbers[CONTACT_SEC]!)) continue;
    runNumbers[CONTACT_SLOT] = j;
    runNumbers[CONTACT_SEC] = atSec;
  }
}

/** First instant since the last tick at which the boxes of two present road users shared a point; Infinity for none. */
export function firstTouchSec(model: WorldModel, state: WorldState, i: number, j: number): number {
  const { dtSec } = model;
  const { actors, history, plan } = state;
  const nowSec = state.tick * dtSec;
  const knowsBefore = history.wasPresent[i] === 1 && history.wasPresent[j] === 1;
  const iX = knowsBefore ? actors.xM[i]! - history.lastXM[i]! : 0;
  const iY = knowsBefore ? actors.yM[i]! - history.lastYM[i]! : 0;
  const jX = knowsBefore ? actors.xM[j]! - history.lastXM[j]! : 0;
  const jY = knowsBefore ? actors.yM[j]! - history.lastYM[j]! : 0;
  const dx = actors.xM[j]! - actors.xM[i]!;
  const dy = actors.yM[j]! - actors.yM[i]!;
  const moved = Math.sqrt((jX - iX) * (jX - iX) + (jY - iY) * (jY - iY));
  const reach = plan.radiusM[i]! + plan.radiusM[j]! + moved;
  if (dx * dx + dy * dy > reach * reach) return Infinity;

  setBoxOf(state, i, A);
  setBoxOf(state, j, B);
  const touchesNow = boxesOverlap(A, B);
  if (!touchesNow && moved <= Math.min(A.halfLengthM, A.halfWidthM, B.halfLengthM, B.halfWidthM)) return Infinity;
  if (!knowsBefore) return touchesNow ? nowSec : Infinity;
  A.xM -= iX;
  A.yM -= iY;
  B.xM -= jX;
  B.yM -= jY;
  const afterSec = sweptContactSec(A, iX / dtSec, iY / dtSec, B, jX / dtSec, jY / dtSec, dtSec);
  if (afterSec === Infinity) return touchesNow ? nowSec : Infinity;
  return (state.tick - 1) * dtSec + afterSec;
}

/** Writes the box of a slot at the state's tick. */
export function setBoxOf(state: WorldState, i: number, out: Box): void {
  const { actors, history, plan } = state;
  setBox(out, actors.xM[i]!, actors.yM[i]!, history.cosYaw[i]!, history.sinYaw[i]!, plan.lengthM[i]!, plan.widthM[i]!);
}
