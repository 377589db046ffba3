import type { SignalState } from "../core/signal-state.ts";
import type { IdmParams } from "../sim/world.ts";
import type { StorySpec } from "../sim/story/spec.ts";
import type { Rule, TransitionShape } from "../sim/storyboard-model.ts";
import type { ActorClass } from "../trace/tick.ts";
import type { VehicleParams } from "../vehicle/model.ts";

/**
 * One concrete scenario: what is left when a variant's values are put in. Plain data, no expressions, structured-cloneable;
 * vehicle files are already read into it, drives are named by an absolute path and read where the run happens.
 * YAML and OpenSCENARIO XML both end here.
 */
export interface ScenarioSpec {
  readonly name: string;
  /** Shown id: file as the user wrote it, relative to the user's folder. */
  readonly scenarioId: string;
  /** `file#name=value,...`; equals scenarioId where there are no parameters. */
  readonly variantId: string;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  readonly description: string;
  readonly tags: readonly string[];
  readonly seed: number;
  readonly dtSec: number;
  readonly observationEvery: number;
  readonly timing: "subtick" | "tick";
  readonly world: WorldSpec;
  readonly trafficLights: readonly TrafficLightSpec[];
  readonly ego: EgoSpec;
  readonly actors: readonly ActorSpec[];
  readonly environment: EnvironmentSpec;
  readonly sensors: SensorSpec;
  /** Virtual delay between command and effect. */
  readonly actuationDelaySec: number;
  readonly storyboard: readonly EventSpec[];
  readonly stop: readonly ConditionSpec[];
  readonly ends: EndSpec;
  readonly expect: ExpectSpec;
}

export type WorldSpec =
  /** A recorded drive: absolute path of the file or folder; its lanes, its road users. `startSec` cuts off the beginning. */
  | { readonly kind: "drive"; readonly drivePath: string; readonly startSec: number; readonly endSec: number | null }
  | { readonly kind: "road"; readonly road: RoadSpec }
  /** An OpenSCENARIO story with its map; `ego` names the entity under test. */
  | { readonly kind: "story"; readonly story: StorySpec; readonly ego: string; readonly controllersOff: boolean };

/** A straight or circular road; lanes -1..-n drive along s, 1..m against it (OpenDRIVE's signs, right-hand traffic). */
export interface RoadSpec {
  readonly lanes: number;
  readonly oncomingLanes: number;
  readonly laneWidthM: number;
  readonly lengthM: number;
  /** Positive bends to the left; 0 is straight. */
  readonly curvaturePerM: number;
  readonly speedLimitMps: number;
}

/** A traffic light that goes through its phases again and again, the first from `offsetSec` before the run on. */
export interface TrafficLightSpec {
  readonly name: string;
  /** Lanes it governs, at least one. */
  readonly lanes: readonly string[];
  /** Of its stop line, along the first of its lanes. */
  readonly sM: number;
  /** How far the cycle is at the run's start. */
  readonly offsetSec: number;
  readonly cycle: readonly { readonly color: SignalState; readonly forSec: number }[];
}

export interface EgoSpec {
  readonly vehicle: VehicleParams;
  readonly start: EgoStart;
  /** The ego arrives when its box centre passes this point of its route. */
  readonly goal: { readonly sM: number } | null;
  /** Lanes from start to goal where they are not those straight ahead; empty otherwise. */
  readonly routeLanes: readonly string[];
  /** The ego follows its recording so long, before the controller's commands are applied. */
  readonly warmUpSec: number;
  /** Target speed where neither lane nor road gives one. */
  readonly speedLimitMps: number | null;
}

export type EgoStart =
  /** On a lane of the road: s of the box centre along that lane. */
  | { readonly kind: "lane"; readonly lane: string; readonly sM: number; readonly tM: number; readonly speedMps: number }
  /** In place of a recorded road user, which is taken out. `aheadM` moves the start along its recorded path. */
  | { readonly kind: "replaces"; readonly actor: string; readonly aheadM: number; readonly speedMps: number | null }
  /** In place of the recording's own ego; or where and as its story has it. */
  | { readonly kind: "recorded"; readonly aheadM: number; readonly speedMps: number | null };

