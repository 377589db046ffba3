import type { RunDigests } from "../control/run-digests.ts";
import type { ErrorCode, Problem } from "../core/errors.ts";
import type { Preventability } from "../eval/preventable.ts";
import type { CollisionResponsibility } from "../eval/responsibility.ts";
import type { HumanScore, ProfileReport, Score } from "../eval/result.ts";
import type { RankedController } from "../eval/statistics/ranking.ts";
import type { SuiteSummary } from "../eval/summary.ts";
import type { EndReason } from "../sim/port.ts";
import type { ActorMotion } from "../trace/tick.ts";

/** What the runner says of a variant (reliability.md section 1), after `expect: fail` is applied. */
export const VERDICTS = ["passed", "failed", "error", "aborted"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** One variant's result: what every reporter shows and `results.jsonl` keeps. Plain JSON, no NaN, paths relative to the output folder. */
export interface RunResult {
  readonly resultVersion: 1;
  /** Position in the suite's order; results are sorted by it, whatever worker finished first. */
  readonly index: number;
  readonly scenarioId: string;
  readonly variantId: string;
  readonly name: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  readonly seed: number;
  readonly verdict: Verdict;
  /** What the scenario declares; with `fail`, a failing run has verdict `passed` and is shown as an expected failure. */
  readonly expected: "pass" | "fail";
  /** One sentence: why this verdict. */
  readonly why: string;
  readonly end: RunEndReport;
  /** null where the run was not scored: a fault, a divergence, an input error, an abort. */
  readonly score: Score | null;
  /** The recorded driver in the recorded scene, under the same definitions; null where there is no recording, or the run was not scored. */
  readonly human: HumanScore | null;
  /** By the anchors' rules that were asked for. */
  readonly profiles: readonly ProfileReport[];
  /** Who is to blame for each collision, by each of the three rules; left out where there was none. */
  readonly responsibility?: readonly CollisionResponsibility[];
  /** Whether a collision in this variant is preventable; left out where the careful drivers were not run. */
  readonly preventability?: Preventability;
  /** Of the state chain at the last tick; empty where no tick was run. */
  readonly hash: string;
  /** Hash after every hundredth tick, so that a divergence bisects without a second run. */
  readonly hashes: readonly string[];
  /** As it named itself; `text` is how the user named it. */
  readonly controller: {
    readonly name: string;
    readonly build: string;
    readonly text: string;
    /** Resident memory of its process, with what that started, at the end of the run; null unless redrive started it, on Linux. */
    readonly rssBytes: number | null;
  };
  /** Wall clock, joined here, outside score and hash; null for built-in controllers. */
  readonly latency: LatencyReport | null;
  /** How virtual time moved. A run in real time is not deterministic; its `reproduce` replays the recorded answers, which is. */
  readonly pacing: "lockstep" | "realtime";
  /** What the clock says of a run in real time; null in lockstep, and where no run was begun. */
  readonly realtime: RealtimeReport | null;
  /** Of what went each way over the controller's connection; null for built-in controllers and where no run was begun. */
  readonly digests: RunDigests | null;
  /** What the user should know of this run's controller, in order of arrival. */
  readonly warnings: readonly string[];
  readonly wallMs: number;
  /** Who moved each road user: ego, replayed, scripted or reactive. */
  readonly actors: readonly { readonly name: string; readonly motion: ActorMotion }[];
  /** Every road user of the recording against what the virtual car can follow; made by the built-in retrace controller, else empty. */
  readonly retraced: readonly Retraced[];
  /** Relative to the output folder; null where not kept. */
  readonly files: { readonly trace: string | null; readonly view: string | null; readonly controllerLog: string | null };
  readonly reproduce: string;
  /** Problems of the input, where `end.reason` is `input-error`. */
  readonly problems: readonly Problem[];
}

export interface RunEndReport {
  readonly reason: EndReason;
  readonly tick: number;
  readonly tSec: number;
  readonly detail: string;
  readonly code: ErrorCode | null;
}

export interface LatencyReport {
  readonly count: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Replies slower than the observation period: they would have been late in real time. */
  readonly deadlineMs: number;
  readonly deadlineMisses: number;
}

/** How well a run in real time kept its schedule: the harness and the controller apart. Counts are of observations. */
export interface RealtimeReport {
  /** Between two observations. */
  readonly periodMs: number;
  /** Missing answers in a row that are held, before the harness stops the car. */
  readonly heldLimit: number;
  /** Whose answer had not come by its instant, so that the command in force was held. */
  readonly heldCount: number;
  /** Of those, that redrive itself had sent so late that the controller had less than half a period. They do not count towards the limit. */
  readonly heldByHarnessCount: number;
  /** Longest row of held answers that counted. */
  readonly longestRow: number;
  /** Commands that came after their instant, and commands that a newer one overtook before the next. */
  readonly lateCount: number;
  readonly overtakenCount: number;
  /** Instants without a new report of the real car. */
  readonly reportsHeldCount: number;
  /** Of redrive itself at each instant. */
  readonly harnessLateness: Histogram;
  /** From an observation's sending to its command's arrival. */
  readonly answerLatency: Histogram;
  /** The clock of a real car's controller less redrive's, as the Ping with the least round trip told it; null without a real car. */
  readonly clock: { readonly offsetMs: number; readonly roundTripMs: number } | null;
}

/** How many values lie in each class of durations. */
export interface Histogram {
  readonly count: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Each class lies below its limit and not below the one before; the last class has no limit. */
  readonly limitsMs: readonly number[];
  readonly counts: readonly number[];
}

/** What became of one road user of a recording when the virtual car retraced it. */
export interface Retraced {
  readonly actor: string;
  readonly seenSec: number;
  /** Of its recorded speed. */
  readonly minAccelMps2: number;
  readonly maxAccelMps2: number;
  /** Who was nearest ahead in its way when first somebody was; null where nobody ever was. */
  readonly lead: string | null;
  /** Largest distance of the box centre from the recorded one, and when; null where it was not driven. */
  readonly deviationM: number | null;
  readonly atSec: number | null;
  /** One clause: "followed", or what kept the car from it. */
  readonly why: string;
}

/** Counts over a suite. passed + failed + error + aborted = total. */
export interface SuiteCounts {
  readonly total: number;
  readonly passed: number;
  /** Of the passed ones. */
  readonly expectedFailures: number;
  readonly failed: number;
  readonly error: number;
  readonly aborted: number;
  readonly scored: number;
}

/** What an anchor's rule says of all runs of a controller. */
export interface SuiteProfile {
  readonly controller: string;
  readonly id: string;
  readonly title: string;
  /** null where it was applicable to no run. */
  readonly value: number | null;
  readonly unit: string;
  /** What the anchor says besides, one thing a line. */
  readonly lines: readonly string[];
  /** Runs that it was applicable to, of all. */
  readonly scoredCount: number;
  readonly totalCount: number;
}

/** What one controller's runs say as a whole. */
export interface ControllerSummary {
  readonly controller: string;
  readonly summary: SuiteSummary;
}

/** The whole of a run: `results.json`, and what `--json` prints. */
export interface SuiteResult {
  readonly suiteVersion: 1;
  readonly redriveVersion: string;
  readonly nodeVersion: string;
  /** As the user named them; each drove every variant. */
  readonly controllers: readonly string[];
  readonly seed: number;
  readonly jobs: number;
  readonly counts: SuiteCounts;
  /** Mean score over scored variants; null where none was scored. */
  readonly meanScore: number | null;
  /** What can be said of each controller over all variants, with intervals; none of one with fewer than two scored runs. */
  readonly summary: readonly ControllerSummary[];
  /** Several controllers in order, the variants' difficulty taken into account; left out for one. */
  readonly ranking?: readonly RankedController[];
  /** What the anchors' rules that were asked for say of each controller's runs; left out where none was. */
  readonly profiles?: readonly SuiteProfile[];
  /** Over the results in order: equal on every machine and worker count. */
  readonly hash: string;
  readonly wallMs: number;
  readonly exitCode: number;
  /** What the user should know that belongs to no single run: that a controller keeps state across resets, say. */
  readonly notes: readonly string[];
  readonly results: readonly RunResult[];
}

/** What reporters are told, in this order: one start, results as they finish, one end. */
export type RunEvent =
  | {
      readonly kind: "start";
      readonly total: number;
      readonly jobs: number;
      readonly controllers: readonly string[];
      readonly outFolder: string;
    }
  /** `token` is empty where none is asked for, null where the user knows it already. */
  | { readonly kind: "waiting"; readonly address: string; readonly token: string | null }
  /** Something the user should know that is no result. */
  | { readonly kind: "note"; readonly text: string }
  | { readonly kind: "result"; readonly result: RunResult; readonly done: number; readonly total: number }
  | { readonly kind: "end"; readonly suite: SuiteResult };
