import type { ComparedProfile, ProfileChange } from "./compare-profiles.ts";
import type { Score } from "./result.ts";
import type { Interval } from "./statistics/binomial.ts";
import type { BootstrapInterval } from "./statistics/bootstrap.ts";

/** What the comparison reads of one run. */
export interface ComparedRun {
  readonly variantId: string;
  readonly scenarioId: string;
  readonly seed: number;
  readonly verdict: string;
  readonly why: string;
  readonly score: Score | null;
  readonly hash: string;
  readonly hashes: readonly string[];
  readonly endTick: number;
  readonly reproduce: string;
  /** By the rules of other benchmarks that were asked for. */
  readonly profiles: readonly ComparedProfile[];
}

/** One variant in both runs. */
export interface ComparedVariant {
  readonly variantId: string;
  readonly scenarioId: string;
  /**
   * `new` and `gone`: in one run only. `not-compared`: scored by other definitions, or driven with another seed. `same`: equal bits,
   * verdict and score. `different`: anything else.
   */
  readonly status: "new" | "same" | "different" | "gone" | "not-compared";
  /** Why it was not compared; empty otherwise. */
  readonly whyNot: string;
  readonly base: ComparedSide | null;
  readonly head: ComparedSide | null;
  /** HEAD - BASE; null unless both are scored and comparable. */
  readonly differenceScore: number | null;
  /** Where the runs part, as their hash chains or their traces tell; null where they do not, or are not compared. */
  readonly parting: TickRange | null;
  /** Which metrics cost more in HEAD, and which less. */
  readonly reasons: readonly ChangedFinding[];
}

export interface ComparedSide {
  readonly verdict: string;
  readonly why: string;
  readonly score: number | null;
  readonly reproduce: string;
}

/** The first tick in which two runs differ lies in it, both ends included. */
export interface TickRange {
  readonly fromTick: number;
  readonly toTick: number;
}

export interface ChangedFinding {
  readonly metric: string;
  /** What the metric costs in HEAD less what it costs in BASE; below 0 for a gain, whose finding is BASE's. */
  readonly costsMoreScore: number;
  readonly sentence: string;
  readonly reproduce: string;
}

/** One metric over the pairs that both have a value for. */
export interface MetricChange {
  readonly id: string;
  readonly unit: string;
  readonly better: "lower" | "higher";
  /** Its part in the difference of the scores: these sum to the mean difference. */
  readonly contributionScore: number;
  readonly count: number;
  /** Variants to which it applies in one run only. */
  readonly onlyBaseCount: number;
  readonly onlyHeadCount: number;
  /** null where no pair has a value. */
  readonly values: {
    readonly base: number;
    readonly head: number;
    readonly difference: number;
    readonly t: Interval | null;
    readonly bca: BootstrapInterval | null;
    /** Wilcoxon's signed ranks, two-sided, and corrected by Holm over all metrics of this comparison. */
    readonly p: number;
    readonly holmP: number;
  } | null;
}

/** A definition that the two runs do not share. */
export interface DefinitionChange {
  readonly metric: string;
  /** Definition id and parameter hash; null where the run does not have the metric. */
  readonly base: string | null;
  readonly head: string | null;
  readonly count: number;
}

/** HEAD against BASE, over the variants that both scored by the same definitions. */
export interface Comparison {
  /**
   * `worse`: the interval of HEAD - BASE lies below what may be lost. `unsure`: it straddles that. `better`: it lies above 0. `same`: no pair
   * differs. `not-worse`: anything else. `nothing`: no pair could be compared.
   */
  readonly verdict: "worse" | "unsure" | "better" | "same" | "not-worse" | "nothing";
  /** Points by which the mean score may fall. */
  readonly allowedScore: number;
  /** Metrics that have an allowed loss of their own; the worst of these and of the score is the verdict. */
  readonly gates: readonly MetricGate[];
  readonly pairCount: number;
  /** null without a pair. */
  readonly score: {
    readonly base: number;
    readonly head: number;
    readonly difference: number;
    /** null with a single pair. */
    readonly bca: BootstrapInterval | null;
    readonly t: Interval | null;
    readonly tP: number | null;
    readonly wilcoxonP: number;
  } | null;
  readonly verdicts: { readonly onlyBaseFails: number; readonly onlyHeadFails: number; readonly bothFail: number; readonly p: number };
  /** Largest part in the difference first. */
  readonly metrics: readonly MetricChange[];
  /** Over the same pairs. */
  readonly profiles: readonly ProfileChange[];
  /** Scored in BASE but not in HEAD: a fault of the controller, say. Whoever has such variants is worse, whatever the scores. */
  readonly lostCount: number;
  readonly definitions: readonly DefinitionChange[];
  /** In HEAD's order, then what is gone in BASE's. */
  readonly variants: readonly ComparedVariant[];
}

/** What may be lost before HEAD counts as worse. */
export interface AllowedLoss {
  /** Points of the mean score. */
  readonly score: number;
  /** By metric id, in the metric's unit, towards its worse side; metrics without one decide nothing. */
  readonly metrics: ReadonlyMap<string, number>;
}

/** One metric against its allowed loss. */
export interface MetricGate {
  readonly id: string;
  readonly unit: string;
  readonly allowed: number;
  /** How much worse HEAD is, with the interval of it; below 0 it is better. null where no pair has a value. */
  readonly loss: { readonly mean: number; readonly low: number; readonly high: number } | null;
  readonly verdict: "worse" | "unsure" | "not-worse";
}
