/**
 * Tells: how near the subject came to another road user.
 * Formula: min over ticks and road users of the shortest distance between the two boxes; 0 where they touch or overlap.
 *   Series: the least distance of the tick, absent while no other road user is in the world.
 * Unit: m; never negative.
 * Source: ours; a distance between true shapes, as Waymo's distance to the nearest object without its rounded corners.
 * Not applicable: no other road user was in the world.
 */
import { type Box, boxGapM, emptyBox } from "../../core/box.ts";
import { CULL_MARGIN_M, leastGapM, setActorBox, type TickGeometry } from "../geometry.ts";
import type { Metric } from "../metric.ts";

interface Acc {
  readonly geometry: TickGeometry;
  readonly box: Box;
  leastM: number;
  leastTick: number;
  leastActorId: number;
}

export const clearance: Metric<Acc> = {
  id: "clearance",
  title: "least clearance",
  definition: "redrive.clearance@1",
  dimension: "safety",
  unit: "m",
  better: "higher",
  class: "tick",
  attribution: "worst",
  limit: null,
  params: {},
  init: (_header, _subjectIndex, scene) => ({
    geometry: scene.geometry,
    box: emptyBox(),
    leastM: Infinity,
    leastTick: -1,
    leastActorId: -1,
  }),
  step(acc, _previous, now, out) {
    const g = acc.geometry;
    let least = Infinity;
    let leastSlot = -1;
    for (let k = 0; k < g.otherCount; k++) {
      const slot = g.others[k] as number;
      if (leastGapM(g, slot) - CULL_MARGIN_M > least) continue;
      setActorBox(acc.box, now, slot);
      const gap = boxGapM(g.box, acc.box);
      if (gap < least) {
        least = gap;
        leastSlot = slot;
      }
    }
    if (leastSlot < 0) {
      out.none();
      return;
    }
    out.value(least);
    if (least < acc.leastM) {
      acc.leastM = least;
      acc.leastTick = now.tick;
      acc.leastActorId = now.actors.id[leastSlot] as number;
    }
  },
  finish(acc) {
    if (acc.leastTick < 0) return { kind: "not-applicable", reason: "no other road user was in the world", vacuous: true };
    return { kind: "value", value: acc.leastM, atTick: acc.leastTick, actorId: acc.leastActorId, episodes: [] };
  },
  sentence: (e) => `${e.who} came as near as ${e.value.toFixed(2)} m at ${e.atSec.toFixed(2)} s`,
};
