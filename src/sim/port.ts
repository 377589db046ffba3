import type { ErrorCode } from "../core/errors.ts";
import type { Footprint, Pose } from "../core/frames.ts";
import type { RoadLine, RoadNetwork } from "../road/network.ts";
import type { DRIVING_MODES, Goal, Signals } from "../trace/tick.ts";
import type { AppliedCommand, Command, CommandKind } from "../vehicle/command.ts";
import type { VehicleLimits, VehicleState } from "../vehicle/model.ts";
import type { SignalPlace, WorldModel } from "./world.ts";

/** The only door to the system under test. */
export interface Controller<R extends PacedReply = Reply> {
  /** Name and build as the controller states them; the same for every run of one connection. */
  readonly name: string;
  readonly build: string;
  readonly kinds: readonly CommandKind[];
  /** `decide` and `start` never return a promise; only such controllers run in `runSync`. */
  readonly sync: boolean;
  open(): Session<R>;
  close(): Promise<void>;
}

/** One controller in one run at a time. Exactly one `decide` per observation, in tick order. */
export interface Session<R extends PacedReply = Reply> {
  start(s: RunStart): Ready | Refusal | Promise<Ready | Refusal>;
  decide(o: Observation): R | Promise<R>;
  end(r: RunEnd): void | Promise<void>;
}

export interface Ready {
  readonly kind: "ready";
  /** Ticks between two observations that this controller wants, at least 1; absent: as the scenario sets it. */
  readonly observationEvery?: number;
  /** Where a real car is as the run begins; it stands in the ego's place from there on. Borrowed. */
  readonly report?: VehicleState;
}

export interface Refusal {
  readonly kind: "fault";
  readonly fault: Fault;
}

/** What the controller is told before the first tick. `world` is for built-in baselines only and never leaves the process. */
export interface RunStart {
  readonly scenarioId: string;
  readonly seed: number;
  readonly dtSec: number;
  /** As the scenario sets it; `Ready` may ask for another. */
  readonly observationEvery: number;
  /** Before it the ego follows its recording: commands are wanted but not applied. */
  readonly firstControlledTick: number;
  readonly maxTicks: number;
  readonly actuationDelayTicks: number;
  readonly ego: EgoInfo;
  readonly route: RoadLine | null;
  readonly routeSpeedLimitMps: number | null;
  readonly goal: Goal | null;
  readonly road: RoadNetwork;
  /** Traffic lights, in the order of `Observation.signals`. */
  readonly signals: readonly SignalPlace[];
  /**
   * What the ego would have observed so many ticks before tick 0, by the recording; null where that does not reach. Not borrowed. Its tick
   * is negative, and no command is applied.
   */
  readonly past: (ticksBefore: number) => Observation | null;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  readonly world: WorldModel;
}

/** The car as the controller knows it. */
export interface EgoInfo {
  readonly footprint: Footprint;
  readonly wheelbaseM: number;
  readonly steeringRatio: number;
  readonly massKg: number;
  readonly limits: VehicleLimits;
}

/** What the ego can know at tick k. Borrowed: valid until `decide` has answered. */
export interface Observation {
  tick: number;
  /** tick * dt, integer nanoseconds. */
  simTimeNs: number;
  readonly ego: VehicleState;
  /** Positive to the left. */
  steeringWheelRad: number;
  gear: "forward" | "neutral";
  readonly objects: ObservedObjects;
  /** State i belongs to `RunStart.signals[i]`. */
  readonly signals: Signals;
  readonly applied: AppliedCommand;
  /** False during warm-up: the command is recorded but not applied. */
  controlled: boolean;
}

/** Road users the sensor model lets through, packed at the front of each array, sorted by id; W, box centres. */
export interface ObservedObjects {
  count: number;
  readonly id: Int32Array;
  readonly cls: Uint8Array;
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly yawRad: Float64Array;
  readonly vxMps: Float64Array;
  readonly vyMps: Float64Array;
  readonly axMps2: Float64Array;
  readonly ayMps2: Float64Array;
  readonly yawRateRadps: Float64Array;
  readonly lengthM: Float64Array;
  readonly widthM: Float64Array;
  /** Age of the measurement under injected latency. */
  readonly ageNs: Float64Array;
}

/**
 * Who is in charge, as the controller sees it. `takeover-request`: it drives on and wants its driver, who takes over after 10 s.
 * `minimum-risk`: it brings the car to a stand by its own commands. `disengaged`: it gives up. Each ends the run as `disengaged`.
 */
export type DrivingMode = (typeof DRIVING_MODES)[number];

/** Borrowed: valid until the next `decide`. */
export type Reply = CommandReply | { readonly kind: "fault"; readonly fault: Fault };

/** What may stand for the controller's reply in real time, or where such a run is replayed. */
export type PacedReply = Reply | HeldReply | StopReply;

export interface CommandReply {
  readonly kind: "command";
  readonly tick: number;
  readonly command: Command;
  readonly mode: DrivingMode;
  /** Named scalars for plots; empty for most controllers. */
  readonly debug: readonly { readonly name: string; readonly value: number }[];
  /** Real time only: the answer came late, `tick` is an earlier one, and this is where the ego's rear axle was at it, W. */
  readonly lateFrom?: Pose;
  /** As in `HeldReply`. */
  readonly report?: VehicleState;
}

/** Real time only: no new command has come in time; the one in force stays. */
export interface HeldReply {
  readonly kind: "held";
  /** Where a real car is: the ego is there at the next observation. Absent without a new report; then it stays where it was reported. */
  readonly report?: VehicleState;
}

/** Real time only: too many answers in a row have not come. The harness brings the car to a stand, then the run ends by this fault. */
export interface StopReply {
  readonly kind: "stop";
  readonly fault: Fault;
}

/** A controller's fault is a result, never an exception. */
export interface Fault {
  readonly code: ErrorCode;
  readonly message: string;
  /** Tick of the observation that was not answered properly; -1 before the first. */
  readonly tick: number;
}

/** Why a run stopped (reliability.md section 1). */
export const END_REASONS = [
  "completed",
  "goal",
  "stop-condition",
  "contact",
  "off-map",
  "disengaged",
  "max-ticks",
  "not-triggered",
  "diverged",
  "controller-fault",
  "controller-timeout",
  "aborted",
  "input-error",
  "harness-error",
] as const;
export type EndReason = (typeof END_REASONS)[number];

export interface RunEnd {
  readonly reason: EndReason;
  /** Tick of the last record. */
  readonly tick: number;
  /** One sentence: with whom the contact was, which condition stopped it, which field diverged. */
  readonly detail: string;
  readonly fault: Fault | null;
}
