/**
 * Tells: until when the subject could still have avoided its collision had it accelerated as hard as it can.
 * Formula: time from the first tick to the last of those 0.1 s apart at which accelerating with at most 8 m/s^2 and what the engine gives
 *   (eval/manoeuvre.ts) still meets nobody, as the others really went on, and stays on the road, to 3 s after the end of the run; found by
 *   halving between the first tick and the collision of crime.ttc-star. No series.
 * Unit: s; never negative.
 * Source: CommonRoad/commonroad-crime@6898f6a, measure/time/{ttm,ttk}.py, utility/simulation.py (Tamke, Dang and Breuel 2011), from the
 *   first tick on; accelerations are limited along and across the motion, upstream's along the axes of W.
 * Not applicable: no other road user was in the world, the subject neither collided nor left the road, or it could not be avoided.
 */
import { latestManoeuvre, MANOEUVRE_PARAMS } from "../../manoeuvre.ts";
import type { Metric } from "../../metric.ts";
import { type PostAcc, postMetric } from "../../replay.ts";

export const crimeTtk: Metric<PostAcc> = postMetric({
  id: "crime.ttk",
  title: "latest time to accelerate",
  definition: "crime.ttk@6898",
  unit: "s",
  better: "higher",
  limit: null,
  params: MANOEUVRE_PARAMS,
  attribution: "worst",
  judge: (r) => latestManoeuvre(r, ["kick-down"]),
  sentence: (e) => `to accelerate would have avoided the collision until ${e.value.toFixed(1)} s after the start`,
});
