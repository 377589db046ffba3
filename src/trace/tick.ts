import type { ActorClass } from "../core/actor-class.ts";
import type { Footprint, Pose } from "../core/frames.ts";
import type { RoadLine, RoadNetwork, StopLine } from "../road/network.ts";
import type { AppliedCommand, CommandKind } from "../vehicle/command.ts";
import type { VehicleLimits, VehicleState } from "../vehicle/model.ts";

export { ACTOR_CLASSES, type ActorClass } from "../core/actor-class.ts";

/** Ticks between two hashes of a run's state that are kept, so that a divergence bisects without a second run. */
export const CHECKPOINT_TICKS = 100;

/** Who moves a road user: a recording, a script, or a driver model that reacts to the ego. */
export type ActorMotion = "ego" | "replayed" | "scripted" | "reactive";

/**
 * Truth about every road user at one tick: struct of arrays, W, box centres, the ego included.
 * Slot i is the same road user for the whole run (`TraceHeader.actors[i]`), slots are sorted by id; where `present[i]` is 0
 * the road user is not in the world and its numbers mean nothing.
 */
export interface Actors {
  readonly count: number;
  readonly id: Int32Array;
  readonly cls: Uint8Array;
  readonly present: Uint8Array;
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly yawRad: Float64Array;
  readonly cosYaw: Float64Array;
  readonly sinYaw: Float64Array;
  readonly vxMps: Float64Array;
  readonly vyMps: Float64Array;
  readonly axMps2: Float64Array;
  readonly ayMps2: Float64Array;
  readonly yawRateRadps: Float64Array;
  readonly lengthM: Float64Array;
  readonly widthM: Float64Array;
}

/**
 * The controller's last accepted command, as it came; of pedals and a steering wheel, the acceleration and road-wheel angle they meant when
 * they came; of a trajectory the kind alone. Written in place.
 */
export interface RecordedCommand {
  /** Tick of the observation it answered; -1 before the first. */
  fromTick: number;
  kind: CommandKind;
  accelMps2: number;
  /** Road-wheel angle where `usesCurvature` is false, else 0. */
  roadWheelRad: number;
  curvaturePerM: number;
  usesCurvature: boolean;
  /** Who is in charge, as the controller sees it. In the last record of a run that it ended by handing over, the mode of that reply. */
  mode: (typeof DRIVING_MODES)[number];
}

/** Every driving mode, in an order that stored records rely on: the index is the number kept. */
export const DRIVING_MODES = ["engaged", "takeover-request", "minimum-risk", "disengaged"] as const;

/** Traffic-light states, an index into SIGNAL_STATES (core/signal-state.ts) each; index i belongs to `TraceHeader.signals[i]`. */
export interface Signals {
  readonly state: Uint8Array;
}

/** Truth of one tick. Borrowed: two buffers alternate, what is kept is copied. */
export interface TickRecord {
  tick: number;
  readonly ego: VehicleState;
  readonly actors: Actors;
  /** Last accepted before this tick; the one decided at this tick is in the next record. */
  readonly command: RecordedCommand;
  /** Acted on [tick - 1, tick). */
  readonly applied: AppliedCommand;
  readonly signals: Signals;
  /** After a contact that the scenario allows: physics after impact, low fidelity. */
  lowFidelity: boolean;
}

/** Who a slot of `Actors` is. */
export interface ActorHeader {
  readonly id: number;
  /** The scenario's name for it: "ego", "lead", "468". */
  readonly name: string;
  readonly cls: ActorClass;
  readonly motion: ActorMotion;
  readonly footprint: Footprint;
}

/** A recorded motion on the tick grid: index k is tick k. Rear axle for the ego, W. */
export interface RecordedPath {
  /** 1 where the recording has a value at this tick. */
  readonly valid: Uint8Array;
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly yawRad: Float64Array;
  /** Along the body. */
  readonly vLonMps: Float64Array;
}

/** Where the ego is to arrive: at or beyond `sM` along its route. */
export interface Goal {
  readonly sM: number;
  readonly pose: Pose;
}

/** Everything about a run that does not change with the tick; all that scoring needs besides the records. Plain data. */
export interface TraceHeader {
  readonly traceVersion: 1;
  readonly scenarioId: string;
  /** `file#name=value,...` */
  readonly variantId: string;
  /** Values of the variant's parameters in declared order. */
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  readonly dtSec: number;
  /** Below 2^53. */
  readonly seed: number;
  /** The ego is asked each so many ticks. */
  readonly observationEvery: number;
  readonly egoIndex: number;
  readonly actors: readonly ActorHeader[];
  readonly signals: readonly { readonly id: string }[];
  /** Of all traffic lights and stop signs, one a lane; absent in traces that were written before they were kept. */
  readonly stopLines?: readonly StopLine[];
  readonly wheelbaseM: number;
  readonly limits: VehicleLimits;
  readonly road: RoadNetwork;
  /** The line the ego is to follow, W; null where the scenario has none. */
  readonly route: RoadLine | null;
  readonly goal: Goal | null;
  /** What the recorded driver did in the ego's place; null where the scenario has no recording. */
  readonly recorded: RecordedPath | null;
  readonly frictionRatio: number;
  /** Speed the route asks for where no lane says otherwise; null when unknown. */
  readonly speedLimitMps: number | null;
  readonly hashes: {
    /** Of the concrete scenario that was compiled. */
    readonly spec: string;
    /** Of the recorded drive's content; empty where there is none. */
    readonly drive: string;
    /** Of the vehicle parameters. */
    readonly vehicle: string;
  };
}
