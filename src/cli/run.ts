import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { builtinController } from "../control/builtin/builtin.ts";
import { shellSplit } from "../control/shell-split.ts";
import { InputError } from "../core/errors.ts";
import type { ResponsibilityRule } from "../eval/responsibility-rules.ts";
import { htmlFileReporter, junitFileReporter } from "../report/files.ts";
import { jsonReporter } from "../report/json.ts";
import { closingLine, listReporter } from "../report/list.ts";
import { progressReporter } from "../report/progress.ts";
import type { Reporter } from "../report/reporter.ts";
import type { ControllerChoice, ControllerSetting, RunSettings } from "../run/job.ts";
import type { RunEvent, SuiteResult } from "../run/result.ts";
import { type Selected, type SelectionRequest, select } from "../run/selection.ts";
import { readResultLog } from "../run/store.ts";
import { runSuite } from "../run/suite.ts";
import { budgetsOf } from "./budgets.ts";
import { type Config, oddOf, readConfig } from "./config.ts";
import { EXIT } from "./exit-codes.ts";
import { exitOfProblems } from "./failure.ts";
import {
  authOf,
  fixedPort,
  jobsOf,
  patternOf,
  offeredOf,
  profilesOf,
  type ReporterName,
  type RunFlags,
  readFlags,
  realtimeOf,
  reportersOf,
  transportOf,
} from "./run-flags.ts";
import { MAX_VARIANTS } from "./run-options.ts";
import { screenOf } from "./screen.ts";
import { stopSignals } from "./signals.ts";
import { usage } from "./usage.ts";
import { redriveVersion } from "./version.ts";

const DEFAULT_CONTROLLER = "builtin:pursuit";
/** What a worker thread runs. */
export const WORKER: URL = new URL("./worker.ts", import.meta.url);
const DEMO = fileURLToPath(new URL("../../scenarios/demo", import.meta.url));

/** `redrive run`: select, run, report. Gives the exit code. */
export async function run(selectors: readonly string[], options: Record<string, unknown>): Promise<number> {
  const flags = readFlags(options);
  const config = await readConfig(process.cwd());
  const chosen = selectors.length > 0 ? selectors : (config.scenarios ?? ["scenarios"]);
  return runSelected(chosen, flags, config);
}

/** `redrive demo`: the shipped suite, from wherever the user stands. */
export async function demo(options: Record<string, unknown>): Promise<number> {
  const selector = relative(process.cwd(), DEMO) || ".";
  return runSelected([selector], readFlags(options), {});
}

async function runSelected(selectors: readonly string[], flags: RunFlags, config: Config): Promise<number> {
  const names = reportersOf(flags, config);
  const selected = selectOrNothing(selectors, flags, config);
  const settings = settingsOf(flags, config, selected);
  if (settings.exportCsv !== undefined && countOf(selected) * settings.controllers.length !== 1) {
    throw usage("--export-csv", "one variant and one controller", `${countOf(selected) * settings.controllers.length} runs`);
  }
  const history = await historyOf(flags, config);
  const odd = oddOf(config);
  const reporters = [progressReporter(screenOf(process.stderr)), ...names.map((name) => reporterOf(name, names, settings.outFolder))];
  const signals = stopSignals();
  const suite = await runSuite(
    {
      selected,
      settings,
      jobs: Math.min(jobsOf(flags, config), countOf(selected) * settings.controllers.length),
      workerScript: WORKER,
      seed: flags.seed ?? null,
      timing: flags.timing ?? null,
      failFast: flags.failFast,
      redriveVersion: redriveVersion(),
      odd,
      stopped: () => signals.exitCode,
    },
    (event: RunEvent) => {
      for (const reporter of reporters) reporter.on(event);
    },
  );
  signals.dispose();
  printClosing(names, reporters, suite);
  if (suite.counts.aborted === 0) history?.(suite);
  return suite.exitCode;
}

/** What adds the finished suite to the history that was asked for; the database is loaded by nobody else. */
async function historyOf(flags: RunFlags, config: Config): Promise<((suite: SuiteResult) => void) | undefined> {
  const path = flags.history ?? config.history;
  if (path === undefined) return undefined;
  const { appendHistory, checkHistory } = await import("../run/history.ts");
  checkHistory(path);
  return (suite) => appendHistory(path, suite, new Date());
}

