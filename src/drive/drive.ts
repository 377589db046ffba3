import type { ActorClass } from "../core/actor-class.ts";
import type { RoadNetwork } from "../road/network.ts";

/**
 * A recorded drive in memory, whatever file it came from: SI, ISO 8855, W with its origin at or near the first ego pose.
 * Time is integer nanoseconds since the start of the recording, exact in a double (below 2^53 ns = 104 days).
 */
export interface Drive {
  /** Short name for reports: the file's name without its folder. */
  readonly name: string;
  /** "csv", "comma2k19", "commonroad". */
  readonly format: string;
  /** True where the recording was made by a simulator; said in every report. */
  readonly synthetic: boolean;
  /** Shipped vehicle that made the recording, where that is known: what `replay` drives by default. */
  readonly vehicle: string | null;
  readonly durationNs: number;
  /** The ego's motion and inputs by channel; empty where nobody in the recording is the ego. */
  readonly ego: Readonly<Partial<Record<ChannelName, Channel>>>;
  readonly actors: readonly DriveActor[];
  readonly road: RoadNetwork;
  /** Where each number's meaning was settled, for the quality report. */
  readonly notes: readonly DriveNote[];
  /** Start and goal of a planning problem, where the recording sets one (CommonRoad). */
  readonly task: DriveTask | null;
  /** Hash of the content in memory, not of the file's bytes. */
  readonly contentHash: string;
}

/**
 * The ego's channels. Motion refers to the rear-axle centre where the recording allows it; `notes` say where not.
 * "measured" is what the car did, "commanded" what was asked of it.
 */
export type ChannelName =
  | "xM"
  | "yM"
  | "yawRad"
  | "vLonMps"
  | "vLatMps"
  | "yawRateRadps"
  | "aLonMps2"
  | "aLatMps2"
  /** A second sensor of the same motion: an inertial unit whose mounting and bias are its own; for checks, not for replay. */
  | "imuYawRateRadps"
  | "imuALonMps2"
  | "imuALatMps2"
  | "measuredSteeringWheelRad"
  | "measuredRoadWheelRad"
  | "measuredThrottleRatio"
  | "measuredBrakeRatio"
  | "commandedAccelMps2"
  | "commandedRoadWheelRad"
  | "commandedCurvaturePerM"
  | "engaged";

/** One sampled quantity; its own stamps, strictly increasing. */
export interface Channel {
  readonly tNs: Float64Array;
  readonly value: Float64Array;
  /** How it is read between samples: linear, linear on the unwrapped angle, or the previous value. */
  readonly between: "linear" | "angle" | "previous";
  /** Nothing is interpolated across a longer gap. */
  readonly gapLimitNs: number;
}

/** Another road user: box centre, W, own stamps, strictly increasing. */
export interface DriveActor {
  readonly id: string;
  readonly cls: ActorClass;
  readonly lengthM: number;
  readonly widthM: number;
  readonly tNs: Float64Array;
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly yawRad: Float64Array;
  /** Along its heading. */
  readonly vLonMps: Float64Array;
  /** Nothing is interpolated across a longer gap: there the road user is absent. */
  readonly gapLimitNs: number;
}

export interface DriveTask {
  readonly start: { readonly xM: number; readonly yM: number; readonly yawRad: number; readonly vLonMps: number; readonly tNs: number };
  /** Centre of the goal region, or null where the goal is only a time. */
  readonly goal: { readonly xM: number; readonly yM: number } | null;
  readonly durationNs: number;
}

/** One line of the quality report: a repair with its rule and count, a suspicion, or a plain fact. */
export interface DriveNote {
  readonly kind: "repair" | "warning" | "fact";
  /** The rule's name, for example `duplicate-stamp-keep-last`. */
  readonly rule: string;
  readonly channel: string;
  readonly count: number;
  readonly text: string;
}
