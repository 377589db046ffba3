import type { TraceHeader } from "../trace/tick.ts";
import type { Evaluated } from "./evaluate.ts";
import type { Metric, MetricResult } from "./metric.ts";
import type { ScoreTree } from "./score-tree.ts";

/**
 * One anchor's way to a score (metrics.md section 6): the metrics it reads and the rule over their values, upstream edges and defects
 * included. A profile that lacks an input is not applicable, with the reason; it is never approximated.
 */
export interface Profile {
  /** `nuplan-cl` */
  readonly id: string;
  readonly title: string;
  /** `nuplan.closed-loop@e924` (metrics.md section 9). */
  readonly definition: string;
  readonly metrics: readonly Metric<unknown>[];
  /** Every constant of the rule, for the parameter hash. */
  readonly params: Readonly<Record<string, number>>;
  /** For its page in the documentation: the rule in one formula, what it needs beyond ticks, how it differs from the anchor, edges. */
  readonly formula: string;
  readonly needs: string;
  readonly differences: readonly string[];
  readonly source: string;
  /** It reads the careful drivers' runs (`Reruns.drivers`), so that `run/` makes them; absent where it does not. */
  readonly needsDrivers?: true;
  /** It reads what the recorded driver has by the same metrics (`ProfileRun.human`), so that he is judged too; absent where it does not. */
  readonly needsHuman?: true;
  /**
   * How many runs of the same variant, under seeds of their own, it compares (`Reruns.rollouts`), so that `run/` makes them; 0 where a run
   * with this header is not applicable anyway. Absent where it reads none.
   */
  rolloutCount?(header: TraceHeader): number;
  readonly score: (run: ProfileRun) => ProfileScore;
  /** The anchor's own rule over the runs of a suite; absent where it is the plain mean. */
  readonly aggregate?: (rows: readonly ProfileRow[]) => ProfileAggregate;
}

/** One run of a suite, as a rule over the suite reads it. */
export interface ProfileRow {
  readonly variantId: string;
  readonly scenarioId: string;
  readonly tags: readonly string[];
  readonly parameters: TraceHeader["parameters"];
  /** 0..100; null where the profile was not applicable. */
  readonly score: number | null;
  /** By name of the part of the score: its value, 0..1. */
  readonly values: Readonly<Record<string, number>>;
  /** What the profile's rule over a suite reads besides, by name: counts and lengths of this run. */
  readonly facts: Readonly<Record<string, number>>;
}

/** What a suite came to. */
export interface ProfileAggregate {
  /** null where no run was applicable. */
  readonly value: number | null;
  readonly unit: string;
  /** What the anchor says besides, one thing a line. */
  readonly lines: readonly string[];
}

/** What a profile may read of one run. */
export interface ProfileRun {
  readonly header: TraceHeader;
  /** How the run ended (`END_REASONS` of sim/port.ts), as the trace says it. */
  readonly end: { readonly reason: string; readonly tick: number };
  /** The scenario's tags: a load case, a difficulty. */
  readonly tags: readonly string[];
  /** The result of one of the profile's metrics. */
  readonly result: (id: string) => MetricResult;
  /** The same of the recorded driver in the ego's place, among the road users of the run; null where there is none. */
  human?(id: string): MetricResult | null;
  readonly reruns: Reruns;
}

/** What other runs of the same variant came to: made by run/, empty where it was not asked to make them. */
export interface Reruns {
  /** The careful drivers of UN R157 in the ego's place. */
  readonly drivers: readonly DriverRun[];
  /** The same scenario under other seeds of the controller's world, for profiles over a distribution; with their series. */
  readonly rollouts: readonly Evaluated[];
  /** The recorded driver in the ego's place by the same metrics, with series; left out where there is none, or no rollouts. */
  readonly recorded?: Evaluated;
}

export const NO_RERUNS: Reruns = { drivers: [], rollouts: [] };

export interface DriverRun {
  /** `reg157`, `careful-human`, `rss`, `fsm`. */
  readonly driver: string;
  readonly collided: boolean;
  /** Tick of the contact; null where there was none. */
  readonly atTick: number | null;
}

export type ProfileScore =
  | {
      readonly kind: "score";
      readonly tree: ScoreTree;
      /** What the anchor itself says besides, by name: its own verdict, its sub-scores. */
      readonly notes: readonly string[];
      /** As `ProfileRow.facts`. */
      readonly facts?: Readonly<Record<string, number>>;
    }
  | { readonly kind: "not-applicable"; readonly reason: string };
