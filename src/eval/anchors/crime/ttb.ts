/**
 * Tells: until when the subject could still have avoided its collision had it braked as hard as it can.
 * Formula: time from the first tick to the last of those 0.1 s apart at which braking with at most 8 m/s^2 (eval/manoeuvre.ts) still meets
 *   nobody, as the others really went on, and stays on the road, to 3 s after the end of the run; found by halving between the first tick
 *   and the collision of crime.ttc-star. No series.
 * Unit: s; never negative.
 * Source: CommonRoad/commonroad-crime@6898f6a, measure/time/{ttm,ttb}.py, utility/simulation.py (Tamke, Dang and Breuel 2011), from the
 *   first tick on; accelerations are limited along and across the motion, upstream's along the axes of W.
 * Not applicable: no other road user was in the world, the subject neither collided nor left the road, or it could not be avoided.
 */
import { latestManoeuvre, MANOEUVRE_PARAMS } from "../../manoeuvre.ts";
import type { Metric } from "../../metric.ts";
import { type PostAcc, postMetric } from "../../replay.ts";

export const crimeTtb: Metric<PostAcc> = postMetric({
  id: "crime.ttb",
  title: "latest time to brake",
  definition: "crime.ttb@6898",
  unit: "s",
  better: "higher",
  limit: null,
  params: MANOEUVRE_PARAMS,
  attribution: "worst",
  judge: (r) => latestManoeuvre(r, ["brake"]),
  sentence: (e) => `to brake would have avoided the collision until ${e.value.toFixed(1)} s after the start`,
});
