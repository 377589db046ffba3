import type { Dimension, Episode, Unit } from "./metric.ts";

/** Points are integers of 1e-6 point wherever losses are summed (metrics.md section 7). */

/** A metric of one run as reports show it. */
export interface MetricReport {
  readonly id: string;
  readonly definition: string;
  readonly paramsHash: string;
  readonly dimension: Dimension;
  readonly unit: Unit;
  readonly better: "lower" | "higher";
  readonly class: "tick" | "window" | "post" | "rerun";
  /** null with `reason` where the metric is not applicable. */
  readonly value: number | null;
  readonly reason: string;
  readonly atTick: number | null;
  readonly actor: string | null;
  readonly episodes: readonly Episode[];
  /** Place in the score: a gate's factor, a soft value with its weight, or none. */
  readonly role: "gate" | "soft" | "reported";
  /** Gate factor or soft value, 0..1; null where it has none. */
  readonly normalised: number | null;
  readonly weight: number;
}

export interface DimensionScore {
  readonly dimension: Dimension;
  /** 0..100; null where nothing of it is applicable. */
  readonly score: number | null;
  readonly weight: number;
}

/** One thing that went wrong, and what it cost. */
export interface Finding {
  readonly metric: string;
  readonly definition: string;
  readonly dimension: Dimension;
  readonly severity: "error" | "warning" | "info";
  readonly actor: string | null;
  readonly fromTick: number;
  readonly toTick: number;
  readonly worstTick: number;
  readonly tSec: number;
  readonly value: number;
  readonly limit: number;
  readonly unit: Unit;
  readonly lossPoints: number;
  /** A gate at 0 hides this loss; `wouldScore` is the score with that gate open. */
  readonly masked: boolean;
  readonly wouldScore: number | null;
  /** One plain sentence. */
  readonly sentence: string;
  /** The command that reproduces it; filled by run/, which knows the file. */
  readonly reproduce: string;
}

/** "metric within limit" of a scenario, judged. */
export interface ExpectationResult {
  readonly metric: string;
  readonly level: "warn" | "error";
  readonly comparison: "at least" | "at most";
  readonly limit: number;
  readonly value: number | null;
  readonly unit: Unit;
  readonly passed: boolean;
  readonly sentence: string;
}

/** The score of one run. */
export interface Score {
  /** Hash over all definitions, parameter hashes, weights, knots and gates. */
  readonly scoreId: string;
  /** 0..100, rounded to 1e-6. */
  readonly total: number;
  readonly dimensions: readonly DimensionScore[];
  readonly metrics: readonly MetricReport[];
  readonly findings: readonly Finding[];
  readonly expectations: readonly ExpectationResult[];
  /** Non-reactive road user ran into the ego: the collision may be an artefact of replay. */
  readonly nonreactiveArtifact: boolean;
}

/** The score of one run by an anchor's rule (profile.ts). */
export interface ProfileReport {
  readonly id: string;
  readonly title: string;
  readonly definition: string;
  /** Over the profile's constants, and the definitions and parameters of all metrics it reads. */
  readonly paramsHash: string;
  /** 0..100; null where the profile is not applicable, with `reason`. */
  readonly score: number | null;
  readonly reason: string;
  readonly parts: readonly ProfilePart[];
  /** Their losses sum exactly to 100 - score. */
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
  /** Counts and lengths that the anchor's rule over a suite reads; absent where it reads none. */
  readonly facts?: Readonly<Record<string, number>>;
}

/** A factor or a summand of a profile's score, in the anchor's words. */
export interface ProfilePart {
  readonly name: string;
  readonly metric: string;
  readonly role: "gate" | "soft";
  /** 0..1 */
  readonly value: number;
  /** Share of the soft mean; 1 for gates. */
  readonly weight: number;
}

/** The recorded driver in the recorded scene, under the definitions of the native score. */
export interface HumanScore {
  readonly scoreId: string;
  /** 0..100 */
  readonly total: number;
  readonly dimensions: readonly DimensionScore[];
  /** Metrics at which the recorded driver has exactly 0: a definition that a human never meets says little about a controller. */
  readonly zeroMetrics: readonly string[];
}

/** A limit on a metric, from the scenario. */
export interface Expectation {
  readonly metric: string;
  readonly level: "off" | "warn" | "error";
  readonly comparison: "at least" | "at most";
  readonly limit: number;
}
