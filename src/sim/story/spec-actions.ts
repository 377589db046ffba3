/** Actions of a story (spec.ts). */
import type { CoordinateSystem } from "./spec-conditions.ts";
import type { ControllerSpec, EntitySpec } from "./spec-entities.ts";
import type { PositionSpec, RouteSpec, TrajectorySpec } from "./spec-positions.ts";

export type Shape = "cubic" | "linear" | "sinusoidal" | "step";

/** `rate`: the peak rate of change, m/s per s for speeds and m/s for offsets. */
export interface DynamicsSpec {
  readonly shape: Shape;
  readonly dimension: "distance" | "rate" | "time";
  readonly value: number;
  readonly followingMode: "follow" | "position" | null;
}

/** Infinity where the file states none. */
export interface ConstraintsSpec {
  readonly maxAccelMps2: number;
  readonly maxAccelRateMps3: number;
  readonly maxDecelMps2: number;
  readonly maxDecelRateMps3: number;
  readonly maxSpeedMps: number;
}

export type PrivateActionSpec =
  | {
      readonly kind: "speed";
      readonly dynamics: DynamicsSpec;
      readonly target:
        | { readonly kind: "absolute"; readonly valueMps: number }
        | {
            readonly kind: "relative";
            readonly entity: string;
            /** delta: m/s; factor: -. */
            readonly value: number;
            readonly type: "delta" | "factor";
            readonly isContinuous: boolean;
          };
    }
  | {
      readonly kind: "speed-profile";
      readonly entity: string | null;
      readonly followingMode: "follow" | "position";
      readonly constraints: ConstraintsSpec | null;
      readonly entries: readonly { readonly timeSec: number | null; readonly speedMps: number }[];
    }
  | {
      readonly kind: "longitudinal-distance";
      readonly entity: string;
      readonly distanceM: number | null;
      readonly timeGapSec: number | null;
      readonly isFreespace: boolean;
      readonly isContinuous: boolean;
      readonly displacement: "any" | "trailingReferencedEntity" | "leadingReferencedEntity";
      readonly coordinates: CoordinateSystem;
      readonly constraints: ConstraintsSpec | null;
    }
  | {
      readonly kind: "lane-change";
      readonly dynamics: DynamicsSpec;
      readonly target:
        | { readonly kind: "absolute"; readonly lane: string }
        | { readonly kind: "relative"; readonly entity: string; readonly lanes: number };
      readonly targetOffsetM: number;
    }
  | {
      readonly kind: "lane-offset";
      readonly shape: Shape;
      readonly maxLateralAccMps2: number | null;
      readonly isContinuous: boolean;
      readonly target:
        | { readonly kind: "absolute"; readonly offsetM: number }
        | { readonly kind: "relative"; readonly entity: string; readonly offsetM: number };
    }
  | {
      readonly kind: "lateral-distance";
      readonly entity: string;
      readonly distanceM: number | null;
      readonly isFreespace: boolean;
      readonly isContinuous: boolean;
      readonly displacement: "any" | "leftToReferencedEntity" | "rightToReferencedEntity";
      readonly coordinates: CoordinateSystem;
      readonly constraints: ConstraintsSpec | null;
    }
  | { readonly kind: "visibility"; readonly graphics: boolean; readonly sensors: boolean; readonly traffic: boolean }
  | {
      readonly kind: "synchronize";
      readonly master: string;
      readonly masterTarget: PositionSpec;
      readonly target: PositionSpec;
      readonly masterToleranceM: number | null;
      readonly toleranceM: number | null;
      readonly finalSpeed:
        | { readonly kind: "absolute"; readonly valueMps: number; readonly steady: SteadyStateSpec | null }
        | { readonly kind: "relative"; readonly value: number; readonly type: "delta" | "factor"; readonly steady: SteadyStateSpec | null }
        | null;
    }
  | {
      readonly kind: "activate-controller";
      readonly controller: string | null;
      readonly lateral: boolean | null;
      readonly longitudinal: boolean | null;
      readonly lighting: boolean | null;
      readonly animation: boolean | null;
    }
  | {
      readonly kind: "assign-controller";
      readonly controllers: readonly ControllerSpec[];
      readonly lateral: boolean | null;
      readonly longitudinal: boolean | null;
      readonly lighting: boolean | null;
      readonly animation: boolean | null;
    }
  | { readonly kind: "override"; readonly controls: readonly OverrideSpec[] }
  | { readonly kind: "teleport"; readonly position: PositionSpec }
  | { readonly kind: "assign-route"; readonly route: RouteSpec }
  | {
      readonly kind: "follow-trajectory";
      readonly trajectory: TrajectorySpec;
      /** null: no timing, the entity keeps its speed. */
      readonly timing: { readonly isAbsolute: boolean; readonly scale: number; readonly offsetSec: number } | null;
      readonly followingMode: "follow" | "position";
      readonly initialDistanceOffsetM: number;
    }
  | { readonly kind: "acquire-position"; readonly position: PositionSpec }
  | { readonly kind: "random-route" }
  | { readonly kind: "light"; readonly light: string; readonly mode: "on" | "off" | "flashing"; readonly transitionSec: number }
  | { readonly kind: "connect-trailer"; readonly trailer: string }
  | { readonly kind: "disconnect-trailer" };

