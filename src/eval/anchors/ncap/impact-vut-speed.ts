/**
 * Tells: how fast the vehicle under test itself was when it touched the target.
 * Formula: at the first tick of the first contact of boxes, the size of the subject's velocity; 0 without a contact. Series: the value of
 *   the tick at which a contact begins.
 * Unit: m/s; never negative.
 * Source: Euro-NCAP/euroncap_rating_2026@94b1035, crash_avoidance (v_impact; the speed reduction of head-on cases is the test speed less it).
 * Not applicable: no other road user was in the world.
 */
import { type ImpactAcc, impactMetric } from "../../impact-metric.ts";
import type { Metric } from "../../metric.ts";

export const ncapImpactVutSpeed: Metric<ImpactAcc> = impactMetric({
  id: "ncap.impact-vut-speed",
  title: "speed of the vehicle under test at the impact",
  definition: "ncap.impact-vut-speed@94b1",
  measure: (g) => g.speedMps,
  sentence: (e) => `touched ${e.who} at ${e.atSec.toFixed(2)} s at ${(3.6 * e.value).toFixed(1)} km/h`,
});
