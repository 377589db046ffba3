import { type Box, emptyBox, sweptContactSec } from "../core/box.ts";
import type { TickRecord } from "../trace/tick.ts";
import { CULL_MARGIN_M, leastGapM, setActorBox, type TickGeometry } from "./geometry.ts";

/** The earliest contact that lies ahead of the subject, had all gone on as they are. */
export interface Earliest {
  readonly box: Box;
  /** The tick described; -1 before the first. */
  tick: number;
  /** `TTC_HORIZON_SEC` where no contact lies ahead within it. */
  sec: number;
  /** Slot of the road user, the lowest of equals; -1 where no contact lies ahead within the horizon. */
  slot: number;
}

/** Longest time looked ahead; a threshold of the literature above which TTC says little (metrics.md section 5). */
export const TTC_HORIZON_SEC = 3;

export function newEarliest(): Earliest {
  return { box: emptyBox(), tick: -1, sec: TTC_HORIZON_SEC, slot: -1 };
}

/**
 * Finds the first time in [0, 3] s at which the subject's box and another share a point, each keeping the velocity vector of its box
 * centre and its direction; swept, not sampled. Once a tick, however often it is called.
 */
export function updateEarliest(earliest: Earliest, g: TickGeometry, now: TickRecord): void {
  if (earliest.tick === g.tick) return;
  earliest.tick = g.tick;
  earliest.slot = -1;
  earliest.sec = TTC_HORIZON_SEC;
  const { vxMps, vyMps } = now.actors;
  for (let k = 0; k < g.otherCount; k++) {
    const slot = g.others[k] as number;
    const vx = vxMps[slot] as number;
    const vy = vyMps[slot] as number;
    const gap = leastGapM(g, slot) - CULL_MARGIN_M;
    if (gap > 0) {
      // Together they cover at most |relative velocity| x the time that still matters.
      const dvx = vx - g.vxMps;
      const dvy = vy - g.vyMps;
      if (gap * gap > (dvx * dvx + dvy * dvy) * earliest.sec * earliest.sec) continue;
    }
    setActorBox(earliest.box, now, slot);
    const sec = sweptContactSec(g.box, g.vxMps, g.vyMps, earliest.box, vx, vy, earliest.sec);
    if (sec < earliest.sec || (earliest.slot < 0 && sec === earliest.sec)) {
      earliest.sec = sec;
      earliest.slot = slot;
    }
  }
}
