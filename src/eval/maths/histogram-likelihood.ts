import { exp, log } from "../../core/dmath.ts";

/**
 * Equal bins over [lowest, highest], the last one with its upper end; to the count of each a pseudocount is added.
 * A yes or no is two bins over [-0.5, 1.5].
 * Source: waymo-research/waymo-open-dataset@99a4cb3, sim_agents_metrics/estimators.py.
 */
export interface Histogram {
  readonly lowestValue: number;
  readonly highestValue: number;
  readonly bins: number;
  readonly pseudoCount: number;
}

/** Shares of the simulated samples by bin; samples beyond the ends are counted in the end bins. */
export function sharesOf(simulated: readonly number[], h: Histogram): Float64Array {
  const shares = new Float64Array(h.bins).fill(h.pseudoCount);
  for (const value of simulated) shares[binOf(value, h)]!++;
  const total = simulated.length + h.bins * h.pseudoCount;
  return shares.map((n) => n / total);
}

/** Logarithm of the share of the bin that each logged sample falls into. */
export function logLikelihoods(logged: readonly number[], simulated: readonly number[], h: Histogram): number[] {
  const shares = sharesOf(simulated, h);
  return logged.map((value) => log(shares[binOf(value, h)] as number));
}

/** exp of the mean: 1 where the simulated samples are always where the logged ones are. */
export function likelihoodOf(logs: readonly number[]): number {
  return exp(logs.reduce((sum, l) => sum + l, 0) / logs.length);
}

function binOf(value: number, { lowestValue, highestValue, bins }: Histogram): number {
  const share = (value - lowestValue) / (highestValue - lowestValue);
  return Math.min(bins - 1, Math.max(0, Math.floor(share * bins)));
}
