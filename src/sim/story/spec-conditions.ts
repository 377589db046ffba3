/** What conditions of a story test (spec.ts). */
import type { EntityKind } from "./spec-entities.ts";
import type { PositionSpec } from "./spec-positions.ts";

export type RuleSpec = "equalTo" | "greaterThan" | "lessThan" | "greaterOrEqual" | "lessOrEqual" | "notEqualTo";
export type CoordinateSystem = "entity" | "lane" | "road" | "trajectory" | "world";
export type DistanceKind = "lateral" | "longitudinal" | "euclidianDistance";
export type RoutingAlgorithm = "assignedRoute" | "fastest" | "leastIntersections" | "shortest" | "undefined";
export type Direction = "longitudinal" | "lateral" | "vertical";

/** How a distance is measured. */
export interface MeasureSpec {
  readonly isFreespace: boolean;
  readonly coordinates: CoordinateSystem;
  readonly distance: DistanceKind;
  readonly routing: RoutingAlgorithm;
}

export type EntityTestSpec =
  | { readonly kind: "end-of-road"; readonly durationSec: number }
  | { readonly kind: "collision"; readonly with: { readonly entity: string } | { readonly type: EntityKind } }
  | { readonly kind: "offroad"; readonly durationSec: number }
  | {
      readonly kind: "time-headway";
      readonly entity: string;
      readonly rule: RuleSpec;
      readonly valueSec: number;
      readonly measure: MeasureSpec;
    }
  | {
      readonly kind: "time-to-collision";
      readonly target: { readonly entity: string } | { readonly position: PositionSpec };
      readonly rule: RuleSpec;
      readonly valueSec: number;
      readonly measure: MeasureSpec;
    }
  | { readonly kind: "acceleration"; readonly rule: RuleSpec; readonly valueMps2: number; readonly direction: Direction | null }
  | { readonly kind: "stand-still"; readonly durationSec: number }
  | { readonly kind: "speed"; readonly rule: RuleSpec; readonly valueMps: number; readonly direction: Direction | null }
  | {
      readonly kind: "relative-speed";
      readonly entity: string;
      readonly rule: RuleSpec;
      readonly valueMps: number;
      readonly direction: Direction | null;
    }
  | { readonly kind: "traveled-distance"; readonly valueM: number }
  | { readonly kind: "reach-position"; readonly position: PositionSpec; readonly toleranceM: number }
  | {
      readonly kind: "distance";
      readonly position: PositionSpec;
      readonly rule: RuleSpec;
      readonly valueM: number;
      readonly measure: MeasureSpec;
    }
  | {
      readonly kind: "relative-distance";
      readonly entity: string;
      readonly rule: RuleSpec;
      readonly valueM: number;
      readonly measure: MeasureSpec;
    }
  | {
      readonly kind: "relative-clearance";
      readonly entities: readonly string[];
      readonly lanes: readonly { readonly fromLane: number | null; readonly toLane: number | null }[];
      readonly oppositeLanes: boolean;
      readonly forwardM: number;
      readonly backwardM: number;
      readonly isFreespace: boolean;
    }
  | {
      readonly kind: "angle" | "relative-angle";
      /** null for kind angle. */
      readonly entity: string | null;
      readonly angle: "heading" | "pitch" | "roll";
      readonly valueRad: number;
      readonly toleranceRad: number;
      readonly coordinates: CoordinateSystem;
    };

export type ValueTestSpec =
  | { readonly kind: "parameter" | "variable"; readonly name: string; readonly rule: RuleSpec; readonly value: string }
  /** Seconds since 1970-01-01T00:00Z. */
  | { readonly kind: "time-of-day"; readonly rule: RuleSpec; readonly valueSec: number }
  | { readonly kind: "simulation-time"; readonly rule: RuleSpec; readonly valueSec: number }
  | {
      readonly kind: "element-state";
      readonly element: "act" | "action" | "event" | "maneuver" | "maneuverGroup" | "story";
      /** Name, or the end of a path of names with "::". */
      readonly ref: string;
      readonly state:
        | "completeState"
        | "endTransition"
        | "runningState"
        | "skipTransition"
        | "standbyState"
        | "startTransition"
        | "stopTransition";
    }
  | { readonly kind: "user-defined"; readonly name: string; readonly rule: RuleSpec; readonly value: string }
  | { readonly kind: "signal"; readonly signal: string; readonly state: string }
  | { readonly kind: "signal-controller"; readonly controller: string; readonly phase: string };
