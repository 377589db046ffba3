import { exp, log } from "../../core/dmath.ts";
import type { Point } from "./axes.ts";
import { valueOf } from "./axes.ts";
import { normalBelow } from "./special.ts";

/** A distribution of one parameter. */
export interface Distribution {
  /** Probability of a value at most x. */
  readonly below: (x: number) => number;
  readonly density: (x: number) => number;
}

const SQRT_TWO_PI = 2.5066282746310002;

/** Kinds by name: how many numbers each takes, what is asked of them, and the distribution. */
const KINDS: Readonly<
  Record<
    string,
    { readonly form: string; readonly isValid: (a: number, b: number) => boolean; readonly of: (a: number, b: number) => Distribution }
  >
> = {
  normal: {
    form: "normal(mean,deviation)",
    isValid: (_, b) => b > 0,
    of: (a, b) => ({ below: (x) => normalBelow((x - a) / b), density: (x) => bell((x - a) / b) / b }),
  },
  uniform: {
    form: "uniform(from,to)",
    isValid: (a, b) => b > a,
    of: (a, b) => ({
      below: (x) => Math.min(1, Math.max(0, (x - a) / (b - a))),
      density: (x) => (x < a || x > b ? 0 : 1 / (b - a)),
    }),
  },
  lognormal: {
    form: "lognormal(median,deviation of the logarithm)",
    isValid: (a, b) => a > 0 && b > 0,
    of: (a, b) => ({
      below: (x) => (x <= 0 ? 0 : normalBelow(log(x / a) / b)),
      density: (x) => (x <= 0 ? 0 : bell(log(x / a) / b) / (b * x)),
    }),
  },
  exponential: {
    form: "exponential(from,mean above it)",
    isValid: (_, b) => b > 0,
    of: (a, b) => ({ below: (x) => (x <= a ? 0 : 1 - exp((a - x) / b)), density: (x) => (x < a ? 0 : exp((a - x) / b) / b) }),
  },
};

/** The forms that `parseDistribution` takes, for messages. */
export const DISTRIBUTION_FORMS: string = Object.values(KINDS)
  .map((k) => k.form)
  .join(", ");

function bell(z: number): number {
  return exp((-z * z) / 2) / SQRT_TWO_PI;
}

/** `normal(20,5)` and its like; null where it is none. */
export function parseDistribution(text: string): Distribution | null {
  const match = /^([a-z]+)\(([^,()]+),([^,()]+)\)$/.exec(text.replaceAll(" ", ""));
  const kind = Object.hasOwn(KINDS, match?.[1] ?? "") ? KINDS[match?.[1] ?? ""] : undefined;
  const [a, b] = [Number(match?.[2]), Number(match?.[3])];
  if (kind === undefined || !Number.isFinite(a) || !Number.isFinite(b) || !kind.isValid(a, b)) return null;
  return kind.of(a, b);
}

/** How a parameter is distributed in the world, and how its values were drawn; null where they are a grid. */
export interface WorldAxis {
  readonly name: string;
  readonly world: Distribution;
  readonly drawn: Distribution | null;
}

/**
 * The weight p/q of each variant, parameters taken as independent. On a grid p of a value is the world's probability of all that lies
 * nearer to it than to its neighbours, and q the share of variants that have it, so that the weights of a whole grid average to 1.
 * RangeError where a value is no number, or was drawn where its own distribution has none.
 */
export function worldWeights(points: readonly Point[], axes: readonly WorldAxis[]): number[] {
  const weights = points.map(() => 1);
  for (const axis of axes) {
    const values = points.map((p) => numberOf(p, axis.name));
    const ratioAt = axis.drawn === null ? gridRatios(values, axis.world) : drawnRatios(axis, axis.drawn);
    for (const [i, x] of values.entries()) weights[i] = (weights[i] as number) * ratioAt(x);
  }
  return weights;
}

function numberOf(point: Point, name: string): number {
  const text = valueOf(point, name);
  const x = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(x)) throw new RangeError(`${name} of ${point.variantId} is no number`);
  return x;
}

function drawnRatios({ name, world }: WorldAxis, drawn: Distribution): (x: number) => number {
  return (x) => {
    const q = drawn.density(x);
    if (!(q > 0)) throw new RangeError(`${name} ${x} cannot have been drawn as said`);
    return world.density(x) / q;
  };
}

function gridRatios(values: readonly number[], world: Distribution): (x: number) => number {
  const counts = new Map<number, number>();
  for (const x of values) counts.set(x, (counts.get(x) ?? 0) + 1);
  const sorted = [...counts.keys()].sort((a, b) => a - b);
  const ratios = new Map<number, number>();
  for (const [i, x] of sorted.entries()) {
    const from = i === 0 ? 0 : world.below((x + (sorted[i - 1] as number)) / 2);
    const to = i === sorted.length - 1 ? 1 : world.below((x + (sorted[i + 1] as number)) / 2);
    ratios.set(x, (to - from) / ((counts.get(x) as number) / values.length));
  }
  return (x) => ratios.get(x) as number;
}
