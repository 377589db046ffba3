import { exceedsInARow, failingSamples } from "../../../src/eval/anchors/navsim/lane-keeping.ts";
import { isAlike, motionOf, type PlanDifference, planDifference } from "../../../src/eval/maths/navsim-plans.ts";
import type { SampledMotion } from "../../../src/eval/maths/comfort-series.ts";
import {
  epdmsMultiplier,
  type EpdmsParts,
  epdmsSoft,
  humanFiltered,
  normalisedProgress,
  stageWeights,
  twoStageScore,
} from "../../../src/eval/profiles/epdms-rule.ts";
import type { Adapter, Values } from "./vector.ts";

export const NAVSIM: Readonly<Record<string, Adapter>> = {
  "navsim-epdms": ({ progress_distance_threshold }, { proposals }) => {
    const rows = proposals as Values[];
    const parts = rows.map(partsOf);
    const multiplier = parts.map(epdmsMultiplier);
    const metres = rows.map((row) => row["progress_raw_m"] as number);
    const progress = normalisedProgress(metres, multiplier, progress_distance_threshold);
    const score = (p: EpdmsParts, i: number): number => multiplier[i]! * epdmsSoft(p, progress[i]!);
    return {
      normalized_progress: progress,
      multiplier,
      pdm_score_without_ec: parts.map((p, i) => score({ ...p, extendedComfort: null }, i)),
      epdms: parts.map(score),
    };
  },
  "navsim-human_penalty_filter": (_params, { agent, human }) => {
    const own = agent as Record<string, number>;
    const filtered = Object.fromEntries(Object.entries(own).map(([key, value]) => [key, humanFiltered(value, human[key])]));
    const parts = partsOf({ ...filtered, ttc: filtered["time_to_collision_within_bound"] });
    const multiplier = epdmsMultiplier(parts);
    return { filtered, multiplier, score_without_ec: multiplier * epdmsSoft(parts, filtered["ego_progress"] as number) };
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

function partsOf(row: Values): EpdmsParts {
  return {
    noCollision: row["no_at_fault_collisions"],
    drivableArea: row["drivable_area_compliance"],
    drivingDirection: row["driving_direction_compliance"],
    trafficLight: row["traffic_light_compliance"],
    ttc: row["ttc"],
    laneKeeping: row["lane_keeping"],
    historyComfort: row["history_comfort"],
    extendedComfort: row["two_frame_extended_comfort"] ?? null,
  };
}

function planOf({ accel_x, accel_y, heading }: Values, dtSec: number): SampledMotion {
  return motionOf(Float64Array.from(accel_x), Float64Array.from(accel_y), Float64Array.from(heading), dtSec);
}
