import { drivingDirectionScore, newHorizonSum, pushGainedM } from "../../../src/eval/anchors/nuplan/driving-direction.ts";
import { COMFORT_BOUNDS, isWithin } from "../../../src/eval/anchors/nuplan/comfort.ts";
import { makingProgressScore } from "../../../src/eval/anchors/nuplan/making-progress.ts";
import { stepsWithin } from "../../../src/eval/maths/sample-rate.ts";
import { meanOverspeedMps, speedLimitScore } from "../../../src/eval/anchors/nuplan/speed-limit.ts";
import { comfortSeries, NUPLAN_YAW_ACCEL_ORDER } from "../../../src/eval/maths/comfort-series.ts";
import { displacementErrorsM, headingErrorsRad, largestOf, meanOf, type Poses } from "../../../src/eval/maths/displacement.ts";
import { finalScore, typeScores } from "../../../src/eval/profiles/nuplan-rule.ts";
import { progressRatio } from "../../../src/eval/progress-meter.ts";
import { productOf, softMeanOf } from "./soft-mean.ts";
import type { Adapter, Values } from "./vector.ts";

const floats = (values: unknown): Float64Array => Float64Array.from(values as number[]);
const plain = (values: Float64Array): number[] => Array.from(values);

/** Bounds by the names of upstream's flags. */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  lon_accel_within: ["lon-accel", "lon-decel"],
  lat_accel_within: ["lat-accel"],
  jerk_mag_within: ["jerk"],
  lon_jerk_within: ["lon-jerk"],
  yaw_accel_within: ["yaw-accel"],
  yaw_rate_within: ["yaw-rate"],
};

export const NUPLAN_RULES: Readonly<Record<string, Adapter>> = {
  "nuplan-driving_direction_compliance": (params, { dt, progress_per_tick }) => {
    const steps = stepsWithin(params["horizon"], dt);
    const horizon = newHorizonSum(steps);
    const sums = (progress_per_tick as number[]).map((gained) => pushGainedM(horizon, gained));
    const score = drivingDirectionScore(Math.abs(Math.min(...sums)), params["compliance"], params["violation"]);
    return { progress_over_horizon: sums, score, n_horizon: steps };
  },
  "nuplan-speed_limit_compliance": ({ max_overspeed }, { overspeed }) => {
    const over = overspeed as number[];
    const sum = over.reduce((a, b) => a + b, 0);
    return { score: speedLimitScore(meanOverspeedMps(sum, over.length), max_overspeed) };
  },
  "nuplan-ego_progress_along_expert_route": ({ min_progress_threshold }, { ego_progress, expert_progress }) => {
    const ratio = progressRatio(ego_progress, expert_progress);
    return { ratio, ego_is_making_progress: makingProgressScore(ratio, min_progress_threshold) };
  },
  "nuplan-ego_expert_l2_error": ({ heading_diff_weight, discount_factor }, { ego, expert }) => {
    const [a, b] = [posesOf(ego), posesOf(expert)];
    const errors = displacementErrorsM(a, b, heading_diff_weight, discount_factor);
    return {
      errors: plain(errors),
      heading_errors: plain(headingErrorsRad(a, b)),
      ade: meanOf(errors),
      fde: errors.at(-1),
      max: largestOf(errors),
    };
  },
  "nuplan-ego_is_comfortable": (_params, { t, accel_x, accel_y, accel_magnitude, heading }) => {
    const times = t as number[];
    const dtSec = ((times.at(-1) as number) - (times[0] as number)) / (times.length - 1);
    const series = comfortSeries(
      { dtSec, lonAccelMps2: floats(accel_x), latAccelMps2: floats(accel_y), accelMps2: floats(accel_magnitude), yawRad: floats(heading) },
      NUPLAN_YAW_ACCEL_ORDER,
    );
    if (series === null) return {};
    const keeps = (name: string): boolean => isWithin(series, COMFORT_BOUNDS.find((b) => b.name === name)!);
    return {
      lon_accel: plain(series.lonAccelMps2),
      lat_accel: plain(series.latAccelMps2),
      jerk_magnitude: plain(series.jerkMps3),
      lon_jerk: plain(series.lonJerkMps3),
      lat_jerk: plain(series.latJerkMps3),
      yaw_rate: plain(series.yawRateRadps),
      yaw_accel: plain(series.yawAccelRadps2),
      flags: Object.fromEntries(Object.entries(FLAGS).map(([flag, names]) => [flag, names.every(keeps)])),
      ego_is_comfortable: COMFORT_BOUNDS.every((bound) => isWithin(series, bound)) ? 1 : 0,
    };
  },
  "nuplan-weighted_average_aggregator": ({ weights, multipliers }, { scenarios }) => {
    const scored = (scenarios as Values[]).map(({ name, type, metrics }) => {
      const factors = multipliers as string[];
      const parts = Object.entries(metrics as Record<string, number | null>)
        .filter(([metric]) => !factors.includes(metric))
        .map(([metric, value]) => ({ value, weight: weights[metric] ?? weights["default"] }));
      return {
        name: name as string,
        type: type as string,
        score: productOf(factors.map((f) => metrics[f] ?? null)) * softMeanOf(parts),
      };
    });
    const types = typeScores(scored);
    return {
      scenario_scores: Object.fromEntries(scored.map(({ name, score }) => [name, score])),
      type_scores: Object.fromEntries(types.map(({ type, mean }) => [type, mean])),
      final_score: finalScore(types),
    };
  },
};

function posesOf(poses: unknown): Poses {
  const rows = poses as number[][];
  const column = (i: number): Float64Array => Float64Array.from(rows, (row) => row[i]!);
  return { xM: column(0), yM: column(1), yawRad: column(2) };
}
