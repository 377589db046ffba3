/**
 * Tells: how near the subject came to another road user, by the measure of Waymo's sim agents challenge.
 * Formula: min over ticks and road users of the signed distance of the two boxes, both with corners rounded: each made smaller by
 *   r = 0.7 min(length, width) / 2 on every side and blown up by r again; below 0 where they overlap. Series: the least of the tick.
 * Unit: m; below 0 is a collision.
 * Source: waymo-research/waymo-open-dataset@99a4cb3, sim_agents_metrics/interaction_features.py:28, corner_rounding_factor 0.7.
 * Not applicable: no other road user was in the world.
 */
import { type Box, emptyBox } from "../../../core/box.ts";
import { CULL_MARGIN_M, leastGapM, setActorBox } from "../../geometry.ts";
import { roundedDistanceM } from "../../maths/rounded-distance.ts";
import type { Metric } from "../../metric.ts";
import { type WorstAcc, worstMetric } from "../../worst.ts";

const ROUNDING_RATIO = 0.7;

export const wosacNearest: Metric<WorstAcc<Box>> = worstMetric<Box>({
  id: "wosac.nearest",
  title: "least distance to a road user by Waymo's sim agents",
  definition: "wosac.nearest@99a4",
  unit: "m",
  better: "higher",
  limit: 0,
  params: { roundingRatio: ROUNDING_RATIO },
  begin: emptyBox,
  measure(at, box, now) {
    const g = at.scene.geometry;
    for (let k = 0; k < g.otherCount; k++) {
      const slot = g.others[k] as number;
      if (at.has && leastGapM(g, slot) - CULL_MARGIN_M > at.value) continue;
      setActorBox(box, now, slot);
      const distance = roundedDistanceM(g.box, box, ROUNDING_RATIO);
      if (at.has && distance >= at.value) continue;
      at.has = true;
      at.value = distance;
      at.slot = slot;
    }
  },
  reason: "no other road user was in the world",
  sentence: (e) => `${e.who} came as near as ${e.value.toFixed(2)} m at ${e.atSec.toFixed(2)} s, corners rounded`,
});
