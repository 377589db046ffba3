import { kinematic } from "./kinematic.ts";
import type { VehicleModel, VehicleModelId } from "./model.ts";
import { pointMass } from "./point-mass.ts";
import { singleTrack } from "./single-track.ts";

/** The model a vehicle file names. */
export function vehicleModel(id: VehicleModelId): VehicleModel {
  switch (id) {
    case "kinematic":
      return kinematic;
    case "single-track":
      return singleTrack;
    case "point-mass":
      return pointMass;
  }
}
