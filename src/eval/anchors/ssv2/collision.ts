/**
 * Tells: how many collisions the subject had, as the random test runner of scenario_simulator_v2 counts them.
 * Formula: the number of contacts of the subject's box with another's; one with the same road user is a new one after more than 0.5 s
 *   without contact. Nobody is blamed. Series: boxes in contact now.
 * Unit: count; series count.
 * Source: scenario_simulator_v2, random_test_runner/metrics/ego_collision_metric.hpp.
 * Not applicable: no other road user was in the world.
 */
import { type ContactAcc, contactMetric } from "../../contact-metric.ts";
import { NEW_AFTER_SEC } from "../../contacts.ts";
import type { Metric } from "../../metric.ts";

export const ssv2Collision: Metric<ContactAcc<null>> = contactMetric<null>({
  id: "ssv2.collision",
  title: "collisions by scenario_simulator_v2",
  definition: "ssv2.collision@2",
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
