import type { RoadLine, RoadNetwork } from "../road/network.ts";
import type { ActorHeader, Goal, RecordedPath, TraceHeader } from "../trace/tick.ts";
import type { VehicleModel, VehicleParams } from "../vehicle/model.ts";
import type { StartMotion } from "../vehicle/start.ts";
import type { RoadMap } from "../road/opendrive/map.ts";
import type { Storyboard } from "./storyboard-model.ts";
import type { StorySpec } from "./story/spec.ts";
import type { StoryOptions } from "./story/state.ts";

/**
 * What a run may not change: frozen at compile, shared by every fork of the run.
 * Fields stand in the order in which a tick uses them.
 */
export interface WorldModel {
  readonly dtSec: number;
  /** Below 2^53. */
  readonly seed: number;
  readonly timing: "subtick" | "tick";
  readonly road: RoadNetwork;
  readonly environment: Environment;
  readonly ego: EgoModel;
  /** Slot i of `Actors`; sorted by id. The ego's slot (`egoIndex`) holds `motion: "ego"`. */
  readonly actors: readonly ActorModel[];
  readonly egoIndex: number;
  readonly signals: readonly SignalModel[];
  readonly storyboard: Storyboard;
  /** A story whose entities are the road users; null where the storyboard above is all there is. */
  readonly story: StoryModel | null;
  readonly sensors: SensorModel;
  readonly ends: EndRules;
  /** The controller is asked each so many ticks. */
  readonly observationEvery: number;
  /** A command decided at k acts from k + this. */
  readonly actuationDelayTicks: number;
  /** Before this tick the ego follows its recording; commands are wanted but not applied. */
  readonly firstControlledTick: number;
  /** Reads the recording before tick 0, which few controllers want; null where the ego has none. */
  readonly readPast: ((ticksBefore: number) => PastWindow | null) | null;
  readonly header: TraceHeader;
}

/** An OpenSCENARIO story, with the car under test as one of its entities. */
export interface StoryModel {
  readonly spec: StorySpec;
  /** null: a plane without roads. */
  readonly map: RoadMap | null;
  /** Index of `StorySpec.entities`. */
  readonly egoEntity: number;
  readonly options: StoryOptions;
  /** What each text that the story sets a traffic light to means, as an index into SIGNAL_STATES. */
  readonly shown: ReadonlyMap<string, number>;
  /** What of the story the run cannot do as it is written, for the user. */
  readonly notes: readonly string[];
}

/** A traffic light as it stands by the road. */
export interface SignalPlace {
  readonly id: string;
  /** Indices of the lanes it governs. */
  readonly lanes: readonly number[];
  /** On the first of them, W. */
  readonly stopPoint: { readonly xM: number; readonly yM: number };
}

/** A traffic light with a fixed cycle, which has no beginning and no end; without phases where a story says what it shows. */
export interface SignalModel extends SignalPlace {
  /** What each phase shows, as in `Signals`. */
  readonly state: Uint8Array;
  /** Tick of the cycle at which each phase is over, increasing; the last is the cycle's length. */
  readonly untilTick: Int32Array;
  /** Tick of the cycle at tick 0. */
  readonly offsetTicks: number;
}

/** The recording around one tick before tick 0: index 1 is that tick, its neighbours give the rates. */
export interface PastWindow {
  readonly ego: RecordedPath;
  readonly inputs: RecordedInputs | null;
  /** By slot; null for the ego, and for road users that are not replayed as they were recorded. */
  readonly tracks: readonly (ReplayTrack | null)[];
}

export interface Environment {
  readonly frictionRatio: number;
  readonly slopeRad: number;
  readonly bankRad: number;
}

export interface EgoModel {
  readonly vehicle: VehicleModel;
  readonly params: VehicleParams;
  /** The motion it begins in: rear axle, W; its actuators hold what that motion asks of them. */
  readonly start: StartMotion;
  /** It begins where and as its recording does, so command kind `none` keeps it there. */
  readonly startsOnRecording: boolean;
  readonly route: RoadLine | null;
  readonly goal: Goal | null;
  /** The recorded driver on the tick grid, rear axle; null where there is none. */
  readonly recorded: RecordedPath | null;
  /** The recorded inputs on the tick grid, for the from-drive controller; null where the recording has none. */
  readonly recordedInputs: RecordedInputs | null;
}

/** Index k is tick k. */
export interface RecordedInputs {
  readonly valid: Uint8Array;
  readonly accelMps2: Float64Array;
  readonly roadWheelRad: Float64Array;
}

export type ActorModel = { readonly header: ActorHeader } & (
  | { readonly motion: "ego" }
  | { readonly motion: "replayed"; readonly track: ReplayTrack }
  | { readonly motion: "scripted"; readonly start: PathStart; readonly speedProfile: SpeedProfile | null }
  | { readonly motion: "reactive"; readonly start: PathStart; readonly driver: IdmParams }
  /** An entity of the story, by its index; those of made traffic come into it when they are made. */
  | { readonly motion: "story"; readonly entity: number }
);

/** A replayed road user on the tick grid, box centre, W: index k is tick k; re-timing is already applied. */
export interface ReplayTrack {
  readonly present: Uint8Array;
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly yawRad: Float64Array;
  readonly vxMps: Float64Array;
  readonly vyMps: Float64Array;
  readonly axMps2: Float64Array;
  readonly ayMps2: Float64Array;
  readonly yawRateRadps: Float64Array;
}

/** A road user on a path: box centre at s along and t to the left of the line. */
export interface PathStart {
  readonly path: RoadLine;
  /** The lane whose centre line starts the path; -1 where the path is free. */
  readonly lane: number;
  readonly sM: number;
  readonly tM: number;
  readonly speedMps: number;
  /** Present from this tick on; leaves the world at the end of its path. */
  readonly fromTick: number;
}

/** Speed over time since the run's start, linear between points, held outside. */
export interface SpeedProfile {
  readonly tSec: Float64Array;
  readonly vMps: Float64Array;
}

/** Intelligent Driver Model (Treiber, Hennecke, Helbing 2000). */
export interface IdmParams {
  readonly desiredSpeedMps: number;
  readonly timeHeadwaySec: number;
  readonly minGapM: number;
  readonly maxAccelMps2: number;
  /** Comfortable deceleration b, positive. */
  readonly comfortDecelMps2: number;
}

/** What the ego's perception lets through. Zeros and false are a perfect sensor. */
export interface SensorModel {
  /** Infinity sees everything. Measured from the ego's box centre to the other's nearest box point. */
  readonly rangeM: number;
  readonly maxObjects: number;
  readonly latencyTicks: number;
  /** Share of (object, observation) pairs that are lost. */
  readonly dropRatio: number;
  readonly positionNoiseM: number;
  readonly speedNoiseMps: number;
  readonly yawNoiseRad: number;
  /** A road user whose every corner and centre is hidden behind other boxes is not seen. */
  readonly occlusion: boolean;
}

export interface EndRules {
  readonly maxTicks: number;
  /** Ends as `completed` at this tick; -1 where the scenario sets no duration. */
  readonly durationTicks: number;
  /** Ends as `completed` when the ego's recording ends. */
  readonly endWithRecording: boolean;
  readonly goal: Goal | null;
  readonly allowContact: boolean;
  /** Box centre farther than this from every driving lane ends as `off-map`; Infinity where there are no lanes. */
  readonly offMapM: number;
}
