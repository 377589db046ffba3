import { type Box, boxesOverlap } from "../core/box.ts";
import type { TickRecord } from "../trace/tick.ts";
import { CULL_MARGIN_M, leastGapM, setActorBox, type TickGeometry } from "./geometry.ts";

/** The first road user whose box shares a point with the subject's; -1 where none does. */
export function touchingSlot(g: TickGeometry, now: TickRecord, scratch: Box): number {
  for (let k = 0; k < g.otherCount; k++) {
    const slot = g.others[k] as number;
    if (leastGapM(g, slot) > CULL_MARGIN_M) continue;
    setActorBox(scratch, now, slot);
    if (boxesOverlap(g.box, scratch)) return slot;
  }
  return -1;
}
