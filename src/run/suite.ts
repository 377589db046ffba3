import { mkdirSync } from "node:fs";
import { type ErrorCode, InputError, type Problem, problemText } from "../core/errors.ts";
import { hashHex, hashStart, hashText } from "../core/hash.ts";
import { locateProblem, type ScenarioFile, specOf, variantIdOf } from "../scenario/parse/read-scenario.ts";
import type { ScenarioSpec } from "../scenario/spec.ts";
import type { Job, RunSettings } from "./job.ts";
import { type PoolEvents, runJobs } from "./pool.ts";
import { reproduceCommand } from "./reproduce.ts";
import type { RunEvent, RunResult, SuiteCounts, SuiteResult } from "./result.ts";
import type { Selected } from "./selection.ts";
import { closeResultLog, logResult, openResultLog, writeSuite } from "./store.ts";

/** Everything a suite run needs to be told. */
export interface SuiteRequest {
  readonly selected: readonly Selected[];
  readonly settings: RunSettings;
  readonly jobs: number;
  /** Overrides the scenarios' seeds; null keeps them. */
  readonly seed: number | null;
  readonly timing: "subtick" | "tick" | null;
  readonly failFast: boolean;
  readonly redriveVersion: string;
  /** True once the user asked to stop: no further variant is begun, the rest are aborted. */
  readonly stopped: () => boolean;
}

/**
 * Runs the selected variants over workers, tells `emit` as it goes, and keeps each finished result before the next is taken.
 * The result does not depend on the number of workers or the order in which they finish.
 */
export async function runSuite(request: SuiteRequest, emit: (event: RunEvent) => void): Promise<SuiteResult> {
  const startMs = performance.now();
  const { settings, selected } = request;
  mkdirSync(settings.outFolder, { recursive: true });
  const total = settings.controllers.length * selected.reduce((n, s) => n + s.indices.length, 0);
  emit({ kind: "start", total, jobs: request.jobs, controllers: settings.controllers.map((c) => c.text), outFolder: settings.outFolder });
  const results: RunResult[] = [];
  const log = openResultLog(settings.outFolder);
  let failed = false;
  const take = (raw: RunResult): void => {
    const result = located(raw, selected);
    logResult(log, result);
    results.push(result);
    failed ||= result.verdict !== "passed";
    emit({ kind: "result", result, done: results.length, total });
  };
  const stop = (): boolean => request.stopped() || (request.failFast && failed);
  const events: PoolEvents = {
    waiting: (address, token) => emit({ kind: "waiting", address, token }),
    lost: ({ index, controller, spec }, why) =>
      unrunResult({ index, controller, ...spec }, "harness-error", `redrive's worker died: ${why}`, "RDV_WORKER", settings),
  };
  await new Promise<void>((resolve, reject) => {
    runJobs(jobsOf(request, take), request.jobs, settings, events, stop).subscribe({ next: take, error: reject, complete: resolve });
  });
  results.push(...abortedResults(request, results, stop()));
  closeResultLog(log);
  const suite = suiteOf(request, results, performance.now() - startMs);
  writeSuite(settings.outFolder, suite);
  emit({ kind: "end", suite });
  return suite;
}

/** The jobs in the suite's order, made one at a time; a variant whose values are out of bounds becomes a result at once. */
function* jobsOf(request: SuiteRequest, broken: (result: RunResult) => void): Generator<Job, void> {
  let index = 0;
  for (const { scenario, indices } of request.selected) {
    for (const variant of indices) {
      for (let controller = 0; controller < request.settings.controllers.length; controller++) {
        const job = jobOf(request, scenario, variant, { index: index++, controller }, broken);
        if (job !== null) yield job;
      }
    }
  }
}

