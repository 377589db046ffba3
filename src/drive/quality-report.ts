import type { ChannelName, DriveNote } from "./drive.ts";

/** What is known of a recording's trustworthiness: plain data, the same for the same drive. */
export interface QualityReport {
  readonly name: string;
  readonly format: string;
  readonly synthetic: boolean;
  readonly durationSec: number;
  readonly contentHash: string;
  readonly channels: readonly SeriesQuality[];
  readonly actors: ActorsQuality | null;
  readonly laneCount: number;
  readonly hasTask: boolean;
  readonly checks: readonly Check[];
  /** Times at which something other than the human drove. */
  readonly engaged: readonly Span[];
  readonly floor: readonly FloorError[];
  /** Repairs, warnings and facts of the codec. */
  readonly notes: readonly DriveNote[];
}

/** One channel. */
export interface SeriesQuality {
  readonly name: ChannelName;
  readonly sampleCount: number;
  readonly fromSec: number;
  readonly toSec: number;
  /** Samples over time, without the gaps. */
  readonly rateHz: number;
  readonly longestStepSec: number;
  /** Steps longer than the limit; nothing is interpolated there. At most 20 are listed. */
  readonly gapCount: number;
  readonly gaps: readonly Span[];
  readonly duplicateCount: number;
  readonly outOfOrderCount: number;
  /** Samples left out because they were empty or not finite. */
  readonly droppedCount: number;
  /** Smallest and largest value, in the unit the name tells. */
  readonly minValue: number;
  readonly maxValue: number;
}

export interface Span {
  readonly fromSec: number;
  readonly toSec: number;
}

/** All other road users together. */
export interface ActorsQuality {
  readonly count: number;
  readonly sampleCount: number;
  /** Median over the road users. */
  readonly rateHz: number;
  readonly shortestSec: number;
  readonly longestSec: number;
  readonly gapCount: number;
  readonly duplicateCount: number;
  readonly outOfOrderCount: number;
  readonly droppedCount: number;
}

/** Does what the recording says agree with itself? `unknown` where it cannot tell. */
export interface Check {
  readonly kind: "unit" | "sign" | "lag" | "bias" | "frame" | "jump";
  readonly name: string;
  readonly verdict: "plausible" | "suspect" | "unknown";
  /** The measured figure, in `unit`; null where there is none. */
  readonly value: number | null;
  readonly unit: string;
  readonly text: string;
}

/**
 * How far dead reckoning from the measured speed and yaw rate strays from the recorded pose: no model can be shown to be better on this
 * recording. `corrected` uses a speed scale and a yaw-rate bias estimated on the first half; all windows lie in the second half.
 */
export interface FloorError {
  readonly horizonSec: number;
  readonly windowCount: number;
  readonly raw: Spread;
  readonly corrected: Spread;
}

export interface Spread {
  readonly positionP50M: number;
  readonly positionP90M: number;
  readonly acrossP50M: number;
  readonly acrossP90M: number;
}
