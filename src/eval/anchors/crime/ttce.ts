/**
 * Tells: when the subject and another road user really came nearest.
 * Formula: time from the first tick to the closest encounter of crime.dce; the first of equals. No series.
 * Unit: s; not negative.
 * Source: CommonRoad/commonroad-crime@6898f6a, measure/time/ttce.py, from the first tick on.
 * Not applicable: no other road user was in the world.
 */
import { closestOfRun } from "../../encounter.ts";
import type { Metric } from "../../metric.ts";
import { type PostAcc, postMetric, valueAtRow } from "../../replay.ts";

export const crimeTtce: Metric<PostAcc> = postMetric({
  id: "crime.ttce",
  title: "time to the closest encounter",
  definition: "crime.ttce@6898",
  unit: "s",
  better: "higher",
  limit: null,
  params: {},
  attribution: "worst",
  judge(r) {
    const { row, slot } = closestOfRun(r);
    return valueAtRow(r, row * r.stepSec, row, slot);
  },
  sentence: (e) => `${e.who} was nearest ${e.value.toFixed(2)} s after the start`,
});
