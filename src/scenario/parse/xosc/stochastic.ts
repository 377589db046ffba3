import { exp, log } from "../../../core/dmath.ts";
import { nextGaussian, nextUniform, type RandomStream, randomStream } from "../../../core/random.ts";
import { rangeOf, tooMany, type XoscValues } from "./distribution-parts.ts";
import { type At, child, children, integer, need, number, numberOr, only, placeOf, positive, report, text } from "./reading.ts";

const MAX_TRIES = 10_000;
const MAX_POISSON = 1e6;
const POISSON_PIECE = 500;

/**
 * The values of a `Stochastic` distribution: each parameter has a stream of its own, keyed by the file's seed (0 where it states none)
 * and the parameter's name, so that adding one changes no other.
 */
export function sampled(at: At, fixed: XoscValues, maxVariants: number): readonly XoscValues[] {
  const count = integer(at, "numberOfTestRuns", "unsignedInt");
  const seed = numberOr(at, "randomSeed", 0);
  if (count > maxVariants) return tooMany(at, count, maxVariants);
  if (count === 0) {
    report(at, placeOf(at, "numberOfTestRuns"), "RDV_SCENARIO_RANGE", "1 test run or more", "0");
    return [];
  }
  const draws = children(at, "StochasticDistribution").flatMap((one) => {
    const name = text(one, "parameterName");
    if (fixed.has(name)) return [];
    const next = drawOf(only(one), randomStream(0, `openscenario ${seed} ${name}`));
    return [{ name, values: Array.from({ length: count }, () => next()) }];
  });
  return Array.from({ length: count }, (_, i) => new Map(draws.map(({ name, values }) => [name, values[i] ?? ""])));
}

/** A function that draws the next value. */
function drawOf(at: At, stream: RandomStream): () => string {
  switch (at.node.name) {
    case "ProbabilityDistributionSet": {
      const elements = children(at, "Element").map((e) => ({ weight: positive(e, "weight"), value: text(e, "value") }));
      const pick = picker(
        at,
        elements.map((e) => e.weight),
        stream,
      );
      return () => elements[pick()]?.value ?? "";
    }
    case "Histogram": {
      const bins = children(at, "Bin").map((b) => ({ weight: positive(b, "weight"), ...rangeOf(need(b, "Range")) }));
      const pick = picker(
        at,
        bins.map((b) => b.weight),
        stream,
      );
      return () => {
        const { lowest = 0, highest = 0 } = bins[pick()] ?? {};
        return String(lowest + nextUniform(stream) * (highest - lowest));
      };
    }
    case "UniformDistribution": {
      const { lowest, highest } = rangeOf(need(at, "Range"));
      return () => String(lowest + nextUniform(stream) * (highest - lowest));
    }
    case "PoissonDistribution":
      return inRange(at, poisson(at, stream));
    case "LogNormalDistribution":
      return inRange(at, logNormal(at, stream));
    default: {
      const [mean, deviation] = [number(at, "expectedValue"), Math.sqrt(positive(at, "variance"))];
      return inRange(at, () => mean + deviation * nextGaussian(stream));
    }
  }
}

function picker(at: At, weights: readonly number[], stream: RandomStream): () => number {
  const total = weights.reduce((a, b) => a + b, 0);
  if (!(total > 0)) report(at, at.node, "RDV_SCENARIO_RANGE", "weights that are not all 0", String(total));
  return () => {
    let rest = nextUniform(stream) * total;
    for (const [i, weight] of weights.entries()) {
      rest -= weight;
      if (rest < 0) return i;
    }
    return weights.findLastIndex((w) => w > 0);
  };
}

/** Draws again until the value lies in the range, where there is one. */
function inRange(at: At, next: () => number): () => string {
  const range = child(at, "Range");
  if (range === null) return () => String(next());
  const { lowest, highest } = rangeOf(range);
  return () => {
    for (let i = 0; i < MAX_TRIES; i++) {
      const value = next();
      if (value >= lowest && value <= highest) return String(value);
    }
    const found = `none of ${MAX_TRIES} draws`;
    report(at, range.node, "RDV_SCENARIO_RANGE", "a range that the distribution reaches", found);
    return String(lowest);
  };
}

/** `expectedValue` and `variance` are of the value itself, not of its logarithm. */
function logNormal(at: At, stream: RandomStream): () => number {
  const [mean, variance] = [number(at, "expectedValue"), positive(at, "variance")];
  if (mean <= 0) {
    report(at, placeOf(at, "expectedValue"), "RDV_SCENARIO_RANGE", "an expected value above 0", String(mean));
    return () => 0;
  }
  const spread = log(1 + variance / (mean * mean));
  const [centre, deviation] = [log(mean) - spread / 2, Math.sqrt(spread)];
  return () => exp(centre + deviation * nextGaussian(stream));
}

/** Knuth's product of uniforms, in pieces so that exp does not underflow (TAOCP volume 2, 3.4.1). */
function poisson(at: At, stream: RandomStream): () => number {
  const mean = positive(at, "expectedValue");
  if (mean > MAX_POISSON) {
    report(at, placeOf(at, "expectedValue"), "RDV_SCENARIO_RANGE", `an expected value of at most ${MAX_POISSON}`, String(mean));
    return () => 0;
  }
  return () => {
    let count = 0;
    for (let rest = mean; rest > 0; rest -= POISSON_PIECE) count += poissonPiece(Math.min(rest, POISSON_PIECE), stream);
    return count;
  };
}

function poissonPiece(mean: number, stream: RandomStream): number {
  const limit = exp(-mean);
  let product = nextUniform(stream);
  let count = 0;
  while (product > limit) {
    product *= nextUniform(stream);
    count += 1;
  }
  return count;
}
