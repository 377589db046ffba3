import { cos } from "../../core/dmath.ts";
import type { ActorClass } from "../../core/actor-class.ts";

/**
 * Change of the own velocity in a perfectly plastic collision, m/s: m2 / (m1 + m2) |v2 - v1| (lu-w/criticality-metrics,
 * docs/velocity-scale/DeltaV.rst; the same law in motional/nuplan-devkit@e9241677, metrics/utils/collision_utils.py:35-66).
 * @param dvxMps of v2 - v1, with dvyMps across it. @param otherKg Infinity: it does not give way.
 */
export function deltaVMps(ownKg: number, otherKg: number, dvxMps: number, dvyMps: number): number {
  return otherShare(ownKg, otherKg) * Math.sqrt(dvxMps * dvxMps + dvyMps * dvyMps);
}

function otherShare(ownKg: number, otherKg: number): number {
  return otherKg === Infinity ? 1 : otherKg / (ownKg + otherKg);
}

/** What CriMe has in its place: it adds the velocities (CommonRoad/commonroad-crime@6898f6a, measure/velocity/delta_v.py). */
export function crimeDeltaVMps(ownKg: number, ownMps: number, otherKg: number, otherMps: number, turnRad: number): number {
  return otherShare(ownKg, otherKg) * (ownMps + otherMps * cos(turnRad));
}

/** A change of velocity at which every occupant dies (Joksch 1993), m/s: 71 mph. */
export const JOKSCH_MPS = 31.74;

/** Probability that an occupant is killed by a change of velocity (Joksch): its share of 31.74 m/s to the fourth, at most 1. */
export function jokschRatio(deltaMps: number): number {
  const share = deltaMps / JOKSCH_MPS;
  return Math.min(1, share * share * share * share);
}

/** nuPlan's mass of every vehicle (collision_utils.py:35-66). */
const VEHICLE_KG = 2000;
/** Ours, in round figures: an adult, with a bicycle, on a motorcycle; half laden heavy vehicles. */
const PERSON_KG = 75;
const BICYCLE_KG = 90;
const MOTORCYCLE_KG = 300;
const HEAVY_KG = 15_000;

/** The mass that a class of road users is taken to have; Infinity for what stands fast. */
export function massKg(cls: ActorClass): number {
  switch (cls) {
    case "pedestrian":
    case "animal":
      return PERSON_KG;
    case "bicycle":
      return BICYCLE_KG;
    case "motorcycle":
      return MOTORCYCLE_KG;
    case "truck":
    case "bus":
      return HEAVY_KG;
    case "static":
      return Infinity;
    case "unspecified":
    case "car":
    case "other":
      return VEHICLE_KG;
  }
}

export const MASS_PARAMS: Readonly<Record<string, number>> = {
  vehicleKg: VEHICLE_KG,
  personKg: PERSON_KG,
  bicycleKg: BICYCLE_KG,
  motorcycleKg: MOTORCYCLE_KG,
  heavyKg: HEAVY_KG,
};
