import { type Box, emptyBox } from "../core/box.ts";
import { ACTOR_CLASSES, type TickRecord } from "../trace/tick.ts";
import { setActorBox } from "./geometry.ts";
import { discRadiusM, leastWttcSec, wttcSec } from "./maths/wttc.ts";
import type { Instant } from "./worst.ts";

const STATIC_CLASS: number = ACTOR_CLASSES.indexOf("static");
/** Kept between "cannot be sooner" and "computed", so that rounding in the bound never drops a road user that decides a value. */
const CULL_SHARE_RATIO = 1.000001;

export function newOtherBox(): Box {
  return emptyBox();
}

/** Writes the least worst time to collision of the tick and against whom; both sides accelerate with `accelMps2`, static objects do not. */
export function findWttc(at: Instant, other: Box, now: TickRecord, accelMps2: number): void {
  const g = at.scene.geometry;
  const { vxMps, vyMps, cls } = now.actors;
  const own = discRadiusM(g.box);
  for (let k = 0; k < g.otherCount; k++) {
    const slot = g.others[k] as number;
    const dvx = (vxMps[slot] as number) - g.vxMps;
    const dvy = (vyMps[slot] as number) - g.vyMps;
    const accel = cls[slot] === STATIC_CLASS ? accelMps2 : 2 * accelMps2;
    // A disc lies within the circle around its box.
    const gap = (g.distanceM[slot] as number) - g.reachM - (g.reachesM[slot] as number);
    if (at.has && leastWttcSec(gap, Math.sqrt(dvx * dvx + dvy * dvy), accel) > at.value * CULL_SHARE_RATIO) continue;
    setActorBox(other, now, slot);
    const sec = wttcSec(other.xM - g.box.xM, other.yM - g.box.yM, dvx, dvy, own + discRadiusM(other), accel);
    if (at.has && sec >= at.value) continue;
    at.has = true;
    at.value = sec;
    at.slot = slot;
  }
}
