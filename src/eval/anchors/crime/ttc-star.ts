/**
 * Tells: when the subject really collided or left the road.
 * Formula: time from the first tick to the first of those 0.1 s apart at which its box shares a point with another's, or a corner of it is on
 *   no driving lane; the road counts where all corners are on driving lanes at the first tick. No series.
 * Unit: s; never negative.
 * Source: CommonRoad/commonroad-crime@6898f6a, measure/time/ttc_star.py, from the first tick on.
 * Not applicable: no other road user was in the world, or the subject neither collided nor left the road.
 */
import { firstContact } from "../../first-contact.ts";
import type { Metric } from "../../metric.ts";
import { type PostAcc, postMetric, valueAtRow } from "../../replay.ts";

export const crimeTtcStar: Metric<PostAcc> = postMetric({
  id: "crime.ttc-star",
  title: "time to the collision that happened",
  definition: "crime.ttc-star@6898",
  unit: "s",
  better: "higher",
  limit: null,
  params: {},
  attribution: "worst",
  judge(r) {
    const { row, slot } = firstContact(r);
    if (row < 0) return { kind: "not-applicable", reason: "the subject neither collided nor left the road", vacuous: true };
    return valueAtRow(r, row * r.stepSec, row, slot);
  },
  sentence: (e) => `the run went wrong ${e.value.toFixed(1)} s after the start`,
});
