import type { VehicleState } from "./model.ts";

/** As the ends of a run have it: beyond, it is no car. */
const MAX_PLACE_M = 1e7;
const MAX_NUMBER = 150;

/** What is wrong with a state that somebody tells, or null: a number that is not finite, or one that no road vehicle has. */
export function stateProblem(state: VehicleState): string | null {
  const { xM, yM, yawRad, vLonMps, vLatMps, yawRateRadps, aLonMps2, aLatMps2, roadWheelRad } = state;
  for (const [name, value] of Object.entries({ xM, yM })) if (!(Math.abs(value) <= MAX_PLACE_M)) return `${name} is ${value}`;
  for (const [name, value] of Object.entries({ yawRad, vLonMps, vLatMps, yawRateRadps, aLonMps2, aLatMps2, roadWheelRad }))
    if (!(Math.abs(value) <= MAX_NUMBER)) return `${name} is ${value}`;
  return null;
}
