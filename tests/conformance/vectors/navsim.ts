import { exceedsInARow, failingSamples } from "../../../src/eval/anchors/navsim/lane-keeping.ts";
import { isAlike, motionOf, type PlanDifference, planDifference } from "../../../src/eval/maths/navsim-plans.ts";
import type { SampledMotion } from "../../../src/eval/maths/comfort-series.ts";
import { EPDMS_WEIGHTS, humanFiltered, normalisedProgress, stageWeights, twoStageScore } from "../../../src/eval/profiles/epdms-rule.ts";
import { productOf, softMeanOf } from "./soft-mean.ts";
import type { Adapter, Values } from "./vector.ts";

export const NAVSIM: Readonly<Record<string, Adapter>> = {
  "navsim-epdms": ({ progress_distance_threshold }, { proposals }) => {
    const rows = proposals as Values[];
    const multiplier = rows.map(multiplierOf);
    const metres = rows.map((row) => row["progress_raw_m"] as number);
    const progress = normalisedProgress(metres, multiplier, progress_distance_threshold);
    const scores = (extendedOf: (row: Values) => number | null): number[] =>
      rows.map((row, i) => multiplier[i]! * softOf({ ...row, progress: progress[i]! }, extendedOf(row)));
    return {
      normalized_progress: progress,
      multiplier,
      pdm_score_without_ec: scores(() => null),
      epdms: scores((row) => row["two_frame_extended_comfort"]),
    };
  },
  "navsim-human_penalty_filter": (_params, { agent, human }) => {
    const own = agent as Record<string, number>;
    const filtered = Object.fromEntries(Object.entries(own).map(([key, value]) => [key, humanFiltered(value, human[key])]));
    const multiplier = multiplierOf(filtered);
    const soft = softOf({ ...filtered, ttc: filtered["time_to_collision_within_bound"], progress: filtered["ego_progress"] }, null);
    return { filtered, multiplier, score_without_ec: multiplier * soft };
  },
  "navsim-lane_keeping": ({ limit, window, dt }, { lateral_deviation, in_intersection }) => {
    const needed = failingSamples(window, dt);
    let inARow = 0;
    let hasFailed = false;
    for (const [i, deviation] of (lateral_deviation as number[]).entries()) {
      inARow = exceedsInARow(inARow, Math.abs(deviation), in_intersection[i], limit);
      if (inARow >= needed) hasFailed = true;
    }
    return { score: hasFailed ? 0 : 1, steps_required: needed };
  },
  "navsim-pseudo_closed_loop": ({ sigma_squared }, { stage1_endpoint, stage2_starts, stage1_score, stage2_scores }) => {
    const [x, y] = stage1_endpoint as [number, number];
    const distances = (stage2_starts as [number, number][]).map(([sx, sy]) => Math.hypot(sx - x, sy - y));
    const weights = stageWeights(distances, sigma_squared);
    const { second, combined } = twoStageScore(stage1_score, stage2_scores, weights);
    return { weights, stage2_score: second, combined };
  },
  "navsim-two_frame_extended_comfort": ({ dt, thresholds }, { current, previous }) => {
    const difference = planDifference(planOf(current, dt), planOf(previous, dt));
    if (difference === null) return {};
    const bounds: PlanDifference = {
      accelMps2: thresholds.acceleration,
      jerkMps3: thresholds.jerk,
      yawRateRadps: thresholds.yaw_rate,
      yawAccelRadps2: thresholds.yaw_accel,
    };
    const { accelMps2, jerkMps3, yawRateRadps, yawAccelRadps2 } = difference;
    const rms = { acceleration: accelMps2, jerk: jerkMps3, yaw_rate: yawRateRadps, yaw_accel: yawAccelRadps2 };
    return { rms, extended_comfort: isAlike(difference, bounds) ? 1 : 0 };
  },
};

function multiplierOf(row: Values): number {
  return productOf(
    ["no_at_fault_collisions", "drivable_area_compliance", "driving_direction_compliance", "traffic_light_compliance"].map(
      (key) => row[key],
    ),
  );
}

function softOf({ progress, ttc, lane_keeping, history_comfort }: Values, extendedComfort: number | null): number {
  const values = { progress, ttc, laneKeeping: lane_keeping, historyComfort: history_comfort, extendedComfort };
  return softMeanOf(Object.entries(EPDMS_WEIGHTS).map(([part, weight]) => ({ weight, value: values[part as keyof typeof values] })));
}

function planOf({ accel_x, accel_y, heading }: Values, dtSec: number): SampledMotion {
  return motionOf(Float64Array.from(accel_x), Float64Array.from(accel_y), Float64Array.from(heading), dtSec);
}
