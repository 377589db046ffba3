import { simpson } from "./simpson.ts";

/** Partial costs of CommonRoad, by their letters there. */
export const COST_LETTERS = ["A", "J", "SA", "SR", "L", "T", "V", "O"] as const;
export type CostLetter = (typeof COST_LETTERS)[number];

/** A drive, sampled at one rate. */
export interface CostInput {
  readonly stepSec: number;
  readonly velocityMps: Float64Array;
  readonly steeringRad: Float64Array;
  /** Heading off the lane's direction. */
  readonly turnRad: Float64Array;
  /** null where the goal has no speed: upstream's offset is 0 then. */
  readonly goalMps: number | null;
}

/**
 * One partial cost: the integral of the square of A acceleration, J jerk (both differences of the velocity), SA steering angle, SR its
 * difference, V the goal's velocity less the own, O the heading off the lane; L the way, T the duration.
 * Source: CommonRoad/commonroad-drivability-checker, commonroad_dc/costs/evaluation.py, partial_cost_functions.py.
 */
export function partialCost(letter: CostLetter, input: CostInput): number {
  const { stepSec: dt, velocityMps: v, steeringRad, turnRad, goalMps } = input;
  const square = (values: Float64Array): number =>
    simpson(
      values.map((x) => x * x),
      dt,
    );
  switch (letter) {
    case "A":
      return square(differences(v, dt));
    case "J":
      return square(differences(differences(v, dt), dt));
    case "SA":
      return square(steeringRad);
    case "SR":
      return square(differences(steeringRad, dt));
    case "L":
      return simpson(v, dt);
    case "T":
      return Math.max(0, v.length - 1) * dt;
    case "V":
      return goalMps === null ? 0 : square(v.map((x) => goalMps - x));
    case "O":
      return square(turnRad);
  }
}

function differences(values: Float64Array, dt: number): Float64Array {
  return Float64Array.from({ length: Math.max(0, values.length - 1) }, (_, i) => ((values[i + 1] as number) - (values[i] as number)) / dt);
}

export type CostWeights = Readonly<Partial<Record<CostLetter, number>>>;

/** The weighted sum of partial costs. */
export function totalCost(weights: CostWeights, input: CostInput): number {
  let sum = 0;
  for (const letter of COST_LETTERS) {
    const weight = weights[letter];
    if (weight !== undefined) sum += weight * partialCost(letter, input);
  }
  return sum;
}
