/**
 * Tells: how hard the worst collision of the subject was, for those who sit in it.
 * Formula: max over collisions of m2 / (m1 + m2) |v2 - v1| at the first tick of contact, the change of the subject's velocity in a perfectly
 *   plastic collision; velocities of the box centres in the world. A collision begins as in `collision`, whoever is to blame. Masses by
 *   class: 2000 kg, pedestrian and animal 75, bicycle 90, motorcycle 300, truck and bus 15000, static infinite. Series: the value of
 *   the tick at which a collision begins.
 * Unit: m/s; never negative.
 * Source: lu-w/criticality-metrics, docs/velocity-scale/DeltaV.rst; momentum in place of CriMe's sum (metrics.md section 11); 2000 kg from
 *   nuPlan, the other masses are ours. Limit: 40 km/h, above which mortality rises (the same page).
 * Not applicable: there was no collision.
 */
import { deltaVMps, MASS_PARAMS, massKg } from "../maths/severity.ts";
import type { Metric } from "../metric.ts";
import { type SeverityAcc, severityMetric } from "../severity-metric.ts";
import type { Scene } from "../scene.ts";
import type { TickRecord, TraceHeader } from "../../trace/tick.ts";

/** 40 km/h. */
const LIMIT_MPS: number = 40 / 3.6;

export const deltaV: Metric<SeverityAcc> = severityMetric({
  id: "delta-v",
  title: "largest change of velocity in a collision",
  definition: "redrive.delta-v@1",
  unit: "m/s",
  limit: LIMIT_MPS,
  params: { ...MASS_PARAMS, limitMps: LIMIT_MPS },
  measure: contactDeltaVMps,
  sentence: (e) =>
    `the collision with ${e.who} at ${e.atSec.toFixed(2)} s changed the velocity by ${e.value.toFixed(2)} m/s; above ${e.limit.toFixed(2)} m/s mortality rises`,
});

/** Change of the subject's velocity in a collision with a slot, m/s, from the motion of this tick. */
export function contactDeltaVMps({ geometry: g }: Scene, { actors }: TraceHeader, now: TickRecord, slot: number): number {
  const dvx = (now.actors.vxMps[slot] as number) - g.vxMps;
  const dvy = (now.actors.vyMps[slot] as number) - g.vyMps;
  const ownKg = massKg((actors[g.subjectIndex] as TraceHeader["actors"][number]).cls);
  const otherKg = massKg((actors[slot] as TraceHeader["actors"][number]).cls);
  return deltaVMps(ownKg, otherKg, dvx, dvy);
}
