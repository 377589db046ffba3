/**
 * Tells: how long the ego stood still on end, as CARLA counts it; CARLA ends the run after 180 s.
 * Formula: longest time on end at less than 0.1 m/s. Series: the time so far.
 * Unit: s; never negative.
 * Source: carla-simulator/scenario_runner@94ff3b8a, atomic_criteria.py:416; leaderboard@a87a341, route_scenario.py.
 * Not applicable: no tick was scored.
 */
import type { Metric } from "../../metric.ts";
import { longestStand, type StandAcc } from "../../stand-metric.ts";

/** min_speed, max_time of ActorBlockedTest. */
const STANDING_MPS = 0.1;
const LIMIT_SEC = 180;

export const blocked: Metric<StandAcc> = longestStand({
  id: "carla.blocked",
  title: "longest stand, CARLA",
  definition: "carla.blocked@94ff",
  standingMps: STANDING_MPS,
  limitSec: LIMIT_SEC,
  sentence: (e) =>
    `the ego stood for ${e.value.toFixed(1)} s until ${e.atSec.toFixed(2)} s; CARLA ends the run after ${e.limit.toFixed(0)} s`,
});
