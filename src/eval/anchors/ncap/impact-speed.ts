/**
 * Tells: how fast the vehicle under test ran into the target, relative to it.
 * Formula: at the first tick of the first contact of boxes, max(0, (v - v_target) along the subject's heading), velocities of the box
 *   centres in the world; 0 without a contact. Against a target that crosses it is the subject's own speed. Series: the value of the tick
 *   at which a contact begins.
 * Unit: m/s; never negative. Euro NCAP's colour bands are in km/h.
 * Source: Euro-NCAP/euroncap_rating_2026@94b1035, crash_avoidance (v_rel_impact).
 * Not applicable: no other road user was in the world.
 */
import { type ImpactAcc, impactMetric } from "../../impact-metric.ts";
import type { Metric } from "../../metric.ts";

export const ncapImpactSpeed: Metric<ImpactAcc> = impactMetric({
  id: "ncap.impact-speed",
  title: "relative impact speed",
  definition: "ncap.impact-speed@94b1",
  measure: (g, now, slot) => {
    const dvx = g.vxMps - (now.actors.vxMps[slot] as number);
    const dvy = g.vyMps - (now.actors.vyMps[slot] as number);
    return Math.max(0, dvx * g.cosYaw + dvy * g.sinYaw);
  },
  sentence: (e) => `hit ${e.who} at ${e.atSec.toFixed(2)} s, ${(3.6 * e.value).toFixed(1)} km/h faster than it`,
});