export interface ActorSpec {
  readonly name: string;
  /** null keeps a replayed road user's recorded class, length or width; never null for others. */
  readonly cls: ActorClass | null;
  readonly lengthM: number | null;
  readonly widthM: number | null;
  readonly motion: /** A road user of the drive, re-timed along its own path; brakeScale 1 and shiftSec 0 leave it as recorded. */
    | {
        readonly kind: "replays";
        readonly actor: string;
        readonly brakeScale: number;
        readonly shiftSec: number;
        readonly speedScale: number;
      }
    | {
        readonly kind: "script";
        readonly place: PlaceSpec;
        readonly speedMps: number;
        readonly speeds: readonly { readonly atSec: number; readonly speedMps: number }[];
      }
    | { readonly kind: "reactive"; readonly place: PlaceSpec; readonly speedMps: number; readonly idm: IdmParams };
  readonly fromSec: number;
}

/** Where a road user begins: on a lane, or on a free polyline in W. s and t of its box centre. */
export type PlaceSpec =
  | { readonly kind: "lane"; readonly lane: string; readonly sM: number; readonly tM: number }
  | { readonly kind: "path"; readonly points: readonly (readonly [number, number])[]; readonly sM: number };

export interface EnvironmentSpec {
  readonly frictionRatio: number;
  readonly slopeRad: number;
  readonly bankRad: number;
  /** Meteorological visibility; caps the sensors' range. null is unlimited. */
  readonly visibilityM: number | null;
}

export interface SensorSpec {
  /** null is unlimited. */
  readonly rangeM: number | null;
  readonly maxObjects: number;
  readonly latencySec: number;
  readonly dropRatio: number;
  readonly positionNoiseM: number;
  readonly speedNoiseMps: number;
  readonly yawNoiseRad: number;
  readonly occlusion: boolean;
}

/** Actors by name; "ego" is the car under test. */
export interface EventSpec {
  readonly name: string;
  /** All must hold. */
  readonly when: readonly ConditionSpec[];
  readonly actions: readonly ActionSpec[];
  readonly maxExecutions: number;
}

export interface ConditionSpec {
  readonly test:
    | { readonly kind: "time"; readonly atSec: number }
    | {
        readonly kind: "distance";
        readonly from: string;
        readonly to: string;
        readonly rule: Rule;
        readonly limitM: number;
        readonly freespace: boolean;
      }
    | { readonly kind: "time-headway"; readonly from: string; readonly to: string; readonly rule: Rule; readonly limitSec: number }
    | { readonly kind: "time-to-collision"; readonly from: string; readonly to: string; readonly rule: Rule; readonly limitSec: number }
    | { readonly kind: "speed"; readonly actor: string; readonly rule: Rule; readonly limitMps: number }
    | { readonly kind: "relative-speed"; readonly from: string; readonly to: string; readonly rule: Rule; readonly limitMps: number }
    | { readonly kind: "travelled"; readonly actor: string; readonly limitM: number }
    | { readonly kind: "reach"; readonly actor: string; readonly place: PlaceSpec; readonly radiusM: number }
    | { readonly kind: "standstill"; readonly actor: string; readonly forSec: number }
    | { readonly kind: "event"; readonly event: string; readonly state: "started" | "ended" };
  readonly edge: "none" | "rising" | "falling" | "either";
  readonly delaySec: number;
}

export type ActionSpec =
  | {
      readonly kind: "speed";
      readonly actor: string;
      readonly targetMps: number;
      readonly relativeTo: string | null;
      readonly shape: TransitionShape;
      readonly overSec: number | null;
      readonly rateMps2: number | null;
      readonly overM: number | null;
    }
  | {
      readonly kind: "lane-change";
      readonly actor: string;
      readonly lanes: number;
      readonly shape: TransitionShape;
      readonly overSec: number;
    }
  | {
      readonly kind: "lane-offset";
      readonly actor: string;
      readonly offsetM: number;
      readonly shape: TransitionShape;
      readonly overSec: number;
    }
  | { readonly kind: "remove"; readonly actor: string }
  | { readonly kind: "friction"; readonly frictionRatio: number };

export interface EndSpec {
  /** Ends as `completed`; null where only goal, recording or maxSec end it. */
  readonly durationSec: number | null;
  readonly maxSec: number;
  readonly allowContact: boolean;
  readonly offMapM: number;
}

export interface ExpectSpec {
  /** `fail`: every variant must fail, and passing is the failure. */
  readonly verdict: "pass" | "fail";
  readonly limits: readonly {
    readonly metric: string;
    readonly level: "off" | "warn" | "error";
    readonly comparison: "at least" | "at most";
    readonly limit: number;
  }[];
}
