import type { Held } from "../control/link.ts";
import type { Listen } from "../control/listener.ts";
import type { ResponsibilityRule } from "../eval/responsibility-rules.ts";
import type { ScenarioSpec } from "../scenario/spec.ts";
import type { RunResult } from "./result.ts";

/** Who drives. A worker opens its own: one process and one connection a worker. */
export type ControllerChoice =
  | { readonly kind: "builtin"; readonly name: string }
  /** The answers of an earlier run, from its trace; `path` is absolute. */
  | { readonly kind: "recorded"; readonly path: string }
  /** redrive starts it: split by shell quoting rules, run without a shell, in `folder`. */
  | { readonly kind: "process"; readonly command: string; readonly folder: string }
  /** The user starts it; redrive waits for it to connect. */
  | { readonly kind: "attach" };

/** A controller under test, and how the user named it. */
export interface ControllerSetting {
  readonly choice: ControllerChoice;
  readonly text: string;
  /** Options that a command which reproduces a run of this controller must repeat. */
  readonly reproduceOptions: readonly string[];
  /** Of those, what a replay of recorded answers must repeat; left out: nothing. */
  readonly replayOptions?: readonly string[];
}

/** What is the same for every run of a suite; structured-cloneable, handed to each worker once. */
export interface RunSettings {
  /** Each drives every variant. */
  readonly controllers: readonly ControllerSetting[];
  readonly transport: Listen;
  /** What a controller must show to be let in: a token made afresh, one that the user gave (REDRIVE_TOKEN), or nothing. */
  readonly auth: { readonly kind: "fresh-token" } | { readonly kind: "given-token"; readonly token: string } | { readonly kind: "none" };
  /** Controllers in other processes learn neither scenario ids nor parameters. */
  readonly blind: boolean;
  /** Scenarios after which a controller that redrive starts gets a fresh process; null: never. */
  readonly restartEvery: number | null;
  /** In real time: so many missing answers in a row are held before the harness stops the car. Left out: lockstep. */
  readonly realtime?: { readonly heldLimit: number };
  /** No wall-clock limits: somebody steps through the controller in a debugger. */
  readonly debugController: boolean;
  readonly watchdogMs: number;
  readonly maxRestarts: number;
  /** Scenarios at once over one connection, where the controller offers as many. */
  readonly sessions: number;
  /** Absolute. */
  readonly outFolder: string;
  readonly trace: "on" | "off" | "retain-on-failure";
  /** Ids of the anchors' profiles by which each run is scored besides (eval/profiles.ts). */
  readonly profiles: readonly string[];
  /** Ids of metrics that are measured in each run beside those of every run (eval/offered.ts). */
  readonly metrics: readonly string[];
  /** Whose rule says which collisions count in the native score; left out: nuPlan's. */
  readonly responsibility?: ResponsibilityRule;
  /** Each variant is driven with the careful drivers of UN R157 too. Left out: only where a rule or a profile needs it. */
  readonly preventability?: true;
  /** null runs to the end. */
  readonly toTick: number | null;
  /** Absolute path of a CSV file that takes the states of a story's entities; the storyboard's changes go beside it. */
  readonly exportCsv?: string;
}

/** What is the same for every run where nothing is said but who drives and where results go: lockstep, one scenario at a time, no traces. */
export function plainSettings(controllers: readonly ControllerSetting[], outFolder: string): RunSettings {
  return {
    controllers,
    transport: { kind: "unix" },
    auth: { kind: "fresh-token" },
    blind: false,
    restartEvery: null,
    debugController: false,
    watchdogMs: 30_000,
    maxRestarts: 0,
    sessions: 1,
    outFolder,
    trace: "off",
    profiles: [],
    metrics: [],
    toTick: null,
  };
}

/** One variant to run with one controller. */
export interface Job {
  readonly index: number;
  /** Index into `RunSettings.controllers`. */
  readonly controllerIndex: number;
  readonly spec: ScenarioSpec;
}

/** From the main thread to a worker. */
export type ToWorker =
  | { readonly kind: "run"; readonly job: Job }
  /** Say goodbye to the controllers and end; before it, look for what they kept of earlier runs where `probe` says so. */
  | { readonly kind: "close"; readonly probe: boolean }
  /** Kill the controllers and end. */
  | { readonly kind: "abandon" };

/** From a worker to the main thread. */
export type FromWorker =
  | { readonly kind: "result"; readonly result: RunResult }
  | { readonly kind: "waiting"; readonly address: string; readonly token: string }
  /** Something the user should know that belongs to no single run. */
  | { readonly kind: "note"; readonly text: string }
  /** Something that the main thread must clear away if this worker ends without a word, or no longer need. */
  | { readonly kind: "held"; readonly held: Held; readonly isHeld: boolean }
  /** It has nothing more to drive, and says goodbye to its controllers. */
  | { readonly kind: "closing" };

/** Views of passing runs beyond this index are not kept: the reproduce command makes them again. */
export const VIEW_SAMPLE = 200;
