/** The entities of a story: what they are, what they can do, and what controls them. */

export type EntityKind = "vehicle" | "pedestrian" | "misc" | "external";

export interface EntitySpec {
  readonly name: string;
  readonly kind: EntityKind;
  /** vehicleCategory, pedestrianCategory or miscObjectCategory as in the file. */
  readonly category: string;
  /** Of the box, and of its centre from the entity's origin (rear axle on the ground): x forward, y left, z up. */
  readonly box: {
    readonly lengthM: number;
    readonly widthM: number;
    readonly heightM: number;
    readonly centerXM: number;
    readonly centerYM: number;
    readonly centerZM: number;
  };
  readonly massKg: number | null;
  /** null where the entity is no vehicle. */
  readonly ability: PerformanceSpec | null;
  readonly axles: AxlesSpec | null;
  readonly hitch: { readonly dxM: number } | null;
  readonly coupler: { readonly dxM: number } | null;
  /** Name of the entity that is its trailer from the start; null for none. */
  readonly trailer: string | null;
  /** Controllers that the file assigns to it. */
  readonly controllers: readonly ControllerSpec[];
  readonly properties: readonly PropertySpec[];
}

export interface PropertySpec {
  readonly name: string;
  readonly value: string;
}

export interface PerformanceSpec {
  readonly maxSpeedMps: number;
  readonly maxAccelMps2: number;
  readonly maxDecelMps2: number;
  /** Infinity where the file states none. */
  readonly maxAccelRateMps3: number;
  readonly maxDecelRateMps3: number;
}

export interface AxlesSpec {
  readonly frontXM: number;
  readonly rearXM: number;
  readonly maxSteeringRad: number;
  readonly trackWidthM: number;
  readonly wheelDiameterM: number;
}

export interface ControllerSpec {
  readonly name: string;
  readonly properties: readonly PropertySpec[];
  /** Which channels it can have, where the file says so (1.3 controllerType). */
  readonly types: readonly ("lateral" | "longitudinal" | "lighting" | "animation" | "movement" | "appearance" | "all")[];
}
