/**
 * Tells: how near the subject and another road user really came.
 * Formula: least distance of the two boxes over the run at ticks 0.1 s apart, over all road users; it stops at the first 0. No series.
 * Unit: m; not negative.
 * Source: CommonRoad/commonroad-crime@6898f6a, measure/distance/dce.py, from the first tick on.
 * Not applicable: no other road user was in the world.
 */
import { closestOfRun } from "../../encounter.ts";
import type { Metric } from "../../metric.ts";
import { type PostAcc, postMetric, valueAtRow } from "../../replay.ts";

export const crimeDce: Metric<PostAcc> = postMetric({
  id: "crime.dce",
  title: "distance of closest encounter",
  definition: "crime.dce@6898",
  unit: "m",
  better: "higher",
  limit: 0,
  params: {},
  attribution: "worst",
  judge(r) {
    const { distanceM, row, slot } = closestOfRun(r);
    return valueAtRow(r, distanceM, row, slot);
  },
  sentence: (e) => `${e.who} came as near as ${e.value.toFixed(2)} m at ${e.atSec.toFixed(2)} s`,
});