function selectOrNothing(selectors: readonly string[], flags: RunFlags, config: Config): readonly Selected[] {
  try {
    return select(selectionOf(selectors, flags, config));
  } catch (error) {
    if (error instanceof InputError && flags.passWithNoTests && exitOfProblems(error.problems) === EXIT.nothingMatched) return [];
    throw error;
  }
}

/** The request that the selection flags make. */
export function selectionOf(
  selectors: readonly string[],
  flags: Pick<RunFlags, "grep" | "grepInvert" | "maxVariants" | "root"> &
    Partial<Pick<RunFlags, "lastFailed" | "out" | "ego" | "dt" | "controllersOff" | "semantics">>,
  config: Config,
): SelectionRequest {
  const data = process.env["REDRIVE_DATA"];
  return {
    selectors,
    folder: process.cwd(),
    roots: [...flags.root, ...(config.roots ?? []), ...(data === undefined ? [] : [data])],
    maxVariants: flags.maxVariants,
    grep: patternOf("--grep", flags.grep),
    grepInvert: patternOf("--grep-invert", flags.grepInvert),
    budgets: budgetsOf(config),
    only: flags.lastFailed === true ? lastFailed(resolve(flags.out ?? "redrive-out")) : null,
    story: {
      ego: flags.ego ?? null,
      dtSec: flags.dt ?? null,
      controllersOff: flags.controllersOff ?? false,
      semantics: flags.semantics ?? "standard",
    },
  };
}

/** Ids of the variants that did not pass in the last run of an output folder, be it finished or killed. */
function lastFailed(outFolder: string): Set<string> {
  const log = readResultLog(outFolder);
  if (log === null) throw usage("--last-failed", "the results of a run in the output folder", "none there");
  if (log.damagedLines > 0) process.stderr.write(`results.jsonl: left out ${log.damagedLines} damaged lines; was a run killed?\n`);
  return new Set(log.results.filter((r) => r.verdict !== "passed").map((r) => r.variantId));
}

/** What every worker is told. */
export function settingsOf(flags: RunFlags, config: Config, selected: readonly Selected[]): RunSettings {
  const controllers = controllersOf(flags, config, selected);
  const responsibility = responsibilityOf(flags, config);
  const realtime = realtimeOf(flags);
  const inside = controllers.find((c) => c.choice.kind === "builtin" || c.choice.kind === "recorded");
  if (realtime !== undefined && inside !== undefined) throw usage("--pace", "a controller of yours in real time", inside.text);
  return {
    controllers,
    profiles: profilesOf(flags.profile).map(({ id }) => id),
    metrics: offeredOf(flags.metric).map(({ id }) => id),
    ...(responsibility === "nuplan" ? {} : { responsibility }),
    ...(flags.preventability ? { preventability: true } : {}),
    ...(realtime === undefined ? {} : { realtime }),
    transport: transportOf(flags),
    auth: authOf(flags, process.env["REDRIVE_TOKEN"]),
    blind: flags.blind,
    restartEvery: flags.restartEvery ?? null,
    debugController: flags.debugController,
    watchdogMs: flags.watchdogMs,
    maxRestarts: flags.maxRestarts,
    // A built-in controller is in the same thread: several at once would gain nothing.
    sessions: controllers.some((c) => c.choice.kind !== "builtin") ? flags.sessions : 1,
    outFolder: resolve(flags.out),
    trace: flags.trace,
    toTick: flags.toTick ?? null,
    ...(flags.exportCsv === undefined ? {} : { exportCsv: resolve(flags.exportCsv) }),
  };
}

/** Whose rule says which collisions count: the flag's, else the config's, else nuPlan's. */
function responsibilityOf(flags: RunFlags, config: Config): ResponsibilityRule {
  return flags.responsibility ?? config.responsibility ?? "nuplan";
}