export type SteadyStateSpec =
  | { readonly kind: "distance"; readonly distanceM: number }
  | { readonly kind: "time"; readonly timeSec: number };

export interface OverrideSpec {
  readonly control: "throttle" | "brake" | "clutch" | "parking-brake" | "steering-wheel" | "gear";
  readonly isActive: boolean;
  /** Pedals 0 to 1; steering wheel rad; gear: number, -1 reverse, 0 neutral. */
  readonly value: number;
}

export type GlobalActionSpec =
  | { readonly kind: "environment"; readonly environment: EnvironmentSpec }
  | { readonly kind: "add-entity"; readonly entity: string; readonly position: PositionSpec }
  | { readonly kind: "delete-entity"; readonly entity: string }
  | { readonly kind: "set-parameter" | "set-variable"; readonly name: string; readonly value: string }
  | {
      readonly kind: "modify-parameter" | "modify-variable";
      readonly name: string;
      readonly by: "add" | "multiply";
      readonly value: number;
    }
  | { readonly kind: "signal-state"; readonly signal: string; readonly state: string }
  | { readonly kind: "signal-phase"; readonly controller: string; readonly phase: string }
  | TrafficActionSpec;

export interface UserActionSpec {
  readonly kind: "user-defined";
  readonly type: string;
  readonly content: string;
}

export interface EnvironmentSpec {
  readonly name: string;
  /** Seconds since 1970-01-01T00:00Z, and whether it goes on; null where the file says nothing. */
  readonly timeOfDay: { readonly atSec: number; readonly isAnimated: boolean } | null;
  readonly frictionRatio: number | null;
  readonly visibilityM: number | null;
  /** mm/h. */
  readonly precipitation: { readonly type: "dry" | "rain" | "snow"; readonly intensityMmph: number } | null;
  readonly wetness: string | null;
  readonly cloudState: string | null;
}

/** What is drawn from where traffic is made; weights need not add up to 1. */
export interface TrafficMixSpec {
  readonly templates: readonly { readonly weight: number; readonly entity: Omit<EntitySpec, "name"> }[];
  readonly categories: readonly { readonly weight: number; readonly category: string }[];
}

export type TrafficActionSpec =
  | {
      readonly kind: "traffic-source";
      readonly name: string | null;
      readonly position: PositionSpec;
      readonly radiusM: number;
      readonly ratePerSec: number;
      readonly speedMps: number | null;
      readonly mix: TrafficMixSpec;
    }
  | {
      readonly kind: "traffic-sink";
      readonly name: string | null;
      readonly position: PositionSpec;
      readonly radiusM: number;
      readonly ratePerSec: number | null;
    }
  | {
      readonly kind: "traffic-swarm";
      readonly name: string | null;
      readonly central: string;
      readonly innerRadiusM: number;
      readonly semiMajorM: number;
      readonly semiMinorM: number;
      readonly offsetM: number;
      readonly count: number;
      readonly speedMps: { readonly lowestMps: number; readonly highestMps: number } | null;
      readonly direction: { readonly sameRatio: number; readonly oppositeRatio: number } | null;
      readonly mix: TrafficMixSpec;
    }
  | {
      readonly kind: "traffic-area";
      readonly name: string | null;
      readonly area: TrafficAreaSpec;
      readonly count: number;
      /** Who leaves is taken out and another one made; else the area is filled once. */
      readonly isContinuous: boolean;
      readonly mix: TrafficMixSpec;
    }
  | { readonly kind: "traffic-stop"; readonly name: string | null };

export type TrafficAreaSpec =
  | { readonly kind: "polygon"; readonly corners: readonly PositionSpec[] }
  | { readonly kind: "roads"; readonly stretches: readonly RoadStretchSpec[] };

/** A stretch of a road, null: from its start, to its end. No lanes: all of them. */
export interface RoadStretchSpec {
  readonly road: string;
  readonly fromM: number | null;
  readonly toM: number | null;
  readonly lanes: readonly number[];
}
