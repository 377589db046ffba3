/**
 * A scenario as OpenSCENARIO XML 1.3 knows it, with everything resolved that does not change while it runs: parameters put in, catalogs
 * looked up, expressions worked out. Plain data, structured-cloneable, keys with their unit: the XML reader and the native notation both
 * end here, the XML writer and the compiler begin here. Names of entities, roads, lanes and signals are texts as in the files.
 * Angles in rad, frames as ISO 8855 and OpenDRIVE: W world, s and t along and to the left of a road's reference line.
 */

export interface StorySpec {
  /** Absolute path of the OpenDRIVE file; null: a plane without roads. */
  readonly mapPath: string | null;
  readonly entities: readonly EntitySpec[];
  /** Named sets of entities; their members' names, `ByType` already resolved. */
  readonly selections: readonly { readonly name: string; readonly members: readonly string[] }[];
  readonly variables: readonly VariableSpec[];
  /** Parameters as they are at run time: conditions and actions may name them. */
  readonly parameters: readonly VariableSpec[];
  readonly signalControllers: readonly SignalControllerSpec[];
  readonly init: InitSpec;
  readonly stories: readonly StoryPartSpec[];
  readonly stop: TriggerSpec | null;
  /** Minor version of the standard the file declares: some defaults depend on it (routes go straight on by default from 2 on). */
  readonly minorVersion: number;
}

export type VariableType = "boolean" | "dateTime" | "double" | "integer" | "string" | "unsignedInt" | "unsignedShort" | "int";

export interface VariableSpec {
  readonly name: string;
  readonly type: VariableType;
  readonly value: string;
}

// ---- entities ----

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

export interface SignalControllerSpec {
  readonly name: string;
  readonly delaySec: number;
  readonly reference: string | null;
  readonly phases: readonly SignalPhaseSpec[];
}

export interface SignalPhaseSpec {
  readonly name: string;
  readonly durationSec: number;
  readonly states: readonly { readonly signal: string; readonly state: string }[];
}

// ---- positions, routes, trajectories ----

export interface OrientationSpec {
  readonly isRelative: boolean;
  readonly hRad: number;
  readonly pRad: number;
  readonly rRad: number;
}

/** `orientation` null: as the road lies, or the entity referred to, as the standard says of each. */
export type PositionSpec =
  | {
      readonly kind: "world";
      readonly xM: number;
      readonly yM: number;
      /** null: on the road, or 0 where there is none. */
      readonly zM: number | null;
      readonly hRad: number | null;
      readonly pRad: number | null;
      readonly rRad: number | null;
    }
  | {
      readonly kind: "relative-world" | "relative-object";
      readonly entity: string;
      readonly dxM: number;
      readonly dyM: number;
      readonly dzM: number;
      readonly orientation: OrientationSpec | null;
    }
  | {
      readonly kind: "road";
      readonly road: string;
      readonly sM: number;
      readonly tM: number;
      readonly orientation: OrientationSpec | null;
    }
  | {
      readonly kind: "relative-road";
      readonly entity: string;
      readonly dsM: number;
      readonly dtM: number;
      readonly orientation: OrientationSpec | null;
    }
  | {
      readonly kind: "lane";
      readonly road: string;
      readonly lane: string;
      readonly sM: number;
      readonly offsetM: number;
      readonly orientation: OrientationSpec | null;
    }
  | {
      readonly kind: "relative-lane";
      readonly entity: string;
      readonly dLane: number;
      /** Along the reference line, or along the lane; exactly one is not null. */
      readonly dsM: number | null;
      readonly dsLaneM: number | null;
      readonly offsetM: number;
      readonly orientation: OrientationSpec | null;
    }
  | {
      readonly kind: "route";
      readonly route: RouteSpec;
      readonly at:
        | { readonly kind: "entity"; readonly entity: string }
        | { readonly kind: "road"; readonly pathSM: number; readonly tM: number }
        | { readonly kind: "lane"; readonly pathSM: number; readonly lane: string; readonly offsetM: number };
      readonly orientation: OrientationSpec | null;
    }
  | {
      readonly kind: "geo";
      readonly latitudeRad: number;
      readonly longitudeRad: number;
      readonly altitudeM: number | null;
      readonly orientation: OrientationSpec | null;
    }
  | {
      readonly kind: "trajectory";
      readonly trajectory: TrajectorySpec;
      readonly sM: number;
      readonly tM: number;
      readonly orientation: OrientationSpec | null;
    };

