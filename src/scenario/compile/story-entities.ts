/** What the entities of a story are as road users, and the car under test as a vehicle with dynamics. */
import type { Footprint } from "../../core/frames.ts";
import type { EntitySpec } from "../../sim/story/spec.ts";
import type { ActorClass } from "../../trace/tick.ts";
import type { VehicleParams } from "../../vehicle/model.ts";

const VEHICLES: Readonly<Record<string, ActorClass>> = {
  car: "car",
  van: "car",
  truck: "truck",
  trailer: "truck",
  semitrailer: "truck",
  bus: "bus",
  motorbike: "motorcycle",
  bicycle: "bicycle",
  train: "other",
  tram: "other",
};

/** Least size of a box: things without one are still somewhere. */
const MIN_SIZE_M = 0.01;

export function classOf(entity: EntitySpec): ActorClass {
  switch (entity.kind) {
    case "vehicle":
      return VEHICLES[entity.category] ?? "other";
    case "pedestrian":
      return entity.category === "animal" ? "animal" : "pedestrian";
    case "misc":
      return "static";
    case "external":
      return "other";
  }
}

/** The box, from the entity's origin; a box beside its origin is taken as lying on it. */
export function footprintOf({ box }: EntitySpec): Footprint {
  const lengthM = Math.max(MIN_SIZE_M, box.lengthM);
  return { lengthM, widthM: Math.max(MIN_SIZE_M, box.widthM), rearM: lengthM / 2 - box.centerXM };
}

/**
 * The car under test: tyres, actuators and inertia of `base`, scaled to the size and mass of the entity; box, axles and limits as the file
 * says. A limit that the file leaves open stays that of `base`.
 */
export function vehicleOfEntity(entity: EntitySpec, base: VehicleParams): VehicleParams {
  const { axles, ability } = entity;
  const baseWheelbaseM = base.cgToFrontAxleM + base.cgToRearAxleM;
  const wheelbaseM = axles !== null && axles.frontXM > axles.rearXM ? axles.frontXM - axles.rearXM : baseWheelbaseM;
  const stretch = wheelbaseM / baseWheelbaseM;
  const massKg = entity.massKg !== null && entity.massKg > 0 ? entity.massKg : base.massKg;
  const load = massKg / base.massKg;
  const bounded = (limit: number | undefined, otherwise: number): number =>
    limit !== undefined && Number.isFinite(limit) && limit > 0 ? limit : otherwise;
  return {
    ...base,
    id: `${base.id}, sized as ${entity.name}`,
    footprint: footprintOf(entity),
    massKg,
    yawInertiaKgm2: base.yawInertiaKgm2 * load * stretch * stretch,
    cgToFrontAxleM: base.cgToFrontAxleM * stretch,
    cgToRearAxleM: base.cgToRearAxleM * stretch,
    frontStiffnessNprad: base.frontStiffnessNprad * load,
    rearStiffnessNprad: base.rearStiffnessNprad * load,
    resistance0N: base.resistance0N * load,
    limits: {
      ...base.limits,
      maxRoadWheelRad: bounded(axles?.maxSteeringRad, base.limits.maxRoadWheelRad),
      maxAccelMps2: bounded(ability?.maxAccelMps2, base.limits.maxAccelMps2),
      maxDecelMps2: bounded(ability?.maxDecelMps2, base.limits.maxDecelMps2),
    },
  };
}
