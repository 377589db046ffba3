import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { InputError } from "../core/errors.ts";
import { htmlFileReporter, junitFileReporter } from "../report/files.ts";
import { jsonReporter } from "../report/json.ts";
import { closingLine, listReporter } from "../report/list.ts";
import type { Reporter } from "../report/reporter.ts";
import type { ControllerChoice, ControllerSetting, RunSettings } from "../run/job.ts";
import type { RunEvent, SuiteResult } from "../run/result.ts";
import { type Selected, type SelectionRequest, select } from "../run/selection.ts";
import { runSuite } from "../run/suite.ts";
import { type Config, readConfig } from "./config.ts";
import { EXIT } from "./exit-codes.ts";
import { jobsOf, patternOf, type ReporterName, type RunFlags, readFlags, reportersOf, usage } from "./run-flags.ts";
import { screenOf } from "./screen.ts";
import { stopSignals } from "./signals.ts";
import { redriveVersion } from "./version.ts";

const DEFAULT_CONTROLLER = "builtin:pursuit";
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
  if (selected === null) return EXIT.passed;
  const settings = settingsOf(flags, config);
  const reporters = names.map((name) => reporterOf(name, settings.outFolder));
  const signals = stopSignals();
  const suite = await runSuite(
    {
      selected,
      settings,
      jobs: Math.min(jobsOf(flags, config), countOf(selected)),
      seed: flags.seed ?? null,
      timing: flags.timing ?? null,
      failFast: flags.failFast,
      redriveVersion: redriveVersion(),
      stopped: () => signals.received !== null,
    },
    (event: RunEvent) => {
      for (const reporter of reporters) reporter.on(event);
    },
  );
  signals.dispose();
  printClosing(names, reporters, suite);
  return signals.received === null ? suite.exitCode : EXIT[signals.received === "SIGINT" ? "interrupted" : "terminated"];
}

function selectOrNothing(selectors: readonly string[], flags: RunFlags, config: Config): Selected[] | null {
  try {
    return select(selectionOf(selectors, flags, config));
  } catch (error) {
    const nothing = error instanceof InputError && error.problems.every((p) => p.code === "RDV_NOTHING_MATCHED");
    if (nothing && flags.passWithNoTests) return null;
    throw error;
  }
}

/** The request that the selection flags make. */
export function selectionOf(
  selectors: readonly string[],
  flags: Pick<RunFlags, "grep" | "grepInvert" | "maxVariants" | "root"> & Partial<Pick<RunFlags, "lastFailed" | "out">>,
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
    only: flags.lastFailed === true ? lastFailed(resolve(flags.out ?? "redrive-out")) : null,
  };
}

/** Ids of the variants that did not pass in the last run of an output folder. */
function lastFailed(outFolder: string): Set<string> {
  const path = join(outFolder, "results.json");
  if (!existsSync(path)) throw usage("--last-failed", "a finished run in the output folder", "no results.json there");
  const suite = JSON.parse(readFileSync(path, "utf8")) as SuiteResult;
  return new Set(suite.results.filter((r) => r.verdict !== "passed").map((r) => r.variantId));
}

/** What every worker is told. */
export function settingsOf(flags: RunFlags, config: Config): RunSettings {
  return {
    controllers: controllersOf(flags, config),
    transport: flags.transport === "tcp" ? { kind: "tcp", port: flags.port } : { kind: "unix" },
    debugController: flags.debugController,
    watchdogMs: flags.watchdogMs,
    maxRestarts: flags.maxRestarts,
    outFolder: resolve(flags.out),
    trace: flags.trace,
    toTick: flags.toTick ?? null,
  };
}

/** The controllers under test: those named, the config's, or the built-in one. Each drives every variant. */
function controllersOf(flags: RunFlags, config: Config): ControllerSetting[] {
  const repeat = [...(flags.timing === undefined ? [] : ["--timing", flags.timing]), ...flags.root.flatMap((root) => ["--root", root])];
  if (flags.attach || (flags.debugController && flags.controller.length === 0)) {
    return [{ choice: { kind: "attach" }, text: "attached", reproduceOptions: ["--attach", ...repeat] }];
  }
  const named = flags.controller.length > 0 ? flags.controller : [config.controller ?? DEFAULT_CONTROLLER].flat();
  return named.map((text) => ({
    choice: choiceOf(text),
    text,
    reproduceOptions: [...(text === DEFAULT_CONTROLLER ? [] : ["--controller", text]), ...repeat],
  }));
}

function choiceOf(text: string): ControllerChoice {
  if (text.startsWith("builtin:")) return { kind: "builtin", name: text.slice("builtin:".length) };
  return { kind: "process", command: text, folder: process.cwd() };
}

function reporterOf(name: ReporterName, outFolder: string): Reporter {
  if (name === "list") return listReporter(screenOf(process.stdout), screenOf(process.stderr));
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
