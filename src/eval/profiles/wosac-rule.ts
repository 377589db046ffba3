import type { Histogram } from "../maths/histogram-likelihood.ts";

/** What Waymo's sim agents challenge of 2025 compares. */
export const WOSAC_FEATURES = [
  "collision",
  "off-road",
  "ttc",
  "nearest",
  "linear-speed",
  "linear-acceleration",
  "angular-speed",
  "angular-acceleration",
  "road-edge",
  "red-light",
] as const;
export type WosacFeature = (typeof WOSAC_FEATURES)[number];

/** One feature: its weight in the meta metric, and the histogram of its samples; a yes or no of the whole run has one sample a run. */
export interface WosacSetting {
  readonly weight: number;
  readonly histogram: Histogram;
  readonly isYesOrNo: boolean;
}

/** Of timeseries: 0.1. */
const PSEUDO_COUNT = 0.1;
/** Of a yes or no: 0.001. */
const YES_NO_PSEUDO_COUNT = 1e-3;

function series(weight: number, lowestValue: number, highestValue: number, bins: number): WosacSetting {
  return { weight, histogram: { lowestValue, highestValue, bins, pseudoCount: PSEUDO_COUNT }, isYesOrNo: false };
}

function yesOrNo(weight: number): WosacSetting {
  return { weight, histogram: { lowestValue: -0.5, highestValue: 1.5, bins: 2, pseudoCount: YES_NO_PSEUDO_COUNT }, isYesOrNo: true };
}

/** challenge_2025_sim_agents_config.textproto of waymo-research/waymo-open-dataset. */
export const WOSAC_2025: Readonly<Record<WosacFeature, WosacSetting>> = {
  collision: yesOrNo(0.25),
  "off-road": yesOrNo(0.25),
  ttc: series(0.1, 0, 5, 10),
  nearest: series(0.1, -5, 40, 10),
  "linear-speed": series(0.05, 0, 25, 10),
  "linear-acceleration": series(0.05, -12, 12, 11),
  "angular-speed": series(0.05, -0.628, 0.628, 11),
  "angular-acceleration": series(0.05, -3.14, 3.14, 11),
  "road-edge": series(0.05, -20, 40, 10),
  "red-light": yesOrNo(0.05),
};

export type WosacLikelihoods = Readonly<Record<WosacFeature, number>>;
type Weights = Readonly<Record<WosacFeature, number>>;

/** The weighted sum of the likelihoods. */
export function metaMetric(likelihoods: WosacLikelihoods, weights: Weights): number {
  return WOSAC_FEATURES.reduce((sum, feature) => sum + weights[feature] * likelihoods[feature], 0);
}

const BUCKETS = {
  kinematic: ["linear-speed", "linear-acceleration", "angular-speed", "angular-acceleration"],
  interactive: ["nearest", "collision", "ttc"],
  mapBased: ["road-edge", "off-road", "red-light"],
} as const satisfies Readonly<Record<string, readonly WosacFeature[]>>;

/** The weighted means within upstream's three groups of features. */
export function bucketMeans(likelihoods: WosacLikelihoods, weights: Weights): Readonly<Record<keyof typeof BUCKETS, number>> {
  const mean = (features: readonly WosacFeature[]): number => {
    let [sum, total] = [0, 0];
    for (const feature of features) {
      sum += weights[feature] * likelihoods[feature];
      total += weights[feature];
    }
    return sum / total;
  };
  return { kinematic: mean(BUCKETS.kinematic), interactive: mean(BUCKETS.interactive), mapBased: mean(BUCKETS.mapBased) };
}
