/**
 * Tells: how many collisions the subject had, whoever is to blame.
 * Formula: the number of contacts of the subject's box with another's (touching edges count); apart for 0.5 s, a contact is a new one.
 *   Whether they were preventable is told by other runs, with careful drivers in the ego's place (profile `r157`). Series: boxes in
 *   contact now.
 * Unit: count; series count.
 * Source: UN R157 5.2.5: what a competent and careful human would have avoided must be avoided; contacts as in `collision`.
 * Not applicable: no other road user was in the world.
 */
import { type ContactAcc, contactMetric } from "../../contact-metric.ts";
import { NEW_AFTER_SEC } from "../../contacts.ts";
import type { Metric } from "../../metric.ts";

export const r157Collision: Metric<ContactAcc<null>> = contactMetric<null>({
  id: "r157.collision",
  title: "collisions, whoever is to blame",
  definition: "r157.collision@00",
  unit: "count",
  better: "lower",
  limit: 0,
  params: { newAfterSec: NEW_AFTER_SEC },
  newAfterSec: NEW_AFTER_SEC,
  begin: () => null,
  judge(at) {
    at.severity = 1;
  },
  sentence: (e) => `collision with ${e.who} at ${e.fromSec.toFixed(2)} s`,
});
