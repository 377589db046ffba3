/**
 * Tells: how long the subject almost stood still on end, as the random test runner of scenario_simulator_v2 counts it.
 * Formula: longest time on end at less than 0.01 m/s; more than 10 s is an error there. Series: the time so far.
 * Unit: s; never negative.
 * Source: scenario_simulator_v2, random_test_runner/metrics/almost_standstill_metric.hpp.
 * Not applicable: no tick was scored.
 */
import type { Metric } from "../../metric.ts";
import { longestStand, type StandAcc } from "../../stand-metric.ts";

/** Thresholds of speed and of time. */
const STANDING_MPS = 0.01;
const LIMIT_SEC = 10;

export const standstill: Metric<StandAcc> = longestStand({
  id: "ssv2.standstill",
  title: "longest stand by scenario_simulator_v2",
  definition: "ssv2.standstill@2",
  standingMps: STANDING_MPS,
  limitSec: LIMIT_SEC,
  sentence: (e) => `the ego stood for ${e.value.toFixed(1)} s until ${e.atSec.toFixed(2)} s; ${e.limit.toFixed(0)} s are allowed`,
});