function jobOf(
  request: SuiteRequest,
  scenario: ScenarioFile,
  variant: number,
  place: Pick<Job, "index" | "controller">,
  broken: (result: RunResult) => void,
): Job | null {
  try {
    return { ...place, spec: withOverrides(specOf(scenario, variant), request) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { scenarioId } = scenario;
    const who = { ...place, scenarioId, variantId: variantIdOf(scenario, variant), name: scenarioId, seed: request.seed ?? 0 };
    const why = error.problems[0] === undefined ? error.message : problemText(error.problems[0]);
    broken(unrunResult(who, "input-error", why, error.problems[0]?.code ?? null, request.settings, error.problems));
    return null;
  }
}

function withOverrides(spec: ScenarioSpec, { seed, timing }: SuiteRequest): ScenarioSpec {
  return { ...spec, ...(seed === null ? {} : { seed }), ...(timing === null ? {} : { timing }) };
}

/** What the user's stop left undone, as aborted results: nothing vanishes. `--fail-fast` leaves the rest out instead. */
function abortedResults(request: SuiteRequest, done: readonly RunResult[], stopped: boolean): RunResult[] {
  if (!stopped || request.failFast) return [];
  const seen = new Set(done.map((r) => r.index));
  const rest: RunResult[] = [];
  for (const { index, controller, spec } of jobsOf(request, () => undefined)) {
    if (!seen.has(index))
      rest.push(unrunResult({ index, controller, ...spec }, "aborted", "stopped by the user before it began", null, request.settings));
  }
  return rest;
}

/** Problems that compiling a spec found get their line and column back here, where the file is known. */
function located(result: RunResult, selected: readonly Selected[]): RunResult {
  if (result.problems.length === 0) return result;
  const scenario = selected.find((s) => s.scenario.scenarioId === result.scenarioId)?.scenario;
  return scenario === undefined ? result : { ...result, problems: result.problems.map((p) => locateProblem(scenario, p)) };
}

/** What is known of a variant before it runs; the spec's own fields where there is one. */
type Unrun = { readonly controller: number } & Pick<RunResult, "index" | "scenarioId" | "variantId" | "name" | "seed"> &
  Partial<Pick<ScenarioSpec, "description" | "tags" | "parameters" | "expect">>;

/** A result for a variant of which no tick was run. */
function unrunResult(
  of: Unrun,
  reason: "harness-error" | "aborted" | "input-error",
  why: string,
  code: ErrorCode | null,
  settings: RunSettings,
  problems: readonly Problem[] = [],
): RunResult {
  const { index, scenarioId, variantId, name, seed } = of;
  const setting = settings.controllers[of.controller];
  return {
    resultVersion: 1,
    index,
    scenarioId,
    variantId,
    name,
    description: of.description ?? "",
    tags: of.tags ?? [],
    parameters: of.parameters ?? [],
    seed,
    verdict: reason === "aborted" ? "aborted" : "error",
    expected: of.expect?.verdict ?? "pass",
    why,
    end: { reason, tick: 0, tSec: 0, detail: why, code },
    score: null,
    hash: "",
    hashes: [],
    controller: { name: "", build: "", text: setting?.text ?? "" },
    latency: null,
    wallMs: 0,
    actors: [],
    retraced: [],
    files: { trace: null, view: null, controllerLog: null },
    reproduce: reproduceCommand(variantId, seed, setting?.reproduceOptions ?? [], null),
    problems,
  };
}

function suiteOf(request: SuiteRequest, unsorted: readonly RunResult[], wallMs: number): SuiteResult {
  const results = [...unsorted].sort((a, b) => a.index - b.index);
  const scores = results.flatMap((r) => (r.score === null ? [] : [r.score.total]));
  return {
    suiteVersion: 1,
    redriveVersion: request.redriveVersion,
    nodeVersion: process.version,
    controllers: request.settings.controllers.map((c) => c.text),
    seed: request.seed ?? results[0]?.seed ?? 0,
    jobs: request.jobs,
    counts: countsOf(results),
    meanScore: scores.length === 0 ? null : scores.reduce((sum, s) => sum + s, 0) / scores.length,
    hash: suiteHash(results),
    wallMs,
    exitCode: exitCodeOf(results),
    results,
  };
}

function countsOf(results: readonly RunResult[]): SuiteCounts {
  const count = (holds: (r: RunResult) => boolean): number => results.filter(holds).length;
  return {
    total: results.length,
    passed: count((r) => r.verdict === "passed"),
    expectedFailures: count((r) => r.verdict === "passed" && r.expected === "fail"),
    failed: count((r) => r.verdict === "failed"),
    error: count((r) => r.verdict === "error"),
    aborted: count((r) => r.verdict === "aborted"),
    scored: count((r) => r.score !== null),
  };
}

/** One hash over the runs' hashes in the suite's order. */
function suiteHash(results: readonly RunResult[]): string {
  const chain = hashStart("redrive.suite");
  for (const result of results) hashText(chain, `${result.variantId.replace(/^.*[/]/, "")} ${result.hash} ${result.end.reason}`);
  return hashHex(chain);
}

/** The highest rank wins: redrive's own fault 3, the controller's 4, the input's 2, a failed drive 1 (reliability.md section 1). */
export function exitCodeOf(results: readonly RunResult[]): number {
  const ends = new Set(results.filter((r) => r.verdict === "error").map((r) => r.end.reason));
  if (ends.has("harness-error") || ends.has("diverged")) return 3;
  if (ends.has("controller-fault") || ends.has("controller-timeout")) return 4;
  if (ends.has("input-error")) return 2;
  if (results.some((r) => r.verdict === "failed")) return 1;
  return 0;
}
