import type { TickGeometry } from "./geometry.ts";
import { newWeightingFilter, settle, type Weighting, weighted, type WeightingFilter } from "./maths/iso2631.ts";

/** The frequency-weighted accelerations of the subject along and across its body, at its reference point. */
export interface Ride {
  readonly lon: WeightingFilter;
  readonly lat: WeightingFilter;
  isSettled: boolean;
  // of the last tick, B
  weightedLonMps2: number;
  weightedLatMps2: number;
}

export function newRide(weighting: Weighting, dtSec: number): Ride {
  const lon = newWeightingFilter(weighting, dtSec);
  const lat = newWeightingFilter(weighting, dtSec);
  return { lon, lat, isSettled: false, weightedLonMps2: 0, weightedLatMps2: 0 };
}

/** Takes the tick that `g` describes; the first finds the filters settled, so that a drive that begins in a bend does not begin with a jolt. */
export function updateRide(ride: Ride, { aLonMps2, aLatMps2 }: TickGeometry): void {
  if (!ride.isSettled) {
    settle(ride.lon, aLonMps2);
    settle(ride.lat, aLatMps2);
    ride.isSettled = true;
  }
  ride.weightedLonMps2 = weighted(ride.lon, aLonMps2);
  ride.weightedLatMps2 = weighted(ride.lat, aLatMps2);
}
