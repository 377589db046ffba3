/**
 * Tells: whether the subject ever overlapped another road user, by Waymax's measure.
 * Formula: max over ticks of 1 where the subject's box shares a point with any other's, else 0. Series: the same of the tick.
 * Unit: count, 0 or 1.
 * Source: waymo-research/waymax@48b33d7, metrics/overlap.py.
 * Not applicable: no other road user was in the world.
 */
import { type Box, emptyBox } from "../../../core/box.ts";
import type { Metric } from "../../metric.ts";
import { touchingSlot } from "../../touching.ts";
import { type WorstAcc, worstMetric } from "../../worst.ts";

export const waymaxOverlap: Metric<WorstAcc<Box>> = worstMetric<Box>({
  id: "waymax.overlap",
  title: "overlap with a road user by Waymax",
  definition: "waymax.overlap@48b3",
  unit: "count",
  better: "lower",
  limit: 0,
  params: {},
  begin: emptyBox,
  measure(at, box, now) {
    const g = at.scene.geometry;
    if (g.otherCount === 0) return;
    at.has = true;
    at.slot = touchingSlot(g, now, box);
    at.value = at.slot >= 0 ? 1 : 0;
  },
  reason: "no other road user was in the world",
  sentence: (e) => `overlap with ${e.who} from ${e.fromSec.toFixed(2)} s to ${e.toSec.toFixed(2)} s`,
});