export interface RouteSpec {
  readonly name: string;
  readonly isClosed: boolean;
  readonly waypoints: readonly {
    readonly strategy: "fastest" | "leastIntersections" | "random" | "shortest";
    readonly position: PositionSpec;
  }[];
}

export interface TrajectorySpec {
  readonly name: string;
  readonly isClosed: boolean;
  readonly shape: ShapeSpec;
}

export type ShapeSpec =
  | { readonly kind: "polyline"; readonly vertices: readonly { readonly timeSec: number | null; readonly position: PositionSpec }[] }
  | {
      readonly kind: "clothoid";
      readonly position: PositionSpec;
      readonly curvaturePerM: number;
      /** Change of curvature along the way. */
      readonly curvaturePrimePerM2: number;
      readonly lengthM: number;
      readonly startSec: number | null;
      readonly stopSec: number | null;
    }
  | {
      readonly kind: "clothoid-spline";
      readonly endSec: number | null;
      readonly segments: readonly {
        /** null: where the one before ends. */
        readonly position: PositionSpec | null;
        readonly curvatureStartPerM: number;
        readonly curvatureEndPerM: number;
        readonly lengthM: number;
        readonly hOffsetRad: number;
        readonly startSec: number | null;
      }[];
    }
  | {
      readonly kind: "nurbs";
      readonly order: number;
      readonly controlPoints: readonly { readonly timeSec: number | null; readonly weight: number; readonly position: PositionSpec }[];
      readonly knots: readonly number[];
    };

// ---- storyboard ----

export interface InitSpec {
  readonly global: readonly GlobalActionSpec[];
  readonly privates: readonly { readonly entity: string; readonly actions: readonly PrivateActionSpec[] }[];
}

export interface StoryPartSpec {
  readonly name: string;
  readonly acts: readonly ActSpec[];
}

export interface ActSpec {
  readonly name: string;
  readonly groups: readonly ManeuverGroupSpec[];
  /** null: starts with its story (1.3). */
  readonly start: TriggerSpec | null;
  readonly stop: TriggerSpec | null;
}

export interface ManeuverGroupSpec {
  readonly name: string;
  readonly maxExecutions: number;
  /** Entities, selections already resolved. */
  readonly actors: readonly string[];
  readonly selectTriggeringEntities: boolean;
  readonly maneuvers: readonly { readonly name: string; readonly events: readonly EventSpec[] }[];
}

export interface EventSpec {
  readonly name: string;
  readonly priority: "overwrite" | "skip" | "parallel";
  readonly maxExecutions: number;
  /** null: starts with its maneuver (1.3). */
  readonly start: TriggerSpec | null;
  readonly actions: readonly { readonly name: string; readonly action: GlobalActionSpec | PrivateActionSpec | UserActionSpec }[];
}

/** Holds when any group holds; a group holds when all its conditions do. */
export interface TriggerSpec {
  readonly groups: readonly (readonly ConditionSpec[])[];
}

export interface ConditionSpec {
  readonly name: string;
  readonly edge: "none" | "rising" | "falling" | "risingOrFalling";
  readonly delaySec: number;
  readonly test:
    | { readonly by: "entity"; readonly entities: readonly string[]; readonly rule: "all" | "any"; readonly test: EntityTestSpec }
    | { readonly by: "value"; readonly test: ValueTestSpec };
}

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
      readonly lanes: readonly { readonly from: number | null; readonly to: number | null }[];
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

// ---- actions ----

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
      readonly speedMps: { readonly lowest: number; readonly highest: number } | null;
      readonly direction: { readonly same: number; readonly opposite: number } | null;
      readonly mix: TrafficMixSpec;
    }
  | { readonly kind: "traffic-stop"; readonly name: string | null };
