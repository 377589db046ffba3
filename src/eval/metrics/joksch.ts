/**
 * Tells: how likely somebody in the subject is killed by its worst collision.
 * Formula: max over collisions of min(1, (dv / 31.74 m/s)^4), dv as in `delta-v`. Series: the value of the tick at which a collision begins.
 * Unit: ratio, 0 to 1.
 * Source: Joksch's rule in lu-w/criticality-metrics, docs/velocity-scale/DeltaV.rst.
 * Not applicable: there was no collision.
 */
import { JOKSCH_MPS, jokschRatio, MASS_PARAMS } from "../maths/severity.ts";
import type { Metric } from "../metric.ts";
import { type SeverityAcc, severityMetric } from "../severity-metric.ts";
import { contactDeltaVMps } from "./delta-v.ts";

export const joksch: Metric<SeverityAcc> = severityMetric({
  id: "joksch",
  title: "probability of death in the worst collision",
  definition: "redrive.joksch@1",
  unit: "ratio",
  limit: null,
  params: { ...MASS_PARAMS, certainMps: JOKSCH_MPS },
  measure: (scene, header, now, slot) => jokschRatio(contactDeltaVMps(scene, header, now, slot)),
  sentence: (e) =>
    `the collision with ${e.who} at ${e.atSec.toFixed(2)} s kills an occupant with a probability of ${(100 * e.value).toFixed(3)} %`,
});
