import { exp } from "../../../src/core/dmath.ts";
import { clopperPearson, exactUpper, type Interval, jeffreys, wilson, wilsonCorrected } from "../../../src/eval/statistics/binomial.ts";
import { basicInterval, bcaInterval, jackknife, percentileInterval, singleUnits } from "../../../src/eval/statistics/bootstrap.ts";
import { exposureRequired } from "../../../src/eval/statistics/exposure.ts";
import { mcnemarExact } from "../../../src/eval/statistics/mcnemar.ts";
import { pairedDifference } from "../../../src/eval/statistics/paired.ts";
import { importanceSampling, subsetSimulation } from "../../../src/eval/statistics/rare.ts";
import type { Adapter } from "./vector.ts";
import { normalBelow } from "../../../src/eval/statistics/special.ts";

const ends = ({ low, high }: Interval): number[] => [low, high];
const numbers = (value: unknown): number[] => value as number[];

/** By the vector file's name: every key of `expected`, computed from `params` and `input`. */
export const STATS: Readonly<Record<string, Adapter>> = {
  "stats-binomial_ci": ({ confidence }, { failures, trials }) => {
    const [c, k, n] = [Number(confidence), Number(failures), Number(trials)];
    return {
      rate: k / n,
      clopper_pearson: ends(clopperPearson(k, n, c)),
      wilson: ends(wilson(k, n, c)),
      wilson_cc: ends(wilsonCorrected(k, n, c)),
      jeffreys: ends(jeffreys(k, n, c)),
      one_sided_upper_exact: exactUpper(k, n, c),
    };
  },
  "stats-bootstrap_ci": (_params, { diffs, resample_indices }) => {
    const values = numbers(diffs);
    const { mean, without } = jackknife(singleUnits(values));
    const resamples = resample_indices as number[][];
    const means = resamples.map((indices) => indices.reduce((sum, i) => sum + (values[i] as number), 0) / indices.length);
    const sorted = Float64Array.from(means).sort();
    const bca = bcaInterval(sorted, mean, without, 0.95);
    return {
      mean,
      percentile_ci95: ends(percentileInterval(sorted, 0.95)),
      basic_ci95: ends(basicInterval(sorted, mean, 0.95)),
      bca_ci95: ends(bca),
      z0: bca.z0,
      acceleration: bca.acceleration,
    };
  },
  "stats-exposure_required": ({ confidence }, { max_rate, failures }) => ({
    required_exposure: exposureRequired(Number(confidence), Number(max_rate), Number(failures)),
  }),
  "stats-importance_sampling": ({ proposal, threshold }, { samples }) => {
    const mu = Number(/^N\((.+),1\)$/.exec(String(proposal))?.[1]);
    const limit = Number(threshold);
    const xs = numbers(samples);
    // The ratio of the densities of N(0, 1) and N(mu, 1).
    const weights = xs.map((x) => exp((mu * mu) / 2 - mu * x));
    const estimate = importanceSampling(
      weights,
      xs.map((x) => x > limit),
    );
    return {
      failure_rate: estimate.rate,
      std_error: estimate.standardError,
      relative_error: estimate.relativeError,
      ess: estimate.effectiveSize,
      self_normalised: estimate.selfNormalised,
      exact: normalBelow(-limit),
    };
  },
  "stats-mcnemar_regression": (_params, { only_A_fails, only_B_fails }) => ({
    mcnemar_exact_p: mcnemarExact(Number(only_A_fails), Number(only_B_fails)),
  }),
  "stats-paired_score_diff": (_params, { score_A, score_B }) => {
    const before = numbers(score_A);
    const paired = pairedDifference(
      numbers(score_B).map((b, i) => b - (before[i] as number)),
      0.95,
      "vector",
    );
    return {
      mean_diff: paired.mean,
      t_ci95: paired.t === null ? null : ends(paired.t),
      paired_t_p: paired.tP,
      wilcoxon_normal_approx_p: paired.wilcoxonP,
      wilcoxon_W: paired.wilcoxonW,
    };
  },
  "stats-subset_simulation": ({ n_per_level, gamma }, { conditional_probabilities }) => {
    const { rate, variation } = subsetSimulation(numbers(conditional_probabilities), Number(n_per_level), Number(gamma));
    return { failure_rate: rate, cov_independent: variation };
  },
};
