import { type Histogram, likelihoodOf, logLikelihoods } from "../../../src/eval/maths/histogram-likelihood.ts";
import {
  angularAccelRadps2,
  angularSpeedRadps,
  hasAccels,
  hasSpeeds,
  type Kinematics,
  linearAccelMps2,
  linearSpeedMps,
  newKinematics,
  pushPlace,
} from "../../../src/eval/maths/wosac-kinematics.ts";
import { bucketMeans, metaMetric, WOSAC_FEATURES, type WosacFeature } from "../../../src/eval/profiles/wosac-rule.ts";
import type { Adapter, Values } from "./vector.ts";

/** Features by their names upstream. */
const NAMES: Readonly<Record<WosacFeature, string>> = {
  collision: "collision_indication",
  "off-road": "offroad_indication",
  ttc: "time_to_collision",
  nearest: "distance_to_nearest_object",
  "linear-speed": "linear_speed",
  "linear-acceleration": "linear_acceleration",
  "angular-speed": "angular_speed",
  "angular-acceleration": "angular_acceleration",
  "road-edge": "distance_to_road_edge",
  "red-light": "traffic_light_violation",
};

function byFeature(values: Values): Record<WosacFeature, number> {
  return Object.fromEntries(WOSAC_FEATURES.map((feature) => [feature, values[NAMES[feature]] as number])) as Record<WosacFeature, number>;
}

export const WOSAC: Readonly<Record<string, Adapter>> = {
  "wosac-histogram_likelihood": ({ min_val, max_val, num_bins, additive_smoothing_pseudocount }, { log, sim }) => {
    const histogram: Histogram = {
      lowestValue: min_val,
      highestValue: max_val,
      bins: num_bins,
      pseudoCount: additive_smoothing_pseudocount,
    };
    const logs = logLikelihoods(log, sim, histogram);
    return { log_likelihood: logs, likelihood: likelihoodOf(logs) };
  },
  "wosac-kinematic_features": ({ dt }, { x, y, heading }) => {
    const k = newKinematics(dt);
    const count = (x as number[]).length;
    const unknown = (): number[] => Array.from({ length: count }, () => Number.NaN);
    const out = { linear_speed: unknown(), linear_acceleration: unknown(), angular_speed: unknown(), angular_acceleration: unknown() };
    const reads: readonly [keyof typeof out, number, (k: Kinematics) => boolean, (k: Kinematics) => number][] = [
      ["linear_speed", 1, hasSpeeds, linearSpeedMps],
      ["angular_speed", 1, hasSpeeds, angularSpeedRadps],
      ["linear_acceleration", 2, hasAccels, linearAccelMps2],
      ["angular_acceleration", 2, hasAccels, angularAccelRadps2],
    ];
    for (let i = 0; i < count; i++) {
      pushPlace(k, x[i], y[i], heading[i], true);
      for (const [key, delay, has, read] of reads) if (has(k)) out[key][i - delay] = read(k);
    }
    return out;
  },
  "wosac-realism_meta_metric": ({ weights }, { likelihoods }) => {
    const [own, shares] = [byFeature(likelihoods), byFeature(weights)];
    const { kinematic, interactive, mapBased } = bucketMeans(own, shares);
    return { metametric: metaMetric(own, shares), buckets: { kinematic, interactive, map_based: mapBased } };
  },
};
