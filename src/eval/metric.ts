import type { TickRecord, TraceHeader } from "../trace/tick.ts";
import type { Scene } from "./scene.ts";

/** Dimensions of the report (metrics.md section 4). */
export const DIMENSIONS = [
  "safety",
  "rules",
  "comfort",
  "progress",
  "human-likeness",
  "robustness",
  "twin-fidelity",
  "engineering",
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export type Unit =
  | "m"
  | "m2"
  | "J"
  | "s2"
  | "m/s"
  | "m/s2"
  | "m/s3"
  | "m/s1.5"
  | "m/s1.75"
  | "rad"
  | "rad/s"
  | "rad/s2"
  | "s"
  | "ms"
  | "1/m"
  | "ratio"
  | "count"
  | "ticks"
  | "points"
  | "cost";

/**
 * One measure: a streaming reducer over records. Pure but for its accumulator; one file each in eval/metrics/.
 * A reducer may be run for any road user: `subjectIndex` is a slot of `Actors` (`header.egoIndex` by default).
 */
export interface Metric<Acc> {
  readonly id: string;
  /** What the value is, as a noun phrase: "least time to collision". */
  readonly title: string;
  /** `redrive.ttc2d@1`: counts up on every change of meaning (metrics.md section 9). */
  readonly definition: string;
  readonly dimension: Dimension;
  readonly unit: Unit;
  readonly better: "lower" | "higher";
  /** `tick`: O(1) memory. `window`: bounded delay. `post`: whole trace. `rerun`: needs other runs (metrics.md section 2). */
  readonly class: "tick" | "window" | "post" | "rerun";
  /** How a loss is spread over episodes (metrics.md section 7). */
  readonly attribution: "worst" | "sum" | "count";
  /** Beyond it an episode begins; null where the metric has none. */
  readonly limit: number | null;
  /** Every constant that shapes the value, for the parameter hash. */
  readonly params: Readonly<Record<string, number>>;
  /** `scene` is shared by all metrics of one evaluation and describes the record that `step` is given. */
  init(header: TraceHeader, subjectIndex: number, scene: Scene): Acc;
  /** Called once a tick in order; `previous` is null at the first. Gives `out` exactly one value, or calls `out.none()`. */
  step(acc: Acc, previous: TickRecord | null, now: TickRecord, out: MetricSink): void;
  finish(acc: Acc): MetricResult;
  /** One plain sentence about an event that this metric found, without a full stop. */
  sentence(event: EventText): string;
}

/** Takes one value of the series a tick. */
export interface MetricSink {
  value(v: number): void;
  none(): void;
}

/** What a sentence about an event may say. */
export interface EventText {
  readonly value: number;
  readonly limit: number;
  readonly label: string;
  readonly severity: number;
  /** "car lead"; empty where no other road user is concerned. */
  readonly who: string;
  readonly atSec: number;
  readonly fromSec: number;
  readonly toSec: number;
}

/** Value and validity together; never NaN, never a sentinel. */
export type MetricResult = MetricValue | NotApplicable;

export interface MetricValue {
  readonly kind: "value";
  readonly value: number;
  /** The tick that decided the value; null where no single tick did. */
  readonly atTick: number | null;
  /** Id of the road user it was decided against; null where there is none. */
  readonly actorId: number | null;
  readonly episodes: readonly Episode[];
}

export interface NotApplicable {
  readonly kind: "not-applicable";
  /** One plain clause: "no road user was ever ahead in the ego's path". */
  readonly reason: string;
  /** Nothing was there that could have broken a limit, so an expectation on this metric is met; otherwise it is not. */
  readonly vacuous: boolean;
}

/** A stretch of ticks in which a limit was broken or an event happened. */
export interface Episode {
  readonly fromTick: number;
  readonly toTick: number;
  readonly worstTick: number;
  readonly actorId: number | null;
  /** The value at the worst tick. */
  readonly value: number;
  readonly limit: number;
  /** What was lost over the episode, in the metric's own measure: integral, count, or depth. */
  readonly severity: number;
  /** A word for the kind of event where there are several, for example the collision type; empty otherwise. */
  readonly label: string;
}
