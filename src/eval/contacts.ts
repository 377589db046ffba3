import { type Box, boxesOverlap, emptyBox } from "../core/box.ts";
import type { TickRecord, TraceHeader } from "../trace/tick.ts";
import { CULL_MARGIN_M, leastGapM, setActorBox, type TickGeometry } from "./geometry.ts";

/** Which road users the subject touches, and since when. */
export interface Contacts {
  /** Box of the road user last asked for. */
  readonly box: Box;
  /** Apart for more ticks than this, a contact is a new one. */
  readonly newAfterTicks: number;
  /** By slot, the last tick in contact; -1 before the first. */
  readonly lastTicks: Int32Array;
}

/** scenario_simulator_v2 ego_collision_metric.hpp: apart for this long, a contact is a new one. */
export const NEW_AFTER_SEC = 0.5;

export type ContactState = "none" | "new" | "going-on";

/** @param newAfterSec Infinity: who was touched once is never touched anew. */
export function newContacts(header: TraceHeader, newAfterSec: number): Contacts {
  return {
    box: emptyBox(),
    newAfterTicks: Math.max(1, Math.round(newAfterSec / header.dtSec)),
    lastTicks: new Int32Array(header.actors.length).fill(-1),
  };
}

/** Whether the boxes of the subject and of a slot share a point at the tick that `g` describes; to be asked once a tick and slot. */
export function contactWith(contacts: Contacts, g: TickGeometry, now: TickRecord, slot: number): ContactState {
  if (leastGapM(g, slot) > CULL_MARGIN_M) return "none";
  setActorBox(contacts.box, now, slot);
  if (!boxesOverlap(g.box, contacts.box)) return "none";
  const last = contacts.lastTicks[slot] as number;
  contacts.lastTicks[slot] = now.tick;
  return last < 0 || now.tick - last > contacts.newAfterTicks ? "new" : "going-on";
}