/** The controllers under test: those named, the config's, or the built-in one. Each drives every variant. */
function controllersOf(flags: RunFlags, config: Config, selected: readonly Selected[]): ControllerSetting[] {
  const responsibility = responsibilityOf(flags, config);
  const repeat = [
    ...(flags.timing === undefined ? [] : ["--timing", flags.timing]),
    ...(flags.maxVariants === MAX_VARIANTS ? [] : ["--max-variants", String(flags.maxVariants)]),
    ...flags.root.flatMap((root) => ["--root", root]),
    ...(flags.dt === undefined ? [] : ["--dt", String(flags.dt)]),
    ...(flags.ego === undefined ? [] : ["--ego", flags.ego]),
    ...(flags.controllersOff ? ["--controllers-off"] : []),
    ...(flags.semantics === "standard" ? [] : ["--semantics", flags.semantics]),
    ...(responsibility === "nuplan" ? [] : ["--responsibility", responsibility]),
  ];
  const paced =
    flags.pace === "realtime" ? ["--pace", "realtime", ...(flags.maxHeld === undefined ? [] : ["--max-held", String(flags.maxHeld)])] : [];
  // Only what is told to a process can be hidden from it.
  const blind = flags.blind ? ["--blind"] : [];
  if (flags.attach || (flags.debugController && flags.controller.length === 0)) {
    if (flags.restartEvery !== undefined) throw usage("--restart-every", "a controller that redrive starts", "one that you start");
    return [
      {
        choice: { kind: "attach" },
        text: "attached",
        reproduceOptions: ["--attach", ...blind, ...paced, ...repeat],
        replayOptions: repeat,
      },
    ];
  }
  const named = flags.controller.length > 0 ? flags.controller : [config.controller ?? defaultController(selected)].flat();
  if (named.length > 1 && fixedPort(flags)) {
    const [flag, given] = flags.listen === undefined ? ["--port", String(flags.port)] : ["--listen", flags.listen];
    throw usage(flag, "port 0, or one controller", `${given} for ${named.length} controllers`);
  }
  return named.map((text) => {
    const choice = choiceOf(text);
    const told = choice.kind === "process" ? [...blind, ...paced] : [];
    return { choice, text, reproduceOptions: ["--controller", text, ...told, ...repeat], replayOptions: repeat };
  });
}

/** A scenario that says what the ego does is played as it is written. */
function defaultController(selected: readonly Selected[]): string {
  const isStory = selected.length > 0 && selected.every(({ scenario }) => "kind" in scenario);
  return isStory ? "builtin:story" : DEFAULT_CONTROLLER;
}

/** What a worker is to open. Throws RDV_USAGE here, before anything runs, where it could not. */
function choiceOf(text: string): ControllerChoice {
  if (text.startsWith("builtin:")) {
    const name = text.slice("builtin:".length);
    builtinController(name);
    return { kind: "builtin", name };
  }
  if (text.startsWith("recorded:")) {
    const path = text.slice("recorded:".length);
    if (!existsSync(path)) throw usage("--controller", "recorded:TRACE.mcap, the trace of an earlier run", `no file ${path}`);
    return { kind: "recorded", path: resolve(path) };
  }
  shellSplit(text);
  return { kind: "process", command: text, folder: process.cwd() };
}

/** One reporter has stdout: a JSON document there stands alone. */
function reporterOf(name: ReporterName, all: readonly ReporterName[], outFolder: string): Reporter {
  if (name === "list") return listReporter(screenOf(all.includes("json") ? process.stderr : process.stdout));
  if (name === "json") return jsonReporter((text) => process.stdout.write(text));
  if (name === "junit") return junitFileReporter(outFolder, process.cwd());
  return htmlFileReporter(outFolder, process.cwd());
}

function printClosing(names: readonly ReporterName[], reporters: readonly Reporter[], suite: SuiteResult): void {
  if (names.includes("json")) return;
  for (const reporter of reporters) for (const line of reporter.finish()) process.stdout.write(`${line}\n`);
  process.stdout.write(`${closingLine(suite)}\n`);
}

function countOf(selected: readonly Selected[]): number {
  return selected.reduce((n, s) => n + s.indices.length, 0);
}
