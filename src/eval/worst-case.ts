import { ACTOR_CLASSES, type TickRecord, type TraceHeader } from "../trace/tick.ts";
import { discRadiusM, leastWttcSec, wttcSec } from "./maths/wttc.ts";
import type { Instant } from "./worst.ts";

const STATIC_CLASS: number = ACTOR_CLASSES.indexOf("static");
/** Kept between "cannot be sooner" and "computed", so that rounding in the bound never drops a road user that decides a value. */
const CULL_SHARE_RATIO = 1.000001;

/** By slot, the radius of the disc that stands for the road user. */
export function discRadiiM(header: TraceHeader): Float64Array {
  return Float64Array.from(header.actors, ({ footprint }) => discRadiusM(footprint.lengthM, footprint.widthM));
}

/** Writes the least worst time to collision of the tick and against whom; both sides accelerate with `accelMps2`, static objects do not. */
export function findWttc(at: Instant, radiiM: Float64Array, now: TickRecord, accelMps2: number): void {
  const g = at.scene.geometry;
  const { xM, yM, vxMps, vyMps, cls } = now.actors;
  const own = radiiM[g.subjectIndex] as number;
  for (let k = 0; k < g.otherCount; k++) {
    const slot = g.others[k] as number;
    const dx = (xM[slot] as number) - g.box.xM;
    const dy = (yM[slot] as number) - g.box.yM;
    const dvx = (vxMps[slot] as number) - g.vxMps;
    const dvy = (vyMps[slot] as number) - g.vyMps;
    const radii = own + (radiiM[slot] as number);
    const accel = cls[slot] === STATIC_CLASS ? accelMps2 : 2 * accelMps2;
    const distance = g.distanceM[slot] as number;
    if (at.has && leastWttcSec(distance, (dx * dvx + dy * dvy) / distance, radii, accel) > at.value * CULL_SHARE_RATIO) continue;
    const sec = wttcSec(dx, dy, dvx, dvy, radii, accel);
    if (at.has && sec >= at.value) continue;
    at.has = true;
    at.value = sec;
    at.slot = slot;
  }
}
