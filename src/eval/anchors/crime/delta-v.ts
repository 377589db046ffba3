/**
 * Tells: how hard the worst collision of the subject was, as CriMe reckons it.
 * Formula: max over collisions of m2 / (m1 + m2) (v1 + v2 cos(psi2 - psi1)) at the first tick of contact; v the size of the velocity, psi the
 *   heading. Upstream's defect: the velocities are added where they are to be subtracted, so running into one that drives on is worse than
 *   into one that stands. Masses as in `delta-v`. Series: the value of the tick at which a collision begins.
 * Unit: m/s; below 0 where the other comes towards the subject faster than it moves.
 * Source: CommonRoad/commonroad-crime@6898f6a, measure/velocity/delta_v.py.
 * Not applicable: there was no collision.
 */
import { crimeDeltaVMps, MASS_PARAMS, massKg } from "../../maths/severity.ts";
import type { Metric } from "../../metric.ts";
import { type SeverityAcc, severityMetric } from "../../severity-metric.ts";
import type { TraceHeader } from "../../../trace/tick.ts";

export const crimeDeltaV: Metric<SeverityAcc> = severityMetric({
  id: "crime.delta-v",
  title: "largest change of velocity in a collision by CriMe",
  definition: "crime.delta-v@6898",
  unit: "m/s",
  limit: null,
  params: MASS_PARAMS,
  measure: ({ geometry: g }, { actors }, now, slot) => {
    const { vxMps, vyMps, yawRad } = now.actors;
    const other = Math.sqrt((vxMps[slot] as number) * (vxMps[slot] as number) + (vyMps[slot] as number) * (vyMps[slot] as number));
    const ownKg = massKg((actors[g.subjectIndex] as TraceHeader["actors"][number]).cls);
    const otherKg = massKg((actors[slot] as TraceHeader["actors"][number]).cls);
    return crimeDeltaVMps(ownKg, g.speedMps, otherKg, other, (yawRad[slot] as number) - g.yawRad);
  },
  sentence: (e) => `by CriMe the collision with ${e.who} at ${e.atSec.toFixed(2)} s changed the velocity by ${e.value.toFixed(2)} m/s`,
});
