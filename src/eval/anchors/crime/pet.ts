/**
 * Tells: how soon one of the subject and another road user came to a place that the other had just left.
 * Formula: min over road users and places (eval/conflicts.ts) of the entry of the second less the exit of the first, ticks 0.1 s apart:
 *   exit is the first tick at which the box is no more in the area that both swept, entry the tick before the first at which it is
 *   (upstream's defect: one tick early). None where both are in it together. No series.
 * Unit: s; never negative.
 * Source: CommonRoad/commonroad-crime@6898f6a, measure/time/pet.py; upstream takes conflict areas from lanelets that cross at an
 *   intersection, here they come from the paths that were driven.
 * Not applicable: no other road user was in the world, or nobody crossed the subject's path and left it.
 */
import { conflictsOf, secondEntryRow, upstreamPetSec } from "../../conflicts.ts";
import type { Metric, MetricResult } from "../../metric.ts";
import { type PostAcc, postMetric, type Replay, valueAtRow } from "../../replay.ts";

/** Critical below it; SSAM takes 5 s (recalled). */
const LIMIT_SEC = 1.5;

export const crimePet: Metric<PostAcc> = postMetric({
  id: "crime.pet",
  title: "least post-encroachment time by CriMe",
  definition: "crime.pet@6898",
  unit: "s",
  better: "higher",
  limit: LIMIT_SEC,
  params: { limitSec: LIMIT_SEC },
  attribution: "worst",
  judge: leastPet,
  sentence: (e) => `${e.value.toFixed(1)} s lay between the subject and ${e.who} at a place that both drove over`,
});

function leastPet(r: Replay): MetricResult {
  let least: MetricResult = { kind: "not-applicable", reason: "nobody crossed the subject's path and left it", vacuous: true };
  for (const conflict of conflictsOf(r)) {
    const value = upstreamPetSec(r, conflict);
    if (value === Infinity || (least.kind === "value" && value >= least.value)) continue;
    least = valueAtRow(r, value, secondEntryRow(conflict), conflict.slot, LIMIT_SEC);
  }
  return least;
}
